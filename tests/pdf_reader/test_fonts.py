"""The text of any font: what its ToUnicode map, its encoding or its CMap says, as PDFium reads it, too."""

import time
from io import BytesIO

import pytest
from fontTools.ttLib import TTCollection, TTFont
from pikepdf import Array, Dictionary, Name, Stream, new

from laureate_print.pdf_reader import sfnt
from laureate_print.pdf_reader.cmaps import parse
from laureate_print.pdf_reader.document import PdfReader
from laureate_print.pdf_reader.fonts import Font
from laureate_print.pdf_reader.objects import open_pdf
from laureate_print.pdf_reader.page_content import read_pages
from tests.pdf_reader.engines import font_file
from tests.pdf_reader.handmade import (
    composite,
    differences,
    own_cmap,
    predefined,
    shown,
    simple,
    simple_font,
    type3,
)

JAPANESE, CHINESE, KOREAN = "難民支援ab", "难民援助", "난민 지원"
FONTS = {
    "standard": (simple_font(b"(it's \\256 \\252q\\272)"), "it’s ﬁ “q”"),
    "win-ansi": (
        simple_font(b"(\\223caf\\351\\224 \\200 \\225)", Encoding=Name.WinAnsiEncoding),
        "“café” € •",
    ),
    "mac-roman": (
        simple_font(b"(\\322caf\\216\\323 \\245)", Encoding=Name.MacRomanEncoding),
        "“café” •",
    ),
    "mac-expert": (simple_font(b"(\\126\\107\\332)", Encoding=Name.MacExpertEncoding), "ﬀ¼¹"),
    "symbol": (simple_font(b"(abg \\245)", BaseFont=Name.Symbol), "αβγ ∞"),
    "dingbats": (simple_font(b"(4\\300)", BaseFont=Name.ZapfDingbats), "✔➀"),
    "differences": (differences, "ŽЖﬁ€aD"),
    "without-a-name": (simple_font(b"(text)", BaseFont=None), "text"),
    "truetype": (simple_font(b"(text)", Subtype=Name.TrueType, BaseFont=Name.Arial), "text"),
    "type3": (type3, "Ж📞"),
    "90ms-RKSJ-H": (predefined("90ms-RKSJ-H", "Japan1", JAPANESE, "cp932"), JAPANESE),
    "90ms-RKSJ-V": (predefined("90ms-RKSJ-V", "Japan1", JAPANESE, "cp932"), JAPANESE),
    "EUC-H": (predefined("EUC-H", "Japan1", JAPANESE, "euc_jp"), JAPANESE),
    "UniJIS-UTF16-H": (predefined("UniJIS-UTF16-H", "Japan1", JAPANESE, "utf-16-be"), JAPANESE),
    "UniJIS-UCS2-H": (predefined("UniJIS-UCS2-H", "Japan1", JAPANESE, "utf-16-be"), JAPANESE),
    "GBK-EUC-H": (predefined("GBK-EUC-H", "GB1", CHINESE, "gbk"), CHINESE),
    "ETen-B5-H": (predefined("ETen-B5-H", "CNS1", "難民", "big5"), "難民"),
    "KSCms-UHC-H": (predefined("KSCms-UHC-H", "Korea1", KOREAN, "cp949"), KOREAN),
    "own-cmap": (own_cmap, "一壱"),
}
# PDFium does not follow these, and gives other letters.
PDFIUM_ALONE = {"mac-expert", "own-cmap"}


def test_a_map_that_is_made_to_burst_is_read_as_far_as_any_real_one_goes():
    long = b"<0001> <" + b"0041" * 1_000_000 + b">"
    ranges = b"<00000000> <7fffffff> <0041> " * 500
    spaces = b"".join(b"<%08x> <%08x> " % (number, number) for number in range(20_000))
    maps = (
        b"beginbfchar " + long + b" endbfchar",
        b"beginbfrange " + ranges + b" endbfrange",
        b"begincidrange " + b"<00000000> <7fffffff> 0 " * 500 + b" endcidrange",
        b"begincodespacerange " + spaces + b" endcodespacerange",
        b"beginbfchar <00> " * 50_000,
    )
    began = time.process_time()
    found = [parse(content) for content in maps]
    found[3].codes(b"\0\1" * 20_000)

    assert found[0].texts == {1: "A" * 256}
    assert max(len(it.texts) + len(it.cids) for it in found) == 0x10000
    assert time.process_time() - began < 6


def read(content):
    [page] = read_pages(open_pdf(content)).pages
    return page.unmarked


@pytest.mark.parametrize("name", FONTS)
def test_each_code_has_its_text(name):
    made, words = FONTS[name]

    assert read(made()) == words


@pytest.mark.parametrize("name", sorted(set(FONTS) - PDFIUM_ALONE))
def test_pdfium_reads_the_same(name):
    made, words = FONTS[name]

    seen = PdfReader(made()).text.strip()
    assert seen.replace("fi", "ﬁ") == words


@pytest.mark.parametrize(
    ("section", "texts"),
    [
        (b"1 beginbfchar <41> <0042> endbfchar", {0x41: "B"}),
        (b"1 beginbfchar <0041> <d842dfb7> endbfchar", {0x41: "𠮷"}),
        (b"1 beginbfchar <41> /quoteright endbfchar", {0x41: "’"}),
        (b"1 beginbfrange <41> <43> <0061> endbfrange", {0x41: "a", 0x42: "b", 0x43: "c"}),
        (b"1 beginbfrange <41> <42> [<00660069> <0078>] endbfrange", {0x41: "fi", 0x42: "x"}),
        (b"% <41> <0042>\n1 beginbfchar <4 2> <00 43> endbfchar", {0x42: "C"}),
        (b"1 beginbfrange <43> <41> <0061> endbfrange", {}),
        (b"1 beginbfchar <41> endbfchar", {}),
        (b"beginbfrange <00000000> <ffffffff> <> endbfrange", {}),
        (b"\0\xff garbage", {}),
    ],
)
def test_a_map_to_unicode_is_read_as_it_is_written(section, texts):
    assert parse(section).texts == texts


def test_a_range_without_end_is_cut_at_what_a_font_can_hold():
    assert len(parse(b"1 beginbfrange <00000000> <ffffffff> <0041> endbfrange").texts) == 0x10000


def test_codes_of_several_lengths_are_told_apart():
    cmap = parse(b"2 begincodespacerange <00> <7f> <8000> <ffff> endcodespacerange")

    assert cmap.codes(b"A\x81\x40B\x90") == [0x41, 0x8140, 0x42, 0x90]


@pytest.mark.parametrize(
    ("program", "name", "texts"),
    [
        (
            b"%!PS-AdobeFont-1.0\n/FontName /Own def /Encoding 256 array\n"
            b"dup 65 /alpha put dup 66 /fl put readonly def currentfile eexec \0\1",
            "Own",
            "αﬂ",
        ),
        (b"%!FontType1\n/FontName /Plain def /Encoding StandardEncoding def eexec", "Plain", "AB"),
        (b"no program at all", "", "AB"),
    ],
)
def test_a_type_1_program_brings_its_name_and_its_encoding(program, name, texts):
    pdf = new()
    file = Stream(pdf, program)
    font = Font(
        simple(BaseFont=Name("/ABCDEF+X"), FontDescriptor=Dictionary(FontFile=file, Flags=4))
    )

    assert font.program.postscript == name
    assert font.text(65) + font.text(66) == texts


def collection():
    """Two faces in one file."""
    faces = TTCollection()
    faces.fonts = [TTFont(font_file(language)) for language in ("th", "en")]
    target = BytesIO()
    faces.save(target)
    return target.getvalue()


def test_of_a_collection_the_first_face_counts():
    pdf = new()
    file = Stream(pdf, collection())
    font = Font(simple(Subtype=Name.TrueType, FontDescriptor=Dictionary(FontFile2=file, Flags=32)))

    assert font.program.postscript == "NotoSansThaiLooped-Regular"
    assert font.embedded


def test_a_cmap_that_nobody_knows_means_nothing():
    assert read(shown(composite(Name("/No-Such-H"), "Japan1"), b"<0041>")) == "\ufffd"


def test_widths_are_those_of_the_cid_and_not_of_the_code():
    font = composite(Name("/90ms-RKSJ-H"), "Japan1")
    font.DescendantFonts[0].W = Array([1200, [700, 800], 1202, 1300, 900])
    read_font = Font(font)

    [code] = read_font.codes("一".encode("cp932"))
    assert (code, read_font.advance(code), read_font.advance(0x20)) == (0x88EA, 700, 1000)


@pytest.mark.parametrize(
    "entry", ["ToUnicode", "Encoding", "Widths", "FontDescriptor", "FirstChar"]
)
def test_an_entry_of_the_wrong_type_counts_as_missing(entry):
    font = Font(simple(**{entry: 7}))

    assert font.text(65) == "A"
    assert font.advance(65) == 500


def test_a_letter_that_nothing_tells_is_no_other_letter():
    assert read(shown(composite(Name("/Identity-H"), "Identity"), b"<0041>")) == "\ufffd"
    assert read(type3(unicode_map=False)) == "xy"


@pytest.mark.parametrize("language", ["en", "ar", "hi", "th"])
def test_a_program_says_what_fonttools_reads_of_it(language):
    content = font_file(language).read_bytes()
    program = sfnt.read(content)
    with TTFont(BytesIO(content), lazy=True) as font:
        scale = 1000 / font["head"].unitsPerEm
        assert program.postscript == font["name"].getDebugName(6)
        assert program.revision == round(font["head"].fontRevision, 3)
        assert program.licence == font["OS/2"].fsType
        assert program.widths == [font["hmtx"][name][0] * scale for name in font.getGlyphOrder()]


@pytest.mark.parametrize("end", [5, 11, 40, 300])
def test_a_program_that_is_cut_off_says_nothing(end):
    pdf = new()
    file = Stream(pdf, font_file("en").read_bytes()[:end])
    font = Font(simple(Subtype=Name.TrueType, FontDescriptor=Dictionary(FontFile2=file, Flags=32)))

    assert (font.program.postscript, font.program.revision) == ("", 0.0)

"""Each PDF of each edition, read by readers that we did not write."""

import re

import pikepdf
import pypdfium2
import pytest

from laureate_print.sources.languages import language as language_of
from tests.conftest import DOCUMENT, LANGUAGES, ROOT, TEMPLATES
from tests.readers import pdf as readers
from tests.readers.comparison import catalog

SOURCE = ROOT / "templates" / "documents" / f"{DOCUMENT}.txt"
ADDRESS = [line for line in SOURCE.read_text(encoding="utf-8").splitlines() if line.strip()][-3:]
EDITIONS = [(language, template) for language in LANGUAGES for template in TEMPLATES]

editions = pytest.mark.parametrize(("language", "template"), EDITIONS)


@pytest.mark.parametrize(
    "reader",
    [readers.pdfium, *(pytest.param(it, marks=pytest.mark.reader) for it in readers.PROGRAMS)],
    ids=lambda reader: reader.__name__,
)
@editions
def test_address_reads_back_line_for_line(dist, language, template, reader):
    text = reader(dist / language / f"{template}.pdf")
    if language == "ja-simple":  # its one address has readings
        assert text.count("098-894-2226") == 1
        return
    lines = [line for line in readers.lines(text) if line]
    if reader is readers.poppler and language_of(language).direction == "rtl":
        # On such pages it moves the bracket at the end of a line to its beginning (docs/text-layer.md).
        lines = [re.sub(r"^\)(.*)", r"\1)", line) for line in lines]

    start = lines.index(ADDRESS[0])
    assert lines[start : start + 3] == ADDRESS


@pytest.mark.java
def test_every_pdf_is_valid(dist):
    """By what it declares, which is both standards."""
    found = readers.declared(
        [dist / language / f"{template}.pdf" for language, template in EDITIONS]
    )

    assert len(found) == len(EDITIONS)
    assert [
        name for name, answer in found.items() if answer != {"PDF/A-2A": [], "PDF/UA-1": []}
    ] == []


@pytest.mark.java
@pytest.mark.editions("en")
def test_verapdf_finds_what_is_broken(dist, tmp_path):
    with pikepdf.open(dist / "en" / "page.pdf") as pdf:
        del pdf.Root.Lang
        del pdf.Root.StructTreeRoot.K[0].Lang
        pdf.save(tmp_path / "broken.pdf")

    _, broken = readers.verapdf([tmp_path / "broken.pdf"], "ua1")
    assert broken


def test_pdfs_declare_both_standards_in_one_packet(dist):
    for path in (dist / language / f"{template}.pdf" for language, template in EDITIONS):
        with pikepdf.open(path) as pdf:
            packet = pdf.Root.Metadata.read_bytes().decode()
        assert packet.count("<rdf:RDF") == 1
        assert re.findall(r"<pdf(?:a|ua)id:\w+>([^<]+)<", packet) == ["2", "A", "1"]


@editions
def test_every_face_is_ours_embedded_and_upright(dist, language, template):
    revisions = {
        (font["name"].getDebugName(6), round(font["head"].fontRevision, 3))
        for font in (_font(path) for path in ROOT.glob("fonts/*/*.ttf"))
    }
    with pikepdf.open(dist / language / f"{template}.pdf") as pdf:
        for font in _composite_fonts(pdf):
            descriptor = font.DescendantFonts[0].FontDescriptor
            embedded = _font(descriptor.FontFile2.read_bytes())
            assert (
                embedded["name"].getDebugName(6),
                round(embedded["head"].fontRevision, 3),
            ) in revisions
            assert re.match(r"/[A-Z]{6}\+", str(font.BaseFont))
            assert int(descriptor.ItalicAngle) == 0
            assert not re.search("Oblique|Italic", str(font.BaseFont))
        for page in pdf.pages:
            _assert_upright(page)


@editions
def test_address_is_set_in_a_japanese_face(dist, language, template):
    with pikepdf.open(dist / language / f"{template}.pdf") as pdf:
        faces = {
            str(font.BaseFont).partition("+")[2]
            for character in "縄泉崎"
            for font in _composite_fonts(pdf)
            if f"<{character.encode('utf-16-be').hex()}>".encode() in font.ToUnicode.read_bytes()
        }

    japanese = {"BIZ-UDPGothic", "BIZ-UDPGothic-Bold", "Noto-Serif-JP", "Noto-Serif-JP-Bold"}
    assert "BIZ-UDPGothic" in faces
    assert faces <= japanese or language in (
        "zh-Hans",
        "zh-Hant",
    )  # they write these characters in their own face too


@editions
def test_structure_says_the_language_of_every_part(dist, language, template):
    tree = readers.tree(dist / language / f"{template}.pdf")

    assert tree.startswith(f"Document lang={language}\n")
    if language not in ("ja", "ja-simple"):  # there the address is in the reader's own language
        block = tree[: tree.index(ADDRESS[0])].splitlines()
        assert next(it for it in reversed(block) if "Div" in it).strip() == "Div lang=ja"


@pytest.mark.parametrize("language", ["en", "ja", "ar"])
def test_tag_tree_is_the_golden_one(dist, language, request):
    golden = ROOT / "tests" / "outputs" / "golden" / f"page.{language}.tags.txt"
    tree = readers.tree(dist / language / "page.pdf")
    if request.config.getoption("--rewrite-golden"):
        golden.write_text(tree, encoding="utf-8")

    assert tree == golden.read_text(encoding="utf-8")


@editions
def test_links_have_one_annotation_with_a_description(dist, language, template):
    with pikepdf.open(dist / language / f"{template}.pdf") as pdf:
        annotations = [annotation for page in pdf.pages for annotation in page.get("/Annots", [])]

    assert len(annotations) == (1 if language in ("ja", "ja-simple") else 2)
    assert all("098-894-2226" in str(annotation.Contents) for annotation in annotations)
    assert all(str(annotation.A.URI) == "tel:+81-98-894-2226" for annotation in annotations)


@pytest.mark.parametrize("language", LANGUAGES)
def test_footers_are_artifacts_and_the_title_is_shown(dist, language):
    with pikepdf.open(dist / language / "page.pdf") as pdf:
        footers = [
            instruction.operands[1].get("/Subtype")
            for page in pdf.pages
            for instruction in pikepdf.parse_content_stream(page)
            if str(instruction.operator) == "BDC" and str(instruction.operands[0]) == "/Artifact"
        ]
        assert footers.count("/Footer") == len(pdf.pages)
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.docinfo.Title) == str(pdf.Root.Outlines.First.Title)


def test_the_leaflet_is_one_sheet(dist):
    for path in dist.glob("*/leaflet.pdf"):
        with pikepdf.open(path) as pdf:
            assert len(pdf.pages) == 2
            assert [round(float(value), 1) for value in pdf.pages[0].MediaBox] == [
                0,
                0,
                595.3,
                841.9,
            ]


def _composite_fonts(pdf):
    return [
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and "/DescendantFonts" in item
    ]


def _font(content):
    from io import BytesIO

    from fontTools.ttLib import TTFont

    return TTFont(BytesIO(content) if isinstance(content, bytes) else content, lazy=True)


def _assert_upright(page):
    """No text matrix slants, no text is drawn with an outline to look bold (rendering mode 0 or 3
    only).
    """
    for instruction in pikepdf.parse_content_stream(page):
        if str(instruction.operator) == "Tm":
            a, b, c, d = (float(value) for value in instruction.operands[:4])
            assert (b, c) == (0, 0)
            assert abs(a) == abs(d)
        elif str(instruction.operator) == "Tr":
            assert int(instruction.operands[0]) in (0, 3)


@pytest.mark.parametrize("language", ["vi"])
def test_whom_readers_may_ask_never_stands_alone_on_a_page(dist, language):
    story = next(text for it, text in catalog(DOCUMENT, language).items() if it[:6] == "Due to")
    with pypdfium2.PdfDocument(dist / language / "page.pdf") as document:
        last = document[len(document) - 1].get_textpage().get_text_range()
    assert "".join(story.split())[-40:] in "".join(last.split())

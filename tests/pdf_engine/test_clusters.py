"""Clusters of a line from left to right are read letter by letter and found by search, and look as
they did: in each script that shares, splits or reorders its glyphs.
"""

import re
import unicodedata

import pikepdf
import pypdfium2
import pytest
from PIL import ImageChops, ImageFilter

from laureate_print.pdf_reader.fonts import Font
from tests.conftest import ROOT
from tests.pdf_engine.faces import with_cff
from tests.pdf_engine.mended import page, set_pages
from tests.readers import pdf as readers
from tests.readers import pdfjs

# Words that the glyphs as they come do not give: conjuncts, vowels before their consonants, marks
# that one glyph draws with its letter, joiners.
TEXTS = {
    "hi": ("noto-sans-devanagari/NotoSansDevanagari", "व्यापक प्रयासरत क्षेत्रीय रूपमा शरणार्थियों दुर्गा"),
    "bn": ("noto-sans-bengali/NotoSansBengali", "স্থানীয় পর্যালোচনা ইন্টারন্যাশনাল প্রিফেকচার কর্মসংস্থান"),
    "si": ("noto-sans-sinhala/NotoSansSinhala", "ක්\u200dරියා විධායක ස්ථාපිත පිළිගැනීම වූයේ ශ්\u200dරී"),
    "ta": ("noto-sans-tamil/NotoSansTamil", "அமைதிப் பரிசு கொண்டாடும் ஸ்ரீ"),
    "km": ("noto-sans-khmer/NotoSansKhmer", "ព្រមទាំង ក្រៅពី ស្រ្តី ប្រជាពលរដ្ឋ"),
    "my": ("noto-sans-myanmar/NotoSansMyanmar", "လူ့အဖွဲ့အစည်း ရွှေ့ပြောင်း တိုးတက် ယင်း"),
    "th": ("noto-sans-thai-looped/NotoSansThaiLooped", "น้ำ ผู้ลี้ภัย ที่สุด กำลัง"),
    "vi": ("source-sans-3/SourceSans3", "tị tiếng Việt ổ e\u0323\u0302 ffi"),
}
CFF = "hi in CFF, keyed by CIDs"


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    found = {}
    for language, (name, text) in TEXTS.items():
        face = ROOT / f"fonts/{name}-Regular.ttf"
        found[language] = page(f"<p>{text}</p>", {"Face": face}, language, "p { font-size: 24px }")
        if language == "hi":
            cubic = tmp_path_factory.mktemp("faces") / "cff"
            with_cff(face, cubic, text, keyed=True)
            found[CFF] = page(f"<p>{text}</p>", {"Face": cubic}, "hi", "p { font-size: 24px }")
    return found


@pytest.fixture(scope="module")
def made(tmp_path_factory, pages):
    paths, errors = set_pages(tmp_path_factory.mktemp("mended"), *pages.values())
    assert errors == []
    return dict(zip(pages, paths, strict=True))


def text_of(name):
    return TEXTS[name.partition(" ")[0]][1]


def shown(path):
    """The text and advance of each code that a page shows, in their order."""
    with pikepdf.open(path) as pdf:
        fonts = {name: Font(it) for name, it in pdf.pages[0].Resources.Font.items()}
        for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]):
            if str(operator) == "Tf":
                font = fonts[str(operands[0])]
            elif str(operator) == "TJ":
                for piece in operands[0]:
                    if isinstance(piece, pikepdf.String):
                        yield from (
                            (font.text(code), font.advance(code))
                            for code in font.codes(bytes(piece))
                        )


@pytest.mark.parametrize("name", [*TEXTS, CFF])
def test_codes_give_each_letter_in_its_order(made, name):
    codes = list(shown(made[name]))

    assert "".join(text for text, _ in codes) == text_of(name)
    for text, advance in codes:  # what pdf.js takes for a mark has no width to lose
        kinds = [unicodedata.category(character) for character in text]
        assert not advance or ("Mn" not in kinds and kinds[-1] != "Cf")


@pytest.mark.parametrize("name", [*TEXTS, CFF])
def test_pdfium_finds_each_word(made, name):
    with pypdfium2.PdfDocument(made[name]) as document:
        text = document[0].get_textpage()
        assert [word for word in words(name) if not text.search(word).get_next()] == []


@pytest.mark.browser
def test_pdfjs_finds_each_word(made, browser):
    find = pdfjs.search(browser)
    for name, path in made.items():
        found = dict(zip(words(name), find(path, words(name)), strict=True))
        assert [word for word, times in found.items() if not times] == [], name


def words(name):
    """The words of a text, in the form in which people type them."""
    return unicodedata.normalize("NFC", text_of(name)).split()


def test_the_picture_is_that_of_the_raw_engine(made, pages, tmp_path):
    raw, _ = set_pages(tmp_path, *pages.values(), mended=False)

    for (name, path), expected in zip(made.items(), raw, strict=True):
        assert strays(drawn(path), drawn(expected)) == 0, name


def drawn(path):
    with pypdfium2.PdfDocument(path) as document:
        return document[0].render(scale=100 / 72).to_pil().convert("L")


def strays(*pictures):
    """How many pixels of ink in one picture have none within a pixel of them in the other."""
    found = 0
    for one, other in (pictures, pictures[::-1]):
        ink = one.point(lambda value: 255 if value < 100 else 0)
        near = other.filter(ImageFilter.MinFilter(3)).point(lambda value: 255 * (value < 150))
        found += ImageChops.subtract(ink, near).histogram()[255]
    assert ink.getbbox()
    return found


@pytest.mark.java
def test_the_files_are_valid(made):
    valid, broken = readers.verapdf(made.values(), "ua1")
    assert (valid, broken) == ({str(path) for path in made.values()}, {})


def test_what_draws_nothing_leaves_nothing(tmp_path):
    """Where lines may break, and what is missing: the one is no text, the other stays in it."""
    face = ROOT / "fonts/noto-sans-devanagari/NotoSansDevanagari-Regular.ttf"
    body = "<p>अ\u200bआ \u2060ग\u00ad\u200d\u0939 \u4e00</p>"
    (path,), errors = set_pages(tmp_path, page(body, {"Face": face}, "hi"))

    assert errors == []
    assert "".join(text for text, _ in shown(path)) == re.sub(
        "[\u200b\u2060\u00ad]", "", body[3:-4]
    )

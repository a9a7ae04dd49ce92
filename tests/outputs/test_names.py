"""Japanese names as they are written, in a title, in running text and in the address block: letters
that a variation selector chooses, compatibility ideographs, kanji beyond U+FFFF; and pictographs.
"""

import base64
import re
import shutil
import tomllib
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from lxml import etree

from laureate_print.pdf_engine.variants import choose_faces
from laureate_print.pdf_reader.fonts import Font
from laureate_print.sources import load
from laureate_print.sources.fonts import fonts, named, undrawn
from tests.conftest import DOCUMENT, ROOT, change, run
from tests.readers import pdf as readers
from tests.readers import pdfjs

pytestmark = pytest.mark.slow

KUZU, TSUJI = "葛\U000e0100", "辻\U000e0100"  # BIZ UD and Noto have their sequences
WATANABE = "邉\U000e010e"  # of which they have the base alone
YOSHI, SHIN = "\U00020bb7", "神\ufa19"  # beyond U+FFFF; a letter that NFC would change
TAKA = "髙"
KEYCAP = "1\ufe0f\u20e3"
TITLE = f"{KUZU}城{TSUJI}堂{TAKA}{YOSHI}野家{WATANABE}{SHIN}（JAR）☎\U0001f4de{KEYCAP}"
LINE = f"{KUZU}城市 {WATANABE}{YOSHI}{SHIN}課"
ARABIC = "\U0001f44d\U0001f3fd (JAR)"
GOTHIC, MINCHO = "Names JP Sans", "Names JP Serif"
TEXT, TITLES = "BIZ UDPGothic", "Noto Serif JP Bold"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The Japanese page with these names, as PDF and for the web."""
    folder = tmp_path_factory.mktemp("names")
    project = folder / "project"
    project.mkdir()
    for name in ("locales", "templates", "theme"):
        shutil.copytree(ROOT / name, project / name)
    shutil.copy(ROOT / "laureate.toml", project)
    catalog = project / f"locales/ja/LC_MESSAGES/{DOCUMENT}.po"
    change(catalog, '"難民支援協会（JAR）"', f'"{TITLE}"')
    document = project / f"templates/documents/{DOCUMENT}.md"
    contact = tomllib.loads(document.read_text(encoding="utf-8").split("+++")[1])["contact"][0]
    change(document, contact["lines"][0], LINE)
    catalog = project / f"locales/ar/LC_MESSAGES/{DOCUMENT}.po"
    change(catalog, 'msgstr "الجمعية اليابانية للاجئين (JAR)"', f'msgstr "الجمعية {ARABIC}"')
    for command in (["-l", "ja", "-o", "pdf", "-o", "html"], ["-l", "ar", "-o", "pdf"]):
        done = run("build", "-t", "page", *command, "--json", "--out", folder, project=project)
        assert done.returncode == 0, done.stdout
    return folder / DOCUMENT / "ja"


def pdfium(path):
    """What PDFium copies; what it reads by place loses what has no width."""
    with pypdfium2.PdfDocument(path) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize("reader", [pdfium, readers.standard])
def test_names_are_read_as_they_are_written(made, reader):
    read = reader(made / "page.pdf")
    assert (TITLE in read, LINE in read) == (True, True)


def test_a_pictograph_stands_in_text_from_right_to_left(made):
    """PDFium loses it there; who reads by the standard's rule does not."""
    read = readers.standard(made.parent / "ar" / "page.pdf")
    assert (ARABIC in read, LINE in read) == (True, True)


@pytest.mark.reader
def test_poppler_reads_names_as_they_are_written(made):
    read = readers.poppler(made / "page.pdf")
    assert (TITLE in read, LINE in read) == (True, True)


@pytest.mark.browser
def test_pdfjs_finds_names_with_their_selectors_and_without(made, browser):
    phrases = [TITLE, LINE, f"{YOSHI}野家", "葛城市 邉", "\U0001f4de", WATANABE]
    assert pdfjs.search(browser)(made / "page.pdf", phrases) == [1, 1, 1, 1, 1, 2]


def test_each_letter_is_set_in_a_face_that_has_it(made):
    set_in = {}
    with pikepdf.open(made / "page.pdf") as pdf:
        for page in pdf.pages:
            for it in page.Resources.Font.values():
                font = Font(it)
                name = font.name.partition("+")[2].replace("-", " ")
                for text in font.to_unicode.values():
                    set_in.setdefault(text, set()).add(name)

    assert set_in["邉"] == {GOTHIC, f"{MINCHO} Bold"}
    assert set_in["\U000e010e"] == {GOTHIC, f"{MINCHO} Bold"}
    assert set_in[YOSHI] == {GOTHIC, TITLES}
    assert set_in["葛"] == {TEXT, TITLES}
    assert set_in[TAKA] == {TITLES}
    assert set_in["\U0001f4de"] == set_in["\u20e3"] == {"Noto Emoji"}


def test_a_name_is_set_in_the_face_of_its_surroundings():
    """Of titles and citations, wherever a sheet has them as paragraphs."""
    parts = "".join(f'<p class="{it}">{WATANABE}</p>' for it in ("laureate", "citation", "note"))
    root = etree.fromstring(f'<div lang="ja"><h2>{WATANABE}</h2>{parts}</div>')
    choose_faces(root, fonts(load(ROOT)), "ja")

    assert [span.get("style") for span in root.iter("span")] == [
        f"font-family: '{family}'" for family in (MINCHO, MINCHO, MINCHO, GOTHIC)
    ]


def test_a_web_page_brings_the_form_of_each_letter(made):
    html = (made / "page.html").read_text(encoding="utf-8")
    rules = dict(re.findall(r'\.(variant-\d){font-family:"([^"]+)"}', html))
    spans = re.findall(r'<span class="(variant-\d)">([^<]+)</span>', html)
    files = re.findall(
        r'@font-face\{font-family:"([^"]+)";font-weight:\d+;src:url\(data:font/woff2;base64,([^)]+)\)\}',
        html,
    )
    forms = {}
    for family, data in files:  # in each weight
        forms.setdefault(family, set()).update(sequences(base64.b64decode(data)))

    assert [(rules[name], text) for name, text in spans] == [
        (MINCHO, WATANABE),
        ("Noto Emoji", KEYCAP),
        (GOTHIC, WATANABE),
    ]
    assert f"{KUZU}城{TSUJI}堂{TAKA}{YOSHI}野家<span" in re.sub("<wbr[^>]*>", "", html)
    for family in (GOTHIC, MINCHO):
        assert forms[family] == {WATANABE}
    for family in (TEXT, "Noto Serif JP"):
        assert KUZU in forms[family]


def sequences(content):
    font = TTFont(BytesIO(content))
    return {
        chr(base) + chr(selector)
        for table in font["cmap"].tables
        if table.format == 14
        for selector, pairs in table.uvsDict.items()
        for base, _ in pairs
    }


def test_a_form_that_no_face_has_is_named():
    book = fonts(load(ROOT))
    unknown = "邉\U000e01ef"
    missing = undrawn(
        book, "ja", f"{KUZU}{WATANABE}{unknown}☎\ufe0e1\ufe0f\u20e3\U0001f469\u200d\U0001f52c"
    )

    assert missing == [unknown]
    assert named(missing) == f"'{unknown}' (U+9089 U+E01EF CJK UNIFIED IDEOGRAPH-9089)"

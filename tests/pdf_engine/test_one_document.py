"""Nothing that is known of one document outlives it, whatever happens in it."""

import dataclasses
import json
import subprocess
import sys
import tempfile
from io import BytesIO

import pikepdf
import pytest

from tests.conftest import ROOT
from tests.in_engine import page_of, written_here
from tests.pdf_engine.faces import with_bitmaps, with_broken_pictures
from tests.pdf_engine.mended import page, set_pages
from tests.readers import pdf as readers
from tests.readers.process import apart

LATIN = ROOT / "fonts/source-sans-3/SourceSans3-Regular.ttf"
PLAIN = page("<p>tị first</p><p>second</p>", {"Latin": LATIN}, "vi")


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """The plain page as a process makes it that makes nothing else."""
    [path], _ = set_pages(tmp_path_factory.mktemp("alone"), PLAIN)
    return path.read_bytes()


def test_a_face_of_bitmaps_leaves_nothing_behind(tmp_path, alone):
    squares = tmp_path / "squares.otb"
    with_bitmaps(squares, "AB")
    mixed = page(
        "<p>one <b>ABBA</b> two</p><p>three</p>",
        {"Latin": LATIN, "Squares": squares},
        style="b { font-family: Squares }",
    )

    (first, second), errors = set_pages(tmp_path, mixed, PLAIN)

    assert errors == []
    assert readers.pdfium(first).split() == ["one", "ABBA", "two", "three"]
    assert second.read_bytes() == alone


def test_a_document_that_fails_while_it_is_drawn_leaves_nothing_behind(tmp_path, alone):
    broken = tmp_path / "broken.ttf"
    with_broken_pictures(LATIN, broken, "x")

    (_, second), errors = set_pages(tmp_path, page("<p>abxc</p>", {"Broken": broken}), PLAIN)

    assert errors == ["ParseError"]
    assert second.read_bytes() == alone


def set_in_arabic(folder):
    """A page in faces of the project and one of its own, an index, whose files go to a folder."""
    tempfile.tempdir = str(folder)
    composed = page_of("page", "ar", "pdf").page
    html = composed.html.partition("<body>")[0] + '<body><p>كم<sup>٢</sup> <b lang="ja">沖</b>'
    [artifact] = written_here([dataclasses.replace(composed, html=html)])
    return artifact.content, list(folder.iterdir())


def test_a_page_is_set_in_its_faces_and_leaves_none_behind(tmp_path):
    content, left = apart(set_in_arabic, tmp_path)

    with pikepdf.open(BytesIO(content)) as pdf:
        fonts = pdf.pages[0].Resources.Font.values()
        names = {str(font.BaseFont).partition("+")[2] for font in fonts}
    assert names == {"Vazirmatn", "Vazirmatn-sup", "BIZ-UDPGothic-Bold"}
    assert left == []


_DRAWN = """
import json, sys
pages, mended = json.load(sys.stdin)
if mended:
    from laureate_print.pdf_engine import load_engine
    weasyprint = load_engine()
else:
    import weasyprint
layout, laid_out = weasyprint.text.line_break.Layout, []
set_up = layout.setup
def counted(self, style):
    laid_out.append(self)
    set_up(self, style)
layout.setup = counted
def drawn(html, anew):
    document = weasyprint.HTML(string=html).render(pdf_tags=True)
    for page in document.pages if anew else ():
        for box in page._page_box.descendants():
            if hasattr(box, "pango_layout"):
                box.pango_layout.is_kept = False
    laid_out.clear()
    return document.write_pdf(pdf_tags=True), len(laid_out)
for html in pages:
    (kept, few), (other, many) = drawn(html, False), drawn(html, True)
    print(json.dumps([kept == other, few, many]))
"""


def test_lines_are_drawn_as_they_were_laid_out_where_pango_would_lay_them_out_so_again():
    faces = {
        "Latin": LATIN,
        "Arabic": ROOT / "fonts/vazirmatn/Vazirmatn-Regular.ttf",
        "Thai": ROOT / "fonts/noto-sans-thai-looped/NotoSansThaiLooped-Regular.ttf",
        "Hindi": ROOT / "fonts/noto-sans-devanagari/NotoSansDevanagari-Regular.ttf",
    }
    alike = """<p>Hyphenated unconstitutionally in <b>bold</b>, <i>and</i> narrow lines.
        <p style="letter-spacing: 2px; word-spacing: 3px">apart from each other
        <p dir=rtl lang=ar>جائزة السلام 2024 تمنح<p lang=th>ผู้ลี้ภัย กำลัง<p lang=hi>क्षेत्रीय दुर्गा
        <p lang=hi style="letter-spacing: -2em">क्षेत्रीय दुर्गा
        <p style="overflow-wrap: anywhere">Donaudampfschifffahrtselektrizitätenhauptbetrieb"""
    other = """<p style="text-align: justify">words that are stretched to the end of each line
        <pre>\u2028 \ta\n b</pre>
        <p style="text-overflow: ellipsis; white-space: nowrap; overflow: hidden">a line too long
        <p style="max-lines: 1; block-ellipsis: auto">lines of which the first is kept alone"""
    style = "body { width: 90px; hyphens: auto; font-family: Latin, Arabic, Thai, Hindi }"
    pages = [page(body, faces, style=style) for body in (alike, other)]

    (alike, other), raw = lines_drawn(pages), lines_drawn(pages[:1], mended=False)

    assert alike == [True, 0, raw[0][2]]
    assert other[0]
    assert 0 < other[1] < other[2]  # stretched, cut, or with ends of lines in them


def lines_drawn(pages, mended=True):
    """For each page whether it is drawn the same when all is laid out again, and how many lines
    are laid out while it is drawn: as ever, and then.
    """
    done = subprocess.run(
        [sys.executable, "-c", _DRAWN],
        input=json.dumps([pages, mended]),
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]

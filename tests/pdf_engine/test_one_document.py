"""Nothing that is known of one document outlives it, whatever happens in it."""

import dataclasses
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

"""A leader fills a line; one that stands elsewhere is set as it is."""

from tests.conftest import ROOT
from tests.pdf_engine.mended import page, set_pages
from tests.readers import pdf as readers

FACES = {"Latin": ROOT / "fonts/source-sans-3/SourceSans3-Regular.ttf"}
BODY = "<ul><li>one</li></ul><p>two</p>"
PLACES = (
    "li::marker { content: 'a' leader('.') 'b' }",
    "li { display: inline list-item } li::marker { content: 'a' leader('.') 'b' }",
    "p::before { display: block; content: 'a' leader('.') 'b' }",
    "p::before { position: absolute; content: 'a' leader('.') 'b' }",
    "p::before { float: left; content: 'a' leader('.') 'b' }",
)


def test_a_leader_may_stand_anywhere(tmp_path):
    """In a marker, a block, a float and out of the flow; in a line it goes from side to side."""
    filled = page(BODY, FACES, style="p::after { content: leader('. ') '9' }")
    pages = [filled, *(page(BODY, FACES, style=style) for style in PLACES)]
    (line, *others), errors = set_pages(tmp_path, *pages)

    assert errors == []
    assert readers.pdfium(line).count(".") > 50
    for path in others:
        text = readers.pdfium(path)
        assert [text.count(it) for it in ("one", "two", "a", "b")] == [1] * 4, text

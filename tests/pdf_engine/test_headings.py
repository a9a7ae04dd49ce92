"""Lines of a heading end between words."""

import pytest

from tests.conftest import ROOT
from tests.pdf_engine.mended import page, set_pages
from tests.readers import pdf as readers

FACES = {"F": ROOT / "fonts/source-sans-3/SourceSans3-Regular.ttf"}


@pytest.mark.reader
def test_no_word_is_split_that_has_room(tmp_path):
    title = "Ang Pinagkalooban ng Ika-8 Gawad Pangkapayapaan ng Okinawa"
    widths = range(180, 320, 20)
    body = "".join(f'<h1 style="width: {width}px">{title}</h1>' for width in widths)
    style = "@page { size: 90mm 900mm } h1 { font-size: 24px; overflow-wrap: break-word }"
    (target,), _ = set_pages(tmp_path, page(body, FACES, "fil", style))

    assert readers.poppler(target).split() == title.split() * len(widths)

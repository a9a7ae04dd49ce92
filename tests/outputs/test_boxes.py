"""No text of a PDF passes its container, by mupdf's positions; tests/outputs/web/test_views.py looks at web
pages.
"""

import re

import pytest

from tests.conftest import LANGUAGES, ROOT, TEMPLATES
from tests.readers.positions import MM, letters, rows, sizes

pytestmark = pytest.mark.reader

HAIR = 0.1 * MM
LAST_BASELINE = {
    "page": 26,
    "leaflet": 4,
}  # mm from the foot of a page: of running text, and of the leaflet's own foot


def margin(template):
    """The side margin of a template's pages, in points, as its style sheet says."""
    style = (ROOT / f"templates/{template}/{template}.css").read_text(encoding="utf-8")
    return float(re.search(r"@page \{\s*size: A4;\s*margin: \d+mm (\d+)mm", style)[1]) * MM


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_a_pdf_passes_the_text_area(dist, language, template):
    path = dist / language / f"{template}.pdf"
    pages, side = sizes(path), margin(template)
    found = rows(path)
    assert len(found) > 30
    for row in found:
        width, height = pages[row.page - 1]
        assert row.left >= side - HAIR, row.text
        assert row.reach <= width - side + HAIR, row.text
        for glyph in row.glyphs:
            assert (
                not letters(glyph.text)
                or 0 <= glyph.baseline - glyph.size * 0.7 < glyph.baseline <= height
            )


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_of_a_pdf_runs_into_the_foot_of_its_page(dist, language, template):
    path = dist / language / f"{template}.pdf"
    for row in rows(path, *{"page": (0, 24), "leaflet": (32, 0)}[template]):
        assert row.baseline <= sizes(path)[row.page - 1][1] - LAST_BASELINE[template] * MM, row.text

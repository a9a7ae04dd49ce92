"""No text passes its container: in each PDF by mupdf's positions, on each web page by Chromium's boxes."""

import re

import pytest

from tests.conftest import LANGUAGES, ROOT, TEMPLATES
from tests.readers.positions import MM, letters, rows, sizes

HAIR = 0.1 * MM
LAST_BASELINE = {"page": 26, "leaflet": 4}  # mm from the foot of a page: of running text, and of the leaflet's own foot
OVER = """() => {
  const over = [], name = element => `${element.tagName} ${element.textContent.trim().slice(0, 30)}`;
  for (const element of document.body.querySelectorAll("*:not(.skip)")) {
    const box = element.getBoundingClientRect();
    if (box.left < -0.5 || box.right > innerWidth + 0.5) over.push(`${name(element)} passes the window`);
    if (element.clientWidth && element.scrollWidth > element.clientWidth) over.push(`${name(element)} is passed`);
    const style = getComputedStyle(element), inner = element.clientWidth ? element : null;
    if (!inner) continue;
    const left = box.left + parseFloat(style.paddingLeft) + parseFloat(style.borderLeftWidth) - 0.5;
    const right = box.right - parseFloat(style.paddingRight) - parseFloat(style.borderRightWidth) + 0.5;
    for (const node of element.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE || !node.data.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const line of range.getClientRects())
        if (line.width && (line.left < left || line.right > right)) over.push(`${name(element)} is passed by its text`);
    }
  }
  if (document.documentElement.scrollWidth > innerWidth) over.push("the page scrolls sideways");
  return over;
}"""


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
        assert row.right <= width - side + HAIR, row.text
        for glyph in row.glyphs:
            assert not letters(glyph.text) or 0 <= glyph.baseline - glyph.size * 0.7 < glyph.baseline <= height


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_of_a_pdf_runs_into_the_foot_of_its_page(dist, language, template):
    path = dist / language / f"{template}.pdf"
    for row in rows(path, *{"page": (0, 24), "leaflet": (32, 0)}[template]):
        assert row.baseline <= sizes(path)[row.page - 1][1] - LAST_BASELINE[template] * MM, row.text


@pytest.mark.parametrize("window", [320, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_on_a_web_page_passes_its_container(dist, browser, language, window):
    with browser.new_context(viewport={"width": window, "height": 800}) as context:
        page = context.new_page()
        page.goto((dist / language / "page.html").as_uri())
        page.evaluate("document.body.offsetHeight && document.fonts.ready.then(() => null)")
        assert page.evaluate(OVER) == []

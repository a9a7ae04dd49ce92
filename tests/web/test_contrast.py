"""Contrast, computed from what is painted: every line of text against what stands behind it, in each colour scheme."""

from io import BytesIO

import pytest
from PIL import Image

from tests.web.pages import PAGES, opened
from tests.web.test_keyboard import contrast, luminance

SCALE = 2  # device pixels to a CSS px: enough for a thin stroke to reach its full colour somewhere
LINES = """() => {
  const lines = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (!text.data.trim() || text.parentElement.closest("script, style, rp, .skip")) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const box of range.getClientRects())
      if (box.width > 1 && box.height > 1)
        lines.push([text.data.trim().slice(0, 30), box.left, box.top + scrollY, box.right, box.bottom + scrollY]);
  }
  return lines;
}"""
SCHEMES = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "more, light": {"color_scheme": "light", "contrast": "more"},
    "more, dark": {"color_scheme": "dark", "contrast": "more"},
}


def least(browser, dist, name, options):
    """The least contrast of any line of a page, and which it is."""
    window = {"width": 1000 if name == "accessibility" else 480, "height": 800}
    with opened(browser, dist, name, viewport=window, device_scale_factor=SCALE, **options) as page:
        lines = page.evaluate(LINES)
        picture = Image.open(BytesIO(page.screenshot(full_page=True, type="png"))).convert("RGB")
    assert len(lines) > 20
    return min((painted(picture, line[1:]), line[0]) for line in lines)


def painted(picture, box):
    """The contrast of a line: of the colour that covers most of it with the one that stands out most from it."""
    left, top, right, bottom = (value * SCALE for value in box)
    line = picture.crop((int(left), int(top), int(right) + 1, int(bottom) + 1))
    colours = line.getcolors(line.width * line.height)
    ground = max(colours)[1]
    extremes = (min(colours, key=lambda it: luminance(it[1])), max(colours, key=lambda it: luminance(it[1])))
    return max(contrast(ground, colour) for _, colour in extremes)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_every_text_stands_out_from_what_is_painted_behind_it(browser, dist, name, scheme, record_property):
    ratio, text = least(browser, dist, name, SCHEMES[scheme])
    record_property(f"contrast {scheme} {name}", round(ratio, 2))
    assert ratio >= 7, text


@pytest.mark.parametrize("scheme", ["more, light", "more, dark"])
@pytest.mark.parametrize("name", ["en", "ja", "ar", "my", "index", "accessibility"])
def test_readers_who_ask_for_more_contrast_get_more(browser, dist, name, scheme):
    plain, _ = least(browser, dist, name, SCHEMES[scheme.split(", ")[1]])
    ratio, text = least(browser, dist, name, SCHEMES[scheme])
    assert ratio > plain, text
    assert ratio >= 10, text

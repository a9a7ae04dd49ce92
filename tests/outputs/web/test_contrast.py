"""Contrast, computed from what is painted: every line of text against what stands behind it, in
each colour scheme.
"""

import pytest

from tests.outputs.web.pages import SCALE, picture
from tests.outputs.web.test_keyboard import contrast, luminance

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
SIZE = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
WINDOW = {"accessibility": 1000}  # a long table; all other pages are seen as on a phone


def least(name, seen, **media):
    """The least contrast of any line of a page, and which it is."""
    with seen(WINDOW.get(name, 480), **media) as page:
        lines = page.evaluate(LINES)
        painting = picture(page, 0, 0, *page.evaluate(SIZE), beyond=True)
    assert len(lines) > 20
    return min((painted(painting, line[1:]), line[0]) for line in lines)


def painted(painting, box):
    """The contrast of a line: of the colour that covers most of it with the one that stands out
    most from it.
    """
    left, top, right, bottom = (value * SCALE for value in box)
    line = painting.crop((int(left), int(top), int(right) + 1, int(bottom) + 1))
    colours = line.getcolors(line.width * line.height)
    ground = max(colours)[1]
    extremes = (
        min(colours, key=lambda it: luminance(it[1])),
        max(colours, key=lambda it: luminance(it[1])),
    )
    return max(contrast(ground, colour) for _, colour in extremes)


@pytest.mark.sampled
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_what_is_painted_behind_it(shown, seen, scheme, record_property):
    ratio, text = least(shown[0], seen, color_scheme=scheme)
    record_property(f"contrast {scheme} {shown[0]}", round(ratio, 2))
    assert ratio >= 7, text


@pytest.mark.sampled
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_readers_who_ask_for_more_contrast_get_more(shown, seen, scheme):
    if shown[0] not in ("en", "ar", "my", "index"):
        return
    plain, _ = least(shown[0], seen, color_scheme=scheme)
    ratio, text = least(shown[0], seen, color_scheme=scheme, contrast="more")
    assert ratio > plain, text
    assert ratio >= 10, text

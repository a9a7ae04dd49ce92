"""By keyboard alone: every control is reached in its order, the way past the head works, and the
focus is seen.
"""

from collections import Counter
from functools import cache

import pytest
from PIL import Image, ImageChops

from tests.outputs.web.pages import COMMON, SCALE, SHOWN, picture

CONTROLS = (
    "[...document.querySelectorAll('a, button, summary, [tabindex=\"0\"]')].map(it =>"
    " it.getAttribute('href'))"
)
FOCUS = """() => {
  const it = document.activeElement, box = it.getBoundingClientRect();
  const rects = [...it.getClientRects()], first = rects[0];
  const hit = first && document.elementFromPoint(first.left + first.width / 2, first.top + first.height / 2);
  return {name: it.textContent.replace(/\\s+/g, " ").trim(), href: it.getAttribute("href"), tag: it.tagName,
          seen: !!hit && (it === hit || it.contains(hit)), top: box.top, bottom: box.bottom,
          left: box.left, right: box.right, width: innerWidth, height: innerHeight};
}"""


@pytest.fixture
def fresh(shown):
    """The page of a module as it is when it has just been opened, in a small window, without
    gliding.
    """
    page = shown[1]
    page.set_viewport_size({"width": 800, "height": 600})
    page.emulate_media(reduced_motion="reduce", color_scheme="light")
    page.goto(page.url.partition("#")[0])
    page.evaluate(SHOWN)
    page.evaluate("scrollTo(0, 0)")
    return page


@pytest.mark.sampled  # one markup in all languages
def test_every_control_is_reached_in_order(fresh):
    """Tab goes through all controls in the order of the page, none hides, and behind the last one
    the page ends.
    """
    controls, reached = fresh.evaluate(CONTROLS), []
    for _ in controls:
        fresh.keyboard.press("Tab")
        focus = fresh.evaluate(FOCUS)
        reached.append(focus["href"])
        assert focus["seen"], f"{focus['name']} is hidden when it has the focus"
        assert focus["top"] >= -1 and focus["bottom"] <= focus["height"] + 1
        assert focus["left"] >= -1 and focus["right"] <= focus["width"] + 1
    fresh.keyboard.press("Tab")
    assert reached == controls
    assert fresh.evaluate("document.activeElement.tagName") == "BODY"
    fresh.keyboard.press("Shift+Tab")
    fresh.keyboard.press("Shift+Tab")
    assert fresh.evaluate("document.activeElement.getAttribute('href')") == controls[-2], (
        "the way back is open, too"
    )


def test_the_skip_link_leads_to_the_announcement(shown, fresh):
    if shown[0] in COMMON:
        assert fresh.locator(".skip").count() == 0, "there is no block to pass but one line"
        return
    assert fresh.locator(".skip").bounding_box()["y"] < 0, "out of sight until it has the focus"
    fresh.keyboard.press("Tab")
    focus = fresh.evaluate(FOCUS)
    assert (focus["href"], focus["seen"]) == ("#main", True)
    fresh.keyboard.press("Enter")
    assert fresh.evaluate("document.activeElement.id") == "main"
    fresh.keyboard.press("Tab")
    assert fresh.evaluate("!!document.activeElement.closest('address')"), (
        "the next control is behind the head"
    )


@cache
def luminance(colour):
    def linear(value):
        value /= 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = map(linear, colour[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """The contrast ratio of two colours (WCAG 2.2, 1.4.3)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.sampled
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_focus_is_seen(shown, fresh, scheme):
    """The picture of a control changes when it takes the focus: by 3:1 or more (1.4.11), in an area
    as large as a line of 2 CSS px round it (2.4.13)."""
    fresh.emulate_media(reduced_motion="reduce", color_scheme=scheme)
    links = fresh.locator("a")
    count = links.count()
    for number in sorted(
        {0, 1, count // 2, count - 1} if shown[0] not in COMMON else {0, count - 1}
    ):
        link = links.nth(number)
        link.evaluate("it => (it.scrollIntoView({block: 'center'}), it.blur())")
        before = surroundings(fresh, link)
        fresh.keyboard.press("Tab")  # the focus that keyboards give, not the one of a press
        link.evaluate("it => (it.focus(), it.scrollIntoView({block: 'center'}))")
        box, after = link.bounding_box(), surroundings(fresh, link)
        if link.get_attribute("class") == "skip":
            assert after.size != before.size or ImageChops.difference(before, after).getbbox()
            continue
        pairs = Counter(zip(before.get_flattened_data(), after.get_flattened_data(), strict=True))
        changed = sum(
            count for (was, now), count in pairs.items() if was != now and contrast(was, now) >= 3
        )
        assert changed / SCALE**2 >= 2 * 2 * (box["width"] + box["height"]) * 0.9, link.inner_text()


def surroundings(page, link):
    """What is painted where a link stands, and 6 px round it."""
    box = link.bounding_box()
    if box["y"] < 0:  # out of sight
        return Image.new("RGB", (1, 1))
    left, top, width, height = (round(box[name]) for name in ("x", "y", "width", "height"))
    scrolled = page.evaluate("scrollY")
    return picture(page, left - 6, top - 6 + scrolled, width + 12, height + 12)

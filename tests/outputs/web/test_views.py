"""How each page fits: narrow and wide, with larger text and wider spaces, in forced colours, on
paper.
"""

import re
from itertools import pairwise

import pypdfium2
import pytest

from tests.outputs.web.pages import COMMON, FACTS, RIGHT_TO_LEFT, each_language, opened
from tests.outputs.web.test_keyboard import contrast
from tests.readers.browser import another

# What passes its window or its box, and text that is cut off or covered by other text.
OVER = """() => {
  const over = [], name = it => `${it.tagName} ${it.textContent.trim().slice(0, 30)}`;
  const root = document.documentElement, lines = [];
  if (root.scrollWidth > root.clientWidth) over.push(`the page scrolls sideways: ${root.scrollWidth}`);
  for (const it of document.body.querySelectorAll("*:not(.skip)")) {
    const box = it.getBoundingClientRect(), style = getComputedStyle(it);
    if (box.width && (box.left < -0.5 || box.right > innerWidth + 0.5)) over.push(`${name(it)} passes the window`);
    if (it.clientWidth && it.scrollWidth > it.clientWidth + 1) over.push(`${name(it)} is passed`);
    if (style.overflow !== "visible" && it.scrollHeight > it.clientHeight + 1) over.push(`${name(it)} is cut off`);
    const left = box.left + parseFloat(style.paddingLeft) + parseFloat(style.borderLeftWidth) - 0.5;
    const right = box.right - parseFloat(style.paddingRight) - parseFloat(style.borderRightWidth) + 0.5;
    for (const node of it.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE || !node.data.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const line of range.getClientRects()) {
        if (it.clientWidth && line.width && (line.left < left || line.right > right))
          over.push(`${name(it)} is passed by its text`);
        if (line.width && !it.closest("ruby, .skip"))
          lines.push([name(it), line.left, line.right, (line.top + line.bottom) / 2, line.height]);
      }
    }
  }
  lines.sort((one, other) => one[3] - other[3]);
  for (let at = 0; at < lines.length; at++)
    for (const next of lines.slice(at + 1, at + 40).keys().map(step => at + 1 + step))
      if (lines[next][3] - lines[at][3] < 0.4 * Math.min(lines[at][4], lines[next][4])
          && Math.min(lines[at][2], lines[next][2]) - Math.max(lines[at][1], lines[next][1]) > 1)
        over.push(`${lines[at][0]} is covered by ${lines[next][0]}`);
  return over;
}"""
TEXT = "document.body.innerText.replace(/\\s+/g, '')"
SIZE = "parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)"
# WCAG 2.2, 1.4.12: what a reader may set without loss.
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""


@pytest.mark.parametrize("window", [320, 1280])
def test_nothing_overflows(shown, seen, window, record_property):
    """320 CSS px are 1280 at 400 % (1.4.10); a window of 256 px height is what is left of it on a
    small screen.
    """
    with seen(window, 256 if window == 320 else 800) as page:
        found = page.evaluate(OVER)
        record_property(f"overflow {window} {shown[0]}", len(found))
        assert found == []


def test_text_of_twice_the_size_loses_nothing(seen):
    """All text at 200 %, in a window of 1280 px (1.4.4)."""
    with seen(1280) as page:
        before = page.evaluate(SIZE)
    with seen(1280, style="html { font-size: 225% !important; }") as page:
        assert page.evaluate(SIZE) == pytest.approx(2 * before)
        assert page.evaluate(OVER) == []


def test_text_spacing_loses_nothing(seen):
    with seen(320) as page:
        before = page.evaluate(TEXT)
    with seen(320, style=SPACING) as page:
        assert page.evaluate(OVER) == []
        assert page.evaluate(TEXT) == before


@pytest.mark.editions("en")
def test_sizes_are_the_reader_s(dist):
    """No text is sized in px, nor its lines or its column: all grows with the reader's own type
    size.
    """
    css = re.search(
        r"<style>(.*?)@font-face",
        (dist / "en" / "page.html").read_text(encoding="utf-8"),
        re.DOTALL,
    )[1]
    screen = re.sub(
        r"@page[^{]*\{(?:[^{}]|\{[^}]*\})*\}|@media print\{(?:[^{}]|\{[^}]*\})*\}", "", css
    )
    for name, value in re.findall(r"[;{]([\w-]+): ?([^;}]+)", screen):
        if name in (
            "font-size",
            "font",
            "line-height",
            "max-width",
            "width",
            "height",
            "min-height",
        ):
            assert not re.search(r"\d(px|pt|mm)\b", value) or (name, value) == ("height", "9px"), (
                name,
                value,
            )


@pytest.mark.editions("en")
def test_the_reader_s_default_size_is_heeded(dist, browser):
    """A browser whose default type is 32 px shows text twice as large as one with 16."""
    sizes = []
    for default in (16, 32):
        with (
            another(browser, f"--blink-settings=defaultFontSize={default}") as own,
            opened(own, dist, "en") as page,
        ):
            sizes.append(
                page.evaluate(
                    "parseFloat(getComputedStyle(document.querySelector('section p')).fontSize)"
                )
            )
    assert sizes[1] == pytest.approx(2 * sizes[0])


def test_targets_are_large_enough(shown):
    """24 by 24 CSS px (2.5.8), 48 in the list of languages (2.5.5), and none in another's place."""
    page = shown[1]
    boxes = page.evaluate("""() => [...document.querySelectorAll("a:not(.skip)")].map(link => {
      const box = link.getBoundingClientRect();
      const listed = !!link.closest("nav:not(.files)");
      return [link.textContent.trim(), listed, box.left, box.top, box.right, box.bottom];
    })""")
    assert boxes
    for text, of_the_list, left, top, right, bottom in boxes:
        least = 48 if of_the_list else 24
        assert right - left >= least and bottom - top >= least, (text, right - left, bottom - top)
    for one in boxes:
        for other in boxes:
            apart = (
                one[4] <= other[2] or other[4] <= one[2] or one[5] <= other[3] or other[5] <= one[3]
            )
            assert one is other or apart, (one[0], other[0])


@pytest.mark.sampled
def test_on_a_desktop_the_title_stands_in_the_head(shown, seen):
    """One ground from edge to edge bears who speaks and the title, in each scheme."""
    if shown[0] in COMMON:
        return
    for scheme in ("light", "dark"):
        with seen(1280, color_scheme=scheme) as page:
            head, title, edges, colour = page.evaluate("""() => {
              const [head, title] = [".masthead", "article > header"].map(it => document.querySelector(it));
              const [above, below] = [head, title].map(it => it.getBoundingClientRect());
              const draft = document.querySelector("main > .draft");
              const top = draft ? draft.getBoundingClientRect().top : below.top;
              const shade = it => getComputedStyle(it).backgroundColor;
              return [shade(head), shade(title), [top - above.bottom, below.left, innerWidth - below.right],
                getComputedStyle(title.querySelector("h1")).color];
            }""")
        assert head == title and edges == [0, 0, 0]
        ground, ink = (tuple(map(int, re.findall(r"\d+", it))) for it in (title, colour))
        assert contrast(ground, ink) >= 7


def test_links_are_underlined(shown):
    lines = (
        shown[1]
        .locator("a")
        .evaluate_all("links => links.map(link => getComputedStyle(link).textDecorationLine)")
    )
    assert set(lines) == {"underline"}


def test_parts_stand_in_the_order_in_which_they_are_read(shown):
    """From top to bottom, and in the list in the direction of the page: as in the file (1.3.2)."""
    name, page = shown
    parts = "header.masthead, h1, h2, h3, p, address, nav, body > footer"
    tops = page.evaluate(
        """parts => [...document.querySelectorAll(parts)]
      .filter(it => !it.closest(".masthead p, .skip")).map(it => it.getBoundingClientRect().top)""",
        parts,
    )
    assert tops == sorted(tops)
    links = page.evaluate("""() => [...document.querySelectorAll("nav li")].map(it => {
      const box = it.getBoundingClientRect(); return [Math.round(box.top), box.left];
    })""")
    sign = -1 if name in RIGHT_TO_LEFT else 1
    for (above, before), (top, left) in pairwise(links):
        same_row = (
            abs(top - above) < 20
        )  # baselines of different scripts stand at one height, boxes do not
        assert sign * left > sign * before if same_row else top > above


def test_nothing_moves(seen):
    """No animation at all, and no gliding where the reader asks for less motion."""
    for motion, gliding in (("no-preference", "smooth"), ("reduce", "auto")):
        with seen(reduced_motion=motion) as page:
            assert page.evaluate("document.getAnimations().length") == 0
            assert (
                page.evaluate("getComputedStyle(document.documentElement).scrollBehavior")
                == gliding
            )
            changing = page.evaluate(
                """() => [...document.querySelectorAll("*")].map(it => getComputedStyle(it))
              .filter(it => it.animationName !== "none" || parseFloat(it.transitionDuration))
              .map(it => [it.animationName, it.animationDuration])"""
            )
            assert changing == [["unpacked", "0.1s"]], "only that text shows once its font is there"


def test_text_shows_where_animations_are_off(seen):
    with seen(style="* { animation: none !important; }") as page:
        assert page.evaluate("getComputedStyle(document.body).visibility") == "visible"


def test_forced_colours_are_the_reader_s(seen):
    """In high contrast every text and link has the system's colours, and parts are still told apart
    by lines.
    """
    with seen(forced_colors="active") as page:
        system = page.evaluate("""() => {
          const probe = document.body.appendChild(document.createElement("i"));
          const seen = ["CanvasText", "LinkText"].map(it => (probe.style.color = it, getComputedStyle(probe).color));
          probe.remove();
          return seen;
        }""")
        colours = page.evaluate(
            """() => [...document.querySelectorAll("body, body *:not(script)")]
          .filter(it => it.textContent.trim()).map(it => [it.matches("a, a *"), getComputedStyle(it).color])"""
        )
        assert {colour for link, colour in colours if link} == {system[1]}
        assert {colour for link, colour in colours if not link} == {system[0]}
        assert page.evaluate(OVER) == []
        assert (
            page.locator(".masthead").evaluate(
                "it => parseFloat(getComputedStyle(it).borderBottomWidth)"
            )
            >= 1
        )


@each_language
def test_print_is_a_leaflet(shown):
    """On paper: A4, a few pages, the announcement and the address without the links, dark on white
    in any scheme.
    """
    language, page = shown
    page.emulate_media(color_scheme="dark")
    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    assert 1 <= len(printed) <= 5
    assert {tuple(map(round, sheet.get_size())) for sheet in printed} == {(595, 842)}
    text = "".join(sheet.get_textpage().get_text_bounded() for sheet in printed)
    if language not in RIGHT_TO_LEFT:
        assert FACTS["telephone"] in text
    assert "PDF" not in text and "Kiswahili" not in text
    picture = printed[0].render(scale=40 / 72).to_pil().convert("RGB")
    counted = sorted(picture.getcolors(1 << 20), reverse=True)
    assert counted[0][1] == (255, 255, 255), "paper stays white"
    assert any(sum(colour) < 150 for _, colour in counted[:20]), "the masthead keeps its ground"


def test_the_list_of_common_pages_is_whole(dist):
    assert {path.name for path in dist.glob("*.html")} == {f"{name}.html" for name in COMMON}

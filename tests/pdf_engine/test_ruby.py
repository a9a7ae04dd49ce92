"""Readings stand above their words, never parted from them, and lines keep their pitch: seen by
mupdf and Chromium.
"""

import re
from itertools import pairwise
from typing import NamedTuple

import pytest

from tests.outputs.web.pages import SHOWN
from tests.pdf_engine.measures import build, project_with_measures
from tests.readers import pdf as readers
from tests.readers.paragraphs import paragraphs
from tests.readers.positions import Glyph, letters, rows, without_readings

pytestmark = pytest.mark.reader

FURNITURE = {"page": (0, 24), "leaflet": (32, 0), "narrow": (0, 0)}
WIDTHS = (50, 62, 83)
editions = pytest.mark.parametrize("edition", FURNITURE)
PLAIN = """
<p>この ぶんには、ふりがなが ありません。ですから、どの ぎょうも おなじ たかさです。とても ながい。</p>
<p>この <ruby>文<rp>（</rp><rt>ぶん</rt><rp>）</rp></ruby>には、ひとつだけ、ふりがなが あります。
ほかの ぎょうには ありません。ですから、どの ぎょうも おなじ たかさです。</p>
"""
BOXES = """groups => groups.map(group => {
  const text = document.createRange(), reading = group.querySelector("rt"), box = part => {
    const { left, right, top, bottom } = part.getBoundingClientRect();
    return { left, right, top, bottom };
  };
  text.selectNodeContents(group.firstChild);
  return {
    base: box(text), reading: box(reading), size: parseFloat(getComputedStyle(group).fontSize),
    markup: group.innerHTML, brackets: [...group.querySelectorAll("rp")].map(part => getComputedStyle(part).display),
    lines: text.getClientRects().length, seen: getComputedStyle(reading).visibility,
  };
})"""


class Group(NamedTuple):
    """A word and its reading as a PDF shows them, with the page of each."""

    base: list[tuple[int, Glyph]]
    reading: list[tuple[int, Glyph]]


@pytest.fixture(scope="module")
def narrow(tmp_path_factory):
    """The simple Japanese announcement at three measures, with paragraphs almost without readings."""
    folder = tmp_path_factory.mktemp("ruby")
    body = "{{ words.announcement() }}\n" + PLAIN
    project = project_with_measures(folder / "project", WIDTHS, body, ("html", "pdf"))
    return build(project, folder / "out", "ja-simple")


@pytest.fixture
def files(dist, narrow, edition):
    """An edition as PDF, and the web page whose paragraphs it has."""
    if edition == "narrow":
        return narrow("ja-simple"), narrow("ja-simple", "html")
    return dist / "ja-simple" / f"{edition}.pdf", dist / "ja-simple" / "page.html"


@pytest.fixture
def groups(files, edition):
    """All words with a reading."""
    path, page = files
    found = rows(path, *FURNITURE[edition])
    lines = without_readings(found)
    base, above = drawn(lines), drawn([row for row in found if row not in lines])
    seen, place = [], 0
    for paragraph in paragraphs(page, edition):
        for start, end, reading in paragraph.ruby:
            seen.append(Group(base[place + start : place + end], above[: len(reading)]))
            assert text(seen[-1].base) == letters(paragraph.plain)[start:end]
            assert text(seen[-1].reading) == reading
            del above[: len(reading)]
        place += len(letters(paragraph.plain))
    assert above == []
    assert place == len(base)
    assert len(seen) > 200
    return seen


def drawn(found):
    return [(row.page, glyph) for row in found for glyph in row.glyphs if letters(glyph.text)]


def text(glyphs):
    return "".join(glyph.text for _, glyph in glyphs)


def extent(glyphs):
    return min(glyph.left for _, glyph in glyphs), max(glyph.right for _, glyph in glyphs)


@editions
def test_a_word_is_never_parted_nor_from_its_reading(groups):
    for group in groups:
        assert len({page for page, _ in group.base + group.reading}) == 1
        assert len({round(glyph.baseline, 1) for _, glyph in group.base}) == 1
        assert len({round(glyph.baseline, 1) for _, glyph in group.reading}) == 1


@editions
def test_a_reading_stands_above_its_word_and_in_its_middle_half_as_large(groups):
    """Half as large, and never below 6 pt; below 7 pt where heads are white."""
    for group in groups:
        (left, right), (first, last) = extent(group.base), extent(group.reading)
        base, reading = group.base[0][1], group.reading[0][1]
        assert (first + last) / 2 == pytest.approx((left + right) / 2, abs=0.3)
        assert 0.85 * base.size < base.baseline - reading.baseline < 1.05 * base.size
        assert any(
            reading.size == pytest.approx(max(base.size / 2, floor), abs=0.05) for floor in (6, 7)
        )


@editions
def test_readings_do_not_touch_each_other(groups):
    for group, following in pairwise(groups):
        (page, here), (other, there) = group.reading[-1], following.reading[0]
        if (page, here.baseline) == (other, there.baseline):
            assert extent(group.reading)[1] <= extent(following.reading)[0] + 0.1


@editions
def test_lines_stand_at_an_even_pitch_with_readings_and_without(files, edition):
    path, page = files
    found = rows(path, *FURNITURE[edition])
    lines = without_readings(found)
    read = {(base.page, base.baseline) for row, base in pairwise(found) if row not in lines}
    pitches, kinds, following = {}, set(), iter([piece for row in lines for piece in row.pieces()])
    for paragraph in paragraphs(page, edition):
        own = []
        while sum(len(row.text) for row in own) < len(letters(paragraph.plain)):
            own.append(next(following))
        for line, below in pairwise(own):
            if line.page == below.page and line.baseline != below.baseline:
                size = max(glyph.size for glyph in below.glyphs)
                kind = (id(paragraph), round(size, 1))
                pitches.setdefault(kind, []).append(below.baseline - line.baseline)
                kinds.add((below.page, below.baseline) in read)
    assert max(map(len, pitches.values())) > 5
    assert kinds == ({True, False} if edition == "narrow" else kinds | {True})
    for seen in pitches.values():
        assert max(seen) - min(seen) <= 0.3


@editions
def test_the_tag_tree_has_each_word_with_its_reading(files, edition):
    path, page = files
    answer = re.findall(
        r"Ruby\n *RB\n *“ ?(.*)”\n *RT\n *“(.*)”\n", readers.tree(path)
    )  # the space of a line's end
    read = [
        (letters(paragraph.plain)[start:end], reading)
        for paragraph in paragraphs(page, edition)
        for start, end, reading in paragraph.ruby
    ]
    assert answer == read
    assert readers.tree(path).count("Ruby\n") == len(read)


@pytest.mark.parametrize("window", [320, 1280])
def test_a_web_page_shows_each_reading_above_its_word(dist, browser, window):
    with browser.new_context(viewport={"width": window, "height": 800}) as context:
        page = context.new_page()
        page.goto((dist / "ja-simple" / "page.html").as_uri())
        page.evaluate(SHOWN)
        seen = page.locator("main ruby").evaluate_all(BOXES)
    assert len(seen) > 200
    for group in seen:
        base, reading = group["base"], group["reading"]
        assert re.fullmatch(r"[^<>]+<rp>（</rp><rt>[ぁ-ゖー]+</rt><rp>）</rp>", group["markup"])
        assert (group["lines"], group["seen"], group["brackets"]) == (
            1,
            "visible",
            ["none", "none"],
        )
        assert (reading["left"] + reading["right"]) / 2 == pytest.approx(
            (base["left"] + base["right"]) / 2, abs=1
        )
        assert reading["bottom"] - reading["top"] > 5
        # The box of Noto Serif JP is 1.44 em high, of which kanji fill 0.93.
        assert reading["bottom"] <= base["top"] + 0.38 * group["size"]

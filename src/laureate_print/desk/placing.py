"""Where each message of a page came to stand: in its text, and on the sheets that it is laid out
on; and how much more text there is room for.

A place in the text is counted in letters: without spaces, and without the marks that only say where
lines break or how they run. So it is the same in the HTML, in the browser (`desk.js` counts so too)
and in what was laid out.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from unicodedata import bidirectional

from laureate_print.checks.overflow import TOLERANCE, Overflow, overflows
from laureate_print.checks.reading import Reader
from laureate_print.desk.values import Area, Placed
from laureate_print.model import Layout, Line, Page
from laureate_print.page.marks import Marked, Marks, unmarked

_NO_LETTERS = re.compile("[\\s\u00ad\u061c\u200b\u200e\u200f\u2060\u2066-\u2069\ufeff]+")
_FAR = 400  # letters that may stand between two runs of a page without one of them being lost
_GAP = 1.0  # heights of a line between two lines of one block
_Segment = tuple[int, int]  # of the letters of a page, from and up to


def identity(catalog: str, key: str) -> str:
    """Gives the name by which a browser knows a message; a letter and twelve more."""
    return f"m{hashlib.sha256(chr(0).join((catalog, key)).encode()).hexdigest()[:12]}"


def letters(text: str) -> str:
    """Gives what counts of a text."""
    return _NO_LETTERS.sub("", text)


def placed(marked: Marked, tag: str, layout: Layout | None) -> tuple[Placed, ...]:
    """Gives the messages of a language in the order in which they stand on a page, with their
    places in its text and on the pages that were laid out; those of which only a browser or a
    screen reader knows (`alt`, `title`) have none. What stands in the head alone is left out.
    """
    found = _Found(marked)
    lines = _Lines(found.begun, layout) if layout else None
    own = [
        Placed(
            identity(name.catalog, name.key),
            name,
            tuple(segments),
            tuple(lines.areas(segments)) if lines else (),
        )
        for number, segments in found.segments.items()
        if (name := marked.messages[number]).language == tag
    ]
    return tuple(own)


class _Found(Reader):
    """Reads a marked page: its runs of text, each with the letter that it begins at, and the
    segments of each message.
    """

    def __init__(self, marked: Marked) -> None:
        self.begun: list[tuple[int, str]] = []
        self.segments: dict[int, list[_Segment]] = {}
        self._marks, self._at, self._body = Marks(), 0, False
        super().__init__(marked.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes the messages of attributes, which have no letters."""
        super().handle_starttag(tag, attrs)
        self._body = self._body or tag == "body"
        for _, value in attrs if self._body else ():
            for number, text in Marks().parts(value or ""):
                if number is not None and text:
                    self.segments.setdefault(number, [])

    def handle_data(self, data: str) -> None:
        """Notes whose each part of a text is."""
        before = len(self.runs)
        super().handle_data(data)
        if len(self.runs) == before:
            return
        begin = self._at
        for number, text in self._marks.parts(data):
            size = len(letters(text))
            if number is not None and size and self._body:
                self._add(self.segments.setdefault(number, []), size)
            self._at += size
        self.begun.append((begin, letters(unmarked(data))))

    def _add(self, segments: list[_Segment], size: int) -> None:
        if segments and segments[-1][1] == self._at:
            segments[-1] = (segments[-1][0], self._at + size)
        else:
            segments.append((self._at, self._at + size))


class _Lines:
    """The lines of a layout in the order of reading, and which letters of the page each shows."""

    def __init__(self, runs: Iterable[tuple[int, str]], layout: Layout) -> None:
        written = (line for line in layout.lines if line.kind == "written")
        self._lines = sorted(written, key=lambda line: line.place)
        texts = [letters(line.text) for line in self._lines]
        self._begins = [0, *accumulate(map(len, texts))]
        self._shown = list(_aligned(list(runs), "".join(texts)))
        self._from = [begin for begin, _, _ in self._shown]

    def areas(self, segments: Iterable[_Segment]) -> Iterator[Area]:
        """Gives where some letters came to stand, a box for each block of lines."""
        block: Area | None = None
        for begin, end in self._laid_out(segments):
            first, last = bisect_right(self._begins, begin) - 1, bisect_right(self._begins, end - 1)
            for number in range(first, last):
                area = self._part(number, begin, end)
                if block and (joined := _joined(block, area)):
                    block = joined
                    continue
                if block:
                    yield block
                block = area
        if block:
            yield block

    def _laid_out(self, segments: Iterable[_Segment]) -> Iterator[_Segment]:
        """Gives the letters of a page as those of what was laid out."""
        for begin, end in segments:
            at = max(0, bisect_right(self._from, begin) - 1)
            while at < len(self._shown) and self._shown[at][0] < end:
                start, text, place = self._shown[at]
                low, high = max(begin, start), min(end, start + len(text))
                if low < high:
                    yield place + low - start, place + high - start
                at += 1

    def _part(self, number: int, begin: int, end: int) -> Area:
        """Gives the part of a line that shows some letters, about as wide as they are many."""
        line, start = self._lines[number], self._begins[number]
        size = max(1, self._begins[number + 1] - start)
        before, behind = max(0, begin - start) / size, max(0, start + size - end) / size
        width = line.right - line.left
        if _from_right(line.text):
            before, behind = behind, before
        left, right = line.left + before * width, line.right - behind * width
        return Area(line.page, left, line.top, right - left, line.bottom - line.top)


def _aligned(runs: Sequence[tuple[int, str]], whole: str) -> Iterator[tuple[int, str, int]]:
    """Gives each run of a page that was laid out with the letter of the layout that it begins at.

    What is hidden on paper is passed over.
    """
    position = 0
    for at, (begin, text) in enumerate(runs):
        if not text:
            continue
        found = whole.find(text, position, position + len(text) + _FAR)
        later = runs[at + 1 : at + 4]
        if found > position and any(it and whole.startswith(it, position) for _, it in later):
            continue
        if found >= 0:
            position = found + len(text)
            yield begin, text, found


def _joined(block: Area, area: Area) -> Area | None:
    """Gives two boxes as one if the second goes on where the first ends: on its line, or on the
    next.
    """
    top, bottom = min(block.top, area.top), max(block.bottom, area.bottom)
    below = area.top - block.bottom < _GAP * area.height and area.bottom > block.top
    beside = area.left < block.right + area.height and block.left < area.right + area.height
    if block.page != area.page or not (below and beside):
        return None
    left, right = min(block.left, area.left), max(block.right, area.right)
    return Area(block.page, left, top, right - left, bottom - top)


def _from_right(text: str) -> bool:
    """Says whether the first letter that has a direction runs from right to left."""
    kinds = (bidirectional(letter) for letter in text)
    return next((kind in ("R", "AL") for kind in kinds if kind in ("L", "R", "AL")), False)


def excesses(
    layout: Layout | None, limit: int | None, messages: Sequence[Placed]
) -> dict[str, float]:
    """Gives by how much each message runs over, in mm, where it does."""
    found: dict[str, float] = {}
    for over in overflows(layout, limit) if layout else ():
        for message in messages:
            if any(_meet(area, over) for area in message.areas):
                own = message.identity
                found[own] = max(found.get(own, 0), over.excess)
    return found


def _meet(area: Area, over: Overflow) -> bool:
    return (
        area.page == over.page
        and min(area.right, over.right) > max(area.left, over.left)
        and min(area.bottom, over.bottom) - max(area.top, over.top) > TOLERANCE
    )


def room(layout: Layout | None, page: Page) -> int | None:
    """Gives about how many letters more a page has room for, fewer than none where it runs over;
    nothing where there is no end to its pages.

    Where the size of the type is chosen, a text may grow until the smallest; else down to what
    stands at the foot. Letters are counted as `letters` does.
    """
    if layout is None or page.pages is None:
        return None
    flow = [line for line in layout.lines if line.kind != "running" and not line.frame]
    if not flow:
        return None
    many = sum(len(letters(line.text)) for line in flow)
    each = many / len({(it.page, round(it.bottom), round(it.container_left)) for it in flow})
    height = sum(line.bottom - line.top for line in flow) / len(flow)
    over = [it.excess for it in overflows(layout, page.pages) if it.of in ("sheet", "frame")]
    if over:
        return -max(1, round(sum(over) / height * each))
    smallest = page.sizes[0] if page.sizes else 0
    grown = (layout.type_size / smallest) ** 2 if smallest and layout.type_size else 1
    return round(many * (grown - 1) + _free(layout, page.pages, flow) / height * each * grown)


def _free(layout: Layout, pages: int, flow: Sequence[Line]) -> float:
    """Gives how much of the height of the last page, in mm, the flow leaves, above what stands at
    its foot.
    """
    last = [line for line in flow if line.page == pages]
    head = min(line.top for line in flow)
    ends = [frame.top for frame in layout.frames if frame.page == pages]
    end = min(ends, default=layout.sizes[min(pages, len(layout.sizes)) - 1][1] - head)
    return max(0.0, end - max((line.bottom for line in last), default=head))

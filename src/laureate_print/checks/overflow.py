"""Where what was laid out runs over: of which box, page, frame or sheet, and by how much; for the
checks, which tell it, and for the preview, which draws it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from laureate_print.model import Frame, Layout, Line

TOLERANCE = 0.1  # mm: less than a hair, and more than the engine's rounding


@dataclass(frozen=True, slots=True)
class Overflow:
    """A part of a page that runs over, in mm from the page's top left corner, and by how much; `of`
    is what it does not keep to.
    """

    of: str
    page: int
    left: float
    top: float
    right: float
    bottom: float
    excess: float


def overflows(layout: Layout, limit: int | None) -> Iterator[Overflow]:
    """Gives each part that runs over; `limit` is how many pages there may be."""
    for line, edge, over in wide_lines(layout):
        yield Overflow(edge, line.page, line.left, line.top, line.right, line.bottom, over)
    for frame, lines in framed_lines(layout):
        left, right = min(it.left for it in lines), max(it.right for it in lines)
        top, bottom = min(it.top for it in lines), max(it.bottom for it in lines)
        yield Overflow("frame", frame.page, left, top, right, bottom, bottom - frame.top)
    for page, lines in further_pages(layout, limit):
        if lines:
            left, right = min(it.left for it in lines), max(it.right for it in lines)
            top, bottom = min(it.top for it in lines), max(it.bottom for it in lines)
            yield Overflow("sheet", page, left, top, right, bottom, bottom - top)


def wide_lines(layout: Layout) -> Iterator[tuple[Line, str, float]]:
    """Gives each line that passes its `page` or its `box`, with the one that it passes further, in
    mm.
    """
    for line in layout.lines:
        if line.unseen:
            continue
        width, height = layout.sizes[line.page - 1]
        page = max(-line.left, -line.top, line.right - width, line.bottom - height)
        box = max(line.container_left - line.left, line.right - line.container_right)
        over, edge = (page, "page") if page > TOLERANCE else (box, "box")
        if over > TOLERANCE:
            yield line, edge, over


def framed_lines(layout: Layout) -> Iterator[tuple[Frame, list[Line]]]:
    """Gives each frame into which lines of the flow, or of another frame, run, with these lines."""
    for number, frame in enumerate(layout.frames, 1):
        under = [
            line
            for line in layout.lines
            if line.page == frame.page
            and line.frame != number
            and not line.unseen
            and min(line.bottom, frame.bottom) - max(line.top, frame.top) > TOLERANCE
            and min(line.right, frame.right) - max(line.left, frame.left) > TOLERANCE
        ]
        if under:
            yield frame, under


def further_pages(layout: Layout, limit: int | None) -> Iterator[tuple[int, list[Line]]]:
    """Gives each page behind the last that there may be, with the lines of its flow."""
    for page in range(len(layout.sizes) + 1 if limit is None else limit + 1, len(layout.sizes) + 1):
        yield (
            page,
            [
                line
                for line in layout.lines
                if line.page == page and line.kind != "running" and not line.frame
            ],
        )

"""Chooses the type size: the largest of those that the template allows at which the text keeps to
its pages; and shares out what room is left over the foot of the last page.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from laureate_print.model import Layout, Line, Page, PlacedPicture
from laureate_print.pdf_engine.lines import read_layout

_STEP = 0.25  # pt: finer differences nobody sees
_CLEAR = 5.0  # mm: a line that touches the box below it fits, but nobody would set it so
# Of a style sheet whose space between paragraphs is so many times its own: --room is from 1 to 2.
_ROOM, _MOST, _TRIED = "var(--room", 2.0, 1.5
_LEAST = 2.0  # mm of surplus that nobody sees


def fitted(lay_out: Callable[[float, float], Any], page: Page) -> tuple[float, Any]:
    """Gives the size in pt and the document laid out at it; the smallest, if none fits: the checks
    say by how much.

    A template with one size only is laid out once, at size 0: as its own style says.
    """
    if page.sizes is None or page.pages is None:
        return 0, lay_out(0, 1)
    smallest, largest = page.sizes
    steps = round((largest - smallest) / _STEP)
    low, high = 0, steps  # at `low` it fits, or nothing does; above `high` it does not
    found = None
    while low < high:
        middle = (low + high + 1) // 2
        document = lay_out(smallest + middle * _STEP, 1)
        if keeps_to_pages(read_layout(document.pages), page.pages):
            low, found = middle, document
        else:
            high = middle - 1
    size = smallest + low * _STEP
    document = found or lay_out(size, 1)
    if found and _ROOM in page.html:
        document = _spread(partial(lay_out, size), document, page.pages)
    return size, document


def _spread(lay_out: Callable[[float], Any], document: Any, limit: int) -> Any:
    """Gives a document whose paragraphs stand as far apart as the foot of its last page allows.

    How far that is two layouts tell: lines stand where they do, and space between them grows
    evenly.
    """
    left = _left(document)
    if left < _LEAST:
        return document
    tried = lay_out(_TRIED)
    taken = left - _left(tried)
    if taken > 0:
        most = lay_out(min(_MOST, 1 + (_TRIED - 1) * left / taken))
        if keeps_to_pages(read_layout(most.pages), limit):
            return most
    return tried if keeps_to_pages(read_layout(tried.pages), limit) else document


def _left(document: Any) -> float:
    """Gives how far, in mm, the text of the last page ends above what stands at its foot; less than
    nothing, where it does not.
    """
    layout = read_layout(document.pages)
    last = len(layout.sizes)
    ends = [it.bottom for it in _standing(layout) if it.page == last and not it.frame]
    feet = [frame.top for frame in layout.frames if frame.page == last]
    return min(feet) - _CLEAR - max(ends) if feet and ends else 0


def keeps_to_pages(layout: Layout, limit: int) -> bool:
    """Says whether the text stands on as many pages as there may be, clear of what stands outside
    its flow, and each table in the column of the text.
    """
    if layout.wide_columns or len(layout.sizes) > limit:
        return False
    return not any(
        it.page == frame.page
        and it.frame != number
        and it.bottom > frame.top - _CLEAR
        and it.top < frame.bottom
        and it.right > frame.left
        and it.left < frame.right
        for number, frame in enumerate(layout.frames, 1)
        for it in _standing(layout)
    )


def _standing(layout: Layout) -> list[Line | PlacedPicture]:
    """Gives what stands on the pages but for their heads and feet."""
    return [*(line for line in layout.lines if line.kind != "running"), *layout.pictures]

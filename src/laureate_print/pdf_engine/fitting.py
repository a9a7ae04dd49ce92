"""Chooses the type size: the largest of those that the template allows at which the text keeps to
its pages.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from math import floor, inf
from typing import Any

from laureate_print.model import Layout, Line, Page, PlacedPicture
from laureate_print.pdf_engine.feathering import CLEAR, MM_PER_PX
from laureate_print.pdf_engine.lines import read_layout

_STEP = 0.25  # pt: finer differences nobody sees
_CLEAR = CLEAR * MM_PER_PX
_GUESSES = 5  # are made before the sizes left are halved: whatever a text is like, it takes no long


def fitted(lay_out: Callable[[float], Any], page: Page) -> tuple[float, Any]:
    """Gives the size in pt and the document laid out at it; the smallest, if none fits: the checks
    say by how much.

    A template with one size only is laid out once, at size 0: as its own style says.
    """
    if page.sizes is None or page.pages is None:
        return 0, lay_out(0)
    smallest, largest = page.sizes
    steps = round((largest - smallest) / _STEP)
    low, high = 0, steps  # at `low` it fits, or nothing does; above `high` it does not
    tried, guesses, found = (steps + 1) // 2, _GUESSES, None
    while low < high:
        size = smallest + tried * _STEP
        document = lay_out(size)
        growth = _growth(document, page.pages, size) / _STEP
        if keeps_to_pages(read_layout(document.pages), page.pages):
            low, found = tried, document
        else:
            high = tried - 1
            guesses *= growth < inf
        tried = floor(min(max(tried + growth, low + 1), high)) if guesses else (low + high + 1) // 2
        guesses -= guesses > 0
    size = smallest + low * _STEP
    return size, found or lay_out(size)


def _growth(document: Any, limit: int, size: float) -> float:
    """Guesses by how many pt the type may be larger, from the room that it leaves: a text grows
    with the square of its size, in lines and in their height. Where nothing flows, as on a poster,
    it may have any size.

    The text is what flows over most pages of one name: covers and backs are beside it.
    """
    pages = [page._page_box for page in document.pages]
    flows = [list(group) for _, group in groupby(pages, key=lambda page: page.page_type.name)]
    flow = max(flows, key=len)
    ends = [number for number, page in enumerate(flow) if page.room is not None]
    if not ends:
        return inf
    last, height = flow[ends[-1]], flow[0].height
    text = ends[-1] * height + last.filled
    most = (limit - len(pages) + len(flow) - 1) * height + last.filled + last.room
    return float(((max(most, 0) / text) ** 0.5 - 1) * size)


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

"""Chooses the type size: the largest of those that the template allows at which the text keeps to
its pages.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from laureate_print.model import Layout, Line, Page, PlacedPicture
from laureate_print.pdf_engine.lines import read_layout

_STEP = 0.25  # pt: finer differences nobody sees
_CLEAR = 5.0  # mm: a line that touches the box below it fits, but nobody would set it so


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
    found = None
    while low < high:
        middle = (low + high + 1) // 2
        document = lay_out(smallest + middle * _STEP)
        if keeps_to_pages(read_layout(document.pages), page.pages):
            low, found = middle, document
        else:
            high = middle - 1
    size = smallest + low * _STEP
    return size, found or lay_out(size)


def keeps_to_pages(layout: Layout, limit: int) -> bool:
    """Says whether the text stands on as many pages as there may be, clear of what stands outside
    its flow, and each table in the column of the text.
    """
    if layout.wide_columns or len(layout.sizes) > limit:
        return False
    standing: list[Line | PlacedPicture] = [it for it in layout.lines if it.kind != "running"]
    standing += layout.pictures
    return not any(
        it.page == frame.page
        and it.frame != number
        and it.bottom > frame.top - _CLEAR
        and it.top < frame.bottom
        and it.right > frame.left
        and it.left < frame.right
        for number, frame in enumerate(layout.frames, 1)
        for it in standing
    )

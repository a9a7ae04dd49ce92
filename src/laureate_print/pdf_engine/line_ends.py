"""Lays each line from right to left out once, and takes the space at its end from where it stands:
at its left.

The engine measures the last box anew without its space, but draws it with it, and moves the whole
line to the left to make up for it: the box says that it stands a space too far, and the check of
boxes takes a full line for one that runs over. `tests/pdf_engine/test_upstream.py` shows when this
is no longer needed.

It lays out each such line again as it was, for it compares its place, at the right, with that of a
line without width. And it fills a line with a leader wherever that stands, though one out of the
flow or broken into several pieces has no line to fill.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.leader import leader_index


def without_space(remove: Callable[..., None], split: Callable[..., Any]) -> Callable[..., None]:
    """Gives the engine's `remove_last_whitespace`, after which the last box holds what it draws and
    stands beside the one before it; `split` is the engine's `split_text_box`.
    """

    def remove_last_whitespace(context: Any, line: Any) -> None:
        before = line.children[0].position_x if line.children else 0
        remove(context, line)
        moved = before - line.children[0].position_x if line.children else 0
        box = line
        while moved and getattr(box, "children", None):
            box = box.children[-1]
            box.position_x += moved
        if moved and box.text:
            box.pango_layout = split(context, box, None, 0)[0].pango_layout

    return remove_last_whitespace


def laid_out_once(avoid: Callable[..., Any]) -> Callable[..., Any]:
    """Gives the engine's `avoid_collisions`, for lines beside which nothing floats: whatever height
    comes of them, their place stays.
    """

    def avoid_collisions(context: Any, box: Any, block: Any, outer: bool = True) -> Any:
        place = avoid(context, box, block, outer)
        if isinstance(box, boxes.LineBox) and not box.height and not context.excluded_shapes:
            box.height = inf  # that for which the engine looks for a place; it sets its own then
        return place

    return avoid_collisions


def filled_in_flow(handle: Callable[..., None]) -> Callable[..., None]:
    """Gives the engine's filler of lines, which leaves a leader as it is that stands elsewhere."""

    def handle_leader(context: Any, line: Any, block: Any) -> None:
        _, leader = leader_index(line)
        in_flow = leader is not None and leader.is_in_normal_flow()
        if in_flow and [type(piece) for piece in leader.children] == [boxes.TextBox]:
            handle(context, line, block)

    return handle_leader

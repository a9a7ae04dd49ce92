"""Shares out what room is left over the foot of a page between its paragraphs (feathering, or
vertical justification), where a style sheet allows it: with `--room: 2` the space below a block
becomes up to twice its own.

Lines keep their breaks and their pages: a page is feathered when all stands on it, before its
backgrounds are laid out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

MM_PER_PX = 25.4 / 96
CLEAR = 5 / MM_PER_PX  # a line that touches the box below it fits, but nobody would set it so
_LEAST = 2 / MM_PER_PX  # of room that nobody sees
_MOST = 100  # times its own that a space may become, whatever a style sheet asks for
_ROOM = "__room"  # as the engine spells the property


def feathered(lay_out_backgrounds: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """Gives the engine's layout of a page's backgrounds, which feathers the page before it; each
    page knows then how far down it was `filled`, in px, and what `room` there was between the end
    of its text and what stands at its foot: less than nothing, if they overlap; None, where no
    text flows.
    """

    def laid_out(page: Any, get_image: Any) -> None:
        page.filled, page.room = _filled(page)
        if page.room is not None and page.room > _LEAST:
            _feather(page.children[0], page.room)
        lay_out_backgrounds(page, get_image)

    return laid_out


def _filled(page: Any) -> tuple[float, float | None]:
    flow, *areas = (box for box in page.children if not isinstance(box, boxes.MarginBox))
    ends = [box.border_box_y() + box.border_height() for box, _ in _set(flow) if _flows(box)]
    if not ends:
        return 0, None
    end = max(ends)
    notes = [area.position_y for area in areas if area.children]
    frames = [
        box.border_box_y()
        for box in flow.descendants()
        if isinstance(box, AbsolutePlaceholder) and box.border_box_y() + box.border_height() > end
    ]
    top = page.content_box_y()
    foot = min([top + page.height, *notes, *(frame - CLEAR for frame in frames)])
    return end - top, foot - end


def _set(flow: Any) -> Iterator[tuple[Any, list[Any]]]:
    """Gives each box of a flow that is moved as one, such as a paragraph, a table, or the marker of
    an item, with those that it stands in, the innermost first.
    """
    for child in flow.children:
        if _flows(child) and _holds_blocks(child):
            for box, around in _set(child):
                yield box, [*around, child]
        elif (
            _flows(child)
            or child.is_floated()
            or child.style["top"] == child.style["bottom"] == "auto"
        ):
            yield child, []


def _flows(box: Any) -> bool:
    return not isinstance(box, AbsolutePlaceholder) and box.is_in_normal_flow()


def _holds_blocks(box: Any) -> bool:
    """Says whether a box is one column of blocks, one below the other."""
    return (
        type(box) is boxes.BlockBox
        and not box.is_table_wrapper
        and box.style["column_count"] == box.style["column_width"] == "auto"
        and bool(box.children)
        and not any(isinstance(child, boxes.LineBox) for child in box.children)
    )


def _feather(flow: Any, room: float) -> None:
    standing = list(_set(flow))
    last = max(number for number, (box, _) in enumerate(standing) if _flows(box))
    spaces = [_space(box) if number < last else 0 for number, (box, _) in enumerate(standing)]
    if not (wanted := sum(spaces)):
        return
    share, moved = min(1, room / wanted), 0.0
    begun: dict[int, float] = {}  # how far what stands around was moved
    for (box, around), space in zip(standing, spaces, strict=True):
        for outer in around:
            outer.height += moved - begun.get(id(outer), moved)
            if id(outer) not in begun:
                outer.position_y += moved
            begun[id(outer)] = moved
        box.translate(0, moved)
        moved += space * share


def _space(box: Any) -> float:
    """Gives by how much the space below a box may grow, in px."""
    if not _flows(box):
        return 0
    factor = next((it.value for it in box.style[_ROOM] or () if it.type == "number"), 1.0)
    return float((min(max(factor, 1), _MOST) - 1) * max(0, box.margin_bottom))

"""Draws a finished page with the numbers of its messages beside them."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING, Any

from laureate_print.desk.highlight import blocks
from laureate_print.desk.sights import View
from laureate_print.model import MessageName, Picture
from laureate_print.preflight.geometry import Box
from laureate_print.sources.languages import language

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

_SCALE = 6.0  # px for each mm
_WIDEST = 1500  # px
_PX_PER_MM = 96 / 25.4
_COLOUR, _PAPER = "#b43200", "#ffffff"
_HIGH = 4.6  # mm, a number's ground
_GAP = 1.0  # mm between it and the words
_SIGN = 4.0  # mm for the sign of a list's item
_ROOM = 0.6  # mm between the words and the line round them


def numbered(
    view: View, page: int, names: Iterable[tuple[MessageName, int]], face: bytes
) -> Picture:
    """Gives a page of a view with a thin line round each of some messages, and its number before
    it; `face` is the file of the face for numbers.
    """
    from PIL import ImageDraw, ImageFont

    width, height = view.size(page)
    scale = min(_SCALE, _WIDEST / width)
    image = view.page(page, scale).copy()
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(BytesIO(face), round(_HIGH * 0.78 * scale))
    taken = view.lines(page)
    for name, number in names:
        found = blocks(Box(it.left, it.top, it.right, it.bottom) for it in view.places(name))
        for block in found:
            corners = (
                block.left - _ROOM,
                block.top - _ROOM,
                block.right + _ROOM,
                block.bottom + _ROOM,
            )
            draw.rounded_rectangle(
                [it * scale for it in corners], scale, None, _COLOUR, max(round(0.2 * scale), 1)
            )
        wide = max(draw.textlength(str(number), font) / scale + 1.8, _HIGH)
        ground = _free(found[0], wide, width, language(name.language).direction == "rtl", taken)
        taken.append(ground)
        _number(draw, str(number), ground, font, scale)
    target = BytesIO()
    image.save(target, "PNG")
    return Picture(
        f"page {page}",
        target.getvalue(),
        "pixels",
        width * _PX_PER_MM,
        height * _PX_PER_MM,
        image.size,
    )


def _free(block: Box, wide: float, width: float, from_right: bool, taken: list[Box]) -> Box:
    """Gives a place for a number on the page that hides nothing: before a block or its sign, above
    it, behind it or below; where none is free, before it.
    """
    left, right = block.left - _GAP - wide, block.right + _GAP
    before, behind = (right, left) if from_right else (left, right)
    further = before + _SIGN if from_right else before - _SIGN
    edge = block.right - wide if from_right else block.left
    above, below = block.top - _ROOM - _HIGH, block.bottom + _ROOM
    beside = [(it, block.top) for it in (before, further, behind)]
    for across, down in (*beside[:2], (edge, above), beside[2], (edge, below)):
        place = Box(across, down, across + wide, down + _HIGH)
        inside = place.left > 0 and place.top > 0 and place.right < width
        if inside and not any(place.meets(other) for other in taken):
            return place
    across = min(max(before, _ROOM), width - wide - _ROOM)
    return Box(across, block.top, across + wide, block.top + _HIGH)


def _number(draw: ImageDraw, number: str, ground: Box, font: Any, scale: float) -> None:
    left, top, right, bottom = (
        it * scale for it in (ground.left, ground.top, ground.right, ground.bottom)
    )
    draw.rounded_rectangle((left, top, right, bottom), 1.2 * scale, _COLOUR, _PAPER, 2)
    draw.text(((left + right) / 2, (top + bottom) / 2), number, _PAPER, font, "mm")

"""Marks words on the picture of a page: a calm ground behind them, and a frame round them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from laureate_print.preflight.geometry import Box

if TYPE_CHECKING:
    from PIL.Image import Image

_ON_LIGHT, _ON_DARK = (255, 235, 160), (84, 62, 0)  # yellow that darkens paper, or lightens indigo
_FRAME = "#d63c00"
_EDGE = "#ffffff"  # on both sides of the frame, for dark grounds
_ROOM, _FRAME_ROOM = 0.3, 0.8  # mm round the words
_WIDTH = 0.45  # mm
_LIGHT = 128  # of 255


def blocks(lines: Iterable[Box]) -> list[Box]:
    """Gives the blocks that the parts of lines make which stand below or beside each other."""
    found: list[Box] = []
    for line in lines:
        if found and _together(found[-1], line):
            last = found[-1]
            found[-1] = Box(
                min(last.left, line.left),
                min(last.top, line.top),
                max(last.right, line.right),
                max(last.bottom, line.bottom),
            )
        else:
            found.append(line)
    return found


def highlighted(picture: Image, lines: Sequence[Box], scale: float) -> Image:
    """Gives a picture with parts of lines marked, and a frame round each block of them.

    Args:
        picture: of a page, or of a part of it.
        lines: in mm from its top left corner.
        scale: px for each mm.
    """
    from PIL import ImageDraw

    marked = picture.copy()
    for line in lines:
        _colour(picture, marked, _corners(line, _ROOM, scale))
    draw = ImageDraw.Draw(marked)
    width = max(round(_WIDTH * scale), 2)
    for block in blocks(lines):
        left, top, right, bottom = _corners(block, _FRAME_ROOM, scale)
        for outer, colour, wide in ((1, _EDGE, width + 2), (0, _FRAME, width)):
            corners = (left - outer, top - outer, right + outer, bottom + outer)
            draw.rounded_rectangle(corners, scale, None, colour, wide)
    return marked


def _colour(picture: Image, marked: Image, corners: tuple[int, int, int, int]) -> None:
    """Gives the words in a rectangle a ground that leaves them as clear as they are, on light paper
    and on dark.
    """
    from PIL import Image, ImageChops, ImageStat

    left, top, right, bottom = corners
    place = (max(left, 0), max(top, 0), min(right, picture.width), min(bottom, picture.height))
    if place[0] >= place[2] or place[1] >= place[3]:
        return
    part = picture.crop(place)
    light = ImageStat.Stat(part.convert("L")).median[0] >= _LIGHT
    ground = Image.new("RGB", part.size, _ON_LIGHT if light else _ON_DARK)
    blend = ImageChops.multiply if light else ImageChops.screen
    marked.paste(blend(part, ground), place)


def _together(block: Box, line: Box) -> bool:
    height = min(line.height, block.height)
    across = min(block.right, line.right) - max(block.left, line.left)
    down = min(block.bottom, line.bottom) - max(block.top, line.top)
    return (across > 0 and down > -0.9 * height) or (down > 0.4 * height and across > -height)


def _corners(box: Box, room: float, scale: float) -> tuple[int, int, int, int]:
    return (
        round((box.left - room) * scale),
        round((box.top - room) * scale),
        round((box.right + room) * scale),
        round((box.bottom + room) * scale),
    )

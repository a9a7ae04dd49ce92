"""The light on paper: a window from the upper left, and the room, so that shadows are soft. Paper
that lies open on the table has the light 1, what is turned away or lies in a shadow less.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from laureate_print.mockups.values import Face, Leaf, Point, dot, minus

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray
    from PIL.Image import Image

_TURN = math.pi * (3 - math.sqrt(5))  # of a sunflower: points that are even over a disc
_WINDOW, _ROOM = 40, 60  # rays
_FROM, _WIDE = (-0.24, 0.44), 0.24  # the middle of the window in the sky, and its radius
_OF_WINDOW = 0.5  # how much of the light is the window's
_DEEPEST = 0.42  # how dark no light at all is: light that paper throws on paper is not followed
_ABOVE = 0.05  # mm from which something is above a face
_FINEST = 2.0  # mm for a pixel of light
_COARSE = 4  # so many flat parts of a bent leaf cast one shadow


def _disc(count: int) -> list[tuple[float, float]]:
    radii = [math.sqrt((number + 0.5) / count) for number in range(count)]
    return [(r * math.cos(it * _TURN), r * math.sin(it * _TURN)) for it, r in enumerate(radii)]


def _rays() -> list[tuple[Point, float]]:
    """Gives the ways to the light with their weights; all together give paper on the table 1."""
    window = [(_FROM[0] + x * _WIDE, _FROM[1] + y * _WIDE) for x, y in _disc(_WINDOW)]
    room = [(x * 0.94, y * 0.94) for x, y in _disc(_ROOM)]
    found: list[tuple[Point, float]] = []
    for ways, share in ((window, _OF_WINDOW), (room, 1 - _OF_WINDOW)):
        heights = [math.sqrt(1 - x * x - y * y) for x, y in ways]
        weight = share / sum(heights)
        found += [((x, y, z), weight) for (x, y), z in zip(ways, heights, strict=True)]
    return found


_RAYS = _rays()
Corners = Sequence[Point]


def casters(leaves: Sequence[Leaf]) -> list[Corners]:
    """Gives the rectangles that cast shadows."""
    found: list[Corners] = []
    for leaf in (leaf for leaf in leaves if leaf.solid):
        faces = list(leaf.faces(inside=True))
        for first in range(0, len(faces), _COARSE):
            start, end = faces[first].corners, faces[first : first + _COARSE][-1].corners
            found.append((start[0], end[1], end[2], start[3]))
    return found


def light(face: Face, others: Sequence[Corners]) -> Image:
    """Gives the light on a face, from 0 to 255, in pixels of some mm.

    Args:
        face: what is lit.
        others: the rectangles that may stand in the light.
    """
    import numpy
    from PIL import Image

    step = max(_FINEST, face.height / 400)
    size = max(math.ceil(face.width / step), 2), max(math.ceil(face.height / step), 2)
    total = numpy.zeros(size[::-1], dtype=numpy.float32)
    scale = size[0] / face.width, size[1] / face.height
    above = [it for it in (_above(face, corners) for corners in others) if it]
    for way, weight in _RAYS:
        facing = dot(face.normal, way)
        if facing <= 0.02:
            continue
        shadow = _shadow(face, above, way, facing, size, scale)
        reached = numpy.float32(weight * facing)
        total += reached if shadow is None else reached * (1 - shadow)
    seen = 1 - (1 - numpy.minimum(total, 1)) * numpy.float32(_DEEPEST)
    return Image.fromarray((seen * 255 + 0.5).astype(numpy.uint8))


def _above(face: Face, corners: Corners) -> list[tuple[Point, float]]:
    """Gives the corners of what of a rectangle stands above a face, with their heights."""
    heights = [dot(minus(corner, face.origin), face.normal) for corner in corners]
    found: list[tuple[Point, float]] = []
    for number, (corner, height) in enumerate(zip(corners, heights, strict=True)):
        before, its = corners[number - 1], heights[number - 1]
        if (height > _ABOVE) != (its > _ABOVE):
            part = (_ABOVE - its) / (height - its)
            x, y, z = (a + (b - a) * part for a, b in zip(before, corner, strict=True))
            found.append(((x, y, z), _ABOVE))
        if height > _ABOVE:
            found.append((corner, height))
    return found


def _shadow(
    face: Face,
    above: Sequence[Sequence[tuple[Point, float]]],
    way: Point,
    facing: float,
    size: tuple[int, int],
    scale: tuple[float, float],
) -> NDArray[numpy.uint8] | None:
    """Gives where something stands between a face and a ray, as 1; nothing where nothing does."""
    import numpy
    from PIL import Image, ImageDraw

    picture = None
    for corners in above:
        points = []
        for corner, height in corners:
            x, y, z = minus(corner, face.origin)
            far = height / facing
            at = x - way[0] * far, y - way[1] * far, z - way[2] * far
            points.append((dot(at, face.right) * scale[0], dot(at, face.down) * scale[1]))
        across, along = zip(*points, strict=True)
        if min(across) > size[0] or max(across) < 0 or min(along) > size[1] or max(along) < 0:
            continue
        picture = picture or Image.new("L", size, 0)
        ImageDraw.Draw(picture).polygon(points, fill=1)
    return None if picture is None else numpy.asarray(picture)

"""A camera on the reader's side of the table: where a point comes to stand in the picture."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from laureate_print.mockups.values import Face, Leaf, Point, dot, minus

_TILT = math.radians(27)  # from straight above
_FAR = 3.4  # how far it stands away, in lengths of what it sees
_MARGIN = 0.06  # of the picture's longer side
Pixels = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Camera:
    """Where a point of the scene comes to stand in the picture: `middle` is what it looks at, from
    `far` mm away; `scale` and the offsets are those of the picture, of `size` pixels.
    """

    middle: Point
    far: float
    scale: float = 1
    left: float = 0
    top: float = 0
    size: tuple[int, int] = (0, 0)

    def _seen(self, way: Point, far: float) -> tuple[float, float, float]:
        """Gives homogeneous coordinates of a direction, or with `far` of a point."""
        cos, sin = math.cos(_TILT), math.sin(_TILT)
        depth = far - (-way[1] * sin + way[2] * cos)
        x, y = self.far * way[0] * self.scale, -self.far * (way[1] * cos + way[2] * sin)
        return x + self.left * depth, y * self.scale + self.top * depth, depth

    def at(self, point: Point) -> Pixels:
        """Gives the place of a point in the picture."""
        x, y, depth = self._seen(minus(point, self.middle), self.far)
        return x / depth, y / depth

    def onto(self, face: Face) -> tuple[float, ...]:
        """Gives the matrix, row by row, that brings mm of a face (from its top left corner) into
        the picture.
        """
        right, down = self._seen(face.right, 0), self._seen(face.down, 0)
        origin = self._seen(minus(face.origin, self.middle), self.far)
        return tuple(value for row in zip(right, down, origin, strict=True) for value in row)

    def sees(self, face: Face) -> bool:
        """Says whether it is on the side to which a face turns."""
        cos, sin = math.cos(_TILT), math.sin(_TILT)
        x, y, z = self.middle
        eye = x, y - sin * self.far, z + cos * self.far
        return dot(minus(eye, face.origin), face.normal) > 0


def camera(leaves: Sequence[Leaf], longest: int) -> Camera:
    """Gives a camera that sees all that lies there, in a picture of so many pixels at most."""
    points = [
        corner for leaf in leaves for face in leaf.faces(inside=True) for corner in face.corners
    ]
    low, high = ([side(it[axis] for it in points) for axis in range(3)] for side in (min, max))
    middle = (low[0] + high[0]) / 2, (low[1] + high[1]) / 2, 0.0
    first = Camera(middle, _FAR * max(high[0] - low[0], high[1] - low[1]))
    across, along = zip(*map(first.at, points), strict=True)
    width, height = max(across) - min(across), max(along) - min(along)
    margin = _MARGIN * max(width, height) / (1 - 2 * _MARGIN)
    scale = longest / (max(width, height) + 2 * margin)
    size = (
        min(round((width + 2 * margin) * scale), longest),
        min(round((height + 2 * margin) * scale), longest),
    )
    left, top = (margin - min(across)) * scale, (margin - min(along)) * scale
    return Camera(middle, first.far, scale, left, top, size)

"""Paper in space: mm, x to the right, y away from who looks, z up from the table."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

Point = tuple[float, float, float]
Across = tuple[float, float]  # a point of a cross-section: x and z


def dot(first: Point, second: Point) -> float:
    """Gives the product of two vectors."""
    return first[0] * second[0] + first[1] * second[1] + first[2] * second[2]


def minus(first: Point, second: Point) -> Point:
    """Gives the vector from the second point to the first."""
    return first[0] - second[0], first[1] - second[1], first[2] - second[2]


@dataclass(frozen=True, slots=True)
class Cut:
    """What is printed on one side of a piece of paper: a page of the file (from 1), from `left` to
    `right`, in mm from the left of its trim box.
    """

    page: int
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Face:
    """A flat rectangle that can be looked at: `origin` is the top left corner of what is printed,
    `right` and `down` are the ways of its edges, of length 1, `normal` the way that it faces.

    `begin` is how far it stands from the left of its side of the paper.
    """

    origin: Point
    right: Point
    down: Point
    normal: Point
    width: float
    height: float
    begin: float

    @property
    def corners(self) -> tuple[Point, Point, Point, Point]:
        """Its corners, in turn from the top left."""
        (x, y, z), r, d = self.origin, self.right, self.down
        across = r[0] * self.width, r[1] * self.width, r[2] * self.width
        along = d[0] * self.height, d[1] * self.height, d[2] * self.height
        return (
            (x, y, z),
            (x + across[0], y + across[1], z + across[2]),
            (x + across[0] + along[0], y + across[1] + along[1], z + across[2] + along[2]),
            (x + along[0], y + along[1], z + along[2]),
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where something lies on the table: turned by `turn` (radians, against the clock), then
    moved.
    """

    x: float = 0
    y: float = 0
    turn: float = 0

    def turned(self, way: Point) -> Point:
        """Gives a direction as it is there."""
        cos, sin = math.cos(self.turn), math.sin(self.turn)
        return way[0] * cos - way[1] * sin, way[0] * sin + way[1] * cos, way[2]

    def moved(self, point: Point) -> Point:
        """Gives a point as it is there."""
        x, y, z = self.turned(point)
        return x + self.x, y + self.y, z


@dataclass(frozen=True, slots=True)
class Leaf:
    """A piece of paper between two edges or folds: its cross-section `profile` from left to right
    as seen from its `inside`, drawn along y over its `height`.

    `folds` say whether its first and last edge are folds. One that has a `grey` has that light
    (1 is that of paper on the table) wherever it lies; what casts no shadow is not `solid`.
    """

    profile: tuple[Across, ...]
    height: float
    inside: Cut | None = None
    outside: Cut | None = None
    folds: tuple[bool, bool] = (False, False)
    grey: float | None = None
    solid: bool = True
    place: Place = Place()

    @property
    def width(self) -> float:
        """Its width as it is printed, along its cross-section."""
        return sum(math.dist(*pair) for pair in pairwise(self.profile))

    def faces(self, inside: bool) -> Iterator[Face]:
        """Gives the flat parts of one of its sides, from left to right as it is printed."""
        points = self.profile if inside else self.profile[::-1]
        lengths = [math.dist(*pair) for pair in pairwise(points)]
        begins = [0.0, *accumulate(lengths)]
        down = self.place.turned((0, -1, 0))
        for (start, end), length, begin in zip(pairwise(points), lengths, begins, strict=False):
            x, z = (end[0] - start[0]) / length, (end[1] - start[1]) / length
            yield Face(
                self.place.moved((start[0], self.height, start[1])),
                self.place.turned((x, 0, z)),
                down,
                self.place.turned((-z, 0, x)),
                length,
                self.height,
                begin,
            )

    def at(self, place: Place) -> Leaf:
        """Gives it as it lies at a place of the table."""
        return replace(self, place=place)


def middle(leaves: Sequence[Leaf]) -> tuple[float, float]:
    """Gives the middle of what leaves cover of the table before they are placed, in x and y."""
    across = [x for leaf in leaves for x, _ in leaf.profile]
    return (min(across) + max(across)) / 2, max(leaf.height for leaf in leaves) / 2


def placed(leaves: Sequence[Leaf], x: float, y: float, turn: float) -> tuple[Leaf, ...]:
    """Gives leaves turned round their middle, which comes to lie at a point of the table."""
    turned = Place(turn=turn).moved((*middle(leaves), 0))
    place = Place(x - turned[0], y - turned[1], turn)
    return tuple(leaf.at(place) for leaf in leaves)

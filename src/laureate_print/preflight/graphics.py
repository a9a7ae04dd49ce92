"""The graphics state of a content stream, and the path that it builds (ISO 32000-1,
8.4 and 8.5).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise

import pikepdf

from laureate_print.pdf_reader import content
from laureate_print.preflight.colours import GRAY, Space
from laureate_print.preflight.geometry import IDENTITY, Box, Matrix, Point, around, corners

EVERYWHERE = Box(-1e6, -1e6, 1e6, 1e6)


@dataclass(slots=True)
class Colour:
    """A current colour: its space, its values, and the pattern that it names."""

    space: Space = GRAY
    values: tuple[float, ...] = (0.0,)
    pattern: pikepdf.Object | None = None


@dataclass(slots=True)
class State(content.State):
    """What `q` keeps and `Q` brings back; `matrix` leads to mm on the page, `clip` is a box around
    what is left.
    """

    matrix: Matrix = IDENTITY
    clip: Box = EVERYWHERE
    fill: Colour = field(default_factory=Colour)
    stroke: Colour = field(default_factory=Colour)
    width: float = 1.0
    character_space: float = 0.0
    word_space: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0
    fill_overprint: bool = False
    stroke_overprint: bool = False
    overprint_mode: int = 0
    blend: str = "Normal"
    fill_alpha: float = 1.0
    stroke_alpha: float = 1.0


@dataclass(slots=True)
class Subpath:
    """Points in mm; curves are kept as their control points, which enclose them."""

    points: list[Point]
    closed: bool = False
    curved: bool = False

    @property
    def thickness(self) -> float | None:
        """The thinner side of a rectangle in mm, zero for a line; none for any other shape."""
        points = [
            point
            for i, point in enumerate(self.points)
            if not i or math.dist(point, self.points[i - 1]) > 1e-9
        ]
        if len(points) > 1 and math.dist(points[0], points[-1]) < 1e-9:
            points.pop()
        if self.curved or len(points) not in (2, 4):
            return None
        if len(points) == 2:
            return 0.0
        sides = [math.dist(points[i - 1], points[i]) for i in range(4)]
        across = [math.dist(points[0], points[2]), math.dist(points[1], points[3])]
        if abs(sides[0] - sides[2]) + abs(sides[1] - sides[3]) + abs(across[0] - across[1]) > 0.01:
            return None
        return min(sides)

    def segments(self) -> list[Box]:
        """Gives a box around each line; one around all of a subpath that has curves."""
        if self.curved or len(self.points) < 2:
            return [around(self.points)]
        points = [*self.points, self.points[0]] if self.closed else self.points
        return [around(pair) for pair in pairwise(points)]


@dataclass(slots=True)
class Path:
    """The path under construction, and whether it will cut what comes after it."""

    subpaths: list[Subpath] = field(default_factory=list)
    cuts: bool = False

    def move(self, point: Point) -> None:
        """Begins a subpath."""
        self.subpaths.append(Subpath([point]))

    def line(self, *points: Point, curved: bool = False) -> None:
        """Adds a line, or the control points of a curve."""
        if not self.subpaths:
            self.move(points[0])
        elif self.subpaths[-1].closed:
            self.move(self.subpaths[-1].points[0])
        self.subpaths[-1].points += points
        self.subpaths[-1].curved |= curved

    def rectangle(self, matrix: Matrix, x: float, y: float, width: float, height: float) -> None:
        """Adds a rectangle as a subpath of its own."""
        self.subpaths.append(Subpath(corners(matrix, x, y, x + width, y + height), closed=True))

    def close(self) -> None:
        """Ends a subpath with a line to its first point."""
        if self.subpaths:
            self.subpaths[-1].closed = True

    @property
    def box(self) -> Box | None:
        """A box around the whole path."""
        points = [point for subpath in self.subpaths for point in subpath.points]
        return around(points) if points else None


@dataclass(slots=True)
class TextPlace:
    """The text matrix and the text line matrix of a text object (ISO 32000-1, 9.4.1)."""

    matrix: Matrix = IDENTITY
    line: Matrix = IDENTITY

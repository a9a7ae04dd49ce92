"""Matrices, boxes and places: from a page's own coordinates to mm from the top left corner of its
trim box.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import pikepdf

from laureate_print.model import MM_PER_PT
from laureate_print.pdf_reader.objects import entry, inherited, is_number, numbers

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
_INHERITABLE = ("/MediaBox", "/CropBox", "/Rotate")  # and resources (ISO 32000-1, 7.7.3.4)
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


def times(first: Matrix, then: Matrix) -> Matrix:
    """Gives the matrix that applies `first` and `then` (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def apply(matrix: Matrix, x: float, y: float) -> Point:
    """Gives where the matrix brings a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def scale(matrix: Matrix) -> float:
    """Gives by how much a matrix widens a line on average: √|det|."""
    return math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))


def height(matrix: Matrix) -> float:
    """Gives the height of the unit square's image above its base line: what slanting it leaves
    alone.
    """
    base = math.hypot(matrix[0], matrix[1])
    return abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) / base if base else 0.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in mm, right and down from the top left corner of the trim box."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """The width in mm."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """The height in mm."""
        return self.bottom - self.top

    def meets(self, other: Box) -> bool:
        """Whether the two share a point; a line without width has points, too."""
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.top <= other.bottom
            and other.top <= self.bottom
        )

    def cut(self, other: Box) -> Box | None:
        """Gives what the two share; none if they do not meet."""
        if not self.meets(other):
            return None
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def grown(self, by: float) -> Box:
        """Gives the box with `by` mm more on each side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)


def around(points: Iterable[Point]) -> Box:
    """Gives the smallest box that holds the points."""
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def corners(matrix: Matrix, left: float, bottom: float, right: float, top: float) -> list[Point]:
    """Gives where a matrix brings the corners of a rectangle, in turn."""
    return [
        apply(matrix, x, y) for x, y in ((left, bottom), (right, bottom), (right, top), (left, top))
    ]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as it is looked at, turned by its /Rotate; boxes in mm from the top left corner of the
    trim box.

    `view` brings the page's own coordinates there. `named` are the boxes that the page itself has,
    in pt as written. A page without a trim box is measured from its crop box (ISO 32000-1,
    14.11.2).
    """

    number: int
    view: Matrix
    media: Box
    bleed: Box
    trim: Box
    named: dict[str, tuple[float, float, float, float]]
    rotation: int = 0

    def where(self, x: float = 0, y: float = 0) -> str:
        """Tells a place on the page, in words."""
        return (
            f"page {self.number}, {x:.0f} mm from the left, {y:.0f} mm from the top of the trim box"
        )

    def at(self, box: Box | None) -> str:
        """Tells where a box stands: its middle, or only the page where there is none."""
        if box is None:
            return f"page {self.number}"
        return self.where((box.left + box.right) / 2, (box.top + box.bottom) / 2)


def _edges(value: object) -> tuple[float, float, float, float] | None:
    found = numbers(value)
    if len(found) != 4:
        return None
    x, y, p, q = found
    return min(x, p), min(y, q), max(x, p), max(y, q)


def sheet(number: int, page: pikepdf.Page) -> Sheet:
    """Gives page `number` (from 1) of a PDF as it is looked at; `page` is pikepdf's."""
    named = {
        name: box
        for name in ("MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox")
        if (box := _edges(_attribute(page, f"/{name}")))
    }
    media = named.get("MediaBox", (0.0, 0.0, 612.0, 792.0))
    crop = named.get("CropBox", media)
    trim, bleed = named.get("TrimBox", crop), named.get("BleedBox", crop)
    turn = _attribute(page, "/Rotate")
    rotation = int(turn) % 360 if is_number(turn) else 0
    scaled = entry(page.obj, "/UserUnit")
    unit = (float(scaled) if is_number(scaled) else 1.0) * MM_PER_PT
    view: Matrix = {
        90: (0, unit, unit, 0, 0, 0),
        180: (-unit, 0, 0, unit, 0, 0),
        270: (0, -unit, -unit, 0, 0, 0),
    }.get(rotation, (unit, 0, 0, -unit, 0, 0))
    origin = around(corners(view, *trim))
    view = times(view, (1, 0, 0, 1, -origin.left, -origin.top))
    seen = [around(corners(view, *box)) for box in (media, bleed, trim)]
    return Sheet(number, view, seen[0], seen[1], seen[2], named, rotation)


def _attribute(page: pikepdf.Page, name: str) -> pikepdf.Object | None:
    """Gives an entry of a page, or of the page tree above it where it may come from there."""
    if name in _INHERITABLE:
        return inherited(page.obj, name)
    return entry(page.obj, name)

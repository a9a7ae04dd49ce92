"""Finds QR codes among the paths of a page by their finder patterns: in three corners a square of
seven modules, in it one of five that is light, in it one of three (ISO/IEC 18004, 5.3.2).

Known are codes that stand straight and are one path, with the outlines of their areas. One of
pixels, or of a rectangle for each module, is not.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import product

from laureate_print.preflight.geometry import Box, Point, around
from laureate_print.preflight.graphics import Subpath
from laureate_print.preflight.values import QrCode

_SIDES = (7, 5, 3)  # modules of the squares of a finder pattern
_ROUNDING = 0.05  # mm: less than a tenth of the finest module that is printed
_LEAST, _MOST = 21, 177  # modules of a code on a side: versions 1 to 40
_FINDERS = 300  # of one path: a hundred codes
_NEAR = tuple(product((-1, 0, 1), repeat=2))


def qr_codes(subpaths: Sequence[Subpath]) -> tuple[QrCode, ...]:
    """Gives the QR codes in a path."""
    if len(subpaths) < 3 * len(_SIDES):
        return ()
    finders = _finders([box for subpath in subpaths if (box := _square(subpath))])[:_FINDERS]
    by_corner: dict[tuple[int, int], list[Box]] = defaultdict(list)
    for finder in finders:
        by_corner[_cell((finder.left, finder.top))].append(finder)
    found: dict[Box, QrCode] = {}
    for one, other in product(finders, finders):
        apart = other.left - one.left
        if apart > one.width and _are_close((one.top, one.width), (other.top, other.width)):
            for x, y in product((one.left, other.left), (one.top + apart, one.top - apart)):
                for third in _around(by_corner, (x, y)):
                    if code := _code(one, other, third):
                        found[code.box] = code
    return tuple(found.values())


def _code(*finders: Box) -> QrCode | None:
    """Gives the code that has these finder patterns in three of its corners."""
    box = around([end for it in finders for end in ((it.left, it.top), (it.right, it.bottom))])
    module = finders[0].width / _SIDES[0]
    is_one = all(abs(it.width - finders[0].width) < _ROUNDING for it in finders)
    return QrCode(box, module) if is_one and _LEAST <= round(box.width / module) <= _MOST else None


def _square(subpath: Subpath) -> Box | None:
    """Gives the place of a square that stands straight."""
    points = subpath.points
    if subpath.curved or len(points) not in (4, 5):
        return None
    box = around(points)
    if abs(box.width - box.height) > _ROUNDING:
        return None
    thickness = subpath.thickness
    return box if thickness and abs(box.width - thickness) < _ROUNDING else None


def _finders(squares: Sequence[Box]) -> list[Box]:
    """Gives the outer squares of finder patterns: those in which two more have the same middle."""
    by_middle: dict[tuple[int, int], dict[int, Box]] = defaultdict(dict)
    for box in squares:
        by_middle[_cell(_middle(box))][round(box.width / _ROUNDING)] = box
    return [
        outer
        for outer in squares
        if all(_has(by_middle, outer, side * outer.width / _SIDES[0]) for side in _SIDES[1:])
    ]


def _has(by_middle: dict[tuple[int, int], dict[int, Box]], outer: Box, side: float) -> bool:
    """Says whether a square of a side has the middle of another."""
    x, y = _cell(_middle(outer))
    size = round(side / _ROUNDING)
    inside = (by_middle.get((x + i, y + j), {}) for i, j in _NEAR)
    return any(size + more in sizes for sizes in inside for more in (-1, 0, 1))


def _around(by_corner: dict[tuple[int, int], list[Box]], place: Point) -> Iterator[Box]:
    x, y = _cell(place)
    for i, j in _NEAR:
        yield from by_corner.get((x + i, y + j), ())


def _are_close(one: Point, other: Point) -> bool:
    return all(abs(a - b) < _ROUNDING for a, b in zip(one, other, strict=True))


def _middle(box: Box) -> Point:
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2


def _cell(place: Point) -> tuple[int, int]:
    return math.floor(place[0] / _ROUNDING), math.floor(place[1] / _ROUNDING)

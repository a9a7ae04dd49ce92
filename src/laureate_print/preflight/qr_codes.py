"""Finds QR codes among the paths of a page by their finder patterns: in three corners a square of
seven modules, in it one of five that is light, in it one of three (ISO/IEC 18004, 5.3.2).

Known are codes that are one path, with the outlines of their areas or with each square of those
patterns as a part of its own. One of pixels, or of a rectangle for each module, is not.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import combinations

from laureate_print.preflight.geometry import Box, Point, around
from laureate_print.preflight.graphics import Subpath
from laureate_print.preflight.values import QrCode

_SIDES = (7, 5, 3)  # modules of the squares of a finder pattern
_ROUNDING = 0.1  # of a module
_LEAST, _MOST = 21, 177  # modules of a code on a side: versions 1 to 40


def qr_codes(subpaths: Sequence[Subpath]) -> tuple[QrCode, ...]:
    """Gives the QR codes in a path; those that stand straight."""
    finders = list(_finders([box for subpath in subpaths if (box := _square(subpath))]))
    found = {
        code.box: code for three in combinations(finders, 3) if (code := _code(three)) is not None
    }
    return tuple(found.values())


def _code(finders: Sequence[Box]) -> QrCode | None:
    """Gives the code that has three finder patterns in its corners, whichever way it is turned."""
    box = around([end for finder in finders for end in _ends(finder)])
    module = finders[0].width / _SIDES[0]
    rounding = _ROUNDING * module
    corners = {
        (x, y)
        for finder in finders
        for x, inside in enumerate((box.left, box.right - finder.width))
        for y, below in enumerate((box.top, box.bottom - finder.height))
        if abs(finder.left - inside) < rounding and abs(finder.top - below) < rounding
    }
    is_one = (
        len(corners) == len(finders)
        and all(abs(it.width - finders[0].width) < rounding for it in finders)
        and abs(box.width - box.height) < rounding
        and _LEAST - _ROUNDING < box.width / module < _MOST + _ROUNDING
    )
    return QrCode(box, module) if is_one else None


def _ends(box: Box) -> tuple[Point, Point]:
    return (box.left, box.top), (box.right, box.bottom)


def _square(subpath: Subpath) -> Box | None:
    """Gives the place of a square that stands straight."""
    points = subpath.points
    if subpath.curved or len(points) not in (4, 5):
        return None
    box, thickness = around(points), subpath.thickness
    if not thickness or max(box.width, box.height) - thickness > _ROUNDING * thickness / _SIDES[0]:
        return None
    return box


def _finders(squares: Sequence[Box]) -> Iterator[Box]:
    """Gives the outer squares of finder patterns: those in which two more have the same middle."""
    sides = sorted(squares, key=lambda it: it.left)
    for outer in squares:
        module = outer.width / _SIDES[0]
        inside = [it for it in sides if outer.left < it.left < outer.left + 3 * module]
        if all(
            any(_is_within(it, outer, side * module, module) for it in inside)
            for side in _SIDES[1:]
        ):
            yield outer


def _middle(box: Box) -> Point:
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2


def _is_within(inner: Box, outer: Box, side: float, module: float) -> bool:
    apart = math.dist(_middle(inner), _middle(outer))
    return abs(inner.width - side) < _ROUNDING * module and apart < _ROUNDING * module

"""Whether artwork that reaches the trim runs on through the bleed, seen in the picture of the
plates.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from laureate_print.preflight.geometry import Box
from laureate_print.preflight.plates import Plates

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

SIDES = ("left", "right", "top", "bottom")
_INSIDE = (0.1, 0.6)  # mm inside the trim: artwork here reaches it
_OUTSIDE = 0.3  # mm short of the bleed's edge: 2.7 mm outside for a bleed of 3 mm
_INK = 0.03  # a tint that counts as ink
_SLANT = 0.8  # mm to either side in which slanted edges may go on


@dataclass(frozen=True, slots=True)
class Side:
    """How one side of a page bleeds, in mm along it: what reaches the trim, what of it does not run
    on.

    `run` is the longest piece without bleed, `at` its middle from the left or the top.
    """

    name: str
    reaches: float
    uncovered: float
    run: float
    at: float


def bleed_sides(plates: Plates, bleed: float) -> tuple[Side, ...]:
    """Compares the ink just inside the trim with that near the edge of a bleed of `bleed` mm, side
    by side.
    """
    return tuple(_side(plates, name, bleed) for name in SIDES)


def _side(plates: Plates, name: str, bleed: float) -> Side:
    import numpy

    far = bleed - _OUTSIDE
    inside = _strip(plates, name, -_INSIDE[1], -_INSIDE[0])
    outside = _strip(plates, name, far - 0.3, far)
    reaches = numpy.zeros(inside.shape[1], dtype=bool)
    missing = numpy.zeros_like(reaches)
    reach = max(round(_SLANT / plates.step), 1)
    for near, away in zip(inside, outside, strict=True):
        inked = near > _INK
        spread = numpy.max([numpy.roll(away, shift) for shift in range(-reach, reach + 1)], axis=0)
        reaches |= inked
        missing |= inked & (spread < near / 4)
    longest, middle = _longest(missing)
    return Side(
        name,
        round(float(reaches.sum()) * plates.step, 1),
        round(float(missing.sum()) * plates.step, 1),
        round(longest * plates.step, 1),
        round(middle * plates.step, 1),
    )


def _strip(plates: Plates, side: str, near: float, far: float) -> NDArray[numpy.float32]:
    """Gives the ink of each plate along one side, `near` to `far` mm outside the trim: plates ×
    places.
    """
    import numpy

    trim = plates.sheet.trim
    box = {
        "left": Box(trim.left - far, trim.top, trim.left - near, trim.bottom),
        "right": Box(trim.right + near, trim.top, trim.right + far, trim.bottom),
        "top": Box(trim.left, trim.top - far, trim.right, trim.top - near),
        "bottom": Box(trim.left, trim.bottom + near, trim.right, trim.bottom + far),
    }[side]
    across = 1 if side in ("left", "right") else 0
    length = round((trim.height if across else trim.width) / plates.step) - 2
    rows = []
    for picture in plates.inks.values():
        part = plates.part(picture, box)
        row = part.mean(axis=across) if part.size else numpy.zeros(length, dtype=numpy.float32)
        rows.append(numpy.pad(row[:length], (0, max(length - row.size, 0))))
    return numpy.array(rows)


def _longest(missing: NDArray[numpy.bool_]) -> tuple[int, float]:
    """Gives how many places the longest run has, and its middle."""
    best, middle, start = 0, 0.0, None
    for place, gone in enumerate([*missing.tolist(), False]):
        if gone and start is None:
            start = place
        elif not gone and start is not None:
            if place - start > best:
                best, middle = place - start, (place + start) / 2
            start = None
    return best, middle

"""Which printer's marks stand outside the bleed, found in the picture of the plates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from laureate_print.preflight.bleed import SIDES
from laureate_print.preflight.colours import PROCESS
from laureate_print.preflight.geometry import Box
from laureate_print.preflight.plates import Plates

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

_CLEAR = 0.4  # mm from the bleed's edge: marks that stand on the edge itself are not looked for
_LENGTH = 3.0  # mm: shorter lines are no marks
_BESIDE = 1.2  # mm to either side of a mark that carry no ink along it
_NEAR = 0.4  # mm by which a mark may be off: a pixel and a half


@dataclass(frozen=True, slots=True)
class MarksFound:
    """The marks of a page. `kind` is japanese (corners at trim and bleed), western (at the trim),
    incomplete or none.

    `centres` are the sides with a centre mark, `folds` the places of other marks in mm along top
    and left, `missing` says what an incomplete set lacks, `inks` are the plates that carry all
    lines found.
    """

    kind: str
    centres: tuple[str, ...]
    folds: dict[str, tuple[float, ...]]
    missing: tuple[str, ...]
    inks: tuple[str, ...]


def find_marks(plates: Plates, bleed: float) -> MarksFound:
    """Looks for lines across the slug on four sides, `bleed` mm outside the trim and beyond."""
    lines = {side: _lines(plates, side, bleed) for side in SIDES}
    trim_missing, bleed_missing, centres = [], [], []
    folds: dict[str, tuple[float, ...]] = {}
    for side, found in lines.items():
        trim = plates.sheet.trim
        length = trim.height if side in ("left", "right") else trim.width
        ends = ("top", "bottom") if side in ("left", "right") else ("left", "right")
        for end, place, edge in ((ends[0], 0.0, -bleed), (ends[1], length, length + bleed)):
            trim_missing += [f"trim mark {side}, {end}"] * (not _has(found, place))
            bleed_missing += [f"bleed mark {side}, {end}"] * (not _has(found, edge))
        centres += [side] * _has(found, length / 2)
        known = (0.0, length, -bleed, length + bleed, length / 2)
        folds[side] = tuple(
            place for place in found if min(abs(place - other) for other in known) > _NEAR
        )
    kind, missing = _kind(trim_missing, bleed_missing, any(lines.values()))
    inks = _inks(plates, lines, bleed) if any(lines.values()) else ()
    return MarksFound(
        kind,
        tuple(centres),
        {side: places for side, places in folds.items() if places},
        missing,
        inks,
    )


def _kind(trim: list[str], bleed: list[str], any_line: bool) -> tuple[str, tuple[str, ...]]:
    if not trim and not bleed:
        return "japanese", ()
    if not trim and len(bleed) == 8:
        return "western", ()
    if not any_line or (len(trim) == 8 and len(bleed) == 8):
        return "none", ()
    return "incomplete", (*trim, *bleed)


def _has(places: tuple[float, ...], place: float) -> bool:
    return any(abs(found - place) <= _NEAR for found in places)


def _slug(plates: Plates, side: str, bleed: float) -> Box:
    media, trim, away = plates.sheet.media, plates.sheet.trim, bleed + _CLEAR
    return {
        "left": Box(media.left, media.top, trim.left - away, media.bottom),
        "right": Box(trim.right + away, media.top, media.right, media.bottom),
        "top": Box(media.left, media.top, media.right, trim.top - away),
        "bottom": Box(media.left, trim.bottom + away, media.right, media.bottom),
    }[side]


def _lines(plates: Plates, side: str, bleed: float) -> tuple[float, ...]:
    """Gives where lines run straight out from a side, in mm along it from the trim box's top left
    corner.
    """
    import numpy

    box = _slug(plates, side, bleed)
    across = side in ("left", "right")
    if min(box.width, box.height) < _LENGTH:
        return ()
    lengths = _inked(plates, plates.total, box, across)
    beside = round(_BESIDE / plates.step)
    left, right = (numpy.roll(lengths, shift) for shift in (beside, -beside))
    lined = (lengths >= _LENGTH) & (numpy.maximum(left, right) < lengths / 2)
    start = plates.origin[int(across)] + plates.step / 2
    places, group = [], list[int]()
    for index in [*numpy.flatnonzero(lined).tolist(), 10**9]:
        if group and index > group[-1] + 1:
            places.append(round(start + sum(group) / len(group) * plates.step, 2))
            group = []
        group.append(index)
    return tuple(places)


def _inked(
    plates: Plates, picture: NDArray[numpy.float32], box: Box, across: bool
) -> NDArray[numpy.float64]:
    """Gives how many mm are inked straight out from each place along a side."""
    lengths: NDArray[numpy.float64] = (plates.part(picture, box) > 0.5).sum(
        axis=int(across)
    ) * plates.step
    return lengths


def _inks(plates: Plates, lines: dict[str, tuple[float, ...]], bleed: float) -> tuple[str, ...]:
    """Gives the plates on which each of the lines stands."""
    carried = []
    for ink in dict.fromkeys((*PROCESS, *plates.inks)):
        if ink in plates.inks and all(
            _carries(plates, ink, side, place, bleed)
            for side, places in lines.items()
            for place in places
        ):
            carried.append(ink)
    return tuple(carried)


def _carries(plates: Plates, ink: str, side: str, place: float, bleed: float) -> bool:
    across = side in ("left", "right")
    lengths = _inked(plates, plates.inks[ink], _slug(plates, side, bleed), across)
    index = round((place - plates.origin[int(across)]) / plates.step - 0.5)
    return bool(lengths[max(index - 1, 0) : index + 2].max(initial=0) >= _LENGTH)

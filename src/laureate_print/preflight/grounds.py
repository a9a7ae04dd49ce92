"""What small things stand on, seen on the plates: their ground is the ink round them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from laureate_print.preflight.colours import PROCESS
from laureate_print.preflight.plates import Plates
from laureate_print.preflight.printed import PrintedColours, contrast
from laureate_print.preflight.values import Limits, PaintedObject

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Values = NDArray[Any]

_AROUND = 0.4  # mm round a thing that its ground is seen in, too
_LEVELS = 31  # of each ink: what a colour is told by
_SHARE = (
    1 / 3
)  # of the ground on which a text may be hard to read, such as a dark spot of a picture
_LARGE, _LARGE_BOLD = 18.0, 14.0  # pt (WCAG 2.2, large scale)
_BOLD = ("bold", "black", "heavy")


@dataclass(frozen=True, slots=True)
class Ground:
    """What a thing stands on: the inks of most of it, with their tints from 0 to 1.

    `contrast` is that of the thing with where it stands out least, a third of its ground aside;
    none where the file does not say how its inks look. `light` is whether the thing is lighter.
    """

    thing: PaintedObject
    inks: tuple[tuple[str, float], ...]
    contrast: float | None
    light: bool

    @property
    def least_contrast(self) -> float:
        """What WCAG 2.2 asks of its size: 3 for large text, else 4.5 (1.4.3)."""
        return 3.0 if is_large(self.thing) else 4.5


def is_large(text: PaintedObject) -> bool:
    """Whether a text is of large scale: 18 pt, or 14 pt and bold."""
    bold = any(word in text.font.lower() for word in _BOLD)
    return (text.size or 0) >= (_LARGE_BOLD if bold else _LARGE) - 0.05


def is_black(thing: PaintedObject) -> bool:
    """Whether a thing is black alone, and full (GWG 2015, 3.11)."""
    return thing.inks == (("Black", 1.0),)


def overprints(thing: PaintedObject) -> bool:
    """Whether the inks that a thing has not stay beneath it: never below grey (ISO 32000-1,
    table 149).
    """
    if thing.space.family == "DeviceCMYK":
        return thing.overprint and thing.overprint_mode == 1
    return thing.overprint and thing.space.family in ("Separation", "DeviceN")


def grounds(
    plates: Plates, things: Iterable[PaintedObject], printed: PrintedColours | None, limits: Limits
) -> tuple[Ground, ...]:
    """Gives the ground of each text of process colours, and of each thin black line that knocks
    out; what cannot be seen on the plates is left out.
    """
    import numpy

    seen = [
        (thing, numpy.array([dict(thing.inks).get(ink, 0.0) for ink in PROCESS], numpy.float32))
        for thing in things
        if _is_judged(thing, limits)
    ]
    codes = [_codes(plates, thing) for thing, _ in seen]
    if not codes:
        return ()
    table = _Luminances(printed)
    return tuple(
        ground
        for (thing, own), (found, counts) in zip(seen, codes, strict=True)
        if (ground := _ground(thing, own, found, counts, table)) is not None
    )


def _is_judged(thing: PaintedObject, limits: Limits) -> bool:
    if thing.alpha < 1 or thing.blend not in ("Normal", "Compatible"):
        return False
    if not thing.space.is_print or set(thing.colorants) - set(PROCESS):
        return False
    if thing.kind == "text":
        return bool(thing.size) and thing.space.family != "Pattern"
    thin = thing.width is not None and thing.width < limits.thin_black
    return thin and is_black(thing) and not overprints(thing) and thing.kind in ("fill", "stroke")


def _codes(plates: Plates, thing: PaintedObject) -> tuple[Values, Values]:
    """Gives the colours in and round a thing, five bits for each ink, and how many pixels each
    has.
    """
    import numpy

    box = thing.place.grown(_AROUND)
    parts = [
        (plates.part(plates.inks[ink], box) * _LEVELS + 0.5).astype(numpy.int32) << (5 * number)
        for number, ink in enumerate(PROCESS)
        if ink in plates.inks
    ]
    found, counts = numpy.unique(sum(parts), return_counts=True)
    return found, counts


def _inks(codes: Values) -> Values:
    import numpy

    levels = [(codes >> (5 * number)) & _LEVELS for number in range(len(PROCESS))]
    return numpy.stack(levels, axis=-1).astype(numpy.float32) / _LEVELS


class _Luminances:
    """The luminance of each colour, reckoned once."""

    def __init__(self, printed: PrintedColours | None) -> None:
        self._printed = printed
        self._known: dict[bytes, Values] = {}

    def of(self, inks: Values) -> Values | None:
        """Gives the luminance of colours; none where the file does not say how its inks look."""
        if self._printed is None:
            return None
        key = inks.tobytes()
        if key not in self._known:
            self._known[key] = self._printed.luminance(inks)
        return self._known[key]


def _ground(
    thing: PaintedObject, own: Values, codes: Values, counts: Values, table: _Luminances
) -> Ground | None:
    """Judges what stands round a thing: all colours in its box that are not its own."""
    import numpy

    around = _inks(codes)
    kept = overprints(thing) & (own == 0)  # inks that stay as they are beneath it
    own_pixels = ((numpy.abs(around - own) <= 1.5 / _LEVELS) | kept).all(axis=1)
    if not own_pixels.any():
        return None
    if own_pixels.all():
        return Ground(thing, _named(around[counts.argmax()]), 1.0, False)
    around, counts = around[~own_pixels], counts[~own_pixels]
    most = int(counts.argmax())
    light, below = table.of(numpy.where(kept, around, own)), table.of(around)
    if light is None or below is None:
        return Ground(thing, _named(around[most]), None, False)
    ratios = contrast(light, below)
    order = ratios.argsort()
    passed = numpy.searchsorted(counts[order].cumsum(), counts.sum() * _SHARE)
    return Ground(
        thing,
        _named(around[most]),
        float(ratios[order[min(int(passed), len(order) - 1)]]),
        bool(light[most] > below[most]),
    )


def _named(inks: Values) -> tuple[tuple[str, float], ...]:
    return tuple(
        (ink, round(float(tint), 2)) for ink, tint in zip(PROCESS, inks, strict=True) if tint > 0
    )

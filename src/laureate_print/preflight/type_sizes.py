"""What the type of a page is for, told by its place alone, in any script: readings stand above
larger letters, signs are raised beside them, light type stands on a dark ground.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from laureate_print.model import MM_PER_PT, SmallestType
from laureate_print.preflight.values import PaintedObject

Role = Literal["text", "reversed", "ruby", "raised"]
_DESCENT = 0.2  # of its size, from the base line to the lower edge of a text's place
_LARGER = 1.1  # times the size of what belongs to it
_ABOVE, _BESIDE = (0.7, 1.2), (0.08, 0.65)  # of the larger size: how far base lines are apart
_GAP = 0.35  # of the larger size, between letters and a sign beside them
_LIGHT = 0.5  # of the light of paper
_ROUNDING = 0.05  # pt: sizes are told in tenths (GWG 2015, 3.15)
_RUNNING = 0.95  # of the size of most lines: what is set a step smaller goes with the text


@dataclass(frozen=True, slots=True)
class Small:
    """The smallest text that is too small for what it is, how many there are, and the floor in
    pt.
    """

    page: int
    text: PaintedObject
    name: str
    floor: float
    count: int


def roles(things: Iterable[PaintedObject]) -> Iterator[tuple[PaintedObject, Role]]:
    """Gives each text of a page with what it is for."""
    texts = [it for it in things if it.kind == "text" and it.size and it.alpha > 0]
    rows: dict[int, list[PaintedObject]] = defaultdict(list)
    for text in texts:
        rows[_row(_base(text))].append(text)
    for text in texts:
        reach = int(2 * (text.size or 0) * MM_PER_PT / _ROW) + 1
        row = _row(_base(text))
        near = [it for at in range(row - reach, row + reach + 1) for it in rows.get(at, ())]
        yield text, _role(text, near)


_ROW = 4.0  # mm


def _row(base: float) -> int:
    return int(base // _ROW)


def _base(text: PaintedObject) -> float:
    """Gives the base line of a text, in mm from the top."""
    return text.place.bottom - _DESCENT * (text.size or 0) * MM_PER_PT


def _role(text: PaintedObject, near: Sequence[PaintedObject]) -> Role:
    if _is_light(text):
        return "reversed"
    size = text.size or 0
    larger = [it for it in near if (it.size or 0) >= _LARGER * size]
    if any(_is_above(text, it) for it in larger):
        return "ruby"
    return "raised" if any(_is_beside(text, it) for it in larger) else "text"


def _is_above(text: PaintedObject, larger: PaintedObject) -> bool:
    size, middle = (larger.size or 0) * MM_PER_PT, (text.place.left + text.place.right) / 2
    apart = (_base(larger) - _base(text)) / size
    return _ABOVE[0] <= apart <= _ABOVE[1] and larger.place.left <= middle <= larger.place.right


def _is_beside(text: PaintedObject, larger: PaintedObject) -> bool:
    size = (larger.size or 0) * MM_PER_PT
    apart = abs(_base(larger) - _base(text)) / size
    gap = max(text.place.left - larger.place.right, larger.place.left - text.place.right)
    return _BESIDE[0] <= apart <= _BESIDE[1] and gap <= _GAP * size


def _is_light(text: PaintedObject) -> bool:
    family, values = text.space.family, text.values
    if family in ("Separation", "DeviceN"):
        return bool(values) and max(values) < _LIGHT
    if len(values) == 4:
        values = tuple((1 - ink) * (1 - values[3]) for ink in values[:3])
    elif len(values) == 1:
        values = values * 3
    if len(values) != 3 or family in ("Lab", "Indexed", "Pattern"):
        return False
    red, green, blue = (max(part, 0) ** 2.2 for part in values)
    return float(0.21 * red + 0.72 * green + 0.07 * blue) > _LIGHT


def small_type(pages: Sequence[Iterable[PaintedObject]], floors: SmallestType) -> Iterator[Small]:
    """Gives what of a file is too small, of each kind the smallest.

    Running text is what stands in the size of most lines; what is set a step smaller goes with it
    and may be as small as a gloss.
    """
    found = [
        (number, text, role)
        for number, things in enumerate(pages, 1)
        for text, role in roles(things)
    ]
    for name in ("reversed", "ruby", "raised"):
        own = [(number, text) for number, text, role in found if role == name]
        yield from _smallest(own, name, getattr(floors, name))
    own = [(number, text) for number, text, role in found if role == "text"]
    least = _RUNNING * _usual_size(text for _, text in own)
    beside = [(number, text) for number, text in own if (text.size or 0) < least]
    running = [(number, text) for number, text in own if (text.size or 0) >= least]
    yield from _smallest(beside, "gloss", floors.gloss)
    yield from _smallest(running, "text", floors.text)


def _usual_size(texts: Iterable[PaintedObject]) -> float:
    """Gives the size in which most of all lines stand."""
    lengths: dict[float, float] = defaultdict(float)
    for text in texts:
        lengths[round(text.size or 0, 1)] += _length(text)
    return max(lengths, key=lambda size: lengths[size], default=0)


def _length(text: PaintedObject) -> float:
    """Gives how long a text is, in its own size: about twice for ten letters as for five."""
    return text.place.width / ((text.size or 1) * MM_PER_PT)


def _is_below(text: PaintedObject, floor: float) -> bool:
    return (text.size or 0) < floor - _ROUNDING


def _smallest(
    texts: Iterable[tuple[int, PaintedObject]], name: str, floor: float
) -> Iterator[Small]:
    small = [(number, text) for number, text in texts if _is_below(text, floor)]
    if small:
        number, text = min(small, key=lambda it: it[1].size or 0)
        yield Small(number, text, name, floor, len(small))

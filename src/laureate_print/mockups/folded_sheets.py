"""How a folded sheet lies: closed, half open, open, and its back; all from its own panels."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Literal

from laureate_print.mockups.values import Across, Cut, Leaf
from laureate_print.model import Panel

_LIES = 0.6  # mm between the table and what lies on it
_MOST = 8  # panels on a side
_TOUCHING = 0.5  # mm that panels beside each other may share
_SPRING, _TUCKED = 7.0, 0.12  # degrees by which a cover stands off, and what lies below it
_TURNED, _LIFTED, _LEVEL = 36.0, 16.0, 10.0  # degrees from flat: half open, and open
_ZIGZAG = (4.0, 38.0, 10.0)  # degrees of each panel: closed, half open, open


@dataclass(frozen=True, slots=True)
class Fold:
    """How a sheet is folded: `rolled` (letter fold, and a fold in the middle), all panels inwards
    behind the cover, or in a `zigzag`. `cover` is the number of its panel from the left as
    the sheet lies open, `outside` the number of the side that has it.
    """

    kind: Literal["rolled", "zigzag"]
    cover: int
    outside: int


def fold(sides: Sequence[Sequence[Panel]]) -> Fold | None:
    """Gives how a sheet is folded, seen from where its cover (page 1) and its back (the last page)
    stand; nothing where no such fold brings both outside.
    """
    count = len(sides[0]) if sides else 0
    widths = [panel.width for side in sides for panel in side]
    if len(sides) != 2 or count != len(sides[1]) or not 2 <= count <= _MOST or min(widths) <= 0:
        return None
    last = max(panel.page for side in sides for panel in side)
    places = {
        panel.page: (side, number)
        for side, panels in enumerate(sides)
        for number, panel in enumerate(panels)
    }
    cover, back = places.get(1), places.get(-1, places[last])
    if cover is None or cover[1] not in (0, count - 1):
        return None
    kind: Literal["rolled", "zigzag"] = "rolled"
    if back[0] != cover[0] or abs(back[1] - cover[1]) != 1:
        kind = "zigzag"
        even = count % 2 == 0
        if back != ((cover[0], count - 1 - cover[1]) if even else (1 - cover[0], cover[1])):
            return None
    return Fold(kind, count - 1 - cover[1], cover[0])


def views(sides: Sequence[Sequence[Panel]], height: float) -> list[list[tuple[Leaf, ...]]] | None:
    """Gives a sheet closed, half open and from its back, and in a second row open, in the order in
    which its readers look; nothing where it is not known how it is folded.

    Args:
        sides: its panels as they lie, each side from left to right.
        height: that of the sheet in mm.
    """
    folded = fold(sides)
    if folded is None:
        return None
    sheet = _Sheet(sides, height, folded)
    zigzag, count = folded.kind == "zigzag", len(sides[0])
    closed, half, level, back = (_zigzag if zigzag else _rolled)(count)
    rows = [[sheet.bent(closed), sheet.bent(half), sheet.bent(back)], [sheet.bent(level)]]
    return [row if folded.cover == 0 else row[::-1] for row in rows]


def _rolled(count: int) -> tuple[list[float], ...]:
    """Gives the way of each panel in degrees, the cover's first: closed, half open, open, and
    closed with the back above; 0 lies with the inside up.
    """
    tucked = [180 - _TUCKED / number for number in range(1, count - 1)]
    inner = list(accumulate(tucked))
    behind = [number * (180 - _TUCKED / number) for number in range(1, count - 1)]
    return (
        [_SPRING - 180, 0, *inner],
        [-_TURNED, 0, *(way - _LIFTED for way in inner)],
        [-_LEVEL, 0, *(_LEVEL * number / (count - 2) for number in range(1, count - 1))],
        [0, 180 - _SPRING, *(180 - _SPRING + way for way in behind)],
    )


def _zigzag(count: int) -> tuple[list[float], ...]:
    """Gives the same for a sheet that is folded to and fro."""
    closed, half, level = _ZIGZAG
    return (
        [-closed if number % 2 else 180 + closed for number in range(count)],
        [180 + half if number % 2 else 180 - half for number in range(count)],
        [level if number % 2 else -level for number in range(count)],
        [180 - closed if number % 2 else closed for number in range(count)],
    )


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet with its folds."""

    sides: Sequence[Sequence[Panel]]
    height: float
    fold: Fold

    def bent(self, ways: Sequence[float]) -> tuple[Leaf, ...]:
        """Gives its panels with their ways in degrees, the cover's first; the lowest first."""
        outside = self._cuts(self.fold.outside)[::-1]
        inside = self._cuts(1 - self.fold.outside)
        mirrored = self.fold.cover != 0
        widths = [cut.right - cut.left for cut in inside]
        points = _chain(widths[::-1] if mirrored else widths, ways)
        if mirrored:
            points = [(-x, z) for x, z in reversed(points)]
        last = len(widths) - 1
        leaves = [
            Leaf(profile, self.height, inside[it], outside[it], (it > 0, it < last))
            for it, profile in enumerate(pairwise(points))
        ]
        return tuple(_from_below(leaves))

    def _cuts(self, side: int) -> list[Cut]:
        """Gives what stands on each panel of a side: the file has a page for each side."""
        edges = [0.0, *accumulate(panel.width for panel in self.sides[side])]
        return [Cut(side + 1, left, right) for left, right in pairwise(edges)]


def _from_below(leaves: Sequence[Leaf]) -> Iterator[Leaf]:
    """Gives panels so that each comes after those on which it lies."""
    left = list(leaves)
    while left:
        lowest = next(
            (it for it in left if not any(_lies_on(it, other) for other in left)), left[0]
        )
        left.remove(lowest)
        yield lowest


def _lies_on(leaf: Leaf, other: Leaf) -> bool:
    """Says whether a panel is above another where the table has both."""
    spans = [sorted(x for x, _ in it.profile) for it in (leaf, other)]
    begin, end = max(span[0] for span in spans), min(span[-1] for span in spans)
    if end - begin < _TOUCHING:
        return False
    heights = [_height(it.profile, (begin + end) / 2) for it in (leaf, other)]
    return heights[0] > heights[1]


def _height(profile: Sequence[Across], x: float) -> float:
    """Gives the height of a flat panel over a place of the table."""
    (start, low), (end, high) = profile
    return low + (high - low) * (x - start) / (end - start)


def _chain(widths: Sequence[float], ways: Sequence[float]) -> list[Across]:
    """Gives the edges of panels one after the other, the lowest just above the table."""
    points = [(0.0, 0.0)]
    for width, way in zip(widths, map(math.radians, ways), strict=True):
        x, z = points[-1]
        points.append((x + width * math.cos(way), z + width * math.sin(way)))
    lowest = min(z for _, z in points)
    return [(x, z - lowest + _LIES) for x, z in points]

"""How sheets lie that are neither folded nor bound: beside each other, both sides."""

from __future__ import annotations

from collections.abc import Sequence

from laureate_print.mockups.values import Cut, Leaf

_MOST = 4  # sides that are shown
_LIES, _STEPS = 0.6, 8
_RISE = 0.012  # of its width: how high an edge of a sheet stands off


def views(sizes: Sequence[tuple[float, float]]) -> list[list[tuple[Leaf, ...]]]:
    """Gives the first sides of a file, in the order in which they are read; `sizes` are widths and
    heights in mm.
    """
    shown: list[tuple[Leaf, ...]] = []
    for number, (width, height) in enumerate(sizes[:_MOST], 1):
        steps = [step / _STEPS for step in range(_STEPS + 1)]
        profile = tuple((it * width, _LIES + it**3 * _RISE * width) for it in steps)
        shown.append((Leaf(profile, height, Cut(number, 0, width)),))
    return [shown]

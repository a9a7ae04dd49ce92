"""How a bound book lies: closed, with its spine and its thickness, open in the middle, and its
back.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from laureate_print.mockups.values import Across, Cut, Leaf

_LIES = 0.6  # mm between the table and what lies on it
_GAPES = 3.2  # degrees by which a stitched book stands open
_STEPS = 16  # flat parts of a page that bends
_BULGE = 0.05  # of its width: how high an open page rises beside the fold
_LINES = (0.94, 0.86)  # the light of leaves of which only the edges are seen, in turn


def views(
    widths: Sequence[float], height: float, paper: float, from_right: bool
) -> list[list[tuple[Leaf, ...]]]:
    """Gives a book closed and from its back, and in a second row open in the middle, in the order
    in which its readers look.

    Args:
        widths: those of its pages in mm, as they are read; a multiple of four.
        height: that of its pages in mm.
        paper: the thickness of its paper in mm.
        from_right: whether it is bound on the right.
    """
    pages = [Cut(number, 0, width) for number, width in enumerate(widths, 1)]
    front, back = _closed(pages, height, paper), _closed(pages[::-1], height, paper)
    rows = [[front, _mirrored(back)], [_open(pages, height, paper)]]
    return [[_mirrored(it) for it in reversed(row)] for row in rows] if from_right else rows


def _mirrored(leaves: Sequence[Leaf]) -> tuple[Leaf, ...]:
    """Gives a book that is bound on the other side."""
    return tuple(
        replace(
            leaf,
            profile=tuple((-x, z) for x, z in reversed(leaf.profile)),
            folds=leaf.folds[::-1],
        )
        for leaf in leaves
    )


def _closed(pages: Sequence[Cut], height: float, paper: float) -> tuple[Leaf, ...]:
    """Gives a book that lies closed, its first page above, bound on the left; the lowest first.

    The sheet outside goes round the spine: half of it belongs to each of its leaves.
    """
    count = len(pages) // 2
    radius = max(count * paper / 2, 0.3) + 0.4
    leaves = []
    for number in reversed(range(count)):
        above, below = pages[2 * number], pages[2 * number + 1]
        way = math.radians(_GAPES) * (1 - number / (count - 1))
        spine: list[Across] = [(0.0, _LIES + 2 * radius * (1 - number / (count - 1)))]
        outermost = number in (0, count - 1)
        if outermost:
            spine = _round(radius, upward=number == 0)
        x, z = spine[-1]
        rest = above.right - sum(map(math.dist, spine, spine[1:]))
        profile = (*spine, (x + rest * math.cos(way), z + rest * math.sin(way)))
        grey = None if number == 0 else _LINES[number % 2]
        folds = outermost, False
        leaves.append(Leaf(profile, height, above, below, folds, grey, outermost))
    return tuple(leaves)


def _round(radius: float, upward: bool) -> list[Across]:
    """Gives half of a spine, from its middle."""
    middle, sign = _LIES + radius, 1 if upward else -1
    angles = [math.pi / 2 * step / 4 for step in range(5)]
    return [(-radius * math.cos(it), middle + sign * radius * math.sin(it)) for it in angles]


def _open(pages: Sequence[Cut], height: float, paper: float) -> tuple[Leaf, ...]:
    """Gives a book that lies open in its middle, bound on the left; the lowest first."""
    half = len(pages) // 2
    count = half // 2  # leaves on each side
    leaves = []
    for number in range(count):
        grey = None if number == count - 1 else _LINES[number % 2]
        lies = _LIES + (number + 1) * paper
        for above, below, left in (
            (half - 2 * (count - 1 - number), -1, True),
            (half + 1 + 2 * (count - 1 - number), 1, False),
        ):
            up, down = pages[above - 1], pages[above + below - 1]
            bend = _BULGE * (0.55 + 0.45 * (number + 1) / count)
            profile = _bent(up.right, lies, bend)
            leaf = Leaf(profile, height, up, down, (True, False), grey, grey is None)
            leaves.append(_mirrored([leaf])[0] if left else leaf)
    return tuple(leaves)


def _bent(width: float, lies: float, bend: float) -> tuple[Across, ...]:
    """Gives the cross-section of a page that rises from the fold on its left and comes down to its
    edge.
    """
    reach = width
    for _ in range(3):
        points = [_curve(step / _STEPS, reach, lies, bend * width) for step in range(_STEPS + 1)]
        reach *= width / sum(map(math.dist, points, points[1:]))
    return tuple(points)


def _curve(step: float, reach: float, lies: float, rise: float) -> Across:
    """Gives a point of a Bézier curve of the third degree."""
    rest = 1 - step
    weights = rest**3, 3 * rest**2 * step, 3 * rest * step**2, step**3
    places = ((0.0, lies), (0.06 * reach, lies + 1.8 * rise), (0.42 * reach, lies + rise))
    x, z = (
        sum(weight * it[axis] for weight, it in zip(weights, (*places, (reach, lies)), strict=True))
        for axis in (0, 1)
    )
    return x, z

"""Draws a QR code (ISO/IEC 18004) as one area: without seams between its modules, which a press and
a screen would show as hairlines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

QUIET = 4  # modules of white on each side (ISO/IEC 18004, 5.3.8)
_MOST_ACROSS = 40  # modules on the least width: so each has half a millimetre on one of 20 mm
_Point = tuple[int, int]


@lru_cache(maxsize=16)  # all languages of a document have the same
def qr_code(text: str, least: float) -> str:
    """Gives the code of a text as SVG, black on a white ground of its own; error correction M, or
    more where the code grows no larger by that.

    Args:
        text: ASCII, which each reader takes for the same.
        least: mm that the code has across, without its quiet zone; one of more than 40 modules
            grows, so that none of them gets smaller.
    """
    import segno

    matrix = segno.make_qr(text, error="m").matrix
    across = len(matrix)
    module = least / min(across, _MOST_ACROSS)
    side = across + 2 * QUIET
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side * module:.3f}mm"'
        f' height="{side * module:.3f}mm" viewBox="0 0 {side} {side}">'
        f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/>'
        f'<path d="{"".join(_outlines(matrix))}"/></svg>'
    )


def _outlines(matrix: Sequence[Sequence[int]]) -> Iterator[str]:
    """Gives the outlines of the dark modules as closed lines of SVG; those of what is light inside
    run the other way, so that both rules of filling give the same.
    """
    edges = _edges(matrix)
    for start in sorted(edges):
        while edges[start]:
            corners, place = [start], edges[start].pop()
            while place != start:
                corners.append(place)
                place = _next(edges, corners[-2], place)
            yield _line(corners)


def _edges(matrix: Sequence[Sequence[int]]) -> dict[_Point, list[_Point]]:
    """Gives the sides on which dark meets light, by where each begins: dark lies on the right."""
    dark = {
        (x + QUIET, y + QUIET) for y, row in enumerate(matrix) for x, on in enumerate(row) if on
    }
    edges: dict[_Point, list[_Point]] = {}
    for x, y in sorted(dark):
        for beside, start, end in (
            ((x, y - 1), (x, y), (x + 1, y)),
            ((x + 1, y), (x + 1, y), (x + 1, y + 1)),
            ((x, y + 1), (x + 1, y + 1), (x, y + 1)),
            ((x - 1, y), (x, y + 1), (x, y)),
        ):
            if beside not in dark:
                edges.setdefault(start, []).append(end)
    return edges


def _next(edges: dict[_Point, list[_Point]], before: _Point, place: _Point) -> _Point:
    """Goes on from a place; where two dark modules meet at a corner alone, round the same one."""
    ends = edges[place]
    right = (place[0] - (place[1] - before[1]), place[1] + (place[0] - before[0]))
    return ends.pop(ends.index(right) if right in ends else 0)


def _line(corners: Sequence[_Point]) -> str:
    """Writes a closed line, one command for each straight side."""
    steps = [
        (after[0] - place[0], after[1] - place[1])
        for place, after in zip(corners, [*corners[1:], corners[0]], strict=True)
    ]
    joined: list[_Point] = []
    for step in steps:
        if joined and (joined[-1][0] == 0) == (step[0] == 0):
            step = (
                (joined.pop()[0] + step[0], 0) if step[1] == 0 else (0, joined.pop()[1] + step[1])
            )
        joined.append(step)
    written = (f"h{x}" if x else f"v{y}" for x, y in joined[:-1])
    return f"M{corners[0][0]} {corners[0][1]}{''.join(written)}z"

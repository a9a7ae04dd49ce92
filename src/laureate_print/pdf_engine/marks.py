"""Draws what a press needs beside the work: trim, bleed, centre and fold marks, a bar of colours,
and what it is.

Everything stands outside the bleed, in lines of 0.1 mm in the colour of all plates (ISO 32000-1,
8.6.6.4, /All).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from laureate_print.model import BLEED, PT_PER_MM
from laureate_print.pdf_engine.outlines import Outlines

SLUG = 12.0  # mm round the bleed
MARGIN = BLEED + SLUG
_RULE = 0.1  # mm
_FAR = MARGIN - 0.5  # mm from the trim: where marks end
_NOTE = 6.0  # pt, the size of what the slug says
_PATCH = 5.0  # mm, a field of the bar of colours
# Full tones, the tones at half, and the two overprints that show a press out of balance.
_TONES = (
    "1 0 0 0",
    "0 1 0 0",
    "0 0 1 0",
    "0 0 0 1",
    ".5 0 0 0",
    "0 .5 0 0",
    "0 0 .5 0",
    "0 0 0 .5",
    "1 1 0 0",
    ".5 .4 .4 0",
)


class _Line(NamedTuple):
    """A line in mm from the lower left corner of the trim box."""

    left: float
    bottom: float
    right: float
    top: float


def marks(
    kind: str, width: float, height: float, folds: Iterable[float], note: str, outlines: Outlines
) -> bytes:
    """Gives the content that draws them round a trim box of `width` by `height` mm, whose corner is
    the origin, in pt.

    `folds` are the places of folds in mm from the left; `note` is set in `outlines`, so it needs no
    font.
    """
    if kind == "none":
        return b""
    lines = [
        *(_japanese if kind == "japanese" else _western)(width, height),
        *_folds(folds, height),
    ]
    drawn = ["q /All CS 1 SCN", f"{_RULE * PT_PER_MM:.4f} w"]
    drawn += [
        f"{_pt(line.left)} {_pt(line.bottom)} m {_pt(line.right)} {_pt(line.top)} l S"
        for line in lines
    ]
    drawn += ["Q", *_bar(width), *_note(note, outlines)]
    return "\n".join(drawn).encode()


def _pt(value: float) -> str:
    return f"{value * PT_PER_MM:.4f}".rstrip("0").rstrip(".")


def _japanese(width: float, height: float) -> Iterator[_Line]:
    """Gives 角トンボ, two angles at each corner, of trim and bleed, and センタートンボ, a cross
    on each side.
    """
    edge = BLEED + _RULE / 2  # a line beside the bleed, not on it
    for sideways, upward in ((-1, -1), (-1, 1), (1, -1), (1, 1)):
        x, y = (0 if sideways < 0 else width), (0 if upward < 0 else height)
        bleed_x, bleed_y = x + sideways * edge, y + upward * edge
        far_x, far_y = x + sideways * _FAR, y + upward * _FAR
        yield _Line(far_x, y, bleed_x, y)
        yield _Line(bleed_x, y, bleed_x, far_y)
        yield _Line(far_x, bleed_y, x, bleed_y)
        yield _Line(x, bleed_y, x, far_y)
    yield from _centres(width, height)


def _western(width: float, height: float) -> Iterator[_Line]:
    """Gives one pair of crop marks at each corner, clear of the bleed, and a cross on each side."""
    near = BLEED + 1
    for sideways, upward in ((-1, -1), (-1, 1), (1, -1), (1, 1)):
        x, y = (0 if sideways < 0 else width), (0 if upward < 0 else height)
        yield _Line(x + sideways * near, y, x + sideways * _FAR, y)
        yield _Line(x, y + upward * near, x, y + upward * _FAR)
    yield from _centres(width, height)


def _centres(width: float, height: float) -> Iterator[_Line]:
    near, middle, half = BLEED + 1, BLEED + 4, 8.0
    for upward, y in ((-1, 0.0), (1, height)):
        yield _Line(width / 2, y + upward * near, width / 2, y + upward * _FAR)
        yield _Line(width / 2 - half, y + upward * middle, width / 2 + half, y + upward * middle)
    for sideways, x in ((-1, 0.0), (1, width)):
        yield _Line(x + sideways * near, height / 2, x + sideways * _FAR, height / 2)
        yield _Line(
            x + sideways * middle, height / 2 - half, x + sideways * middle, height / 2 + half
        )


def _folds(folds: Iterable[float], height: float) -> Iterator[_Line]:
    """Gives 折りトンボ: a line above and one below each fold."""
    for fold in folds:
        yield _Line(fold, height + BLEED + 1, fold, height + _FAR)
        yield _Line(fold, -BLEED - 1, fold, -_FAR)


def _bar(width: float) -> Iterator[str]:
    """Gives the bar of colours, right of the lower centre mark."""
    size = min(_PATCH, (width / 2 - 2 * MARGIN) / len(_TONES))
    for number, tone in enumerate(_TONES):
        left = width / 2 + 11 + number * size
        yield f"{tone} k {_pt(left)} {_pt(-BLEED - 8)} {_pt(size)} {_pt(min(_PATCH, size))} re f"


def _note(note: str, outlines: Outlines) -> Iterator[str]:
    """Gives what the sheet is, left of the lower centre mark, as outlines in black."""
    x, y = 4 * PT_PER_MM, -(BLEED + 6.5) * PT_PER_MM
    yield "0 0 0 1 k"
    for outline, advance in outlines.of(note):
        if outline:
            scale = _NOTE / 1000
            yield f"q {scale:.5f} 0 0 {scale:.5f} {x:.3f} {y:.3f} cm {outline} f Q"
        x += advance * _NOTE / 1000

"""Paper: units, folds, and what the print shop asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from laureate_print.model.files import SourceFile

PT_PER_MM = 72 / 25.4
MM_PER_PT = 25.4 / 72
BLEED = 3.0  # mm beyond the trim box, as Japanese shops ask


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of a sheet between its folds: the page of the text that stands there (-1 is the last),
    its width in mm.

    Its page is moved to the right by `creep` mm.
    """

    page: int
    width: float
    creep: float = 0


def folded(sides: tuple[tuple[Panel, ...], ...], direction: str) -> tuple[tuple[Panel, ...], ...]:
    """Gives the panels of each side as they lie: a sheet in a language from right to left is folded
    the other way.
    """
    return tuple(tuple(reversed(side)) if direction == "rtl" else side for side in sides)


@dataclass(frozen=True, slots=True)
class PrintSettings:
    """What the print shop asks for: the standard, the colours it prints in, the marks, the ink it
    can bear.

    `profile` describes how the press prints (ICC.1), `condition` is its name in the registry of the
    ICC, `total_ink` the limit of all inks together in %. `imposed` asks for printer's spreads of
    books beside the single pages, for a paper whose thickness is `paper` mm; `mockups` for a
    picture of each file as it lies when it is folded or bound.
    """

    standard: Literal["PDF/X-4", "PDF/X-1a:2003"]
    profile: SourceFile
    condition: str
    marks: Literal["japanese", "western", "none"]
    total_ink: float
    imposed: bool
    paper: float
    mockups: bool = False

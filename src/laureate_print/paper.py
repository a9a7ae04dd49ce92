"""The frozen values of print: the panels of a sheet, and what a print shop asks for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of a sheet between its folds: the page of the text that stands there (-1 is the last), its width in mm.

    Its page is moved to the right by `creep` mm.
    """

    page: int
    width: float
    creep: float = 0


@dataclass(frozen=True, slots=True)
class Press:
    """What the print shop asks for: the standard, the colours it prints in, the marks, the ink it can bear.

    `profile` describes how the press prints (ICC.1), `condition` is its name in the registry of the ICC, `total_ink`
    the limit of all inks together in %. `imposed` asks for printer's spreads of books beside the single pages, for a
    paper whose thickness is `paper` mm.
    """

    standard: Literal["PDF/X-4", "PDF/X-1a:2003"]
    profile: Path
    condition: str
    marks: Literal["japanese", "western", "none"]
    total_ink: float
    imposed: bool
    paper: float


def folded(sides: tuple[tuple[Panel, ...], ...], direction: str) -> tuple[tuple[Panel, ...], ...]:
    """Gives the panels of each side as they lie: a sheet in a language from right to left is folded the other way."""
    return tuple(tuple(reversed(side)) if direction == "rtl" else side for side in sides)

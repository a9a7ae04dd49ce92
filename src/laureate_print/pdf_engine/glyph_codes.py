"""A font's codes: one for each text that each of its glyphs, or several of them together, stand
for.
"""

from __future__ import annotations

from collections import deque
from typing import Any, NamedTuple

from laureate_print.pdf_engine.line_breaking import ZERO_WIDTH_SPACE

_MOST = 0xFFFF  # codes have two bytes
_BEHIND = 256  # the engine counts glyphs that are missing up from the last one


class Part(NamedTuple):
    """A glyph and where it is drawn, from the pen and the line, in thousandths of the type size."""

    glyph: int
    x: int = 0
    y: int = 0


class Shape(NamedTuple):
    """What a code stands for, what it draws, and how far the pen moves on, in thousandths of the
    type size: as far as its first glyph says, if it does not say itself.

    One that draws nothing has an advance of its own.
    """

    text: str
    parts: tuple[Part, ...]
    advance: int | None = None

    @property
    def is_plain(self) -> bool:
        """Whether it is a glyph of the face as it is."""
        return self.advance is None and len(self.parts) == 1 and self.parts[0][1:] == (0, 0)


class Codes(dict[int, str]):
    """A font's texts by glyph, as the engine keeps them, and the further codes: of glyphs that
    stand for several texts, and of what is put together from glyphs.

    It never says that it has a glyph, so that the engine gives the text of every glyph that it is
    about to show: `waiting`, a queue of the stream that draws, takes it.
    """

    def __init__(self, glyph_count: int) -> None:
        super().__init__()
        self.further: dict[int, Shape] = {}
        self.waiting: deque[tuple[Codes, int, str]] = deque()
        # Parts and advances with which clusters were drawn, by their texts and glyphs.
        self.drawings: dict[tuple[str, tuple[int, ...]], list[tuple[tuple[Part, ...], int]]] = {}
        # What showed clusters of left-to-right lines, by the type size (see `clusters`).
        self.shown: dict[float, dict[Any, list[tuple[str, int, int]]]] = {}
        self._codes: dict[Shape, int] = {}
        self._own: set[int] = set()  # glyphs that are shown by their own numbers
        self._free = glyph_count + _BEHIND

    def __contains__(self, glyph: object) -> bool:
        return False

    def __setitem__(self, glyph: int, text: str) -> None:
        self.waiting.append((self, glyph, text))

    def has_room(self, count: int) -> bool:
        """Says whether so many codes more can be given: a face of 65,000 glyphs has none."""
        return self._free + len(self.further) + count - 1 <= _MOST

    def code(self, shape: Shape) -> int:
        """Gives the code of a shape: of a plain one with its glyph's first text the glyph's own
        number.
        """
        if shape not in self._codes:
            self._codes[shape] = self._new_code(shape)
        return self._codes[shape]

    def _new_code(self, shape: Shape) -> int:
        if shape.is_plain and shape.parts[0].glyph not in self._own:
            glyph = shape.parts[0].glyph
            self._own.add(glyph)
            super().__setitem__(glyph, shape.text)
            return glyph
        for part in shape.parts:  # the engine keeps the glyphs that are named
            if not super().__contains__(part.glyph):
                super().__setitem__(part.glyph, ZERO_WIDTH_SPACE)
        if not self.has_room(1):
            return shape.parts[0].glyph if shape.parts else 0
        code = self._free + len(self.further)
        self.further[code] = shape
        return code

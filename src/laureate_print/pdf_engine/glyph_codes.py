"""A font's codes: one for each text that each of its glyphs stands for."""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

_MOST = 0xFFFF  # codes have two bytes
_BEHIND = 256  # the engine counts glyphs that are missing up from the last one


class Shape(NamedTuple):
    """A glyph, what it stands for, and how far above its line it is drawn, in thousandths of the
    type size.
    """

    glyph: int
    text: str
    rise: int = 0


class Codes(dict[int, str]):
    """A font's texts by glyph, as the engine keeps them, and the further codes of glyphs that stand
    for several.

    It never says that it has a glyph, so that the engine gives the text of every glyph that it is
    about to show: `waiting`, a queue of the stream that draws, takes it.
    """

    def __init__(self, known: dict[int, str], glyph_count: int) -> None:
        super().__init__()
        self.known = known
        self.further: dict[int, Shape] = {}
        self.waiting: deque[tuple[Codes, int, str]] = deque()
        self._codes: dict[Shape, int] = {}
        self._free = glyph_count + _BEHIND

    def __contains__(self, glyph: object) -> bool:
        return False

    def __setitem__(self, glyph: int, text: str) -> None:
        self.waiting.append((self, glyph, text))

    def code(self, shape: Shape) -> int:
        """Gives the code by which a glyph stands for a text: the first text's is the glyph's own
        number.
        """
        if shape not in self._codes:
            self._codes[shape] = self._new_code(shape)
        return self._codes[shape]

    def _new_code(self, shape: Shape) -> int:
        if not super().__contains__(shape.glyph):
            super().__setitem__(shape.glyph, shape.text)
            if not shape.rise:
                return shape.glyph
        code = self._free + len(self.further)
        if code > _MOST:
            return shape.glyph
        self.further[code] = shape
        return code

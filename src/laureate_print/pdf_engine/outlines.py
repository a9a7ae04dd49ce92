"""Sets words as outlines, which need no font in the file."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

from laureate_print.model import Face


class Outlines:
    """The glyphs of a face as paths."""

    def __init__(self, face: Face) -> None:
        font = TTFont(BytesIO(face.file.content), lazy=True)
        self._glyphs, self._names = font.getGlyphSet(), font.getBestCmap()
        self._scale = 1000 / font["head"].unitsPerEm

    def of(self, text: str) -> Iterator[tuple[str, float]]:
        """Gives each character's outline as PDF operators and its advance, in thousandths of the
        type size.
        """
        for character in text:
            glyph = self._glyphs[self._names.get(ord(character), ".notdef")]
            pen = _Operators(self._glyphs, self._scale)
            glyph.draw(pen)
            yield " ".join(pen.operators), glyph.width * self._scale


class _Operators(BasePen):  # type: ignore[misc] # fontTools has no types
    """Writes an outline as path operators (ISO 32000-1, 8.5.2)."""

    def __init__(self, glyphs: object, scale: float) -> None:
        super().__init__(glyphs)
        self.operators: list[str] = []
        self._scale = scale

    def _add(self, operator: str, *points: tuple[float, float]) -> None:
        numbers = (f"{value * self._scale:.1f}" for point in points for value in point)
        self.operators.append(" ".join([*numbers, operator]))

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802 - the pen's own name
        self._add("m", pt)

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802 - the pen's own name
        self._add("l", pt)

    def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802 - the pen's own name
        self._add("c", *points)

    def _closePath(self) -> None:  # noqa: N802 - the pen's own name
        self._add("h")

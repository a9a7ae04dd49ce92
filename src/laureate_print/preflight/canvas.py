"""What a content stream is run on: the page, the things painted so far, and the state between two
operators.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Self

import pikepdf

from laureate_print.model import MM_PER_PT
from laureate_print.pdf_reader import content
from laureate_print.preflight.geometry import IDENTITY, Box, Matrix, Sheet, scale
from laureate_print.preflight.graphics import Colour, Path, State, TextPlace
from laureate_print.preflight.values import Kind, PaintedObject


@dataclass(slots=True)
class Canvas:
    """One page: what was painted on it, in order."""

    sheet: Sheet
    objects: list[PaintedObject] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Run(content.Run[State]):
    """One content stream on its way, with the path and the text object that it builds.

    `base` is the matrix that patterns start from. `area` stands in for the place of what a tiling
    pattern paints; `colourless` streams take their colour from outside.
    """

    canvas: Canvas
    base: Matrix = IDENTITY
    area: Box | None = None
    colourless: bool = False
    path: Path = field(default_factory=Path)
    text: TextPlace = field(default_factory=TextPlace)

    def spaces(self) -> pikepdf.Object | None:
        """Gives the named colour spaces."""
        return self.resources.get("/ColorSpace") if self.resources is not None else None

    def inner(self, stream: pikepdf.Object, state: State, within: str) -> Self:
        """Gives the run of a form, pattern or glyph procedure, with a state of its own."""
        inside = content.Run.inner(self, stream, state, within)
        inside.base, inside.path, inside.text = state.matrix, Path(), TextPlace()
        return inside

    def emit(
        self,
        kind: Kind,
        place: Box,
        colour: Colour,
        *,
        stroke: bool = False,
        parts: Sequence[Box] | None = None,
        **facts: Any,
    ) -> None:
        """Notes what is painted, unless the clip hides all of it, or all of its parts.

        `facts` are fields of `PaintedObject`.
        """
        seen = place.cut(self.state.clip)
        left = tuple(part for item in parts or () if (part := item.cut(self.state.clip)))
        if seen is None or (parts is not None and not left):
            return
        state = self.state
        self.canvas.objects.append(
            PaintedObject(
                self.canvas.sheet.number,
                kind,
                self.area or seen,
                colour.space,
                tuple(colour.space.inks(colour.values).items()),
                tuple(colour.values),
                overprint=state.stroke_overprint if stroke else state.fill_overprint,
                overprint_mode=state.overprint_mode,
                blend=state.blend,
                alpha=state.stroke_alpha if stroke else state.fill_alpha,
                parts=() if self.area else left,
                within=self.within,
                **facts,
            )
        )

    @property
    def line_width(self) -> float:
        """The current line width in pt on paper; zero is a hairline."""
        return self.state.width * scale(self.state.matrix) / MM_PER_PT

"""What a content stream is run on: the page, the things painted so far, and the state between two
operators.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from laureate_print.preflight.geometry import MM, Box, Matrix, Sheet, scale
from laureate_print.preflight.graphics import Colour, Path, State, TextPlace
from laureate_print.preflight.values import Kind, PaintedObject

# What objects of the wrong type, as broken files have them, make pikepdf and Python raise; PdfError
# comes beside them.
BROKEN = (
    TypeError,
    ValueError,
    KeyError,
    IndexError,
    AttributeError,
    ZeroDivisionError,
    OverflowError,
)
_DEEPEST = 24  # forms within forms; a form that contains itself ends here


@dataclass(slots=True)
class Canvas:
    """One page: what was painted on it in order, and what could not be understood."""

    sheet: Sheet
    perform: Callable[[Run, Any], None]
    found: list[PaintedObject] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    faces: dict[Any, Any] = field(default_factory=dict)
    parsed: dict[Any, Any] = field(default_factory=dict)

    def complain(self, text: str) -> None:
        """Notes once what could not be understood."""
        if text not in self.complaints:
            self.complaints.append(text)


@dataclass(slots=True)
class Run:
    """One content stream on its way: resources, state, path and text object.

    `base` is the matrix that patterns start from. `area` stands in for the place of what a tiling
    pattern paints; `colourless` streams take their colour from outside.
    """

    canvas: Canvas
    resources: Any
    state: State
    base: Matrix
    within: str = ""
    area: Box | None = None
    colourless: bool = False
    depth: int = 0
    stack: list[State] = field(default_factory=list)
    path: Path = field(default_factory=Path)
    text: TextPlace = field(default_factory=TextPlace)

    def resource(self, kind: str, name: Any) -> Any:
        """Gives a named resource, or none; notes that it is missing."""
        found = self.resources.get(kind, {}).get(str(name)) if self.resources is not None else None
        if found is None:
            self.canvas.complain(
                f"{kind[1:]} {str(name)[1:]} is used but is not among the resources"
            )
        return found

    def spaces(self) -> Any:
        """Gives the named colour spaces."""
        return self.resources.get("/ColorSpace") if self.resources is not None else None

    def within_form(self, name: str) -> str:
        """Tells the way to what is drawn inside, for people."""
        return f"{self.within} > {name}" if self.within else name

    def inner(self, stream: Any, state: State, within: str, **more: Any) -> None:
        """Runs a form, pattern or glyph procedure with a state of its own."""
        if self.depth >= _DEEPEST:
            self.canvas.complain(f"{within.rpartition(' > ')[2]} contains itself")
            return
        resources = stream.get("/Resources", self.resources)
        area = more.pop("area", self.area)
        colourless = more.pop("colourless", self.colourless)
        inside = Run(
            self.canvas, resources, state, state.matrix, within, area, colourless, self.depth + 1
        )
        self.canvas.perform(inside, stream)

    def emit(
        self, kind: Kind, place: Box, colour: Colour, *, stroke: bool = False, **more: Any
    ) -> None:
        """Notes what is painted, unless the clip hides all of it."""
        seen = place.cut(self.state.clip)
        parts = tuple(part for item in more.pop("parts", ()) if (part := item.cut(self.state.clip)))
        if seen is None or (more.pop("cut", False) and not parts):
            return
        state = self.state
        painted = PaintedObject(
            self.canvas.sheet.number,
            kind,
            self.area or seen,
            colour.space,
            tuple(colour.space.inks(colour.values).items()),
            overprint=state.stroke_overprint if stroke else state.fill_overprint,
            overprint_mode=state.overprint_mode,
            blend=state.blend,
            alpha=state.stroke_alpha if stroke else state.fill_alpha,
            parts=() if self.area else parts,
            within=self.within,
            **more,
        )
        self.canvas.found.append(painted)

    @property
    def line_width(self) -> float:
        """The current line width in pt on paper; nought is a hairline."""
        return self.state.width * scale(self.state.matrix) / MM

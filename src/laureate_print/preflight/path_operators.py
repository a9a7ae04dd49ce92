"""The operators that build a path, and fill, stroke or clip with it; fills by pattern (ISO 32000-1,
8.5, 8.7).
"""

from __future__ import annotations

from dataclasses import replace

import pikepdf

from laureate_print.model import MM_PER_PT
from laureate_print.pdf_reader import content
from laureate_print.pdf_reader.objects import numbers
from laureate_print.preflight.canvas import Run
from laureate_print.preflight.colours import UNKNOWN, space
from laureate_print.preflight.geometry import (
    IDENTITY,
    Box,
    Matrix,
    apply,
    around,
    corners,
    times,
)
from laureate_print.preflight.graphics import EVERYWHERE, Colour, Path
from laureate_print.preflight.qr_codes import qr_codes

_THIN = 1.0  # pt: a filled rectangle thinner than this counts by itself, as a line


def _move(run: Run, x: float, y: float) -> None:
    run.path.move(apply(run.state.matrix, float(x), float(y)))


def _line(run: Run, x: float, y: float) -> None:
    run.path.line(apply(run.state.matrix, float(x), float(y)))


def _curve(run: Run, *numbers: float) -> None:
    values = [float(number) for number in numbers]
    points = [apply(run.state.matrix, x, y) for x, y in zip(values[::2], values[1::2], strict=True)]
    run.path.line(*points, curved=True)


def _rectangle(run: Run, x: float, y: float, width: float, height: float) -> None:
    run.path.rectangle(run.state.matrix, float(x), float(y), float(width), float(height))


def _close(run: Run) -> None:
    run.path.close()


def _cut(run: Run) -> None:
    run.path.cuts = True


def _paint(fill: bool = False, stroke: bool = False, close: bool = False) -> content.Action:
    def paint(run: Run) -> None:
        if close:
            run.path.close()
        box = run.path.box
        if box and fill:
            _fill(run, box)
        if box and stroke:
            _stroke(run, box)
        if box and run.path.cuts:
            run.state.clip = run.state.clip.cut(box) or Box(1e6, 1e6, 1e6, 1e6)
        run.path = Path()

    return paint


def _fill(run: Run, box: Box) -> None:
    colour = run.state.fill
    if colour.pattern is not None:
        with_pattern(run, colour, box)
        return
    solid, thin = [], []
    for subpath in run.path.subpaths:
        thickness = subpath.thickness
        if thickness is not None and thickness / MM_PER_PT < _THIN:
            thin.append((around(subpath.points), thickness / MM_PER_PT))
        else:
            solid.append(around(subpath.points))
    for place, width in thin:
        # One that meets another part of the path is part of a shape, as in letters that are drawn.
        if not any(place.meets(other) for other in solid):
            run.emit("fill", place, colour, width=width)
    if solid:
        whole = around([(x, y) for b in solid for x, y in ((b.left, b.top), (b.right, b.bottom))])
        left = (
            min(run.state.clip.width, run.state.clip.height) / MM_PER_PT
        )  # engines draw a border as a fill that is cut thin
        thin_cut, codes = left if left < _THIN else None, qr_codes(run.path.subpaths)
        run.emit("fill", whole, colour, width=thin_cut, codes=codes)


def _stroke(run: Run, box: Box) -> None:
    colour = run.state.stroke
    if colour.pattern is not None:
        with_pattern(run, colour, box)
    parts = [segment for subpath in run.path.subpaths for segment in subpath.segments()]
    run.emit("stroke", box, colour, stroke=True, width=run.line_width, parts=parts)


def with_pattern(run: Run, colour: Colour, box: Box) -> None:
    """Paints what a pattern paints, at the place that it fills (ISO 32000-1, 8.7.3, 8.7.4)."""
    seen, pattern = box.cut(run.state.clip), colour.pattern
    if seen is None or pattern is None:
        return
    if pattern.get("/PatternType") == 2:
        inner = space(pattern.Shading.get("/ColorSpace"), run.spaces())
        run.emit("shading", seen, Colour(inner, ()))
        return
    state = replace(run.state)
    state.matrix = times(matrix_of(pattern), run.base)
    state.clip = around(corners(state.matrix, *box_of(pattern)))
    uncoloured = pattern.get("/PaintType") == 2
    if uncoloured:
        state.fill = state.stroke = Colour(colour.space.base or UNKNOWN, colour.values)
    else:
        state.fill, state.stroke = Colour(), Colour()
    inside = run.inner(pattern, state, run.way_to("a tiling pattern"))
    inside.area, inside.colourless = run.area or seen, uncoloured
    run.draw(pattern, inside)


def matrix_of(stream: pikepdf.Object) -> Matrix:
    """Gives the matrix of a form or pattern, which is the identity where it has none."""
    given = stream.get("/Matrix")
    if given is None:
        return IDENTITY
    a, b, c, d, e, f = numbers(given)
    return a, b, c, d, e, f


def box_of(stream: pikepdf.Object) -> tuple[float, float, float, float]:
    """Gives the bounding box of a form or pattern."""
    left, bottom, right, top = numbers(stream.get("/BBox"))
    return left, bottom, right, top


def shade(run: Run, name: object) -> None:
    """`sh`: paints all of the clip with a shading."""
    shading = run.resource("/Shading", name)
    if shading is not None:
        clip = run.state.clip
        place = run.canvas.sheet.media if clip == EVERYWHERE else clip
        run.emit("shading", place, Colour(space(shading.get("/ColorSpace"), run.spaces()), ()))


OPERATORS: dict[str, content.Action] = {
    "m": _move,
    "l": _line,
    "c": _curve,
    "v": _curve,
    "y": _curve,
    "re": _rectangle,
    "h": _close,
    "W": _cut,
    "W*": _cut,
    "n": _paint(),
    "f": _paint(fill=True),
    "F": _paint(fill=True),
    "f*": _paint(fill=True),
    "B": _paint(fill=True, stroke=True),
    "B*": _paint(fill=True, stroke=True),
    "b": _paint(fill=True, stroke=True, close=True),
    "b*": _paint(fill=True, stroke=True, close=True),
    "S": _paint(stroke=True),
    "s": _paint(stroke=True, close=True),
    "sh": shade,
}

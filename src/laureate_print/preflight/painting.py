"""Interprets the content streams of a page: what is painted where, in which inks (ISO 32000-1, 8
and 9).
"""

from __future__ import annotations

import pikepdf

from laureate_print.pdf_reader import content
from laureate_print.pdf_reader.objects import (
    BROKEN,
    elements,
    entry,
    is_number,
    name_of,
    numbers,
    one_line,
)
from laureate_print.preflight import (
    object_operators,
    path_operators,
    state_operators,
    text_operators,
)
from laureate_print.preflight.canvas import Canvas, Run
from laureate_print.preflight.geometry import Sheet, around, corners, times
from laureate_print.preflight.graphics import State
from laureate_print.preflight.values import PaintedObject

_ACTIONS = (
    content.ACTIONS
    | state_operators.OPERATORS
    | path_operators.OPERATORS
    | text_operators.OPERATORS
    | object_operators.OPERATORS
)


def paint(sheet: Sheet, page: pikepdf.Page) -> tuple[tuple[PaintedObject, ...], tuple[str, ...]]:
    """Gives what a page paints, in its order, annotations last, and what of it could not be
    understood.

    Places are boxes around things: exact for images and paths, approximate for text; clips count as
    the boxes around them. Optional content counts as shown.
    """
    walk, canvas = content.Walk(_ACTIONS), Canvas(sheet)
    state = State(matrix=sheet.view, clip=sheet.media)
    resources, key = content.resources_of(page), page.obj.objgen
    walk.perform(Run(walk, resources, state, key, canvas=canvas, base=sheet.view), page)
    for annotation in elements(page.obj.get("/Annots")):
        try:
            _annotation(Run(walk, None, State(), key, canvas=canvas), annotation)
        except BROKEN as error:
            walk.complain(f"an annotation's appearance cannot be understood: {one_line(error)}")
    return tuple(canvas.objects), tuple(walk.complaints)


def _annotation(run: Run, annotation: pikepdf.Object) -> None:
    """Paints the normal appearance of an annotation into its rectangle (ISO 32000-1, 12.5.5)."""
    appearance = entry(annotation, "/AP", "/N")
    if not isinstance(appearance, pikepdf.Stream):
        appearance = entry(appearance, f"/{name_of(entry(annotation, '/AS'))}")
    flags = entry(annotation, "/F")
    hidden = is_number(flags) and int(flags) & 2
    if not isinstance(appearance, pikepdf.Stream) or hidden:
        return
    inner = around(
        corners(path_operators.matrix_of(appearance), *path_operators.box_of(appearance))
    )
    x, y, p, q = numbers(entry(annotation, "/Rect"))
    if not inner.width or not inner.height:
        return
    wide, high = abs(p - x) / inner.width, abs(q - y) / inner.height
    fitted = (wide, 0, 0, high, min(x, p) - inner.left * wide, min(y, q) - inner.top * high)
    run.state = State(matrix=times(fitted, run.canvas.sheet.view))
    run.base = run.state.matrix
    kind = name_of(entry(annotation, "/Subtype")) or "annotation"
    object_operators.form(run, appearance, f"a {kind} annotation")

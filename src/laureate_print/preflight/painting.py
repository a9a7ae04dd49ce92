"""Interprets the content streams of a page: what is painted where, in which inks (ISO 32000-1, 8
and 9).
"""

from __future__ import annotations

from typing import Any

from laureate_print.preflight import (
    object_operators,
    path_operators,
    state_operators,
    text_operators,
)
from laureate_print.preflight.canvas import BROKEN, Canvas, Run
from laureate_print.preflight.geometry import Sheet, around, corners, times
from laureate_print.preflight.graphics import State
from laureate_print.preflight.values import PaintedObject

_OPERATORS = (
    state_operators.OPERATORS
    | path_operators.OPERATORS
    | text_operators.OPERATORS
    | object_operators.OPERATORS
)


def paint(sheet: Sheet, page: Any) -> tuple[tuple[PaintedObject, ...], tuple[str, ...]]:
    """Gives what a page paints, in its order, annotations last, and what of it could not be
    understood.

    `page` is pikepdf's. Places are told by boxes around things: exact for images and paths,
    approximate for text; clips count as the boxes around them. Optional content counts as shown.
    """
    import pikepdf

    canvas = Canvas(sheet, _perform)
    page_run = Run(
        canvas, page.obj.get("/Resources", _inherited(page)), State(sheet.view), sheet.view
    )
    page_run.state.clip = sheet.media
    _perform(page_run, page)
    for annotation in page.obj.get("/Annots", ()):
        try:
            _annotation(canvas, annotation)
        except (pikepdf.PdfError, *BROKEN) as error:
            canvas.complain(f"an annotation's appearance cannot be understood: {error}")
    return tuple(canvas.found), tuple(canvas.complaints)


def _inherited(page: Any) -> Any:
    node, depth = page.obj, 0
    while node is not None and depth < 32:
        if "/Resources" in node:
            return node.Resources
        node, depth = node.get("/Parent"), depth + 1
    return None


def _perform(run: Run, stream: Any) -> None:
    import pikepdf

    for operator, operands in _instructions(run.canvas, stream):
        act = _OPERATORS.get(operator)
        if act is None:
            continue
        try:
            act(run, *operands)
        except (pikepdf.PdfError, *BROKEN) as error:
            inside = f" in {run.within}" if run.within else ""
            run.canvas.complain(
                f"the operator {operator}{inside} cannot be understood: {str(error)[:120]}"
            )


def _instructions(canvas: Canvas, stream: Any) -> list[tuple[str, tuple[Any, ...]]]:
    import pikepdf

    key = getattr(stream, "objgen", (0, 0))
    if key != (0, 0) and key in canvas.parsed:
        return list(canvas.parsed[key])
    try:
        parsed = [
            (str(item.operator), tuple(item.operands))
            for item in pikepdf.parse_content_stream(stream)
        ]
    except (pikepdf.PdfError, *BROKEN) as error:
        canvas.complain(f"a content stream cannot be read: {error}")
        parsed = []
    canvas.parsed[key] = parsed
    return parsed


def _annotation(canvas: Canvas, annotation: Any) -> None:
    """Paints the normal appearance of an annotation into its rectangle (ISO 32000-1, 12.5.5)."""
    import pikepdf

    appearance = annotation.get("/AP", {}).get("/N")
    if isinstance(appearance, pikepdf.Dictionary) and not isinstance(appearance, pikepdf.Stream):
        appearance = appearance.get(str(annotation.get("/AS", "")))
    if not isinstance(appearance, pikepdf.Stream) or int(annotation.get("/F", 0)) & 2:
        return
    a, b, c, d, e, f = (float(number) for number in appearance.get("/Matrix", (1, 0, 0, 1, 0, 0)))
    inner = around(corners((a, b, c, d, e, f), *(float(number) for number in appearance.BBox)))
    x, y, p, q = (float(number) for number in annotation.Rect)
    if not inner.width or not inner.height:
        return
    wide, high = abs(p - x) / inner.width, abs(q - y) / inner.height
    fitted = (wide, 0, 0, high, min(x, p) - inner.left * wide, min(y, q) - inner.top * high)
    state = State(times(fitted, canvas.sheet.view))
    kind = str(annotation.get("/Subtype", "/annotation"))[1:]
    run = Run(canvas, appearance.get("/Resources"), state, state.matrix, f"a {kind} annotation")
    object_operators.form(run, appearance, run.within)

"""The operators that paint objects: forms, images, inline images (ISO 32000-1, 8.8 to 8.10)."""

from __future__ import annotations

import math
from dataclasses import replace

import pikepdf

from laureate_print.pdf_reader import content
from laureate_print.pdf_reader.objects import entry, name_of
from laureate_print.preflight.canvas import Run
from laureate_print.preflight.colours import Space, space
from laureate_print.preflight.geometry import Box, around, corners, times
from laureate_print.preflight.graphics import Colour
from laureate_print.preflight.path_operators import box_of, matrix_of, with_pattern

_NOWHERE = Box(1e6, 1e6, 1e6, 1e6)
_ONE_BIT = ("/CCITTFaxDecode", "/JBIG2Decode", "/CCF")


def _object(run: Run, name: object) -> None:
    found = run.resource("/XObject", name)
    if found is None:
        return
    if entry(found, "/Subtype") == "/Image":
        image(run, found)
    elif entry(found, "/Subtype") == "/Form":
        form(run, found, run.way_to(f"form {name_of(name)}"))


def form(run: Run, stream: pikepdf.Object, within: str) -> None:
    """Paints a form XObject: its matrix, its clip, its own resources."""
    state = replace(run.state)
    state.matrix = times(matrix_of(stream), state.matrix)
    box = around(corners(state.matrix, *box_of(stream)))
    state.clip = state.clip.cut(box) or _NOWHERE
    run.draw(stream, run.inner(stream, state, within))


def image(run: Run, found: pikepdf.Object) -> None:
    """Paints an image on the unit square; its resolution is that of its coarser side."""
    a, b, c, d, _, _ = run.state.matrix
    wide, high = (
        int(found.get("/Width", found.get("/W", 0))),
        int(found.get("/Height", found.get("/H", 0))),
    )
    across, down = math.hypot(a, b), math.hypot(c, d)
    resolution = min(wide / across, high / down) * 25.4 if across and down else None
    box = around(corners(run.state.matrix, 0, 0, 1, 1))
    if bool(found.get("/ImageMask", found.get("/IM", False))):
        if run.state.fill.pattern is not None:
            with_pattern(run, run.state.fill, box)
        run.emit("image", box, run.state.fill, resolution=resolution, bits=1)
        return
    value = found.get("/ColorSpace", found.get("/CS"))
    filters = str(found.get("/Filter", found.get("/F", "")))
    inner = space(value, run.spaces()) if value is not None else Space("JPEG 2000's own", 0)
    bits = (
        1
        if any(name in filters for name in _ONE_BIT)
        else int(found.get("/BitsPerComponent", found.get("/BPC", 8)))
    )
    run.emit("image", box, Colour(inner, ()), resolution=resolution, bits=bits)


def _inline(run: Run, given: pikepdf.PdfInlineImage) -> None:
    image(run, given.obj)


OPERATORS: dict[str, content.Action] = {"Do": _object, "INLINE IMAGE": _inline}

"""The operators that change the graphics state: matrix, line width, colours (ISO 32000-1, 8.4 and
8.6).
"""

from __future__ import annotations

import pikepdf

from laureate_print.pdf_reader import content
from laureate_print.pdf_reader.objects import is_number, name_of
from laureate_print.preflight.canvas import Run
from laureate_print.preflight.colours import CMYK, GRAY, RGB, Space, space
from laureate_print.preflight.geometry import times
from laureate_print.preflight.graphics import Colour


def _matrix(run: Run, *numbers: float) -> None:
    a, b, c, d, e, f = (float(number) for number in numbers)
    run.state.matrix = times((a, b, c, d, e, f), run.state.matrix)


def _width(run: Run, width: float) -> None:
    run.state.width = float(width)


def external(run: Run, name: object) -> None:
    """`gs`: takes what a graphics state dictionary says (ISO 32000-1, 8.4.5)."""
    content.set_state(run, name)
    given = run.resource("/ExtGState", name)
    if given is None:
        return
    state = run.state
    if "/LW" in given:
        state.width = float(given.LW)
    if "/OP" in given:
        state.stroke_overprint = state.fill_overprint = bool(given.OP)
    if "/op" in given:
        state.fill_overprint = bool(given.op)
    if "/OPM" in given:
        state.overprint_mode = int(given.OPM)
    if "/CA" in given:
        state.stroke_alpha = float(given.CA)
    if "/ca" in given:
        state.fill_alpha = float(given.ca)
    if "/BM" in given:
        state.blend = str(given.BM[0] if isinstance(given.BM, pikepdf.Array) else given.BM)[1:]


def _device(stroke: bool, device: Space) -> content.Action:
    def set_colour(run: Run, *values: float) -> None:
        _set(run, stroke, Colour(device, tuple(float(value) for value in values)))

    return set_colour


def _set(run: Run, stroke: bool, colour: Colour) -> None:
    if run.colourless:
        return
    if stroke:
        run.state.stroke = colour
    else:
        run.state.fill = colour


def _space(stroke: bool) -> content.Action:
    def set_space(run: Run, name: object) -> None:
        found = space(name, run.spaces())
        if found.family == "unknown":
            run.walk.complain(f"the colour space {name_of(name)} is used but cannot be read")
        _set(run, stroke, Colour(found, found.first))

    return set_space


def _values(stroke: bool) -> content.Action:
    def set_values(run: Run, *operands: object) -> None:
        now = run.state.stroke if stroke else run.state.fill
        pattern = None
        if operands and isinstance(operands[-1], pikepdf.Name):
            pattern, operands = run.resource("/Pattern", operands[-1]), operands[:-1]
        _set(
            run,
            stroke,
            Colour(
                now.space, tuple(float(value) for value in operands if is_number(value)), pattern
            ),
        )

    return set_values


OPERATORS: dict[str, content.Action] = {
    "cm": _matrix,
    "w": _width,
    "gs": external,
    "g": _device(False, GRAY),
    "G": _device(True, GRAY),
    "rg": _device(False, RGB),
    "RG": _device(True, RGB),
    "k": _device(False, CMYK),
    "K": _device(True, CMYK),
    "cs": _space(False),
    "CS": _space(True),
    "sc": _values(False),
    "scn": _values(False),
    "SC": _values(True),
    "SCN": _values(True),
}

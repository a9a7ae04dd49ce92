"""The operators that change the graphics state: matrix, line width, colours (ISO 32000-1, 8.4 and
8.6).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from laureate_print.preflight.canvas import Run
from laureate_print.preflight.colours import CMYK, GRAY, RGB, Space, space
from laureate_print.preflight.faces import Face
from laureate_print.preflight.geometry import times
from laureate_print.preflight.graphics import Colour


def save(run: Run) -> None:
    """`q`: keeps the state."""
    run.stack.append(run.state)
    run.state = run.state.copy()


def restore(run: Run) -> None:
    """`Q`: brings the state back that was kept last."""
    if run.stack:
        run.state = run.stack.pop()
    else:
        run.canvas.complain("Q without q")


def _matrix(run: Run, *numbers: Any) -> None:
    a, b, c, d, e, f = (float(number) for number in numbers)
    run.state.matrix = times((a, b, c, d, e, f), run.state.matrix)


def _width(run: Run, width: Any) -> None:
    run.state.width = float(width)


def external(run: Run, name: Any) -> None:
    """`gs`: takes what a graphics state dictionary says (ISO 32000-1, 8.4.5)."""
    import pikepdf

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
    if "/Font" in given:
        state.face, state.size = Face(given.Font[0]), float(given.Font[1])


def _device(stroke: bool, device: Space) -> Callable[..., None]:
    def set_colour(run: Run, *values: Any) -> None:
        _set(run, stroke, Colour(device, tuple(float(value) for value in values)))

    return set_colour


def _set(run: Run, stroke: bool, colour: Colour) -> None:
    if run.colourless:
        return
    if stroke:
        run.state.stroke = colour
    else:
        run.state.fill = colour


def _space(stroke: bool) -> Callable[..., None]:
    def set_space(run: Run, name: Any) -> None:
        found = space(name, run.spaces())
        if found.family == "unknown":
            run.canvas.complain(f"the colour space {str(name)[1:]} is used but cannot be told")
        _set(run, stroke, Colour(found, found.first))

    return set_space


def _values(stroke: bool) -> Callable[..., None]:
    def set_values(run: Run, *operands: Any) -> None:
        import pikepdf

        now = run.state.stroke if stroke else run.state.fill
        pattern = None
        if operands and isinstance(operands[-1], pikepdf.Name):
            pattern, operands = run.resource("/Pattern", operands[-1]), operands[:-1]
        _set(run, stroke, Colour(now.space, tuple(float(value) for value in operands), pattern))

    return set_values


OPERATORS: dict[str, Callable[..., None]] = {
    "q": save,
    "Q": restore,
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

"""The operators that show text, glyph procedures of Type 3 fonts among them (ISO 32000-1, 9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pikepdf

from laureate_print.model import MM_PER_PT
from laureate_print.pdf_reader import content
from laureate_print.pdf_reader.fonts import Font
from laureate_print.preflight.canvas import Run
from laureate_print.preflight.geometry import Matrix, around, corners, height, times
from laureate_print.preflight.graphics import TextPlace
from laureate_print.preflight.path_operators import with_pattern

_ASCENT, _DESCENT = 0.88, -0.2  # of the type size: near enough to say where a text stands


def _begin(run: Run) -> None:
    run.text = TextPlace()


def _set(attribute: str, divided: float = 1.0) -> content.Action:
    def set_number(run: Run, number: float) -> None:
        setattr(run.state, attribute, float(number) / divided)

    return set_number


def _mode(run: Run, mode: float) -> None:
    run.state.mode = int(mode)


def _matrix(run: Run, *numbers: float) -> None:
    a, b, c, d, e, f = (float(number) for number in numbers)
    run.text = TextPlace((a, b, c, d, e, f), (a, b, c, d, e, f))


def _next(run: Run, x: float, y: float) -> None:
    line = times((1, 0, 0, 1, float(x), float(y)), run.text.line)
    run.text = TextPlace(line, line)


def _next_leading(run: Run, x: float, y: float) -> None:
    run.state.leading = -float(y)
    _next(run, x, y)


def _next_line(run: Run) -> None:
    _next(run, 0, -run.state.leading)


def _show(run: Run, text: pikepdf.Object) -> None:
    _show_all(run, [text])


def _show_next(run: Run, text: pikepdf.Object) -> None:
    _next_line(run)
    _show(run, text)


def _show_spaced(run: Run, word: float, character: float, text: pikepdf.Object) -> None:
    run.state.word_space, run.state.character_space = float(word), float(character)
    _show_next(run, text)


def _show_all(run: Run, items: Iterable[pikepdf.Object]) -> None:
    """`TJ`: shows strings; numbers between them move back by thousandths of the type size."""
    state, font = run.state, run.state.font
    if font is None:
        run.walk.complain("text is shown without a font")
        return
    start, along, shown = run.text.matrix, 0.0, False
    for item in items:
        if not isinstance(item, pikepdf.String):
            along -= float(item) / 1000 * state.size * (1 if font.vertical else state.stretch)
            continue
        for code in font.codes(bytes(item)):
            shown = True
            if font.kind == "Type3":
                _glyph(run, font, code, _moved(start, along, font))
            step = font.advance(code) * _unit(font) * state.size + state.character_space
            step += state.word_space if code == 32 and not font.composite else 0.0
            along += -step if font.vertical else step * state.stretch
    if shown:
        _note(run, font, start, along)
    run.text.matrix = _moved(start, along, font)


def _unit(font: Font) -> float:
    return font.matrix[0] if font.kind == "Type3" else 0.001


def _moved(start: Matrix, along: float, font: Font) -> Matrix:
    return times((1, 0, 0, 1, 0, along) if font.vertical else (1, 0, 0, 1, along, 0), start)


def _note(run: Run, font: Font, start: Matrix, along: float) -> None:
    state = run.state
    matrix = times(start, state.matrix)
    size = abs(state.size) * height(matrix) / MM_PER_PT
    if font.kind == "Type3":
        size *= 1000 * abs(font.matrix[3])
    if font.vertical:
        points = corners(matrix, -state.size / 2, min(along, 0), state.size / 2, max(along, 0))
    else:
        low, high = sorted((_DESCENT * state.size, _ASCENT * state.size))
        points = corners(matrix, min(along, 0), low + state.rise, max(along, 0), high + state.rise)
    box = around(points)
    common: dict[str, Any] = {"size": size, "font": font.name, "embedded": font.embedded}
    if state.mode in (3, 7):
        run.emit("invisible", box, state.fill, **common)
    if font.kind == "Type3":
        return
    if state.mode in (0, 2, 4, 6):
        if state.fill.pattern is not None:
            with_pattern(run, state.fill, box)
        run.emit("text", box, state.fill, **common)
    if state.mode in (1, 2, 5, 6):
        run.emit("text", box, state.stroke, stroke=True, width=run.line_width, **common)


def _glyph(run: Run, font: Font, code: int, place: Matrix) -> None:
    procedure = font.procedure(code)
    if procedure is None or run.state.mode == 3:
        return
    state = replace(run.state)
    a, b, c, d, e, f = font.matrix
    text = (state.size * state.stretch, 0, 0, state.size, 0, state.rise)
    state.matrix = times(times(times((a, b, c, d, e, f), text), place), state.matrix)
    inside = run.inner(font.font, state, run.way_to(f"the Type 3 font {font.name}"))
    run.draw(procedure, inside)


def _colourless(run: Run, *_numbers: float) -> None:
    """`d1`: the glyph procedure takes its colour from the text (ISO 32000-1, 9.6.5)."""
    run.colourless = True


OPERATORS: dict[str, content.Action] = {
    "BT": _begin,
    "Tc": _set("character_space"),
    "Tw": _set("word_space"),
    "Tz": _set("stretch", 100.0),
    "TL": _set("leading"),
    "Ts": _set("rise"),
    "Tr": _mode,
    "Tm": _matrix,
    "Td": _next,
    "TD": _next_leading,
    "T*": _next_line,
    "Tj": _show,
    "TJ": _show_all,
    "'": _show_next,
    '"': _show_spaced,
    "d1": _colourless,
}

"""Shows each cluster of a line from left to right by a code for each of its letters: the first one
draws the whole cluster, the others nothing.

Glyphs are no letters: those of a Hindi or Burmese cluster are shared, split or reordered. pdf.js,
the reader of Firefox, moreover takes a glyph whose text holds a mark (category Mn) for one without
width, and drops a glyph whose text ends in a format character (Cf), and both tear a word apart. So
marks get codes of no width, and a joiner stands before the next letter; so does a variation
selector, behind its base. What a single glyph draws for letters alone stays as it is.

The engine's loop over the glyphs of a line only reads attributes: it gets stand-ins, whose glyphs
are codes. `tests/pdf_engine/test_upstream.py` shows when that is no longer needed.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from types import SimpleNamespace
from typing import Any, NamedTuple

from weasyprint.logger import LOGGER
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from laureate_print.pdf_engine.glyph_codes import Codes, Part, Shape
from laureate_print.pdf_engine.text_layer import JOINERS, is_right_to_left

_ALIKE = 1.6  # thousandths of the type size: so far apart, nobody sees two clusters differ


class _Glyph(NamedTuple):
    """A glyph and how it is set, in Pango's units."""

    number: int
    width: int
    x: int
    y: int


class _Shown(NamedTuple):
    """A code, and how far the pen moves before it and with it, in thousandths of the type size."""

    code: int
    before: int
    advance: int


@contextmanager
def by_letter(box: Any, stream: Any) -> Iterator[None]:
    """Has the engine draw a box of text from left to right by codes for its letters."""
    layout = getattr(box, "pango_layout", None)
    if layout is None or is_right_to_left(box.text):
        yield
        return
    box.pango_layout = _Layout(layout, stream)
    try:
        yield
    finally:
        box.pango_layout, stream.has_codes = layout, False


class _Layout:
    """The engine's layout of a box, with stand-ins for the runs of its line."""

    def __init__(self, layout: Any, stream: Any) -> None:
        self._layout, self._stream = layout, stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._layout, name)

    def get_first_line(self) -> tuple[Any, Any]:
        line, following = self._layout.get_first_line()
        return _Line(line, self._layout.text.encode(), self._stream), following


class _Line:
    """A line of text: its runs are asked for once, when they are drawn."""

    def __init__(self, line: Any, text: bytes, stream: Any) -> None:
        self._line, self._text, self._stream = line, text, stream

    @property
    def runs(self) -> Any:
        """Stand-ins for the runs, as the engine asks for them; the runs themselves where a face
        shows pictures or has no codes left.
        """
        runs, here = [], self._line.runs[0]
        while here != ffi.NULL:
            runs.append(here.data)
            here = here.next
        fonts = [self._stream.add_font(run.item.analysis.font) for run in runs]
        room = 2 * len(self._text)
        self._stream.has_codes = all(
            _draws_outlines(font)
            and font.to_unicode.has_room(room)
            and run.item.analysis.level % 2 == 0
            for run, (font, _) in zip(runs, fonts, strict=True)
        )
        if not self._stream.has_codes:
            return self._line.runs
        pen, following = _Pen(self._stream), ffi.NULL
        stand_ins = [
            pen.draw(run, self._text, *font) for run, font in zip(runs, fonts, strict=True)
        ]
        for stand_in in reversed(stand_ins):
            following = SimpleNamespace(data=stand_in, next=following)
        return [following]


def _draws_outlines(font: Any) -> bool:
    return not (font.bitmap or font.png or font.svg or font.colr)


class _Pen:
    """Draws the runs of a line; knows how far it is from where it should be, in px."""

    def __init__(self, stream: Any) -> None:
        self._stream, self._drift = stream, 0.0

    def draw(self, run: Any, text: bytes, font: Any, size: float) -> Any:
        """Gives the stand-in for a run: its glyphs are codes, set so that the engine moves the pen
        by whole thousandths of the type size.
        """
        face = _Face(self._stream, run.item.analysis.font, font, size)
        glyphs = []
        for letters, cluster in _spans(_clusters(run, text)):
            self._drift -= sum(glyph.width for glyph in cluster) * FROM_UNITS
            codes = face.shown(letters, cluster)
            for place, shown in enumerate(codes, 1):
                self._drift += (shown.before + shown.advance) * size / 1000
                back = round(self._drift * 1000 / size) if place == len(codes) else 0
                self._drift -= back * size / 1000
                font.widths[shown.code] = shown.advance
                glyphs.append(_stand_in(shown, back, size))
        string = SimpleNamespace(
            glyphs=glyphs, num_glyphs=len(glyphs), log_clusters=[0] * len(glyphs)
        )
        item = SimpleNamespace(offset=0, length=0, analysis=run.item.analysis)
        return SimpleNamespace(item=item, glyphs=string)


def _stand_in(shown: _Shown, back: int, size: float) -> Any:
    """Gives a glyph as the engine reads it: offset and width in its own units.

    From the width it learns how far to set the pen `back` behind the glyph, and cuts that to a
    whole number: a quarter more keeps it.
    """
    width = shown.before + shown.advance - back - (math.copysign(0.25, back) if back else 0)
    geometry = SimpleNamespace(
        width=width * size / 1000 / FROM_UNITS, x_offset=shown.before * size, y_offset=0
    )
    return SimpleNamespace(glyph=shown.code, geometry=geometry)


def _clusters(run: Any, text: bytes) -> Iterator[tuple[str, list[_Glyph]]]:
    """Gives the clusters of a run from left to right: their text and glyphs."""
    string, start = run.glyphs, run.item.offset
    places = string.log_clusters[0 : string.num_glyphs]
    ends = [*sorted(set(places))[1:], run.item.length]
    glyphs = [
        _Glyph(it.glyph, it.geometry.width, it.geometry.x_offset, it.geometry.y_offset)
        for it in string.glyphs[0 : string.num_glyphs]
    ]
    groups = groupby(zip(places, glyphs, strict=True), lambda pair: pair[0])
    for (place, group), end in zip(groups, ends, strict=True):
        yield text[start + place : start + end].decode(), [glyph for _, glyph in group]


def _spans(
    clusters: Iterator[tuple[str, list[_Glyph]]],
) -> Iterator[tuple[str, list[_Glyph]]]:
    """Joins a cluster that is a mark with a place or a width of its own to the one before it, and
    one of joiners to the one behind it.
    """
    text, glyphs = "", list[_Glyph]()
    for further, others in clusters:
        moved = any(glyph.width or glyph.x or glyph.y for glyph in others)
        joined = not text.strip(JOINERS) or (_is_mark(further[0]) and moved)
        if text and not joined:
            yield text, glyphs
            text, glyphs = "", []
        text, glyphs = text + further, glyphs + others
    if text:
        yield text, glyphs


class _Face:
    """A font at a size, as the engine has it."""

    def __init__(self, stream: Any, pango_font: Any, font: Any, size: float) -> None:
        self._stream, self._pango_font, self._font = stream, pango_font, font
        self._codes: Codes = font.to_unicode
        self._per_unit = 1000 * FROM_UNITS / size  # thousandths of the type size

    def shown(self, text: str, cluster: Sequence[_Glyph]) -> list[_Shown]:
        """Gives the codes that show a cluster; none where nothing is drawn and nothing read."""
        letters = _letters(text)
        glyphs = [self._known(glyph) for glyph in cluster]
        drawn = [glyph for glyph in glyphs if not _is_empty(glyph)]
        if not drawn and not letters:
            return []
        if len(glyphs) == len(drawn) == 1 and not drawn[0].y and _is_simple(letters):
            number, before = drawn[0].number, round(drawn[0].x * self._per_unit)
            code = self._codes.code(Shape("".join(letters) or text, (Part(number),)))
            return [_Shown(code, before, self._font.widths[number])]
        parts, advance = self._drawing(text, glyphs)
        return [
            _Shown(self._codes.code(shape), 0, shape.advance or 0)
            for shape in _shapes(letters or [text], parts, advance)
        ]

    def _drawing(self, text: str, glyphs: Sequence[_Glyph]) -> tuple[tuple[Part, ...], int]:
        """Gives the parts of a cluster and its advance, as it was drawn before where that is the
        same to the eye.
        """
        parts, pen = list[Part](), 0
        for glyph in glyphs:
            if not _is_empty(glyph):
                x, y = (pen + glyph.x) * self._per_unit, -glyph.y * self._per_unit
                parts.append(Part(glyph.number, round(x), round(y)))
            pen += glyph.width
        advance = round(pen * self._per_unit)
        known = self._codes.drawings.setdefault((text, tuple(part.glyph for part in parts)), [])
        for others, width in known:
            if abs(width - advance) < _ALIKE and all(
                max(abs(one.x - other.x), abs(one.y - other.y)) < _ALIKE
                for one, other in zip(parts, others, strict=True)
            ):
                return others, width
        known.append((tuple(parts), advance))
        return known[-1]

    def _known(self, glyph: _Glyph) -> _Glyph:
        """Gives a glyph by the number that the engine has for it, and lets the engine know its
        width; tells what the face lacks as the engine does.
        """
        widths, number = self._font.widths, glyph.number
        if number & pango.PANGO_GLYPH_UNKNOWN_FLAG:
            code = number - pango.PANGO_GLYPH_UNKNOWN_FLAG
            LOGGER.warning(
                '.notdef glyph rendered for Unicode string unsupported by fonts: "%s" (U+%04X)',
                chr(code),
                code,
            )
            number = self._font.get_unused_glyph_id(code)
            widths[number] = round(glyph.width * self._per_unit)
            widths.setdefault(0, widths[number])
        elif number not in widths and not _is_empty(glyph):
            ink, logical = self._stream.ink_rect, self._stream.logical_rect
            pango.pango_font_get_glyph_extents(self._pango_font, number, ink, logical)
            widths[number] = round(logical.width * self._per_unit)
        return glyph._replace(number=number)


def _shapes(letters: Sequence[str], parts: tuple[Part, ...], advance: int) -> Iterator[Shape]:
    """Gives a shape for each letter of a cluster: the first wide one draws all of it, the wide ones
    share its advance.
    """
    wide = [place for place, letter in enumerate(letters) if not _is_mark(letter[-1])] or [0]
    shares = [
        advance * (number + 1) // len(wide) - advance * number // len(wide)
        for number in range(len(wide))
    ]
    share = dict(zip(wide, shares, strict=True))
    for place, letter in enumerate(letters):
        yield Shape(letter, parts if place == wide[0] else (), share.get(place, 0))


def _letters(text: str) -> list[str]:
    """Gives the letters and marks of a text, each with the joiners before it; what only says where
    a line may break is none.
    """
    letters, joiners = list[str](), ""
    for character in text:
        if unicodedata.category(character) != "Cf":
            letters.append(joiners + character)
            joiners = ""
        elif character in JOINERS:
            joiners += character
    return [*letters, joiners] if joiners else letters


def _is_simple(letters: Sequence[str]) -> bool:
    """Says whether one code may stand for all these letters."""
    return len(letters) < 2 or not any(
        unicodedata.category(character) in ("Mn", "Cf") for it in letters for character in it
    )


def _is_mark(character: str) -> bool:
    """Says whether a character has no width of its own: a mark, or a joiner alone."""
    return unicodedata.category(character) in ("Mn", "Cf")


def _is_empty(glyph: _Glyph) -> bool:
    return bool(glyph.number == pango.PANGO_GLYPH_EMPTY)

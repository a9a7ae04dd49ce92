"""Shows each cluster of a line from left to right by a code for each of its letters: the first one
draws the whole cluster, the others nothing.

Glyphs are no letters: those of a Hindi or Burmese cluster are shared, split or reordered. pdf.js,
the reader of Firefox, moreover takes a glyph whose text holds a mark (category Mn) for one without
width, and drops a glyph whose text ends in a format character (Cf), and both tear a word apart. So
marks get codes of no width, and a joiner stands before the next letter; so does a variation
selector, behind its base. What a single glyph draws for letters alone stays as it is.

The engine draws a line by asking for its runs and looping over their glyphs: here they are drawn
when it asks, and it is given none. `tests/pdf_engine/test_upstream.py` shows when that is no longer
needed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

from weasyprint.logger import LOGGER
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from laureate_print.pdf_engine.glyph_codes import Codes, Part, Shape
from laureate_print.pdf_engine.text_layer import JOINERS, is_right_to_left

_SIZE = ffi.sizeof("PangoGlyphInfo")
_EMPTY: int = pango.PANGO_GLYPH_EMPTY
_ALIKE = 1.6  # thousandths of the type size: so far apart, nobody sees two clusters differ

_Glyph = tuple[int, int, int, int]  # its number, and in Pango's units its width, x and y
_Cluster = tuple[str, tuple[_Glyph, ...]]
# A code, and how far the pen moves before it and with it, in thousandths of the type size.
_Shown = tuple[str, int, int]


@contextmanager
def by_letter(box: Any, stream: Any) -> Iterator[None]:
    """Has the engine draw a box of text from left to right by codes for its letters."""
    layout = getattr(box, "pango_layout", None)
    if layout is None or is_right_to_left(box.text):
        yield
        return
    box.pango_layout = _Layout(layout, stream, getattr(box, "opened", None) or {})
    try:
        yield
    finally:
        box.pango_layout, stream.has_codes = layout, False


class _Layout:
    """The engine's layout of a box, which draws its line when the engine asks for the runs."""

    def __init__(self, layout: Any, stream: Any, opened: dict[int, float]) -> None:
        self._layout, self._stream, self._opened = layout, stream, opened

    def __getattr__(self, name: str) -> Any:
        return getattr(self._layout, name)

    def get_first_line(self) -> tuple[Any, Any]:
        line, following = self._layout.get_first_line()
        return _Line(line, self._layout.text.encode(), self._stream, self._opened), following


class _Line:
    """A line of text: its runs are asked for once, when they are to be drawn."""

    def __init__(self, line: Any, text: bytes, stream: Any, opened: dict[int, float]) -> None:
        self._line, self._text, self._stream, self._opened = line, text, stream, opened

    @property
    def runs(self) -> Any:
        """No runs, for they are drawn; those of the line where a face shows pictures or has no
        codes left.
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
        pen = _Pen(self._stream, self._opened)
        for run, font in zip(runs, fonts, strict=True):
            pen.draw(run, self._text, *font)
        pen.show()
        return [ffi.NULL]


def _draws_outlines(font: Any) -> bool:
    return not (font.bitmap or font.png or font.svg or font.colr)


class _Pen:
    """Draws the runs of a line; knows how far it is from where it should be, in px, and where the
    line is `opened` (`justifying`).
    """

    def __init__(self, stream: Any, opened: dict[int, float]) -> None:
        self._stream, self._drift, self._opened = stream, 0.0, opened
        self._font, self._shown = ffi.NULL, list[str | int]()  # codes and adjustments

    def draw(self, run: Any, text: bytes, font: Any, size: float) -> None:
        """Draws a run by codes, and moves the pen by whole thousandths of the type size."""
        pango_font = run.item.analysis.font
        if pango_font != self._font:
            if self._shown:
                self.show()
            self._stream.set_font_size(font.hash, size)
        self._font, face = pango_font, _Face(self._stream, pango_font, font, size)
        drift, parts, opened, end = self._drift, self._shown, self._opened, run.item.offset
        for letters, cluster in _clusters(run, text):
            width = cluster[0][1] if len(cluster) == 1 else sum(glyph[1] for glyph in cluster)
            drift -= width * FROM_UNITS
            if opened:
                begin, end = end, end + len(letters.encode())
                drift -= sum(opened.get(at, 0) for at in range(begin + 1, end + 1))
            codes = face.shown(letters, cluster)
            for code, before, advance in codes:
                drift += (before + advance) * size / 1000
                parts += (-before, code) if before else (code,)
            back = round(drift * 1000 / size) if codes else 0
            if back:
                drift -= back * size / 1000
                parts.append(back)
        self._drift = drift

    def show(self) -> None:
        """Shows what has been drawn with the font."""
        self._stream.show_codes(self._shown)
        self._shown = []


def _clusters(run: Any, text: bytes) -> Iterable[_Cluster]:
    """Gives the clusters of a run from left to right, a mark that stands by itself with its base.

    Of the glyphs all is read at once: number, width, x and y, and a number that says where a
    cluster begins.
    """
    string, start, count = run.glyphs, run.item.offset, run.glyphs.num_glyphs
    places = [*ffi.unpack(string.log_clusters, count), run.item.length]
    values = memoryview(ffi.buffer(string.glyphs, count * _SIZE)).cast("i").tolist()
    glyphs = list(zip(*(values[field :: _SIZE // 4] for field in range(4)), strict=True))
    firsts = [0, *(at for at in range(1, count) if places[at] != places[at - 1]), count]
    found = [
        (text[start + places[at] : start + places[end]].decode(), tuple(glyphs[at:end]))
        for at, end in pairwise(firsts)
    ]
    if any(map(_is_mark, {letters[0] for letters, _ in found})):
        return _spans(found)
    return found


def _spans(clusters: Iterable[_Cluster]) -> Iterator[_Cluster]:
    """Joins a cluster that is a mark with a place or a width of its own to the one before it, and
    one of joiners to the one behind it.
    """
    text, glyphs = "", tuple[_Glyph, ...]()
    for further, others in clusters:
        moved = any(width or x or y for _, width, x, y in others)
        joined = not text.strip(JOINERS) or (_is_mark(further[0]) and moved)
        if text and not joined:
            yield text, glyphs
            text, glyphs = "", ()
        text, glyphs = text + further, glyphs + others
    if text:
        yield text, glyphs


class _Face:
    """A font at a size, as the engine has it."""

    def __init__(self, stream: Any, pango_font: Any, font: Any, size: float) -> None:
        self._stream, self._pango_font, self._font = stream, pango_font, font
        self._codes: Codes = font.to_unicode
        self._per_unit = 1000 * FROM_UNITS / size  # thousandths of the type size
        self._shown: dict[Any, list[_Shown]] = self._codes.shown.setdefault(size, {})

    def shown(self, text: str, cluster: tuple[_Glyph, ...]) -> list[_Shown]:
        """Gives the codes that show a cluster, as they did before; none where nothing is drawn and
        nothing read.
        """
        number, _, x, y = cluster[0]
        # Where a glyph draws one letter, it is shown by the same code whatever its width.
        alone = len(text) == len(cluster) == 1 and not y and number != _EMPTY
        key = (text, number, x) if alone else (text, cluster)
        if key not in self._shown:
            self._shown[key] = [*self._new(text, cluster)]
        return self._shown[key]

    def _new(self, text: str, cluster: tuple[_Glyph, ...]) -> Iterator[_Shown]:
        letters = _letters(text)
        glyphs = [self._known(glyph) for glyph in cluster]
        drawn = [glyph for glyph in glyphs if not _is_empty(glyph)]
        if not drawn and not letters:
            return
        number, _, x, y = glyphs[0]
        if len(glyphs) == len(drawn) == 1 and not y and _is_simple(letters):
            code = self._codes.code(Shape("".join(letters) or text, (Part(number),)))
            yield f"{code:04x}", round(x * self._per_unit), self._font.widths[number]
            return
        parts, advance = self._drawing(text, glyphs)
        for shape in _shapes(letters or [text], parts, advance):
            yield f"{self._codes.code(shape):04x}", 0, shape.advance or 0

    def _drawing(self, text: str, glyphs: Sequence[_Glyph]) -> tuple[tuple[Part, ...], int]:
        """Gives the parts of a cluster and its advance, as it was drawn before where that is the
        same to the eye.
        """
        parts, pen = list[Part](), 0
        for glyph in glyphs:
            number, width, x, y = glyph
            if not _is_empty(glyph):
                left, rise = (pen + x) * self._per_unit, -y * self._per_unit
                parts.append(Part(number, round(left), round(rise)))
            pen += width
        advance = max(0, round(pen * self._per_unit))  # no glyph is narrower
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
        widths, (number, width, x, y) = self._font.widths, glyph
        if number & pango.PANGO_GLYPH_UNKNOWN_FLAG:
            code = number - pango.PANGO_GLYPH_UNKNOWN_FLAG
            LOGGER.warning(
                '.notdef glyph rendered for Unicode string unsupported by fonts: "%s" (U+%04X)',
                chr(code),
                code,
            )
            number = self._font.get_unused_glyph_id(code)
            widths[number] = round(width * self._per_unit)
            widths.setdefault(0, widths[number])
        elif number not in widths and not _is_empty(glyph):
            ink, logical = self._stream.ink_rect, self._stream.logical_rect
            pango.pango_font_get_glyph_extents(self._pango_font, number, ink, logical)
            widths[number] = round(logical.width * self._per_unit)
        return number, width, x, y


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
    return glyph[0] == _EMPTY

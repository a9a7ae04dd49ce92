"""A content stream in which each glyph is shown by a code of its own for each text that it stands
for.

The engine writes glyphs by number and keeps one text for each, that of the cluster in which it was
first seen: wrong wherever a glyph is shared, split or reordered, as in Vietnamese, Burmese or
Hindi. Here a glyph gets a further code for each further text (`font_codes`), so that readers which
know nothing of `/ActualText` get the right letters too. What a line from left to right shows is
told by `clusters`; here stands what others do.

From right to left readers turn the line round letter by letter: there a glyph stands for what the
face's own tables say, or else for its cluster's letters, from left to right. A glyph that adds
nothing to the text of its cluster stands for U+200B. Takes the place of
`weasyprint.pdf.stream.Stream`; `tests/pdf_engine/test_upstream.py` shows when that is no longer
needed.
"""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from weasyprint.pdf.stream import Stream

from laureate_print.pdf_engine.clusters import by_letter
from laureate_print.pdf_engine.glyph_codes import Codes, Part, Shape
from laureate_print.pdf_engine.glyph_tables import letters, visual
from laureate_print.pdf_engine.line_breaking import ZERO_WIDTH_SPACE
from laureate_print.pdf_engine.origins import divides_word
from laureate_print.pdf_engine.text_layer import Mark, undrawn

_PIECES = re.compile(r"(<[0-9a-f]*>)")
_PARTS = re.compile(r"<[0-9a-f]*>|[^<>]+")
_UNDRAWN = "0.0"  # how the engine steps over a character that draws nothing


@dataclass
class _Line:
    """What is known while one line of text is drawn, and no longer."""

    waiting: deque[tuple[Codes, int, str]] = field(default_factory=deque)  # to be shown
    joiners: str = ""  # that the next glyph stands for too
    whole: bool = False  # whether a glyph of this cluster stands for all of it
    rise: int = 0  # of the mark that is shown next, in thousandths of the type size


class GlyphStream(Stream):  # type: ignore[misc] # the engine has no types
    """The engine's content stream, with the right text for each glyph and each box."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._line = _Line()
        self._joiners: deque[str] = deque()  # of the box that is drawn
        self._divided: Any = None  # the box, where it ends within a word
        self.has_codes = False  # whether the engine is given codes in the place of glyphs

    @contextmanager
    def marked(self, box: Any, tag: str) -> Iterator[None]:
        """Draws a box as marked content; what it is, is written when the tag tree is built."""
        self._joiners = undrawn(getattr(box, "text", ""))
        with by_letter(box, self):
            if self._tags is None:  # for a press, nothing is tagged
                yield
                return
            self._divided = box if hasattr(box, "text") and divides_word(box) else None
            if self._divided is None:
                self._tags[box] = self._mark = Mark(self, tag)
            else:
                self._mark = self._artifact()
            mark = self._mark
            try:
                yield
            finally:
                (self._mark if self._divided else mark).close(self)
                self._divided = None

    def begin_text(self) -> None:
        """Begins a line of text; whatever became of the one before it, nothing is known of that.

        Where it ends within a word its content is marked within the text object, since the hyphen
        has its own mark there (ISO 32000-1, 14.6.1).
        """
        self._line = _Line()
        if self._divided is None:
            super().begin_text()
            return
        self._mark.close(self)
        super().begin_text()
        self._tags[self._divided] = self._mark = Mark(self, "Span")

    def end_text(self) -> None:
        """Ends a line of text; the hyphen of a word that goes on in the next is an artifact."""
        if self._divided is None:
            super().end_text()
            return
        digits = 2 if self._shows_bitmaps() else 4
        shown, hyphen = _parted(self.stream.pop(), digits)
        self.stream.append(shown)
        self._mark.close(self)
        mark = self._artifact()
        self.stream.append(hyphen)
        mark.close(self)
        super().end_text()
        self._mark = self._artifact()

    def add_font(self, pango_font: Any) -> Any:
        """Gives the engine's font and its size in px; the font keeps its texts in `Codes`.

        A font of bitmaps has one code a glyph (ISO 32000-1, 9.6.5) and stays as it is.
        """
        font, size = super().add_font(pango_font)
        if not font.bitmap:
            if not isinstance(font.to_unicode, Codes):
                known = letters(font.file_content, font.index)
                font.to_unicode = Codes(known, font.glyph_count)
            font.to_unicode.waiting = self._line.waiting
        return font, size

    def show_text(self, text: str) -> None:
        """Shows glyphs, each by the code for what it stands for there."""
        if self._shows_bitmaps():
            super().show_text(text)
            return
        if self.has_codes:
            super().show_text(_joined(text))
            return
        pieces = _PIECES.split(text)
        for place, piece in enumerate(pieces):
            if place % 2:
                pieces[place] = f"<{self._next_codes((len(piece) - 2) // 4)}>"
            elif piece == _UNDRAWN and self._joiners:
                self._line.joiners += self._joiners.popleft()
        super().show_text(_joined("".join(pieces)))

    def set_text_rise(self, rise: float) -> None:
        """Sets how far above the line text is drawn, in px; a mark from right to left is drawn by a
        glyph that is raised itself.

        PDFium takes text with a rise of its own for another line, and puts the words round it out
        of their order.
        """
        waiting = self._line.waiting
        if rise and waiting and waiting[0][0].known:
            self._line.rise = round(1000 * rise / self._current_font[1])
        elif not self._line.rise:
            super().set_text_rise(rise)
        else:
            self._line.rise = 0

    def _artifact(self) -> Mark:
        """Begins what is no part of the text, such as a line under it."""
        mark = Mark(self, "Artifact")
        mark.artifact()
        return mark

    def _shows_bitmaps(self) -> bool:
        shown = self._current_font[0]
        return any(font.bitmap and font.hash == shown for font in self._fonts.values())

    def _next_codes(self, count: int) -> str:
        found = ""
        for _ in range(count):
            codes, glyph, text = self._line.waiting.popleft()
            part = Part(glyph, y=self._line.rise)
            found += f"{codes.code(Shape(self._text(codes, glyph, text), (part,))):04x}"
        return found

    def _text(self, codes: Codes, glyph: int, cluster: str) -> str:
        """Gives what a glyph stands for; the engine gives the letters of a cluster once, with its
        first glyph or last.

        A glyph for U+06C0 is no text for U+0647 U+0654, which it draws too: there the cluster's own
        letters count.
        """
        line, known = self._line, codes.known.get(glyph, "")
        if codes.known and _is_mark(cluster):
            line.joiners += cluster
            return ZERO_WIDTH_SPACE
        if cluster:
            line.whole = bool(known) and not set(known) <= set(cluster)
            known = known if known and not line.whole else visual(cluster)
        elif line.whole:
            known = ""
        text, line.joiners = line.joiners + known, ""
        return text or ZERO_WIDTH_SPACE


def _joined(array: str) -> str:
    """Gives strings and adjustments without empty strings, adjustments in a row as one (ISO
    32000-1, 9.4.3).

    PDFium loses the last adjustment of an array that has an empty string, and draws what follows in
    the wrong place.
    """
    parts: list[str | float] = []
    for piece in _PARTS.findall(array):
        last = parts[-1] if parts else ""
        if piece.startswith("<"):
            if isinstance(last, str) and last:
                parts[-1] = last[:-1] + piece[1:]
            elif piece != "<>":
                parts.append(piece)
        elif isinstance(last, float):
            parts[-1] = last + float(piece)
        elif float(piece):
            parts.append(float(piece))
    return "".join(
        part if isinstance(part, str) else f"{part:.3f}".rstrip("0").rstrip(".") for part in parts
    )


def _parted(shown: bytes, digits: int) -> tuple[bytes, bytes]:
    """Gives the operator that shows glyphs without the last of them, and one for that alone, with
    the adjustment behind it.
    """
    place = shown.rindex(b">") - digits
    return (shown[:place] + b">] TJ").replace(b"<>", b""), b"[<" + shown[place:]


def _is_mark(text: str) -> bool:
    return bool(text) and all(unicodedata.combining(character) for character in text)

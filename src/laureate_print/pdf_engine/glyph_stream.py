"""A content stream in which each glyph is shown by a code of its own for each text that it stands
for.

The engine writes glyphs by number and keeps one text for each, that of the cluster in which it was
first seen: wrong wherever a glyph is shared, split or reordered, as in Vietnamese, Burmese or
Hindi. Here a glyph gets a further code for each further text (`font_codes`), so that readers which
know nothing of `/ActualText` get the right letters too. What a line from left to right shows is
told by `clusters`; here stands what others do.

A line with letters from right to left is drawn when all its boxes are known (`lines_from_right`).
Takes the place of `weasyprint.pdf.stream.Stream`; `tests/pdf_engine/test_upstream.py` shows when
that is no longer needed.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from itertools import groupby
from typing import Any

from weasyprint.pdf.stream import Stream

from laureate_print.pdf_engine.cells import array, read_box
from laureate_print.pdf_engine.clusters import by_letter
from laureate_print.pdf_engine.glyph_codes import Codes, Part, Shape
from laureate_print.pdf_engine.line_breaking import ZERO_WIDTH_SPACE
from laureate_print.pdf_engine.lines_from_right import Line, Piece, in_sight, owners
from laureate_print.pdf_engine.origins import divides_word
from laureate_print.pdf_engine.text_layer import Mark

_PIECES = re.compile(r"(<[0-9a-f]*>)")
_PARTS = re.compile(r"<[0-9a-f]*>|[^<>]+")


class GlyphStream(Stream):  # type: ignore[misc] # the engine has no types
    """The engine's content stream, with the right text for each glyph and each box."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._waiting: deque[tuple[Codes, int, str]] = deque()  # to be shown
        self._line: Line | None = None  # that is drawn when all its boxes are known
        self._behind_right = False  # whether the text that was drawn last is from the right
        self._divided: Any = None  # the box, where it ends within a word
        self.has_codes = False  # whether the line is drawn by codes, and not by the engine

    @contextmanager
    def marked(self, box: Any, tag: str) -> Iterator[None]:
        """Draws a box as marked content; what it is, is written when the tag tree is built.

        Of a box whose text is drawn with its line, this draws what is round it.
        """
        inside = self._line is not None and box in self._line.owners
        with nullcontext() if inside else by_letter(box, self):
            if self._tags is None:  # for a press, nothing is tagged
                yield
                return
            self._divided = box if hasattr(box, "text") and divides_word(box) else None
            self._mark = Mark(self, tag) if self._divided is None else self._artifact()
            mark = self._mark
            try:
                yield
            finally:
                self._close(self._mark if self._divided else mark, box)
                self._divided = None

    def _close(self, mark: Mark, box: Any) -> None:
        """Ends what is drawn of a box."""
        if self._line is not None and box in self._line.read:
            if box.style["text_decoration_line"] == "none":
                mark.undo()
                return
            mark.artifact()
        elif self._divided is None:
            self._tags[box] = [mark]
        mark.close(self)

    @contextmanager
    def line(self, box: Any) -> Iterator[None]:
        """Draws the text of a line when all its boxes have been looked at."""
        around, self._line = self._line, Line(owners(box), getattr(box, "row", ""))
        behind_right = self._behind_right
        try:
            yield
            pieces = self._line.pieces(behind_right=behind_right)
            for piece in pieces:
                self._draw_piece(piece)
            self._behind_right = any(piece.ends_from_right for piece in in_sight(pieces)[-1:])
        finally:
            self._line = around

    def takes(self, box: Any) -> bool:
        """Takes the text of a box into its line, if it can be drawn there."""
        if self._line is None or box not in self._line.owners or self._divided is not None:
            return False
        if box not in self._line.read:
            runs = read_box(self, box, self._line.owners[box])
            if runs is None:
                return False
            self._line.runs += runs
            self._line.read.add(box)
        return True

    def _draw_piece(self, piece: Piece) -> None:
        mark = None
        if self._tags is not None:  # poppler heeds the text of a Span, and would not turn it round
            tag = "Span" if piece.given is None else "P"
            mark = Mark(self, tag, piece.text, piece.given)
            self._tags.setdefault(piece.box, []).append(mark)
        run = piece.seen[0]
        super().begin_text()
        super().set_text_matrix(1, 0, 0, -1, run.left, run.baseline)
        self.set_font_size(run.font.hash, run.size)
        for colour, shown in array(piece.seen):
            self.set_color(colour)
            super().show_text(_joined(shown))
        super().end_text()
        if mark:
            mark.close(self)

    def begin_text(self) -> None:
        """Begins a line of text; whatever became of the one before it, nothing is known of that.

        Where it ends within a word its content is marked within the text object, since the hyphen
        has its own mark there (ISO 32000-1, 14.6.1).
        """
        self._waiting, self._behind_right = deque(), False
        if self._divided is None:
            super().begin_text()
            return
        self._mark.close(self)
        super().begin_text()
        self._mark = Mark(self, "Span")
        self._tags[self._divided] = [self._mark]

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
                font.to_unicode = Codes(font.glyph_count)
            font.to_unicode.waiting = self._waiting
        return font, size

    def show_codes(self, shown: Iterable[str | int]) -> None:
        """Shows codes of four digits, and adjustments in thousandths of the type size."""
        array = ""
        for kind, together in groupby(shown, type):
            parts = list(together)
            array += f"<{''.join(map(str, parts))}>" if kind is str else f"{sum(map(int, parts))}"
        super().show_text(array)

    def show_text(self, text: str) -> None:
        """Shows glyphs, each by the code for what it stands for there; nothing where the line has
        been drawn by codes.
        """
        if self.has_codes:
            return
        if self._shows_bitmaps():
            super().show_text(text)
            return
        pieces = _PIECES.split(text)
        for place, piece in enumerate(pieces):
            if place % 2:
                pieces[place] = f"<{self._next_codes((len(piece) - 2) // 4)}>"
        super().show_text(_joined(_PARTS.findall("".join(pieces))))

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
            codes, glyph, text = self._waiting.popleft()
            found += f"{codes.code(Shape(text or ZERO_WIDTH_SPACE, (Part(glyph),))):04x}"
        return found


def _joined(shown: Iterable[str]) -> str:
    """Gives strings and adjustments without empty strings, adjustments in a row as one (ISO
    32000-1, 9.4.3).

    PDFium loses the last adjustment of an array that has an empty string, and draws what follows in
    the wrong place.
    """
    parts: list[str | float] = []
    for piece in shown:
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

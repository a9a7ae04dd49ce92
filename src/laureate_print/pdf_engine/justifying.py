"""Sets lines of Chinese and Japanese flush on both sides: what a line lacks of its measure stands
between its characters, evenly (JLReq, 3.8.4; CLReq, 3.2.3). The engine stretches spaces alone, and
there are none.

Nothing opens before a mark that closes or after one that opens, within Latin words and numbers, or
between two dashes; the blank at the right of a mark that ends a line hangs beyond the measure.
A line that would come apart stays as it is, and so does one with words from right to left.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from laureate_print.pdf_engine.text_layer import is_right_to_left
from laureate_print.sources.languages import language
from laureate_print.sources.phrases import IDEOGRAPHIC

_MOST = 0.25  # em between two characters: the space that stands between Han and Latin letters
_HANGS = 0.5  # em: marks are set in half of their square at the end of a line
_CLOSING = {"Pe", "Pf", "Po"}
_OPENING = {"Ps", "Pi"}

_Letter = tuple[str, Any, int]  # a character, its box, and the byte of the box's text behind it


def by_characters(
    justify: Callable[[Any, Any, float], None],
) -> Callable[[Any, Any, float], None]:
    """Gives the engine's justification of a line, in px, which opens lines of Chinese and Japanese
    between their characters: each box of text knows in `opened` how far, by the byte behind which.
    """

    def justified(context: Any, line: Any, lacking: float) -> None:
        letters = [*_letters(line)]
        own = language(line.style["lang"] or "").script in IDEOGRAPHIC
        if not own or not any(_is_wide(letter) for letter, _, _ in letters):
            justify(context, line, lacking)
            return
        if any(is_right_to_left(letter) for letter, _, _ in letters):
            return  # its words are drawn as a whole
        gaps = [
            (box, end) for (one, box, end), (other, _, _) in pairwise(letters) if _opens(one, other)
        ]
        lacking += (hanging := _hanging(letters))
        if gaps and lacking / len(gaps) <= _MOST * line.style["font_size"]:
            for box, end in gaps:
                box.opened[end] = lacking / len(gaps)
            if hanging:
                _, last, end = letters[-1]
                last.opened[end] = -hanging
            line.width += _widen(line, 0)

    return justified


def _letters(box: Any) -> Iterator[_Letter]:
    """Gives the characters of a line, each with what joins it, such as a mark; what is no text
    parts them.
    """
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            child.opened = {}
            yield from _characters(child)
        elif isinstance(child, boxes.InlineBox):
            yield from _letters(child)
        elif child.is_in_normal_flow():
            yield "", child, 0


def _characters(box: Any) -> Iterator[_Letter]:
    known, end = "", 0
    for character in box.text:
        if known and unicodedata.category(character) not in ("Mn", "Mc", "Cf"):
            yield known, box, end
            known = ""
        known = known or character
        end += len(character.encode())
    if known:
        yield known, box, end


def _is_wide(letter: str) -> bool:
    return bool(letter) and unicodedata.east_asian_width(letter) in ("W", "F")


def _opens(one: str, other: str) -> bool:
    """Says whether a line may open between two characters."""
    if not one or not other or not (_is_wide(one) or _is_wide(other) or one == " "):
        return False
    kinds = unicodedata.category(one), unicodedata.category(other)
    return kinds[0] not in _OPENING and kinds[1] not in _CLOSING and kinds != ("Pd", "Pd")


def _hanging(letters: Sequence[_Letter]) -> float:
    """Gives how much of a mark that closes a line is blank and hangs, in px."""
    letter, box, _ = letters[-1]
    if not _is_wide(letter) or unicodedata.category(letter) not in _CLOSING:
        return 0
    ink, logical = ffi.new("PangoRectangle *"), ffi.new("PangoRectangle *")
    line, _ = box.pango_layout.get_first_line()
    pango.pango_layout_line_get_extents(line, ink, logical)
    blank = (logical.x + logical.width - ink.x - ink.width) * FROM_UNITS
    return float(min(max(blank, 0), _HANGS * box.style["font_size"]))


def _widen(parent: Any, moved: float) -> float:
    """Moves what a box holds by what was opened before it; gives by how much what follows is."""
    for child in parent.children:
        if isinstance(child, boxes.TextBox):
            child.position_x += moved
            opened = sum(child.opened.values())
            child.width += opened
            moved += opened
        elif isinstance(child, boxes.InlineBox):
            child.position_x += moved
            before, moved = moved, _widen(child, moved)
            child.width += moved - before
        else:
            child.translate(moved, 0)
    return moved

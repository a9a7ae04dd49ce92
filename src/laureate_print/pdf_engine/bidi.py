"""Finds in a paragraph from right to left what runs from left to right, by the Unicode
Bidirectional Algorithm (UAX #9) of Pango.

The engine has Pango loaded, and lays its lines out by the same levels. What stands between U+2066
and U+2069 counts as one neutral (BD8, BD9); older embeddings (U+202A-U+202E) and what draws nothing
count as nothing (X9).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from weasyprint.text.ffi import ffi, gobject, pango

SEPARATOR = "\u2029"

_ISOLATES = ("LRI", "RLI", "FSI")
_NOTHINGS = ("BN", "LRE", "RLE", "LRO", "RLO", "PDF")
_SPACES = ("WS", "S", "B")  # in HTML a line feed or a tab is a space
_NEUTRAL, _SPACE, _NOTHING, _START = "\ufffc", " ", "\u200b", "\u200f"

# Brackets that are another one in another form: only that form closes them (BD14), but Pango's
# library (FriBidi) takes `(` and `）` for a pair. Brackets that no text has stand in for them.
_OTHER_FORMS = str.maketrans(
    "⁽⁾₍₎﹙﹚﹛﹜﹝﹞（）［］｛｝｟｠｢｣",
    "⦃⦄⦇⦈⦉⦊⦋⦌⦑⦒⦗⦘⧘⧙⧚⧛⧼⧽⸢⸣",
)

# Of Pango since 1.4; the engine declares only those of its functions that it calls itself.
ffi.cdef("""
    uint8_t *pango_log2vis_get_embedding_levels(
        const char *text, int length, PangoDirection *base);
    void g_free(void *memory);
""")


def runs_from_left(text: str) -> Iterator[tuple[int, int]]:
    """Gives start and end of each run that is set from left to right in paragraphs from right to
    left; U+2029 parts paragraphs (P1, I1, I2).
    """
    for paragraph in re.finditer(f"[^{SEPARATOR}]+", text):
        places, is_left = list[tuple[int, bool]](), False
        resolved = levels(_masked(paragraph[0]))
        for place, (character, level) in enumerate(zip(paragraph[0], resolved, strict=True)):
            kind = unicodedata.bidirectional(character)
            if kind not in _NOTHINGS:
                # A mark goes with what it stands on (W1), a bracket that has changed included (N0).
                is_left = is_left if kind == "NSM" else level % 2 == 0
                places.append((place, is_left))
        for from_left, run in groupby(places, lambda place: place[1]):
            if from_left:
                found = [place + paragraph.start() for place, _ in run]
                yield found[0], found[-1] + 1


def _masked(text: str) -> str:
    """Gives a text of the same length in which each character that Pango would take otherwise is
    one of the class that it counts as.
    """
    characters, depth, before = [], 0, _START
    for character in text.translate(_OTHER_FORMS):
        kind = unicodedata.bidirectional(character)
        depth -= kind == "PDI" and depth > 0
        if depth or kind in (*_ISOLATES, "PDI"):
            depth += kind in _ISOLATES
            character = _NEUTRAL
        elif kind in _NOTHINGS:
            characters.append(_NOTHING)
            continue
        elif kind in _SPACES:
            character = _SPACE
        elif kind == "NSM":  # W1; FriBidi takes neutrals behind such a mark for a part of it
            character = _NOTHING if unicodedata.mirrored(before) else before
        characters.append(character)
        before = before if character == _NOTHING else character
    return "".join(characters)


def levels(text: str, *, from_right: bool = True) -> bytes:
    """Gives the embedding level of each character of a paragraph whose base level is 1, or 0."""
    content = text.encode()
    direction = pango.PANGO_DIRECTION_RTL if from_right else pango.PANGO_DIRECTION_LTR
    base = ffi.new("PangoDirection *", direction)
    found = pango.pango_log2vis_get_embedding_levels(content, len(content), base)
    try:
        return bytes(ffi.buffer(found, len(text)))
    finally:
        gobject.g_free(found)

"""How two readers turn a line from right to left round, whose glyphs they take from left to right.

pdf.js (Firefox) orders what it reads by the Unicode Bidirectional Algorithm, from a base that it
guesses, and mirrors no bracket. PDFium (Chrome, Edge, Android) cuts a line into runs of one
direction, begins with the last of them, and mirrors what stands between words from right to left.
Neither is told by a standard: `tests/pdf_engine/test_turning.py` asks both.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from laureate_print.pdf_engine.bidi import levels

_FEW, _SHORT = 0.3, 4  # pdf.js: fewer letters from the right than this leave a text of more alone
_LETTERS = ("R", "AL")
_WEAK = ("AN", "EN", "NSM", "CS", "ES", "ET", "BN")
_OTHER, _HEBREW, _ARABIC = "a", "\u05d0", "\u062c"
# What PDFium mirrors though Unicode does not.
_QUOTES = dict(zip("“”‘’", "”“’‘", strict=True))


def in_pdfjs(drawn: str) -> str:
    """Gives the text that pdf.js makes of characters that stand from left to right."""
    seen = [_seen_by_pdfjs(character) for character in drawn]
    kinds = [unicodedata.bidirectional(character) for character in seen]
    turning = sum(kind in (*_LETTERS, "AN") for kind in kinds)
    if not turning:
        return drawn
    from_left = turning / len(drawn) < _FEW and len(drawn) > _SHORT
    return _reordered(drawn, levels("".join(seen), from_right=not from_left))


def _seen_by_pdfjs(character: str) -> str:
    """Gives a character of the class that pdf.js takes another for: beyond Latin-1 it knows letters
    from the right alone. Brackets it does not pair.
    """
    code = ord(character)
    if 0x0590 <= code <= 0x05F4:
        return _HEBREW
    if 0x0700 <= code <= 0x08AC or 0xFB50 <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFF:
        return _ARABIC
    if code > 0xFF and not 0x0600 <= code <= 0x06FF:
        return _OTHER
    return "!" if unicodedata.mirrored(character) else character


def _reordered(characters: str, found: bytes) -> str:
    """Gives characters in the order of their levels (UAX #9, L2)."""
    order = list(range(len(characters)))
    for level in range(max(found), 0, -1):
        reached = [found[place] >= level for place in order]
        start = 0
        for turned, run in groupby(reached):
            end = start + len(list(run))
            if turned:
                order[start:end] = order[start:end][::-1]
            start = end
    return "".join(characters[place] for place in order)


Turned = tuple[list[int], bool]  # places in a text, and whether they are read backwards


def for_pdfium(text: str, *, from_right: bool) -> list[Turned]:
    """Gives the places of a text's characters in the order in which PDFium has to find their runs,
    from left to right, to read them as they are written; and whether it turns each run round.
    `from_right` says whether it takes the line of the text for one from the right.
    """
    runs = list(_runs(text))
    right = from_right
    found = []
    for direction, places in runs:
        turned = direction == "right" or (not direction and right)
        if direction != "weak":
            right = turned
        found.append((places, turned))
    return found[::-1] if from_right else found


def drawn_for_pdfium(text: str, runs: Sequence[Turned]) -> str:
    """Gives what glyphs from left to right have to say for PDFium to find those runs."""
    return "".join(
        part[::-1] if turned else part
        for part, (_, turned) in zip(_parts(text, runs), runs, strict=True)
    )


def given_for_pdfium(text: str, runs: Sequence[Turned]) -> str:
    """Gives what stands in for glyphs from left to right, for PDFium to find those runs: it reads
    none of them backwards there. What stands in for glyphs from the right it reads backwards as a
    whole.
    """
    return "".join(_parts(text, runs))


def _parts(text: str, runs: Sequence[Turned]) -> list[str]:
    return [
        "".join(mirrored(text[place]) if turned else text[place] for place in places)
        for places, turned in runs
    ]


def is_from_right(text: str) -> bool:
    """Says whether PDFium takes a text for one from right to left: if more of its runs are."""
    directions = [direction for direction, _ in _runs(text)]
    return directions.count("right") > directions.count("left")


def _runs(text: str) -> Iterator[tuple[str, list[int]]]:
    """Gives each run of one direction, right, left, weak or neutral (empty), with its places."""
    for direction, places in groupby(range(len(text)), lambda place: _direction(text[place])):
        yield direction, list(places)


@lru_cache(maxsize=4096)
def _direction(character: str) -> str:
    kind = unicodedata.bidirectional(character)
    if kind in _LETTERS:
        return "right"
    if kind == "L":
        return "left"
    return "weak" if kind in _WEAK else ""


def mirrored(character: str) -> str:
    """Gives a character as PDFium gives it in text that it reads from the right."""
    if character in _QUOTES:
        return _QUOTES[character]
    if not unicodedata.mirrored(character):
        return character
    from fontTools.unicodedata import mirrored as other

    found = other(ord(character))
    return chr(found) if found else character

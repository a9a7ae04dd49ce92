"""Texts as readers give them, in forms in which two of them can be compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Literal

# PDFium gives U+0002 or U+FFFE for a hyphen at the end of a line, or drops it.
_HYPHENS = re.compile("[-\u00ad\u2010\u2011\u0002\ufffe\ufeff\u0000]+")
_LAST_BASIC = 0xFFFF
_MARKS = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u2060\u2066-\u2069]+")
_UNREAD = re.compile(r"[\s\u0002\ufffe]+")
# PDFium mirrors these once more in a line from right to left, whatever the file says.
_MIRRORED_TWICE = str.maketrans("", "", "“”‘’")
# Ideographs that Unicode has twice: each normalization gives the other one, which is another letter
# of a name (UAX #15; UTS #37, 1).
_NORMALIZED = re.compile("[^\uf900-\ufaff\U0002f800-\U0002fa1f]+")


def normalized(text: str, form: Literal["NFC", "NFKC"] = "NFC") -> str:
    """Gives a text in a normalization form, but for the letters of names that it would change."""
    return _NORMALIZED.sub(lambda found: unicodedata.normalize(form, found[0]), text)


def squeezed(text: str) -> str:
    """Gives a text, normalized, without spaces, line ends and the marks that only say where lines
    break or how they run.
    """
    return received(unmarked(text))


def received(text: str) -> str:
    """Gives a text, normalized, without spaces and line ends: all else counts that a reader gets.

    U+0002 and U+FFFE stand in PDFium's text where a word goes on in the next line: readers such as
    Chrome pass over them, as over soft hyphens.
    """
    return _UNREAD.sub("", normalized(text))


def unmarked(text: str) -> str:
    """Gives a text without the marks that only say where lines break or how they run."""
    return _MARKS.sub("", text)


def unmirrored(text: str) -> str:
    """Gives a text, squeezed, without the characters that PDFium mirrors in lines from right to
    left.
    """
    kept = "".join(character for character in text if not unicodedata.mirrored(character))
    return squeezed(kept.translate(_MIRRORED_TWICE))


def basic(text: str) -> str:
    """Gives a text without what is beyond the Basic Multilingual Plane: PDFium loses it in lines
    from right to left, where it reads the halves of a surrogate pair in the wrong order.
    """
    return "".join(character for character in text if ord(character) <= _LAST_BASIC)


def without_artifacts(artifacts: Sequence[str], page: str) -> str:
    """Gives a page's text without its artifacts: the first of them stand before it, such as the
    head of a table that goes on, the others behind it; or else each for itself.

    Letters count, not their order: from right to left glyphs stand from left to right.
    """
    for first in range(len(artifacts) + 1):
        head, foot = "".join(artifacts[:first]), "".join(artifacts[first:])
        start, end = len(head), len(page) - len(foot)
        if (
            start <= end
            and sorted(page[:start]) == sorted(head)
            and sorted(page[end:]) == sorted(foot)
        ):
            return page[start:end]
    for text in sorted(artifacts, key=len, reverse=True):
        size = len(text)
        if size and sorted(page[-size:]) == sorted(text):
            page = page[:-size]
        elif size and sorted(page[:size]) == sorted(text):
            page = page[size:]
    return page


def simplified(text: str) -> str:
    """Gives a text, squeezed, in the form in which any two readers give it: ligatures as letters,
    without hyphens, which some drop at the end of a line.
    """
    return squeezed(_HYPHENS.sub("", normalized(text, "NFKC")))

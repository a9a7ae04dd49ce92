"""Gives each run of glyphs the text that it stands for, and keeps a handle on its place in the
content stream.

The engine's ToUnicode map knows one text for each glyph, which is wrong wherever glyphs are shared,
split or reordered (Vietnamese, Burmese, …). `/ActualText` on the marked content wins over it (ISO
32000-1, 14.9.4). `tests/pdf_engine/test_upstream.py` shows when that is no longer needed.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import pydyf

from laureate_print.pdf_engine.line_breaking import plain

_BASIC = "\uffff"  # the last code point of the Basic Multilingual Plane
# All that may run from right to left (Unicode, DerivedBidiClass).
_RIGHT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
JOINERS = "\u200c\u200d"
_BEGINNING = 3  # tag, properties, BDC


class Mark:
    """One marked-content sequence: its place in the stream can still be changed when the page has
    been drawn.

    One of a line from right to left knows the `text` that it shows, and what is `given` to PDFium
    to read in its place.
    """

    def __init__(
        self, stream: Any, tag: str, text: str | None = None, given: str | None = None
    ) -> None:
        self.properties = pydyf.Dictionary({})
        self.text, self.given = text, given
        self._stream, self._place, self._end = stream.stream, len(stream.stream), 0
        stream.begin_marked_content(tag, self.properties)

    def undo(self) -> None:
        """Takes it back: no text has been drawn in it, but colours may have been set."""
        inside = self._stream[self._place + _BEGINNING :]
        self._stream[self._place :] = [part for part in inside if part not in (b"BT", b"ET")]

    def close(self, stream: Any) -> None:
        """Ends the sequence."""
        self._end = len(self._stream)
        stream.end_marked_content()

    def tag(self, number: int, text: str | None) -> None:
        """Makes it content of a structure element: marked-content identifier `number`, standing for
        `text`.

        Its own tag stays Span whatever the element is: poppler heeds ActualText on nothing else.
        """
        self.properties["MCID"] = number
        text = text if self.text is None else self.given
        if text is not None:
            self.properties["ActualText"] = pydyf.String(text)

    def artifact(self, kind: str = "Layout", subtype: str = "", text: str | None = None) -> None:
        """Makes it an artifact: what every page has, such as its header or the head of a table that
        goes on (`Pagination`), or mere layout (ISO 32000-1, 14.8.2.2).

        Its text stands on a Span within it, for the same reason.
        """
        self._stream[self._place] = "/Artifact"
        self.properties["Type"] = f"/{kind}"
        if subtype:
            self.properties["Subtype"] = f"/{subtype}"
        if self.text is not None:
            if self.given is not None:
                self.properties["ActualText"] = pydyf.String(self.given)
        elif text is not None:
            span = pydyf.Dictionary({"ActualText": pydyf.String(text)})
            self._stream[self._place + 2] = b"BDC /Span " + span.data + b" BDC"
            self._stream[self._end] = b"EMC EMC"


def actual_text(text: str) -> str | None:
    """Gives the text that readers should take; none where they take the letters of the glyphs
    better: from right to left, where each reverses it in its own way, and beyond the Basic
    Multilingual Plane, where PDFium on Linux drops characters.
    """
    beyond = max(text, default="") > _BASIC
    return None if beyond or is_right_to_left(text) else plain(text)


def is_right_to_left(text: str) -> bool:
    """Says whether a text has letters that run from right to left."""
    return any(
        unicodedata.bidirectional(character) in ("R", "AL") and character.isalpha()
        for character in _RIGHT.findall(text)
    )

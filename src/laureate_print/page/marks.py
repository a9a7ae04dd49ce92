"""Marks in a composed page where each message begins and ends, for those who ask where it stands.

A page with marks is read and never laid out: what is laid out is the page without them, letter for
letter the same. A mark is one character of a private plane, so that it passes every filter of a
template as a letter does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup

from laureate_print.model import MessageName

_FIRST = 0x100000  # plane 16, of which no face of ours has a letter
_ENDS = chr(_FIRST)
_MOST = 0xFFF0
_MARK = re.compile("([\U00100000-\U0010ffff])")


class Marks:
    """The marks of a page: one for the beginning of each message, one for the end of any."""

    def __init__(self) -> None:
        self._numbers: dict[MessageName, int] = {}
        self._names: list[MessageName] = []

    def around(self, name: MessageName, html: str) -> Markup:
        """Gives a message as HTML with its marks; without, where a page has too many messages."""
        number = self._numbers.setdefault(name, len(self._names))
        if number == len(self._names):
            self._names.append(name)
        begins = chr(_FIRST + 1 + number) if number < _MOST else ""
        return Markup(f"{begins}{html}{_ENDS if begins else ''}")  # noqa: S704 - as it was given

    def read(self, text: str) -> Iterator[str | MessageName | None]:
        """Gives the parts of a marked text: its words, the messages that begin between them, and
        nothing where one ends.
        """
        for part in _MARK.split(text):
            if part == _ENDS:
                yield None
            elif part and ord(part[0]) > _FIRST:
                number = ord(part) - _FIRST - 1
                if number < len(self._names):
                    yield self._names[number]
            elif part:
                yield part

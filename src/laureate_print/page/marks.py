"""Which message each letter of a page is of: messages are marked while a page is composed, by
characters that no text has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from laureate_print.model import Catalog
from laureate_print.page.translators import Words

# Noncharacters (Unicode 16.0, 23.7), which mean inside a program what it wants them to.
_OPEN, _CLOSE, _ENDS, _ZERO = "\ufdd0", "\ufdd1", "\ufdd2", 0xFDD3
_DIGITS = {ord(str(digit)): _ZERO + digit for digit in range(10)}
_NUMBERS = {new: old for old, new in _DIGITS.items()}
_MARK = re.compile(f"({_OPEN}[\ufdd3-\ufddc]+{_ENDS}|{_CLOSE})")


@dataclass(frozen=True, slots=True)
class MessageName:
    """What tells a message from all others of a project: language, catalog, and its key there."""

    language: str
    catalog: str
    key: str


@dataclass(frozen=True, slots=True)
class Marked:
    """The HTML of a page, but for its style, with marks around each message, and the messages by
    the numbers of their marks.
    """

    html: str
    messages: tuple[MessageName, ...]


class MarkedWords(Words):
    """The words of a catalog, each between its marks; `numbers` grows by those that are asked
    for.
    """

    def __init__(self, numbers: dict[MessageName, int], catalog: Catalog) -> None:
        super().__init__(catalog)
        self._numbers = numbers

    def told(self, own: str, html: str) -> str:
        """Gives the HTML of a message between its marks."""
        name = MessageName(self.catalog.language, self.catalog.name, own)
        number = self._numbers.setdefault(name, len(self._numbers))
        return f"{_OPEN}{str(number).translate(_DIGITS)}{_ENDS}{html}{_CLOSE}"


class Marks:
    """Follows the marks in the texts of a page, in their order."""

    def __init__(self) -> None:
        self._open: list[int] = []

    def parts(self, text: str) -> Iterator[tuple[int | None, str]]:
        """Gives the parts of a text, each with the number of the innermost message that it is of;
        none where it is of none.
        """
        for place, piece in enumerate(_MARK.split(text)):
            if place % 2 == 0:
                yield (self._open[-1] if self._open else None), piece
            elif piece == _CLOSE:
                self._open.pop()
            else:
                self._open.append(int(piece[1:-1].translate(_NUMBERS)))


def unmarked(text: str) -> str:
    """Gives a text without marks."""
    return _MARK.sub("", text)

"""Reads of a TrueType or OpenType program what a file is asked about: its name, its widths, what it
permits (OpenType, head, hhea, hmtx, maxp, name, OS/2).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

SIGNATURES = (b"\0\1\0\0", b"true", b"OTTO", b"ttcf")
_POSTSCRIPT = 6  # the number of the name
_MACINTOSH = 1
_ENGLISH = ((1, 0), (3, 0x409))  # platform and language


@dataclass(frozen=True, slots=True)
class Sfnt:
    """A font program, the first one of a collection; `places` are those of its tables by tag:
    where one begins, and how many bytes it has.

    Where a table is missing or cut off, its facts raise `KeyError`, `IndexError` or `struct.error`.
    """

    content: bytes
    places: dict[str, tuple[int, int]]

    def table(self, tag: str) -> bytes:
        """Gives the bytes of a table."""
        start, size = self.places[tag]
        return self.content[start : start + size]

    @property
    def postscript(self) -> str:
        """The PostScript name, the English one before others; empty if it has none."""
        table, found = self.table("name"), ""
        count, texts = struct.unpack_from(">HH", table, 2)
        for row in range(count):
            place = 6 + 12 * row
            platform, _, language, number, size, start = struct.unpack_from(">6H", table, place)
            if number == _POSTSCRIPT:
                code = "mac-roman" if platform == _MACINTOSH else "utf-16-be"
                found = table[texts + start : texts + start + size].decode(code, "ignore")
                if found and (platform, language) in _ENGLISH:
                    break
        return found

    @property
    def revision(self) -> float:
        """The revision of the font, to three places."""
        return round(int.from_bytes(self.table("head")[4:8], "big", signed=True) / 0x10000, 3)

    @property
    def widths(self) -> list[float]:
        """The width of each glyph, in thousandths of the type size."""
        scale, glyphs = 1000 / self._number("head", 18), self._number("maxp", 4)
        count = min(self._number("hhea", 34), glyphs)
        widths = struct.unpack_from(f">{'H2x' * count}", self.table("hmtx"))
        own = [int(width) * scale for width in widths]
        return own + own[-1:] * (glyphs - count)

    @property
    def licence(self) -> int:
        """The flags of what the licence permits (fsType); zero if it has none."""
        return self._number("OS/2", 8) if "OS/2" in self.places else 0

    def _number(self, tag: str, place: int) -> int:
        number: int = struct.unpack_from(">H", self.table(tag), place)[0]
        return number

    @property
    def varies(self) -> bool:
        """Whether it is a variable font."""
        return "fvar" in self.places


def read(content: bytes) -> Sfnt:
    """Reads where the tables of a program are; raises `struct.error` if it is cut off there."""
    start = struct.unpack_from(">I", content, 12)[0] if content[:4] == b"ttcf" else 0
    places = {}
    for row in range(struct.unpack_from(">H", content, start + 4)[0]):
        tag, begin, size = struct.unpack_from(">4s4xII", content, start + 12 + 16 * row)
        places[tag.decode("latin-1")] = begin, size
    return Sfnt(content, places)

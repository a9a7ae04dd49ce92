"""The fonts of any PDF: which text each code stands for, and how far it moves on (ISO 32000-1,
9.5 to 9.10).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

import pikepdf

from laureate_print.pdf_reader import cmaps, encodings
from laureate_print.pdf_reader.font_programs import (
    Program,
    is_embedded,
    own_encoding,
    program,
)
from laureate_print.pdf_reader.objects import (
    elements,
    entry,
    is_number,
    items,
    name_of,
    numbers,
    text_of,
)

UNKNOWN = "\ufffd"
_SYMBOLIC = 4  # the flag of a font descriptor (9.8.2)
_OWN_ENCODINGS = ("Symbol", "ZapfDingbats")


class Font:
    """A font dictionary, read once. Parts of it that are broken count as missing."""

    def __init__(self, font: pikepdf.Object) -> None:
        self.font = font
        self.kind = name_of(font.get("/Subtype"))
        self.composite = self.kind == "Type0"
        self.name = name_of(font.get("/BaseFont")) or name_of(font.get("/Name")) or "unnamed"
        inner = elements(font.get("/DescendantFonts")) if self.composite else [font]
        self.inner = inner[0] if inner else None
        self.descriptor = entry(self.inner, "/FontDescriptor")
        self.embedded = self.kind == "Type3" or is_embedded(self.descriptor)

    @cached_property
    def _cmap(self) -> cmaps.CMap:
        return cmaps.of_font(self.font.get("/Encoding"))

    @cached_property
    def vertical(self) -> bool:
        """Whether its text runs from top to bottom."""
        return self.composite and self._cmap.vertical

    @cached_property
    def program(self) -> Program:
        """What the font program says of itself."""
        return program(self.descriptor)

    def codes(self, text: bytes) -> Sequence[int]:
        """Gives the character codes of a string."""
        return self._cmap.codes(text) if self.composite else text

    def cid(self, code: int) -> int:
        """Gives the character identifier of a code of a composite font (9.7.4)."""
        return self._cmap.cid(code)

    @cached_property
    def to_unicode(self) -> dict[int, str]:
        """The text of each code that the font's ToUnicode map names (9.10.3)."""
        stream = self.font.get("/ToUnicode")
        return cmaps.parse(stream.read_bytes()).texts if isinstance(stream, pikepdf.Stream) else {}

    def text(self, code: int) -> str:
        """Gives the text of a code: from the ToUnicode map, else from the encoding (9.10.2); U+FFFD
        where nothing gives it.
        """
        found = self.to_unicode.get(code)
        if found is not None:
            return found
        if self.composite:
            return self._characters.get(self._cmap.cid(code), "") or self._by_name(code)
        return self._encoding.get(code, "") or UNKNOWN

    def shown(self, codes: Iterable[int]) -> str:
        """Gives the text of some codes."""
        named = self.to_unicode
        return "".join([named[code] if code in named else self.text(code) for code in codes])

    @cached_property
    def _characters(self) -> dict[int, str]:
        ordering = text_of(entry(self.inner, "/CIDSystemInfo", "/Ordering"))
        return cmaps.characters(ordering, vertical=self.vertical)

    def _by_name(self, code: int) -> str:
        """Gives the text of a code of a CMap whose codes are Unicode."""
        if "-UCS2-" in self._cmap.name or "-UTF16-" in self._cmap.name:
            size = 2 if code < 0x10000 else 4
            return code.to_bytes(size, "big").decode("utf-16-be", errors="replace")
        return UNKNOWN

    @cached_property
    def _encoding(self) -> dict[int, str]:
        """The text of each code of a simple font (9.6.6)."""
        given = self.font.get("/Encoding")
        base = name_of(given) or name_of(entry(given, "/BaseEncoding"))
        texts = dict(encodings.encoding(base) if base else self._own_encoding())
        code = 0
        for item in elements(entry(given, "/Differences")):
            if is_number(item):
                code = int(item)
            elif isinstance(item, pikepdf.Name):
                texts[code] = self._of_glyph(name_of(item))
                code += 1
        return texts

    @property
    def _plain_name(self) -> str:
        return self.name.rpartition("+")[2].partition(",")[0]

    def _of_glyph(self, name: str) -> str:
        return encodings.of_glyph(name, dingbats=self._plain_name == "ZapfDingbats")

    def _own_encoding(self) -> dict[int, str]:
        if self._plain_name in _OWN_ENCODINGS:
            return encodings.encoding(self._plain_name)
        flags = entry(self.descriptor, "/Flags")
        symbolic = is_number(flags) and int(flags) & _SYMBOLIC
        if self.kind == "TrueType" and not symbolic:
            return encodings.encoding("StandardEncoding")
        own = {code: self._of_glyph(name) for code, name in own_encoding(self.descriptor).items()}
        return own or encodings.encoding("StandardEncoding")

    def advance(self, code: int) -> float:
        """Gives how far a code moves on, in thousandths of the type size (in glyph units for Type
        3).
        """
        if self.vertical:
            return 1000.0
        key = self._cmap.cid(code) if self.composite else code
        return self._widths.get(key, self._default_width)

    @cached_property
    def _default_width(self) -> float:
        if self.composite:
            default = entry(self.inner, "/DW")
            return float(default) if is_number(default) else 1000.0
        missing = entry(self.descriptor, "/MissingWidth")
        if is_number(missing) and missing:
            return float(missing)
        # the standard 14 fonts bring no widths: half an em is near enough
        return 0.0 if self.kind == "Type3" and self.descriptor is None else 500.0

    @cached_property
    def _widths(self) -> dict[int, float]:
        if self.composite:
            return _composite_widths(elements(entry(self.inner, "/W")))
        first = self.font.get("/FirstChar")
        start = int(first) if is_number(first) else 0
        return {start + i: width for i, width in enumerate(numbers(self.font.get("/Widths")))}

    @cached_property
    def matrix(self) -> tuple[float, ...]:
        """What brings the glyph units of a Type 3 font to those of text (9.6.5)."""
        given = numbers(self.font.get("/FontMatrix"))
        return tuple(given) if len(given) == 6 else (0.001, 0.0, 0.0, 0.001, 0.0, 0.0)

    def procedure(self, code: int) -> pikepdf.Object | None:
        """Gives the stream that draws a code of a Type 3 font, or none."""
        return self._procedures.get(code)

    @cached_property
    def _procedures(self) -> dict[int, pikepdf.Object]:
        drawn = dict(items(self.font.get("/CharProcs")))
        found, code = dict[int, pikepdf.Object](), 0
        for item in elements(entry(self.font.get("/Encoding"), "/Differences")):
            if is_number(item):
                code = int(item)
                continue
            procedure = drawn.get(f"/{name_of(item)}")
            if isinstance(procedure, pikepdf.Stream):
                found[code] = procedure
            code += 1
        return found


def _composite_widths(given: list[pikepdf.Object]) -> dict[int, float]:
    """Gives the width of each CID (9.7.4.3)."""
    widths: dict[int, float] = {}
    place = 0
    while place + 1 < len(given):
        start, second = given[place], given[place + 1]
        if isinstance(second, pikepdf.Array):
            widths |= {int(start) + i: width for i, width in enumerate(numbers(second))}
            place += 2
        elif place + 2 < len(given) and all(map(is_number, given[place : place + 3])):
            end, width = min(int(second), 0xFFFF), float(given[place + 2])
            widths |= dict.fromkeys(range(int(start), end + 1), width)
            place += 3
        else:
            break
    return widths

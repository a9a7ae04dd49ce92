"""Adds glyphs to font files with TrueType outlines (OpenType: glyf, loca, hmtx, maxp).

What is in a file keeps its bytes: no outline is taken apart, and no table is read that knows
nothing of the new glyphs.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

# The order of the tables in a file; the others follow by name (OpenType, Optimized Table Ordering).
_ORDER = "head hhea maxp OS/2 hmtx LTSH VDMX hdmx cmap fpgm prep cvt loca glyf kern name post gasp"
_PLACES = {tag.ljust(4).encode(): place for place, tag in enumerate(_ORDER.split())}
_SIDEWAYS = {b"VORG", b"vhea", b"vmtx"}  # for text from top to bottom: they know no new glyphs
_UNREAD = {b"GDEF", b"STAT", b"gasp"}  # what no reader of a PDF asks for (ISO 32000-1, 9.9)
_SHORT = 0x20000  # bytes: so far lead places of two bytes
_WORDS, _OFFSETS, _MORE = 0x0001, 0x0002, 0x0020  # flags of a part of a composite
_SCALES = {0x0008: 2, 0x0040: 4, 0x0080: 8}  # bytes behind a part with such a flag
_NAMELESS = b"\0\3\0\0"  # a version of `post` without the names of glyphs
_WHOLE = 0xB1B0AFBA  # what a whole file adds up to

Moved = tuple[int, int, int]  # a glyph, and how far it is moved to the right and up


class _Size(NamedTuple):
    """How large a glyph is (OpenType, maxp)."""

    points: int
    contours: int
    parts: int
    depth: int  # of composites in each other


class TrueType:
    """A font file that glyphs are added to; lengths are in units of its face."""

    def __init__(self, content: bytes) -> None:
        self._version, self._tables = content[:4], dict(_tables(content))
        head, loca = self._tables[b"head"], self._tables[b"loca"]
        (self.units,) = struct.unpack_from(">H", head, 18)
        (is_long,) = struct.unpack_from(">h", head, 50)
        places = _turned(array("I" if is_long else "H", loca))
        self._places = places if is_long else array("I", (2 * place for place in places))
        self._outlines = self._tables[b"glyf"][: self._places[-1]]
        self._metrics = _metrics(self._tables)
        self._sizes = [_Size(0, 0, 0, 0)]  # of what is added

    def advance(self, glyph: int) -> int:
        """Gives the advance width of a glyph."""
        return int.from_bytes(self._metrics[4 * glyph : 4 * glyph + 2])

    def add(self, parts: Sequence[Moved], advance: int) -> int:
        """Adds a glyph that is put together from others, empty where all of them are, and gives its
        number.
        """
        drawn = [part for part in parts if _contours(self._outline(part[0]))]
        outline, left = b"", 0
        if drawn:
            box = _box((self._outline(glyph), x, y) for glyph, x, y in drawn)
            outline, left = struct.pack(">5h", -1, *box), box[0]
            for place, part in enumerate(drawn, 1):
                outline += _component(*part, more=place < len(drawn))
            self._sizes.append(self._size(outline))
        self._outlines += outline
        self._places.append(len(self._outlines))
        self._metrics += struct.pack(">Hh", advance, left)
        return len(self._places) - 2

    def content(self) -> bytes:
        """Gives the file with all its glyphs.

        The box of the whole face in `head` stays: poppler draws all of it otherwise where that is
        another.
        """
        left_out = _SIDEWAYS | _UNREAD
        tables = {tag: table for tag, table in self._tables.items() if tag not in left_out}
        is_long = len(self._outlines) >= _SHORT
        places = self._places if is_long else array("H", (place // 2 for place in self._places))
        tables[b"loca"] = _turned(places).tobytes()
        tables[b"glyf"] = bytes(self._outlines) or b"\0"  # readers want one that is not empty
        # Behind the last advance width that is another, only bearings are told.
        wide, last = len(self._metrics) - 4, self._metrics[-4:-2]
        while wide and self._metrics[wide - 4 : wide - 2] == last:
            wide -= 4
        bearings = zip(self._metrics[wide + 6 :: 4], self._metrics[wide + 7 :: 4], strict=True)
        tables[b"hmtx"] = bytes(self._metrics[: wide + 4]) + bytes(chain.from_iterable(bearings))
        tables[b"hhea"] = tables[b"hhea"][:34] + struct.pack(">H", wide // 4 + 1)
        tables[b"maxp"], head = self._maxp(), tables[b"head"]
        tables[b"head"] = head[:8] + bytes(4) + head[12:50] + struct.pack(">h", is_long) + head[52:]
        tables[b"post"] = _NAMELESS + tables[b"post"][4:32]
        return _file(self._version, tables)

    def _outline(self, glyph: int) -> bytes:
        return self._outlines[self._places[glyph] : self._places[glyph + 1]]

    def _maxp(self) -> bytes:
        """Gives `maxp` with the number of all glyphs and the size of the largest."""
        values = list(struct.unpack(">I14H", self._tables[b"maxp"]))
        values[1] = len(self._places) - 1
        for place, sizes in zip((4, 5, 13, 14), zip(*self._sizes, strict=True), strict=True):
            values[place] = max(values[place], *sizes)
        return struct.pack(">I14H", *values)

    def _size(self, outline: bytes) -> _Size:
        contours = _contours(outline)
        if contours == 0:
            return _Size(0, 0, 0, 0)
        if contours > 0:  # behind the box stands the last point of each
            return _Size(struct.unpack_from(">H", outline, 8 + 2 * contours)[0] + 1, contours, 0, 0)
        points, each, parts, depths = zip(
            *(self._size(self._outline(glyph)) for glyph in _components(outline)), strict=True
        )
        return _Size(sum(points), sum(each), len(parts), 1 + max(depths))


def _tables(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    count = int.from_bytes(content[4:6])
    for tag, _, start, length in struct.iter_unpack(">4sIII", content[12 : 12 + 16 * count]):
        yield tag, content[start : start + length]


def _metrics(tables: dict[bytes, bytes]) -> bytearray:
    """Gives advance width and left side bearing of each glyph, two bytes each."""
    (wide,) = struct.unpack_from(">H", tables[b"hhea"], 34)
    metrics, bearings = bytearray(tables[b"hmtx"][: 4 * wide]), tables[b"hmtx"][4 * wide :]
    last = bytes(metrics[-4:-2])
    return metrics + b"".join(
        last + bearings[place : place + 2] for place in range(0, len(bearings), 2)
    )


def _contours(outline: bytes) -> int:
    """Gives the number of contours; -1 for a composite."""
    return int.from_bytes(outline[:2], signed=True)


def _box(parts: Iterable[tuple[bytes, int, int]]) -> tuple[int, ...]:
    """Gives the box around outlines that are moved: left, bottom, right, top."""
    lefts, bottoms, rights, tops = [], [], [], []
    for outline, x, y in parts:
        left, bottom, right, top = struct.unpack_from(">4h", outline, 2)
        if (left, bottom) != (right, top):
            lefts.append(left + x)
            bottoms.append(bottom + y)
            rights.append(right + x)
            tops.append(top + y)
    return (min(lefts), min(bottoms), max(rights), max(tops)) if lefts else (0, 0, 0, 0)


def _component(glyph: int, x: int, y: int, *, more: bool) -> bytes:
    """Gives a part of a composite."""
    short = min(x, y) >= -128 and max(x, y) <= 127
    flags = _OFFSETS | (0 if short else _WORDS) | (_MORE if more else 0)
    return struct.pack(">HHbb" if short else ">HHhh", flags, glyph, x, y)


def _components(outline: bytes) -> Iterator[int]:
    """Gives the glyphs of a composite."""
    place, flags = 10, _MORE
    while flags & _MORE:
        flags, glyph = struct.unpack_from(">HH", outline, place)
        yield glyph
        place += 8 if flags & _WORDS else 6
        place += sum(size for flag, size in _SCALES.items() if flags & flag)


def _turned(numbers: array[int]) -> array[int]:
    """Gives numbers of a file as those of this machine, and the other way round."""
    if sys.byteorder == "little":
        numbers = numbers[:]
        numbers.byteswap()
    return numbers


def _file(version: bytes, tables: dict[bytes, bytes]) -> bytes:
    """Gives a file of these tables, with its sums."""
    power = len(tables).bit_length() - 1
    places, start = {}, 12 + 16 * len(tables)
    order = sorted(tables, key=lambda tag: (_PLACES.get(tag, len(_PLACES)), tag))
    for tag in order:
        places[tag] = start
        start += (len(tables[tag]) + 3) // 4 * 4
    directory = struct.pack(
        ">4s4H",
        version,
        len(tables),
        16 << power,
        power,
        16 * len(tables) - (16 << power),
    ) + b"".join(
        struct.pack(">4s3I", tag, _sum(tables[tag]), places[tag], len(tables[tag]))
        for tag in sorted(tables)
    )
    whole = _sum(directory) + sum(_sum(table) for table in tables.values())
    head = tables[b"head"]
    tables[b"head"] = head[:8] + struct.pack(">I", (_WHOLE - whole) & 0xFFFFFFFF) + head[12:]
    return directory + b"".join(tables[tag] + bytes(-len(tables[tag]) % 4) for tag in order)


def _sum(table: bytes) -> int:
    padded = table + bytes(-len(table) % 4)
    numbers: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(numbers) & 0xFFFFFFFF

"""Fonts of a web page, which were cut: with coarser units, several as one, packed as WOFF2."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from laureate_print.outputs import outlines
from laureate_print.outputs.layout_tables import Change, changed
from laureate_print.outputs.merged_layout import merged_layout
from laureate_print.outputs.outlines import Glyph

# WOFF2, 4.1: tables whose tags a file tells by a number.
_KNOWN = (
    *("cmap", "head", "hhea", "hmtx", "maxp", "name", "OS/2", "post", "cvt ", "fpgm", "glyf"),
    *("loca", "prep", "CFF ", "VORG", "EBDT", "EBLC", "gasp", "hdmx", "kern", "LTSH", "PCLT"),
    *("VDMX", "vhea", "vmtx", "BASE", "GDEF", "GPOS", "GSUB", "EBSC", "JSTF", "MATH"),
)
# Where lengths stand in tables that hold other numbers, too.
_LENGTHS = {
    "head": range(36, 44, 2),
    "hhea": (4, 6, 8, 10, 12, 14, 16, 22),
    "OS/2": (2, *range(10, 30, 2), *range(68, 78, 2), 86, 88),
    "post": (8, 10),
}
_OUTLINES = ("glyf", "loca", "hmtx")
_LAYOUT = ("GSUB", "GPOS")
_WITHOUT_LENGTHS = ("GSUB", "cmap", "maxp", "name")
_WINDOW = 16  # of Brotli: 64 kB; a wider one would have to be cleared for each font
_LARGE = 32_000  # where three hundredths fewer bytes are worth forty times the time: a kB


@dataclass(frozen=True, slots=True)
class SmallFont:
    """A font: the glyphs of one with TrueType outlines, and its other tables; of another all its
    tables.
    """

    tables: dict[str, bytes]
    glyphs: tuple[Glyph, ...]
    characters: dict[int, int]  # with which glyph each is drawn

    @property
    def units(self) -> int:
        """Its units to the em."""
        return _number(self.tables["head"], 18)


def read(content: bytes) -> SmallFont:
    """Reads a font file (OpenType)."""
    import uharfbuzz

    face = uharfbuzz.Face(content)
    glyph = uharfbuzz.Font(face).get_nominal_glyph
    characters = {character: glyph(character) for character in face.unicodes}
    count = _number(content, 4)
    rows = struct.iter_unpack(">4s4xII", content[12 : 12 + 16 * count])
    tables = {tag.decode("latin-1"): content[start : start + size] for tag, start, size in rows}
    if "glyf" not in tables:
        return SmallFont(tables, (), characters)
    glyphs = outlines.glyphs(tables)
    others = {tag: it for tag, it in tables.items() if tag not in _OUTLINES}
    return SmallFont(others, glyphs, characters)


def scaled(font: SmallFont, units: int) -> SmallFont:
    """Gives a font with at most so many units to the em; one that is not known through and through
    as it is.
    """
    before = font.units
    if before <= units or font.tables.keys() - {*_LENGTHS, *_WITHOUT_LENGTHS, "GDEF", "GPOS"}:
        return font

    def length(number: int) -> int:
        return (2 * number * units + before) // (2 * before)

    tables = {**font.tables}
    for tag, places in _LENGTHS.items():
        tables[tag] = _with(
            tables[tag],
            {at: length(_length(tables[tag], at)) for at in places if at < len(tables[tag])},
        )
    tables["head"] = _with(tables["head"], {18: units})
    if "GPOS" in tables:
        try:
            tables["GPOS"] = changed("GPOS", tables["GPOS"], Change(length=length))
        except ValueError:
            return font
    if "GDEF" in tables:  # without carets within ligatures, for which no browser asks
        tables["GDEF"] = _with(tables["GDEF"], {8: 0})
    glyphs = tuple(glyph.scaled(length) for glyph in font.glyphs)
    return replace(font, tables=tables, glyphs=glyphs)


def can_be_merged(font: SmallFont, units: int) -> bool:
    """Says whether a font can become part of one that has so many units to the em."""
    return bool(font.glyphs) and font.units == units and max(font.characters, default=0) < 0xFFFF


def merged(fonts: Sequence[SmallFont]) -> SmallFont:
    """Gives fonts of the same units, that share no character, as one: each costs some four hundred
    bytes by itself.

    Raises:
        ValueError: their tables of layout have what is not known here, or do not fit into one.
    """
    first = fonts[0].tables
    starts = [0, *accumulate(len(font.glyphs) for font in fonts)]
    tables = {tag: first[tag] for tag in ("OS/2", "head", "hhea", "maxp", "name", "post")}
    tables["maxp"] = _with(_most(fonts, "maxp", range(6, len(first["maxp"]), 2)), {4: starts[-1]})
    tables["hhea"] = _most(fonts, "hhea", (4, 8, 10), (6,))
    tables["OS/2"] = _most(fonts, "OS/2", (68, 72, 74, 76), (70,))
    tables["head"] = _most(fonts, "head", (40, 42), (36, 38))
    tables |= merged_layout([font.tables for font in fonts], starts)
    placed = list(zip(fonts, starts, strict=False))
    characters = {it: own + at for font, at in placed for it, own in font.characters.items()}
    tables["cmap"] = _character_map(characters)
    glyphs = tuple(glyph.behind(at) for font, at in placed for glyph in font.glyphs)
    return SmallFont(tables, glyphs, characters)


def _most(
    fonts: Sequence[SmallFont], tag: str, greatest: Iterable[int], least: Iterable[int] = ()
) -> bytes:
    """Gives a table of the first font with the greatest and the least numbers of all."""
    tables = [font.tables[tag] for font in fonts]
    return _with(
        tables[0],
        {at: max(_length(it, at) for it in tables) for at in greatest}
        | {at: min(_length(it, at) for it in tables) for at in least},
    )


def _character_map(glyphs: Mapping[int, int]) -> bytes:
    """Gives a `cmap` of format 4 for characters up to U+FFFE, each a segment of its own."""
    characters = [*sorted(glyphs), 0xFFFF]
    deltas = [glyphs.get(it, 0) - it & 0xFFFF for it in characters]
    count = len(characters)
    power = 1 << count.bit_length() - 1
    segments = struct.pack(
        f">4H{count}H2x{count}H{count}H{count}H",
        *(2 * count, 2 * power, power.bit_length() - 1, 2 * (count - power)),
        *(*characters, *characters, *deltas, *[0] * count),
    )
    return struct.pack(">4HI3H", 0, 1, 3, 1, 12, 4, 6 + len(segments), 0) + segments


def packed(font: SmallFont) -> bytes:
    """Packs a font as WOFF2, without the tables of layout that have nothing left to do."""
    import brotli

    rows, stream = [], b""
    in_order = sorted(_rows(font), key=lambda row: row[0].replace("loca", "glyf."))
    for tag, content, size, version in in_order:  # loca right behind glyf (5.3)
        number = _KNOWN.index(tag) if tag in _KNOWN else 63
        row = bytes([number | version << 6]) + (tag.encode("latin-1") if number == 63 else b"")
        row += _long(size) + (_long(len(content)) if tag in ("glyf", "loca") or version else b"")
        rows.append(row)
        stream += content
    quality = 9 if len(stream) < _LARGE else 11
    small: bytes = brotli.compress(stream, mode=brotli.MODE_FONT, quality=quality, lgwin=_WINDOW)
    directory = b"".join(rows)
    whole = 12 + 16 * len(rows) + len(stream)  # a hint (4.1)
    size = 48 + len(directory) + len(small)
    kind = b"\0\1\0\0" if font.glyphs else b"OTTO"
    numbers = (size + -size % 4, len(rows), 0, whole, len(small), *[0] * 7)
    header = struct.pack(">4s4sI2H2I2H5I", b"wOF2", kind, *numbers)
    return header + directory + small + bytes(-size % 4)


def _rows(font: SmallFont) -> Iterator[tuple[str, bytes, int, int]]:
    """Gives each table: its tag, its content as WOFF2 holds it, its own size, and the number of
    the form in which it is held (5).
    """
    tables = {
        tag: content
        for tag, content in font.tables.items()
        if tag not in _LAYOUT or _number(content, _number(content, 6))
    }
    if font.glyphs:
        count = len(font.glyphs)
        outline = outlines.transformed(font.glyphs)
        metrics, widths, is_bare = outlines.metrics(font.glyphs)
        tables["head"] = _with(tables["head"], {50: 1})
        tables["hhea"] = _with(tables["hhea"], {34: widths})
        yield "glyf", outline, len(outline), 0
        yield "loca", b"", 4 * count + 4, 0
        yield "hmtx", metrics, 2 * (widths + count), int(is_bare)
    for tag, content in tables.items():
        yield tag, content, len(content), 0


def _long(number: int) -> bytes:
    """Gives a number as UIntBase128 (4.4)."""
    septets = bytes([number & 127])
    while number := number >> 7:
        septets = bytes([number & 127 | 128]) + septets
    return septets


def _number(table: bytes, at: int) -> int:
    return int.from_bytes(table[at : at + 2], "big")


def _length(table: bytes, at: int) -> int:
    return int.from_bytes(table[at : at + 2], "big", signed=True)


def _with(table: bytes, numbers: Mapping[int, int]) -> bytes:
    """Gives a table with other numbers at some places."""
    new = bytearray(table)
    for at, number in numbers.items():
        new[at : at + 2] = (number & 0xFFFF).to_bytes(2, "big")
    return bytes(new)

"""Reads the outlines of a TrueType font (OpenType, glyf, loca, hmtx), and writes them as WOFF2
does (W3C, 2022, section 5).
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from operator import sub
from typing import NamedTuple

_ON_CURVE, _X_SHORT, _Y_SHORT, _REPEAT, _X_SAME, _Y_SAME, _OVERLAPS = (1 << bit for bit in range(7))
_WORDS, _PLACES, _SCALE, _MORE, _TWO_SCALES, _MATRIX, _INSTRUCTIONS = (
    *(0x1, 0x2, 0x8, 0x20, 0x40, 0x80),
    0x100,
)


class Part(NamedTuple):
    """A glyph that stands in another: where, in units, and turned or scaled by what."""

    flags: int
    glyph: int
    x: int
    y: int
    matrix: bytes


class Glyph(NamedTuple):
    """A glyph: its points, in units, by contours, or the parts that it consists of.

    `aside` is by how much its side bearing differs from its left edge.
    """

    advance: int
    aside: int = 0
    ends: Sequence[int] = ()
    xs: Sequence[int] = ()
    ys: Sequence[int] = ()
    flags: Sequence[int] = ()
    parts: tuple[Part, ...] = ()
    box: Sequence[int] = (0, 0, 0, 0)  # of one that has parts

    def scaled(self, length: Callable[[int], int]) -> Glyph:
        """Gives the same in other units."""
        parts = (
            it._replace(x=length(it.x), y=length(it.y)) if it.flags & _PLACES else it
            for it in self.parts
        )
        return self._replace(
            advance=length(self.advance),
            aside=length(self.aside),
            xs=[*map(length, self.xs)],
            ys=[*map(length, self.ys)],
            parts=tuple(parts),
            box=[*map(length, self.box)],
        )

    def behind(self, start: int) -> Glyph:
        """Gives the same in a font where another's glyphs stand before its own."""
        parts = (it._replace(glyph=it.glyph + start) for it in self.parts)
        return self._replace(parts=tuple(parts))

    @property
    def left(self) -> int:
        """The left edge."""
        return min(self.xs) if self.xs else self.box[0]


def glyphs(tables: dict[str, bytes]) -> tuple[Glyph, ...]:
    """Reads the glyphs of a font, without their instructions."""
    glyf, loca, hmtx = (tables[tag] for tag in ("glyf", "loca", "hmtx"))
    if tables["head"][51]:
        edges = struct.unpack(f">{len(loca) // 4}I", loca)
    else:
        edges = tuple(2 * it for it in struct.unpack(f">{len(loca) // 2}H", loca))
    wide = int.from_bytes(tables["hhea"][34:36], "big")
    metrics = [*struct.iter_unpack(">Hh", hmtx[: 4 * wide])]
    metrics += [(metrics[-1][0], *it) for it in struct.iter_unpack(">h", hmtx[4 * wide :])]
    return tuple(
        _glyph(glyf[start:end], *metric)
        for (start, end), metric in zip(pairwise(edges), metrics, strict=False)
    )


def _glyph(data: bytes, advance: int, bearing: int) -> Glyph:
    if not data:
        return Glyph(advance)
    contours, *box = struct.unpack(">5h", data[:10])
    glyph = Glyph(advance, bearing - box[0], box=box)
    if contours < 0:
        return glyph._replace(parts=tuple(_parts(data, 10)))
    ends = struct.unpack(f">{contours}H", data[10 : 10 + 2 * contours])
    at = 12 + 2 * contours + int.from_bytes(data[10 + 2 * contours : 12 + 2 * contours], "big")
    count = ends[-1] + 1 if ends else 0
    flags: list[int] = []
    while len(flags) < count:
        flag = data[at]
        times = data[at + 1] + 1 if flag & _REPEAT else 1
        at += 2 if flag & _REPEAT else 1
        flags += [flag] * times
    xs, at = _places(flags, data, at, _X_SHORT, _X_SAME)
    ys, at = _places(flags, data, at, _Y_SHORT, _Y_SAME)
    return glyph._replace(ends=ends, xs=xs, ys=ys, flags=flags)


def _places(flags: list[int], data: bytes, at: int, short: int, same: int) -> tuple[list[int], int]:
    """Reads the places of points on one axis; gives them, and where they end."""
    steps = []
    for flag in flags:
        if flag & short:
            steps.append(data[at] if flag & same else -data[at])
            at += 1
        elif flag & same:
            steps.append(0)
        else:
            step = data[at] << 8 | data[at + 1]
            steps.append(step - (step >> 15 << 16))
            at += 2
    return [*accumulate(steps)], at


def _parts(data: bytes, at: int) -> Iterator[Part]:
    flags = _MORE
    while flags & _MORE:
        flags, glyph = struct.unpack(">HH", data[at : at + 4])
        form = {_WORDS | _PLACES: ">hh", _WORDS: ">HH", _PLACES: ">bb", 0: ">BB"}[
            flags & (_WORDS | _PLACES)
        ]
        at += 4 + struct.calcsize(form)
        x, y = struct.unpack(form, data[at - struct.calcsize(form) : at])
        size = 8 if flags & _MATRIX else 4 if flags & _TWO_SCALES else 2 if flags & _SCALE else 0
        yield Part(flags & ~_INSTRUCTIONS, glyph, x, y, data[at : at + size])
        at += size


def transformed(glyphs: Sequence[Glyph]) -> bytes:
    """Gives outlines as WOFF2 holds them (5.1), for a loca of 32 bits."""
    contours, counts, flags, steps, parts, boxes = (bytearray() for _ in range(6))
    bits, overlaps = bytearray(-(-len(glyphs) // 32) * 4), bytearray(-(-len(glyphs) // 8))
    for number, glyph in enumerate(glyphs):
        contours += struct.pack(">h", -1 if glyph.parts else len(glyph.ends))
        mark = 0x80 >> (number & 7)
        if glyph.parts:
            parts += b"".join(map(_part, glyph.parts))
            bits[number >> 3] |= mark
            boxes += struct.pack(">4h", *glyph.box)
        elif glyph.ends:
            counts += b"".join(_short(end - last) for last, end in pairwise((-1, *glyph.ends)))
            if glyph.flags[0] & _OVERLAPS:
                overlaps[number >> 3] |= mark
            moves = zip(
                map(sub, glyph.xs, (0, *glyph.xs)),
                map(sub, glyph.ys, (0, *glyph.ys)),
                glyph.flags,
                strict=False,
            )
            for x, y, flag in moves:
                kind, numbers = _step(x, y, flag & _ON_CURVE)
                flags.append(kind)
                steps += numbers
            steps.append(0)  # no instructions
    streams = (contours, counts, flags, steps, parts, bits + boxes, b"")
    has_overlaps = any(overlaps)
    head = struct.pack(">4H7I", 0, has_overlaps, len(glyphs), 1, *map(len, streams))
    return head + b"".join(streams) + (overlaps if has_overlaps else b"")


def _part(part: Part) -> bytes:
    form = "HH" if not part.flags & _PLACES else "hh"
    form = form if part.flags & _WORDS else form.replace("h", "b").replace("H", "B")
    return struct.pack(f">HH{form}", *part[:4]) + part.matrix


def _short(number: int) -> bytes:
    """Gives a number as 255UInt16 (4.3)."""
    if number < 253:
        return bytes([number])
    return b"\xfd" + number.to_bytes(2, "big")


@lru_cache(maxsize=1 << 14)
def _step(x: int, y: int, on_curve: int) -> tuple[int, bytes]:
    """Gives a step from point to point as a flag, and the bytes that belong to it (5.2)."""
    kind = 0 if on_curve else 128
    sign_x, sign_y = x >= 0, y >= 0
    x, y = abs(x), abs(y)
    if x == 0 and y < 1280:
        return kind + (y >> 8) * 2 + sign_y, bytes([y & 255])
    if y == 0 and x < 1280:
        return kind + 10 + (x >> 8) * 2 + sign_x, bytes([x & 255])
    kind += sign_x + 2 * sign_y
    if x <= 64 and y <= 64:
        x, y = x - 1, y - 1
        return kind + 20 + (x & 48) + (y >> 4) * 4, bytes([(x & 15) << 4 | y & 15])
    if x <= 768 and y <= 768:
        x, y = x - 1, y - 1
        return kind + 84 + (x >> 8) * 12 + (y >> 8) * 4, bytes([x & 255, y & 255])
    if x < 4096 and y < 4096:
        return kind + 120, (x << 12 | y).to_bytes(3, "big")
    return kind + 124, struct.pack(">HH", x, y)


def metrics(glyphs: Sequence[Glyph]) -> tuple[bytes, int, bool]:
    """Gives the widths and side bearings of glyphs, and of how many glyphs it has widths: the last
    one is that of all behind it. Says also whether they came as WOFF2 holds them where each
    glyph's side bearing is its left edge (5.4).
    """
    widths = [glyph.advance for glyph in glyphs]
    while len(widths) > 1 and widths[-1] == widths[-2]:
        widths.pop()
    if not any(glyph.aside for glyph in glyphs):
        return b"\3" + struct.pack(f">{len(widths)}H", *widths), len(widths), True
    bearings = [glyph.left + glyph.aside for glyph in glyphs]
    table = b"".join(struct.pack(">Hh", *both) for both in zip(widths, bearings, strict=False))
    rest = bearings[len(widths) :]
    return table + struct.pack(f">{len(rest)}h", *rest), len(widths), False

"""CMaps: how a string falls into character codes, and what CID or text each stands for (ISO
32000-1, 9.7.5 and 9.10.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from struct import unpack
from typing import cast

import pikepdf

from laureate_print.pdf_reader.objects import DEEPEST, name_of

_MOST = 0x10000  # codes of one range: no font has more glyphs
# Bounds of a map that is made to burst: ranges of codes (the largest of Adobe's has 512), codes
# with a text, and bytes of one text (Adobe Technical Note 5411, 1.4.1).
_MOST_SPACES, _MOST_CODES, _LONGEST = 1_000, 1_000_000, 512
_SECTION = re.compile(rb"(begin|end)(codespacerange|bfchar|bfrange|cidchar|cidrange)(?![a-z])")
_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|([\[\]])|(\d+)|/([^\s<>\[\]/()]+)")
_USED = re.compile(rb"/([^\s/<>\[\]()]+)\s+usecmap")
_VERTICAL = re.compile(rb"/WMode\s+1\b")
_COMMENT = re.compile(rb"%[^\r\n]*")
_WHOLE = ((b"\0\0", b"\xff\xff"),)
Token = bytes | int | str | list[bytes | str]
Trie = dict[int, "int | Trie"]


@dataclass(slots=True)
class CMap:
    """A CMap. `spaces` are the lowest and the highest bytes of each code space range; without any,
    codes have two bytes.

    `cids` and `texts` say what a code stands for; where a code is its own CID, `identity` is true.
    """

    spaces: tuple[tuple[bytes, bytes], ...] = ()
    cids: dict[int, int] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)
    vertical: bool = False
    identity: bool = False
    name: str = ""

    def codes(self, data: bytes) -> list[int]:
        """Gives the character codes of a string, in their order."""
        if not self.spaces or self.spaces == _WHOLE:
            half = len(data) // 2
            return [*unpack(f">{half}H", data[: 2 * half]), *data[2 * half :]]
        codes, place, lengths = [], 0, dict[bytes, int]()
        longest = max(len(low) for low, _ in self.spaces)
        while place < len(data):
            ahead = data[place : place + longest]
            length = lengths.get(ahead) or self._length(data, place)
            lengths[ahead] = length
            codes.append(int.from_bytes(data[place : place + length], "big"))
            place += length
        return codes

    def _length(self, data: bytes, place: int) -> int:
        """Gives how many bytes the code at a place has; one outside all ranges is as long as the
        shortest that it could have been (9.7.6.3).
        """
        begun = []
        for low, high in self.spaces:
            part = data[place : place + len(low)]
            if len(part) == len(low) and all(
                a <= b <= c for a, b, c in zip(low, part, high, strict=True)
            ):
                return len(low)
            if low[0] <= data[place] <= high[0]:
                begun.append(len(low))
        return min(begun or [len(low) for low, _ in self.spaces])

    def cid(self, code: int) -> int:
        """Gives the CID of a code, zero where it has none."""
        return code if self.identity else self.cids.get(code, 0)


def parse(content: bytes, depth: int = 0) -> CMap:
    """Gives the CMap that a stream describes, a ToUnicode map among them."""
    content = _COMMENT.sub(b"", content) if b"%" in content else content
    used = _USED.search(content)
    cmap = predefined(used[1].decode("latin-1")) if used and depth < DEEPEST else CMap()
    spaces = list(cmap.spaces)
    left = _MOST_CODES
    for kind, section in _sections(content):
        if kind == b"codespacerange":
            spaces += islice(_spaces(section), _MOST_SPACES)
            continue
        if kind in (b"cidchar", b"cidrange"):
            cids = list(islice(_cids(section, by_range=kind == b"cidrange"), left))
            cmap.cids.update(cids)
            left -= len(cids)
        else:
            read = _characters if kind == b"bfchar" else _ranges
            texts = list(islice(read(section), left))
            cmap.texts.update(texts)
            left -= len(texts)
    cmap.spaces = tuple(dict.fromkeys(spaces))[:_MOST_SPACES]
    cmap.vertical = cmap.vertical or bool(_VERTICAL.search(content))
    return cmap


def _sections(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Gives the kind of each section, such as bfchar, and what stands in it."""
    begun = None
    for mark in _SECTION.finditer(content):
        if mark[1] == b"begin":
            begun = begun if begun is not None and begun[2] == mark[2] else mark
        elif begun is not None and begun[2] == mark[2]:
            yield mark[2], content[begun.end() : mark.start()]
            begun = None


def _tokens(section: bytes) -> Iterator[Token]:
    """Gives the tokens of a section: strings as bytes, numbers, names, and lists of strings."""
    listed: list[bytes | str] | None = None
    for digits, bracket, number, name in _TOKEN.findall(section):
        if bracket == b"[":
            listed = []
        elif bracket and listed is not None:
            yield listed
            listed = None
        elif bracket:
            continue
        elif number:
            yield int(number)
        else:
            value = name.decode("latin-1") if name else _bytes(digits)
            if listed is not None:
                listed.append(value)
            else:
                yield value


def _bytes(digits: bytes) -> bytes:
    packed = digits if digits.isalnum() else b"".join(digits.split())
    return bytes.fromhex((packed + b"0" * (len(packed) % 2)).decode("ascii"))


def _spaces(section: bytes) -> Iterator[tuple[bytes, bytes]]:
    bounds = [token for token in _tokens(section) if isinstance(token, bytes) and token]
    for low, high in zip(bounds[::2], bounds[1::2], strict=False):
        if len(low) == len(high):
            yield low, high


def _characters(section: bytes) -> Iterator[tuple[int, str]]:
    tokens = list(_tokens(section))
    for code, text in zip(tokens[::2], tokens[1::2], strict=False):
        if isinstance(code, bytes) and isinstance(text, bytes | str):
            yield int.from_bytes(code, "big"), decoded(text)


def _ranges(section: bytes) -> Iterator[tuple[int, str]]:
    tokens = list(_tokens(section))
    for low, high, text in zip(tokens[::3], tokens[1::3], tokens[2::3], strict=False):
        if not (isinstance(low, bytes) and isinstance(high, bytes)):
            continue
        first = int.from_bytes(low, "big")
        count = min(int.from_bytes(high, "big") - first + 1, _MOST)
        if isinstance(text, list):
            yield from ((first + i, decoded(item)) for i, item in enumerate(text[: max(count, 0)]))
        elif isinstance(text, bytes) and (start := decoded(text)):
            for i in range(count):
                yield first + i, start[:-1] + chr(min(ord(start[-1]) + i, 0x10FFFF))


def _cids(section: bytes, *, by_range: bool) -> Iterator[tuple[int, int]]:
    tokens = list(_tokens(section))
    size = 3 if by_range else 2
    for place in range(0, len(tokens) - size + 1, size):
        low, high, cid = tokens[place], tokens[place + size - 2], tokens[place + size - 1]
        if isinstance(low, bytes) and isinstance(high, bytes) and isinstance(cid, int):
            first = int.from_bytes(low, "big")
            count = min(int.from_bytes(high, "big") - first + 1, _MOST)
            yield from ((first + i, cid + i) for i in range(count))


def decoded(text: bytes | str) -> str:
    """Gives the text of a destination: UTF-16, one byte of Latin-1 as some write it, or the name
    of a glyph.
    """
    if isinstance(text, str):
        from fontTools.agl import toUnicode

        return str(toUnicode(text))
    if len(text) == 1:
        return text.decode("latin-1")
    return text[:_LONGEST].decode("utf-16-be", errors="replace")


def of_font(encoding: object) -> CMap:
    """Gives the CMap of a composite font: a predefined one by its name, or the stream's own."""
    if isinstance(encoding, pikepdf.Stream):
        cmap = parse(encoding.read_bytes())
        base = encoding.get("/UseCMap")
        if not cmap.cids and base is not None:
            below = of_font(base)
            cmap.cids, cmap.identity = below.cids, below.identity
            cmap.spaces = cmap.spaces or below.spaces
        cmap.vertical = cmap.vertical or encoding.get("/WMode") == 1
        return cmap
    return predefined(name_of(encoding) or "Identity-H")


def predefined(name: str) -> CMap:
    """Gives one of the predefined CMaps (9.7.5.2); codes of one that nobody knows have two bytes
    and no meaning.
    """
    vertical = name == "V" or name.endswith("-V")
    if name.startswith("Identity"):
        return CMap(_WHOLE, vertical=vertical, identity=True, name=name)
    from pdfminer.cmapdb import CMapDB, PyCMap

    try:
        known = CMapDB.get_cmap(name)
    except CMapDB.CMapNotFound:
        known = None
    if not isinstance(known, PyCMap):
        return CMap(_WHOLE, vertical=vertical, name=name)
    cids: dict[int, int] = {}
    spaces: dict[tuple[int, int], None] = {}
    for lead, length, code, cid in _leaves(cast("Trie", known.code2cid)):
        cids[code] = cid
        spaces[lead, length] = None
    return CMap(
        tuple(
            (bytes([lead]) + b"\0" * (length - 1), bytes([lead]) + b"\xff" * (length - 1))
            for lead, length in spaces
        ),
        cids,
        vertical=vertical,
        name=name,
    )


def _leaves(
    trie: Trie, code: int = 0, length: int = 1, lead: int = -1
) -> Iterator[tuple[int, int, int, int]]:
    """Gives first byte, length, code and CID of all that a tree of bytes holds."""
    for byte, below in trie.items():
        first = byte if lead < 0 else lead
        if isinstance(below, int):
            yield first, length, code << 8 | byte, below
        else:
            yield from _leaves(below, code << 8 | byte, length + 1, first)


def characters(ordering: str, *, vertical: bool) -> dict[int, str]:
    """Gives the text of each CID of one of Adobe's collections, such as Japan1; nothing for
    another (9.10.2).
    """
    from pdfminer.cmapdb import CMapDB

    if ordering not in ("Japan1", "GB1", "CNS1", "Korea1"):
        return {}
    return dict(CMapDB.get_unicode_map(f"Adobe-{ordering}", vertical).cid2unichr)

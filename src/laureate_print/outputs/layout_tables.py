"""Walks through the layout tables of a font (OpenType, GSUB, GPOS, GDEF) and changes their numbers
where they stand: of glyphs and lookups, which have others in a merged font, and in units to the em.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

# The fields of each table by its name, with its format where it has several, in their order:
#   "."  a number that stays        "=name"  a number that counts, or says of what a value consists
#   "g"  a glyph                    "Name"   where a table of this name begins, 0 for none
#   "l"  a lookup                   [...]    these fields as often as the number before them says,
#                                            [-1, ...] one time less
#   "v"  a length in units          (counter, less, ...)  these fields as often as a counter says
#   "V1", "V2"  a value, of which the number "=1" or "=2" says what it consists of
Fields = Sequence[Any]
_RECORDS = [".", "l"]
_RULES: dict[str, Fields] = {
    "Context 1": ("Coverage", ["RuleSet"]),
    "Context 2": ("Coverage", "Classes", ["ClassRuleSet"]),
    "Context 3": ("=n", "=m", ("n", 0, "Coverage"), ("m", 0, *_RECORDS)),
    "RuleSet": (["Rule"],),
    "Rule": ("=n", "=m", ("n", 1, "g"), ("m", 0, *_RECORDS)),
    "ClassRuleSet": (["ClassRule"],),
    "ClassRule": ("=n", "=m", ("n", 1, "."), ("m", 0, *_RECORDS)),
    "Chain 1": ("Coverage", ["ChainSet"]),
    "Chain 2": ("Coverage", "Classes", "Classes", "Classes", ["ChainClassSet"]),
    "Chain 3": (["Coverage"], ["Coverage"], ["Coverage"], _RECORDS),
    "ChainSet": (["ChainRule"],),
    "ChainRule": (["g"], [-1, "g"], ["g"], _RECORDS),
    "ChainClassSet": (["ChainClassRule"],),
    "ChainClassRule": (["."], [-1, "."], ["."], _RECORDS),
}
_SHAPES: dict[str, Fields] = _RULES | {
    "GSUB": (".", ".", ".", ".", "LookupList"),
    "GPOS": (".", ".", ".", ".", "LookupList"),
    "LookupList": (["Lookup"],),
    "Coverage 1": (["g"],),
    "Coverage 2": (["g", "g", "."],),
    "Classes 1": ("g", ["."]),
    "Classes 2": (["g", "g", "."],),
    "GSUB 1 1": ("Coverage", "."),
    "GSUB 1 2": ("Coverage", ["g"]),
    "GSUB 2 1": ("Coverage", ["Glyphs"]),
    "GSUB 3 1": ("Coverage", ["Glyphs"]),
    "Glyphs": (["g"],),
    "GSUB 4 1": ("Coverage", ["LigatureSet"]),
    "LigatureSet": (["Ligature"],),
    "Ligature": ("g", [-1, "g"]),
    "GSUB 8 1": ("Coverage", ["Coverage"], ["Coverage"], ["g"]),
    "GPOS 1 1": ("Coverage", "=1", "V1"),
    "GPOS 1 2": ("Coverage", "=1", ["V1"]),
    "GPOS 2 1": ("Coverage", "=1", "=2", ["PairSet"]),
    "PairSet": (["g", "V1", "V2"],),
    "GPOS 2 2": (
        *("Coverage", "=1", "=2", "Classes", "Classes"),
        *("=n", "=m", ("n", 0, ("m", 0, "V1", "V2"))),
    ),
    "GPOS 3 1": ("Coverage", ["Anchor", "Anchor"]),
    "GPOS 4 1": ("Coverage", "Coverage", "=classes", "MarkArray", "BaseArray"),
    "GPOS 5 1": ("Coverage", "Coverage", "=classes", "MarkArray", "LigatureArray"),
    "GPOS 6 1": ("Coverage", "Coverage", "=classes", "MarkArray", "BaseArray"),
    "MarkArray": ([".", "Anchor"],),
    "BaseArray": ([("classes", 0, "Anchor")],),
    "LigatureArray": (["BaseArray"],),
    "Anchor 1": ("v", "v"),
    "Anchor 2": ("v", "v", "."),
    "Anchor 3": ("v", "v", ".", "."),
    **{
        f"{table} {number} {form}": _RULES[f"{rule} {form}"]
        for table, number, rule in (
            *(("GSUB", 5, "Context"), ("GSUB", 6, "Chain")),
            *(("GPOS", 7, "Context"), ("GPOS", 8, "Chain")),
        )
        for form in (1, 2, 3)
    },
}
_EXTENSION = {"GSUB": 7, "GPOS": 9}
_FILTERED = 0x10  # a lookup that passes over marks that a set of GDEF lacks


def _same(number: int) -> int:
    return number


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of the numbers of glyphs, lookups and sets of marks, and of lengths."""

    glyph: Callable[[int], int] = _same
    lookup: Callable[[int], int] = _same
    marks: Callable[[int], int] = _same
    length: Callable[[int], int] = _same


def changed(name: str, table: bytes, change: Change) -> bytes:
    """Gives GSUB or GPOS, or a `Coverage` or `Classes` by itself, with its numbers changed.

    Raises:
        ValueError: it has what is not known here, or one part of it is read in two ways.
    """
    walk = _Walk(name, table, change)
    try:
        walk.table(name, 0, {})
    except (IndexError, KeyError, OverflowError) as error:
        raise ValueError(f"{name} has tables of an unknown kind") from error
    return bytes(walk.new)


class _Walk:
    """One way through a table; whatever several parts share is changed once."""

    def __init__(self, name: str, table: bytes, change: Change) -> None:
        self._name = name
        self.new = bytearray(table)
        self._seen: dict[int, Fields] = {}
        self._change = {
            "g": change.glyph,
            "l": change.lookup,
            "v": lambda it: change.length(it - (it >> 15 << 16)) & 0xFFFF,
            ".": _same,
        }
        self._marks = change.marks

    def _number(self, at: int) -> int:
        return self.new[at] << 8 | self.new[at + 1]

    def _put(self, at: int, number: int) -> None:
        self.new[at : at + 2] = number.to_bytes(2, "big")

    def table(self, name: str, start: int, counts: dict[str, int]) -> None:
        """Changes the table of this name that begins there."""
        if name == "Lookup":
            self._lookup(start)
            return
        fields, at = _SHAPES.get(name), start
        if fields is None:
            fields, at = _SHAPES[f"{name} {self._number(start)}"], start + 2
        if len(fields) == 1 and not self._number(start):
            return  # a list with nothing in it, which several parts may share
        if start in self._seen:
            if self._seen[start] != fields:
                raise ValueError(f"{name} shares its bytes with a table of another kind")
            return
        self._seen[start] = fields
        self._fields(fields, at, start, {**counts})

    def _fields(self, fields: Fields, at: int, start: int, counts: dict[str, int]) -> int:
        """Changes fields from a place on, in a table that begins at `start`; gives where they
        end.
        """
        for field in fields:
            if not isinstance(field, str):
                if isinstance(field, list):
                    less = -field[0] if isinstance(field[0], int) else 0
                    times, inner = self._number(at) - less, field[less:]
                    at += 2
                else:
                    counter, less, *inner = field
                    times = counts[counter] - less
                for _ in range(times):
                    at = self._fields(inner, at, start, counts)
            elif field in ("V1", "V2"):
                at = self._value(at, counts[field[1]])
            else:
                self._field(field, at, start, counts)
                at += 2
        return at

    def _field(self, field: str, at: int, start: int, counts: dict[str, int]) -> None:
        number = self._number(at)
        if change := self._change.get(field):
            self._put(at, change(number))
        elif field.startswith("="):
            counts[field[1:]] = number
        elif number:
            self.table(field, start + number, counts)

    def _value(self, at: int, consists_of: int) -> int:
        """Changes the lengths of a value record; the places of its devices stay."""
        for bit in range(8):
            if consists_of >> bit & 1:
                self._field("v" if bit < 4 else ".", at, 0, {})
                at += 2
        return at

    def _lookup(self, start: int) -> None:
        if start in self._seen:
            return
        self._seen[start] = ()
        kind, flags, count = (self._number(start + 2 * it) for it in range(3))
        for it in range(count):
            at = start + self._number(start + 6 + 2 * it)
            own = kind
            if kind == _EXTENSION[self._name]:
                own = self._number(at + 2)
                at += int.from_bytes(self.new[at + 4 : at + 8], "big")
            self.table(f"{self._name} {own}", at, {})
        if flags & _FILTERED:
            at = start + 6 + 2 * count
            self._put(at, self._marks(self._number(at)))

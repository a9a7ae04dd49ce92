"""Merges the layout tables of fonts whose glyphs stand one behind another in one font (OpenType,
GSUB, GPOS, GDEF).

Their lookups stay as they are, with other numbers; the lists of scripts and features are new.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from laureate_print.outputs.layout_tables import Change, changed

Tables = Mapping[str, bytes]
_NONE = struct.pack(">8H", 1, 0, 10, 12, 14, 0, 0, 0)  # a table with nothing in its three lists


def merged_layout(fonts: Sequence[Tables], starts: Sequence[int]) -> Tables:
    """Gives one GDEF, GSUB and GPOS for fonts whose glyphs begin at `starts`.

    Raises:
        ValueError: a table has what is not known here, or all together are too large.
    """
    given = [
        _Definitions(font.get("GDEF", bytes(12)), start)
        for font, start in zip(fonts, starts, strict=False)
    ]
    marks = [0, *accumulate(len(it.marks) for it in given)]
    try:
        return {
            "GDEF": _defined(given),
            **{
                tag: _merged(tag, [font.get(tag, _NONE) for font in fonts], starts, marks)
                for tag in ("GSUB", "GPOS")
            },
        }
    except struct.error as error:
        raise ValueError("the tables of layout are too large for one font") from error


def _merged(
    name: str, tables: Sequence[bytes], starts: Sequence[int], marks: Sequence[int]
) -> bytes:
    if any(table[:4] != _NONE[:4] for table in tables):
        raise ValueError(f"{name} varies")
    lookups = [[at for _, at in _entries(table, 8)] for table in tables]
    before = [*accumulate(map(len, lookups), initial=0)]
    new = [
        changed(name, table, Change(start.__add__, first.__add__, own.__add__))
        for table, start, first, own in zip(tables, starts, before, marks, strict=False)
    ]
    used_from = [min(own, default=len(table)) for own, table in zip(lookups, tables, strict=True)]
    new = [table[start:] for table, start in zip(new, used_from, strict=True)]
    scripts = _together([_scripts(*own) for own in zip(tables, before, strict=False)])
    features = sorted({it for own in scripts.values() for them in own.values() for it in them})
    script_list = _script_list(scripts, features)
    feature_list = _list_of(
        [(tag, struct.pack(f">2H{len(own)}H", 0, len(own), *own)) for tag, own in features]
    )
    lookups_at = 10 + len(script_list) + len(feature_list)
    begins = accumulate(map(len, new), initial=2 + 2 * before[-1])
    places = [
        begin + at - start
        for own, begin, start in zip(lookups, begins, used_from, strict=False)
        for at in own
    ]
    head = struct.pack(">5H", 1, 0, 10, 10 + len(script_list), lookups_at)
    return head + script_list + feature_list + _list((b"", it) for it in places) + b"".join(new)


Feature = tuple[bytes, tuple[int, ...]]  # its tag, and its lookups
Scripts = dict[bytes, dict[bytes, list[Feature]]]  # by script and language, b"" for all others


def _scripts(table: bytes, first_lookup: int) -> Scripts:
    """Gives the features of each script and language of a table."""
    features = []
    for tag, at in _entries(table, 6):
        lookups = struct.unpack_from(f">{_number(table, at + 2)}H", table, at + 4)
        features.append((tag, tuple(first_lookup + it for it in lookups)))
    scripts: Scripts = {}
    for script, start in _entries(table, 4):
        languages = [(b"", _number(table, start)), *_rows(table, start + 2, 4)]
        for language, at in languages:
            _, required, count = struct.unpack_from(">3H", table, start + at)
            if at and required != 0xFFFF:
                raise ValueError("a language requires a feature")
            own = struct.unpack_from(f">{count}H", table, start + at + 6) if at else ()
            scripts.setdefault(script, {})[language] = [features[it] for it in own]
    return scripts


def _together(fonts: Sequence[Scripts]) -> Scripts:
    """Gives each script and language the features of all fonts, of each tag one."""
    together: Scripts = {}
    for script in sorted({tag for own in fonts for tag in own}):
        known = [own.get(script, own.get(b"DFLT", {})) for own in fonts]
        together[script] = {}
        for language in sorted({b"", *(tag for own in known for tag in own)}):
            lookups: dict[bytes, set[int]] = {}
            for own in known:
                for tag, more in own.get(language, own.get(b"", ())):
                    lookups.setdefault(tag, set()).update(more)
            found = ((tag, tuple(sorted(them))) for tag, them in sorted(lookups.items()))
            together[script][language] = [*found]
    return together


def _script_list(scripts: Scripts, features: Sequence[Feature]) -> bytes:
    tables = []
    for script, languages in scripts.items():
        rows = []
        for language, own in languages.items():
            numbers = [features.index(it) for it in own]
            rows.append((language, struct.pack(f">3H{len(own)}H", 0, 0xFFFF, len(own), *numbers)))
        (default, *entries), content = _placed(rows, 4 + 6 * len(rows[1:]))
        tables.append((script, struct.pack(">H", default[1]) + _list(entries) + content))
    return _list_of(tables)


def _list_of(tables: Sequence[tuple[bytes, bytes]]) -> bytes:
    """Gives a list of tables with their tags, and these behind it."""
    entries, content = _placed(tables, 2 + 6 * len(tables))
    return _list(entries) + content


def _placed(
    contents: Sequence[tuple[bytes, bytes]], start: int
) -> tuple[list[tuple[bytes, int]], bytes]:
    """Gives the places of contents that stand one behind another, the same ones once, and all
    together.
    """
    every = [*dict.fromkeys(content for _, content in contents)]
    places = dict(zip(every, accumulate(map(len, every), initial=start), strict=False))
    return [(tag, places[content]) for tag, content in contents], b"".join(every)


def _entries(table: bytes, listed_at: int) -> list[tuple[bytes, int]]:
    """Gives the tags and places of what stands in one of the three lists; lookups have no tag."""
    start = _number(table, listed_at)
    return [(tag, start + at) for tag, at in _rows(table, start, 0 if listed_at == 8 else 4)]


def _rows(table: bytes, start: int, tag: int) -> list[tuple[bytes, int]]:
    """Gives the rows of a list: a tag of so many bytes, and a place."""
    rows = (start + 2 + (tag + 2) * it for it in range(_number(table, start)))
    return [(table[at : at + tag], _number(table, at + tag)) for at in rows]


def _list(entries: Iterable[tuple[bytes, int]]) -> bytes:
    rows = [tag + struct.pack(">H", at) for tag, at in entries]
    return struct.pack(">H", len(rows)) + b"".join(rows)


class _Definitions:
    """What GDEF says of a font's glyphs, which begin at `start`: their classes, and those that a
    lookup may pass over, as records of a class table; sets of marks as coverage tables.
    """

    def __init__(self, table: bytes, start: int) -> None:
        self.classes, self.mark_classes = (
            _classes(table, _number(table, it), start) for it in (4, 10)
        )
        self.marks: list[bytes] = []
        if _number(table, 2) >= 2 and (at := _number(table, 12)):
            for it in range(_number(table, at + 2)):
                place = at + int.from_bytes(table[at + 4 + 4 * it : at + 8 + 4 * it], "big")
                size = 4 + (2, 6)[_number(table, place) - 1] * _number(table, place + 2)
                own = table[place : place + size]
                self.marks.append(changed("Coverage", own, Change(glyph=start.__add__)))


def _classes(table: bytes, at: int, start: int) -> bytes:
    if not at:
        return b""
    form, first, count = struct.unpack(">3H", table[at : at + 6])
    if form == 2:
        records = struct.iter_unpack(">3H", table[at + 4 : at + 4 + 6 * first])
    else:
        numbers = struct.unpack(f">{count}H", table[at + 6 : at + 6 + 2 * count])
        records = ((it, it, own) for it, own in enumerate(numbers, first) if own)
    return b"".join(struct.pack(">3H", a + start, b + start, own) for a, b, own in records)


def _defined(given: Sequence[_Definitions]) -> bytes:
    """Gives GDEF 1.2."""
    classes, mark_classes = (
        struct.pack(">2H", 2, len(records) // 6) + records
        for records in (
            b"".join(it.classes for it in given),
            b"".join(it.mark_classes for it in given),
        )
    )
    sets = [it for own in given for it in own.marks]
    at = [*accumulate((len(classes), len(mark_classes)), initial=14)]
    content = struct.pack(">7H", 1, 2, at[0], 0, 0, at[1], at[2]) + classes + mark_classes
    places = accumulate(map(len, sets), initial=4 + 4 * len(sets))
    content += struct.pack(f">2H{len(sets)}I", 1, len(sets), *list(places)[:-1])
    return content + b"".join(sets)


def _number(table: bytes, at: int) -> int:
    return int.from_bytes(table[at : at + 2], "big")

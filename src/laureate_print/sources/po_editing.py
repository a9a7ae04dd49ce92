"""Changes messages of a `.po` file where they stand, as an editor does: every other byte stays as
it is, whoever has written it and however it is wrapped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import category, east_asian_width

from laureate_print.sources.po_files import Entry, PoFile
from laureate_print.sources.po_writing import as_fields, as_string

_WIDTH = 79  # columns of a row, as gettext wraps
_KEYWORD = re.compile(r"\s*(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)(?=[\s\"])")
# Where a row of a string may end: behind spaces, and between letters of scripts without them.
_UNSPACED = "\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_PIECE = re.compile(
    rf"[{_UNSPACED}][^\s{_UNSPACED}\w(（「『“‘《]*|[^\s{_UNSPACED}]*\s+|[^\s{_UNSPACED}]+"
)


def edited(content: bytes, file: PoFile, changed: Iterable[Entry]) -> bytes:
    """Gives the bytes of a catalog with other texts, flags and comments of some messages; of each
    field that is as it was the bytes stay.

    Args:
        content: the bytes that were read.
        file: what they say.
        changed: the messages as they shall be; each is known by its key.
    """
    start = len(content) - len(content.removeprefix(b"\xef\xbb\xbf"))
    rows = content[start:].decode().split("\n")
    wraps = _wraps(rows)
    known = {entry.key: entry for entry in file.entries}
    pairs = [(known[it.key], it) for it in changed if it.key in known]
    for before, after in sorted(pairs, key=lambda pair: -pair[0].line):
        block = _block(rows, before.line - 1)
        rows[block] = _Written(rows[block], file.ending, wraps).changed(before, after)
    return content[:start] + "\n".join(rows).encode()


def _wraps(rows: Sequence[str]) -> bool:
    """Says whether strings go on in a further row without a line end between, below the header."""
    body = rows[next((at for at, row in enumerate(rows) if not row.strip()), 0) :]
    return any(
        one.strip().startswith('"') and not one.rstrip().endswith('\\n"') and two.startswith('"')
        for one, two in pairwise(body)
    )


def _block(rows: Sequence[str], at: int) -> slice:
    """Gives the rows of the message whose `msgid` stands in a row: from its comments to its
    texts.
    """
    first = at
    while first and _is_above(rows[first - 1]):
        first -= 1
    last, text = at + 1, False
    while last < len(rows):
        row = rows[last].strip(" \t\r")
        keyword = _KEYWORD.match(row)
        text = text or bool(keyword and keyword[1].startswith("msgstr"))
        begins = row.startswith("#") or (keyword and not keyword[1].startswith("msgstr"))
        if text and begins:
            break
        last += 1
    while not rows[last - 1].strip():
        last -= 1
    return slice(first, last)


def _is_above(row: str) -> bool:
    """Says whether a row above a `msgid` is of the same message: a comment or its context."""
    row = row.strip(" \t\r")
    keyword = _KEYWORD.match(row)
    if row.startswith("#"):
        return not row.startswith("#~")
    return bool(keyword and keyword[1] == "msgctxt")


@dataclass(frozen=True, slots=True)
class _Written:
    """The rows of one message, how they end, and whether long ones are wrapped."""

    rows: list[str]
    ending: str
    wraps: bool

    def changed(self, before: Entry, after: Entry) -> list[str]:
        """Gives the rows with what changed."""
        rows = self.rows
        if before.comments != after.comments:
            rows = self._with_comments(rows, after.comments)
        if before.previous and not after.previous:
            rows = [row for row in rows if not row.lstrip().startswith("#|")]
        if before.flags != after.flags:
            rows = self._with_flags(rows, after.flags)
        for number, (old, new) in enumerate(zip(before.texts, after.texts, strict=True)):
            if old != new:
                name = f"msgstr[{number}]" if len(before.sources) > 1 else "msgstr"
                rows = self._with_text(rows, name, new)
        return rows

    def _ended(self, rows: Iterable[str]) -> list[str]:
        return [row + self.ending.removesuffix("\n") for row in rows]

    def _with_comments(self, rows: list[str], comments: Sequence[str]) -> list[str]:
        """Lets those that stay where they are; new ones stand below them."""
        wanted, kept, last = list(comments), list[str](), 0
        for row in rows:
            text = row.strip(" \t\r")
            if text.startswith("#") and text[1:2] not in (".", ":", ",", "|", "~"):
                if text[1:] not in wanted:
                    continue
                wanted.remove(text[1:])
                last = len(kept) + 1
            kept.append(row)
        return [*kept[:last], *self._ended(f"#{it}" for it in wanted), *kept[last:]]

    def _with_flags(self, rows: list[str], flags: Sequence[str]) -> list[str]:
        places = [at for at, row in enumerate(rows) if row.lstrip().startswith("#,")]
        ordered = sorted(flags, key=lambda flag: flag != "fuzzy")
        new = self._ended([f"#, {', '.join(ordered)}"]) if flags else []
        kept = [row for at, row in enumerate(rows) if at not in places]
        below = (at for at, row in enumerate(kept) if row.lstrip().startswith(("#|", "msg")))
        at = places[0] if places else next(below)
        return [*kept[:at], *new, *kept[at:]]

    def _with_text(self, rows: list[str], name: str, text: str) -> list[str]:
        first = next(
            at for at, row in enumerate(rows) if (found := _KEYWORD.match(row)) and found[1] == name
        )
        last = first + 1
        for at, row in enumerate(rows[first + 1 :], first + 1):
            if row.strip() and not row.lstrip().startswith('"'):
                break
            last = at + 1 if row.strip() else last
        return [*rows[:first], *self._ended(self._field(name, text)), *rows[last:]]

    def _field(self, name: str, text: str) -> Iterator[str]:
        """Gives a field as the file has its own: on one row, or wrapped as gettext does."""
        if not self.wraps or (_columns(f"{name} {as_string(text)}") <= _WIDTH and "\n" not in text):
            yield from as_fields("", name, text)
            return
        yield f'{name} ""'
        for line in re.findall(r"[^\n]*\n|[^\n]+$", text):
            yield from map(as_string, _wrapped(line))


def _wrapped(line: str) -> Iterator[str]:
    """Gives a line as rows, none wider than others write them where it has a place to break."""
    row = ""
    for piece in _PIECE.findall(line):
        if row and _columns(as_string(row + piece)) > _WIDTH:
            yield row
            row = ""
        row += piece
    if row:
        yield row


def _columns(text: str) -> int:
    wide = sum(east_asian_width(it) in "WF" for it in text)
    return len(text) + wide - sum(category(it) in ("Mn", "Me", "Cf") for it in text)

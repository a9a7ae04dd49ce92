"""Writes a catalog as a `.po` or `.pot` file; one message, one line, so that a change is one line
of a diff.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from laureate_print.sources.po_files import Entry, PoFile

_ESCAPES = {
    "\\": r"\\",
    '"': r"\"",
    "\n": r"\n",
    "\t": r"\t",
    "\r": r"\r",
    "\a": r"\a",
    "\b": r"\b",
    "\f": r"\f",
    "\v": r"\v",
}
_WIDTH = 76  # of notes and places, as xgettext wraps them


def written(file: PoFile) -> bytes:
    """Gives a catalog as the bytes of its file."""
    lines = [*_lines(file.header)]
    for entry in (*file.entries, *file.obsolete):
        lines += ["", *_lines(entry)]
    lines += ["", *(f"#{comment}" for comment in file.trailer)] if file.trailer else []
    return "".join(f"{line}{file.ending}" for line in [*lines, ""]).encode()


def _lines(entry: Entry) -> Iterator[str]:
    mark = "#~ " if entry.obsolete else ""
    yield from (f"#{comment}" for comment in entry.comments)
    for note in entry.notes:
        yield from (f"#. {row}" for row in _wrapped(note.split()))
    yield from (f"#: {row}" for row in _wrapped(dict.fromkeys(entry.places)))
    if entry.flags:
        flags = sorted(entry.flags, key=lambda flag: flag != "fuzzy")
        yield f"#, {', '.join(flags)}"
    for name, text in entry.previous:
        yield from as_fields(f"{'#~|' if entry.obsolete else '#|'} ", name, text)
    if entry.context is not None:
        yield from as_fields(mark, "msgctxt", entry.context)
    for name, text in zip(("msgid", "msgid_plural"), entry.sources, strict=False):
        yield from as_fields(mark, name, text)
    for number, text in enumerate(entry.texts):
        name = f"msgstr[{number}]" if len(entry.sources) > 1 else "msgstr"
        yield from as_fields(mark, name, text)


def _wrapped(words: Iterable[str]) -> Iterator[str]:
    """Gives words as lines that are as long as others write them."""
    line = ""
    for word in words:
        if line and len(f"{line} {word}") > _WIDTH:
            yield line
            line = word
        else:
            line = f"{line} {word}".strip()
    if line:
        yield line


def as_fields(mark: str, name: str, text: str) -> Iterator[str]:
    """Gives the rows of a field; a text of several lines as one string for each of them."""
    rows = re.findall(r"[^\n]*\n|[^\n]+$", text)
    if len(rows) < 2:
        yield f"{mark}{name} {as_string(text)}"
        return
    yield f'{mark}{name} ""'
    yield from (f"{mark}{as_string(row)}" for row in rows)


def as_string(text: str) -> str:
    """Gives a text in quotation marks, with the escapes of C."""
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(character: str) -> str:
    control = ord(character) < 32 or ord(character) == 127
    return _ESCAPES.get(character) or (f"\\{ord(character):03o}" if control else character)

"""Reads `.po` and `.pot` files, as gettext does, into entries that forget nothing.

The form of these files is told in the manual of GNU gettext, "The Format of PO Files".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from laureate_print.errors import CatalogError
from laureate_print.model import SourceFile

CONTEXT_ENDS = "\x04"
_STRING = r'"(?:[^"\\]|\\.)*"'
_KEYWORD = r"msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?"
_LINE = re.compile(rf"(?:({_KEYWORD})\s*)?((?:{_STRING}\s*)*)")
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]+)|(.))", re.DOTALL)
_ESCAPES = {
    b"n": b"\n",
    b"t": b"\t",
    b"r": b"\r",
    b"a": b"\a",
    b"b": b"\b",
    b"f": b"\f",
    b"v": b"\v",
    b'"': b'"',
    b"\\": b"\\",
}
_BYTES = re.compile("[\udc80-\udcff]")  # bytes of a letter, as `surrogateescape` keeps them
_PLACE = re.compile("\u2068[^\u2069]*\u2069\\S*|\\S+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A message of a catalog.

    `sources` are its `msgid` and, if it has one, its `msgid_plural`; `texts` its `msgstr`, or each
    `msgstr[n]`. `comments` are those of translators, without their `#` but with what follows it;
    `notes` (`#.`) and `places` (`#:`) come from the program. `previous` are the fields of the
    source that the translation was made for (`#|`). `line` is that of its `msgid`, from 1.
    """

    sources: tuple[str, ...]
    texts: tuple[str, ...] = ("",)
    context: str | None = None
    comments: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    previous: tuple[tuple[str, str], ...] = ()
    obsolete: bool = False
    line: int = 0

    @property
    def key(self) -> str:
        """What tells it from all others: its source, behind its context as in a `.mo` file."""
        return key(self.sources[0], self.context)

    @property
    def fuzzy(self) -> bool:
        """Whether it is marked as fuzzy: it needs work."""
        return "fuzzy" in self.flags

    @property
    def translated(self) -> bool:
        """Whether it has a text; if it has plural forms, each of them."""
        return all(self.texts)


@dataclass(frozen=True, slots=True)
class PoFile:
    """A catalog as a file: its header (a message whose source is empty), its entries in order,
    those that nobody asks for any more, and the comments behind the last one.

    `ending` is how its lines end.
    """

    header: Entry
    entries: tuple[Entry, ...] = ()
    obsolete: tuple[Entry, ...] = ()
    trailer: tuple[str, ...] = ()
    ending: str = "\n"

    def field(self, name: str) -> str:
        """Gives a field of the header, such as `Plural-Forms`; empty if it is not there."""
        rows = (row.partition(":") for row in self.header.texts[0].split("\n"))
        return next((value.strip() for found, _, value in rows if found == name), "")

    def with_entries(self, changed: Iterable[Entry]) -> PoFile:
        """Gives the same with these entries in the place of those of the same keys."""
        new = {entry.key: entry for entry in changed}
        return replace(self, entries=tuple(new.get(it.key, it) for it in self.entries))

    def with_field(self, name: str, value: str) -> PoFile:
        """Gives the same with another value of a field; behind all others if it is new."""
        rows = self.header.texts[0].split("\n")
        places = [at for at, row in enumerate(rows) if row.partition(":")[0] == name]
        for at in places:
            rows[at] = f"{name}: {value}"
        if not places:
            rows.insert(len(rows) - (not rows[-1]), f"{name}: {value}")
        return replace(self, header=replace(self.header, texts=("\n".join(rows),)))


def key(source: str, context: str | None = None) -> str:
    """Gives what tells a message from all others of its catalog, as in a `.mo` file."""
    return source if context is None else f"{context}{CONTEXT_ENDS}{source}"


def parse(file: SourceFile) -> PoFile:
    """Reads a catalog.

    Raises:
        CatalogError: it is not UTF-8, or has a line that gettext would refuse too; with file and
            line.
    """
    text = _decoded(file)
    reader = _Reader(file.shown)
    for number, row in enumerate(text.split("\n"), 1):
        reader.read(number, row.strip(" \t\r"))
    reader.end_entry()
    first: dict[str, Entry] = {}
    for entry in reader.entries:
        if entry.obsolete:
            continue
        if before := first.get(entry.key):
            raise CatalogError(
                f"{file.shown}:{entry.line}: this message stands at line {before.line} already:"
                f" '{_short(entry.sources[0])}'; keep the right one and delete the other"
            )
        first[entry.key] = entry
    header = first.pop("", Entry(("",)))
    obsolete = tuple(entry for entry in reader.entries if entry.obsolete)
    returned = text.count("\r\n") * 2 > text.count("\n")
    trailer = tuple(reader.pending.comments)
    return PoFile(header, (*first.values(),), obsolete, trailer, "\r\n" if returned else "\n")


def _decoded(file: SourceFile) -> str:
    content, where = file.content, file.shown
    try:
        text = content.decode("utf-8-sig")  # a byte order mark is no part of the text
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise CatalogError(
            f"{where}:{line}: this is not UTF-8; save the file as UTF-8 in your editor"
        ) from error
    charset = re.search(r'^"Content-Type:[^"]*charset=([\w-]+)', text, re.MULTILINE)
    if charset and charset[1].lower() not in ("utf-8", "utf8"):
        raise CatalogError(
            f"{where}: its header says {charset[1]}; set the charset to UTF-8 in your editor"
        )
    return text


@dataclass(slots=True)
class _Pending:
    """The entry that is being read: its fields by keyword, the lines above it, and the first line
    with a byte that is no letter by itself.
    """

    fields: dict[str, str] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    previous: list[tuple[str, str]] = field(default_factory=list)
    obsolete: bool = False
    line: int = 0
    bytes_at: int = 0

    @property
    def has_text(self) -> bool:
        """Whether a translation has begun."""
        return any(name.startswith("msgstr") for name in self.fields)


class _Reader:
    """Puts lines together to entries."""

    def __init__(self, where: str) -> None:
        self.entries: list[Entry] = []
        self.pending = _Pending()
        self._where = where
        self._keyword = ""

    def read(self, number: int, row: str) -> None:
        """Takes the next line, without the spaces around it."""
        if row.startswith("#~") and (row[2:3] == "|" or _LINE.fullmatch(row[2:].strip())):
            rest = row[2:].strip()
            self._previous(number, rest) if rest[:1] == "|" else self._field(number, rest, True)
        elif row.startswith("#"):
            self._comment(number, row[1:])
        elif row:
            self._field(number, row, False)

    def _comment(self, number: int, row: str) -> None:
        if self.pending.has_text:
            self.end_entry()
        kind = row[:1]
        if kind == ".":
            self.pending.notes.append(row[1:].strip())
        elif kind == ":":
            self.pending.places += _PLACE.findall(row[1:])
        elif kind == ",":
            self.pending.flags += _flags(row[1:])
        elif kind == "|":
            self._previous(number, row)
        else:
            self.pending.comments.append(row)

    def _previous(self, number: int, row: str) -> None:
        """Takes a line of the source that a translation was made for, `| msgid "…"`."""
        if self.pending.has_text:
            self.end_entry()
        keyword, text = self._parts(number, row.removeprefix("|").strip())
        if keyword:
            self.pending.previous.append((keyword, text))
        elif self.pending.previous:
            name, before = self.pending.previous.pop()
            self.pending.previous.append((name, before + text))

    def _field(self, number: int, row: str, obsolete: bool) -> None:
        keyword, text = self._parts(number, row)
        if not keyword and self._keyword:
            self.pending.fields[self._keyword] += text
            return
        begun = self.pending.fields
        begins = keyword == "msgctxt" or (keyword == "msgid" and {*begun} != {"msgctxt"})
        if begins and begun:
            self.end_entry()
        if not keyword or keyword in self.pending.fields or not self._follows(keyword):
            raise CatalogError(f"{self._where}:{number}: '{row}' does not stand where it should")
        self.pending.fields[keyword], self._keyword = text, keyword
        self.pending.obsolete = obsolete
        if keyword == "msgid":
            self.pending.line = number

    def _follows(self, keyword: str) -> bool:
        """Says whether a field can come after those that were read."""
        begun = self.pending.fields
        if keyword in ("msgctxt", "msgid"):
            return "msgid" not in begun
        if keyword in ("msgid_plural", "msgstr"):
            return [*begun][-1:] == ["msgid"]
        forms = sum(name.startswith("msgstr[") for name in begun)
        return "msgid_plural" in begun and keyword == f"msgstr[{forms}]"

    def _parts(self, number: int, row: str) -> tuple[str, str]:
        """Gives the keyword of a line, if it has one, and what its strings say."""
        found = _LINE.fullmatch(row)
        if not row or not found:
            raise CatalogError(
                f"{self._where}:{number}: no line of a catalog, see its quotation marks: {row!r}"
            )
        if "\\" not in found[2]:
            return found[1] or "", "".join(found[2].split('"')[1::2])
        strings = re.findall(_STRING, found[2])
        return found[1] or "", "".join(self._unescaped(number, it[1:-1]) for it in strings)

    def _unescaped(self, number: int, text: str) -> str:
        """Gives what a string says; the escapes are those of C, and octal and hexadecimal ones are
        bytes.
        """

        def byte(found: re.Match[bytes]) -> bytes:
            octal, hexadecimal, letter = found.groups()
            if letter is None:
                return bytes([int(octal, 8) & 255 if octal else int(hexadecimal, 16) & 255])
            if letter not in _ESCAPES:
                raise CatalogError(
                    f"{self._where}:{number}: '\\{letter.decode(errors='replace')}' means nothing"
                    " in a catalog; a backslash itself is written \\\\"
                )
            return _ESCAPES[letter]

        if "\\" not in text:
            return text
        # A letter may begin in one string and end in the next: what is no letter yet is kept so.
        said = _ESCAPE.sub(byte, text.encode()).decode(errors="surrogateescape")
        if _BYTES.search(said):
            self.pending.bytes_at = self.pending.bytes_at or number
        return said

    def _whole(self, text: str) -> str:
        """Gives a text with the letters that its bytes are."""
        if not _BYTES.search(text):
            return text
        try:
            return text.encode(errors="surrogateescape").decode()
        except UnicodeDecodeError as error:
            line = self.pending.bytes_at or self.pending.line
            raise CatalogError(
                f"{self._where}:{line}: its escapes are no letters in UTF-8; write the letters"
                " themselves"
            ) from error

    def end_entry(self) -> None:
        """Closes the entry that is being read, if there is one."""
        pending = self.pending
        if not pending.fields:
            return
        fields = {name: self._whole(text) for name, text in pending.fields.items()}
        texts = tuple(text for name, text in fields.items() if name.startswith("msgstr"))
        if not texts or "msgid" not in fields:
            raise CatalogError(
                f"{self._where}:{pending.line or 1}: a message has msgid and msgstr; here one of"
                " them is missing"
            )
        sources = (fields["msgid"], *(fields[it] for it in ("msgid_plural",) if it in fields))
        self.entries.append(
            Entry(
                sources=sources,
                texts=texts,
                context=fields.get("msgctxt"),
                comments=tuple(pending.comments),
                notes=tuple(pending.notes),
                places=tuple(pending.places),
                flags=tuple(dict.fromkeys(pending.flags)),
                previous=tuple((name, self._whole(text)) for name, text in pending.previous),
                obsolete=pending.obsolete,
                line=pending.line,
            )
        )
        self.pending, self._keyword = _Pending(), ""


def _flags(row: str) -> Iterator[str]:
    return filter(None, map(str.strip, row.split(",")))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"

"""What is exchanged: the texts of catalogs with all that a translator should know, and what comes
back.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Literal

from laureate_print.desk.exchange.codes import Piece, joined

TOOL = "laureate-print"
State = Literal["untranslated", "needs-work", "translated", "reviewed"]

_ID = re.compile(r"(m[0-9a-f]{16})(?:[.\[](\d{1,2})\]?)?")


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know of a text: from the `developer` or an earlier `translator`."""

    author: Literal["developer", "translator"]
    text: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A text to translate: a message, or one of its plural forms.

    `own` is what tells its message from all others of its catalog, `form` the number of the plural
    form; -1 where there is one text. `most` is how many characters there is room for, 0 where
    nobody says so; `earlier` the source that a translation was made for, if it is another one.
    """

    own: str
    form: int
    source: tuple[Piece, ...]
    target: tuple[Piece, ...]
    state: State
    context: str | None = None
    notes: tuple[Note, ...] = ()
    places: tuple[str, ...] = ()
    most: int = 0
    earlier: tuple[Piece, ...] = ()

    @property
    def base(self) -> str:
        """What is sent out, so that it is known later what was changed, and by whom."""
        return f"{self.state} {digest(joined(self.target))}"


@dataclass(frozen=True, slots=True)
class Part:
    """The texts of one catalog: its name, its file, the languages (BCP 47) of both sides and how
    they run.
    """

    name: str
    path: str
    source_language: str
    language: str
    source_direction: Literal["ltr", "rtl"]
    direction: Literal["ltr", "rtl"]
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Returned:
    """A text as it came back, and at which line of the file.

    `target` is nothing where there is none. `state` is nothing where the file says none; `base` is
    what was sent out, empty where the file does not tell.
    """

    line: int
    own: str
    form: int
    source: str
    target: str | None
    state: State | None
    base: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReturnedPart:
    """The texts of one catalog as they came back."""

    name: str
    language: str
    source_language: str
    units: tuple[Returned, ...]


def digest(text: str) -> str:
    """Gives what tells a text from others: 16 hexadecimal letters of its SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def own_id(key: str) -> str:
    """Gives the name of a message in files, from what tells it from others of its catalog: it stays
    as long as source and context do.
    """
    return f"m{digest(key)}"


def parsed_id(text: str) -> tuple[str, int]:
    """Takes the name of a text apart: of its message, and the number of its plural form (-1: none);
    both empty where it is none of ours.
    """
    found = _ID.fullmatch(text)
    return (found[1], int(found[2] or -1)) if found else ("", -1)


def catalog_of(original: str) -> str:
    """Gives the name of a catalog from its path, as whatever system wrote it."""
    return original.replace("\\", "/").rpartition("/")[2].removesuffix(".po")

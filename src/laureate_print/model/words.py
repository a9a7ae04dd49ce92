"""Languages, and the messages that are translated into them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["source", "reviewed", "draft", "untranslated"]


@dataclass(frozen=True, slots=True)
class Language:
    """A language as readers, browsers and the engine need to know it.

    `tag` is BCP 47 (`ja-simple`), `folder` the gettext folder (`ja@simple`), `locale` what CLDR
    calls it (`ja`), `script` ISO 15924, `name` its own name, `digits` its digits from zero to
    nine. `breaks_words` says that its lines break between words which no space divides.
    """

    tag: str
    folder: str
    locale: str
    script: str
    direction: Literal["ltr", "rtl"]
    name: str
    digits: str
    breaks_words: bool


@dataclass(frozen=True, slots=True)
class Message:
    """One translated message, with the file and line where its translator finds it, and the flags
    that it bears.

    A `reviewed` one has the record of a review of this very text. `outdated` says of a draft who
    has reviewed it as it was before, and when; `unsigned` is a comment that means to be such a
    record and is none. `earlier` is another source that its fuzzy translation was made for: that is
    shown to nobody, and so it has no text. One that counts something has a `plural` of its
    source and, in place of one text, `forms`. A form that is looked at by itself and serves one
    number alone is `sole`: it may do without that number.
    """

    source: str
    text: str
    where: str
    state: State
    flags: frozenset[str] = frozenset()
    outdated: str = ""
    unsigned: str = ""
    earlier: str = ""
    plural: str = ""
    forms: tuple[str, ...] = ()
    sole: bool = False


@dataclass(frozen=True, slots=True)
class Catalog:
    """The words of one document, or of the interface, in one language.

    A message's key is its source, behind its context as in a `.mo` file (context, U+0004, source).
    `plural_forms` is the field of that name in the header of the file, `declared` the language that
    the header says. `packaged` says that the
    program brings it: the project's owner cannot answer for it. What it does not translate
    stands in the language `lent`, if there is one; else it is an error.
    """

    name: str
    language: str
    where: str
    messages: dict[str, Message]
    plural_forms: str = ""
    packaged: bool = False
    lent: str = ""
    declared: str = ""


@dataclass(frozen=True, slots=True)
class MessageName:
    """What names a message in a project: its catalog, the language that says it, and its key."""

    catalog: str
    language: str
    key: str


@dataclass(frozen=True, slots=True)
class Used:
    """Which messages of a catalog a page shows, by their keys."""

    catalog: str
    language: str
    messages: frozenset[str]

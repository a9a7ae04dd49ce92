"""What is announced: words in their order, facts, offices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from laureate_print.model.files import SourceFile


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a Markdown document: an HTML element of this `name`, at this line of the file.

    `message` is its inline Markdown, one message for translators with their `comments`; `code` what
    stands in a `pre` as it is. One without a name is the words of the block around it.
    """

    name: str
    line: int
    message: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    blocks: tuple[Block, ...] = ()
    comments: tuple[str, ...] = ()
    code: str = ""

    @property
    def inner(self) -> Iterator[Block]:
        """The blocks inside it, each before those inside that."""
        for block in self.blocks:
            yield block
            yield from block.inner


@dataclass(frozen=True, slots=True)
class Body:
    """What a Markdown document says: its title, the blocks below it, its notes by their names."""

    title: Block
    blocks: tuple[Block, ...] = ()
    notes: dict[str, Block] = field(default_factory=dict)

    @property
    def all_blocks(self) -> Iterator[Block]:
        """Each block in the order of the text, notes last."""
        for block in (self.title, *self.blocks, *self.notes.values()):
            yield block
            yield from block.inner


@dataclass(frozen=True, slots=True)
class Contact:
    """An office that readers may turn to, as it is printed in every edition.

    `lines` are verbatim in `language` (BCP 47), `gloss` are messages; `country` is ISO 3166.
    `facts` are all that the document says of it: the placeholders of its gloss.
    """

    language: str
    lines: tuple[str, ...]
    gloss: tuple[str, ...]
    country: str
    facts: dict[str, str]


@dataclass(frozen=True, slots=True)
class LeadPicture:
    """The picture at the head of a document: a portrait, a group, an emblem.

    `file` stands beside the document; `alt` says what it shows and `credit` whose it is, messages.
    `focus` is what stays in sight where a sheet cuts it: shares of its width and of its height.
    """

    file: str
    alt: str
    credit: str = ""
    focus: tuple[float, float] = (0.5, 0.5)


@dataclass(frozen=True, slots=True)
class Document:
    """What is announced: the file that holds its words, and its facts.

    `title` and `description` are messages; `body` is what a Markdown file says, none for Jinja;
    `facts_at` is the file of the facts, as a person would write its path.
    """

    name: str
    markup: SourceFile
    facts_at: str
    title: str
    description: str
    facts: dict[str, Any]
    contacts: tuple[Contact, ...]
    body: Body | None = None
    picture: LeadPicture | None = None


@dataclass(frozen=True, slots=True)
class DocumentMetadata:
    """What a catalogue says of a document in one language; `language` is BCP 47, the others are
    plain text.
    """

    language: str
    title: str
    description: str
    publisher: str
    rights: str

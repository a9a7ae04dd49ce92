"""What a file tells those who keep it: a card in each language, and what it was made from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Card:
    """What a catalogue card says of a document in one language; `language` is BCP 47, the others are plain text."""

    language: str
    title: str
    description: str
    publisher: str
    rights: str


@dataclass(frozen=True, slots=True)
class Source:
    """A file that stands inside another one, byte for byte.

    `relationship` says what it is to the file that holds it: `Source` what that was made from, `Alternative` the same
    in another form (ISO 32000-2, 7.11.3).
    """

    name: str
    content: bytes
    media_type: str
    description: str
    relationship: str

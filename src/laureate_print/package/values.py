"""What a bag is made of."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from laureate_print.model import Job

ALGORITHMS = ("sha256", "sha512")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an artifact comes from: its job, and the files of the bag it was made from, below
    `data/`.

    `languages` are those that it speaks; `draft` says that no native speaker has reviewed one of
    its translations.
    """

    job: Job
    languages: tuple[str, ...]
    sources: tuple[str, ...]
    draft: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the payload: its path below `data/`, its bytes and digests, and what it is.

    `puid` is the format's identifier in PRONOM, the registry of the National Archives (UK); empty
    where it has none.
    """

    path: str
    bytes: int
    digests: dict[str, str]
    media_type: str
    format: str
    puid: str
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class About:
    """What describes a bag as a whole.

    `titles` are the document's by language; `date` is ISO 8601, of the document or of
    `SOURCE_DATE_EPOCH`; `software` gives the version of all that took part; `draft` says that a
    translation in it has not been reviewed.
    """

    name: str
    document: str
    date: str
    titles: dict[str, str]
    description: str
    publisher: str
    address: str
    telephone: str
    identifier: str
    rights: str
    terms: str
    software: dict[str, str]
    draft: bool


def digests(file: Path) -> dict[str, str]:
    """Gives a file's digests by algorithm, in small hexadecimal letters."""
    made = {name: hashlib.new(name) for name in ALGORITHMS}
    with file.open("rb") as content:
        while block := content.read(1 << 20):
            for digest in made.values():
                digest.update(block)
    return {name: digest.hexdigest() for name, digest in made.items()}

"""Says how far each language is, in messages and in words."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from itertools import compress

from laureate_print.errors import InputError
from laureate_print.model import Message
from laureate_print.sources import catalogs
from laureate_print.sources.loading import Sources

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_MISSING = Message("", "", "", "untranslated")


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a catalog is, or, with no `catalog`, a language: messages by state, and words of the
    source.

    `translated`, `fuzzy` ("Needs work") and `missing` count as gettext's `msgfmt --statistics`
    does. Of those that are not missing, `reviewed` ones have the record of a review, and `stale`
    ones have one that fits no more: source or translation are others since.
    """

    language: str
    catalog: str
    translated: int
    fuzzy: int
    missing: int
    reviewed: int
    stale: int
    words: int
    translated_words: int
    reviewed_words: int


_COUNTS = [field.name for field in fields(Standing)][2:]


def status(sources: Sources) -> tuple[list[Standing], list[str]]:
    """Gives how far each catalog of each language is, and after them the language's total (its
    catalog is empty); then what cannot be read, a line for each.
    """
    standings: list[Standing] = []
    broken: dict[str, None] = {}
    for tag in sources.translated:
        names = catalogs.names(sources, tag)
        parts = []
        for name in (name for name in names if not catalogs.is_source(sources, name, tag)):
            try:
                parts.append(_standing(sources, name, tag))
            except InputError as error:
                broken |= dict.fromkeys(str(error).split("\n"))
        standings += [*parts, _total(tag, parts)] if parts else []
    return standings, [*broken]


def words(source: str) -> int:
    """Counts the words of a message; placeholders and markup are none."""
    return len(_WORD.findall(re.sub(r"\{[^{}]*\}|<[^<>]*>", " ", source)))


def _standing(sources: Sources, name: str, tag: str) -> Standing:
    begun = catalogs.find(sources, name, tag) is not None
    messages = catalogs.catalog(sources, name, tag).messages if begun else {}
    asked = list(catalogs.wanted(sources, name))
    found = [messages.get(source, _MISSING) for source in asked]
    there = [message.state != "untranslated" or bool(message.earlier) for message in found]
    fuzzy = ["fuzzy" in message.flags for message in found]
    translated = [some and not doubtful for some, doubtful in zip(there, fuzzy, strict=True)]
    reviewed = [message.state == "reviewed" for message in found]
    counts = [words(source) for source in asked]
    return Standing(
        language=tag,
        catalog=name,
        translated=sum(translated),
        fuzzy=sum(there) - sum(translated),
        missing=len(asked) - sum(there),
        reviewed=sum(reviewed),
        stale=sum(bool(message.outdated) for message in found),
        words=sum(counts),
        translated_words=sum(compress(counts, translated)),
        reviewed_words=sum(compress(counts, reviewed)),
    )


def _total(tag: str, parts: list[Standing]) -> Standing:
    sums = {name: sum(getattr(part, name) for part in parts) for name in _COUNTS}
    return Standing(tag, "", **sums)

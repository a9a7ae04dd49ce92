"""Says how far each language is, in messages and in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from laureate_print.sources import catalogs
from laureate_print.sources.loading import Sources

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a catalog is, or, with no `catalog`, a language: messages by state, and words of the
    source.

    `translated` messages are reviewed, `fuzzy` ones drafts; `translated_words` are those of the
    former.
    """

    language: str
    catalog: str
    translated: int
    fuzzy: int
    missing: int
    words: int
    translated_words: int


def status(sources: Sources) -> Iterator[Standing]:
    """Gives how far each catalog of each language is, and after them the language's total (its
    catalog is empty).
    """
    for tag in sources.translated:
        names = catalogs.names(sources, tag)
        asked = [name for name in names if not catalogs.is_source(sources, name, tag)]
        if parts := [_standing(sources, name, tag) for name in asked]:
            yield from parts
            yield _total(tag, parts)


def words(source: str) -> int:
    """Counts the words of a message; placeholders and markup are none."""
    return len(_WORD.findall(re.sub(r"\{[^{}]*\}|<[^<>]*>", " ", source)))


def _standing(sources: Sources, name: str, tag: str) -> Standing:
    begun = catalogs.find(sources, name, tag) is not None
    messages = catalogs.catalog(sources, name, tag).messages if begun else {}
    asked = list(catalogs.wanted(sources, name))
    states = [messages[source].state if source in messages else "untranslated" for source in asked]
    return Standing(
        language=tag,
        catalog=name,
        translated=states.count("reviewed"),
        fuzzy=states.count("draft"),
        missing=states.count("untranslated"),
        words=sum(map(words, asked)),
        translated_words=sum(
            words(s) for s, state in zip(asked, states, strict=True) if state == "reviewed"
        ),
    )


def _total(tag: str, parts: list[Standing]) -> Standing:
    return Standing(
        language=tag,
        catalog="",
        translated=sum(part.translated for part in parts),
        fuzzy=sum(part.fuzzy for part in parts),
        missing=sum(part.missing for part in parts),
        words=sum(part.words for part in parts),
        translated_words=sum(part.translated_words for part in parts),
    )

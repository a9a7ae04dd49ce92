"""What was translated before: messages of all catalogs of a language that are like one at which a
translator is.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from laureate_print.errors import CatalogError
from laureate_print.model import State
from laureate_print.sources import catalogs
from laureate_print.sources.loading import Sources, remembered

_ALIKE = 60  # of 100: below that they have little more than small words in common
_MOST = 4


@dataclass(frozen=True, slots=True)
class Remembered:
    """A translation that there is: its source, its text, its catalog, and how far it is."""

    source: str
    text: str
    catalog: str
    state: State


@dataclass(frozen=True, slots=True)
class Alike:
    """One that is like another message, by so much of 100."""

    remembered: Remembered
    likeness: int


def alike(sources: Sources, tag: str, name: str, key: str, source: str) -> list[Alike]:
    """Gives the translations of a language whose sources are most like that of a message, but for
    its own; the most alike first, of several that are as much so the reviewed ones.
    """
    from rapidfuzz import fuzz, process, utils

    known = [it for own, it in _memory(sources, tag) if own != (name, key)]
    found = process.extract(
        source,
        [it.source for it in known],
        scorer=fuzz.ratio,
        processor=utils.default_process,
        score_cutoff=_ALIKE,
        limit=_MOST * 3,
    )
    rows = [Alike(known[at], round(score)) for _, score, at in found]
    rows.sort(key=lambda it: (-it.likeness, it.remembered.state != "reviewed"))
    once = {it.remembered.text: it for it in reversed(rows)}
    return [it for it in rows if once[it.remembered.text] is it][:_MOST]


@remembered
def _memory(sources: Sources, tag: str) -> tuple[tuple[tuple[str, str], Remembered], ...]:
    return tuple(_translated(sources, tag))


def _translated(sources: Sources, tag: str) -> Iterator[tuple[tuple[str, str], Remembered]]:
    """Gives each translation of a language that is finished, in all catalogs but the glossary."""
    for name in catalogs.names(sources, tag):
        if name == catalogs.GLOSSARY or catalogs.find(sources, name, tag) is None:
            continue
        with suppress(CatalogError):  # it is told in its own place
            for key, message in catalogs.catalog(sources, name, tag).messages.items():
                finished = message.state in ("draft", "reviewed") and "fuzzy" not in message.flags
                if finished and message.text:
                    yield (
                        (name, key),
                        Remembered(message.source, message.text, name, message.state),
                    )

"""Looks whether a translation calls things by the names of its glossary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from laureate_print.checks.contexts import WordsContext
from laureate_print.checks.suppressions import wordings
from laureate_print.model import Finding
from laureate_print.pdf_reader.text import normalized

# Not seen by a reader, or seen as the same: invisible line breaks, and ways to write apostrophe and
# hyphen.
_ALIKE = str.maketrans(
    {"\u00ad": None, "\u200b": None, "\u2060": None, "\u2011": "-", "’": "'", "ʼ": "'"}
)


def names_are_those_of_the_glossary(context: WordsContext) -> Iterator[Finding]:
    """Where the source has a term, the translation has one of its forms: a reader meets one name
    for one thing.
    """
    for words in wordings(context, "glossary"):
        for term in terms(words.source, tuple(context.glossary)):
            forms, text = context.glossary[term], _read(words.text)
            if forms and not any(_read(form) in text for form in forms):
                expected = " or ".join(f"'{form}'" for form in forms[:4])
                message = f"'{term}' should be {expected} here"
                hint = (
                    "say it so, add this form to glossary.po if it is right, or give the flag"
                    " ignore-glossary"
                )
                yield words.finding("names_are_those_of_the_glossary", "warning", message, hint)


@lru_cache(maxsize=1024)  # all languages have the same sources
def terms(source: str, glossary: tuple[str, ...]) -> tuple[str, ...]:
    """Gives the terms that a source holds: the longest first, so that none is looked for inside
    another.

    A term in small letters alone is found however it is written; each also with a plural -s.
    """
    return tuple(dict.fromkeys(term for _, _, term in term_places(source, glossary)))


@lru_cache(maxsize=1024)
def term_places(source: str, glossary: tuple[str, ...]) -> tuple[tuple[int, int, str], ...]:
    """Gives each place of a term in a source, from and up to, and the term; as `terms` finds
    them.
    """
    source = re.sub(r"\{[^{}]*\}|<[^<>]*>", lambda other: " " * len(other[0]), source)
    found = list[tuple[int, int, str]]()
    for term in sorted(glossary, key=lambda term: (-len(term), term)):
        ignored = re.IGNORECASE if term.islower() else re.NOFLAG
        pattern = re.compile(rf"(?<!\w){re.escape(term)}s?(?!\w)", ignored)
        for place in pattern.finditer(source):
            found.append((*place.span(), term))
        source = pattern.sub(lambda it: "\0" * len(it[0]), source)
    return tuple(found)


@lru_cache(maxsize=1024)
def _read(text: str) -> str:
    """Gives a text as a reader compares it: without context, line ends and invisible characters."""
    return " ".join(normalized(text.translate(_ALIKE)).casefold().split())

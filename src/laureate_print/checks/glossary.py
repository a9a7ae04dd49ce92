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
    source, found = re.sub(r"\{[^{}]*\}|<[^<>]*>", " ", source), list[str]()
    for term in sorted(glossary, key=lambda term: (-len(term), term)):
        ignored = re.IGNORECASE if term.islower() else re.NOFLAG
        source, count = re.subn(rf"(?<!\w){re.escape(term)}s?(?!\w)", "\0", source, flags=ignored)
        if count:
            found.append(term)
    return tuple(found)


@lru_cache(maxsize=1024)
def _read(text: str) -> str:
    """Gives a text as a reader compares it: without context, line ends and invisible characters."""
    return " ".join(normalized(text.translate(_ALIKE)).casefold().split())

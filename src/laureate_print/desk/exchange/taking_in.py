"""Takes translations that came back into the catalogs: what was changed outside, nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from laureate_print.desk.exchange.merging import Merging
from laureate_print.desk.exchange.values import ReturnedPart
from laureate_print.errors import InputError
from laureate_print.sources import catalogs
from laureate_print.sources.languages import is_known, language, normalise
from laureate_print.sources.loading import Sources


def take_in(sources: Sources, shown: str, parts: Sequence[ReturnedPart]) -> Iterator[str]:
    """Writes what was changed outside into the catalogs; gives lines for each.

    A text that was changed here since it was sent out, and not there, stays. A review is never
    taken over: whoever has read a text says so by `catalog review`, and the record of an earlier
    review counts for the text that was read, as ever.

    Args:
        sources: the project.
        shown: the file that came back, as people know it.
        parts: what it holds.

    Raises:
        InputError: what cannot be taken in, one a line with its place; the rest is.
    """
    refused: dict[str, None] = {}
    if not parts:
        raise InputError(f"{shown}: it holds no document")
    for part in parts:
        try:
            merging = _opened(sources, shown, part)
            for _, units in groupby(part.units, key=lambda it: it.own or str(it.line)):
                merging.take([*units])
            yield from merging.finish()
            refused |= dict.fromkeys(merging.refused)
        except InputError as error:
            refused |= dict.fromkeys(str(error).splitlines())
    if refused:
        raise InputError("\n".join(refused))


def _opened(sources: Sources, shown: str, part: ReturnedPart) -> Merging:
    """Finds the catalog that came back.

    Raises:
        InputError: the project has none of this document in this language, or it cannot be read.
    """
    tag = find_language(sources, shown, part.language)
    names = [
        name
        for name in catalogs.names(sources, tag)
        if catalogs.find(sources, name, tag) and not catalogs.is_source(sources, name, tag)
    ]
    if part.name not in names:
        raise InputError(
            f"{shown}: '{part.name}' is no document that this project has in '{tag}'; it has"
            f" {', '.join(names) or 'none'}"
        )
    own = catalogs.source_language(sources, part.name)
    if part.source_language and _primary(part.source_language) != _primary(own):
        raise InputError(
            f"{shown}: '{part.name}' is translated from '{part.source_language}' there, and from"
            f" '{own}' here"
        )
    return Merging(sources, shown, part.name, tag)


def find_language(sources: Sources, shown: str, told: str) -> str:
    """Gives the language of a file as this project calls it: many programs know `it-IT` alone, and
    `zh-CN` for `zh-Hans`.

    Raises:
        InputError: the project is not translated into it.
    """
    tag = normalise(told) if told else ""
    having = [it for it in sources.translated if it != sources.project.source_language]
    if tag in having:
        return tag
    if tag and is_known(tag):
        shorter = [it for it in having if tag.startswith(f"{it}-")]
        alike = [
            it for it in having if _primary(it) == _primary(tag) and _script(it) == _script(tag)
        ]
        if found := shorter or (alike if len(alike) == 1 else []):
            return max(found, key=len)
    raise InputError(
        f"{shown}: it is in '{told}', and this project is not translated into that; it has"
        f" {', '.join(having) or 'no translations'}"
    )


def _script(tag: str) -> str:
    return language(tag).script


def _primary(tag: str) -> str:
    return normalise(tag).partition("-")[0]

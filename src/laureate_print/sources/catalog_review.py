"""Writes down who has reviewed the translations of a language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from laureate_print.errors import CatalogError, UsageError
from laureate_print.model import printable
from laureate_print.sources import catalogs, reviews
from laureate_print.sources.catalog_template import store_messages
from laureate_print.sources.catalog_update import going_on
from laureate_print.sources.languages import language
from laureate_print.sources.loading import Sources
from laureate_print.sources.po_files import Entry, PoFile, parse

_LONGEST = 200  # characters of a name


def review(
    sources: Sources, tag: str, reviewer: str, day: date, names: Iterable[str] = ()
) -> Iterator[str]:
    """Writes that somebody has reviewed a language on a day; gives a line for each catalog.

    What is not translated, or marked as fuzzy ("Needs work"), has not been approved and gets no
    record. A record that fits no more makes room for the new one.

    Args:
        sources: the project.
        tag: the language.
        reviewer: their name, as it shall be read later.
        day: when they have read it.
        names: the catalogs that they have read; all of the language, if none is named.

    Raises:
        UsageError: the language has no such catalog, or the name is none.
        InputError: catalogs that cannot be read, one a line; all others are signed then.
    """
    chosen = language(tag)
    known = [
        name
        for name in catalogs.names(sources, chosen.tag)
        if catalogs.find(sources, name, chosen.tag)
    ]
    for name in names or [""]:
        if not known or (name and name not in known):
            what = f"catalog '{name}'; it has {', '.join(known) or 'none'}" if name else "catalogs"
            raise UsageError(f"{chosen.tag} has no {what}")
    if not reviewer.strip() or printable(reviewer) != reviewer or len(reviewer) > _LONGEST:
        raise UsageError("a review has the name of a person or an office: --by 'Higa Yōko'")
    signed = partial(_signed, sources, chosen.tag, " ".join(reviewer.split()), day)
    yield from going_on(partial(signed, name) for name in names or known)


def _signed(sources: Sources, tag: str, reviewer: str, day: date, name: str) -> str:
    # Labels of the package that were reviewed are the project's own from now on.
    path = catalogs.place(sources, name, tag)
    file = sources.find(path) or sources.need(catalogs.path(name, tag), CatalogError)
    catalog = parse(file)
    read = [entry for entry in catalog.entries if entry.translated and not entry.fuzzy]
    signed = [reviews.approved(entry, reviewer, day) for entry in read]
    store_messages(sources, file, catalog, signed, path)
    left = len(catalog.entries) - len(read)
    return f"{path}: {len(read)} messages reviewed" + (
        f", {left} not: untranslated or fuzzy" if left else ""
    )


def review_message(
    sources: Sources, tag: str, name: str, own: str, reviewer: str, day: date
) -> None:
    """Writes that somebody has reviewed one message, of the key `own`.

    Raises:
        UsageError: the catalog has no such message, or it is not translated.
        CatalogError: the catalog cannot be read.
    """
    path = catalogs.place(sources, name, language(tag).tag)
    file = sources.find(path)
    catalog = parse(file) if file else PoFile(Entry(("",)))
    read = [entry for entry in catalog.entries if entry.key == own and entry.translated]
    if not file or not read:
        raise UsageError(f"{path} has no translation of '{own}'")
    flags = tuple(flag for flag in read[0].flags if flag != "fuzzy")
    finished = reviews.approved(replace(read[0], flags=flags, previous=()), reviewer, day)
    store_messages(sources, file, catalog, [finished], path)

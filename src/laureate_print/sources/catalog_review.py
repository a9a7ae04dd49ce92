"""Writes down who has reviewed the translations of a language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from laureate_print.errors import UsageError
from laureate_print.sources import catalogs, reviews
from laureate_print.sources.catalog_update import store
from laureate_print.sources.languages import language
from laureate_print.sources.loading import Sources
from laureate_print.sources.po_files import parse


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
        CatalogError: a catalog cannot be read.
    """
    chosen = language(tag)
    known = [
        name
        for name in catalogs.names(sources, chosen.tag)
        if catalogs.find(sources, name, chosen.tag)
    ]
    for name in names or [""]:
        if not known or (name and name not in known):
            raise UsageError(
                f"{chosen.tag} has no catalog '{name}'; it has {', '.join(known) or 'none'}"
            )
    if not reviewer.strip() or "\n" in reviewer:
        raise UsageError("a review has the name of a person or an office: --by 'Higa Yōko'")
    for name in names or known:
        # Labels of the package that were reviewed are the project's own from now on.
        path = catalogs.path(name, chosen.tag)
        catalog = parse(sources.need(path), obsolete=True)
        approved = [entry for entry in catalog if entry.id and entry.string and not entry.fuzzy]
        for entry in approved:
            _approve(entry, " ".join(reviewer.split()), day)
        store(sources, catalog, path)
        left = len(catalog) - len(approved)
        yield f"{path}: {len(approved)} messages reviewed" + (
            f", {left} not: untranslated or fuzzy" if left else ""
        )


def _approve(entry: Any, reviewer: str, day: date) -> None:
    read = reviews.digest(entry.context or "", [entry.id], [entry.string])
    given = [review for review in reviews.records(entry.user_comments) if review.digest == read]
    if all(review.reviewer != reviewer for review in given):
        given.append(reviews.Review(day, reviewer, read))
    others = reviews.without_records(entry.user_comments)
    entry.user_comments = [*others, *(review.comment for review in given)]

"""Keeps the catalogs in step with the templates: extract, init, update."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from operator import itemgetter

from laureate_print.errors import CatalogError, InputError, UsageError
from laureate_print.sources import catalogs, plurals, reviews
from laureate_print.sources.catalog_merge import follow
from laureate_print.sources.catalog_template import filled, has_own, header, store, template_of
from laureate_print.sources.languages import language
from laureate_print.sources.loading import Sources, remembered
from laureate_print.sources.missing_faces import missing_faces
from laureate_print.sources.po_files import Entry, PoFile, parse


def extract(sources: Sources) -> Iterator[str]:
    """Writes `locales/<catalog>.pot` from the templates; gives a line for each catalog.

    Labels for which the project's own templates do not ask are the package's, and so is their file.

    Raises:
        InputError: templates that cannot be read, one a line; all others are written then.
    """
    yield from going_on(partial(_extracted, sources, name) for name in catalogs.names(sources))


def _extracted(sources: Sources, name: str) -> str:
    if not has_own(sources, name):
        return ""
    template = template_of(sources, name)
    path = catalogs.template_path(name)
    changed = store(sources, template, path)
    return f"{path}: {len(template.entries)} messages{'' if changed else ', unchanged'}"


def going_on(acts: Iterable[Callable[[], str]]) -> Iterator[str]:
    """Does one act after the other, whatever becomes of the others; gives the line of each that has
    something to say.

    Raises:
        InputError: what the acts could not read, each a line once, when all else is done.
    """
    broken: dict[str, None] = {}
    for act in acts:
        try:
            if line := act():
                yield line
        except InputError as error:
            broken |= dict.fromkeys(str(error).split("\n"))
    if broken:
        raise InputError("\n".join(broken))


def init(sources: Sources, tag: str) -> Iterator[str]:
    """Makes the catalogs that a language lacks; gives a line for each, and the next step.

    Raises:
        UsageError: the language is not known, needs no catalogs, or has them all already.
        InputError: templates that cannot be read, one a line; all else is made then.
    """
    chosen = language(tag)
    names = catalogs.names(sources, chosen.tag)
    if all(catalogs.is_source(sources, name, chosen.tag) for name in names):
        raise UsageError(f"'{chosen.tag}' needs no catalogs: its words come from the templates")
    missing = _missing(sources, chosen.tag)
    if not missing:
        folder = catalogs.place(sources, catalogs.INTERFACE, chosen.tag).rpartition("/")[0]
        raise UsageError(
            f"{folder} has its catalogs already; 'laureate-print catalog update' refreshes them"
        )
    yield from missing_faces(sources, chosen.tag)
    yield from going_on(partial(_made, sources, name, chosen.tag) for name in missing)
    yield (
        f"next: translate them, in Poedit for instance; then 'laureate-print check -l {chosen.tag}'"
    )


def _missing(sources: Sources, tag: str) -> list[str]:
    """Gives the catalogs that a language lacks."""
    return [
        name
        for name in catalogs.names(sources, tag)
        if not catalogs.is_source(sources, name, tag) and catalogs.find(sources, name, tag) is None
    ]


def _made(sources: Sources, name: str, tag: str) -> str:
    """Makes a catalog of a language; gives a line that says what it holds."""
    path, forms = catalogs.place(sources, name, tag), plurals.of_language(tag)
    empty = PoFile(header(sources, name, language(tag).folder, forms.header))
    others = _others(sources, name, tag)
    catalog = follow(filled(empty, tag), template_of(sources, name), forms.count, others)
    store(sources, catalog, path)
    fuzzy = sum(entry.fuzzy for entry in catalog.entries)
    there = sum(entry.translated for entry in catalog.entries) - fuzzy
    known = f", {there} taken over from other catalogs" if there else ""
    alike = f", {fuzzy} of them like one that is translated (fuzzy)" if fuzzy else ""
    return f"{path}: {len(catalog.entries) - there} messages to translate{alike}{known}"


def update(sources: Sources, languages: Iterable[str] = ()) -> Iterator[str]:
    """Brings each catalog, of all languages or of those that are named, to what the templates ask
    for and makes what is missing; gives a line for each catalog.

    A message whose source changed keeps its translation, marked fuzzy, and the source that it
    translated. A new one is untranslated, unless another catalog of its language has it: then that
    translation is taken over, and a comment says whence. One that is like a message of this or
    another catalog is offered its translation, marked fuzzy. One that nobody asks for any more is
    kept as obsolete, and comes back when it is asked for again.

    Raises:
        InputError: catalogs and templates that cannot be read, one a line; all others are up to
            date then.
    """
    yield from going_on(
        partial(_up_to_date, sources, name, tag)
        for tag in languages or sources.translated
        for name in catalogs.names(sources, tag)
    )


def _up_to_date(sources: Sources, name: str, tag: str) -> str:
    """Makes a catalog, or brings it to what is asked for; the package's own stay as they are."""
    if name in _missing(sources, tag):
        return _made(sources, name, tag)
    path = catalogs.place(sources, name, tag)
    file = sources.own.files.get(path)
    if file is None:
        return ""
    changed = store(sources, _updated(sources, name, tag, parse(file)), path)
    return f"{path}: {'updated' if changed else 'unchanged'}"


def _updated(sources: Sources, name: str, tag: str, catalog: PoFile) -> PoFile:
    forms = plurals.parsed(catalog.field("Plural-Forms"))
    counted = any(len(entry.sources) > 1 and any(entry.texts) for entry in catalog.entries)
    if not counted and not (forms and forms.fits(tag)):
        forms = plurals.of_language(tag)
        catalog = catalog.with_field("Plural-Forms", forms.header)
    count = (forms or plurals.of_language(tag)).count
    catalog = filled(catalog, tag)
    return follow(catalog, template_of(sources, name), count, _others(sources, name, tag))


def _others(sources: Sources, name: str, tag: str) -> dict[str, Entry]:
    """Gives by key the finished translations that other catalogs of a language have, each with the
    mark that says whence; those that somebody has reviewed come first.
    """
    if name == catalogs.GLOSSARY:  # its translations are lists of forms
        return {}
    found = [entry for other, entry in _finished(sources, tag) if other != name]
    return {entry.key: entry for entry in reversed(found)}


@remembered
def _finished(sources: Sources, tag: str) -> tuple[tuple[str, Entry], ...]:
    """Gives the finished translations of a language, each with its catalog, reviewed ones first.

    A catalog that cannot be read gives none: it is told in its own turn.
    """
    found: list[tuple[bool, str, Entry]] = []
    for name in catalogs.names(sources, tag):
        file = catalogs.find(sources, name, tag)
        if file and name != catalogs.GLOSSARY:
            with suppress(CatalogError):
                for entry in parse(file).entries:
                    if entry.translated and not entry.fuzzy:
                        taken = reviews.taken_over(entry.comments, name)
                        marked = replace(entry, comments=taken)
                        found.append((not reviews.fits(entry), name, marked))
    return tuple((name, entry) for _, name, entry in sorted(found, key=itemgetter(0)))

"""Reads a `.po` file into messages that remember file and line; says which messages a catalog
should hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from laureate_print.errors import CatalogError
from laureate_print.model import Catalog, Message, SourceFile, State
from laureate_print.sources import conformance, pseudo, reviews
from laureate_print.sources.documents import asked_for, asked_of, document, terms
from laureate_print.sources.languages import language
from laureate_print.sources.loading import Sources, remembered
from laureate_print.sources.po_files import parse
from laureate_print.sources.templates import all_files, own_catalog, template

INTERFACE = "interface"
GLOSSARY = "glossary"
LABELS_LANGUAGE = "en"
_FORMS = (
    "One accepted form a line, the dictionary form first; a stem stands for all that begins"
    " with it."
)


@dataclass(slots=True)
class Wanted:
    """Where a message is asked for (`file:line`, the first place first), and what its translators
    should know.
    """

    places: list[str]
    comments: list[str]


@remembered
def names(sources: Sources, tag: str = "") -> tuple[str, ...]:
    """Gives the catalogs of a project: one for each document, the interface, and the glossary if it
    has terms.

    Behind them stands one for each template that has languages of its own; with a language, only if
    it is one of them.
    """
    documents = sources.project.documents
    glossary = (GLOSSARY,) if any(terms(sources, name) for name in documents) else ()
    owners = {own_catalog(sources, file) for file in all_files(sources, (".html",))} - {""}
    own = [name for name in sorted(owners) if not tag or tag in template(sources, name).languages]
    return (*documents, INTERFACE, *glossary, *own)


def path(name: str, tag: str) -> str:
    """Gives where the catalog of a language stands: `locales/<lang>/LC_MESSAGES/<name>.po`."""
    return f"locales/{language(tag).folder}/LC_MESSAGES/{name}.po"


def template_path(name: str) -> str:
    """Gives where the words of a catalog stand in the source language: `locales/<name>.pot`."""
    return f"locales/{name}.pot"


def find(sources: Sources, name: str, tag: str) -> SourceFile | None:
    """Gives the file of a catalog in a language; nothing where there is none."""
    return sources.find(path(name, tag))


@remembered
def wanted(sources: Sources, name: str) -> dict[str, Wanted]:
    """Gives each message that templates ask of a catalog, in the order in which they ask."""
    messages: dict[str, Wanted] = {}
    for source, comments, place in _asked(sources, name):
        entry = messages.setdefault(source, Wanted([], []))
        entry.places.append(place)
        entry.comments = list(dict.fromkeys([*entry.comments, *comments]))
    if name == GLOSSARY:
        for entry in messages.values():
            entry.comments.append(_FORMS)
    return messages


def _asked(sources: Sources, name: str) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Gives message, translator comments and place of each call for a catalog's messages."""
    if name == GLOSSARY:
        for owner in sources.project.documents:
            for term, comment, place in terms(sources, owner):
                yield term, (comment,), place
    elif name in sources.project.documents:
        markup = document(sources, name).markup.path
        for asked in asked_of(sources, name):
            yield asked.source, asked.comments, f"{markup}:{asked.line}"
    else:
        owner = "" if name == INTERFACE else name
        files = [
            file for file in all_files(sources, (".html",)) if own_catalog(sources, file) == owner
        ]
        yield from _asked_in(sources, files, "ui")
        if owner:
            for source, comment, place in conformance.messages(sources, template(sources, name)):
                yield source, (comment,), place


def _asked_in(
    sources: Sources, files: list[SourceFile], function: str
) -> Iterator[tuple[str, tuple[str, ...], str]]:
    for file in files:
        for line, source, comments in asked_for(sources, file, function):
            yield source, comments, f"{file.path}:{line}"


def source_language(sources: Sources, name: str) -> str:
    """Gives the language in which the messages of a catalog are written: a document's is that of
    the project, labels are English.
    """
    words = name in (*sources.project.documents, GLOSSARY)
    return sources.project.source_language if words else LABELS_LANGUAGE


def is_source(sources: Sources, name: str, tag: str) -> bool:
    """Says whether a language takes its words from the messages themselves: it has no file."""
    own = tag == source_language(sources, name) and find(sources, name, tag) is None
    return own or tag in pseudo.LANGUAGES


@remembered
def catalog(sources: Sources, name: str, tag: str) -> Catalog:
    """Opens a catalog; the source language needs no file, its words are the messages themselves.

    Raises:
        CatalogError: the file is missing, is not UTF-8, or has a syntax error; with file and line.
    """
    if is_source(sources, name, tag):
        state: State = "draft" if tag in pseudo.LANGUAGES else "source"
        messages = {
            source: Message(source, pseudo.rendered(source, tag), asked.places[0], state)
            for source, asked in wanted(sources, name).items()
        }
        return Catalog(name, tag, template_path(name), messages)
    file = find(sources, name, tag)
    if file is None:
        where = sources.shown(sources.root / path(name, tag))
        verb = f"catalog init {language(tag).folder}"
        raise CatalogError(f"{where} is missing; 'laureate-print {verb}' makes it")
    return Catalog(name, tag, file.shown, _messages(file))


def _messages(file: SourceFile) -> dict[str, Message]:
    messages = {}
    for entry in parse(file):
        # No template asks for a message in a context (msgctxt), and it must not pass for the one
        # without.
        simple = isinstance(entry.id, str) and isinstance(entry.string, str)
        if simple and entry.id and not entry.context:
            place, flags = f"{file.shown}:{entry.lineno or 1}", frozenset(entry.flags)
            state, outdated = _state(entry)
            messages[entry.id] = Message(entry.id, entry.string, place, state, flags, outdated)
    return messages


def _state(entry: Any) -> tuple[State, str]:
    """Says how far a message is, and who has reviewed it as it was before.

    Reviewed is what a record of this very text says so, and what nobody has marked as fuzzy since.
    """
    if not entry.string:
        return "untranslated", ""
    given = reviews.records(entry.user_comments)
    read = reviews.digest(entry.context or "", [entry.id], [entry.string])
    if any(review.digest == read for review in given):
        return "draft" if entry.fuzzy else "reviewed", ""
    return "draft", f"{given[-1].reviewer} on {given[-1].day}" if given else ""


@remembered
def glossary(sources: Sources, tag: str) -> dict[str, tuple[str, ...]]:
    """Gives the accepted forms of each term in a language, the dictionary form first; none where it
    has no glossary.
    """
    plain = tag == sources.project.source_language or tag in pseudo.LANGUAGES
    if plain or find(sources, GLOSSARY, tag) is None:
        return {}
    messages = catalog(sources, GLOSSARY, tag).messages
    rows = {
        term: messages[term].text.splitlines() if term in messages else []
        for term in wanted(sources, GLOSSARY)
    }
    return {term: tuple(filter(None, map(str.strip, lines))) for term, lines in rows.items()}

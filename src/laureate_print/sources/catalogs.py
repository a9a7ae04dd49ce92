"""Reads a `.po` file into messages that remember file and line; says which messages a catalog
should hold.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from laureate_print.model import Catalog, Message, State
from laureate_print.sources import conformance, pseudo
from laureate_print.sources.languages import language
from laureate_print.sources.po_files import parse
from laureate_print.sources.project import Project
from laureate_print.sources.templates import (
    all_files,
    asked_for,
    find_file,
    own_catalog,
    template,
    terms,
)

INTERFACE = "interface"
GLOSSARY = "glossary"
_FORMS = (
    "One accepted form a line, the dictionary form first; a stem stands for all that begins"
    " with it."
)


def names(project: Project, tag: str = "") -> tuple[str, ...]:
    """Gives the catalogs of a project: one for each document, the interface, and the glossary if it
    has terms.

    Behind them stands one for each template that has languages of its own; with a language, only if
    it is one of them.
    """
    glossary = (
        (GLOSSARY,) if any(terms(project, document) for document in project.documents) else ()
    )
    owners = sorted(
        {owner for file in all_files(project, (".html",)) if (owner := own_catalog(file))}
    )
    own = [name for name in owners if not tag or tag in template(project, name).languages]
    return (*project.documents, INTERFACE, *glossary, *own)


def path(project: Project, name: str, tag: str) -> Path:
    """Gives where the catalog of a language stands: `locales/<lang>/LC_MESSAGES/<name>.po`."""
    return project.locales / language(tag).folder / "LC_MESSAGES" / f"{name}.po"


def wanted(project: Project, name: str) -> dict[str, tuple[list[str], list[str]]]:
    """Gives each message that templates ask of a catalog, with its places (`file:line`) and
    translator comments.
    """
    messages: dict[str, tuple[list[str], list[str]]] = {}
    if name == GLOSSARY:
        for term, comment, place in (
            entry for document in project.documents for entry in terms(project, document)
        ):
            places, notes = messages.setdefault(term, ([], []))
            places.append(place)
            notes[:] = dict.fromkeys([*notes[:-1], comment, _FORMS])
        return messages
    document = name in project.documents
    owner = "" if name == INTERFACE else name
    files = [file for file in all_files(project, (".html",)) if own_catalog(file) == owner]
    for file in (find_file(project, f"documents/{name}.html"),) if document else files:
        for line, source, comments in asked_for(file, "_" if document else "ui"):
            places, notes = messages.setdefault(source, ([], []))
            places.append(f"templates/{file.parent.name}/{file.name}:{line}")
            notes.extend(comment for comment in comments if comment not in notes)
    if not document and owner:
        for source, comment, place in conformance.messages(project, template(project, name)):
            places, notes = messages.setdefault(source, ([], []))
            places.append(place)
            notes.extend([comment] if comment not in notes else [])
    return messages


def catalog(project: Project, name: str, tag: str) -> Catalog:
    """Opens a catalog; the source language needs no file, its words are the messages themselves.

    Raises:
        CatalogError: the file is missing, is not UTF-8, or has a syntax error; with file and line.
    """
    file = path(project, name, tag)
    if tag in pseudo.LANGUAGES or (tag == project.source_language and not file.is_file()):
        state: State = "draft" if tag in pseudo.LANGUAGES else "source"
        messages = {
            source: Message(source, pseudo.said(source, tag), places[0], state)
            for source, (places, _) in wanted(project, name).items()
        }
        return Catalog(name, tag, f"locales/{name}.pot", messages)
    written = file.stat() if file.is_file() else None
    stamp = (written.st_mtime_ns, written.st_size) if written else (0, 0)
    return Catalog(name, tag, project.shown(file), _messages(file, project.shown(file), stamp))


@lru_cache(
    maxsize=256
)  # each file tells its title in all languages: every catalog is opened for every one of them
def _messages(file: Path, where: str, stamp: tuple[int, int]) -> dict[str, Message]:
    """Gives the messages of a `.po` file, read again when its `stamp` (time in ns, bytes) is
    another.
    """
    messages = {}
    for entry in parse(file, where):
        # No template asks for a message in a context (msgctxt), and it must not pass for the one
        # without.
        if (
            isinstance(entry.id, str)
            and isinstance(entry.string, str)
            and entry.id
            and not entry.context
        ):
            state: State = (
                "untranslated" if not entry.string else "draft" if entry.fuzzy else "reviewed"
            )
            place = f"{where}:{entry.lineno or 1}"
            messages[entry.id] = Message(
                entry.id, entry.string, place, state, frozenset(entry.flags)
            )
    return messages


def glossary(project: Project, tag: str) -> dict[str, tuple[str, ...]]:
    """Gives the accepted forms of each term in a language, the dictionary form first; none where it
    has no glossary.
    """
    if (
        tag == project.source_language
        or tag in pseudo.LANGUAGES
        or not path(project, GLOSSARY, tag).is_file()
    ):
        return {}
    messages = catalog(project, GLOSSARY, tag).messages
    rows = {
        term: messages[term].text.splitlines() if term in messages else []
        for term in wanted(project, GLOSSARY)
    }
    return {term: tuple(filter(None, map(str.strip, lines))) for term, lines in rows.items()}

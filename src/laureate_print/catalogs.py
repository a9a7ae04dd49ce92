"""Reads a `.po` file into messages that remember file and line; says which messages a catalog should hold."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from laureate_print.errors import CatalogError
from laureate_print.languages import language
from laureate_print.model import Catalog, Message, State
from laureate_print.project import Project
from laureate_print.templates import all_files, asked_for, find_file

INTERFACE = "interface"
_TEXT = r'"(?:[^"\\]|\\.)*"'
_LINE = re.compile(rf"(?:#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s+)?{_TEXT})?")


def names(project: Project) -> tuple[str, ...]:
    """Gives the catalogs of a project: one for each document, and the interface."""
    return (*project.documents, INTERFACE)


def path(project: Project, name: str, tag: str) -> Path:
    """Gives where the catalog of a language stands: `locales/<lang>/LC_MESSAGES/<name>.po`."""
    return project.locales / language(tag).folder / "LC_MESSAGES" / f"{name}.po"


def wanted(project: Project, name: str) -> dict[str, tuple[list[str], list[str]]]:
    """Gives each message that templates ask of a catalog, with its places (`file:line`) and translator comments."""
    interface = name == INTERFACE
    files = all_files(project, (".html",)) if interface else (find_file(project, f"documents/{name}.html"),)
    messages: dict[str, tuple[list[str], list[str]]] = {}
    for file in files:
        for line, source, comments in asked_for(file, "ui" if interface else "_"):
            places, notes = messages.setdefault(source, ([], []))
            places.append(f"templates/{file.parent.name}/{file.name}:{line}")
            notes.extend(comment for comment in comments if comment not in notes)
    return messages


def catalog(project: Project, name: str, tag: str) -> Catalog:
    """Opens a catalog; the source language needs no file, its words are the messages themselves.

    Raises:
        CatalogError: the file is missing, is not UTF-8, or has a syntax error; with file and line.
    """
    file = path(project, name, tag)
    if tag == project.source_language and not file.is_file():
        messages = {
            source: Message(source, source, places[0], "source")
            for source, (places, _) in wanted(project, name).items()
        }
        return Catalog(name, tag, f"locales/{name}.pot", messages)
    where = project.shown(file)
    parsed = parse(file, where)
    messages = {}
    for entry in parsed:
        if isinstance(entry.id, str) and isinstance(entry.string, str) and entry.id:
            state: State = "untranslated" if not entry.string else "draft" if entry.fuzzy else "reviewed"
            messages[entry.id] = Message(entry.id, entry.string, f"{where}:{entry.lineno or 1}", state)
    return Catalog(name, tag, where, messages)


def parse(file: Path, where: str, obsolete: bool = False) -> Any:
    """Parses a `.po` or `.pot` file into Babel's catalog; raises `CatalogError` with file and line."""
    from io import StringIO

    from babel.messages.pofile import PoFileError, read_po

    try:
        content = file.read_bytes()
    except FileNotFoundError as error:
        verb = f"catalog init {file.parents[1].name}" if file.suffix == ".po" else "catalog extract"
        raise CatalogError(f"{where} is missing; 'laureate-print {verb}' makes it") from error
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise CatalogError(f"{where}:{line}: this is not UTF-8; save the file as UTF-8 in your editor") from error
    charset = re.search(r'^"Content-Type:[^"]*charset=([\w-]+)', text, re.MULTILINE)
    if charset and charset[1].lower() not in ("utf-8", "utf8"):
        raise CatalogError(f"{where}: its header says {charset[1]}; set the charset to UTF-8 in your editor")
    for number, row in enumerate(text.splitlines(), 1):
        if not _LINE.fullmatch(row.strip()):
            raise CatalogError(f"{where}:{number}: no line of a catalog, see its quotation marks: {row.strip()!r}")
    try:
        return read_po(StringIO(text), abort_invalid=True, ignore_obsolete=not obsolete)
    except PoFileError as error:
        raise CatalogError(f"{where}:{error.lineno + 1}: {error.args[0].split(' on ')[0]}") from error
    except ValueError as error:
        raise CatalogError(f"{where}: {error}") from error

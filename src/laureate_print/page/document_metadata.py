"""Says what libraries and search engines are told of a document, in each of its languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from laureate_print.model import Catalog, DocumentMetadata
from laureate_print.sources import catalogs, ruby
from laureate_print.sources import templates as template_room
from laureate_print.sources.languages import language as language_of
from laureate_print.sources.project import Project


def document_metadata(project: Project, name: str, tag: str) -> tuple[DocumentMetadata, ...]:
    """Gives the card of a document in a language, and after it those in each further language that
    has its catalogs.

    Raises:
        CatalogError: a catalog cannot be read; with file and line.
    """
    others = [
        other for other in project.languages if other != tag and _is_there(project, name, other)
    ]
    facts = template_room.document(project, name).facts
    markup = template_room.find_file(project, f"documents/{name}.html")
    asked = [template_room.named(markup, "title"), template_room.named(markup, "description")]
    return tuple(_metadata(project, name, facts, asked, language) for language in [tag, *others])


def _is_there(project: Project, name: str, tag: str) -> bool:
    """Says whether a language has both catalogs; the source language needs none."""
    files = (catalogs.path(project, catalog, tag) for catalog in (name, catalogs.INTERFACE))
    return tag == project.source_language or all(file.is_file() for file in files)


def _metadata(
    project: Project, name: str, facts: dict[str, Any], asked: Sequence[str], tag: str
) -> DocumentMetadata:
    words = catalogs.catalog(project, name, tag)
    labels = catalogs.catalog(project, catalogs.INTERFACE, tag)
    publisher = _said(labels, facts.get("publisher_label", "")) or facts.get("publisher", "")
    return DocumentMetadata(
        language=tag,
        title=_said(words, asked[0]),
        description=_said(words, asked[1]),
        publisher=publisher,
        rights=f"© {str(facts['date'])[:4]} {publisher}" if publisher else "",
    )


def _said(catalog: Catalog, source: str) -> str:
    """Gives a message as plain text; where it is not translated, nothing."""
    text = catalog.messages[source].text if source in catalog.messages else ""
    return ruby.without_readings(text) if language_of(catalog.language).script == "Jpan" else text

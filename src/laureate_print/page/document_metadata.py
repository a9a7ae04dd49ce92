"""Describes a document to libraries and search engines, in each of its languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from laureate_print.model import Catalog, DocumentMetadata
from laureate_print.sources import catalogs, documents, ruby, templates
from laureate_print.sources.languages import language as language_of
from laureate_print.sources.loading import Sources


def document_metadata(sources: Sources, name: str, tag: str) -> tuple[DocumentMetadata, ...]:
    """Describes a document in a language, and after it in each further language that
    has its catalogs.

    Raises:
        CatalogError: a catalog cannot be read; with file and line.
    """
    others = [
        other for other in sources.languages if other != tag and _is_there(sources, name, other)
    ]
    facts = documents.document(sources, name).facts
    markup = templates.find_file(sources, f"documents/{name}.html")
    asked = [documents.named(sources, markup, key) for key in ("title", "description")]
    return tuple(_metadata(sources, name, facts, asked, language) for language in [tag, *others])


def _is_there(sources: Sources, name: str, tag: str) -> bool:
    """Says whether a language has both catalogs, or needs none."""
    return all(
        catalogs.find(sources, catalog, tag) or catalogs.is_source(sources, catalog, tag)
        for catalog in (name, catalogs.INTERFACE)
    )


def _metadata(
    sources: Sources, name: str, facts: dict[str, Any], asked: Sequence[str], tag: str
) -> DocumentMetadata:
    words = catalogs.catalog(sources, name, tag)
    labels = catalogs.catalog(sources, catalogs.INTERFACE, tag)
    publisher = _plain_text(labels, facts.get("publisher_label", "")) or facts.get("publisher", "")
    return DocumentMetadata(
        language=tag,
        title=_plain_text(words, asked[0]),
        description=_plain_text(words, asked[1]),
        publisher=publisher,
        rights=f"© {str(facts['date'])[:4]} {publisher}" if publisher else "",
    )


def _plain_text(catalog: Catalog, source: str) -> str:
    """Gives a message as plain text; where it is not translated, nothing."""
    text = catalog.messages[source].text if source in catalog.messages else ""
    return ruby.without_readings(text) if language_of(catalog.language).script == "Jpan" else text

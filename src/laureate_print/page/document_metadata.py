"""Describes a document to libraries and search engines, in each of its languages."""

from __future__ import annotations

from laureate_print.errors import CatalogError
from laureate_print.model import Catalog, DocumentMetadata
from laureate_print.sources import catalogs, documents, markdown, ruby
from laureate_print.sources.languages import language as language_of
from laureate_print.sources.loading import Sources, remembered


def document_metadata(sources: Sources, name: str, tag: str) -> tuple[DocumentMetadata, ...]:
    """Describes a document in a language, and after it in each further language whose catalogs are
    there and whose words can be read.

    Raises:
        CatalogError: a catalog of the language itself cannot be read; with file and line.
    """
    others = [
        other for other in sources.languages if other != tag and _is_there(sources, name, other)
    ]
    return tuple(_metadata(sources, name, language) for language in [tag, *others])


@remembered
def _is_there(sources: Sources, name: str, tag: str) -> bool:
    """Says whether a language has both catalogs, or needs none, and its words can be read."""
    labels = catalogs.INTERFACE
    if not catalogs.is_source(sources, labels, tag) and not catalogs.find(sources, labels, tag):
        return False
    try:
        return bool(catalogs.catalog(sources, name, tag))
    except CatalogError:  # it is told where the language itself is asked for
        return False


@remembered
def _metadata(sources: Sources, name: str, tag: str) -> DocumentMetadata:
    document = documents.document(sources, name)
    words, facts = catalogs.catalog(sources, name, tag), document.facts
    title, description, label = (
        _plain_text(words, source, document.body is not None)
        for source in (document.title, document.description, facts["publisher_label"])
    )
    publisher = label or facts["publisher"]
    rights = f"© {facts['date'].year} {publisher}"
    return DocumentMetadata(tag, title, description, publisher, rights)


def _plain_text(catalog: Catalog, source: str, is_markdown: bool) -> str:
    """Gives a message as plain text; where it is not translated, nothing."""
    text = catalog.messages[source].text if source in catalog.messages else ""
    text = markdown.plain(text) if is_markdown else text
    return ruby.without_readings(text) if language_of(catalog.language).script == "Jpan" else text

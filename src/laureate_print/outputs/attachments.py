"""Gathers what an archive file holds beside its pages: what it was made from, and the same as a web
page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from laureate_print.checks import PageContext
from laureate_print.errors import CatalogError
from laureate_print.model import Attachment, Catalog, Job, Output, Page, Whole
from laureate_print.page.compose import compose
from laureate_print.sources import catalogs, documents, templates
from laureate_print.sources.folders import PROJECT_FILE
from laureate_print.sources.fonts import Fonts
from laureate_print.sources.loading import Sources

_GETTEXT, _TEXT, _TOML = "text/x-gettext-translation", "text/plain", "application/toml"


def attached(sources: Sources, context: PageContext) -> tuple[Attachment, ...]:
    """Gives the files of the project that go into an archive file; none for any other.

    A document without its source text as a file (`documents/<name>.txt`) has none inside.
    """
    if not context.job.output.has_attachments:
        return ()
    return (*_catalogs(sources, context.catalogs), *_texts(sources, context.job.document))


def as_attachment(page: Page, fonts: Fonts) -> Attachment:
    """Gives the web page that goes into an archive file, written."""
    artifact = page.job.output.write(page, fonts.for_page(page.html))
    name = artifact.path.rpartition("/")[2]
    edition = page.job.edition.name
    description = f"The same announcement in {edition} as a web page, with its fonts inside"
    return Attachment(name, artifact.content, "text/html", description, "Alternative")


def _catalogs(sources: Sources, used: Sequence[Catalog]) -> Iterator[Attachment]:
    """Gives the catalogs of an edition; those of the source language are its messages themselves
    (`.pot`).
    """
    several = len({catalog.language for catalog in used}) > 1
    for catalog in used:
        file = catalogs.find(sources, catalog.name, catalog.language)
        file = file or sources.find(catalogs.template_path(catalog.name))
        if file is None:
            where = catalogs.template_path(catalog.name)
            raise CatalogError(f"{where} is missing; 'laureate-print catalog extract' writes it")
        holds = "labels" if catalog.name == catalogs.INTERFACE else "announcement"
        description = f"The words of the {holds} in {catalog.language}, a gettext catalog"
        name = file.path.rpartition("/")[2]
        name = f"{catalog.language}.{name}" if several else name
        yield Attachment(name, file.content, _GETTEXT, description, "Source")


def _texts(sources: Sources, document: str) -> Iterator[Attachment]:
    """Gives the document, its text as it was handed in, and the project file."""
    written = documents.document(sources, document).markup
    kind = "text/markdown" if written.path.endswith(".md") else _TEXT
    name, description = written.path.rpartition("/")[2], "The document, before translation"
    yield Attachment(name, written.content, kind, description, "Source")
    if file := sources.find(f"templates/documents/{document}.txt"):
        description = "The announcement as it was handed in, before translation"
        yield Attachment(f"{document}.txt", file.content, _TEXT, description, "Source")
    settings = sources.need(PROJECT_FILE)
    description = "The project: documents, languages, outputs"
    yield Attachment(PROJECT_FILE, settings.content, _TOML, description, "Source")


def web_page(sources: Sources, context: PageContext, web: Output) -> Page | None:
    """Gives the web page that goes into an archive file, for the output `web` to write: of the same
    template, or else of the first that has one in each language. Nothing for any other file.
    """
    if not context.job.output.has_attachments:
        return None
    names = [context.job.template, *templates.template_names(sources)]
    fitting = (name for name in names if web.name in templates.outputs(sources, name))
    whole = isinstance(context.job.edition, Whole)
    name = next((it for it in fitting if bool(templates.languages(sources, it)) == whole), None)
    if name is None:
        return None
    job = Job(context.job.document, name, context.job.edition, web)
    glossaries = {tag: catalogs.glossary(sources, tag) for tag in job.edition.languages}
    return compose(sources, job, context.catalogs, glossaries=glossaries, alone=True)

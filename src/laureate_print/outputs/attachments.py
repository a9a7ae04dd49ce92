"""Gathers what an archive file holds beside its pages: what it was made from, and the same as a web
page.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

from laureate_print import outputs
from laureate_print.checks import Case, examine
from laureate_print.model import MULTIPLE, Attachment, Finding
from laureate_print.page.compose import compose
from laureate_print.sources import catalogs, templates
from laureate_print.sources.project import Project, packaged

_GETTEXT, _TEXT, _TOML = "text/x-gettext-translation", "text/plain", "application/toml"


def attachments(project: Project, case: Case) -> tuple[tuple[Attachment, ...], tuple[Finding, ...]]:
    """Gives the files that go into the archive file of a case, and what the checks see on the web
    page among them.

    A document without its source text as a file (`documents/<name>.txt`) has none inside; nor has
    one whose templates make no web page that page.
    """
    sources = [*_catalogs(project, case), *_texts(project, case)]
    web = _web_page(project, case)
    if web is None:
        return tuple(sources), ()
    findings = examine("page", web)
    if any(finding.severity == "error" for finding in findings) or web.page is None:
        return tuple(sources), findings
    artifact = outputs.WRITERS["html"](web.page, web.fonts)
    name = artifact.path.rpartition("/")[2]
    said = f"The same announcement in {case.job.language} as a web page, with its fonts inside"
    return (
        *sources,
        Attachment(name, artifact.content, "text/html", said, "Alternative"),
    ), findings


def _catalogs(project: Project, case: Case) -> Iterator[Attachment]:
    """Gives the catalogs of an edition; those of the source language are its messages themselves
    (`.pot`).
    """
    several = len({catalog.language for catalog in case.catalogs}) > 1
    for catalog in case.catalogs:
        file = catalogs.path(project, catalog.name, catalog.language)
        if not file.is_file():
            file = project.locales / f"{catalog.name}.pot"
        holds = "labels" if catalog.name == catalogs.INTERFACE else "announcement"
        said = f"The words of the {holds} in {catalog.language}, a gettext catalog"
        name = f"{catalog.language}.{file.name}" if several else file.name
        yield Attachment(name, file.read_bytes(), _GETTEXT, said, "Source")


def _texts(project: Project, case: Case) -> Iterator[Attachment]:
    """Gives the text as it was handed in, and the project file."""
    name = f"{case.job.document}.txt"
    if any((folder / "documents" / name).is_file() for folder in project.searched("templates")):
        content = templates.find_file(project, f"documents/{name}").read_bytes()
        yield Attachment(
            name,
            content,
            _TEXT,
            "The announcement as it was handed in, before translation",
            "Source",
        )
    settings = _settings(project)
    yield Attachment(
        settings.name,
        settings.read_bytes(),
        _TOML,
        "The project: documents, languages, outputs",
        "Source",
    )


def _settings(project: Project) -> Path:
    own = project.root / "laureate.toml"
    return own if own.is_file() else packaged() / "laureate.toml"


def _web_page(project: Project, case: Case) -> Case | None:
    """Gives the case of the web page: of the same template, or else of the first that has one in
    each language.
    """
    names = [case.job.template, *templates.template_names(project)]
    fitting = (name for name in names if "html" in templates.outputs(project, name))
    several = case.job.language == MULTIPLE
    name = next(
        (name for name in fitting if bool(templates.languages(project, name)) == several), None
    )
    if name is None:
        return None
    job = dataclasses.replace(case.job, template=name, output="html")
    page = compose(project, job, case.catalogs, glossaries=case.glossaries, alone=True)
    return dataclasses.replace(case, job=job, page=page)

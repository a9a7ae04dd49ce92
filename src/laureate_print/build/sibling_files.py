"""The finished files that a web page names: the PDFs beside it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from laureate_print.build.jobs import by_language
from laureate_print.errors import InputError
from laureate_print.model import MULTIPLE, Job, Render, SiblingFile
from laureate_print.pdf_reader.document import PdfReader
from laureate_print.sources import templates
from laureate_print.sources.project import Project


def sibling_files(
    project: Project, job: Job, made: dict[Job, Render], folder: Path | None
) -> tuple[SiblingFile, ...]:
    """Gives the PDFs beside a web page in the order of the templates: as made just now, or else as
    they stand.
    """
    found = []
    for name in (
        by_language(project, templates.template_names(project)) if job.language != MULTIPLE else ()
    ):
        other = dataclasses.replace(job, template=name, output="pdf")
        artifact = made[other].artifact if other in made else None
        standing = folder / other.path if folder else None
        if artifact and artifact.layout:
            found.append(
                SiblingFile(name, f"{name}.pdf", len(artifact.content), len(artifact.layout.sizes))
            )
        elif standing and standing.is_file() and "pdf" in templates.outputs(project, name):
            found.append(_standing(standing, name))
    return tuple(found)


def _standing(file: Path, template: str) -> SiblingFile:
    """Gives a PDF that an earlier build made; raises `InputError` if it is none."""
    content = file.read_bytes()
    try:
        return SiblingFile(template, file.name, len(content), PdfReader(content).pages)
    except InputError as error:
        raise InputError(f"{file}: {error}; remove it or build it again") from error

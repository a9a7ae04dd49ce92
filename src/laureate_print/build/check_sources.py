"""Checks the sources alone: catalogs, templates and fonts, without laying anything out."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from pathlib import Path

from laureate_print.build.render import examine_words, open_case
from laureate_print.checks import examine
from laureate_print.errors import InputError
from laureate_print.model import Finding, Job
from laureate_print.page.compose import compose
from laureate_print.sources.fonts import fonts
from laureate_print.sources.project import Project


def check(project: Project, jobs: Sequence[Job]) -> list[Finding]:
    """Gives every finding of the sources, each once; a file that cannot be read is one too."""
    found: dict[Finding, None] = dict.fromkeys(_embedding(project))
    for job in {(job.document, job.template, job.language): job for job in jobs}.values():
        try:
            case = open_case(project, job, release=False)
            found |= dict.fromkeys(examine_words(case))
            page = compose(project, job, case.catalogs)
            found |= dict.fromkeys(examine("page", dataclasses.replace(case, page=page)))
        except InputError as error:
            found[Finding("sources_can_be_read", "error", str(error))] = None
    return list(found)


def _embedding(project: Project) -> Iterator[Finding]:
    """Looks at each font's licence bits: only a font that may be embedded goes into a file
    (OpenType, OS/2 fsType).
    """
    for faces in fonts(project).faces.values():
        for face in faces:
            if bits := _fstype(face.path):
                yield Finding(
                    "font_may_be_embedded",
                    "error",
                    f"the font forbids or restricts embedding (fsType {bits})",
                    project.shown(face.path),
                    "choose a face under the OFL",
                )


def _fstype(path: Path) -> int:
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return int(font["OS/2"].fsType)

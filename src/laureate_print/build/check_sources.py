"""Checks the sources alone: catalogs, templates and fonts, without laying anything out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO

from laureate_print.build.render import examine_words, page_context
from laureate_print.checks import CHECKS, examine
from laureate_print.errors import InputError
from laureate_print.model import Face, Finding, Job
from laureate_print.sources.fonts import fonts
from laureate_print.sources.loading import Sources


def check(sources: Sources, jobs: Sequence[Job]) -> list[Finding]:
    """Gives every finding of the sources, each once; a file that cannot be read is one too."""
    found: dict[Finding, None] = dict.fromkeys(_embedding(sources))
    for job in {(job.document, job.template, job.edition): job for job in jobs}.values():
        try:
            found |= dict.fromkeys(examine_words(sources, job))
            found |= dict.fromkeys(examine(CHECKS.page, page_context(sources, job)))
        except InputError as error:
            found[Finding("sources_can_be_read", "error", str(error))] = None
    return list(found)


def _embedding(sources: Sources) -> Iterator[Finding]:
    """Looks at each font's licence bits: only a font that may be embedded goes into a file
    (OpenType, OS/2 fsType).
    """
    for faces in fonts(sources).faces.values():
        for face in faces:
            if bits := _fstype(face):
                yield Finding(
                    "font_may_be_embedded",
                    "error",
                    f"the font forbids or restricts embedding (fsType {bits})",
                    face.file.shown,
                    "choose a face under the OFL",
                )


def _fstype(face: Face) -> int:
    from fontTools.ttLib import TTFont

    with TTFont(BytesIO(face.file.content), lazy=True) as font:
        return int(font["OS/2"].fsType)

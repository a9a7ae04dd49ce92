"""The finished files that a web page names: the PDFs beside it."""

from __future__ import annotations

from collections.abc import Mapping

from laureate_print.build.jobs import template_outputs, with_own_editions
from laureate_print.build.records import Records
from laureate_print.errors import InputError
from laureate_print.model import Job, Kept, Render, SiblingFile, Whole
from laureate_print.outputs import OUTPUTS
from laureate_print.sources import templates
from laureate_print.sources.loading import Sources

_NAMED = OUTPUTS["pdf"]


def sibling_files(
    sources: Sources, job: Job, made: Mapping[Job, Render], records: Records | None
) -> tuple[SiblingFile, ...]:
    """Gives the PDFs beside a web page in the order of the templates: those of this build, or else
    as they stand in the folder of the records.

    Raises:
        InputError: a file that stands there is no PDF.
    """
    found = []
    for other in named_beside(sources, job):
        if other in made:
            found.append(_told(other, made[other].kept))
        elif records:
            found.append(_standing(other, records))
    return tuple(filter(None, found))


def expected(sources: Sources, job: Job) -> tuple[SiblingFile, ...]:
    """Gives the PDFs that will stand beside a web page once all is made; for looks at its words
    alone, for nobody knows their bytes yet.
    """
    if not job.output.tells_siblings:
        return ()
    return tuple(
        SiblingFile(other.template, _name(other), 0, 1) for other in named_beside(sources, job)
    )


def named_beside(sources: Sources, job: Job) -> list[Job]:
    """Gives the PDFs that a web page may name, in the order of the templates."""
    if isinstance(job.edition, Whole):
        return []
    names = with_own_editions(sources, templates.template_names(sources))
    jobs = [Job(job.document, name, job.edition, _NAMED) for name in names]
    return [other for other in jobs if _NAMED in template_outputs(sources, other.template)]


def _name(job: Job) -> str:
    return job.path.rpartition("/")[2]


def _told(job: Job, kept: Kept | None) -> SiblingFile | None:
    """Gives a PDF as it is known from when it was made; nothing if it was not."""
    return SiblingFile(job.template, _name(job), kept.bytes, kept.pages) if kept else None


def _standing(job: Job, records: Records) -> SiblingFile | None:
    """Gives a PDF as it stands in a folder; nothing if it is not there. One that the records do not
    tell of is opened.
    """
    file = records.folder / job.path
    if (kept := records.known(job.path)) or not file.is_file():
        return _told(job, kept)
    from laureate_print.pdf_reader.document import PdfReader

    content = file.read_bytes()
    try:
        return SiblingFile(job.template, file.name, len(content), PdfReader(content).pages)
    except InputError as error:
        raise InputError(f"{file}: {error}; remove it or build it again") from error

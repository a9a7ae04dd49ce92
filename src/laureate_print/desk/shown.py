"""Lays out pages to be looked at, and tells where their messages stand; in a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from laureate_print.build.render import finished, page_context, with_attachments
from laureate_print.build.sibling_files import expected
from laureate_print.build.worker import serve
from laureate_print.build.workers import Workers
from laureate_print.desk.sheets import PagePlace, page_places
from laureate_print.model import Artifact, Job, Layout, Limits, MessageName, MessagePlace
from laureate_print.page.places import Spoken, places, spoken
from laureate_print.sources.loading import Sources


@dataclass(frozen=True, slots=True)
class Shown:
    """A page that was laid out, whatever the checks say of it: a PDF, where each of its pages came
    to stand on the sheets, what was laid out, and where it shows its messages, by pages.
    """

    job: Job
    content: bytes = field(repr=False)
    pages: Mapping[int, PagePlace]
    layout: Layout
    places: Mapping[MessageName, tuple[MessagePlace, ...]]


def says(sources: Sources, job: Job) -> Spoken:
    """Gives what the page of a job says, without laying it out.

    Raises:
        InputError: it cannot be composed.
    """
    context = page_context(sources, job, expected(sources, job))
    return spoken(sources, job, context.catalogs, expected(sources, job))


@contextmanager
def layer(sources: Sources) -> Iterator[Callable[[Job], Shown]]:
    """Gives what lays out the page of a job; a web page too, as a browser shows it.

    Raises, when it is called:
        LaureateError: it cannot be made.
    """
    workers = Workers(sources, 1, __name__, sources.project.limits, forked=True)
    try:
        yield lambda job: workers.ask(job.path, job)
    finally:
        workers.end()


def main(limits: Limits | None = None, sources: Sources | None = None) -> None:
    """Answers the requests of `layer`."""
    serve(_laying, limits, sources)


def _laying(sources: Sources) -> Callable[[Job], Shown]:
    def lay(job: Job) -> Shown:
        siblings = expected(sources, job)
        context = with_attachments(page_context(sources, job, siblings), (), None)
        artifact = _artifact(context.page, context.fonts)
        said = spoken(sources, job, context.catalogs, siblings)
        layout = artifact.layout or Layout()
        pages = page_places(finished(context, artifact))
        return Shown(job, artifact.content, pages, layout, places(said, layout))

    return lay


def _artifact(page: Any, fonts: Any) -> Artifact:
    """Gives a page as PDF; of a web page, which has none, one that looks like it on a screen."""
    if page.job.output.name != "html":
        written: Artifact = page.job.output.write(page, fonts)
        return written
    from laureate_print.pdf_engine.engine import typeset

    content, layout = typeset(page, fonts)
    return Artifact(page.job.path, content, layout)

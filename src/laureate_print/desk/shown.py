"""Lays out pages to be looked at, and tells where their messages stand; in a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from laureate_print.build.render import finished, page_context, with_attachments
from laureate_print.build.sibling_files import expected
from laureate_print.build.worker import serve
from laureate_print.build.workers import Workers
from laureate_print.checks import CHECKS, PageContext, examine, languages, shaping, text_layer
from laureate_print.desk.sheets import PagePlace, page_places
from laureate_print.model import (
    Artifact,
    Finding,
    Job,
    Layout,
    Limits,
    MessageName,
    MessagePlace,
    Page,
)
from laureate_print.page.places import Spoken, places, spoken
from laureate_print.sources.fonts import Fonts, fonts
from laureate_print.sources.loading import Sources

# Who reads a PDF by its glyphs alone reads across the cells of a row, and turns one that runs both
# ways; the tag tree gives each cell by itself.
_BY_GLYPHS = (text_layer.text_reads_back, text_layer.phrases_are_found)
# Words that are wrong are what a proof is read for.
_OF_WORDS = (
    languages.parts_say_their_language,
    languages.nothing_is_left_to_write,
    languages.tagged_parts_say_their_language,
    shaping.no_cluster_is_broken,
)


_INLINE = "<style>a { display: inline !important }</style>"


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


class Engine:
    """What lays pages out, in a process of its own that begins with a `with` block."""

    def __init__(self, sources: Sources) -> None:
        self._workers = Workers(sources, 1, __name__, sources.project.limits, forked=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._workers.end()

    def lay(self, job: Job) -> Shown:
        """Lays out the page of a job; a web page too, as a screen shows it.

        Raises:
            LaureateError: it cannot be made.
        """
        shown: Shown = self._workers.ask(job.path, _lay, job)
        return shown

    def write(self, page: Page) -> tuple[bytes, tuple[Finding, ...]]:
        """Writes a page that is none of the project's, and looks at it as a build does, but for its
        words; gives no bytes where a finding of severity error stands in the way.

        Raises:
            LaureateError: it cannot be made.
        """
        written: tuple[bytes, tuple[Finding, ...]] = self._workers.ask(page.title, _write, page)
        return written


def main(limits: Limits | None = None, sources: Sources | None = None) -> None:
    """Answers the requests of an `Engine`."""
    serve(_answering, limits, sources)


def _answering(sources: Sources) -> Callable[..., Any]:
    return lambda act, value: act(sources, value)


def _lay(sources: Sources, job: Job) -> Shown:
    siblings = expected(sources, job)
    context = with_attachments(page_context(sources, job, siblings), (), None)
    artifact = _artifact(context.page, context.fonts)
    said = spoken(sources, job, context.catalogs, siblings)
    layout = artifact.layout or Layout()
    pages = page_places(finished(context, artifact))
    return Shown(job, artifact.content, pages, layout, places(said, layout))


def _write(sources: Sources, page: Page) -> tuple[bytes, tuple[Finding, ...]]:
    context = PageContext(job=page.job, catalogs=(), wanted={}, fonts=fonts(sources), page=page)
    findings = examine([it for it in CHECKS.page if it not in _OF_WORDS], context)
    if any(it.severity == "error" for it in findings):
        return b"", findings
    context = with_attachments(context, (), None)
    artifact = page.job.output.write(context.page, context.fonts)
    both_ways = 'dir="rtl"' in page.html and 'dir="ltr"' in page.html
    left_out = (*_OF_WORDS, *(_BY_GLYPHS if both_ways else ()))
    checks = [it for it in CHECKS.artifact if it not in left_out]
    findings += examine(checks, finished(context, artifact))
    failed = any(it.severity == "error" for it in findings)
    return b"" if failed else artifact.content, findings


def _artifact(page: Page, faces: Fonts) -> Artifact:
    """Gives a page as PDF; of a web page, which has none, one that looks like it on a screen."""
    if page.job.output.name != "html":
        written: Artifact = page.job.output.write(page, faces)
        return written
    from laureate_print.pdf_engine.engine import typeset

    if page.language.direction == "rtl":  # inline blocks from right to left the engine takes apart
        page = replace(page, html=page.html.replace("</head>", f"{_INLINE}</head>", 1))
    content, layout = typeset(page, faces)
    return Artifact(page.job.path, content, layout)

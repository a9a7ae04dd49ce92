"""Checks the sources alone: catalogs, templates and fonts, without laying anything out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from laureate_print.build.render import WEB, examine_words, page_context, used
from laureate_print.build.sibling_files import expected
from laureate_print.build.workers import Workers, failure
from laureate_print.checks import CHECKS, examine
from laureate_print.model import Edition, Finding, Job, Used
from laureate_print.outputs.attachments import web_page
from laureate_print.sources.loading import Sources

Shown = Sequence[tuple[Job, Sequence[Used]]]


def check(
    workers: Workers, jobs: Sequence[Job], show: Callable[[Job], None] = lambda _: None
) -> list[Finding]:
    """Gives every finding of the sources that the workers have, each once; a file that cannot be
    read is one too, and a page that goes beyond its limits.

    The words are those that the jobs show, whatever file shows them. As in a render, a page is
    looked at only if its words are right. Each job is shown when its page has been looked at.
    """
    missed: dict[Finding, None] = {}
    pages: dict[tuple[str, str, Edition], tuple[Finding, ...]] = {}
    shown: dict[tuple[str, str], list[tuple[Job, Sequence[Used]]]] = {}
    for job in jobs:
        page = (job.document, job.template, job.edition)
        try:
            parts, findings = workers.ask(job.path, _look, job, page not in pages)
            for part in parts:
                shown.setdefault((job.document, part.language), []).append((job, [part]))
            pages.setdefault(page, findings)
        except Exception as error:  # `failure` raises again what is no trouble of this page alone
            missed[failure(error)] = None
        show(job)
    words: dict[Finding, None] = {}
    wrong = set()
    for own, on_pages in shown.items():
        try:
            found = dict.fromkeys(workers.ask(f"{own[0]}, its words in {own[1]}", _read, on_pages))
        except Exception as error:  # as above
            found = {failure(error): None}
        words |= found
        if any(finding.severity == "error" for finding in found):
            wrong.add(own)
    for (document, _, edition), on_the_page in pages.items():
        if not wrong & {(document, tag) for tag in edition.languages}:
            words |= dict.fromkeys(on_the_page)
    return [*missed, *words]


def _look(
    sources: Sources, job: Job, examined: bool
) -> tuple[tuple[Used, ...], tuple[Finding, ...]]:
    """Composes a page: gives the words that it shows, and what stands against it if it is to be
    examined.
    """
    context = page_context(sources, job, expected(sources, job))
    parts = used(context, web_page(sources, context, WEB))
    return parts, examine(CHECKS.page, context) if examined else ()


def _read(sources: Sources, shown: Shown) -> tuple[Finding, ...]:
    """Looks at the words that jobs of one document show."""
    return tuple(it for found in examine_words(sources, shown).values() for it in found)

"""Checks the sources alone: catalogs, templates and fonts, without laying anything out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from laureate_print.build.render import WEB, examine_words, page_context, used
from laureate_print.build.sibling_files import expected
from laureate_print.checks import CHECKS, examine
from laureate_print.errors import InputError
from laureate_print.model import UNREADABLE, Edition, Finding, Job, Used
from laureate_print.outputs.attachments import web_page
from laureate_print.sources.loading import Sources


def check(
    sources: Sources, jobs: Sequence[Job], show: Callable[[Job], None] = lambda _: None
) -> list[Finding]:
    """Gives every finding of the sources, each once; a file that cannot be read is one too.

    The words are those that the jobs show, whatever file shows them. As in a render, a page is
    looked at only if its words are right. Each job is shown when its page has been looked at.
    """
    unreadable: dict[Finding, None] = {}
    pages: dict[tuple[str, str, Edition], tuple[Finding, ...]] = {}
    shown: dict[tuple[str, str], list[tuple[Job, Sequence[Used]]]] = {}
    for job in jobs:
        try:
            context = page_context(sources, job, expected(sources, job))
            for part in used(context, web_page(sources, context, WEB)):
                shown.setdefault((job.document, part.language), []).append((job, [part]))
            if (page := (job.document, job.template, job.edition)) not in pages:
                pages[page] = examine(CHECKS.page, context)
        except InputError as error:
            unreadable[Finding(UNREADABLE, "error", str(error))] = None
        show(job)
    words: dict[Finding, None] = {}
    wrong = set()
    for own, parts in shown.items():
        findings = dict.fromkeys(
            it for found in examine_words(sources, parts).values() for it in found
        )
        words |= findings
        if any(finding.severity == "error" for finding in findings):
            wrong.add(own)
    for (document, _, edition), on_the_page in pages.items():
        if not wrong & {(document, tag) for tag in edition.languages}:
            words |= dict.fromkeys(on_the_page)
    return [*unreadable, *words]

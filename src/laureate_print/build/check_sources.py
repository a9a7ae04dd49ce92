"""Checks the sources alone: catalogs, templates and fonts, without laying anything out."""

from __future__ import annotations

from collections.abc import Sequence

from laureate_print.build.render import WEB, examine_words, page_context, used
from laureate_print.build.sibling_files import expected
from laureate_print.checks import CHECKS, UNREADABLE, examine
from laureate_print.errors import InputError
from laureate_print.model import Finding, Job, Used
from laureate_print.outputs.attachments import web_page
from laureate_print.sources.loading import Sources


def check(sources: Sources, jobs: Sequence[Job]) -> list[Finding]:
    """Gives every finding of the sources, each once; a file that cannot be read is one too.

    The words are those that the jobs show, whatever file shows them.
    """
    found: dict[Finding, None] = {}
    shown: dict[tuple[str, str], list[tuple[Job, Sequence[Used]]]] = {}
    looked_at = set()
    for job in jobs:
        try:
            context = page_context(sources, job, expected(sources, job))
            for part in used(context, web_page(sources, context, WEB)):
                shown.setdefault((job.document, part.language), []).append((job, [part]))
            if (page := (job.document, job.template, job.edition)) not in looked_at:
                looked_at.add(page)
                found |= dict.fromkeys(examine(CHECKS.page, context))
        except InputError as error:
            found[Finding(UNREADABLE, "error", str(error))] = None
    words: dict[Finding, None] = {}
    for parts in shown.values():
        for findings in examine_words(sources, parts).values():
            words |= dict.fromkeys(findings)
    return [*words, *(finding for finding in found if finding not in words)]

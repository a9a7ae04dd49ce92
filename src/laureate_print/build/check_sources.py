"""Checks the sources alone: catalogs, templates and fonts, without laying anything out."""

from __future__ import annotations

from collections.abc import Sequence

from laureate_print.build.render import examine_words, page_context
from laureate_print.checks import CHECKS, examine
from laureate_print.errors import InputError
from laureate_print.model import Finding, Job
from laureate_print.sources.loading import Sources


def check(sources: Sources, jobs: Sequence[Job]) -> list[Finding]:
    """Gives every finding of the sources, each once; a file that cannot be read is one too."""
    found: dict[Finding, None] = {}
    for job in {(job.document, job.template, job.edition): job for job in jobs}.values():
        try:
            found |= dict.fromkeys(examine_words(sources, job))
            found |= dict.fromkeys(examine(CHECKS.page, page_context(sources, job)))
        except InputError as error:
            found[Finding("sources_can_be_read", "error", str(error))] = None
    return list(found)

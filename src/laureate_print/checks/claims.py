"""Looks at what a paper claims of its pages: each claim names tests, and they passed."""

from __future__ import annotations

from collections.abc import Iterator

from laureate_print.checks.contexts import PageContext
from laureate_print.model import Finding

_HINT = "name the tests that show it, then run 'make web-edition', which records those that passed"


def every_claim_is_proven(context: PageContext) -> Iterator[Finding]:
    """Each criterion of the sheet is shown by tests of the last recorded run: a public body may not
    claim more.
    """
    passed = context.record.passed if context.record else frozenset()
    for criterion in context.sheet:
        named = f"criterion {criterion.number}"
        missing = [test for test in criterion.tests if test not in passed]
        if not criterion.tests:
            yield Finding(
                "every_claim_is_proven", "error", f"{named} names no test", criterion.where, _HINT
            )
        for test in missing:
            message = f"{named} is shown by no test that passed: {test}"
            yield Finding("every_claim_is_proven", "error", message, criterion.where, _HINT)


def document_was_tested(context: PageContext) -> Iterator[Finding]:
    """The recorded tests ran on this document; on another one the paper says that it was not tested
    itself.
    """
    if context.record and context.job.document not in context.record.documents:
        yield Finding(
            "document_was_tested",
            "warning",
            "the recorded tests were run on"
            f" {', '.join(context.record.documents) or 'no document'}",
            context.sheet[0].where if context.sheet else "",
            "the paper says so; run the tests of laureate-print on this document to claim more",
        )

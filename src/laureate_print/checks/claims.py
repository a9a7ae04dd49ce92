"""Looks at what a paper claims of its pages: each claim names tests, and they passed."""

from __future__ import annotations

from collections.abc import Iterator

from laureate_print.checks.contexts import Case
from laureate_print.model import Finding

_HINT = "name the tests that show it, then run 'make web-edition', which records those that passed"


def every_claim_is_proven(case: Case) -> Iterator[Finding]:
    """Each criterion of the sheet is shown by tests of the last recorded run: a public body may not
    claim more.
    """
    passed = case.record.passed if case.record else frozenset()
    for criterion in case.sheet:
        named = f"criterion {criterion.number}"
        missing = [test for test in criterion.tests if test not in passed]
        if not criterion.tests:
            yield Finding(
                "every_claim_is_proven", "error", f"{named} names no test", criterion.where, _HINT
            )
        for test in missing:
            message = f"{named} is shown by no test that passed: {test}"
            yield Finding("every_claim_is_proven", "error", message, criterion.where, _HINT)


def document_was_tested(case: Case) -> Iterator[Finding]:
    """The recorded tests ran on this document; on another one the paper says that it was not tested
    itself.
    """
    if case.record and case.job.document not in case.record.documents:
        yield Finding(
            "document_was_tested",
            "warning",
            f"the recorded tests were run on {', '.join(case.record.documents) or 'no document'}",
            case.sheet[0].where if case.sheet else "",
            "the paper says so; run the tests of laureate-print on this document to claim more",
        )

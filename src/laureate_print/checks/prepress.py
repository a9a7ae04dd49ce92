"""Asks of a print file what a print shop would ask, through the preflight, which shares no code
with what wrote it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from laureate_print.checks.contexts import ArtifactContext
from laureate_print.model import Finding

_SIGNATURES = 4  # pages on a folded sheet of a stitched book
_MOST_PAGES = 48  # more do not close flat in the fold (Japanese shops stitch 8 to 40 or 48 pages)


def print_shop_accepts_it(context: ArtifactContext) -> Iterator[Finding]:
    """The file, and the spreads beside it, keep every rule of PDF/X and of the project's print
    shop; how sharp its pictures are, another check says by their names.
    """
    asked = context.page.print_settings
    if asked is None:
        return
    from laureate_print.preflight import Limits, preflight

    limits = Limits(
        total_ink=asked.total_ink,
        standard=asked.standard,
        marks=asked.marks,
        resolution=0,
        bilevel=0,
    )
    for file in (context.artifact, *context.artifact.beside):
        for finding in preflight(file.content, limits).findings:
            yield dataclasses.replace(finding, where=f"dist/{file.path}: {finding.where}")


def book_can_be_stitched(context: ArtifactContext) -> Iterator[Finding]:
    """A book for the stitcher has a multiple of four pages, and not so many that it gapes."""
    if context.page.print_settings is None or not context.page.stitched:
        return
    from laureate_print.pdf_reader.document import PdfReader

    pages = PdfReader(context.artifact.content).pages
    where, hint = f"dist/{context.job.path}", "bind fewer languages: build -l ja -l en -t booklet"
    if pages % _SIGNATURES:
        message = f"{pages} pages are no multiple of {_SIGNATURES}"
        yield Finding(
            "book_can_be_stitched", "error", message, where, "this is our mistake: please report it"
        )
    if pages > _MOST_PAGES:
        message = f"{pages} pages are more than can be stitched ({_MOST_PAGES})"
        yield Finding("book_can_be_stitched", "error", message, where, hint)

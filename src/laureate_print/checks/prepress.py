"""Asks of a print file what a print shop would ask, through the preflight, which shares no code
with what wrote it.
"""

from __future__ import annotations

import dataclasses
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from laureate_print.checks.contexts import ArtifactContext
from laureate_print.checks.reading import announcement
from laureate_print.model import Finding
from laureate_print.pdf_reader.text import basic

_SIGNATURES = 4  # pages on a folded sheet of a stitched book
_MOST_PAGES = 48  # more do not close flat in the fold (Japanese shops stitch 8 to 40 or 48 pages)


def print_shop_accepts_it(context: ArtifactContext) -> Iterator[Finding]:
    """The file, and the spreads beside it, keep every rule of PDF/X and of the project's print
    shop; how sharp its pictures are, another check says by their names.

    A file whose text needs more sheets than there are never gets to the shop: that is told by
    itself, and what the pages too many look like is no further trouble.
    """
    if context.page.print_settings is None or context.has_pages_too_many:
        return
    from laureate_print.preflight.document import PreflightDocument
    from laureate_print.preflight.verdict import judge

    beside = context.artifact.beside
    documents = (PreflightDocument(file.content, context.shop) for file in beside)
    for file, document in zip(
        (context.artifact, *beside), chain([context.painted], documents), strict=True
    ):
        for finding in judge(document).findings:
            yield dataclasses.replace(finding, where=f"dist/{file.path}: {finding.where}")


def words_are_in_the_print_file(context: ArtifactContext) -> Iterator[Finding]:
    """The file has each letter and digit of the page as often as the page has it, as PDFium reads
    the glyphs that are drawn: a sheet without its words is printed as it is.

    Which letters, not in which order: a press has no reader. In lines from right to left PDFium
    loses what is beyond U+FFFF.
    """
    if context.page.print_settings is None or context.has_pages_too_many:
        return
    from laureate_print.pdf_reader.document import PdfReader

    written = _letters(run.text for run in announcement(context.page.html))
    lost = written - _letters(PdfReader(context.artifact.content).page_texts)
    if lost:
        letters = " ".join(letter for letter, _ in lost.most_common(8))
        yield Finding(
            "words_are_in_the_print_file",
            "error",
            f"{lost.total()} of {written.total()} letters are not in the print file: {letters}",
            f"dist/{context.job.path}",
            "this is our mistake: please report it",
        )


def _letters(texts: Iterable[str]) -> Counter[str]:
    """Counts letters and digits, in whatever form and case they stand."""
    letters: Counter[str] = Counter()
    for text in texts:
        letters.update(unicodedata.normalize("NFKC", basic(text)).casefold())
    return Counter(
        {it: count for it, count in letters.items() if unicodedata.category(it)[0] in "LN"}
    )


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

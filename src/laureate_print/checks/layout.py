"""Looks at what the engine laid out: nothing runs over, nothing lies on anything else, nothing is
lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from laureate_print.checks.contexts import ArtifactContext
from laureate_print.checks.overflow import framed_lines, further_pages, wide_lines
from laureate_print.model import Finding, Layout
from laureate_print.pdf_reader.text import unmarked

_SMALLER = "shorten the text, or allow a smaller type size: sizes in templates/{}/template.toml"


def engine_has_no_complaint(context: ArtifactContext) -> Iterator[Finding]:
    """A warning of the engine is an error: what it ignores or cannot draw, a reader would miss."""
    for complaint in (context.artifact.layout or Layout()).complaints:
        yield Finding(
            "engine_has_no_complaint",
            "error",
            complaint,
            f"templates/{context.job.template}/",
            "mend the template",
        )


def sheet_is_not_exceeded(context: ArtifactContext) -> Iterator[Finding]:
    """A template with a limit of pages keeps it; the finding says how much does not fit."""
    layout, limit = context.artifact.layout or Layout(), context.page.pages
    further = [lines for _, lines in further_pages(layout, limit)]
    if not further:
        return
    excess = sum(
        max((line.bottom for line in lines), default=0)
        - min((line.top for line in lines), default=0)
        for lines in further
    )
    yield Finding(
        "sheet_is_not_exceeded",
        "error",
        f"{len(layout.sizes)} pages where {limit} {'is' if limit == 1 else 'are'} allowed: the text"
        f" runs over by {excess:.1f} mm",
        _words(context),
        _SMALLER.format(context.job.template),
    )


def text_stays_in_its_box(context: ArtifactContext) -> Iterator[Finding]:
    """No run of text is wider than the block that holds it, or stands beyond the edge
    of its page.
    """
    layout = context.artifact.layout or Layout()
    for line, edge, over in wide_lines(layout):
        if edge == "page" and line.cell and layout.wide_columns:
            continue  # told by column
        text = unmarked(line.text.strip())
        yield Finding(
            "text_stays_in_its_box",
            "error",
            f"'{text[:40]}' on page {line.page} passes its {edge} by {over:.1f} mm",
            context.message_place(text) or _words(context),
            "give the line a place to break, or its box more room",
        )


def no_text_is_cut_off(context: ArtifactContext) -> Iterator[Finding]:
    """What runs over a box that hides it (`overflow: hidden`) is on the page and nobody sees it."""
    layout = context.artifact.layout or Layout()
    lines = sorted(layout.lines, key=lambda line: line.place)
    for (page, hidden), together in groupby(lines, lambda line: (line.page, line.hidden > 0)):
        if hidden:
            cut = [*together]
            more = f" and {len(cut) - 1} more lines" if len(cut) > 1 else ""
            deepest = max(line.hidden for line in cut)
            yield Finding(
                "no_text_is_cut_off",
                "error",
                f"'{cut[0].text.strip()[:40]}'{more} on page {page} cannot be seen: the box round"
                f" it hides {deepest:.1f} mm of what runs over",
                context.message_place(cut[0].text.strip()) or _words(context),
                "give the box more room, or let it show all: overflow: visible",
            )


def tables_keep_to_the_text(context: ArtifactContext) -> Iterator[Finding]:
    """No column of a table stands beyond the column of text that the table is in."""
    for column in (context.artifact.layout or Layout()).wide_columns:
        name = f" ('{unmarked(column.name)}')" if column.name else ""
        yield Finding(
            "tables_keep_to_the_text",
            "error",
            f"column {column.number}{name} of the table on page {column.page} passes the text by"
            f" {column.excess:.1f} mm",
            (column.name and context.message_place(column.name)) or _words(context),
            "give the table fewer columns, or its longest words a place to break (U+00AD)",
        )


def titles_split_no_word(context: ArtifactContext) -> Iterator[Finding]:
    """No line of a title or heading ends within a word, a number or a name of one word."""
    for page, word in (context.artifact.layout or Layout()).split_titles:
        yield Finding(
            "titles_split_no_word",
            "warning",
            f"a title on page {page} has no room for '{word[:40]}', which its lines split",
            context.message_place(word) or _words(context),
            "give the word a place to break (U+00AD), or the title a smaller size in the style"
            " sheet of the template",
        )


def text_stays_clear_of_frames(context: ArtifactContext) -> Iterator[Finding]:
    """No text of the flow runs under a box that is placed outside it, such as the address at a
    leaflet's foot.
    """
    if context.has_pages_too_many:  # which is told by itself, and then there is no right size
        return
    layout = context.artifact.layout or Layout()
    for frame, under in framed_lines(layout):
        deepest = max(line.bottom for line in under) - frame.top
        yield Finding(
            "text_stays_clear_of_frames",
            "error",
            f"the text on page {frame.page} runs {deepest:.1f} mm into the box that stands there",
            _words(context),
            _SMALLER.format(context.job.template),
        )


def no_text_is_lost(context: ArtifactContext) -> Iterator[Finding]:
    """Each word of the page was laid out: the engine drops text in silence at a page's end."""
    for run in context.expected.lost if context.artifact.layout else ():
        yield Finding(
            "no_text_is_lost",
            "error",
            f"'{run.text.strip()[:40]}' is in the page but was not laid out",
            context.message_place(run.text.strip()) or _words(context),
            f"the template '{context.job.template}' drops it: see that no box ends where"
            " the page does",
        )


def _words(context: ArtifactContext) -> str:
    return context.catalogs[0].where if context.catalogs else ""

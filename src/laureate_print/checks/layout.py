"""Looks at what the engine laid out: nothing runs over, nothing lies on anything else, nothing is
lost.
"""

from __future__ import annotations

from collections.abc import Iterator

from laureate_print.checks.contexts import ArtifactContext
from laureate_print.checks.expected import Expected
from laureate_print.model import Finding, Layout

_SMALLER = "shorten the text, or allow a smaller type size: sizes in templates/{}/template.toml"
_TOLERANCE = 0.1  # mm: less than a hair, and more than the engine's rounding


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
    layout, limit = context.artifact.layout, context.page.pages
    if layout is None or limit is None or not context.has_pages_too_many:
        return
    excess = 0.0
    for page in range(limit + 1, len(layout.sizes) + 1):
        lines = [
            line
            for line in layout.lines
            if line.page == page and line.kind != "running" and not line.frame
        ]
        excess += max((line.bottom for line in lines), default=0) - min(
            (line.top for line in lines), default=0
        )
    yield Finding(
        "sheet_is_not_exceeded",
        "error",
        f"{len(layout.sizes)} pages where {limit} are allowed: the text runs over by"
        f" {excess:.1f} mm",
        _words(context),
        _SMALLER.format(context.job.template),
    )


def text_stays_in_its_box(context: ArtifactContext) -> Iterator[Finding]:
    """No run of text is wider than the block that holds it, or stands beyond the edge
    of its page.
    """
    layout = context.artifact.layout or Layout()
    for line in layout.lines:
        width, height = layout.sizes[line.page - 1]
        page = max(-line.left, -line.top, line.right - width, line.bottom - height)
        box = max(line.container_left - line.left, line.right - line.container_right)
        over, edge = (page, "page") if page > _TOLERANCE else (box, "box")
        if edge == "page" and line.cell and layout.wide_columns:
            continue  # told by column
        if over > _TOLERANCE:
            yield Finding(
                "text_stays_in_its_box",
                "error",
                f"'{line.text.strip()[:40]}' on page {line.page} passes its {edge} by"
                f" {over:.1f} mm",
                context.message_place(line.text.strip()) or _words(context),
                "give the line a place to break, or its box more room",
            )


def tables_keep_to_the_text(context: ArtifactContext) -> Iterator[Finding]:
    """No column of a table stands beyond the column of text that the table is in."""
    for column in (context.artifact.layout or Layout()).wide_columns:
        name = f" ('{column.name}')" if column.name else ""
        yield Finding(
            "tables_keep_to_the_text",
            "error",
            f"column {column.number}{name} of the table on page {column.page} passes the text by"
            f" {column.excess:.1f} mm",
            (column.name and context.message_place(column.name)) or _words(context),
            "give the table fewer columns, or its longest words a place to break (U+00AD)",
        )


def text_stays_clear_of_frames(context: ArtifactContext) -> Iterator[Finding]:
    """No text of the flow runs under a box that is placed outside it, such as the address at a
    leaflet's foot.
    """
    layout = context.artifact.layout or Layout()
    for number, frame in enumerate(layout.frames, 1):
        under = [
            line.bottom - frame.top
            for line in layout.lines
            if line.page == frame.page
            and line.frame != number
            and min(line.bottom, frame.bottom) - max(line.top, frame.top) > _TOLERANCE
            and min(line.right, frame.right) - max(line.left, frame.left) > _TOLERANCE
        ]
        if under:
            yield Finding(
                "text_stays_clear_of_frames",
                "error",
                f"the text on page {frame.page} runs {max(under):.1f} mm into the box that stands"
                " there",
                _words(context),
                _SMALLER.format(context.job.template),
            )


def no_text_is_lost(context: ArtifactContext) -> Iterator[Finding]:
    """Each word of the page was laid out: the engine drops text in silence at a page's end."""
    layout = context.artifact.layout
    if layout is None:
        return
    for run in Expected(context.page.html, layout).lost:
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

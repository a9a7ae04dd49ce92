"""Looks at what a finished PDF draws with: new content keeps what the file declares."""

from __future__ import annotations

from collections.abc import Iterator

from laureate_print.checks.contexts import ArtifactContext
from laureate_print.model import Finding


def graphics_keep_the_standard(context: ArtifactContext) -> Iterator[Finding]:
    """Pictures, colours and transparency are as PDF/A has them (ISO 19005-2, 6.2.4 to 6.2.10)."""
    pdf = context.pdf
    if pdf is None:
        return
    from laureate_print.preflight.pdfa_graphics import graphics

    for words in graphics(pdf.opened, pdf.colours()):
        yield Finding(
            "graphics_keep_the_standard",
            "error",
            f"{words}, which {context.job.output.standards[0]} forbids",
            f"dist/{context.job.path}",
            "this is our mistake: please report it",
        )

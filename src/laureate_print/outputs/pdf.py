"""Writes the PDF that is read on a screen: tagged, PDF/UA-1 and PDF/A-2a in one file."""

from __future__ import annotations

from laureate_print.model import Artifact, Page
from laureate_print.sources.fonts import Fonts


def write(page: Page, fonts: Fonts) -> Artifact:
    """Gives the page as PDF, with its layout for the checks."""
    from laureate_print.pdf_engine.engine import typeset

    content, layout = typeset(page, fonts)
    return Artifact(page.job.path, content, layout)

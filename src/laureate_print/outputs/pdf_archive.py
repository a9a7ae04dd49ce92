"""Writes the PDF that is kept for ever: PDF/A-4f, PDF/UA-2 and WTPDF 1.0 in one file, what it was
made from inside.
"""

from __future__ import annotations

from laureate_print.model import Artifact, Page
from laureate_print.outputs import pdf
from laureate_print.sources.fonts import Fonts


def write(page: Page, fonts: Fonts) -> Artifact:
    """Gives the page as PDF with its sources inside, and its layout for the checks."""
    if not page.attachments:
        raise ValueError(f"{page.job.path} was composed without its sources")
    return pdf.write(page, fonts)

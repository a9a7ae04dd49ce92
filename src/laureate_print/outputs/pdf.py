"""Writes the PDF that is read on a screen: tagged, PDF/UA-1 and PDF/A-2a in one file."""

from __future__ import annotations

import re

from laureate_print.model import Artifact, Face, Page
from laureate_print.sources.fonts import Fonts


def write(page: Page, fonts: Fonts) -> Artifact:
    """Gives the page as PDF, with its layout for the checks."""
    from laureate_print.pdf_engine.engine import typeset

    content, layout = typeset(page, faces(page, fonts))
    return Artifact(page.job.path, content, layout)


def faces(page: Page, fonts: Fonts) -> tuple[Face, ...]:
    """Gives every face in which the languages of a page may be set."""
    languages = dict.fromkeys(re.findall(r'\blang="([^"]+)"', page.html))
    families = dict.fromkeys(family for tag in languages for family in fonts.families(tag))
    return tuple(face for family in families for face in fonts.faces[family])

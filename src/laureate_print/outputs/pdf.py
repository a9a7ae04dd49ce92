"""Writes the PDF that is read on a screen: tagged, PDF/UA-1 and PDF/A-2a in one file."""

from __future__ import annotations

import re

from laureate_print.fonts import Fonts
from laureate_print.model import Artifact, Page


def write(page: Page, book: Fonts) -> Artifact:
    """Gives the page as PDF, with its layout for the checks."""
    from laureate_print.typeset.engine import typeset

    languages = dict.fromkeys(re.findall(r'\blang="([^"]+)"', page.html))
    families = dict.fromkeys(family for tag in languages for family in book.families(tag))
    faces = tuple(face for family in families for face in book.faces[family])
    content, layout = typeset(page, faces)
    return Artifact(page.job.path, content, layout)

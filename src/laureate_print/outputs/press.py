"""Writes the PDF that goes to a print shop: PDF/X in the colours of the press, with boxes, bleed and marks."""

from __future__ import annotations

from io import BytesIO

from laureate_print.fonts import Fonts
from laureate_print.model import Artifact, Page
from laureate_print.outputs.pdf import faces


def write(page: Page, book: Fonts) -> Artifact:
    """Gives the page as PDF/X, with its layout for the checks."""
    import pikepdf

    from laureate_print.typeset.engine import typeset
    from laureate_print.typeset.exchange import exchanged
    from laureate_print.typeset.sheets import sheets

    if page.press is None:
        raise ValueError(f"{page.job.path} was composed for no press")
    used = faces(page, book)
    content, layout = typeset(page, used)
    slug = next(face for face in used if face.family == book.fallback("text")[0])
    with pikepdf.open(BytesIO(content)) as source:
        return Artifact(page.job.path, exchanged(sheets(source, page, slug), page, page.press), layout)

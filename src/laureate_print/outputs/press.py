"""Writes the PDF that goes to a print shop: PDF/X in the colours of the press, with boxes, bleed and marks."""

from __future__ import annotations

from io import BytesIO

from laureate_print.fonts import Fonts
from laureate_print.model import Artifact, Page
from laureate_print.outputs.pdf import faces


def write(page: Page, book: Fonts) -> Artifact:
    """Gives the page as PDF/X, with its layout for the checks; beside a book its spreads, if they are asked for."""
    import pikepdf

    from laureate_print.typeset.engine import typeset
    from laureate_print.typeset.exchange import exchanged
    from laureate_print.typeset.sheets import sheets, singles, spreads

    if page.press is None:
        raise ValueError(f"{page.job.path} was composed for no press")
    used = faces(page, book)
    content, layout = typeset(page, used)
    slug = next(face for face in used if face.family == book.fallback("text")[0])
    beside = []
    with pikepdf.open(BytesIO(content)) as source:
        single = singles(source, page)
        made = exchanged(sheets(source, page, single, slug), page, page.press)
        if page.press.imposed and page.stitched:
            imposed = exchanged(sheets(source, page, spreads(single, page), slug), page, page.press)
            beside.append(Artifact(page.job.path.replace(".print.", ".spreads.print."), imposed))
    return Artifact(page.job.path, made, layout, tuple(beside))

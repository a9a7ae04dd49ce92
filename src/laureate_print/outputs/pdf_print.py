"""Writes the PDF that goes to a print shop: PDF/X in the colours of the press, with boxes, bleed
and marks.
"""

from __future__ import annotations

from io import BytesIO

from laureate_print.model import Artifact, Page
from laureate_print.sources.fonts import Fonts


def write(page: Page, fonts: Fonts) -> Artifact:
    """Gives the page as PDF/X, with its layout for the checks; beside a book its spreads, if they
    are asked for.
    """
    import pikepdf

    from laureate_print.pdf_engine.engine import typeset
    from laureate_print.pdf_engine.imposition import sheets, singles, spreads
    from laureate_print.pdf_engine.overprint import overprint_black
    from laureate_print.pdf_engine.pdfx import pdfx

    if page.print_settings is None:
        raise ValueError(f"{page.job.path} was composed for no press")
    content, layout = typeset(page, fonts)
    slug = fonts.faces[fonts.fallback("text")[0]][0]
    beside = []
    with pikepdf.open(BytesIO(content)) as source:
        overprint_black(source)
        single = singles([width for width, _ in layout.sizes], page)
        made = pdfx(sheets(source, page, single, slug), page, page.print_settings)
        if page.print_settings.imposed and page.stitched:
            imposed = pdfx(
                sheets(source, page, spreads(single, page), slug), page, page.print_settings
            )
            beside.append(
                Artifact(page.job.path_with(f"spreads.{page.job.output.ending}"), imposed)
            )
    return Artifact(page.job.path, made, layout, tuple(beside))

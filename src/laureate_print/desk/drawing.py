"""Pages of a PDF as pictures, drawn by PDFium."""

from __future__ import annotations

import threading
from io import BytesIO

_PDFIUM = threading.Lock()  # it knows no threads
_QUICK = 1  # zlib: a picture goes no further than this machine


def picture(content: bytes, number: int, largest: int) -> bytes:
    """Gives page `number` (from 1) of a PDF as PNG, all of its media box; its longer side has
    `largest` px.

    Raises:
        LookupError: there is no such page.
    """
    import pypdfium2

    with _PDFIUM:
        document = pypdfium2.PdfDocument(content)
        try:
            if not 0 < number <= len(document):
                raise LookupError(f"there is no page {number}")
            page = document[number - 1]
            page.set_cropbox(*page.get_mediabox())
            drawn = page.render(scale=largest / max(page.get_size())).to_pil().convert("RGB")
        finally:
            document.close()
    target = BytesIO()
    drawn.save(target, "PNG", compress_level=_QUICK)
    return target.getvalue()

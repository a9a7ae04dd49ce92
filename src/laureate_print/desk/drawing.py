"""Pages of a PDF as pictures, drawn by PDFium."""

from __future__ import annotations

import threading
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

from laureate_print.model import MM_PER_PT

if TYPE_CHECKING:
    from PIL.Image import Image

_PDFIUM = threading.Lock()  # it knows no threads
_QUICK = 1  # zlib: a picture goes no further than this machine


def picture(content: bytes, number: int, largest: int) -> bytes:
    """Gives page `number` (from 1) of a PDF as PNG, all of its media box; its longer side has
    `largest` px.

    Raises:
        LookupError: there is no such page.
    """
    target = BytesIO()
    page = _drawn(content, number, lambda width, height: largest / max(width, height))
    page.save(target, "PNG", compress_level=_QUICK)
    return target.getvalue()


def drawn(content: bytes, number: int, scale: float) -> Image:
    """Gives page `number` (from 1) of a PDF as it is drawn, all of its media box, with so many px
    for each mm.

    Raises:
        LookupError: there is no such page.
    """
    return _drawn(content, number, lambda *_: scale * MM_PER_PT)


def _drawn(content: bytes, number: int, scale: Callable[[float, float], float]) -> Image:
    """Draws a page; `scale` gives the px for each pt by its size in pt."""
    import pypdfium2

    with _PDFIUM:
        document = pypdfium2.PdfDocument(content)
        try:
            if not 0 < number <= len(document):
                raise LookupError(f"there is no page {number}")
            page = document[number - 1]
            page.set_cropbox(*page.get_mediabox())
            image: Image = page.render(scale=scale(*page.get_size())).to_pil().convert("RGB")
            return image
        finally:
            document.close()

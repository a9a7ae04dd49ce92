"""The table of outputs: what a file is for, and who writes it."""

from __future__ import annotations

from collections.abc import Callable

from laureate_print.model import Artifact, Page
from laureate_print.outputs import html, pdf, pdf_archive, pdf_print
from laureate_print.sources.fonts import Fonts

WRITERS: dict[str, Callable[[Page, Fonts], Artifact]] = {
    "html": html.write,
    "pdf": pdf.write,
    "print": pdf_print.write,
    "archive": pdf_archive.write,
}

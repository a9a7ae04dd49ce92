"""The table of outputs: what a file is for, and who writes it."""

from __future__ import annotations

from collections.abc import Callable

from laureate_print.fonts import Fonts
from laureate_print.model import Artifact, Page
from laureate_print.outputs import archive, html, pdf, press

WRITERS: dict[str, Callable[[Page, Fonts], Artifact]] = {
    "html": html.write,
    "pdf": pdf.write,
    "print": press.write,
    "archive": archive.write,
}

"""Draws lines of text as they were laid out.

The engine gives back what Pango knows of a line when it has measured it, and has the line laid out
anew to draw it. Here it is kept until then, wherever Pango would do the same again: in the same
style, with no spaces to stretch, and in one paragraph, as the engine draws a line.
`tests/pdf_engine/test_one_document.py` shows when that is no longer needed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from weakref import ref

from weasyprint.text.ffi import pango

_MOST = 4000  # lines that are kept, of some 4 kB each
_kept: list[ref[Any]] = []


def as_one_paragraph(set_text: Callable[..., None]) -> Callable[..., None]:
    """Gives the engine's `Layout.set_text`, which tells Pango at once that a text is one paragraph:
    the engine does so when it draws, and Pango would lay it out again.
    """

    def set_text_at_once(self: Any, text: str, justify: bool = False) -> None:
        self.is_one = [text] == text.splitlines()
        if self.is_one:
            pango.pango_layout_set_single_paragraph_mode(self.layout, True)
        set_text(self, text, justify)

    return set_text_at_once


def later(deactivate: Callable[[Any], None]) -> Callable[[Any], None]:
    """Gives the engine's `Layout.deactivate`, which keeps what has been measured, and lets go of
    what has been drawn. Of too many the first go.
    """

    def deactivate_later(self: Any) -> None:
        if getattr(self, "is_drawn", False):
            deactivate(self)
            return
        self.is_kept = True
        _kept.append(ref(self))
        if len(_kept) > 2 * _MOST:
            living = [it for it in (known() for known in _kept) if it is not None and it.is_kept]
            for first in living[:-_MOST]:
                first.is_kept = False
                deactivate(first)
            _kept[:] = map(ref, living[-_MOST:])

    return deactivate_later


def as_measured(reactivate: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """Gives the engine's `Layout.reactivate`, which lays out again only what is to be drawn in
    another way than it was measured, or was let go.
    """

    def reactivate_kept(self: Any, style: Any) -> None:
        same = getattr(self, "is_kept", False) and self.is_one and style is self.style
        self.is_kept, self.is_drawn = False, True
        if not same or self.justification_spacing:
            reactivate(self, style)

    return reactivate_kept

"""Has the bytes of each object of a PDF made once.

The engine's writer asks for them twice, and compresses them each time: for the file, and for its
identifier, which is their digest (ISO 32000-1, 14.4).
"""

from __future__ import annotations

from typing import Any

import pydyf


def write_once(pdf: Any) -> None:
    """Makes the bytes of a finished PDF's objects: nothing of them can be changed any more."""
    pdf.objects = [it if it.free == "f" else _Written(it) for it in pdf.objects]


class _Written(pydyf.Object):  # type: ignore[misc] # the library has no types
    """An object as bytes."""

    data, compressible = b"", False  # properties of others

    def __init__(self, made: Any) -> None:
        super().__init__()
        self.number, self.generation = made.number, made.generation
        self.data, self.compressible = made.data, made.compressible

"""What is known of the pictures of a page while it is drawn."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class DrawnPictures:
    """`widths` are the largest in CSS px at which each image is drawn, by its identifier;
    `resolutions` the lowest in dpi of each picture of pixels, by its name. `whitened` are the names
    of those that see through and are printed on white; `forms` are the engine's streams that
    drawings are still to be written into, each with its vectors (a PDF).
    """

    widths: dict[str, float] = field(default_factory=dict)
    resolutions: dict[str, float] = field(default_factory=dict)
    whitened: dict[str, None] = field(default_factory=dict)
    forms: list[tuple[Any, bytes]] = field(default_factory=list)

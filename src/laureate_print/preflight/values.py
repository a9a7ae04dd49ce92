"""The frozen values of the preflight: what a shop asks for, and what was seen painted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from laureate_print.model import BLEED
from laureate_print.preflight.colours import Space
from laureate_print.preflight.geometry import Box

Kind = Literal["fill", "stroke", "text", "image", "shading", "invisible"]
Marks = Literal["japanese", "western", "none"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a print shop asks for.

    `total_ink` in %, `stroke` in pt, `resolution` (colour and grey) and `bilevel` (one bit) in dpi:
    an image below is warned of, one below `coarse`, whose pixels are seen, is an error; `bleed` in
    mm. Text below `small_text` pt prints in one ink only, and if that is black, over what is below
    it; so do black lines below `thin_black` pt. Light text below `reversed_type` pt is left open in
    two inks at most. `standard` is the one
    expected, such as PDF/X-4; with none, the one that the file declares. `marks` are those
    expected; with none, any are right.
    """

    total_ink: float = 300.0
    stroke: float = 0.25
    resolution: float = 350.0
    coarse: float = 72.0
    bilevel: float = 600.0
    bleed: float = BLEED
    small_text: float = 12.0
    thin_black: float = 2.0
    reversed_type: float = 7.0
    standard: str | None = None
    marks: Marks | None = None


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code in a path: its `box` without its quiet zone, and the side of a `module`, in mm."""

    box: Box
    module: float


@dataclass(frozen=True, slots=True)
class PaintedObject:
    """One thing that a page paints, and where, in mm from the top left corner of the trim box
    (approximate for text).

    `inks` are the inks with their tints from 0 to 1, as far as the colour gives them; `values` are
    the colour's own, in its space. `width` is a stroke's in pt on paper, zero for a hairline, or
    the thinner side of a filled rectangle; `size` a text's in pt on paper; `resolution` an image's
    in dpi, `bits` its bits a component. `parts` are the segments of a stroke, `codes` the QR codes
    of a fill. `within` names the form, pattern or font that it is painted by.
    """

    page: int
    kind: Kind
    place: Box
    space: Space
    inks: tuple[tuple[str, float], ...] = ()
    values: tuple[float, ...] = ()
    width: float | None = None
    size: float | None = None
    font: str = ""
    embedded: bool = True
    resolution: float | None = None
    bits: int = 8
    overprint: bool = False
    overprint_mode: int = 0
    blend: str = "Normal"
    alpha: float = 1.0
    parts: tuple[Box, ...] = ()
    codes: tuple[QrCode, ...] = ()
    within: str = ""

    @property
    def colorants(self) -> tuple[str, ...]:
        """The inks that print something."""
        return tuple(ink for ink, tint in self.inks if tint > 0)

    def meets(self, box: Box) -> bool:
        """Whether any part of it stands in the box."""
        return any(part.meets(box) for part in self.parts) if self.parts else self.place.meets(box)

"""The picture at the head of a document, as a template places it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from laureate_print.model import Document, Picture
from laureate_print.sources.loading import Sources, remembered
from laureate_print.sources.pictures import as_address, picture

_JPEG = b"\xff\xd8\xff"  # which has no alpha
_SQUARE = 1.15  # width to height, or height to width: more is wide or tall
_WHOLE = 250  # of 255: what is less opaque lets the ground through
_SEEN_THROUGH = 0.01  # of all pixels: less is an edge

Shape = Literal["wide", "square", "tall"]


@dataclass(frozen=True, slots=True)
class Lead:
    """A lead picture for templates: the address of its `file`, `alt` and `credit` (messages), and
    its `shape`.

    One that `is_emblem` is a drawing, or lets its ground through: no sheet cuts it. Of any other
    each cuts what its box has no room for, and `position` is the CSS value that keeps the focus in
    sight.
    """

    file: str
    alt: str
    credit: str
    position: str
    shape: Shape
    is_emblem: bool


def lead(sources: Sources, document: Document) -> Lead | None:
    """Gives the lead picture of a document, if it has one."""
    said = document.picture
    if said is None:
        return None
    address = as_address(said.file)
    shown = picture(sources, document.name, address)
    across, down = said.focus
    return Lead(
        address,
        said.alt,
        said.credit,
        f"{across:.0%} {down:.0%}",
        _shape(shown),
        shown.kind == "drawing" or _is_seen_through(sources, shown),
    )


def _shape(shown: Picture) -> Shape:
    if shown.width > shown.height * _SQUARE:
        return "wide"
    return "tall" if shown.height > shown.width * _SQUARE else "square"


@remembered
def _is_seen_through(_: Sources, shown: Picture) -> bool:
    """Says whether a picture of pixels lets the ground through; one that cannot be read does not,
    which the checks tell.
    """
    from laureate_print.errors import PictureError
    from laureate_print.sources.pixels import as_seen

    if shown.trouble or shown.content.startswith(_JPEG):
        return False
    try:
        seen = as_seen(shown.content)
    except PictureError:
        return False
    if "A" not in seen.getbands():
        return False
    clear = sum(seen.getchannel("A").histogram()[:_WHOLE])
    return clear > _SEEN_THROUGH * seen.width * seen.height

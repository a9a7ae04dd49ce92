"""The boxes of the pages: one inside the other, centred, with the bleed that was asked for."""

from __future__ import annotations

from collections.abc import Iterator

from laureate_print.model import MM_PER_PT, Finding
from laureate_print.preflight.document import PreflightDocument
from laureate_print.preflight.geometry import Sheet

_EXACT = 0.01  # pt
_BLEED = 0.05  # mm by which a bleed box may be off
_HINT = "set the page boxes where the file is made"


def _error(check: str, sheet: Sheet, message: str) -> Finding:
    return Finding(check, "error", message, f"page {sheet.number}", _HINT)


def boxes_are_there(document: PreflightDocument) -> Iterator[Finding]:
    """Each page has a trim box, no art box beside it, and a bleed box (ISO 15930-7; ISO 32000-1,
    14.11.2).
    """
    for sheet in (page.sheet for page in document.pages):
        if "TrimBox" not in sheet.named:
            yield _error(
                "boxes_are_there", sheet, "the page has no TrimBox: nobody knows where to cut it"
            )
        elif "ArtBox" in sheet.named:
            yield _error("boxes_are_there", sheet, "the page has both a TrimBox and an ArtBox")
        if document.limits.bleed and "BleedBox" not in sheet.named:
            yield _error("boxes_are_there", sheet, "the page has no BleedBox")


def boxes_are_nested(document: PreflightDocument) -> Iterator[Finding]:
    """The media box holds the bleed box, and that the trim box; a crop box hides no bleed (ISO
    15930-7).
    """
    for sheet in (page.sheet for page in document.pages):
        for inner, outer in (
            ("TrimBox", "BleedBox"),
            ("TrimBox", "MediaBox"),
            ("BleedBox", "MediaBox"),
            ("BleedBox", "CropBox"),
            ("TrimBox", "CropBox"),
        ):
            small, large = sheet.named.get(inner), sheet.named.get(outer)
            if small is None or large is None:
                continue
            over = max(
                large[0] - small[0], large[1] - small[1], small[2] - large[2], small[3] - large[3]
            )
            if over > _EXACT:
                message = f"the {inner} reaches {over * MM_PER_PT:.2f} mm beyond the {outer}"
                yield _error("boxes_are_nested", sheet, message)


def media_begin_at_the_origin(document: PreflightDocument) -> Iterator[Finding]:
    """The lower left corner of the media box is 0 0: imposition programs of some shops take that
    for granted.
    """
    for sheet in (page.sheet for page in document.pages):
        media = sheet.named.get("MediaBox", (0, 0, 0, 0))
        if max(abs(media[0]), abs(media[1])) > _EXACT:
            message = f"the MediaBox begins at {media[0]:.2f} {media[1]:.2f} pt, and should at 0 0"
            yield _error("media_begin_at_the_origin", sheet, message)


def trim_is_centred(document: PreflightDocument) -> Iterator[Finding]:
    """The trim box stands in the middle of the media box, within 0.01 pt: shops centre what they
    print.
    """
    for sheet in (page.sheet for page in document.pages):
        media, trim = sheet.named.get("MediaBox"), sheet.named.get("TrimBox")
        if media is None or trim is None:
            continue
        off = [(media[i] + media[i + 2] - trim[i] - trim[i + 2]) / 2 for i in (0, 1)]
        if max(abs(value) for value in off) > _EXACT:
            message = (
                f"the TrimBox is {abs(off[0]) * MM_PER_PT:.2f} mm and"
                f" {abs(off[1]) * MM_PER_PT:.2f} mm off the middle of the page"
            )
            yield _error("trim_is_centred", sheet, message)


def bleed_is_as_wide_as_asked(document: PreflightDocument) -> Iterator[Finding]:
    """The bleed box goes as far beyond the trim box as the shop asks, on all sides
    (塗り足し: 3 mm).
    """
    for sheet in (page.sheet for page in document.pages):
        if "TrimBox" not in sheet.named or "BleedBox" not in sheet.named:
            continue
        trim, bleed = sheet.trim, sheet.bleed
        sides = {
            "left": trim.left - bleed.left,
            "right": bleed.right - trim.right,
            "top": trim.top - bleed.top,
            "bottom": bleed.bottom - trim.bottom,
        }
        if max(abs(width - document.limits.bleed) for width in sides.values()) > _BLEED:
            widths = ", ".join(f"{side} {width:.2f}" for side, width in sides.items())
            message = (
                f"the bleed is {widths} mm, and should be {document.limits.bleed:g} mm on all sides"
            )
            yield _error("bleed_is_as_wide_as_asked", sheet, message)


def pages_are_of_one_size(document: PreflightDocument) -> Iterator[Finding]:
    """All pages are trimmed to one size, looked at as they are turned."""
    first = None
    for sheet in (page.sheet for page in document.pages):
        size = (sheet.trim.width, sheet.trim.height)
        first = first or size
        if max(abs(size[0] - first[0]), abs(size[1] - first[1])) > _BLEED:
            message = (
                f"the page is {size[0]:.1f} × {size[1]:.1f} mm where the first is {first[0]:.1f} ×"
                f" {first[1]:.1f} mm"
            )
            hint = "send pages of different sizes as files of their own"
            yield Finding("pages_are_of_one_size", "warning", message, f"page {sheet.number}", hint)

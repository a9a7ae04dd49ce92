"""What the plates show: ink within the limit, bleed that is covered, marks in their places."""

from __future__ import annotations

from collections.abc import Iterator

from laureate_print.model import Finding
from laureate_print.preflight.bleed import Side
from laureate_print.preflight.colours import PROCESS
from laureate_print.preflight.document import PreflightDocument
from laureate_print.preflight.geometry import Sheet

_ROUNDING = 1.0  # %: four plates of 256 steps each
_RUN = 1.5  # mm along a side that may end before the bleed does: slanted edges look like that


def total_ink_is_within_the_limit(document: PreflightDocument) -> Iterator[Finding]:
    """No square millimetre inside the bleed has more ink than the shop's limit: more does not dry,
    and sets off. Less than that is no matter (GWG 2015, 4.22, asks for the mean of 15 mm²): a black
    stroke over a dark spot of a picture dries.
    """
    limit = document.limits.total_ink
    for page, picture in zip(document.pages, document.pictures, strict=True):
        if picture and picture.square.total > limit + _ROUNDING:
            pixel, square = picture.pixel, picture.square
            message = (
                f"{pixel.total:.0f} % of ink in one spot, {square.total:.0f} % over the worst"
                f" square millimetre; the limit is {limit:g} %"
            )
            hint = "use less ink in dark colours, such as C40 M40 Y40 K100"
            yield Finding(
                "total_ink_is_within_the_limit",
                "error",
                message,
                page.sheet.where(square.x, square.y),
                hint,
            )


def bleed_is_covered(document: PreflightDocument) -> Iterator[Finding]:
    """Artwork that reaches the trim goes on through the bleed, else a knife that is off by a hair
    leaves white.
    """
    if not document.limits.bleed:
        return
    for page, picture in zip(document.pages, document.pictures, strict=True):
        for side in picture.sides if picture else ():
            if side.run >= _RUN:
                message = (
                    f"artwork reaches the {side.name} edge along {side.reaches:.0f} mm; "
                    f"{side.uncovered:.0f} mm of it do not go on into the bleed"
                )
                hint = f"let what reaches the edge go on for {document.limits.bleed:g} mm beyond it"
                yield Finding("bleed_is_covered", "error", message, _middle(page.sheet, side), hint)


def _middle(sheet: Sheet, side: Side) -> str:
    x, y = (side.at, side.at)
    x = {"left": 0.0, "right": sheet.trim.right}.get(side.name, x)
    y = {"top": 0.0, "bottom": sheet.trim.bottom}.get(side.name, y)
    return sheet.where(x, y)


def marks_are_in_place(document: PreflightDocument) -> Iterator[Finding]:
    """The marks that the shop expects stand outside the bleed, on all four plates
    (角トンボ, センタートンボ).
    """
    expected = document.limits.marks
    if expected is None:
        return
    for number, picture in enumerate(document.pictures, 1):
        if picture is None:
            continue
        marks, place, check = picture.marks, f"page {number}", "marks_are_in_place"
        fits = {"japanese": ("japanese",), "western": ("western", "japanese"), "none": ("none",)}[
            expected
        ]
        if marks.kind not in fits:
            lacking = f": {', '.join(marks.missing)} missing" if marks.missing else ""
            message = f"the marks are {marks.kind}, and should be {expected}{lacking}"
            yield Finding(
                check,
                "error",
                message,
                place,
                "export the file with the marks that the shop asks for",
            )
        elif expected != "none":
            if expected == "japanese" and len(marks.centres) < 4:
                missing = ", ".join(
                    side for side in ("left", "right", "top", "bottom") if side not in marks.centres
                )
                hint = "add a mark in the middle of each side"
                yield Finding(check, "error", f"the centre mark is missing: {missing}", place, hint)
            if missing_inks := [ink for ink in PROCESS if ink not in marks.inks]:
                message = f"the marks do not print in {', '.join(missing_inks)}"
                yield Finding(
                    check,
                    "error",
                    message,
                    place,
                    "draw marks in registration colour (Separation All)",
                )


def ghostscript_has_no_complaint(document: PreflightDocument) -> Iterator[Finding]:
    """What an interpreter warns of while it makes plates, a shop's own may stumble over."""
    for warning in document.ghostscript_warnings:
        message = f"Ghostscript says: {warning}"
        yield Finding(
            "ghostscript_has_no_complaint", "warning", message, "the file", "export the file again"
        )
    for number, picture in enumerate(document.pictures, 1):
        if picture is None:
            message = (
                "Ghostscript made no plates of this page, so ink, bleed and marks were not"
                " looked at"
            )
            yield Finding(
                "ghostscript_has_no_complaint",
                "error",
                message,
                f"page {number}",
                "export the file again",
            )

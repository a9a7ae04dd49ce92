"""What pages paint, against what it stands on: text that stands out, white type that register
cannot close, black that prints over tints (Ghent Workgroup, GWG 2015, 4.7 to 4.13).
"""

from __future__ import annotations

from collections.abc import Iterator

from laureate_print.model import Finding
from laureate_print.preflight.document import Page, PreflightDocument
from laureate_print.preflight.grounds import Ground, is_black, overprints

_ROUNDING = 0.05  # pt and parts of a contrast: sizes are told in tenths (GWG 2015, 3.15)
_MOST_INKS = 2  # in which small white type may be open
_TINT = 0.03  # of an ink that counts as one


def _seen(document: PreflightDocument) -> Iterator[tuple[Page, list[Ground]]]:
    for page, picture in zip(document.pages, document.pictures, strict=True):
        if picture is not None:
            yield page, list(picture.grounds)


def _tints(ground: Ground) -> str:
    tints = (f"{ink} {tint:.0%}".replace("%", " %") for ink, tint in ground.inks if tint >= _TINT)
    return " ".join(tints) or "paper"


def _more(grounds: list[Ground], noun: str) -> str:
    return f" ({len(grounds)} {noun} in all on this page)" if len(grounds) > 1 else ""


def text_stands_out(document: PreflightDocument) -> Iterator[Finding]:
    """Text has a contrast of 4.5:1 with what is behind it, large text 3:1, as the output condition
    prints it (WCAG 2.2, 1.4.3; text in 18 pt is large, and in 14 pt if it is bold).
    """
    for page, grounds in _seen(document):
        faint = [
            it
            for it in grounds
            if it.thing.kind == "text"
            and it.contrast is not None
            and it.contrast < it.least_contrast - _ROUNDING
        ]
        if faint:
            worst = min(faint, key=lambda it: (it.contrast or 0) / it.least_contrast)
            message = (
                f"text of {worst.thing.size:.1f} pt in {worst.thing.font} has a contrast of"
                f" {worst.contrast:.1f}:1 with what is behind it ({_tints(worst)}), as it is"
                f" printed; it needs {worst.least_contrast:g}:1{_more(faint, 'texts')}"
            )
            hint = "print the text in Black on a light ground, or white on a dark one"
            place = page.sheet.at(worst.thing.place)
            yield Finding("text_stands_out", "error", message, place, hint)


def reversed_type_can_be_held(document: PreflightDocument) -> Iterator[Finding]:
    """Small light type stands on two inks at most: where three or four are left open, one that
    slips by a tenth of a millimetre fills a stroke.
    """
    limit = document.limits.reversed_type
    for page, grounds in _seen(document):
        closed = [
            it
            for it in grounds
            if it.thing.kind == "text"
            and it.light
            and (it.thing.size or 0) < limit - _ROUNDING
            and len(_open_inks(it)) > _MOST_INKS
        ]
        if closed:
            worst = min(closed, key=lambda it: it.thing.size or 0)
            message = (
                f"light text of {worst.thing.size:.1f} pt in {worst.thing.font} is left open in"
                f" {len(_open_inks(worst))} inks ({_tints(worst)}){_more(closed, 'texts')}"
            )
            hint = f"set it in {limit:g} pt or more, or on a ground of one ink or two"
            place = page.sheet.at(worst.thing.place)
            yield Finding("reversed_type_can_be_held", "error", message, place, hint)


def _open_inks(ground: Ground) -> list[str]:
    """Gives the inks of a ground that its text has not, or much less of."""
    own = dict(ground.thing.inks)
    return [ink for ink, tint in ground.inks if tint >= _TINT and own.get(ink, 0) < tint / 2]


def small_black_overprints(document: PreflightDocument) -> Iterator[Finding]:
    """Small text and thin lines of black print over the tint that they stand on: knocked out, they
    show paper wherever a plate slips (GWG 2015, 4.10 to 4.13).
    """
    limit = document.limits.small_text
    for page, grounds in _seen(document):
        open_ = [
            it
            for it in grounds
            if is_black(it.thing)
            and not overprints(it.thing)
            and (it.thing.kind != "text" or (it.thing.size or 0) < limit - _ROUNDING)
            and any(tint >= _TINT for ink, tint in it.inks if ink != "Black")
        ]
        if open_:
            worst = min(open_, key=lambda it: it.thing.size or it.thing.width or 0)
            name = "a black line" if worst.thing.kind != "text" else "black text"
            size = worst.thing.size if worst.thing.kind == "text" else worst.thing.width
            message = (
                f"{name} of {size:.1f} pt is knocked out of {_tints(worst)}{_more(open_, 'things')}"
            )
            hint = (
                f"let black text below {limit:g} pt and black lines below"
                f" {document.limits.thin_black:g} pt overprint, in CMYK and in mode 1"
            )
            place = page.sheet.at(worst.thing.place)
            yield Finding("small_black_overprints", "warning", message, place, hint)

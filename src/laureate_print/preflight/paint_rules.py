"""What pages paint: text in one ink, lines that hold, sharp images, embedded fonts, marks' colour
on marks alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from laureate_print.model import Finding
from laureate_print.pdf_reader.objects import entry
from laureate_print.preflight.document import Page, PreflightDocument
from laureate_print.preflight.grounds import overprints
from laureate_print.preflight.values import PaintedObject

_ROUNDING = 0.995  # resolutions and sizes come in rounded numbers


def _tints(thing: PaintedObject) -> str:
    return " ".join(f"{ink} {tint:.0%}".replace("%", " %") for ink, tint in thing.inks if tint > 0)


def _more(things: list[PaintedObject], noun: str) -> str:
    return f" ({len(things)} {noun} in all on this page)" if len(things) > 1 else ""


def small_text_has_one_ink(document: PreflightDocument) -> Iterator[Finding]:
    """Small text prints in one ink: several never meet exactly, and thin strokes show it (house
    rule: K 100 only).
    """
    limit = document.limits.small_text
    for page in document.pages:
        small = [
            thing
            for thing in page.printed
            if thing.kind == "text" and thing.size is not None and thing.size < limit * _ROUNDING
        ]
        mixed = [thing for thing in small if len(thing.colorants) > 1 or "All" in thing.colorants]
        if mixed:
            worst = min(mixed, key=lambda thing: thing.size or 0)
            message = (
                f"text of {worst.size:.1f} pt in {worst.font} prints in"
                f" {_tints(worst)}{_more(mixed, 'texts')}"
            )
            hint = f"print text below {limit:g} pt in one ink, such as Black 100 %"
            yield Finding(
                "small_text_has_one_ink", "error", message, page.sheet.at(worst.place), hint
            )


def registration_colour_is_for_marks(document: PreflightDocument) -> Iterator[Finding]:
    """Separation /All, which prints on every plate, stands outside the bleed alone."""
    for page in document.pages:
        wrong = [thing for thing in page.printed if "All" in thing.space.colorants]
        if wrong:
            message = (
                f"{wrong[0].kind} in registration colour (Separation All){_more(wrong, 'things')}"
            )
            hint = "registration colour is for marks outside the bleed; print in Black instead"
            yield Finding(
                "registration_colour_is_for_marks",
                "error",
                message,
                page.sheet.at(wrong[0].place),
                hint,
            )


def lines_are_thick_enough(document: PreflightDocument) -> Iterator[Finding]:
    """No stroke, stroked text or filled rectangle is thinner than the limit; width 0
    is a hairline.
    """
    limit = document.limits.stroke
    for page in document.pages:
        thin = [line for line in lines(page) if (line.width or 0) < limit * _ROUNDING]
        if thin:
            worst = min(thin, key=lambda line: line.width or 0)
            width = (
                f"{worst.width:.2f} pt" if worst.width else "as thin as the press can (a hairline)"
            )
            name = {"fill": "a filled rectangle", "text": "outlined text"}.get(worst.kind, "a line")
            message = f"{name} is {width}, and the limit is {limit:g} pt{_more(thin, 'lines')}"
            hint = f"make lines {limit:g} pt or thicker; a fill without a stroke is no line"
            yield Finding(
                "lines_are_thick_enough", "error", message, page.sheet.at(worst.place), hint
            )


def lines(page: Page) -> list[PaintedObject]:
    """Gives the lines inside the bleed that print: strokes, stroked text, thin filled
    rectangles.
    """
    return [
        thing
        for thing in page.printed
        if thing.width is not None
        and (thing.inks or not thing.space.is_print or thing.space.family == "Pattern")
    ]


def images_are_sharp_enough(document: PreflightDocument) -> Iterator[Finding]:
    """Images have the resolution that the shop asks for at their size on paper, those of one bit
    have more; no pixel is so large that it is seen.
    """
    for page in document.pages:
        for one_bit in (False, True):
            limit = document.limits.bilevel if one_bit else document.limits.resolution
            coarse = [
                image
                for image in images(page, one_bit)
                if image.resolution and image.resolution < limit * _ROUNDING
            ]
            if coarse:
                worst = min(coarse, key=lambda image: image.resolution or 0)
                kind = "an image of one bit" if one_bit else "an image"
                message = (
                    f"{kind} has {worst.resolution:.0f} dpi, and the limit is {limit:g}"
                    f" dpi{_more(coarse, 'images')}"
                )
                hint = "bring the image in more pixels, or print it smaller"
                seen = (worst.resolution or 0) < document.limits.coarse * _ROUNDING
                yield Finding(
                    "images_are_sharp_enough",
                    "error" if seen else "warning",
                    message,
                    page.sheet.at(worst.place),
                    hint,
                )


def images(page: Page, one_bit: bool | None = None) -> list[PaintedObject]:
    """Gives the images inside the bleed; with `one_bit`, those of one bit alone, or all others
    alone.
    """
    found = [thing for thing in page.printed if thing.kind == "image"]
    return [image for image in found if one_bit is None or (image.bits == 1) == one_bit]


def fonts_are_embedded(document: PreflightDocument) -> Iterator[Finding]:
    """Each font that is shown is in the file, the standard 14 too; Type 3 is warned of (ISO
    15930-7).
    """
    for page in document.pages:
        for thing in _first(page.objects, lambda thing: thing.font):
            if thing.font and not thing.embedded:
                message, hint = (
                    f"the font {thing.font} is not embedded",
                    "embed all fonts where the file is made",
                )
                yield Finding(
                    "fonts_are_embedded", "error", message, page.sheet.at(thing.place), hint
                )
        for way in dict.fromkeys(
            item.way for item in page.resources if _is_type3(item.kind, item.value)
        ):
            message = f"{way} is a Type 3 font: its glyphs are drawings or pictures"
            hint = "see that no glyph is a picture of few pixels"
            yield Finding(
                "fonts_are_embedded", "warning", message, f"page {page.sheet.number}", hint
            )


def _is_type3(kind: str, value: object) -> bool:
    return kind == "font" and entry(value, "/Subtype") == "/Type3"


def _first(
    things: Iterable[PaintedObject], key: Callable[[PaintedObject], str]
) -> Iterator[PaintedObject]:
    seen: set[str] = set()
    for thing in things:
        if key(thing) not in seen:
            seen.add(key(thing))
            yield thing


def white_does_not_overprint(document: PreflightDocument) -> Iterator[Finding]:
    """White that overprints is not there on paper: CMYK of no ink in mode 1, a spot of 0 % (ISO
    32000-1, 8.6.7). Grey and mode 0 differ from press to press (GWG 2015, 4.8 and 4.9).
    """
    for page in document.pages:
        white = [
            thing
            for thing in page.printed
            if thing.overprint
            and thing.kind in ("fill", "stroke", "text")
            and not thing.inks
            and thing.space.is_print
            and thing.space.family != "Pattern"
        ]
        gone = [thing for thing in white if overprints(thing)]
        if things := gone or white:
            result = "it does not show" if gone else "some presses do not show it"
            message = f"white {things[0].kind} overprints, so {result}{_more(things, 'things')}"
            yield Finding(
                "white_does_not_overprint",
                "error" if gone else "warning",
                message,
                page.sheet.at(things[0].place),
                "switch overprint off for what is white",
            )


def page_can_be_understood(document: PreflightDocument) -> Iterator[Finding]:
    """Nothing in the content streams is broken: a printer's interpreter might stop where a screen
    goes on.
    """
    for page in document.pages:
        for complaint in page.complaints:
            hint = "export the file again"
            yield Finding(
                "page_can_be_understood", "warning", complaint, f"page {page.sheet.number}", hint
            )

"""What a camera needs of a QR code: size, black, and quiet around it."""

from __future__ import annotations

from collections.abc import Iterator

from laureate_print.model import Finding, Severity
from laureate_print.preflight.document import Page, PreflightDocument
from laureate_print.preflight.geometry import Box
from laureate_print.preflight.values import PaintedObject, QrCode

_QUIET = 4  # modules of white on each side (ISO/IEC 18004, 5.3.8)
_LEAST, _LEAST_OF_POSTERS = 20.0, 60.0  # mm across: in the hand, and from a step away
_POSTER = 421.0  # mm: a sheet that is longer than A3 hangs on a wall
_ROUNDING = 0.995
_HAIR = 0.5  # modules: text and strokes have boxes that are larger than what is seen


def qr_codes_can_be_scanned(document: PreflightDocument) -> Iterator[Finding]:
    """A QR code is large enough for where it is read from, prints in black alone, and stands on
    white, four modules of it on each side (ISO/IEC 18004, 5.3.8): else cameras do not find it.
    """
    for page in document.pages:
        for place, thing in enumerate(page.objects):
            for code in thing.codes if thing.colorants else ():
                for severity, message, hint in _flaws(page, place, thing, code):
                    where = page.sheet.at(code.box)
                    yield Finding("qr_codes_can_be_scanned", severity, message, where, hint)


def _flaws(
    page: Page, place: int, thing: PaintedObject, code: QrCode
) -> Iterator[tuple[Severity, str, str]]:
    """Gives what a camera stumbles over: severity, message, hint."""
    trim, width = page.sheet.trim, code.box.width
    least = _LEAST_OF_POSTERS if max(trim.width, trim.height) > _POSTER else _LEAST
    if width < least * _ROUNDING:
        message = f"a QR code is {width:.1f} mm wide, each of its modules {code.module:.2f} mm"
        yield "warning", message, f"print it {least:g} mm wide or wider"
    if thing.inks != (("Black", 1.0),) or thing.alpha < 1:
        inks = " ".join(f"{ink} {tint * 100:.0f} %" for ink, tint in thing.inks)
        yield "error", f"a QR code prints in {inks}", "print it in Black 100 % alone"
    if disturbing := _in_the_quiet_zone(page, place, code):
        yield (
            "error",
            f"the quiet zone of a QR code is broken by {disturbing}",
            f"leave {_QUIET * code.module:.1f} mm of white on each side of it, four modules",
        )


def _in_the_quiet_zone(page: Page, place: int, code: QrCode) -> str:
    """Says what breaks the quiet zone of the code that is painted at a place in the page's order;
    nothing where all of it is white.
    """
    zone = code.box.grown((_QUIET - _HAIR) * code.module)
    if zone.cut(page.sheet.trim) != zone:
        return "the edge of the sheet"
    grounds = [at for at, it in enumerate(page.objects[:place]) if _covers(it, zone)]
    above = grounds[-1] if grounds else 0
    for at, thing in enumerate(page.objects[above:], above):
        if at != place and _prints(thing) and thing.meets(zone):
            return _NAMES.get(thing.kind, f"a {thing.kind}")
    return ""


def _covers(thing: PaintedObject, zone: Box) -> bool:
    """Says whether a thing makes a zone white, whatever lies below it."""
    is_white = thing.kind == "fill" and thing.space.is_print and not thing.inks
    return is_white and thing.alpha == 1 and not thing.overprint and zone.cut(thing.place) == zone


def _prints(thing: PaintedObject) -> bool:
    is_white = thing.space.is_print and not thing.inks and thing.space.family != "Pattern"
    return thing.kind != "invisible" and thing.alpha > 0 and not is_white


_NAMES = {"fill": "a coloured ground", "stroke": "a line", "image": "an image"}

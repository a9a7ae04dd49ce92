"""Reads what a finished PDF draws with, as PDF/A has it: colours that its output intent or a
profile explains, pictures that are shown as they are, nothing that a reader would have to fetch.

ISO 19005-2, 6.2.4 to 6.2.10; ISO 19005-4 asks the same. veraPDF judges the same files in the tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pikepdf

from laureate_print.pdf_reader.objects import BROKEN, elements, entry, name_of, one_line
from laureate_print.preflight.colours import Space, space
from laureate_print.preflight.resources import Resource, resources

_DEVICES = {"DeviceGray": "Gray", "DeviceRGB": "RGB", "DeviceCMYK": "CMYK"}
_COLOURS = {b"GRAY": "DeviceGray", b"RGB ": "DeviceRGB", b"CMYK": "DeviceCMYK"}
_COMPONENTS = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4, b"Lab ": 3}
_CLASSES = (b"scnr", b"mntr", b"prtr", b"spac")
_BITS = (1, 2, 4, 8, 16)
_BLENDS = {
    *("Normal", "Compatible", "Multiply", "Screen", "Overlay", "Darken", "Lighten", "ColorDodge"),
    *("ColorBurn", "HardLight", "SoftLight", "Difference", "Exclusion", "Hue", "Saturation"),
    *("Color", "Luminosity"),
}
_INTENTS = {"RelativeColorimetric", "AbsoluteColorimetric", "Perceptual", "Saturation"}
_STRANGE = {
    "/Alternates": "has alternate images",
    "/OPI": "refers to an outside image (OPI)",
    "/Ref": "refers to another file",
    "/PS": "holds PostScript",
    "/F": "is kept in an outside file",
}


def graphics(pdf: pikepdf.Pdf, colours: Iterable[str]) -> Iterator[str]:
    """Gives in words what of a file PDF/A forbids; `colours` are those that its pages paint in."""
    explained = frozenset(_explained(pdf))
    yield from dict.fromkeys(_painted(colours, explained))
    for number, page in enumerate(pdf.pages, 1):
        for item in resources(page):
            for words in _troubles(item, explained):
                yield f"{item.way} on page {number} {words}"


def _explained(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Gives the device colour spaces that the output intents explain (6.2.4.3)."""
    for intent in elements(entry(pdf.Root, "/OutputIntents")):
        profile = entry(intent, "/DestOutputProfile")
        if isinstance(profile, pikepdf.Stream):
            yield "DeviceGray"
            yield _COLOURS.get(profile.read_bytes()[16:20], "")


def _painted(colours: Iterable[str], explained: frozenset[str]) -> Iterator[str]:
    for name in colours:
        if name in _DEVICES and name not in explained:
            yield f"a page paints in {name} without a profile for it"


def _troubles(item: Resource, explained: frozenset[str]) -> Iterator[str]:
    try:
        yield from _of_streams(item)
        yield from _of_spaces(item, explained)
        if item.kind == "image":
            yield from _of_images(item.value)
        elif item.kind == "state":
            yield from _of_states(item.value)
    except BROKEN as error:
        yield f"cannot be understood ({one_line(error)})"


def _of_streams(item: Resource) -> Iterator[str]:
    if isinstance(item.value, pikepdf.Stream):
        yield from (words for key, words in _STRANGE.items() if key in item.value)
        filters = {name_of(name) for name in elements(item.value.get("/Filter"))}
        yield from (f"is coded by {name}" for name in sorted(filters & {"LZWDecode", "Crypt"}))
        if item.value.get("/Subtype2") == "/PS":
            yield "is PostScript"


def _of_images(image: pikepdf.Object) -> Iterator[str]:
    """6.2.8: shown as it is, of so many bits, by an intent that there is."""
    if image.get("/Interpolate", False):
        yield "is interpolated"
    if "JPXDecode" in {name_of(name) for name in elements(image.get("/Filter"))}:
        yield "is JPEG 2000, whose inner colours nobody here has looked at"
    elif not image.get("/ImageMask", False) and image.get("/BitsPerComponent", 8) not in _BITS:
        yield f"has {image.BitsPerComponent} bits a component"
    if "/Intent" in image and name_of(image.Intent) not in _INTENTS:
        yield f"has the rendering intent {name_of(image.Intent)}"


def _of_states(state: pikepdf.Object) -> Iterator[str]:
    """6.2.5 and 6.2.10: no transfer functions, screens of the standard, blend modes of it."""
    if "/TR" in state or state.get("/TR2", pikepdf.Name.Default) != "/Default" or "/HTP" in state:
        yield "has a transfer function or the origin of a screen"
    if state.get("/HTO") is not None or entry(state, "/HT", "/HalftoneName") is not None:
        yield "has a screen of its own"
    blends = {name_of(name) for name in elements(state.get("/BM"))}
    yield from (f"blends by {name}" for name in sorted(blends - _BLENDS))
    if "/RI" in state and name_of(state.RI) not in _INTENTS:
        yield f"has the rendering intent {name_of(state.RI)}"


def _of_spaces(item: Resource, explained: frozenset[str]) -> Iterator[str]:
    """6.2.4: each colour space stands on a profile, in it or in the output intent."""
    value = _space_of(item)
    if value is None:
        return
    named = item.named if item.named is not None else pikepdf.Dictionary()
    below: Space | None = space(value, item.named)
    while below is not None:
        default = f"/Default{_DEVICES.get(below.family, '')}"
        if below.family in _DEVICES and below.family not in explained and default not in named:
            yield f"is in {below.family} without a profile for it"
        below = below.base
    if isinstance(value, pikepdf.Array) and value[0] == "/ICCBased":
        yield from _of_profile(value[1])


def _space_of(item: Resource) -> pikepdf.Object | None:
    if item.kind == "space":
        return item.value
    if item.kind == "shading" or (item.kind == "image" and not item.value.get("/ImageMask", False)):
        return item.value.get("/ColorSpace")
    return item.value.get("/CS") if item.kind == "group" else None


def _of_profile(profile: pikepdf.Object) -> Iterator[str]:
    """6.2.4.2: an ICC profile of version 2 or 4, of as many components as are told."""
    head = profile.read_bytes()[:40]
    if len(head) < 40 or head[36:40] != b"acsp" or head[8] > 4 or head[12:16] not in _CLASSES:
        yield "has a profile that is none of ICC version 2 or 4"
    elif _COMPONENTS.get(head[16:20]) != int(profile.N):
        yield "has a profile that does not fit its components"

"""The figures of a page: what an officer or a print shop would ask of it, ready for JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from laureate_print.preflight.document import Page, Picture
from laureate_print.preflight.geometry import Box
from laureate_print.preflight.grounds import overprints
from laureate_print.preflight.paint_rules import images, lines
from laureate_print.preflight.resource_rules import transparent
from laureate_print.preflight.type_sizes import roles
from laureate_print.preflight.values import PaintedObject


def figures(page: Page, picture: Picture | None) -> dict[str, Any]:
    """Gives boxes in mm, inks, the worst total ink in %, the thinnest line and smallest text in pt,
    images in dpi, what overprints, and the least contrast of text with what is behind it.
    """
    sheet = page.sheet
    texts = [thing for thing in page.objects if thing.kind == "text" and thing.size]
    smallest = min(texts, key=lambda thing: thing.size or 0, default=None)
    thinnest = min(lines(page), key=lambda thing: thing.width or 0, default=None)
    coarsest = min(
        (image for image in images(page) if image.resolution),
        key=lambda image: image.resolution or 0,
        default=None,
    )
    return {
        "page": sheet.number,
        "boxes": {
            "media": _size(sheet.media),
            "bleed": _size(sheet.bleed),
            "trim": _size(sheet.trim),
        },
        "turned": sheet.rotation,
        "colour spaces": list(dict.fromkeys(thing.space.name for thing in page.objects)),
        "thinnest line": _extreme(page, thinnest, "width", "pt"),
        "smallest text": _extreme(page, smallest, "size", "pt"),
        "smallest of a kind": _smallest(texts),
        "coarsest image": _extreme(page, coarsest, "resolution", "dpi"),
        "overprint": _overprint(page),
        "fonts": list(dict.fromkeys(thing.font for thing in page.objects if thing.font)),
        "transparency": (
            any(True for _ in transparent(page)) or any(thing.alpha < 1 for thing in page.objects)
        ),
        **(_picture(picture, page) if picture else {}),
    }


def _size(box: Box) -> list[float]:
    return [round(value, 2) for value in (box.left, box.top, box.width, box.height)]


def _extreme(
    page: Page, thing: PaintedObject | None, attribute: str, unit: str
) -> dict[str, Any] | None:
    if thing is None:
        return None
    return {unit: round(getattr(thing, attribute), 2), "where": page.sheet.at(thing.place)}


def _smallest(texts: Iterable[PaintedObject]) -> dict[str, float]:
    """Gives the smallest size in pt of each kind of type: text, reversed, ruby, raised."""
    sizes: dict[str, float] = {}
    for text, role in roles(texts):
        sizes[role] = round(min(sizes.get(role, text.size or 0), text.size or 0), 2)
    return {role: sizes[role] for role in ("text", "reversed", "ruby", "raised") if role in sizes}


def _overprint(page: Page) -> dict[str, int]:
    """Counts the texts, the lines and what else lets the inks beneath it stay."""
    kinds = Counter(
        "texts" if it.kind == "text" else "lines" if it.width is not None else "others"
        for it in page.printed
        if overprints(it)
    )
    return {kind: kinds[kind] for kind in ("texts", "lines", "others")}


def _least_contrast(picture: Picture, page: Page) -> dict[str, Any] | None:
    seen = [it for it in picture.grounds if it.thing.kind == "text" and it.contrast is not None]
    if not seen:
        return None
    least = min(seen, key=lambda it: it.contrast or 0)
    return {"ratio": round(least.contrast or 0, 1), "where": page.sheet.at(least.thing.place)}


def _picture(picture: Picture, page: Page) -> dict[str, Any]:
    pixel, square = picture.pixel, picture.square
    return {
        "least contrast": _least_contrast(picture, page),
        "inks": list(picture.inks),
        "total ink": {
            "spot": pixel.total,
            "square millimetre": square.total,
            "where": page.sheet.where(pixel.x, pixel.y),
        },
        "bleed": {
            side.name: {"artwork at the edge": side.reaches, "not in the bleed": side.uncovered}
            for side in picture.sides
        },
        "marks": {
            "kind": picture.marks.kind,
            "centres": list(picture.marks.centres),
            "folds": {side: list(places) for side, places in picture.marks.folds.items()},
            "inks": list(picture.marks.inks),
        },
    }

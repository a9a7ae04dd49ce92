"""Looks at the pictures of a document: there and readable, told in words, whole, sharp enough."""

from __future__ import annotations

import re
from collections.abc import Iterator

from laureate_print.checks.contexts import ArtifactContext, PageContext
from laureate_print.model import BLEED, Finding, Layout, PlacedPicture

_FILE_NAME = re.compile(r"\S+\.(jpe?g|png|gif|svg|webp|avif|tiff?|heic)", re.IGNORECASE)
_TOLERANCE = 0.1  # mm: less than a hair, and more than the engine's rounding
_SHARP, _SEEN = 200, 72  # dpi: print shops ask for 350; below 72 each pixel is seen
_ROUNDING = 0.995
_STRETCHED = 0.02  # of its width: less is not seen


def pictures_can_be_drawn(context: PageContext) -> Iterator[Finding]:
    """Each picture is there, and is drawn as its author sees it."""
    for picture in context.page.pictures:
        said = picture.trouble or picture.remark
        if said:
            yield Finding(
                "pictures_can_be_drawn",
                "error" if picture.trouble else "warning",
                f"the picture {picture.name or 'without a file'}: {said}",
                _place(context, picture.name),
                picture.hint,
            )


def pictures_say_what_they_show(context: PageContext) -> Iterator[Finding]:
    """Each picture has words for those who do not see it; one that is decoration says so by none
    (ISO 14289-1, 7.3; WCAG 2.2, 1.1.1).
    """
    for tag in context.read.tags:
        source = tag.attributes.get("src", "")
        if tag.name != "img" or not source.startswith("picture:"):
            continue
        picture = context.page.pictures[int(source.removeprefix("picture:"))]
        alt = tag.attributes.get("alt")
        if alt is None:
            trouble = "has no alt"
        elif _FILE_NAME.fullmatch(alt.strip()):
            trouble = f"is described by the name of a file, '{alt}'"
        else:
            continue
        yield Finding(
            "pictures_say_what_they_show",
            "error",
            f"the picture {picture.name} {trouble}",
            _place(context, picture.name),
            'say what it shows in alt="…"; for mere decoration write alt=""',
        )


def pictures_are_whole(context: ArtifactContext) -> Iterator[Finding]:
    """No picture runs off its sheet; where the style sheet cuts one, that is told."""
    layout = context.artifact.layout or Layout()
    for place in layout.pictures:
        name = context.page.pictures[place.number].name
        where = _place(context, name)
        over = _beyond(place, layout.sizes[place.page - 1], context.job.output.for_press)
        if over > _TOLERANCE:
            yield Finding(
                "pictures_are_whole",
                "error",
                f"the picture {name} on page {place.page} runs {over:.1f} mm over the edge of its"
                " sheet, and is cut there",
                where,
                "give it less width, or its box more room",
            )
        wide, high = place.hidden
        if max(wide, high) > _TOLERANCE and not context.page.pictures[place.number].framed:
            yield Finding(
                "pictures_are_whole",
                "warning",
                f"of the picture {name} on page {place.page} {wide:.1f} mm of its width and"
                f" {high:.1f} mm of its height are cut off by the style sheet",
                where,
                "see object-fit and overflow there, if it should be whole",
            )


def pictures_keep_their_shape(context: ArtifactContext) -> Iterator[Finding]:
    """No style sheet makes a picture wider or narrower than it is, without a word."""
    for place in (context.artifact.layout or Layout()).pictures:
        picture = context.page.pictures[place.number]
        wide, high = place.drawn
        due = high * picture.width / picture.height  # its width, if it has its shape
        if abs(wide - due) > _STRETCHED * due and max(wide, high) > _TOLERANCE:
            yield Finding(
                "pictures_keep_their_shape",
                "warning",
                f"the picture {picture.name} on page {place.page} is drawn {wide:.0f} mm by"
                f" {high:.0f} mm, which is not its shape",
                _place(context, picture.name),
                "let the style sheet set one side, and the other to auto",
            )


def _beyond(place: PlacedPicture, size: tuple[float, float], for_press: bool) -> float:
    """Gives how far a picture runs over its sheet, in mm; for a press the bleed is part of it."""
    width, height = size
    over = max(-place.left, -place.top, place.right - width, place.bottom - height)
    return over - BLEED if for_press else over


def pictures_stay_clear_of_frames(context: ArtifactContext) -> Iterator[Finding]:
    """No picture of the flow runs under a box that is placed outside it."""
    layout = context.artifact.layout or Layout()
    for number, frame in enumerate(layout.frames, 1):
        for place in layout.pictures:
            deep = min(place.bottom, frame.bottom) - max(place.top, frame.top)
            wide = min(place.right, frame.right) - max(place.left, frame.left)
            apart = place.page != frame.page or place.frame == number
            if not apart and min(deep, wide) > _TOLERANCE:
                name = context.page.pictures[place.number].name
                yield Finding(
                    "pictures_stay_clear_of_frames",
                    "error",
                    f"the picture {name} on page {place.page} runs {deep:.1f} mm into the box that"
                    " stands there",
                    _place(context, name),
                    "make it smaller, or shorten the text",
                )


def pictures_are_sharp_enough(context: ArtifactContext) -> Iterator[Finding]:
    """On paper a picture has pixels enough for its size: shops ask for 350 dpi, from 200 it looks
    sharp, below 72 each pixel is seen.
    """
    if not context.job.output.for_press:
        return
    layout = context.artifact.layout or Layout()
    for name, dpi in layout.resolutions:
        if dpi < _SHARP * _ROUNDING:
            across = max(
                (it.pixels[0] for it in context.page.pictures if it.name == name), default=0
            )
            needed = f"{across * _SHARP / dpi:.0f}" if across else "more"
            yield Finding(
                "pictures_are_sharp_enough",
                "error" if dpi < _SEEN * _ROUNDING else "warning",
                f"the picture {name} prints at {dpi:.0f} dpi; from {_SHARP} dpi it looks sharp",
                _place(context, name),
                f"bring it in {needed} pixels across, or print it smaller",
            )


def pictures_are_on_their_ground(context: ArtifactContext) -> Iterator[Finding]:
    """A standard without transparency prints white where a picture shows its ground; it is told."""
    for name in (context.artifact.layout or Layout()).whitened:
        yield Finding(
            "pictures_are_on_their_ground",
            "warning",
            f"the picture {name} is see-through, and stands on white: PDF/X-1a has no transparency",
            _place(context, name),
            "give it a ground of its own, or print by PDF/X-4",
        )


def _place(context: PageContext, name: str) -> str:
    """Gives the document's file and line that name a picture; else the document."""
    for file in context.templates:
        text = file.content.decode(errors="replace")
        if f"/{context.job.document}." in f"/{file.path}" and name and name in text:
            return f"{file.shown}:{text[: text.index(name)].count(chr(10)) + 1}"
    return context.template_place(name) if name else f"templates/{context.job.template}/"

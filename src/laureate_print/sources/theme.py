"""Reads whose pages these are, the table `[theme]` of the project file: two colours, an emblem, an
ornament, the publisher's name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from laureate_print.errors import ProjectError
from laureate_print.model import SourceFile
from laureate_print.sources import colours
from laureate_print.sources.colours import Colour
from laureate_print.sources.fonts import fonts
from laureate_print.sources.loading import Sources, remembered
from laureate_print.sources.pictures import judged, looks_like_svg

# The grounds of shared/house.css, on which the colours stand.
PAPER, TINT = (1.0, 1.0, 1.0), (0xF3 / 255, 0xF1 / 255, 0xEA / 255)
TEXT, LINES = 7.0, 3.0  # WCAG 2.2, 1.4.6 for words; 1.4.11 for lines and ornament
DRAWINGS = ("emblem", "icon", "ornament")
_COLOURS = ("colour", "accent")
_KEYS = (*_COLOURS, *DRAWINGS, "publisher")


@dataclass(frozen=True, slots=True)
class Theme:
    """How the pages of a project look.

    `colour` is the ground of the head, of titles and links, `accent` that of lines; none where they
    are those of the house. `emblem` stands in the head, `icon` before the title in a browser,
    `ornament` is repeated along the edge of the head. `publisher` speaks where a document does not
    say who.
    """

    colour: Colour | None = None
    accent: Colour | None = None
    emblem: SourceFile | None = None
    icon: SourceFile | None = None
    ornament: SourceFile | None = None
    publisher: str = ""


Passes = Callable[[str, Colour], bool]


def _everywhere(_: Sources) -> Passes:
    return lambda _key, _colour: True


@remembered
def theme(sources: Sources, further: Callable[[Sources], Passes] = _everywhere) -> Theme:
    """Gives the theme of a project.

    Args:
        sources: the project.
        further: gives what else the colours that errors name have to pass, by key: the press.

    Raises:
        ProjectError: a key or a value is not as it should be; with all of them, a line each.
    """
    settings, shown = sources.project.theme, sources.project.shown
    if wrong := list(_wrong(sources, settings, further)):
        raise ProjectError("\n".join(f"{shown}: [theme]: {problem}" for problem in wrong))
    drawings = {key: _file(sources, settings.get(key)) for key in DRAWINGS}
    return Theme(
        colour=colours.parsed(settings.get("colour")),
        accent=colours.parsed(settings.get("accent")),
        emblem=drawings["emblem"],
        icon=drawings["icon"] or drawings["emblem"],
        ornament=drawings["ornament"],
        publisher=settings.get("publisher", ""),
    )


def can_be_read(colour: Colour) -> bool:
    """Says whether words in a colour can be read on each ground, and white words on it."""
    return all(colours.contrast(colour, ground) >= TEXT for ground in (PAPER, TINT))


def can_be_seen(colour: Colour) -> bool:
    """Says whether a line in a colour can be seen on paper."""
    return colours.contrast(colour, PAPER) >= LINES


def _wrong(
    sources: Sources, settings: dict[str, Any], further: Callable[[Sources], Passes]
) -> Iterator[str]:
    for key, value in settings.items():
        if key not in _KEYS:
            yield f"unknown key '{key}'; the keys are {', '.join(_KEYS)}"
        elif not isinstance(value, str) or not value.strip():
            yield f"'{key}' should be words between quotation marks"
        elif key in _COLOURS:
            yield from _wrong_colour(key, value, lambda: further(sources))
        elif key in DRAWINGS:
            yield from _wrong_drawing(sources, key, value)


def _wrong_colour(key: str, value: str, further: Callable[[], Passes]) -> Iterator[str]:
    colour = colours.parsed(value)
    if colour is None:
        yield f"{key} is '{value}'; write a colour as #rrggbb, such as #14284b"
        return
    passes = can_be_read if key == "colour" else can_be_seen
    if not passes(colour):
        least, ground = (TEXT, TINT) if key == "colour" else (LINES, PAPER)
        ratio = int(colours.contrast(colour, ground) * 10) / 10
        whose = "words" if key == "colour" else "lines"
        is_legible = further()
        near = colours.written(
            colours.nearest(colour, lambda it: passes(it) and is_legible(key, it))
        )
        yield (
            f'{key} "{value}" has a contrast of {ratio}:1 on {colours.written(ground)}; {whose}'
            f' need {least:g}:1; the nearest colour that has it: {key} = "{near}"'
        )


def _wrong_drawing(sources: Sources, key: str, value: str) -> Iterator[str]:
    file = _file(sources, value)
    if file is None:
        yield f"{key} is '{value}'; there is no such file beside {sources.project.shown}"
    elif not looks_like_svg(file.content):
        yield f"{key}: {value} is no SVG; save it as a drawing (SVG), which is sharp at every size"
    elif trouble := judged(value, file.content, fonts(sources)).trouble:
        hint = judged(value, file.content, fonts(sources)).hint
        yield f"{key}: {value}: {trouble}; {hint}"


def _file(sources: Sources, name: str | None) -> SourceFile | None:
    return sources.own.files.get(name) if name else None

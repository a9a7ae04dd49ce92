"""Gives a page the look of its project: the colours of its theme, emblem, icon and ornament."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from math import floor
from typing import TYPE_CHECKING

from laureate_print.errors import ProjectError
from laureate_print.model import Output, SourceFile
from laureate_print.sources import colours
from laureate_print.sources.colours import Colour
from laureate_print.sources.loading import Sources, remembered
from laureate_print.sources.print_settings import print_settings
from laureate_print.sources.templates import read
from laureate_print.sources.text_files import text
from laureate_print.sources.theme import LINES, PAPER, TEXT, TINT, Passes, Theme, theme

if TYPE_CHECKING:
    from laureate_print.pdf_engine.inks import Press

ORNAMENT = "theme:ornament"  # what a style sheet names in url(…)
_PLAIN, _EMBLEM = "shared/plain.css", "shared/emblem.css"
# The house's own colours in a browser's dark scheme and on paper: shared/house.css, browser.css and
# press.css.
_HOUSE = (0x14 / 255, 0x28 / 255, 0x4B / 255)
_HOUSE_INKS = (1, 0.85, 0.35, 0.4)
_GOLD, _GOLD_INKS = (0xB5 / 255, 0x8A / 255, 0x2F / 255), (0.2, 0.42, 0.9, 0.08)
_DARK_TINT = (0x1B / 255, 0x22 / 255, 0x31 / 255)
_SPARE = 40  # %, that a ground of the theme keeps below the most ink that the shop bears
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b")


@remembered
def theme_style(sources: Sources, output: Output) -> tuple[str, ...]:
    """Gives the style sheets of a project's theme; none for a project that has the house's look
    with an ornament of its own.

    Raises:
        ProjectError: a colour cannot be read when it is printed; with the nearest that can.
    """
    own = _theme(sources)
    sheets = [] if own.ornament else [read(sources, _PLAIN)]
    sheets += [read(sources, _EMBLEM)] if own.emblem else []
    if output.for_press:
        values = tuple(_inks(sources, own))
        return (*sheets, _rule(values)) if values else tuple(sheets)
    if not own.colour and not own.accent:
        return tuple(sheets)
    if output.name != "html":
        return (*sheets, _rule(_light(own)))
    schemes = (
        ("(not (prefers-color-scheme: dark))", _light),
        ("(prefers-color-scheme: dark)", _dark),
    )
    return (
        *sheets,
        *(
            f"@media {scheme} and (not (prefers-contrast: more)) {{ {_rule(values(own))} }}"
            for scheme, values in schemes
        ),
    )


def emblem(sources: Sources) -> str:
    """Gives the emblem as HTML, ornament beside the publisher's name; nothing without one."""
    from lxml import etree

    own = _theme(sources)
    if not own.emblem:
        return ""
    root = etree.fromstring(own.emblem.content, etree.XMLParser(resolve_entities=False))
    root.set("class", "emblem")
    root.set("aria-hidden", "true")
    return str(etree.tostring(root, encoding="unicode"))


def icon(sources: Sources) -> SourceFile:
    """Gives what a browser shows beside the title: the icon, the emblem, or the two colours."""
    own = _theme(sources)
    if own.icon:
        return own.icon
    ground, line = colours.written(own.colour or _HOUSE), colours.written(own.accent or _GOLD)
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 13 13">'
        f'<path fill="{ground}" d="M0 0h13v13H0z"/><path fill="{line}" d="M0 9h13v2H0z"/></svg>'
    )
    return SourceFile("icon.svg", drawing.encode(), "the icon")


def ornament(sources: Sources, output: Output) -> SourceFile | None:
    """Gives the ornament, for the press in its inks."""
    own = _theme(sources)
    if own.ornament is None or not output.for_press:
        return own.ornament
    inks, accent = _accent_inks(sources, own), own.accent or _GOLD

    def in_inks(found: re.Match[str]) -> str:
        colour = colours.parsed(found[0]) or accent
        return _device(inks if colour == accent else _press(sources).colour(*colour))

    drawing = _COLOUR.sub(in_inks, text(own.ornament))
    return SourceFile(own.ornament.path, drawing.encode(), own.ornament.shown)


def _theme(sources: Sources) -> Theme:
    return theme(sources, _press_passes)


def _press_passes(sources: Sources) -> Passes:
    """Gives whether a colour can be read in print, for a project that prints anything."""
    if not any("print" in outputs for outputs in sources.project.templates.values()):
        return lambda _key, _colour: True
    press = _press(sources)
    return lambda key, colour: _stands_out_in_print(press, key, colour)


def _stands_out_in_print(press: Press, key: str, colour: Colour) -> bool:
    least = TEXT if key == "colour" else LINES
    return colours.contrast(press.as_printed(press.colour(*colour)), PAPER) >= least


def _light(own: Theme) -> Iterator[tuple[str, str]]:
    if own.colour:
        link = _lifted(own.colour, lambda it: colours.contrast(it, TINT) >= TEXT)
        yield from (("--indigo", colours.written(own.colour)), ("--link", colours.written(link)))
        yield "--title", colours.written(own.colour)
    if own.accent:
        yield "--rule", colours.written(own.accent)


def _dark(own: Theme) -> Iterator[tuple[str, str]]:
    """Gives the colours on dark grounds: of the same hue, as light as they have to be."""
    if own.colour:
        yield "--indigo", colours.written(own.colour)
    for name, colour, least in (("--link", own.colour, TEXT), ("--rule", own.accent, LINES)):
        if colour:
            yield name, colours.written(colours.nearest(colour, partial(_stands_out, least)))


def _stands_out(least: float, colour: Colour) -> bool:
    return colours.contrast(colour, _DARK_TINT) >= least


def _lifted(colour: Colour, passes: Callable[[Colour], bool]) -> Colour:
    """Gives a link's colour: lighter than the title's, so that it is seen to be none, if it can."""
    light: Colour = tuple(part + (1 - part) * 0.25 for part in colour)  # type: ignore[assignment] # three parts
    return light if passes(light) else colour


def _inks(sources: Sources, own: Theme) -> Iterator[tuple[str, str]]:
    if own.colour:
        yield "--indigo", _device(_legible(sources, "colour", own.colour, TEXT))
    elif (inks := _house_ground(sources)) != _HOUSE_INKS:
        yield "--indigo", _device(inks)
    if own.accent:
        yield "--rule", _device(_accent_inks(sources, own))


def _house_ground(sources: Sources) -> tuple[float, ...]:
    """Gives the inks of the house's own ground; on paper that bears less, black takes the place of
    the grey in them (GCR), and then the coloured ones give way.
    """
    most = (print_settings(sources).total_ink - _SPARE) / 100
    *coloured, black = _HOUSE_INKS
    grey = min(max(sum(_HOUSE_INKS) - most, 0) / 2, *coloured)
    coloured, black = [ink - grey for ink in coloured], black + grey
    share = max(min((most - black) / sum(coloured), 1), 0)
    return tuple(floor(ink * 100 + 1e-6) / 100 for ink in (*(it * share for it in coloured), black))


def _accent_inks(sources: Sources, own: Theme) -> tuple[float, ...]:
    return _legible(sources, "accent", own.accent, LINES) if own.accent else _GOLD_INKS


def _legible(sources: Sources, key: str, colour: Colour, least: float) -> tuple[float, ...]:
    """Gives the inks of a colour that stands out from paper when it is printed, too.

    Raises:
        ProjectError: it does not; with the nearest colour that does.
    """
    press = _press(sources)

    def passes(it: Colour) -> bool:
        on_screen = colours.contrast(it, TINT if least == TEXT else PAPER) >= least
        return on_screen and _stands_out_in_print(press, key, it)

    if not passes(colour):
        printed = press.as_printed(press.colour(*colour))
        ratio = int(colours.contrast(printed, PAPER) * 10) / 10
        near = colours.written(colours.nearest(colour, passes))
        raise ProjectError(
            f'{sources.project.shown}: [theme]: {key} "{colours.written(colour)}" has a contrast of'
            f" {ratio}:1 on paper, printed by {print_settings(sources).condition}; it needs"
            f' {least:g}:1; the nearest colour that has it: {key} = "{near}"'
        )
    return press.colour(*colour)


def _press(sources: Sources) -> Press:
    from laureate_print.pdf_engine.inks import press

    settings = print_settings(sources)
    return press(settings.profile.content, settings.total_ink - _SPARE)


def _rule(values: Iterable[tuple[str, str]]) -> str:
    return f":root {{ {' '.join(f'{name}: {value};' for name, value in values)} }}"


def _device(inks: tuple[float, ...]) -> str:
    return f"device-cmyk({' '.join(_number(ink) for ink in inks)})"


def _number(ink: float) -> str:
    return f"{round(ink, 2):g}".replace("0.", ".", 1)

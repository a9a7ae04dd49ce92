"""Stops a layout that nobody would print: of elements that stand too deep inside each other, of
tables without end, of pages and type beyond all measure (`model.Limits`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from itertools import pairwise
from typing import Any

from laureate_print.errors import TemplateError
from laureate_print.model import MM_PER_PT, Limits

_PT_PER_PX = 0.75
_LEAST, _LARGEST = 1e-4, 1e6  # of a number that something can be drawn with, in whatever unit
_STYLE = re.compile(r"<style[^>]*>(.*?)</style>|\bstyle=\"([^\"]*)\"", re.DOTALL)
_SIZE = re.compile(r"\b(?:width|height|border|cellpadding|cellspacing)=\"?(\d+)")
_WIDEST = 10  # times the type size; what a font can say of a letter ends at 16 or 32 (hmtx)
_LEAST_SHEET = 10  # mm: on less, nothing can be set


def check_elements(root: Any, limits: Limits) -> None:
    """Sees how deep the elements of a page stand, and how many cells are in a row.

    Raises:
        TemplateError: more than is allowed.
    """
    level, depth = [root], 0
    while level:
        depth += 1
        if depth > limits.nesting:
            raise _beyond(f"elements stand more than {limits.nesting} deep", "nesting")
        for element in level:
            if element.tag == "tr" and (columns := sum(map(_span, element))) > limits.columns:
                found = f"a table has {columns:,} columns, {limits.columns} are allowed"
                raise _beyond(found, "columns")
        level = [child for element in level for child in element]


def _span(cell: Any) -> int:
    """Gives how many columns a cell takes."""
    told = cell.get("colspan", "").strip()
    return int(told[:9]) if told.isdecimal() else 1


def sized(make: Callable[..., None]) -> Callable[..., None]:
    """Gives the engine's maker of a box of text, which takes no type beyond measure."""

    def make_sized(self: Any, element_tag: str, style: Any, *arguments: Any) -> None:
        size = style["font_size"] * _PT_PER_PX
        limits = getattr(style.font_config, "limits", None)
        if limits and not size <= limits.type_size:
            found = f"type of {size:g} pt is asked for, {limits.type_size} are allowed"
            raise _beyond(found, "type_size")
        spacing = style["letter_spacing"]
        if spacing != "normal" and not abs(spacing) <= _WIDEST * style["font_size"]:
            raise TemplateError(
                f"letters {spacing * _PT_PER_PX:g} pt apart are asked for in type of {size:g} pt,"
                f" {_WIDEST} times its size is allowed; mend the template"
            )
        make(self, element_tag, style, *arguments)

    return make_sized


def counted(make: Callable[..., Any]) -> Callable[..., Any]:
    """Gives the engine's maker of a page, which makes no page beyond measure and not too many."""

    def make_counted(
        context: Any, root: Any, kind: Any, resume: Any, number: int, state: Any
    ) -> Any:
        page, *rest = make(context, root, kind, resume, number, state)
        if limits := getattr(context.font_config, "limits", None):
            sides = _sides(page)
            if not _LEAST_SHEET <= min(sides) <= max(sides) <= limits.sheet:
                asked = " × ".join(f"{side:g}" for side in sides)
                allowed = f"{_LEAST_SHEET} to {limits.sheet} mm"
                raise _beyond(f"a page of {asked} mm is asked for, {allowed} are allowed", "sheet")
            if number > limits.pages:
                raise _beyond(f"there are more than {limits.pages:,} pages", "pages")
        return page, *rest

    return make_counted


def without_measure(html: str) -> list[str]:
    """Gives the declarations of a page's style, and the sizes of its elements, that nothing can be
    drawn with: numbers far too large or too small, none at all, and divisions by zero.
    """
    from tinycss2 import parse_component_value_list, serialize

    found = [given[0] for given in _SIZE.finditer(html) if float(given[1]) >= _LARGEST]
    for sheet in _STYLE.findall(html):
        text = unescape("".join(sheet))
        for declaration in _declarations(parse_component_value_list(text, skip_comments=True)):
            if any(map(_is_without_measure, _all_of(declaration))):
                found.append(" ".join(serialize(declaration).split()))
    return list(dict.fromkeys(found))


def _declarations(tokens: Iterable[Any]) -> Iterator[list[Any]]:
    """Gives what stands between the semicolons of a style, in whatever blocks."""
    here: list[Any] = []
    for one in tokens:
        if one.type == "{} block":
            here = []
            yield from _declarations(one.content)
        elif one == ";":
            yield here
            here = []
        else:
            here.append(one)
    yield here


def _all_of(tokens: Iterable[Any]) -> Iterator[Any]:
    """Gives tokens with those inside functions and brackets."""
    for token in tokens:
        yield token
        yield from _all_of(getattr(token, "arguments", getattr(token, "content", ())))


def _is_without_measure(token: Any) -> bool:
    if token.type == "function":
        words = [it for it in token.arguments if it.type != "whitespace"]
        return any(it == "/" and getattr(by, "value", 1) == 0 for it, by in pairwise(words))
    if token.type == "ident":
        return token.lower_value in ("infinity", "nan", "-infinity")
    if token.type not in ("number", "dimension", "percentage"):
        return False
    if token.value == 0:
        return getattr(token, "lower_unit", "") in ("dpi", "dpcm", "dppx", "x")
    return not _LEAST <= abs(token.value) < _LARGEST


def _sides(page: Any) -> tuple[float, float]:
    """Gives width and height of a page with its bleed, in mm."""
    bleed = {
        side: 0 if (asked := page.style[f"bleed_{side}"]) == "auto" else asked.value
        for side in ("top", "right", "bottom", "left")
    }
    width = page.margin_width() + bleed["left"] + bleed["right"]
    height = page.margin_height() + bleed["top"] + bleed["bottom"]
    return width * _PT_PER_PX * MM_PER_PT, height * _PT_PER_PX * MM_PER_PT


def _beyond(found: str, limit: str) -> TemplateError:
    return TemplateError(
        f"{found}; mend the template, or raise '{limit}' in [limits] of laureate.toml"
    )

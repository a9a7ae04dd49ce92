"""Gives most properties of an element without asking for all that a property might be, compiles the
same selectors once, reckons sizes of type from that of the parent, custom properties not at all.

The engine works a property out when it is first asked for: some 5,000 times a page, of which nine
in ten take their parent's value or the initial one (CSS Cascading Level 4, 7).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tinycss2 import serialize
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES

# What an element has of these depends on others, even where it says nothing of them.
_DEPENDENT = {"page", "position", "float", "display"}
_PLAIN = {
    name
    for name in INITIAL_VALUES
    if name not in _DEPENDENT and not name.startswith("text_decoration_")
}
_FROM_PARENT = _PLAIN & INHERITED
_INITIAL = {name: INITIAL_VALUES[name] for name in _PLAIN - INHERITED - INITIAL_NOT_COMPUTED}
# By other names for a property, which may be given in its stead: CSS Logical Properties Level 1.
_LOGICAL = {
    name: [logical(block="ttb", inline=direction) for direction in ("ltr", "rtl")]
    for name, logical in PHYSICAL_FUNCTIONS.items()
}

_custom: list[str] = []  # custom properties that are being worked out
_MOST = 2000  # lists of selectors that are kept, of some kB each


def quick(compute: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
    """Gives the engine's computation of a property, which takes the short way where the element's
    own style says nothing of it.
    """

    def computed(style: Any, name: str) -> Any:
        if name.startswith("__"):
            _custom.append(name)
            try:
                return compute(style, name)
            finally:
                _custom.pop()
        given = style.cascaded
        if name not in given and not any(other in given for other in _LOGICAL.get(name, ())):
            if name in _INITIAL:
                value = style[name] = _INITIAL[name]
                return value
            if name in _FROM_PARENT and style.parent_style is not None:
                value = style[name] = style.parent_style[name]
                return value
        return compute(style, name)

    return computed


def of_properties(check: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """Gives the engine's `check_math`, which finds nothing to reckon in a custom property: its
    words are reckoned where they are put in (CSS Custom Properties for Cascading Variables 1, 2).
    """

    def check_math(value: Any) -> bool:
        return not _custom and check(value)

    return check_math


def from_parent(to_pixels: Callable[..., Any]) -> Callable[..., Any]:
    """Gives the engine's `to_pixels`, which knows that `em` in a size of type is the parent's (CSS
    Values and Units Level 3, 5.1.1), also within `max()` and `calc()`.
    """

    def pixels(value: Any, style: Any, name: Any, font_size: Any = None) -> Any:
        if name == "font_size" and font_size is None and style and style.parent_style is not None:
            font_size = style.parent_style["font_size"]
        return to_pixels(value, style, name, font_size)

    return pixels


def compiled_once(compile_list: Callable[..., Any]) -> Callable[[Any], Any]:
    """Gives the engine's `compile_selector_list`, which knows the selectors of the pages before:
    most are the same for all of a project.
    """
    known: dict[str, Any] = {}

    def compile_selector_list(tokens: Any) -> Any:
        text = serialize(tokens)
        if text not in known:
            if len(known) >= _MOST:
                known.clear()
            known[text] = compile_list(tokens)
        return known[text]

    return compile_selector_list

"""Numbers and bullets of lists: drawn where they are read, in styles that are known.

A marker outside its item's text stands in the right place, but the engine draws it when the rest of
the page is drawn, as what has a position of its own (CSS 2.1, appendix E): to PDFium all markers
stand at the page's end. It knows no list that counts back, and a style of numbers that is unknown
to it is decimal, in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from weasyprint.css.counters import CounterStyle
from weasyprint.formatting_structure import boxes
from weasyprint.html import UA_COUNTER_STYLE
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.logger import LOGGER

_BULLETS = {"disc", "circle", "square"}  # of lists that name no style
_INTEGER = re.compile(r"[ \t\n\f\r]*([+-]?[0-9]+)")  # HTML, 2.3.4.1
_GAP = ("string", "  ")  # behind a bullet: as wide as browsers leave it
# What CSS Counter Styles Level 3 predefines and the engine lacks: Ethiopic numerals (7.2) as a sum,
# right up to 99.
STYLE = """
@counter-style ethiopic-numeric { system: additive; range: 1 99; suffix: "/ ";
  additive-symbols: 90 ፺, 80 ፹, 70 ፸, 60 ፷, 50 ፶, 40 ፵, 30 ፴, 20 ፳, 10 ፲,
    9 ፱, 8 ፰, 7 ፯, 6 ፮, 5 ፭, 4 ፬, 3 ፫, 2 ፪, 1 ፩ }
"""


class KnownStyles(CounterStyle):  # type: ignore[misc] # the engine has no types
    """The styles of a document's numbers; one that is asked for and not there is told."""

    def resolve_counter(self, counter_name: Any, previous_types: Any = None) -> Any:
        """Gives the style of a name."""
        if isinstance(counter_name, str) and counter_name not in self and counter_name != "none":
            LOGGER.warning(
                "The numbers of a list ask for the style '%s', which is not known", counter_name
            )
        style = super().resolve_counter(counter_name, previous_types)
        return {**style, "suffix": _GAP} if style and counter_name in _BULLETS else style


def characters(html: str) -> set[str]:
    """Gives the characters that markers of the styles which a page names may draw."""
    names, found = set(re.findall(r"[a-z-]+", html)), set[str]()
    names |= _BULLETS if "<ul" in html else set()
    for name in names & UA_COUNTER_STYLE.keys():
        found.update(*_texts(UA_COUNTER_STYLE[name]))
    return found


def with_own_style(to_box: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    """Gives markers that say their own content (`::marker { content: … }`) a style of their own: it
    is that of their box, too, so that it stands as far outside as the box does, and in no line. As
    all that the engine makes of a marker itself they keep the space behind them.
    """

    def marker_to_box(*values: Any) -> Iterator[Any]:
        for marker in to_box(*values):
            parts = [*marker.descendants()][1:] if marker.is_outside_marker else ()
            for part in parts:
                if part.style is marker.style:
                    part.style = part.style.copy()
                    part.style.update(position="static", white_space="pre-wrap")
            yield marker

    return marker_to_box


def count_back(root: Any) -> None:
    """Gives each item of a list that counts back (`<ol reversed>`) its number, from its `start`, or
    else as many as there are, down (HTML, 4.4.5); changes the tree.
    """
    for listing in root.iter("ol"):
        if "reversed" in listing.attrib:
            items = [child for child in listing if child.tag == "li"]
            number = _integer(listing.get("start"), len(items))
            for item in items:
                number = _integer(item.get("value"), number)
                item.set("value", str(number))
                number -= 1


def draw_in_order(box: Any) -> None:
    """Puts each marker outside its item's text into the flow, where it stands, so that it is drawn
    there; changes the boxes of a page that is laid out.
    """
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    children: Any = getattr(box, "children", ())
    for child in children:
        draw_in_order(child)
    if any(child.is_outside_marker for child in children):
        has_lines = isinstance(box, boxes.InlineBox) or isinstance(children[-1], boxes.LineBox)
        box.children = [
            part
            for child in children
            for part in (_in_flow(child, has_lines) if child.is_outside_marker else [child])
        ]


def is_marker(box: Any) -> bool:
    """Says whether a box is a line of a marker that stands outside its item's text."""
    return isinstance(box, boxes.LineBox) and str(box.element_tag).endswith("::marker")


def _integer(text: str | None, otherwise: int) -> int:
    found = _INTEGER.match(text or "")
    return int(found[1]) if found else otherwise


def _in_flow(placeholder: Any, has_lines: bool) -> list[Any]:
    """Gives what stands for a marker among lines: its own; among blocks: a block."""
    marker = getattr(placeholder, "_box", placeholder)
    marker.style["position"] = "static"
    return list(marker.children) if has_lines else [marker]


def _texts(style: dict[str, Any]) -> Iterator[str]:
    weighted: tuple[Any, ...] = style["additive_symbols"] or ()
    symbols = [*(style["symbols"] or ()), *(symbol for _, symbol in weighted)]
    for symbol in (*symbols, style["prefix"], style["suffix"]):
        if symbol and symbol[0] == "string":
            yield symbol[1]

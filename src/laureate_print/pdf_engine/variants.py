"""Sets each ideograph that a variation selector makes another letter of a name in a face that has
it, and a digit in its keycap in one that has both.

Pango chooses a face by the character alone; where that face lacks the sequence, an ideograph is
drawn without its form, in silence. `tests/pdf_engine/test_upstream.py` shows when this is no longer
needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from laureate_print.pdf_engine.line_breaking import is_citation, is_name
from laureate_print.sources.fonts import Fonts, Role, characters

_HEADINGS = ("h1", "h2", "h3")
_SKIPPED = ("style", "script", "title")


def choose_faces(element: Any, fonts: Fonts, tag: str, role: Role = "text") -> None:
    """Wraps the variants in a tree that the face of their bases lacks; changes the tree."""
    tag = element.get("lang") or tag
    if element.tag in _HEADINGS or is_name(element):
        role = "display"
    elif is_citation(element):
        role = fonts.regular(tag)
    for child in list(element):
        if isinstance(child.tag, str):
            choose_faces(child, fonts, tag, role)
        child.tail, spans = _wrapped(child.tail, element, fonts, tag, role)
        place = list(element).index(child) + 1
        element[place:place] = spans
    if element.tag not in _SKIPPED:
        element.text, element[0:0] = _wrapped(element.text, element, fonts, tag, role)


def _wrapped(
    text: str | None, element: Any, fonts: Fonts, tag: str, role: Role
) -> tuple[str | None, list[Any]]:
    """Gives the text before the first variant, and a box for each, with the text that follows it as
    its tail.
    """
    before, spans = text, list[Any]()
    for place, variant, family in _variants(text or "", fonts, tag, role):
        span = element.makeelement("span", {"style": f"font-family: '{family}'"})
        span.text, end = variant, place + len(variant)
        if spans:
            spans[-1].tail = spans[-1].tail[: place - len(text or "")]
        else:
            before = (text or "")[:place]
        span.tail = (text or "")[end:]
        spans.append(span)
    return before, spans


def _variants(text: str, fonts: Fonts, tag: str, role: Role) -> Iterator[tuple[int, str, str]]:
    """Gives the place of each variant, itself and its family."""
    place = 0
    for character in characters(text):
        if family := fonts.other_family(tag, role, character):
            yield place, character, family
        place += len(character)

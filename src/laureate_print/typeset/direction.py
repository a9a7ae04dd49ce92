"""Gives each run from left to right in a text from right to left a box of its own.

The engine knows no isolation and orders every text box and every line alone: a foreign name or a number that a line
end or a neighbouring box touches comes to stand in the wrong place (Kozea/WeasyPrint#106). In a box with a direction of
its own it keeps its order. What belongs together follows the Unicode Bidirectional Algorithm (UAX #9, W1-W7, N0, N1).
`tests/typeset/test_upstream.py` tells when this is no longer needed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

_CLOSED_BY = {"(": ")", "[": "]", "{": "}"}
_JOINS_NUMBERS = {"ES", "CS", "ET"}  # within numbers: + - . , : / (UAX #9, W4)


def order_runs(element: Any, direction: str = "ltr") -> None:
    """Wraps runs from left to right in `<span dir="ltr">` wherever the text runs the other way; changes the tree."""
    direction = element.get("dir") or direction
    if element.tag in ("style", "script", "title", "head"):
        return
    for child in list(element):
        if isinstance(child.tag, str):
            order_runs(child, direction)
        if child.tail and direction == "rtl":
            first, spans = _wrapped(child.tail, element)
            child.tail = first
            place = list(element).index(child) + 1
            element[place:place] = spans
    if element.text and direction == "rtl":
        element.text, spans = _wrapped(element.text, element)
        element[0:0] = spans


def _wrapped(text: str, element: Any) -> tuple[str, list[Any]]:
    """Gives the text before the first run, and a span for each run, with the text that follows it as its tail."""
    spans: list[Any] = []
    position = 0
    before = text
    for start, end in runs_from_left(text):
        if spans:
            spans[-1].tail = text[position:start]
        else:
            before = text[:start]
        span = element.makeelement("span", {"dir": "ltr"})
        span.text, span.tail = text[start:end], text[end:]
        spans.append(span)
        position = end
    return before, spans


def runs_from_left(text: str) -> Iterator[tuple[int, int]]:
    """Gives start and end of each run that is set from left to right in a text from right to left."""
    start = end = None
    letters = False  # a run that has letters reaches over spaces to what follows; one of digits does not
    classes = _classes(text)
    for place, kind in enumerate(classes):
        if kind in ("L", "EN", "AN"):
            between: list[str] = classes[end:place] if end is not None else []
            number = len(between) == 1 and between[0] in _JOINS_NUMBERS
            if end is not None and start is not None and between and not letters and not number:
                yield start, end
                start, letters = place, False
            if start is None:
                start = place
            letters = letters or kind == "L"
            end = place + 1
        elif kind in ("R", "AL") and start is not None and end is not None:
            yield start, end
            start, end, letters = None, None, False
        elif kind == "NSM" and end == place:
            end = place + 1
    if start is not None and end is not None:
        yield start, end


def _classes(text: str) -> list[str]:
    """Gives the bidirectional class of each character; paired brackets take that of their surroundings (N0)."""
    classes = [unicodedata.bidirectional(character) for character in text]
    waiting: list[int] = []
    for place, character in enumerate(text):
        if character in _CLOSED_BY:
            waiting.append(place)
        elif waiting and character == _CLOSED_BY[text[waiting[-1]]]:
            opening = waiting.pop()
            within = {_strong(kind) for kind in classes[opening + 1 : place]}
            before = next((_strong(kind) for kind in reversed(classes[:opening]) if _strong(kind)), "R")
            if "R" in within or "L" in within:
                classes[opening] = classes[place] = "L" if "R" not in within and before == "L" else "R"
    return classes


def _strong(kind: str) -> str:
    """Gives the direction that a class stands for beside brackets and spaces: digits count with the text (N0, N1)."""
    return "L" if kind == "L" else "R" if kind in ("R", "AL", "EN", "AN") else ""

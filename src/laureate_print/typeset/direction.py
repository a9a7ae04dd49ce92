"""Gives each run from left to right in a text from right to left a box of its own.

The engine knows no isolation and orders every text box and every line alone: a foreign name or a number that a line end
or a neighbouring box touches comes to stand in the wrong place (Kozea/WeasyPrint#106). In a box with a direction of its
own it keeps its order. Which characters belong together is decided for each paragraph as a whole (UAX #9, P1), across
the inline elements in it; one with a `dir` counts as a neutral (BD9). A run that ends inside one is parted.
`tests/typeset/test_upstream.py` tells when this is no longer needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from laureate_print.typeset.bidi import runs_from_left

_INLINE = {"a", "abbr", "b", "cite", "code", "dfn", "em", "i", "mark", "q", "rb", "rp", "rt", "ruby", "small", "span"}
_INLINE |= {"strong", "sub", "sup", "time", "wbr"}
_SKIPPED = ("style", "script", "title", "head")
_OBJECT, _BREAK = "\ufffc", "\u2029"  # how an isolate or a picture counts, and what ends a paragraph (BD9, P1)
_Piece = tuple[Any, tuple[int, int] | None]  # some text, or an element with all that it holds; and its run


def order_runs(root: Any, direction: str = "ltr") -> None:
    """Wraps runs from left to right in `<bdi dir="ltr">` wherever the text runs the other way; changes the tree."""
    for owner in list(_owners(root, direction)):
        runs = [
            (segment.start() + start, segment.start() + end)
            for segment in re.finditer(f"[^{_BREAK}]+", _text(owner))
            for start, end in runs_from_left(segment[0])
        ]
        if runs:
            _wrap(owner, runs, 0)


def _owners(element: Any, direction: str) -> Iterator[Any]:
    """Gives the elements from right to left that begin a paragraph, or an isolate within one."""
    if not isinstance(element.tag, str) or element.tag in _SKIPPED:
        return
    direction = element.get("dir") or direction
    if direction == "rtl" and not _flows(element):
        yield element
    for child in element:
        yield from _owners(child, direction)


def _flows(element: Any) -> bool:
    """Says whether an element is a part of the paragraph round it."""
    return element.tag in _INLINE and not element.get("dir")


def _text(element: Any) -> str:
    """Gives the text of a paragraph, as far as it counts for order."""
    text = element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            ends = child.tag not in _INLINE and child.tag not in ("bdi", "img", "svg")
            text += _text(child) if _flows(child) else _BREAK if ends else _OBJECT
        text += child.tail or ""
    return text


def _wrap(element: Any, runs: list[tuple[int, int]], position: int) -> int:
    """Puts what lies in a run into a box of its own; gives the position after the element.

    An element that lies in a run as a whole goes into its box; one that a run enters or leaves has a box within.
    """
    pieces = list(_cut(element.text, runs, position))
    position += len(element.text or "")
    for child in list(element):
        start = position
        if isinstance(child.tag, str):
            position += len(_text(child)) if _flows(child) else 1
        run = next((run for run in runs if run[0] <= start < position <= run[1]), None)
        if _flows(child) and not run:
            _wrap(child, runs, start)
        pieces.append((child, run))
        pieces.extend(_cut(child.tail, runs, position))
        position += len(child.tail or "")
        child.tail = None
        element.remove(child)
    element.text = None
    for run, together in groupby(pieces, lambda piece: piece[1]):
        owner = element if run is None else element.makeelement("bdi", {"dir": "ltr"})
        for content, _ in together:
            _add(owner, content)
        if run is not None:
            element.append(owner)
    return position


def _cut(text: str | None, runs: list[tuple[int, int]], position: int) -> Iterator[_Piece]:
    """Gives a text in pieces, each within a run or without."""
    places = range(position, position + len(text or ""))
    for run, found in groupby(places, lambda place: next((run for run in runs if run[0] <= place < run[1]), None)):
        yield "".join((text or "")[place - position] for place in found), run


def _add(owner: Any, content: Any) -> None:
    """Adds text or an element at an element's end."""
    if not isinstance(content, str):
        owner.append(content)
    elif len(owner):
        owner[-1].tail = (owner[-1].tail or "") + content
    else:
        owner.text = (owner.text or "") + content

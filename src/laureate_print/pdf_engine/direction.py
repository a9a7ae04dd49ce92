"""Gives each run from left to right in a text from right to left a box of its own.

The engine knows no isolation and orders every text box and every line alone: a foreign name or a
number that a line end or a neighbouring box touches comes to stand in the wrong place
(Kozea/WeasyPrint#106). In a box with a direction of its own it keeps its order. Which characters
belong together is decided for each paragraph as a whole (UAX #9, P1), across its inline elements:
one that a run enters or leaves is parted, one with a `dir` counts as a neutral (BD9).
`tests/pdf_engine/test_upstream.py` shows when this is no longer needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from laureate_print.pdf_engine.bidi import SEPARATOR, runs_from_left

_INLINE = {
    "a",
    "abbr",
    "b",
    "cite",
    "code",
    "em",
    "i",
    "mark",
    "q",
    "rb",
    "rp",
    "rt",
    "ruby",
    "small",
    "span",
}
_INLINE |= {"strong", "sub", "sup", "time", "wbr"}
_OBJECT = "\ufffc"  # how an isolate or a picture counts (BD9)
Run = tuple[int, int]
_Piece = tuple[Any, Run | None]  # some text, or an element with all that it holds; and its run


def order_runs(root: Any, direction: str = "ltr") -> None:
    """Wraps runs from left to right in `<bdi dir="ltr">` wherever the text runs the other way;
    changes the tree.
    """
    for owner in list(_owners(root, direction)):
        if runs := list(runs_from_left(_text(owner))):
            _wrap(owner, runs)


def _owners(element: Any, direction: str) -> Iterator[Any]:
    """Gives the elements from right to left that begin a paragraph, or an isolate within one."""
    if isinstance(element.tag, str) and element.tag not in ("style", "script", "title"):
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
            alone = _OBJECT if child.tag in _INLINE | {"bdi", "img", "svg"} else SEPARATOR
            text += _text(child) if _flows(child) else alone
        text += child.tail or ""
    return text


def _wrap(owner: Any, runs: list[Run]) -> None:
    """Lays the pieces of a paragraph out anew, those of a run in a box of their own."""
    pieces = list(_pieces(owner, runs, 0))
    owner.text, owner[:] = None, []
    for run, together in groupby(pieces, itemgetter(1)):
        box = owner if run is None else owner.makeelement("bdi", {"dir": "ltr"})
        for content, _ in together:
            _add(box, content)
        if run is not None:
            owner.append(box)


def _pieces(element: Any, runs: list[Run], position: int) -> Iterator[_Piece]:
    """Gives what an element holds in pieces, each within a run or without; an element across their
    border is parted.
    """
    yield from _cut(element.text, runs, position)
    position += len(element.text or "")
    for child in list(element):
        tail, child.tail = child.tail, None
        if _flows(child) and _text(child):
            attributes = dict(child.attrib)
            for run, together in groupby(_pieces(child, runs, position), itemgetter(1)):
                part = child.makeelement(child.tag, dict(attributes))
                for content, _ in together:
                    _add(part, content)
                yield part, run
                attributes.pop("id", None)
            position += len(_text(child))
        else:
            yield child, _run_at(runs, position)
            position += isinstance(child.tag, str) and not _flows(child)
        yield from _cut(tail, runs, position)
        position += len(tail or "")


def _cut(text: str | None, runs: list[Run], position: int) -> Iterator[_Piece]:
    places = enumerate(text or "", position)
    for run, letters in groupby(places, lambda place: _run_at(runs, place[0])):
        yield "".join(letter for _, letter in letters), run


def _run_at(runs: list[Run], place: int) -> Run | None:
    return next((run for run in runs if run[0] <= place < run[1]), None)


def _add(owner: Any, content: Any) -> None:
    """Adds text or an element at an element's end."""
    if not isinstance(content, str):
        owner.append(content)
    elif len(owner):
        owner[-1].tail = (owner[-1].tail or "") + content
    else:
        owner.text = (owner.text or "") + content

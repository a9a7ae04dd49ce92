"""Gives notes their place in the tag tree: a call is a Reference with its link, the note stands
beside it, whatever page the engine sets it on, and its number is a Lbl that leads back (ISO
32000-1, 14.8.4.4.1; in PDF 2.0 FENote, ISO 14289-2, 8.2.5.14).

The HTML says which is which by class (`page/notes`): `a.note-call`, `.note`, `a.note-back`, and
`.paragraph` within a note. The engine leaves an empty `::footnote-call` where a note was called.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from math import inf
from typing import Any

WRAPPED = {"note-call": "Reference", "note-back": "Lbl"}  # what stands round such a link
_PARTS = {"note": "Note", "paragraph": "P"}
CALL = "::footnote-call"


def classes(element: Any) -> list[str]:
    """Gives the classes of an element."""
    return (element.get("class") or "").split()


def is_call(element: Any) -> bool:
    """Says whether an element calls a note."""
    return isinstance(element.tag, str) and "note-call" in classes(element)


def role(element: Any) -> str:
    """Gives the role of a note or of a part of it; nothing for any other element."""
    return next((_PARTS[name] for name in classes(element) if name in _PARTS), "")


def wrapped(element: Any) -> str:
    """Gives the role of what stands round the link from or to a note; nothing for another."""
    return next((WRAPPED[name] for name in classes(element) if name in WRAPPED), "")


def own_text(element: Any, tags: Collection[str] = (), without: Collection[str] = ("note",)) -> str:
    """Gives the text of an element, but for elements within it of some tags or classes."""
    return "".join(_texts(element, tags, without))


def without_limit(lay_out: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    """Gives the engine's layout of a note at the foot of a page, which says that it exceeds the
    area of the notes only where a height is set: else it is the last digit of a sum, and costs a
    page for each note.
    """

    def laid_out(context: Any, note: Any) -> bool:
        exceeds = lay_out(context, note)
        return exceeds and context.current_footnote_area.max_height != inf

    return laid_out


def without_loss(make: Callable[..., Any]) -> Callable[..., Any]:
    """Gives the engine's maker of a page, which hands on to the next page each note that is called
    on this one and stands nowhere: the engine forgets those of a line for which it has moved
    another line's notes away.
    """

    def made(context: Any, *arguments: Any) -> Any:
        page, *rest = make(context, *arguments)
        for box in page.descendants():
            if box.footnote in context.footnotes:
                context.footnotes.remove(box.footnote)
                context.reported_footnotes.append(box.footnote)
        return page, *rest

    return made


def _texts(element: Any, tags: Collection[str], without: Collection[str]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        shown = isinstance(child.tag, str) and child.tag not in tags
        if shown and not set(without) & set(classes(child)):
            yield from _texts(child, tags, without)
        yield child.tail or ""

"""Lets bookmarks and internal links lead to structure elements, and not only to a place on a page.

ISO 14289-2, 8.8: in PDF 2.0 a destination names the element that it leads to (`SD`); beside it the
place on the page stays (`D`), for readers that know no more. The engine writes places alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pydyf

from laureate_print.pdf_engine.elements import Node
from laureate_print.pdf_engine.structure import Tree

Reference = Callable[[Node], bytes]


def lead_to_elements(pdf: Any, tree: Tree, reference: Reference, annotations: list[Any]) -> None:
    """Gives each bookmark, each named place and each internal link of a PDF its structure
    destination.
    """
    outlines = _object(pdf, pdf.catalog["Outlines"])["First"] if "Outlines" in pdf.catalog else None
    for outline, node in zip(_outlines(pdf, outlines), tree.bookmarked, strict=True):
        outline["A"] = _going(outline.pop("Dest"), reference(node))
    places = pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", [])
    named = {
        name.string: position
        for position, name in enumerate(places)
        if isinstance(name, pydyf.String)
    }
    actions = {
        name: _going(places[at + 1], reference(tree.anchors[name])) for name, at in named.items()
    }
    for annotation in (annotation for annotation in annotations if "Dest" in annotation):
        annotation["A"] = actions[annotation.pop("Dest").string]
    for name, at in named.items():
        places[at + 1] = pydyf.Dictionary({key: actions[name][key] for key in ("D", "SD")})


def _going(place: Any, element: bytes) -> Any:
    """Gives the action that goes to a place on a page, which is a part of an element."""
    return pydyf.Dictionary({"S": "/GoTo", "D": place, "SD": pydyf.Array([element, *place[1:]])})


def _outlines(pdf: Any, first: bytes | None) -> Iterator[Any]:
    """Gives an entry of the outline and all that follow it, in the order of the text."""
    while first:
        entry = _object(pdf, first)
        yield entry
        yield from _outlines(pdf, entry.get("First"))
        first = entry.get("Next")


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]

"""Reads the XML of Word files by names without their namespaces, which differ between the
transitional and the strict form (ECMA-376, Part 1, 17).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_BOX = "txbxContent"  # words that stand in a box of their own
_GAPS = ("tab", "br", "cr", "p")


def name(element: Any) -> str:
    """Gives the name of an element without its namespace; nothing for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value(element: Any, key: str = "val") -> str:
    """Gives an attribute by its name without a namespace; nothing where there is none."""
    named = {} if element is None else element.attrib
    return next((str(it) for at, it in named.items() if at.rpartition("}")[2] == key), "")


def text(element: Any) -> str:
    """Gives the words inside an element, but those that were deleted or stand in a text box of its
    own.
    """
    return "" if element is None else "".join(_words(element))


def child(element: Any, wanted: str) -> Any:
    """Gives the first child of a name; nothing where there is none."""
    return next((it for it in (() if element is None else element) if name(it) == wanted), None)


def above(element: Any, wanted: str) -> Any:
    """Gives the nearest element of a name around one; nothing where there is none."""
    return next((it for it in element.iterancestors() if name(it) == wanted), None)


def made(beside: Any, wanted: str, words: str = "") -> Any:
    """Makes an element of a name, in the namespace of another one."""
    element = beside.makeelement(f"{beside.tag.rpartition('}')[0]}}}{wanted}", {})
    element.text = words or None
    return element


def run_of(paragraph: Any, *parts: Any) -> Any:
    """Makes a run of these parts for a paragraph."""
    run = made(paragraph, "r")
    run.extend(parts)
    return run


def remove(element: Any) -> None:
    """Takes an element out."""
    element.getparent().remove(element)


def set_value(element: Any, worth: str) -> None:
    """Gives an element its value alone (`w:val`)."""
    element.attrib.clear()
    element.set(f"{element.tag.rpartition('}')[0]}}}val", worth)


def _words(element: Any) -> Iterator[str]:
    for part in element:
        if name(part) == "t":
            yield part.text or ""
        elif name(part) in _GAPS:
            yield " "
        if name(part) != _BOX and isinstance(part.tag, str):
            yield from _words(part)

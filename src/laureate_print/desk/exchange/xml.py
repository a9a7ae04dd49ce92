"""XML of exchange files: written so that every text comes back, read so that a stranger's file can
do no harm.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree

from laureate_print.desk.exchange.codes import UNHOLDABLE
from laureate_print.errors import InputError

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
LARGEST = 50_000_000  # bytes of a file that comes from outside
_REPLACEMENT = "\ufffd"


def holdable(text: str) -> str:
    """Gives a text that need not come back, with U+FFFD for what XML cannot hold."""
    return UNHOLDABLE.sub(_REPLACEMENT, text)


def add(parent: Any, name: str, text: str | None = None, /, **attributes: str) -> Any:
    """Adds an element of the parent's namespace; attributes with an empty value are left out, and
    `_` stands for `-` in their names.
    """
    space = etree.QName(parent).namespace
    tag = f"{{{space}}}{name}" if space and not name.startswith("{") else name
    element = etree.SubElement(parent, tag)
    for key, value in attributes.items():
        if value:
            element.set(key.rstrip("_").replace("_", "-"), holdable(value))
    if text is not None:
        element.text = holdable(text)
    return element


def append_text(element: Any, text: str) -> None:
    """Puts text behind all that an element holds."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def written(root: Any, leaves: frozenset[str], doctype: str | None = None) -> bytes:
    """Gives a file of lines that people can read; in `leaves`, elements by their local names, every
    space is text.
    """
    _indent(root, leaves, 0)
    content = etree.tostring(root, encoding="UTF-8", xml_declaration=True, doctype=doctype)
    return bytes(content).replace(b"<?xml version='1.0' encoding='UTF-8'?>", _HEAD, 1) + b"\n"


_HEAD = b'<?xml version="1.0" encoding="UTF-8"?>'


def _indent(element: Any, leaves: frozenset[str], depth: int) -> None:
    if etree.QName(element).localname in leaves or not len(element):
        return
    element.text = "\n" + "  " * (depth + 1)
    for child in element:
        _indent(child, leaves, depth + 1)
        child.tail = "\n" + "  " * (depth + 1)
    element[-1].tail = "\n" + "  " * depth


def content_of(path: Path) -> bytes:
    """Reads a file from outside.

    Raises:
        InputError: it is none, cannot be read, or is too large.
    """
    try:
        if not path.is_file():
            raise InputError(f"{path} is no file")
        size = path.stat().st_size
        if size > LARGEST:
            raise InputError(
                f"{path} has {size // 1_000_000:,} MB, {LARGEST // 1_000_000} are allowed; export"
                " the documents one by one"
            )
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error


def root_of(content: bytes, shown: str, kinds: str, doctype: bool = False) -> Any:
    """Reads XML; nothing is fetched, and no entity is put in.

    Args:
        content: the bytes.
        shown: the file as people know it.
        kinds: what it should be, to tell people.
        doctype: whether it may name a document type, which is not looked at.

    Raises:
        InputError: it is no XML, or declares entities of its own.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True, huge_tree=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        told = str(error).partition(", line ")[0] or "it is empty"
        raise InputError(
            f"{shown}:{line}: this is no {kinds}: {told}; ask for the file again"
        ) from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and (not doctype or any(declared.iterentities())):
        raise InputError(
            f"{shown}:1: it declares a document type or entities of its own, which no {kinds}"
            " needs; ask for the file without them"
        )
    return root


def local(element: Any) -> str:
    """Gives the name of an element without its namespace; nothing for what is no element."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def below(element: Any, *names: str) -> list[Any]:
    """Gives the children of an element that have one of these local names."""
    return [child for child in element if local(child) in names]


def first(element: Any, name: str) -> Any:
    """Gives the first child of a local name; nothing where there is none."""
    return next(iter(below(element, name)), None)


def words(element: Any) -> str:
    """Gives all text of an element."""
    return "".join(element.itertext()) if element is not None else ""

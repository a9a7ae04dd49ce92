"""XLIFF in both versions that agencies take: which one a file is, and reading it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from lxml import etree

from laureate_print.desk.exchange import xliff12, xliff21
from laureate_print.desk.exchange.values import Part, ReturnedPart
from laureate_print.desk.exchange.xml import content_of, local, root_of
from laureate_print.errors import InputError

WRITERS: dict[str, Callable[[Sequence[Part], bool], bytes]] = {
    "1.2": xliff12.xliff,
    "2.1": xliff21.xliff,
}
_SECOND = "urn:oasis:names:tc:xliff:document:2."


def read(path: Path) -> tuple[ReturnedPart, ...]:
    """Reads an XLIFF file, of 1.2 or of any 2.

    Raises:
        InputError: it is none, or of another version.
    """
    root = root_of(content_of(path), str(path), "XLIFF file")
    space = str(etree.QName(root).namespace or "")
    if local(root) == "xliff" and space == xliff12.NAMESPACE:
        return xliff12.returned(root)
    if local(root) == "xliff" and space.startswith(_SECOND):
        return xliff21.returned(root)
    told = f"XLIFF {root.get('version', '')}".strip() if local(root) == "xliff" else local(root)
    raise InputError(
        f"{path}:1: this is {told}; ask for XLIFF 1.2 or 2.1, as 'catalog export' writes it"
    )

"""What an artifact is made from, as one digest: whoever has the same key has the same bytes."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from laureate_print.model import Attachment, Output, Page, PrintSettings, SourceFile
from laureate_print.sources.fonts import Fonts

_NOT_MADE_FROM: dict[type, tuple[str, ...]] = {
    Output: ("write",),  # the program's, which has a digest of its own
    Page: ("used",),  # whose words stand in the HTML
    PrintSettings: ("mockups",),  # which show a file that is the same without them
}


def key(page: Page, inside: Page | None, files: Iterable[Attachment], fonts: Fonts) -> str:
    """Gives the digest of all that an output gets to write a page from: the page itself, the web
    page and the files that go inside it, and the faces.
    """
    of_web_page = fonts.for_page(inside.html) if inside else None
    return digest(page, inside, tuple(files), fonts.for_page(page.html), of_web_page)


def digest(*values: Any) -> str:
    """Gives the SHA-256 of values made of texts, numbers, bytes, dates, data classes, sequences,
    sets and mappings; another value, or another shape, has another one.

    Raises:
        TypeError: a value is of a kind that has no bytes of its own, such as a function.
    """
    whole = hashlib.sha256()
    for part in _parts(values):
        whole.update(part)
    return whole.hexdigest()


def _parts(value: Any) -> Iterator[bytes]:
    """Gives a value as bytes; each begins with its kind and size, so that no two look alike."""
    if isinstance(value, str):
        yield from _sized(b"s", value.encode("utf-8", "surrogatepass"))
    elif isinstance(value, bytes):
        yield from _sized(b"b", value)
    elif value is None or isinstance(value, bool | int | float):
        yield from _sized(b"n", repr(value).encode())
    elif isinstance(value, date):
        yield from _sized(b"d", value.isoformat().encode())
    else:
        kind, parts = _taken_apart(value)
        yield b"%b%d:" % (kind.encode(), len(parts))
        for part in parts:
            yield from _parts(part)


def _taken_apart(value: Any) -> tuple[str, Sequence[Any]]:
    """Gives the kind of a value made of others, and those others in their order."""
    if isinstance(value, SourceFile):
        return "file", [value.digest]
    if isinstance(value, Mapping):
        return "mapping", [part for item in value.items() for part in item]
    if isinstance(value, tuple | list):
        return "sequence", value
    if isinstance(value, set | frozenset):
        return "set", sorted(map(digest, value))
    if dataclasses.is_dataclass(value):
        left_out = _NOT_MADE_FROM.get(type(value), ())
        names = [it.name for it in dataclasses.fields(value) if it.name not in left_out]
        return type(value).__name__, [getattr(value, name) for name in names]
    raise TypeError(f"{type(value).__name__} has no digest")


def _sized(kind: bytes, content: bytes) -> Iterator[bytes]:
    yield kind + b"%d:" % len(content)
    yield content

"""Opens any PDF and reads its objects, which in broken files have not the types that they
should.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import TypeGuard, cast

import pikepdf

from laureate_print.errors import InputError

# What pikepdf and Python raise where an object has not the type that it should, a stream cannot be
# unpacked, a decoder is missing or a name is not UTF-8.
BROKEN = (
    pikepdf.exceptions.PikepdfError,
    TypeError,
    ValueError,
    KeyError,
    IndexError,
    AttributeError,
    ZeroDivisionError,
    OverflowError,
    RuntimeError,
)
# Of them those whose words are Python's, for programmers.
_OF_PYTHON = (TypeError, ValueError, LookupError, AttributeError, ArithmeticError)
DEEPEST = 32  # parents above a page, forms within forms: a file that goes deeper goes in a ring

# How pikepdf calls a file that it was given as bytes: no words for people.
_MEMORY = re.compile(r"stream <_io.BytesIO object at \w+>:? ?")
_PACKED = re.compile(r"(?:stream )?inflate: .*")  # whatever zlib says of broken data

ObjectKey = tuple[int, int]


def open_pdf(content: bytes) -> pikepdf.Pdf:
    """Gives an open PDF; one that is encrypted opens if it does for everyone (ISO 32000-1, 7.6).

    Raises `InputError` if it is none, or needs a password.
    """
    try:
        return pikepdf.open(BytesIO(content), suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise InputError("this PDF is encrypted and does not open without its password") from error
    except BROKEN as error:
        raise InputError(f"this is no PDF that can be read: {one_line(error)}") from error


def one_line(error: BaseException) -> str:
    """Gives what an error says, on one line of at most 160 characters."""
    if isinstance(error, _OF_PYTHON):
        return "an object in it is not of the type that it should be"
    words = _MEMORY.sub("", " ".join(str(error).split()))
    words = _PACKED.sub("what is compressed in it cannot be unpacked", words)
    return words[:160] or type(error).__name__


def dictionary(value: object) -> pikepdf.Object | None:
    """Gives a dictionary, or a stream, which has one; none for anything else."""
    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        return value
    return None


def entry(value: object, *names: str | pikepdf.Name) -> pikepdf.Object | None:
    """Gives what stands in a dictionary under a name, and in that under the next; else none."""
    found: object = value
    for name in names:
        holder = dictionary(found)
        found = holder.get(name) if holder is not None else None
    return cast("pikepdf.Object | None", found)  # numbers and truths come as plain Python's


def items(value: object) -> Iterator[tuple[str, pikepdf.Object]]:
    """Gives the entries of a dictionary by name, with its slash; nothing for anything else."""
    holder = dictionary(value)
    if holder is not None:
        for name in holder.keys():  # noqa: SIM118  # pikepdf's dictionaries are no mappings
            key = name.encode(errors="surrogateescape")
            yield key.decode(errors="replace"), holder[_name(key)]


def _name(key: bytes) -> str | pikepdf.Name:
    """Gives a name for pikepdf to look up, which as text it does only if it is UTF-8."""
    try:
        return key.decode()
    except UnicodeDecodeError:
        escaped = b"".join(b"#%02x" % byte for byte in key[1:])
        return cast("pikepdf.Name", pikepdf.Object.parse(b"/" + escaped))


def elements(value: object) -> list[pikepdf.Object]:
    """Gives the elements of an array, one that is no array by itself, or nothing for none."""
    if isinstance(value, pikepdf.Array):
        return list(value)
    return [] if value is None else [cast("pikepdf.Object", value)]  # see `entry`


def name_of(value: object) -> str:
    """Gives a name without its slash; nothing for anything else.

    What of it is not UTF-8, as the standard asks (7.3.5), comes as U+FFFD.
    """
    return bytes(value)[1:].decode(errors="replace") if isinstance(value, pikepdf.Name) else ""


def text_of(value: object) -> str:
    """Gives a text string (ISO 32000-1, 7.9.2.2); nothing for anything else."""
    return str(value) if isinstance(value, pikepdf.String) else ""


def numbers(value: object) -> list[float]:
    """Gives the numbers of an array in their order; nothing for anything else."""
    return [float(item) for item in elements(value) if is_number(item)]


def is_number(value: object) -> TypeGuard[int | float | Decimal]:
    """Whether an object is a number."""
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def inherited(page: pikepdf.Object, name: str) -> pikepdf.Object | None:
    """Gives an attribute of a page, or of the nearest node of the page tree above it (7.7.3.4)."""
    node: object = page
    for _ in range(DEEPEST):
        found = entry(node, name)
        if found is not None:
            return found
        node = entry(node, "/Parent")
    return None

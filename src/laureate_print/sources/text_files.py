"""Reads the text and the TOML that a file holds."""

from __future__ import annotations

import tomllib
from typing import Any

from laureate_print.errors import InputError, ProjectError, TemplateError
from laureate_print.model import SourceFile

# What a value of a type is, in the words of whoever writes TOML.
IN_WORDS: dict[type, str] = {
    str: "words between quotation marks",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    list: "a list: […]",
    dict: "a table",
}
# What Python's reader says, and what it means to whoever wrote the file.
_SLIPS = {
    "Invalid date or datetime": "there is no such day or time; write a date as 2026-05-01",
    "Invalid value": "no value that TOML knows; words stand between quotation marks",
}

_TOO_LONG = "a number in it has more than 4,300 digits"
_MOST_BITS = 14_000  # of 4,214 digits


def text(file: SourceFile, error: type[InputError] = TemplateError) -> str:
    """Gives the text of a file, line ends as LF; raises `error` if it is not UTF-8."""
    try:
        content = file.content.decode("utf-8-sig")  # a byte order mark is no part of it
    except UnicodeDecodeError as wrong:
        raise error(f"{file.shown} is not UTF-8; save the file as UTF-8 in your editor") from wrong
    return content.replace("\r\n", "\n").replace("\r", "\n")


def toml(file: SourceFile) -> dict[str, Any]:
    """Gives what a TOML file says; raises `ProjectError` with its line if it is not one."""
    try:
        return values(text(file, ProjectError))
    except RecursionError:
        raise ProjectError(f"{file.shown} cannot be read: it is nested too deeply") from None
    except ValueError as error:  # of TOML, or of a number that has too many digits
        raise ProjectError(f"{file.shown} cannot be read: {slip(error)}") from error


def values(content: str) -> dict[str, Any]:
    """Gives what TOML says.

    Raises:
        ValueError: it is none, or has a number that nobody can print (tomllib takes `0xfff…`).
        RecursionError: it is nested too deeply.
    """
    said = tomllib.loads(content)
    left: list[Any] = [said]
    while left:
        one = left.pop()
        if isinstance(one, dict):
            left += one.values()
        elif isinstance(one, list):
            left += one
        elif isinstance(one, int) and one.bit_length() > _MOST_BITS:
            raise ValueError(_TOO_LONG)
    return said


def slip(error: ValueError) -> str:
    """Says what is wrong in TOML, in words that say what to write, with its place."""
    what, colon, place = str(error).partition(" (at ")
    if what.startswith("Exceeds the limit"):
        return _TOO_LONG
    return f"{_SLIPS.get(what, what)}{colon}{place}"

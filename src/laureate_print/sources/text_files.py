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
        return tomllib.loads(text(file, ProjectError))
    except RecursionError:
        raise ProjectError(f"{file.shown} cannot be read: it is nested too deeply") from None
    except ValueError as error:  # of TOML, or of a number that has too many digits
        raise ProjectError(f"{file.shown} cannot be read: {slip(error)}") from error


def slip(error: ValueError) -> str:
    """Says what is wrong in TOML, in words that say what to write, with its place."""
    what, colon, place = str(error).partition(" (at ")
    if what.startswith("Exceeds the limit"):
        return "a number in it has more than 4,300 digits"
    return f"{_SLIPS.get(what, what)}{colon}{place}"

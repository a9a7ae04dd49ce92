"""Looks at the files of strangers in a process apart, which may take too long or die of them."""

from __future__ import annotations

import functools
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from laureate_print.build.worker import serve
from laureate_print.build.workers import Workers
from laureate_print.errors import DiedError, InputError
from laureate_print.model import Limits

# What one file may ask for: a book of 554 pages takes 2 s and 210 MB.
OF_ONE_FILE = Limits(seconds=120, memory=2000)


def main(limits: Limits | None = None, first: Any = None) -> None:
    """Answers by what was given first."""
    serve(_looking, limits, first)


def _looking(look: Callable[..., Any]) -> Callable[..., Any]:
    warnings.simplefilter("ignore")  # libraries warn in words for programmers
    return look


def readers(
    look: Callable[..., Any], limits: Limits = OF_ONE_FILE, forked: bool = False
) -> Workers:
    """Gives processes that look at files as `look` does, a function of a module; with `forked` one
    at a time, begun as a copy of a program that is ours.
    """
    most = 1 if forked else None
    return Workers(look, most, __name__, limits, forked=forked, of_project=False)


def ask(workers: Workers, name: str, *request: Any) -> Any:
    """Gives what such processes see; `name` is to tell people.

    Raises:
        InputError: as the function that looks, or whoever reads it dies of it.
        LimitError: it takes too much time or memory.
    """
    try:
        return workers.ask(name, *request)
    except DiedError as error:
        raise InputError(str(error)) from error


@contextmanager
def apart(look: Callable[..., Any], limits: Limits = OF_ONE_FILE) -> Iterator[Callable[..., Any]]:
    """Gives what looks at a file as `look` does, in a process of its own that ends with a `with`
    block; the first argument is a name to tell people, those of `look` follow. In a program that
    is ours, such as the command line.

    Raises, when it is called:
        InputError, LimitError: as `ask`.
    """
    workers = readers(look, limits, forked=True)
    try:
        yield functools.partial(ask, workers)
    finally:
        workers.end()

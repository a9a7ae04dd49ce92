"""Looks at the files of strangers in a process apart, which may take too long or die of them."""

from __future__ import annotations

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


@contextmanager
def apart(look: Callable[..., Any], limits: Limits = OF_ONE_FILE) -> Iterator[Callable[..., Any]]:
    """Gives what looks at a file as `look` does, a function of a module, in a process of its own;
    the first argument is a name to tell people, those of `look` follow.

    Raises, when it is called:
        InputError: as `look`, or whoever reads it dies of it.
        LimitError: it takes too much time or memory.
    """
    workers = Workers(look, 1, __name__, limits, forked=True, of_project=False)

    def ask(name: str, *request: Any) -> Any:
        try:
            return workers.ask(name, *request)
        except DiedError as error:
            raise InputError(str(error)) from error

    try:
        yield ask
    finally:
        workers.end()

"""Looks at the files of strangers in a process apart, which may take too long or die of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from laureate_print.build.worker import serve
from laureate_print.build.workers import Workers
from laureate_print.model import Limits


def main(limits: Limits | None = None, first: str | None = None) -> None:
    """Answers for each file that is asked for."""
    serve(_inspector, limits, first)


def _inspector(_: str) -> Callable[[Path], dict[str, Any]]:
    import warnings

    from laureate_print.checks.inspect_file import inspect_file

    warnings.simplefilter("ignore")  # libraries warn in words for programmers, the facts do not
    return inspect_file


@contextmanager
def inspector() -> Iterator[Callable[[Path], dict[str, Any]]]:
    """Gives what inspects a file, as `checks.inspect_file.inspect_file` does.

    Raises, when it is called:
        InputError: the file cannot be read.
        LimitError, DiedError: it takes too much time or memory, or whoever reads it dies.
    """
    workers = Workers("strangers", 1, __name__, forked=True)
    try:
        yield lambda path: workers.ask(str(path), path)
    finally:
        workers.end()

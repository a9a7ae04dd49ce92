"""Shows how far a build is."""

from __future__ import annotations

import sys

from laureate_print.model import Render


class Progress:
    """Shows how far a build is: one line that changes on a terminal, one line an artifact in a
    pipe.
    """

    def __init__(self, total: int, quiet: bool) -> None:
        self._total, self._done, self._quiet = total, 0, quiet
        self._terminal = sys.stderr.isatty()

    def show(self, render: Render) -> None:
        """Shows one more render that is done."""
        self._done += 1
        if self._quiet:
            return
        line = (
            f"[{self._done}/{self._total}] {render.job.path}"
            if self._total
            else f"[{self._done}] {render.job.path}"
        )
        if self._terminal:
            print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)
        elif render.artifact and render.kept:
            print(f"{line}  {render.kept.bytes:,} bytes", flush=True)

    def end(self) -> None:
        """Leaves an empty line on the terminal."""
        if self._terminal and not self._quiet:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

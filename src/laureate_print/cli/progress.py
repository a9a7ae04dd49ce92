"""Shows how far a command is: on a terminal one bar that moves, and the time that is left."""

from __future__ import annotations

import os
import sys
import threading
import time
import unicodedata
from collections import deque
from collections.abc import Sequence
from types import TracebackType

from laureate_print.model import Render

_OFTEN = 0.5  # seconds between two looks at the clock, so that the time left goes down meanwhile
_ALIKE = 32  # the latest steps, whose pace is taken for that of those to come
_BAR, _LEAST_BAR, _LEAST_NAME = 24, 8, 12  # columns


class Progress:
    """A bar on a terminal, while a `with` block lasts; elsewhere nothing.

    Args:
        total: how many steps there are; 0 where that is not known.
        quiet: whether to show nothing at all.
        verbose: whether to print a line for each file that is done.
    """

    def __init__(self, total: int, quiet: bool = False, verbose: bool = False) -> None:
        self._total, self._done, self._doing = total, 0, ""
        self._verbose = verbose and not quiet
        self._terminal = not quiet and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._times = deque([time.monotonic()], _ALIKE + 1)
        self._lock, self._over = threading.Lock(), threading.Event()
        self._clock = threading.Thread(target=self._tick, daemon=True)

    def __enter__(self) -> Progress:
        try:
            if self._terminal:
                self._clock.start()
                self._draw()
        except KeyboardInterrupt as stopped:
            self.__exit__(type(stopped), stopped, None)
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        if self._terminal and self._clock.ident:
            self._clock.join()
            _write("\r\x1b[K")

    def show(self, render: Render) -> None:
        """Shows one more file that is done."""
        self.step(render.job.path, _how(render))

    def step(self, name: str, how: str = "") -> None:
        """Shows one more step that is done: its name, and for the line of its own how it ended."""
        with self._lock:
            self._done, self._doing = self._done + 1, name
            self._times.append(time.monotonic())
            if self._verbose:
                if self._terminal:
                    _write("\r\x1b[K")
                count = f"{self._done}/{self._total}" if self._total else self._done
                print(f"[{count}] {name}  {how}".rstrip(), flush=True)
            self._draw()

    def _tick(self) -> None:
        while not self._over.wait(_OFTEN):
            with self._lock:
                self._draw()

    def _draw(self) -> None:
        if self._terminal:
            left = time_left(self._times, time.monotonic(), self._total - self._done)
            coding = sys.stderr.encoding
            name = self._doing.encode(coding, "replace").decode(coding)
            _write(f"\r\x1b[K{bar(self._done, self._total, left, name, _columns())}")


def bar(done: int, total: int, left: str, name: str, columns: int) -> str:
    """Gives a line of fewer than so many columns: a bar, how many of how many are done, the time
    left, and the end of the name of the latest; what there is no room for is left out.
    """
    room = (
        columns - 1
    )  # a line that fills its last column goes on in the next one on some terminals
    count = f"{done}/{total}" if total else f"{done}"
    words = f"{count}, {left}" if left else count
    if len(words) > room:
        words = count if len(count) <= room else ""
    size = min(_BAR, room - len(words) - len("[] "))
    if total and size >= _LEAST_BAR:
        full = size * min(done, total) // total
        words = f"[{'#' * full}{'.' * (size - full)}] {words}"
    rest = room - len(words) - 2
    return f"{words}  {_end(name, rest)}" if name and rest >= _LEAST_NAME else words


def time_left(times: Sequence[float], now: float, remaining: int) -> str:
    """Gives how long so many more steps take at the pace of the latest: the times of their ends, in
    seconds; nothing while there are too few to tell.
    """
    if len(times) < 4 or remaining < 1:
        return ""
    pace = (times[-1] - times[0]) / (len(times) - 1)
    return f"{duration(max(1, pace * remaining - (now - times[-1])))} left"


def duration(seconds: float) -> str:
    """Gives a time as a person says it: 8 s, 1 min 20 s, 2 h 5 min."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    units = ("h", "min") if whole >= 3600 else ("min", "s")
    large, small = divmod(whole // 60, 60) if whole >= 3600 else divmod(whole, 60)
    return f"{large} {units[0]}" + (f" {small} {units[1]}" if small else "")


def _how(render: Render) -> str:
    if render.kept is None:
        return "not written"
    return "as it was" if render.unchanged else f"{render.kept.bytes:,} bytes"


def _columns() -> int:
    """Gives the columns of the terminal as it is now."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    except OSError:
        return 80


def _end(text: str, columns: int) -> str:
    """Gives the end of a text that is no wider, and cuts no letter off its marks."""
    if sum(map(_width, text)) <= columns:
        return text
    kept, room = len(text), columns - len("...")
    while kept and _width(text[kept - 1]) <= room:
        kept -= 1
        room -= _width(text[kept])
    while kept < len(text) and unicodedata.category(text[kept])[0] == "M":
        kept += 1
    return f"...{text[kept:]}"


def _width(character: str) -> int:
    """Gives the columns of a character on a terminal; the more where terminals differ."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()

"""Whose process this is: the engine changes the one that it runs in, so it runs in ours alone."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from laureate_print.garbage import look_rarely

_FONTS = str(Path(__file__).with_name("fonts.conf"))


def own_this_process() -> None:
    """Makes this process the engine's: no font of the system is in sight in it.

    Fontconfig reads this once, when it begins. Never to be called in a host program's process.
    """
    os.environ["FONTCONFIG_FILE"] = _FONTS
    look_rarely()


def keep_within(memory: int) -> None:
    """Lets this process have so many MB of memory of its own, where the system counts it so, as
    Linux: what asks for more ends in a `MemoryError`, or, in a library, with the process.
    """
    if sys.platform == "linux":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = memory * 1_000_000
        limit = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        resource.setrlimit(resource.RLIMIT_DATA, (limit, most))


def end_after(seconds: int) -> None:
    """Ends this process when it has been at work for so long from now on, where the system can:
    whoever asked for that may have been killed, and nobody is there to end it.
    """
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGVTALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds)


def check_owned() -> None:
    """Raises `RuntimeError` in a process that was not made the engine's."""
    if os.environ.get("FONTCONFIG_FILE") != _FONTS:
        raise RuntimeError("the engine runs in a process of ours alone: see build.workers")

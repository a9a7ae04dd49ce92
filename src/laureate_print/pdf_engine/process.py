"""Whose process this is: the engine changes the one that it runs in, so it runs in ours alone."""

from __future__ import annotations

import os
from pathlib import Path

from laureate_print.garbage import look_rarely

_FONTS = str(Path(__file__).with_name("fonts.conf"))


def own_this_process() -> None:
    """Makes this process the engine's: no font of the system is in sight in it.

    Fontconfig reads this once, when it begins. Never to be called in a host program's process.
    """
    os.environ["FONTCONFIG_FILE"] = _FONTS
    look_rarely()


def check_owned() -> None:
    """Raises `RuntimeError` in a process that was not made the engine's."""
    if os.environ.get("FONTCONFIG_FILE") != _FONTS:
        raise RuntimeError("the engine runs in a process of ours alone: see build.workers")

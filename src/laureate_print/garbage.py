"""How often a program of ours looks for objects that only hold each other."""

from __future__ import annotations

import gc

_MADE = 20_000  # objects more than were given back, before a look: less than a page makes


def look_rarely() -> None:
    """Spares most looks for garbage: Python's own measure, 700 objects, costs a tenth of a build,
    and what a page leaves is found a page later just as well. Never to be called in a host
    program's process.
    """
    gc.set_threshold(_MADE)


def look_now() -> None:
    """Takes away what a page leaves once it is done: a look in the middle of the next one would
    find all of that in use, and come again.
    """
    gc.collect(1)  # the young: not what was loaded at the beginning

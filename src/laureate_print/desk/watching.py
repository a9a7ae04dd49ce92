"""Tells when something changed in a project's folder, or behind it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import suppress
from pathlib import Path

from watchfiles import awatch

from laureate_print.sources.loading import Sources, packaged, packaged_fonts

_STEP = 20  # ms without a change: then one that goes on, such as a checkout, is told
_LONGEST = 200  # ms
_LOOK = 1000  # ms after which it is seen whether the folders are still those that are watched
_FOLDERS = ("templates", "locales", "fonts")


async def watch(sources: Callable[[], Sources], changed: Callable[[], Awaitable[None]]) -> None:
    """Calls a function after each change in the project whose sources are given, until it is
    cancelled.

    The folders of the project are watched with all below them, its own folder and those of single
    files that it names (drawings, the profile of the press) by themselves.
    """
    while True:
        deep, flat = _places(sources())
        watched = _standing(deep | flat)

        def moved(watched: object = watched) -> bool:
            deep, flat = _places(sources())
            return _standing(deep | flat) != watched

        async with asyncio.TaskGroup() as group:
            stop = asyncio.Event()
            group.create_task(_told(deep, True, changed, moved, stop))
            group.create_task(_told(flat, False, changed, moved, stop))


async def _told(
    places: frozenset[Path],
    below: bool,
    changed: Callable[[], Awaitable[None]],
    moved: Callable[[], bool],
    stop: asyncio.Event,
) -> None:
    """Calls a function after each change below some places, until others are to be watched, or
    others stand there.
    """
    watched = awatch(
        *places,
        step=_STEP,
        debounce=_LONGEST,
        stop_event=stop,
        recursive=below,
        ignore_permission_denied=True,
        rust_timeout=_LOOK,
        yield_on_timeout=True,
    )
    async for told in watched if places else _clock(stop):
        if told or moved():
            await changed()
        if moved():
            stop.set()


async def _clock(stop: asyncio.Event) -> AsyncIterator[None]:
    """Ticks where there is nothing to watch, as long as a project's folder is gone."""
    while not stop.is_set():
        await asyncio.sleep(_LOOK / 1000)
        yield None


def _standing(places: Iterable[Path]) -> frozenset[tuple[Path, int, int]]:
    """Says which folders stand at some places: a watch does not see that one is taken away and
    another put there.
    """
    found = set()
    for path in places:
        with suppress(OSError):
            seen = path.stat()
            found.add((path, seen.st_dev, seen.st_ino))
    return frozenset(found)


def _places(sources: Sources) -> tuple[frozenset[Path], frozenset[Path]]:
    """Gives the folders to watch: with all below them, and by themselves."""
    root = sources.root
    behind = [packaged() / name for name in _FOLDERS] + [*packaged_fonts()]
    deep = [path for path in [*(root / name for name in _FOLDERS), *behind] if path.is_dir()]
    files = [root / path for path in sources.own.files]
    single = [path for path in files if not any(path.is_relative_to(it) for it in deep)]
    flat = [it for it in (root, *(path.parent for path in single)) if it.is_dir()]
    return frozenset(deep), frozenset(flat)

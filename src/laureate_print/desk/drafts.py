"""What was typed at a desk and not saved yet, in a folder beside `laureate.toml`: nothing is lost,
whoever dies, the browser, the server or the machine.

Each desk has a folder of its own in `.laureate-print-desk`, with a file for each language. It is
gone once all is saved; one whose desk has died is taken over by the next desk.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from laureate_print.atomic_write import atomic_write, writing
from laureate_print.sources.po_files import CONTEXT_ENDS, Entry, key

try:
    import fcntl
except ImportError:  # a system without locks: one desk at a time
    fcntl = None  # type: ignore[assignment]

FOLDER = ".laureate-print-desk"
Name = tuple[str, str]  # of a message: its catalog, and its key there
Texts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A translation that is not saved: its texts, whether it needs work, and both as they stood in
    the catalog when it was begun. `also` is what others have typed at the same time.
    """

    texts: Texts
    needs_work: bool
    was: Texts
    was_needing: bool
    also: tuple[Texts, ...] = ()

    def stands_in(self, entry: Entry) -> bool:
        """Says whether a catalog has just this."""
        return (entry.texts, entry.fuzzy) == (self.texts, self.needs_work)

    def fits(self, entry: Entry) -> bool:
        """Says whether a catalog still has what the draft was begun from."""
        return (entry.texts, entry.fuzzy) == (self.was, self.was_needing) or self.stands_in(entry)

    def with_also(self, texts: Texts) -> Draft:
        """Gives the same with what another has typed, if that is something else."""
        if texts in (self.texts, self.was, *self.also) or not any(texts):
            return self
        return replace(self, also=(*self.also, texts))


Drafts = dict[Name, Draft]


class Journal:
    """The drafts of one desk on the disk."""

    def __init__(self, root: Path) -> None:
        self._folder = root / FOLDER
        self._own: Path | None = None
        self._lock: int | None = None

    def keep(self, language: str, drafts: Mapping[Name, Draft]) -> None:
        """Writes what is not saved of a language in the place of what was written before.

        Raises:
            OutputError: it cannot be written.
        """
        if self._own is None:
            if not drafts:
                return
            self._own = self._begun()
        path = self._own / f"{language}.json"
        if drafts:
            rows = [_as_row(name, draft) for name, draft in drafts.items()]
            content = json.dumps(rows, ensure_ascii=False, indent=1)
            atomic_write(content.encode(), path)
        else:
            path.unlink(missing_ok=True)

    def _begun(self) -> Path:
        """Makes the folder of this desk, and says that it is alive."""
        own = self._folder / secrets.token_hex(4)
        with writing(own):
            own.mkdir(parents=True)
            (self._folder / ".gitignore").write_text("*\n", encoding="utf-8")
            self._lock = _locked(own)
        return own

    def taken_over(self) -> dict[str, Drafts]:
        """Gives by language the drafts of desks that have died, and makes them those of this one;
        of two of the same message the younger one is the draft, the other stands beside it.

        Raises:
            OutputError: they cannot be written.
        """
        left = [it for it in self._folder.glob("*/") if it.is_dir() and it != self._own]
        found: dict[str, Drafts] = {}
        taken = []
        for folder in sorted(left, key=_age):
            lock = _locked(folder)
            if lock is None:
                continue
            taken.append((folder, lock))
            for path in sorted(folder.glob("*.json")):
                drafts = found.setdefault(path.stem, {})
                for name, draft in _read(path):
                    older = drafts.get(name)
                    drafts[name] = draft.with_also(older.texts) if older else draft
        for language, drafts in found.items():
            self.keep(language, drafts)
        for folder, lock in taken:
            shutil.rmtree(folder, ignore_errors=True)
            _unlocked(lock)
        return found

    def close(self) -> bool:
        """Ends the work; what is not saved stays for the next desk. Says whether anything does."""
        left = self._own is not None and any(self._own.glob("*.json"))
        if self._own and not left:
            shutil.rmtree(self._own, ignore_errors=True)
        if self._lock is not None:
            _unlocked(self._lock)
        with suppress(OSError):
            if [it.name for it in self._folder.iterdir()] == [".gitignore"]:
                shutil.rmtree(self._folder)
        return left


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Lets one desk at a time write into a folder that is there."""
    if fcntl is None or not folder.is_dir():
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _locked(folder: Path) -> int | None:
    """Takes the lock of a folder; nothing if a desk that is alive has it."""
    handle = os.open(folder, os.O_RDONLY)
    if fcntl is None:
        return handle
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


def _unlocked(handle: int) -> None:
    with suppress(OSError):
        os.close(handle)


def _age(folder: Path) -> float:
    return max((path.stat().st_mtime for path in folder.glob("*.json")), default=0)


def _as_row(name: Name, draft: Draft) -> dict[str, Any]:
    context, _, source = name[1].rpartition(CONTEXT_ENDS)
    return {
        "catalog": name[0],
        **({"context": context} if CONTEXT_ENDS in name[1] else {}),
        "source": source,
        "texts": draft.texts,
        "needs_work": draft.needs_work,
        "was": draft.was,
        "was_needing_work": draft.was_needing,
        **({"also": draft.also} if draft.also else {}),
    }


def _read(path: Path) -> Iterator[tuple[Name, Draft]]:
    """Gives the drafts of a file; of one that is not as it should be, those that are."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return
    for row in rows if isinstance(rows, list) else ():
        with suppress(KeyError, TypeError):
            name = row["catalog"], key(row["source"], row.get("context"))
            draft = Draft(
                tuple(map(str, row["texts"])),
                bool(row["needs_work"]),
                tuple(map(str, row["was"])),
                bool(row["was_needing_work"]),
                tuple(tuple(map(str, it)) for it in row.get("also", ())),
            )
            yield name, draft

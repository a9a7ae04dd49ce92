"""What runs in a worker of Dask: it keeps files by their digests, and lets processes of ours render
from them. The worker's own process stays as it was.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import threading
import weakref
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from laureate_print.build import software
from laureate_print.build.keys import digest
from laureate_print.build.worker import answered, packed
from laureate_print.build.workers import Workers
from laureate_print.errors import OutputError
from laureate_print.model import SourceFile
from laureate_print.sources.loading import Sources, packaged_files

_MOST_BYTES = 4_000_000_000  # that are kept on the disk
_MOST_SOURCES = 2  # from which processes can render; each holds all its files in memory


@dataclass(frozen=True, slots=True)
class Lacking:
    """A worker has not all the files that it is to render from."""

    worker: str


@dataclass(frozen=True, slots=True)
class OtherSoftware:
    """A worker would make other bytes: `software` is what takes part there, names with versions."""

    worker: str
    software: Mapping[str, str]


class _LackingError(Exception):
    """A file is not here."""


class Apart(pickle.Pickler):
    """Pickles sources without the bytes of their `files`, which it gathers by digest."""

    def __init__(self, stream: BytesIO) -> None:
        super().__init__(stream, protocol=5)
        self.files: dict[str, bytes] = {}

    def persistent_id(self, value: Any) -> tuple[str, str, str] | None:
        """Gives path, digest and shown path in the place of a file."""
        if not isinstance(value, SourceFile):
            return None
        self.files[value.digest] = value.content
        return value.path, value.digest, value.shown


class _Together(pickle.Unpickler):
    """Makes sources whole again, with the files that a worker keeps."""

    def __init__(self, content: bytes, kept: _Kept) -> None:
        super().__init__(BytesIO(content))
        self._kept = kept

    def persistent_load(self, named: tuple[str, str, str]) -> SourceFile:
        path, its_digest, shown = named
        return SourceFile(path, self._kept.read(its_digest), shown)


class _Kept:
    """Files by their digests: those that were sent, and those that the package brings."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._packaged = {sha256(path.read_bytes()): path for path in packaged_files()}

    def lacking(self, digests: Iterable[str]) -> list[str]:
        """Gives which of them are not here."""
        here = {path.name for path in self._folder.iterdir()}
        return [it for it in digests if it not in here and it not in self._packaged]

    def keep(self, files: Mapping[str, bytes]) -> None:
        """Keeps files; those that nobody has asked for longest go where they are too many."""
        for name, content in files.items():
            unfinished = self._folder / f".{name}"
            unfinished.write_bytes(content)
            unfinished.replace(self._folder / name)
        by_age = sorted(
            ((path.stat(), path) for path in self._folder.iterdir()), key=lambda it: it[0].st_mtime
        )
        over = sum(found.st_size for found, _ in by_age) - _MOST_BYTES
        for found, path in by_age:
            if over > 0 and path.name not in files:
                path.unlink()
                over -= found.st_size

    def read(self, its_digest: str) -> bytes:
        """Gives a file; one whose bytes are others than they were is here no longer."""
        path = self._packaged.get(its_digest, self._folder / its_digest)
        try:
            content = path.read_bytes()
        except OSError:
            raise _LackingError from None
        if sha256(content) != its_digest:
            if self._packaged.pop(its_digest, None) is None:
                path.unlink()
            raise _LackingError
        if path.parent == self._folder:
            os.utime(path)
        return content


@dataclass
class _Ready:
    """Processes that render from some sources, and how many threads are waiting for them."""

    workers: Workers
    busy: int = field(default=0)


class _Here:
    """All that is ours in one worker of Dask."""

    def __init__(self, worker: Any) -> None:
        self.address = str(worker.address)
        self.kept = _Kept(Path(worker.local_directory) / "laureate-print")
        self.software = software.made_by()
        self._most = int(worker.state.nthreads)
        self._lock = threading.Lock()
        self._ready: OrderedDict[str, _Ready] = OrderedDict()

    @contextmanager
    def workers(self, its_digest: str) -> Iterator[Workers]:
        """Gives the processes that render from some sources; begun if they were not at work.

        Raises:
            _LackingError: a file of the sources is not here.
        """
        with self._lock:
            ready = self._ready.get(its_digest) or self._begun(its_digest)
            self._ready.move_to_end(its_digest)
            ready.busy += 1
        try:
            yield ready.workers
        finally:
            with self._lock:
                ready.busy -= 1
                self._end_idle()

    def _begun(self, its_digest: str) -> _Ready:
        sources: Sources = _Together(self.kept.read(its_digest), self.kept).load()
        self._ready[its_digest] = _Ready(
            Workers(sources, self._most, limits=sources.project.limits)
        )
        return self._ready[its_digest]

    def _end_idle(self) -> None:
        """Ends the processes of those sources that were used before the last few."""
        for name in list(self._ready)[:-_MOST_SOURCES]:
            if not self._ready[name].busy:
                self._ready.pop(name).workers.end()


_HERE: weakref.WeakKeyDictionary[Any, _Here] = weakref.WeakKeyDictionary()
_BEGINNING = threading.Lock()


def _here(worker: Any) -> _Here:
    with _BEGINNING:
        if worker not in _HERE:
            _HERE[worker] = _Here(worker)
        return _HERE[worker]


def render(its_digest: str, made_by: str, request: bytes) -> bytes | Lacking | OtherSoftware:
    """Makes one artifact, as a task of Dask.

    Args:
        its_digest: that of the sources, as `Apart` pickles them.
        made_by: the digest of the software that is to take part.
        request: what `Workers.render` gets, pickled.

    Returns:
        The `Render`, or the error that it raised, pickled; or why this worker makes none.
    """
    from distributed import get_worker

    here = _here(get_worker())
    if digest(here.software) != made_by:
        return OtherSoftware(here.address, here.software)
    try:
        with here.workers(its_digest) as workers:
            return packed(answered(workers.render, pickle.loads(request)))  # noqa: S301 - see docs/scale.md
    except _LackingError:
        return Lacking(here.address)


def lacking(digests: Iterable[str], dask_worker: Any) -> list[str]:
    """Gives the files that a worker has not, by their digests."""
    return _here(dask_worker).kept.lacking(digests)


def keep(files: Mapping[str, bytes], dask_worker: Any) -> None:
    """Keeps files on a worker, by their digests.

    Raises:
        OutputError: its disk is full.
    """
    here = _here(dask_worker)
    try:
        here.kept.keep(files)
    except OSError as error:
        raise OutputError(
            f"the worker {here.address} cannot keep the sources: {error.strerror}; free some room"
            " in its --local-directory"
        ) from error


def sha256(content: bytes) -> str:
    """Gives the name of a file in a worker: the SHA-256 of its bytes."""
    return hashlib.sha256(content).hexdigest()

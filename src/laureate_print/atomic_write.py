"""Puts finished bytes on disk: to a temporary name beside the target, then renamed; nothing is ever
half-written. What a process that was killed leaves unfinished, a later one takes away.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from laureate_print.errors import OutputError

MARK = ".laureate-print-unfinished-"
# Seconds, by the clock of the file system that holds it, after which nobody is at work any more on
# what is unfinished: its process may be one of another machine.
_OLD = 86_400
# Seconds in which an editor that has begun to save a file in its place has gone on with it.
_QUIET = 0.3
_OURS: dict[Path, int] = {}  # the time at which this process has last written each file


def atomic_write(content: bytes, target: Path) -> os.stat_result:
    """Writes a file whole or not at all; what stood there before stays until then. Gives how the
    file that was written stands, even if another writes in its place at the same time.

    Raises:
        OutputError: the folder cannot be made or written, or the disk is full.
    """
    return _written(content, target, lambda: None)


def atomic_edit(before: bytes | None, content: bytes, target: Path) -> None:
    """Writes a file as `atomic_write`, in the place of one that was read; `before` are the bytes
    that were read, none where there was no file. What another has saved since then stays; one that
    may still be at work on it, having emptied the file or written its beginning, is waited for.

    Raises:
        OutputError: it stands otherwise than it was read; or as `atomic_write`.
    """

    def sees() -> None:
        _wait_until_quiet(target)
        if (target.read_bytes() if target.exists() else None) != before:
            raise OutputError(
                f"{target} was saved by another program meanwhile, and stays as it stands now; run"
                " the command again"
            )

    _written(content, target, sees)


def write_named(content: bytes, target: Path) -> None:
    """Writes a file that a person names, as `atomic_write`; of a link, what it leads to.
    A pipe or a device, such as /dev/stdout, is written to and never replaced.

    Raises:
        OutputError: as `atomic_write`.
    """
    if target.is_file() or target.is_dir() or not target.exists():
        atomic_write(content, Path(os.path.realpath(target)))
        return
    with writing(target), target.open("wb") as file:
        file.write(content)


def _wait_until_quiet(target: Path) -> None:
    """Waits while a file has been changed only a moment ago, but by this process."""
    with suppress(FileNotFoundError):
        found = target.stat()
        age = time.time() - found.st_mtime
        if 0 <= age < _QUIET and _OURS.get(target) != found.st_mtime_ns:
            time.sleep(_QUIET - age)


def _written(content: bytes, target: Path, sees: Callable[[], None]) -> os.stat_result:
    """Writes a file, if whoever `sees` at the last moment that it may be has nothing against it."""
    temporary = target.with_name(f"{MARK}{os.urandom(8).hex()}")  # its own on any machine
    with writing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with temporary.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
                sees()
                temporary.replace(target)
                standing = os.fstat(file.fileno())
        except BaseException:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
    _OURS[target] = standing.st_mtime_ns
    _clear(target.parent, standing.st_mtime)
    return standing


@contextmanager
def unfinished_folder(place: Path) -> Iterator[Path]:
    """Gives a new folder in a place, for what is moved out of it when it is finished; it is gone
    with all that is left in it then.
    """
    made = Path(tempfile.mkdtemp(prefix=MARK, dir=place))
    try:
        yield made
    finally:
        now = made.stat().st_mtime if made.is_dir() else 0
        shutil.rmtree(made, ignore_errors=True)
        _clear(place, now)


def finished(folder: Path) -> Iterator[Path]:
    """Gives what a folder holds but for what is unfinished."""
    return (path for path in folder.iterdir() if not path.name.startswith(MARK))


def _clear(folder: Path, now: float) -> None:
    """Takes away what processes have left unfinished in a folder, long ago as seen from `now`."""
    with suppress(OSError):
        for entry in os.scandir(folder):
            if not entry.name.startswith(MARK):
                continue
            if entry.stat(follow_symlinks=False).st_mtime > now - _OLD:
                continue
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path, ignore_errors=True)
            else:
                Path(entry.path).unlink(missing_ok=True)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Gives a new folder for files that are needed for a moment; it is gone afterwards.

    Raises:
        OutputError: the system has no place for it.
    """
    try:
        made = tempfile.TemporaryDirectory(prefix="laureate-print-", ignore_cleanup_errors=True)
    except OSError as error:
        raise OutputError(
            f"there is no folder for temporary files: {error.strerror}; let TMPDIR name one"
        ) from error
    with made as place:
        yield Path(place)


@contextmanager
def writing(target: Path) -> Iterator[None]:
    """Tells what goes wrong while something is written.

    Raises:
        OutputError: the system refuses it.
    """
    try:
        yield
    except BrokenPipeError:  # of whoever reads what is printed meanwhile
        raise
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OutputError(
            f"cannot write {target}: {reason}; free some room there, see that you may write there,"
            " or choose another place"
        ) from error

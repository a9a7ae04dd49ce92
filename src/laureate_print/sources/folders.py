"""Which files of a folder serve a project, and how each stands on the disk."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from unicodedata import normalize

from laureate_print.errors import InputError
from laureate_print.sources.languages import normalise

PROJECT_FILE = "laureate.toml"
_FOLDERS = ("templates", "locales", "fonts")
# Size in bytes, modified and changed (ns since 1970), number of the file: another content has
# another stamp, unless it was written within the same tick of the file system's clock.
Stamp = tuple[int, int, int, int]


def stamp(path: str | Path) -> Stamp | None:
    """Says how a file stands on the disk, without reading it; nothing if it is not there."""
    try:
        found = os.stat(path)  # noqa: PTH116 - hundreds of times where all is to take 0.3 s
    except (OSError, ValueError):
        return None
    return as_stamp(found)


def as_stamp(found: os.stat_result) -> Stamp:
    """Gives the stamp of what the system says of a file."""
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def leads_out(path: Path, root: Path) -> bool:
    """Says whether a file below a folder is a link that leads out of it, to one that is there."""
    inside = path.is_relative_to(root) and path.is_symlink()
    return inside and path.is_file() and not _leads_below(path, root)


def check_readable(path: Path, shown: str, most: int, otherwise: str = "") -> None:
    """Sees that a file is one, and no larger than `most` MB; `otherwise` says what else can be done
    than to make it smaller.

    Raises:
        InputError: it is a folder, a pipe, a device or nothing at all, or larger.
    """
    try:
        found = path.stat()
    except (OSError, ValueError) as error:
        raise _unreadable(shown, error) from error
    if not S_ISREG(found.st_mode):
        kind = "a folder" if S_ISDIR(found.st_mode) else "a pipe or a device"
        raise InputError(f"cannot read {shown}: it is {kind} and no file")
    if found.st_size > most * 1_000_000:
        size = f"{found.st_size / 1_000_000:,.0f} MB"
        raise InputError(f"{shown} has {size}, {most} MB are allowed; make it smaller{otherwise}")


def content_of(path: Path, most: int) -> bytes:
    """Gives the bytes of a file that a command names: no more than `most` MB.

    Raises:
        InputError: it cannot be read, or as `check_readable`.
    """
    check_readable(path, str(path), most)
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(str(path), error) from error


def _unreadable(shown: str, error: Exception) -> InputError:
    reason = getattr(error, "strerror", None) or "its name cannot be a path"
    return InputError(f"cannot read {shown}: {reason}")


def project_files(place: Path) -> Iterator[Path]:
    """Gives each file that serves of a folder with a project's parts, in the order of their
    paths.
    """
    settings = place / PROJECT_FILE
    if settings.is_file():
        yield settings
    for folder in _FOLDERS:
        yield from files(place / folder, inside=folder == "templates")


def named(path: str) -> str:
    """Gives a path as it is asked for: macOS, and zips made there, may give letters of names in
    parts (NFD), which editors write as one (NFC).
    """
    return normalize("NFC", path)


def see_names_apart(paths: Iterable[Path]) -> None:
    """Sees that no two files or folders of a project have one name for a disk that takes capital
    letters for small ones, or é in one part for é in two, as those of macOS and Windows; and that
    no language has two folders.

    Raises:
        InputError: some have, a line for each two.
    """
    found: dict[str, Path] = {}
    twice: dict[tuple[Path, Path], None] = {}
    for path in paths:
        for part in (path, *path.parents):
            before = found.setdefault(_as_one(part), part)
            if before != part:
                twice[min(before, part), max(before, part)] = None
    if twice:
        raise InputError(
            "\n".join(
                f"{one.as_posix()} and {other.as_posix()} are one name, {_one_name(one, other)};"
                " rename one, or take it away"
                for one, other in twice
                if (one.parent, other.parent) not in twice
            )
        )


def _one_name(one: Path, other: Path) -> str:
    """Says for whom two names are one."""
    if normalize("NFC", one.name) == normalize("NFC", other.name):
        return "whose letters are written in one part and in several (NFC, NFD)"
    if one.name.casefold() == other.name.casefold():
        return "on disks that take capital letters for small ones"
    return "of one language"


def _as_one(path: Path) -> str:
    """Gives the name that a path shares with those that may not stand beside it."""
    top, *names = path.parts or ("",)
    if top == "locales" and names:
        names[0] = normalise(names[0])
    return normalize("NFC", "/".join([top, *names]).casefold())


def files(folder: Path, inside: bool = False) -> Iterator[Path]:
    """Gives each file below a folder that serves, in the order of their paths: no hidden one, and
    where all lie `inside`, no link that leads out.
    """
    for path in sorted(_below(folder)):
        if not inside or not path.is_symlink() or _leads_below(path, folder):
            yield path


def _leads_below(path: Path, folder: Path) -> bool:
    """Says whether a path stays below a folder, links and all; also one that leads to itself."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _below(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not _is_hidden(name)]
        yield from (Path(place, name) for name in names if not _is_hidden(name))


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "__"))

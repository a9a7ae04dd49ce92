"""Which files of a folder serve a project, and how each stands on the disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

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


def project_files(place: Path) -> Iterator[Path]:
    """Gives each file that serves of a folder with a project's parts, in the order of their
    paths.
    """
    settings = place / PROJECT_FILE
    if settings.is_file():
        yield settings
    for folder in _FOLDERS:
        yield from files(place / folder, inside=folder == "templates")


def files(folder: Path, inside: bool = False) -> Iterator[Path]:
    """Gives each file below a folder that serves, in the order of their paths: no hidden one, and
    where all lie `inside`, no link that leads out.
    """
    real = folder.resolve()
    for path in sorted(_below(folder)):
        if not inside or not path.is_symlink() or path.resolve().is_relative_to(real):
            yield path


def _below(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not _is_hidden(name)]
        paths = (Path(place, name) for name in names if not _is_hidden(name))
        yield from (path for path in paths if path.is_file())


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "__"))

"""One zip of a bag, with the same bytes for the same files: in order, uncompressed, without clock,
user or system. A zip of a stranger is looked at before anything of it is unpacked.
"""

from __future__ import annotations

import re
import shutil
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from laureate_print.errors import InputError
from laureate_print.model import printable
from laureate_print.package.bagit import MOST_FILES, files

_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    RuntimeError,
    ValueError,
    LookupError,
)
_DATE = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # the earliest that a zip can say: the dates that count are in the bag
_KINDS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What the files of a zip may need, unpacked: so many bytes, or so many times those of a large zip.
# Text needs ten times its zip, what is made to burst 1,000.
_UNPACKED, _TIMES = 2_000_000_000, 20
_DEEPEST = 100  # folders inside each other
_DRIVE = re.compile("[A-Za-z]:")


def pack(folder: Path, name: str, target: IO[bytes]) -> None:
    """Writes a bag's files as one zip with one folder, `name`, in it.

    Nothing is compressed: what a library of 2060 compresses would have other bytes.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        for path in files(folder):
            entry = zipfile.ZipInfo(f"{name}/{path}", _DATE)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            entry.file_size = (folder / path).stat().st_size
            with (folder / path).open("rb") as file, archive.open(entry, "w") as written:
                shutil.copyfileobj(file, written, 1 << 20)


def unpack(archive: Path, folder: Path) -> tuple[Path, str]:
    """Unpacks a zip with one bag in it into an empty folder; gives the bag, and where the zip is
    not as it was.

    The second is empty if the zip has, byte for byte, the form that `pack` gives its files.

    Raises:
        InputError: the file is no zip, is damaged, has no bag in it, a path that leads out of it,
            or more than its size can mean.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            top = _bag_of(opened, archive.stat().st_size, shutil.disk_usage(folder.parent).free)
            for entry in opened.infolist():
                _unpack_entry(opened, entry, folder)
    except _OddError as error:
        raise InputError(f"{archive} is not unpacked: {error}") from error
    except FileExistsError as error:
        name = printable(Path(error.filename).relative_to(folder).as_posix())
        raise InputError(f"{archive} is not unpacked: {name} is in it twice") from error
    except _DAMAGE as error:
        said = (isinstance(error, OSError) and error.strerror) or str(error)
        if not isinstance(error, OSError | zipfile.BadZipFile):  # their words are for programmers
            said = "it is damaged"
        words = printable(re.sub(r"\bb'", "'", said.replace(f"{folder}/", "")))[:160]
        raise InputError(
            f"{archive} cannot be unpacked: {words}; take another copy of it"
        ) from error
    with tempfile.TemporaryFile() as again, archive.open("rb") as standing:
        pack(folder / top, top, again)
        again.seek(0)
        return folder / top, _first_difference(standing, again)


class _OddError(Exception):
    """A zip that no bag was made of."""


def _bag_of(opened: zipfile.ZipFile, size: int, room: int) -> str:
    """Gives the name of the one folder in a zip of so many bytes, of which nothing is unpacked yet.

    Raises:
        _OddError: what its list of entries says is no bag, or does not go into that `room`.
    """
    entries = opened.infolist()
    tops = {entry.filename.partition("/")[0] for entry in entries}
    for trouble in _troubles(entries, size, room):
        raise _OddError(trouble)
    if len(tops) != 1 or any("/" not in entry.filename for entry in entries):
        found = ", ".join(sorted(map(printable, tops))[:5]) or "nothing"
        raise _OddError(f"there should be one folder in it, the bag; it has {found}")
    return tops.pop()


def _troubles(entries: Sequence[zipfile.ZipInfo], size: int, room: int) -> Iterator[str]:
    if len(entries) > MOST_FILES:
        yield f"it has {len(entries):,} files, {MOST_FILES:,} are allowed"
    for entry in entries:
        yield from _odd(entry)
    if sum(entry.compress_size for entry in entries) > size:
        yield "its files lie over one another"
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > max(_UNPACKED, size * _TIMES):
        yield f"{size:,} bytes would become {unpacked:,}, as of no bag"
    if unpacked > room:
        yield f"its files need {unpacked:,} bytes, there is room for {room:,}"


def _odd(entry: zipfile.ZipInfo) -> Iterator[str]:
    name, parts = printable(entry.filename)[:160], re.split(r"[/\\]", entry.filename)
    if len(parts) > _DEEPEST:
        yield f"{name} stands too deep inside folders: {_DEEPEST} are allowed"
    if ".." in parts or not parts[0] or _DRIVE.match(parts[0]):
        yield f"{name} leads out of the one folder that should be in it"
    if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
        yield f"{name} is a link or a device and no file"
    if entry.flag_bits & 1:
        yield f"{name} is encrypted; ask for the bag without a password"
    if entry.compress_type not in _KINDS:
        yield f"{name} is compressed in a way that bags are not; pack it anew"


def _unpack_entry(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, folder: Path) -> None:
    """Writes one file; never one that is there, which another entry has made."""
    target = folder / entry.filename
    if entry.is_dir():
        target.mkdir(parents=True, exist_ok=True)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with opened.open(entry) as content, target.open("xb") as file:
        shutil.copyfileobj(content, file, 1 << 20)


def _first_difference(content: IO[bytes], expected: IO[bytes]) -> str:
    """Gives the first byte in which two files differ; nothing if they are the same."""
    passed = 0
    while True:
        one, other = content.read(1 << 20), expected.read(1 << 20)
        if one != other:
            same = (
                number
                for number, (left, right) in enumerate(zip(one, other, strict=False))
                if left != right
            )
            return f"byte {passed + next(same, min(len(one), len(other)))}"
        if not one:
            return ""
        passed += len(one)

"""One zip of a bag, with the same bytes for the same files: in order, uncompressed, without clock,
user or system.
"""

from __future__ import annotations

import struct
import tempfile
import zipfile
import zlib
from pathlib import Path
from typing import IO

from laureate_print.errors import InputError
from laureate_print.package.bagit import files

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


def pack(folder: Path, name: str, target: IO[bytes]) -> None:
    """Writes a bag's files as one zip with one folder, `name`, in it.

    Nothing is compressed: what a library of 2060 compresses would have other bytes.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        for path in files(folder):
            entry = zipfile.ZipInfo(f"{name}/{path}", _DATE)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            archive.writestr(entry, (folder / path).read_bytes())


def unpack(archive: Path, folder: Path) -> tuple[Path, str]:
    """Unpacks a zip with one bag in it into an empty folder; gives the bag, and where the zip is
    not as it was.

    The second is empty if the zip has, byte for byte, the form that `pack` gives its files.

    Raises:
        InputError: the file is no zip, is damaged, or has no bag in it, or a path that leads out of
            it.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            names = opened.namelist()
            tops = {name.partition("/")[0] for name in names}
            if len(tops) != 1 or any(
                ".." in Path(name).parts or name.startswith("/") for name in names
            ):
                raise InputError(
                    f"{archive}: there should be one folder in it, the bag; it has"
                    f" {', '.join(sorted(tops))}"
                )
            opened.extractall(folder)
    except _DAMAGE as error:
        raise InputError(
            f"{archive} cannot be unpacked: {error}; take another copy of it"
        ) from error
    [top] = tops
    with tempfile.TemporaryFile() as again, archive.open("rb") as standing:
        pack(folder / top, top, again)
        again.seek(0)
        return folder / top, _first_difference(standing, again)


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

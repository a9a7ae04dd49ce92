"""Faces: all together they have a hundred megabytes, and a page is drawn with a few of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from io import FileIO
from pathlib import Path
from typing import Any, TypeVar

from laureate_print.errors import InputError
from laureate_print.model import SourceFile
from laureate_print.sources.folders import stamp

_Found = TypeVar("_Found")
ENDINGS = (".ttf", ".otf", ".ttc", ".otc")


class LateFile(SourceFile):
    """A file that is read when its bytes are first asked for, as it stood when the project was
    loaded; by each process for itself.

    Raises, when it is read:
        InputError: it is another one than it was, or cannot be read.
    """

    def __init__(self, path: str, place: Path, shown: str) -> None:
        self.__dict__.update(path=path, shown=shown, _place=place, _stamp=stamp(place))

    def _stands(self) -> tuple[Any, ...]:
        return tuple(self.__dict__[name] for name in ("path", "shown", "_place", "_stamp"))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LateFile) and self._stands() == other._stands()

    def __hash__(self) -> int:
        return hash(self.path)

    @property
    def content(self) -> bytes:
        """All its bytes, kept while few other files are read."""
        return _whole(self)

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of its bytes, of which no more than a piece is kept at a time."""
        return self._found(lambda file: hashlib.file_digest(file, "sha256").hexdigest())

    def believe(self, digest: str) -> None:
        """Takes a digest for its own: whoever gives it knows that the file stands as it stood when
        that was found.
        """
        self.__dict__["digest"] = digest

    def part(self, start: int, size: int) -> bytes:
        """Gives so many of its bytes from a place on, and reads no others."""
        return self._read(start, size)

    def _read(self, start: int, size: int) -> bytes:
        def read(file: FileIO) -> bytes:
            file.seek(start)
            return file.read(size)

        return self._found(read)

    def _found(self, look: Callable[[FileIO], _Found]) -> _Found:
        """Gives what is found in the file."""
        try:
            with self.__dict__["_place"].open("rb", buffering=0) as file:
                found = look(file)
        except OSError as error:
            raise InputError(f"cannot read {self.shown}: {error.strerror}") from error
        self.place()
        return found

    def place(self) -> Path:
        """Gives where it stands, for a library that maps it into memory: most of its bytes are
        never read.
        """
        place: Path = self.__dict__["_place"]
        if stamp(place) != self.__dict__["_stamp"]:
            raise InputError(
                f"{self.shown} has changed since the project was loaded; load it again"
            )
        return place


def found_digests(files: Iterable[SourceFile]) -> tuple[tuple[str, str], ...]:
    """Gives the places and digests of those late files whose digest has been asked for."""
    late = [file for file in files if isinstance(file, LateFile) and "digest" in file.__dict__]
    return tuple((str(file.__dict__["_place"]), file.digest) for file in late)


@lru_cache(maxsize=8)
def _whole(file: LateFile) -> bytes:
    return file._read(0, -1)

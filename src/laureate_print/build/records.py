"""Remembers in an output folder what was made there, and from what: one file, which may be removed
or damaged and costs time then, nothing else.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from laureate_print.atomic_write import atomic_write, writing
from laureate_print.build.software import OF_SOME
from laureate_print.model import Artifact, Finding, Kept
from laureate_print.sources.folders import Stamp, as_stamp, stamp
from laureate_print.sources.late_files import LateFile
from laureate_print.sources.loading import Sources

NAME = ".laureate-print.json"
_FORMAT = 1
_ABOUT = (
    "What laureate-print has made in this folder, and the digest of what each file was made from,"
    " so that it need not be made twice. Without this file all is made again, nothing else is lost."
)


class Records:
    """What stands in an output folder since earlier builds, and what this one adds.

    Args:
        folder: where the artifacts stand.
        anew: whether all that is asked for is made, whatever stands there.
    """

    def __init__(self, folder: Path, anew: bool = False) -> None:
        self.folder, self._anew = folder, anew
        read = _read(folder)
        self._software = _mapping(read.get("software"))
        self._files: dict[str, Kept] = dict(_files(read))
        self._before = self._files
        self._stamps: dict[str, Stamp | None] = dict(_stamps(read))
        self._faces: dict[str, Any] = _mapping(read.get("faces"))
        self._standing_faces: dict[str, Stamp] = {}
        self.asked: dict[str, Any] = {} if anew else _mapping(read.get("asked"))

    def made_by(self, software: Mapping[str, str]) -> None:
        """Says by what this build is made, names with versions: what another has made counts for
        nothing. What takes part in some outputs alone may not have been asked, then or now.
        """
        before, unasked = self._software, self._software.keys() ^ software.keys()
        if unasked - {*OF_SOME} or any(
            before[it] != software[it] for it in before.keys() & software
        ):
            self._software = dict(software)
            self._files, self._stamps, self.asked = {}, {}, {}
        self._software |= software

    def tell_digests(self, sources: Sources) -> None:
        """Tells faces that stand as they stood in an earlier build their digests of then: all
        together they have a hundred megabytes.
        """
        known, self._faces = self._faces, {}
        for path, (standing, file) in (sources.disk.files if sources.disk else {}).items():
            if standing and isinstance(file, LateFile):
                self._standing_faces[str(path)] = standing
                entry = known.get(str(path))
                if isinstance(entry, list) and entry[:-1] == [*standing]:
                    file.believe(str(entry[-1]))
                    self._faces[str(path)] = entry

    def add_digests(self, faces: Iterable[tuple[str, str]]) -> None:
        """Remembers digests of faces by their places, but of those that were written just now."""
        for path, digest in faces:
            if standing := self._standing_faces.get(path):
                self._faces[path] = [*standing, digest]

    def standing(self, path: str) -> Kept | None:
        """Gives what is known of a file that need not be made again if it would come out the
        same.
        """
        return None if self._anew else self.known(path)

    def known(self, path: str) -> Kept | None:
        """Gives what is known of a file, if its bytes and those beside it are as they were made."""
        known = self._files.get(path)
        if known and all(map(self._is_whole, (known, *known.beside))):
            return known
        return None

    def put(self, artifact: Artifact) -> None:
        """Writes a file into the folder, and those beside it. One that went with an earlier file
        and is not made any more goes, unless somebody has changed it.

        Raises:
            OutputError: the folder cannot be written.
        """
        for file in (artifact, *artifact.beside):
            standing = atomic_write(file.content, self.folder / file.path)
            self._stamps[file.path] = as_stamp(standing)
        before = self._before.get(artifact.path)
        now = {file.path for file in artifact.beside}
        for old in before.beside if before else ():
            if old.path not in now and self._is_whole(old):
                with writing(self.folder / old.path):
                    (self.folder / old.path).unlink()
                del self._stamps[old.path]

    def add(self, kept: Kept) -> None:
        """Remembers a file that has been put there, or has been found to need no making."""
        self._files[kept.path] = kept

    def write(self) -> None:
        """Writes the file.

        Raises:
            OutputError: the folder cannot be written.
        """
        if not self._files and not self.folder.is_dir():
            return  # a build that has made nothing leaves no folder behind
        files = {path: dataclasses.asdict(self._files[path]) for path in sorted(self._files)}
        stamps = {path: self._stamps[path] for path in sorted(self._stamps)}
        whole = {"about": _ABOUT, "format": _FORMAT, "software": self._software}
        whole |= {"asked": self.asked, "stamps": stamps, "faces": self._faces, "files": files}
        content = json.dumps(whole, ensure_ascii=False, indent=1)
        atomic_write(content.encode("utf-8", "surrogatepass"), self.folder / NAME)

    def _is_whole(self, file: Kept) -> bool:
        """Says whether a file has the bytes that were made: by its stamp, else by its digest."""
        found = stamp(self.folder / file.path)
        if found is None or found[0] != file.bytes:
            return False
        if found == self._stamps.get(file.path):
            return True
        try:
            content = (self.folder / file.path).read_bytes()
        except OSError:
            return False
        if hashlib.sha256(content).hexdigest() != file.sha256:
            return False
        self._stamps[file.path] = found
        return True


def _read(folder: Path) -> dict[str, Any]:
    """Gives what the file says; nothing where there is none, or none that can be used."""
    try:
        read = json.loads((folder / NAME).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) and read.get("format") == _FORMAT else {}


def _files(read: Mapping[str, Any]) -> Iterator[tuple[str, Kept]]:
    for path, entry in _mapping(read.get("files")).items():
        try:
            yield path, _kept(entry)
        except (KeyError, TypeError, ValueError):
            continue  # damaged: made again


def _kept(entry: Any) -> Kept:
    """Gives what an entry of the file says; raises `KeyError`, `TypeError` or `ValueError` if it
    says something else.
    """
    made = Kept(
        **entry
        | {
            "findings": tuple(Finding(**found) for found in entry["findings"]),
            "beside": tuple(map(_kept, entry["beside"])),
        }
    )
    if not all(isinstance(text, str) for text in (made.path, made.key, made.sha256, made.places)):
        raise TypeError(entry)
    if ".." in Path(made.path).parts or Path(made.path).is_absolute():
        raise ValueError(entry)  # nothing outside the folder is ours
    return made


def _stamps(read: Mapping[str, Any]) -> Iterator[tuple[str, Stamp | None]]:
    for path, found in _mapping(read.get("stamps")).items():
        if isinstance(found, list) and len(found) == 4:
            yield path, (found[0], found[1], found[2], found[3])


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}

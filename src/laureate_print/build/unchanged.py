"""Finds that nothing has changed since an earlier build of the same, without loading a thing."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from laureate_print.build import software
from laureate_print.build.keys import digest
from laureate_print.build.records import Records
from laureate_print.build.sibling_files import named_beside
from laureate_print.model import (
    BEYOND_LIMITS,
    DIED,
    FAULT,
    UNREADABLE,
    Book,
    Edition,
    Finding,
    Job,
    Kept,
    Pair,
    Render,
    Single,
    Whole,
)
from laureate_print.outputs import OUTPUTS
from laureate_print.sources.folders import Stamp, project_files, stamp
from laureate_print.sources.loading import Sources, packaged_files

_EDITIONS: dict[str, type[Edition]] = {it.__name__: it for it in (Single, Pair, Book, Whole)}
_PASSING = (UNREADABLE, BEYOND_LIMITS, DIED, FAULT)  # another time it may end otherwise
_MOST = 16  # requests that are remembered
# A file may be written twice within one tick of its file system's clock (2 s on FAT) and keep its
# stamp: as long as it is that young, its bytes are looked at as well.
_YOUNG = 2_000_000_000  # ns


@dataclass(frozen=True, slots=True)
class Request:
    """What a build is asked for, as it stands on the command line."""

    documents: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    release: bool = False
    mockups: bool = False


class Look:
    """How all stood that a build is made from, before it was read.

    Args:
        root: the folder of the project.
        request: what is asked for.
        records: those of the output folder.
    """

    def __init__(self, root: Path, request: Request, records: Records) -> None:
        self._root, self._records = root, records
        self._request = digest(request)
        self._began = time.time_ns()
        self._seen = dict(_standing(root))

    def renders(self) -> list[Render] | None:
        """Gives how an earlier build of the same ended, if all stands as it stood then; else
        nothing.
        """
        entry = self._records.asked.get(self._request)
        try:
            return self._told(entry) if entry and self._is_as(entry) else None
        except (KeyError, TypeError, ValueError, IndexError, AttributeError):
            return None  # the record is damaged

    def _is_as(self, entry: Any) -> bool:
        stamps = {**self._seen, **{path: stamp(self._root / path) for path in entry["named"]}}
        beside = {path: stamp(self._records.folder / path) for path in entry["beside"]}
        return (
            entry["software"] == _software()
            and entry["sources"] == digest(stamps)
            and entry["beside"] == {path: it and list(it) for path, it in beside.items()}
            and all(_sha256(path) == known for path, known in entry["young"].items())
        )

    def _told(self, entry: Any) -> list[Render] | None:
        findings = [Finding(**found) for found in entry["findings"]]
        renders = []
        for row in entry["renders"]:
            document, template, kind, languages, output = row["job"]
            edition = _EDITIONS[kind](
                *(languages if kind in ("Single", "Pair") else [tuple(languages)])
            )
            job = Job(document, template, edition, OUTPUTS[output])
            kept = self._records.standing(job.path) if row["made"] else None
            if row["made"] and (kept is None or not {*row["beside"]} <= _names(kept)):
                return None
            found = tuple(findings[number] for number in row["findings"])
            renders.append(Render(job, None, found, tuple(row["drafts"]), kept, kept is not None))
        return renders

    def loaded(self, sources: Sources, jobs: Sequence[Job]) -> None:
        """Sees how that stands of which only the sources tell, before anything is made of it."""
        read = [*sources.own.files.values(), *([sources.profile] if sources.profile else [])]
        known = {file.path: file.digest for file in read if file.path in _named(sources)}
        self._named = {path: stamp(self._root / path) for path in _named(sources)}
        self._as_read = all(_sha256(self._root / path) == known[path] for path in known)
        self._beside = {path: stamp(self._records.folder / path) for path in _beside(sources, jobs)}

    def remember(self, renders: Sequence[Render]) -> None:
        """Remembers how a build of all that was seen ended."""
        numbers: dict[Finding, int] = {}
        rows = []
        for render in renders:
            job, found = (
                render.job,
                [numbers.setdefault(it, len(numbers)) for it in render.findings],
            )
            edition = [type(job.edition).__name__, list(job.edition.languages)]
            rows.append(
                {
                    "job": [job.document, job.template, *edition, job.output.name],
                    "made": render.kept is not None,
                    "beside": sorted(_names(render.kept)) if render.kept else [],
                    "findings": found,
                    "drafts": list(render.drafts),
                }
            )
        asked = self._records.asked
        asked.pop(self._request, None)
        if not self._as_read or any(finding.check in _PASSING for finding in numbers):
            return
        stamps = {**self._seen, **self._named}
        asked[self._request] = {
            "software": _software(),
            "sources": digest(stamps),
            "named": list(self._named),
            "young": {path: _sha256(path) for path in self._young(stamps)},
            "beside": self._beside,
            "findings": [dataclasses.asdict(finding) for finding in numbers],
            "renders": rows,
        }
        while len(asked) > _MOST:
            del asked[next(iter(asked))]

    def _young(self, stamps: dict[str, Stamp | None]) -> Iterator[str]:
        for path, found in stamps.items():
            if found and max(found[1], found[2]) > self._began - _YOUNG:
                yield str(self._root / path)


def _names(kept: Kept) -> set[str]:
    return {it.path for it in kept.beside}


def _standing(root: Path) -> Iterator[tuple[str, Stamp | None]]:
    """Gives how each file stands that `load` reads of a project and of the package, and each of
    this program.
    """
    for place in (project_files(root), packaged_files(), software.code_files()):
        yield from ((str(path), stamp(path)) for path in place)


def _named(sources: Sources) -> list[str]:
    """Gives the files that the project file may name, whether they are there or not."""
    project = sources.project
    named = (*project.theme.values(), *project.print.values())
    return [name for name in named if isinstance(name, str)]


def _beside(sources: Sources, jobs: Sequence[Job]) -> Iterator[str]:
    """Gives the files that web pages name where they stand, which are not of this build."""
    own = {job.path for job in jobs}
    for job in jobs:
        if job.output.tells_siblings:
            yield from (it.path for it in named_beside(sources, job) if it.path not in own)


def _software() -> str:
    """Gives a digest of what takes part in a render beside the sources, found in a moment: names
    with versions, without loading much.
    """
    installed = sorted({name for place in sys.path for name in _distributions(place)})
    ghostscript = shutil.which("gs") or ""
    return digest(
        sys.version,
        os.environ.get("SOURCE_DATE_EPOCH", ""),
        software.system_libraries(),
        [ghostscript, stamp(ghostscript)],
        installed,
    )


def _distributions(place: str) -> list[str]:
    try:
        names = [path.name for path in Path(place).iterdir()]
    except OSError:
        return []
    return [name for name in names if name.endswith((".dist-info", ".pth"))]


def _sha256(path: str | Path) -> str:
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError:
        return ""

"""The story of a look at an archival package: is it as it was, does it read right, does it come out
again.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from laureate_print.build import software
from laureate_print.build.apart import apart
from laureate_print.build.render import composed, finished
from laureate_print.checks import CHECKS, examine
from laureate_print.errors import InputError
from laureate_print.model import Artifact, Finding, Job, Limits, printable
from laureate_print.package import (
    bagit,
    containers,
    differences,
    fixity,
    job_records,
    payload,
    validation,
)
from laureate_print.package.create import Show, invalid, rendered
from laureate_print.sources.loading import Sources, load

# What a look at a whole bag may take; a hundred gigabytes take about half of it.
_OF_A_BAG = Limits(seconds=1800, memory=2000)


def verify(place: Path, rebuild: bool, workers: int, show: Show) -> tuple[Finding, ...]:
    """Gives all that is wrong with a bag, a folder or a zip: fixity, validity, words; `rebuild`
    makes it again, too.

    Raises:
        InputError: there is no bag, or it cannot be read, or it is none of ours.
        LimitError: it takes too much time or memory.
    """
    with _opened(place) as (bag, changed):
        with apart(_differences, _OF_A_BAG) as differ:
            findings: list[Finding] = differ(str(place), bag)
        data = bag / "data"
        if not findings and not (data / payload.VERSIONS).is_file():
            raise InputError(
                f"{place} is a whole bag, but none of laureate-print: there is nothing in it to"
                " render"
            )
        if changed and not findings:
            message = f"{place.name} differs at {changed} from what its files make"
            findings.append(
                Finding("zip_is_as_it_was", "error", message, str(place), "take another copy of it")
            )
        if findings:  # what was changed is not worth a second look
            return tuple(findings)
        findings += _looked_at(data)
        if rebuild:
            sources = _sources(data)
            findings += _rebuilt(sources, data, _jobs(data), workers, show)
    return tuple(dict.fromkeys(findings))


def _differences(bag: Path) -> list[Finding]:
    try:
        return list(fixity.differences(bag))
    except OSError as error:  # no leave to read it, a path that is too long, a disk that is broken
        where = printable(str(error.filename or bag))[-160:]
        raise InputError(f"cannot read {where}: {error.strerror}") from error


def _looked_at(data: Path) -> Iterator[Finding]:
    """Has the artifacts judged, and reads each back, in a process that may die of it."""
    jobs = _jobs(data)
    made = [path for path in bagit.files(data) if path.startswith(payload.ARTIFACTS)]
    yield from invalid(tuple(validation.validate(data, made)) if validation.command() else ())
    with apart(_read_back, Limits()) as read_back:
        for path in made:
            if path not in jobs:
                message = f"nothing in {job_records.NAME} says what made it"
                yield Finding("artifacts_are_recorded", "error", message, printable(path))
            elif path.endswith(jobs[path].path):
                yield from read_back(path, data, path, jobs[path])


@contextmanager
def _opened(place: Path) -> Iterator[tuple[Path, str]]:
    """Gives the folder of a bag, and where its zip is not as it was."""
    if place.is_dir():
        yield place, ""
    elif place.is_file():
        with (
            tempfile.TemporaryDirectory() as folder,
            apart(containers.unpack, _OF_A_BAG) as unpack,
        ):
            yield unpack(str(place), place, Path(folder))
    else:
        raise InputError(f"there is no {place}; name the folder or zip of a bag")


@functools.lru_cache(maxsize=1)  # in a process apart, which sees one bag
def _sources(data: Path) -> Sources:
    """Gives the project in a bag, and nothing besides: nothing packaged stands in for what it
    lacks.
    """
    return load(data / payload.PROJECT, alone=True, epoch=_versions(data)["SOURCE_DATE_EPOCH"])


def _versions(data: Path) -> dict[str, Any]:
    """Gives what a bag says of the programs that made it.

    Raises:
        InputError: it does not say so as ours do.
    """
    try:
        said = json.loads((data / payload.VERSIONS).read_text(encoding="utf-8"))
        parts = {
            kind: {str(name): str(version) for name, version in said[kind].items()}
            for kind in ("libraries", "packages")
        }
        return {"SOURCE_DATE_EPOCH": str(said.get("SOURCE_DATE_EPOCH", ""))} | parts
    except (OSError, ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{payload.VERSIONS} is not as laureate-print writes it") from error


def _jobs(data: Path) -> dict[str, Job]:
    """Gives the job of each artifact by its path below `data/`."""
    record = data / job_records.NAME
    if not record.is_file():
        raise InputError(f"{job_records.NAME} is missing: nothing says what made the artifacts")
    return job_records.read(record.read_bytes(), job_records.NAME)


def _read_back(data: Path, path: str, job: Job) -> list[Finding]:
    """Looks at an artifact as the build did before it was written, with the catalogs of the bag."""
    context, _ = composed(_sources(data), job)
    artifact = Artifact(path.removeprefix(f"{payload.ARTIFACTS}/"), (data / path).read_bytes())
    return [
        dataclasses.replace(finding, where=f"{path}: {finding.where}" if finding.where else path)
        for finding in examine(CHECKS.artifact, finished(context, artifact))
    ]


def _rebuilt(
    sources: Sources, data: Path, jobs: Mapping[str, Job], workers: int, show: Show
) -> Iterator[Finding]:
    """Makes every artifact of a bag again and compares the bytes."""
    yield from _other_versions(data)
    check, hint = "artifacts_are_made_again", "see the versions above"
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / payload.ARTIFACTS
        wanted = list(dict.fromkeys(jobs.values()))
        renders, again = rendered(sources, wanted, place, workers, release=False, show=show)
        for render in renders:
            yield from (finding for finding in render.findings if finding.severity == "error")
        for path in sorted({*jobs, *again}):
            if path not in jobs or path not in again:
                verb = "not made again" if path in jobs else "made, but is not in the bag"
                yield Finding(check, "error", f"{path} was {verb}", path, hint)
                continue
            before, after = (data / path).read_bytes(), (Path(folder) / path).read_bytes()
            if difference := differences.difference(before, after):
                yield Finding(check, "error", f"made again it differs at {difference}", path, hint)


def _other_versions(data: Path) -> Iterator[Finding]:
    """Tells what is installed here in another version than the bag names."""
    named = _versions(data)
    here = {"libraries": software.libraries(), "packages": software.packages()}
    for kind, found in here.items():
        for name, version in named[kind].items():
            if found.get(name, "") != version:
                message = f"{name} {version} took part, here is {found.get(name) or 'none'}"
                hint = (
                    f"install what data/{payload.LOCK} names"
                    if kind == "packages"
                    else "other bytes may come of it"
                )
                yield Finding(
                    "versions_are_those_named", "warning", message, f"data/{payload.VERSIONS}", hint
                )

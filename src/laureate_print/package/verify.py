"""The story of a look at an archival package: is it as it was, does it read right, does it come out
again.
"""

from __future__ import annotations

import dataclasses
import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from laureate_print.build.render import composed, open_case
from laureate_print.checks import examine
from laureate_print.errors import InputError
from laureate_print.model import Artifact, Finding
from laureate_print.package import (
    containers,
    differences,
    fixity,
    payload,
    software,
    tag_files,
    validation,
)
from laureate_print.package.create import Show, invalid, job_of, rendered
from laureate_print.sources.project import Project, find_project, source_date


def verify(place: Path, rebuild: bool, workers: int, show: Show) -> tuple[Finding, ...]:
    """Gives all that is wrong with a bag, a folder or a zip: fixity, validity, words; `rebuild`
    makes it again, too.

    Raises:
        InputError: there is no bag, or it cannot be read.
    """
    with _opened(place) as (bag, changed):
        findings = list(fixity.differences(bag))
        if changed and not findings:
            message = f"{place.name} differs at {changed} from what its files make"
            findings.append(
                Finding("zip_is_as_it_was", "error", message, str(place), "take another copy of it")
            )
        if findings:  # what was changed is not worth a second look
            return tuple(findings)
        data = bag / "data"
        if not (data / payload.VERSIONS).is_file():
            raise InputError(
                f"{place} is a whole bag, but none of laureate-print: there is nothing in it to"
                " render"
            )
        project = _project(data)
        made = [path for path in tag_files.files(data) if path.startswith(payload.ARTIFACTS)]
        findings += invalid(tuple(validation.validate(data, made)) if validation.command() else ())
        for path in made:
            if not path.endswith((".png", ".spreads.print.pdf")):
                findings += _read_back(project, data, path)
        if rebuild:
            findings += _rebuilt(project, data, made, workers, show)
    return tuple(dict.fromkeys(findings))


@contextmanager
def _opened(place: Path) -> Iterator[tuple[Path, str]]:
    """Gives the folder of a bag, and where its zip is not as it was."""
    if place.is_dir():
        yield place, ""
    elif place.is_file():
        with tempfile.TemporaryDirectory() as folder:
            yield containers.unpack(place, Path(folder))
    else:
        raise InputError(f"there is no {place}; name the folder or zip of a bag")


def _project(data: Path) -> Project:
    """Gives the project in a bag, and nothing besides: nothing packaged stands in for what it
    lacks.
    """
    root = data / payload.PROJECT
    versions = json.loads((data / payload.VERSIONS).read_text(encoding="utf-8"))
    epoch = source_date(versions.get("SOURCE_DATE_EPOCH", ""))
    return dataclasses.replace(find_project(root), folders=(root.resolve(),), epoch=epoch)


def _read_back(project: Project, data: Path, path: str) -> Iterator[Finding]:
    """Looks at an artifact as the build did before it was written, with the catalogs of the bag."""
    job = job_of(path)
    case, _ = composed(project, open_case(project, job, release=False))
    artifact = Artifact(path.removeprefix(f"{payload.ARTIFACTS}/"), (data / path).read_bytes())
    for finding in examine("artifact", dataclasses.replace(case, artifact=artifact)):
        yield dataclasses.replace(
            finding, where=f"{path}: {finding.where}" if finding.where else path
        )


def _rebuilt(
    project: Project, data: Path, made: Sequence[str], workers: int, show: Show
) -> Iterator[Finding]:
    """Makes every artifact of a bag again and compares the bytes."""
    yield from _other_versions(data)
    jobs = list(dict.fromkeys(job_of(path) for path in made))
    with tempfile.TemporaryDirectory() as folder:
        for render in rendered(
            project, jobs, Path(folder) / payload.ARTIFACTS, workers, release=False, show=show
        ):
            yield from (finding for finding in render.findings if finding.severity == "error")
        again = tag_files.files(Path(folder))
        for path in sorted({*made, *again}):
            if path not in made or path not in again:
                message = (
                    f"{path} was"
                    f" {'not made again' if path in made else 'made, but is not in the bag'}"
                )
                yield Finding(
                    "artifacts_are_made_again", "error", message, path, "see the versions above"
                )
            elif place := differences.difference(
                (data / path).read_bytes(), (Path(folder) / path).read_bytes()
            ):
                message = f"made again it differs at {place}"
                yield Finding(
                    "artifacts_are_made_again", "error", message, path, "see the versions above"
                )


def _other_versions(data: Path) -> Iterator[Finding]:
    """Tells what is installed here in another version than the bag names."""
    named = json.loads((data / payload.VERSIONS).read_text(encoding="utf-8"))
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

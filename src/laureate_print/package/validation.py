"""Has veraPDF judge PDFs by the standards that they declare, where it is installed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from laureate_print.errors import LimitError, MissingToolError
from laureate_print.outputs import OUTPUTS

_AT_ONCE = 100  # files; the command line has an end
_STARTS, _OF_ONE = 60, 60  # seconds that it may take to begin, and for each file


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a validator says of a file by one standard: the rules that it breaks, none if it is
    valid.
    """

    path: str
    validator: str
    profile: str
    broken: tuple[str, ...]


def promised(path: str) -> tuple[str, ...]:
    """Gives the standards by which a file is to be judged."""
    ending = path.rpartition("/")[2].partition(".")[2]
    found = (output.standards for output in OUTPUTS.values() if output.ending == ending)
    return next(found, ())


def command() -> tuple[str, ...]:
    """Gives how veraPDF is called here; nothing if it is not installed."""
    if found := shutil.which("verapdf"):
        return (found,)
    jars = sorted((Path(sys.prefix) / "share" / "verapdf").glob("*.jar"))
    java = shutil.which("java")
    return (
        (java, "-cp", str(jars[-1]), "org.verapdf.apps.GreenfieldCliWrapper")
        if jars and java
        else ()
    )


def validate(folder: Path, paths: Sequence[str]) -> Iterator[Verdict]:
    """Gives the verdicts on PDFs of a folder by each standard that they declare; one not declared
    is one not kept.

    Raises:
        MissingToolError: veraPDF does not run.
    """
    judged = sorted(path for path in paths if promised(path))
    for start in range(0, len(judged), _AT_ONCE):
        yield from _judged(folder, judged[start : start + _AT_ONCE])


def _judged(folder: Path, paths: Sequence[str]) -> Iterator[Verdict]:
    files = {str((folder / path).absolute()): path for path in paths}  # as the report names them
    call = [*command(), "-f", "0", "--format", "json", *files]  # 0: all that a file declares
    # It ends with 1 where a file is not valid: the report says so; one that cannot be read is an
    # error below.
    most = _STARTS + _OF_ONE * len(paths)
    try:
        done = subprocess.run(call, capture_output=True, check=False, timeout=most)  # noqa: S603 - our own paths
    except subprocess.TimeoutExpired as error:
        raise LimitError(f"veraPDF took more than {most} s for {len(paths)} files") from error
    try:
        report = json.loads(done.stdout)["report"]
        release = next(part["version"] for part in report["buildInformation"]["releaseDetails"])
        for job in report["jobs"]:
            path = files.pop(job["itemDetails"]["name"])
            yield from _verdicts(path, f"veraPDF {release}", job.get("validationResult", ()))
        if files:
            raise KeyError(next(iter(files)))
    except (ValueError, KeyError, StopIteration) as error:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        complaints = [line for line in said if line.strip() and not line.startswith("\tat ")]
        complaint = complaints[-1].strip() if complaints else "no report"
        raise MissingToolError(f"veraPDF does not run: {complaint}; see: doctor") from error


def _verdicts(path: str, validator: str, results: Sequence[dict[str, Any]]) -> Iterator[Verdict]:
    left = list(promised(path))
    for result in results:
        rules = result["details"]["ruleSummaries"] if not result["compliant"] else ()
        broken = tuple(dict.fromkeys(f"{rule['specification']} {rule['clause']}" for rule in rules))
        profile = result["profileName"].removesuffix(" validation profile")
        yield Verdict(
            path, validator, profile, broken if broken or result["compliant"] else ("a rule",)
        )
        left = [name for name in left if not profile.lower().startswith(name.lower())]
    for name in left:
        yield Verdict(path, validator, name, ("the file does not declare it",))

"""Has veraPDF judge PDFs by the standards that they declare, where it is installed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from laureate_print.errors import MissingToolError

# What the outputs promise, by file ending, as veraPDF calls it.
FLAVOURS = {".archive.pdf": ("4f", "ua2", "wt1a", "wt1r"), ".pdf": ("2a", "ua1")}
_AT_ONCE = 60  # files; the command line has an end


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a validator says of a file by one standard: the rules that it breaks, none if it is valid."""

    path: str
    validator: str
    profile: str
    broken: tuple[str, ...]


def promised(path: str) -> tuple[str, ...]:
    """Gives the standards by which a file is to be judged; none for a print file, which veraPDF does not know."""
    if path.endswith(".print.pdf"):
        return ()
    return next((flavours for ending, flavours in FLAVOURS.items() if path.endswith(ending)), ())


def command() -> tuple[str, ...]:
    """Gives how veraPDF is called here; nothing if it is not installed."""
    if found := shutil.which("verapdf"):
        return (found,)
    jars = sorted((Path(sys.prefix) / "share" / "verapdf").glob("*.jar"))
    java = shutil.which("java")
    return (java, "-cp", str(jars[-1]), "org.verapdf.apps.GreenfieldCliWrapper") if jars and java else ()


def validate(folder: Path, paths: Sequence[str]) -> Iterator[Verdict]:
    """Gives the verdicts on PDFs of a folder, in the order of standards and files.

    Raises:
        MissingToolError: veraPDF does not run.
    """
    for flavour in dict.fromkeys(flavour for path in paths for flavour in promised(path)):
        judged = sorted(path for path in paths if flavour in promised(path))
        for start in range(0, len(judged), _AT_ONCE):
            yield from _judged(folder, flavour, judged[start : start + _AT_ONCE])


def _judged(folder: Path, flavour: str, paths: Sequence[str]) -> Iterator[Verdict]:
    files = {str(folder / path): path for path in paths}
    call = [*command(), "-f", flavour, "--format", "json", *files]
    done = subprocess.run(call, capture_output=True, check=False)  # noqa: S603 - our own paths
    try:
        report = json.loads(done.stdout)["report"]
        release = next(part["version"] for part in report["buildInformation"]["releaseDetails"])
        for job in report["jobs"]:
            [result] = job["validationResult"]
            rules = result["details"]["ruleSummaries"] if not result["compliant"] else ()
            broken = tuple(dict.fromkeys(f"{rule['specification']} {rule['clause']}" for rule in rules))
            if not result["compliant"] and not broken:
                broken = ("unknown",)
            yield Verdict(files[job["itemDetails"]["name"]], f"veraPDF {release}", result["profileName"], broken)
    except (ValueError, KeyError, StopIteration) as error:
        told = done.stderr.decode(errors="replace").strip().splitlines()
        raise MissingToolError(f"veraPDF does not run: {told[-1] if told else 'no report'}; see: doctor") from error

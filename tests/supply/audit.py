"""Says which locked packages a file of advisories names (OSV, JSON: one, a list, or one a line).

Called as `python -m tests.supply.audit FILE`, or `make audit ADVISORIES=FILE`; asks no network.
Exit code 1 if a package is named, 3 if the file cannot be read.
"""

import json
import sys
from pathlib import Path

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from tests.supply.parts import packages


def advisories(text):
    try:
        read = json.loads(text)
    except ValueError:
        read = [json.loads(line) for line in text.splitlines() if line.strip()]
    return read.get("vulns", [read]) if isinstance(read, dict) else read


def named(found, locked):
    """Gives each package that an advisory affects: id, name, version, what mends it."""
    versions = {}
    for part in locked:
        versions.setdefault(part.name, []).append(part.version)
    for advisory in found:
        if advisory.get("withdrawn"):
            continue
        for affected in advisory.get("affected", ()):
            package = affected.get("package", {})
            if package.get("ecosystem", "").partition(":")[0] != "PyPI":
                continue
            name = canonicalize_name(package["name"])
            for version in versions.get(name, ()):
                if is_affected(version, affected):
                    yield advisory["id"], name, version, ", ".join(mends(affected))


def is_affected(version, affected):
    """By the list of versions, or by a range (OSV schema, evaluation)."""
    if version in affected.get("versions", ()):
        return True
    return any(
        is_within(Version(version), row["events"])
        for row in affected.get("ranges", ())
        if row.get("type") == "ECOSYSTEM"
    )


def is_within(version, events):
    inside = False
    for event in sorted(events, key=lambda event: place(next(iter(event.values())))):
        [(kind, at)] = event.items()
        if kind == "introduced" and version >= place(at):
            inside = True
        elif (kind == "fixed" and version >= place(at)) or (
            kind == "last_affected" and version > place(at)
        ):
            inside = False
    return inside


def place(at):
    try:
        return Version(at)
    except InvalidVersion:
        return Version("0.dev0")


def mends(affected):
    for row in affected.get("ranges", ()):
        yield from (event["fixed"] for event in row.get("events", ()) if "fixed" in event)


def main(path):
    try:
        found = advisories(Path(path).read_text(encoding="utf-8"))
        rows = sorted(set(named(found, packages())))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        print(f"{path} is no file of advisories as OSV has them: {error}", file=sys.stderr)
        return 3
    for name, package, version, mended in rows:
        print(
            f"{package} {version}: {name}; {f'mended in {mended}' if mended else 'not mended yet'}"
        )
    print(f"{len(found)} advisories, {len(packages())} packages, {len(rows)} found")
    return int(bool(rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

"""What is locked is what `pyproject.toml` asks for, by hash, and says nothing of where it comes from."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

LOCK = ROOT / ".ci" / "lock"
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = PYPROJECT["dependency-groups"]
PROGRAM = PYPROJECT["project"]["dependencies"]
CLUSTER = PYPROJECT["project"]["optional-dependencies"]["cluster"]
ASKED = {
    "lock.txt": GROUPS["lock"],
    "build.txt": [*PROGRAM, *GROUPS["build"]],
    "test.txt": [*PROGRAM, *CLUSTER, *GROUPS["build"], *GROUPS["test"]],
}
OURS = "laureate-print-fonts"  # found in the checkout, in a bag among the project's own
ENTRY = re.compile(
    r"(?P<name>[a-z0-9-]+)==(?P<version>[^ ;]+)(?: ; [^\\]+)?(?: \\\n    --hash=sha256:[0-9a-f]{64})+\n"
)


def locked(name):
    """The entries of a lock file, of which nothing is left over: (package, version), as written."""
    text = (LOCK / name).read_text(encoding="utf-8")
    entries = list(ENTRY.finditer(text))
    assert "".join(entry[0] for entry in entries) == text, "there is more than packages with hashes"
    return {(entry["name"], entry["version"]): entry[0] for entry in entries}


def test_every_lock_file_is_known():
    assert {path.name for path in LOCK.iterdir()} == set(ASKED)


@pytest.mark.parametrize("name", ASKED)
def test_each_package_that_is_asked_for_is_locked_in_a_version_that_fits(name):
    versions = {}
    for package, version in locked(name):
        versions.setdefault(package, []).append(version)
    for requirement in map(Requirement, ASKED[name]):
        package = canonicalize_name(requirement.name)
        if package == OURS:
            assert package not in versions
        else:
            assert versions.get(package), f"{requirement} is not locked; run: make lock"
            for version in versions[package]:
                assert requirement.specifier.contains(version), f"{requirement}, not {version}"


def test_tests_run_on_the_very_packages_of_the_program():
    assert locked("build.txt").items() <= locked("test.txt").items()

"""Runs the engine's own tests, plain and mended, and writes docs/engine.md: `make engine-suite`.

They come with the source package of the very version that is installed, fetched by the hash in the
lock file. All run in one process each time, so that what outlives a document shows.
"""

import os
import re
import subprocess
import sys
import tarfile
from pathlib import Path
from xml.etree import ElementTree

from laureate_print.build.software import system_libraries
from laureate_print.pdf_engine.loading import VERSION

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "build" / f"engine-suite-{VERSION}"
LOCK = ROOT / ".ci" / "lock" / "build.txt"
REPORT = ROOT / "docs" / "engine.md"
PLUGIN = """from laureate_print.pdf_engine import load_engine

assert load_engine().pdf.Stream.__module__.startswith("laureate_print.")
"""
# Tests that fail because a mend means it so, each with the reason; no other may fail.
MEANT: dict[str, str] = {}
TEXT = """# The engine's own tests

WeasyPrint {version} has tests of its own. `make engine-suite` fetches them with its source package, runs them plain and
then with the mends of `pdf_engine.load_engine()` in place, each time in one process, and writes this page. A test that
fails with the mends alone stops it, unless the table `MEANT` in `tests/engine_suite.py` gives the reason.

| | passed | failed | expected to fail (by the engine's authors) |
|---|---:|---:|---:|
| plain | {plain[passed]} | {plain[failed]} | {plain[expected]} |
| mended | {mended[passed]} | {mended[failed]} | {mended[expected]} |

Fail with the mends alone: {alone}.

Seen with Python {python}, Pango {pango} and HarfBuzz {harfbuzz}. What fails plain too is no matter of
the mends:

{failing}
"""


def main():
    fetch()
    plain, mended = run("plain"), run("mended", "-p", "mended")
    failing = {
        kind: {name for name, how in found.items() if how == "failed"}
        for kind, found in (("plain", plain), ("mended", mended))
    }
    alone = failing["mended"] - failing["plain"]
    report(plain, mended, sorted(failing["plain"]), sorted(alone))
    for name in sorted(alone):
        print(f"fails with the mends alone: {name}: {MEANT.get(name, 'NO REASON KNOWN')}")
    for name in sorted(MEANT.keys() - alone):
        print(f"fails no longer, or fails plain too: {name}; take it out of MEANT")
    print(
        f"{len(plain)} tests, {len(failing['plain'])} fail plain, {len(alone)} with the mends alone"
    )
    sys.exit(alone != MEANT.keys())


def fetch():
    """Puts the tests of the source package into a folder of their own."""
    if (FOLDER / "tests").is_dir():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = re.search(rf"^weasyprint=={VERSION} (.*\\\n)+.*\n", LOCK.read_text("utf-8"), re.M)
    (FOLDER / "wanted.txt").write_text(wanted[0], encoding="utf-8")
    options = ["--no-binary", "weasyprint", "--no-deps", "--require-hashes", "-r", "wanted.txt"]
    command = [sys.executable, "-m", "pip", "download", "--quiet", *options]
    subprocess.run(command, cwd=FOLDER, check=True)
    with tarfile.open(FOLDER / f"weasyprint-{VERSION}.tar.gz") as archive:
        archive.extractall(FOLDER, filter="data")
    (FOLDER / f"weasyprint-{VERSION}" / "tests").rename(FOLDER / "tests")


def run(kind, *options):
    """Runs all tests; gives for each by name whether it passed, failed or was expected to fail."""
    print(f"running the engine's tests, {kind}")
    (FOLDER / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")  # none of this project's
    (FOLDER / "mended.py").write_text(PLUGIN, encoding="utf-8")
    result = FOLDER / f"{kind}.xml"
    result.unlink(missing_ok=True)
    command = ["-m", "pytest", "-q", "--tb=no", "--no-header", "-p", "no:cacheprovider", *options]
    paths = os.pathsep.join([str(FOLDER), str(ROOT / "src")])
    with (FOLDER / f"{kind}.txt").open("w") as output:
        subprocess.run(
            [sys.executable, *command, f"--junitxml={result}", "tests"],
            cwd=FOLDER,
            env={**os.environ, "PYTHONPATH": paths},
            stdout=output,
            check=False,  # it says so too where a test fails
        )
    found = {}
    for case in ElementTree.parse(result).iter("testcase"):  # noqa: S314 - pytest's own report
        kinds = {child.tag for child in case}
        how = "failed" if kinds & {"failure", "error"} else "passed"
        found[f"{case.get('classname')}.{case.get('name')}"] = (
            "expected" if "skipped" in kinds else how
        )
    assert len(found) > 4000, f"only {len(found)} tests ran; see {output.name}"
    return found


def report(plain, mended, failing, alone):
    libraries = system_libraries()

    def counts(found):
        ways = list(found.values())
        return {way: ways.count(way) for way in ("passed", "failed", "expected")}

    rows = [f"| `{name}` | {MEANT.get(name, '**none**')} |" for name in alone]
    table = "\n\n" + "\n".join(["| test | reason |", "|---|---|", *rows]) if rows else "nothing"
    text = TEXT.format(
        version=VERSION,
        plain=counts(plain),
        mended=counts(mended),
        alone=table,
        python=".".join(map(str, sys.version_info[:2])),
        pango=libraries["Pango"],
        harfbuzz=libraries["HarfBuzz"],
        failing="\n".join(f"- `{name}`" for name in failing),
    )
    REPORT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

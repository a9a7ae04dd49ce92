"""Writes docs/web-edition.md and the record behind the accessibility paper, from one run of these
tests.
"""

import datetime as dt
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from tests.conftest import DOCUMENT, LANGUAGES, ROOT
from tests.readers import NODE_MODULES
from tests.readers.browser import program
from tests.record import SHEET

RECORD = SHEET.with_name("record.toml")
REPORT = ROOT / "docs" / "web-edition.md"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TEXT = """# The web edition

What was measured of every page, in a real browser. `make web-edition` runs the tests of `tests/outputs/web/`, writes this page
from what they measured, and renews the record behind `accessibility.html`. `make test` runs the same tests, those of colours, focus and speed on some of the
pages.

- **bytes**: the whole file, fonts and all. The limit is 61,000 for editions in Latin and Cyrillic letters, 250,000 for
  Japanese, Chinese and Korean, 120,000 for all others.
- **axe**: violations of any rule of axe-core, best practices and experimental rules too. What it leaves to a person is
  explained in `tests/outputs/web/incomplete.toml`.
- **Nu**: messages of the Nu HTML checker, errors, warnings and remarks.
- **Lighthouse**: performance on its simulated slow phone · accessibility · best practices · SEO, of 100.
- **320 px**: parts that pass a window of 320 CSS px (1280 at 400 %), are cut off or cover others.
- **contrast**: the least ratio of any line of text, from the painted picture, in the light · in the dark scheme.

| edition | bytes | axe | Nu | Lighthouse | 320 px | contrast |
| --- | ---: | ---: | ---: | --- | ---: | --- |
"""


def tools():
    """The tools of the tests, with their versions."""
    from importlib.metadata import version

    def npm(name):
        return json.loads((NODE_MODULES / name / "package.json").read_text(encoding="utf-8"))[
            "version"
        ]

    wording = subprocess.run(
        [program(), "--version", "--no-sandbox"], capture_output=True, text=True, check=True
    ).stdout
    return {
        "Chromium": re.search(r"[\d.]+", wording)[0],
        "axe-core": npm("axe-core"),
        "Nu HTML Checker": npm("vnu-jar"),
        "Lighthouse": npm("lighthouse"),
        "Playwright": version("playwright"),
    }


def recorded(passed):
    """The record as TOML."""
    lines = [
        (
            "# What the tests of tests/outputs/web/ saw; `make web-edition` writes this file. The paper on"
            " accessibility tells it."
        ),
        f'date = "{dt.datetime.now(dt.UTC).astimezone(dt.timezone(dt.timedelta(hours=9))).date()}"',
        f'documents = ["{DOCUMENT}"]',
        f"languages = {json.dumps(LANGUAGES)}",
        "passed = [",
        *(f'  "{name}",' for name in passed),
        "]",
        "",
        "[tools]",
        *(f'"{name}" = "{version}"' for name, version in tools().items()),
    ]
    return "\n".join(lines) + "\n"


def claimed():
    """The tests that the sheet claims."""
    criteria = tomllib.loads(SHEET.read_text(encoding="utf-8"))["criterion"]
    return sorted({claim for criterion in criteria for claim in criterion["tests"]})


def written(saw):
    """The report as Markdown."""
    scores = {it: [saw[f"lighthouse {kind} {it}"] for kind in CATEGORIES] for it in LANGUAGES}
    contrast = {
        it: [saw[f"contrast {scheme} {it}"] for scheme in ("light", "dark")] for it in LANGUAGES
    }

    def column(name):
        return [saw[f"{name} {it}"] for it in LANGUAGES]

    sizes, counted = column("bytes"), [column(name) for name in ("axe", "nu", "overflow 320")]
    rows = [
        [
            it,
            f"{size:,}",
            axe,
            nu,
            " · ".join(map(str, scores[it])),
            over,
            " · ".join(f"{x:.1f}" for x in contrast[it]),
        ]
        for it, size, axe, nu, over in zip(LANGUAGES, sizes, *counted, strict=True)
    ]
    full = sum(set(row) == {100} for row in scores.values())
    axe, nu, over = map(sum, counted)
    least = f"{min(min(row) for row in contrast.values()):.1f}"
    total = [
        "**all**",
        f"{min(sizes):,}–{max(sizes):,}",
        axe,
        nu,
        f"full in {full} of {len(LANGUAGES)}",
        over,
        least,
    ]
    lines = "".join(f"| {' | '.join(map(str, row))} |\n" for row in [*rows, total])
    names = " · ".join(f"{name} {version}" for name, version in tools().items())
    return f"{TEXT}{lines}\n## Tools\n\n{names}\n"


def main():
    """Runs the tests as if all claims held, and writes what they saw; where a claim fails, nothing
    is changed.
    """
    before = RECORD.read_text(encoding="utf-8") if RECORD.is_file() else ""
    RECORD.write_text(recorded(claimed()), encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "record.json"
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-n",
            "2",
            "tests/outputs/web",
            "--record",
            str(file),
        ]
        done = subprocess.run(command, cwd=ROOT)
        saw = json.loads(file.read_text(encoding="utf-8"))
    if done.returncode:
        RECORD.write_text(before, encoding="utf-8")
        print("some tests failed: the record stays as it was")
        return done.returncode
    RECORD.write_text(
        recorded([name for name in saw["passed"] if name in claimed()]), encoding="utf-8"
    )
    REPORT.write_text(written(saw["measured"]), encoding="utf-8")
    print(f"{REPORT.relative_to(ROOT)} and {RECORD.relative_to(ROOT)} are written")
    return 0


if __name__ == "__main__":
    sys.exit(main())

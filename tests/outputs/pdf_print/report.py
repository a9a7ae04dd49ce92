"""Writes docs/print-files.md: every print file, built and read back by the preflight, in one table."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pikepdf

from tests.conftest import DOCUMENT, LANGUAGES, ROOT, run

REPORT = ROOT / "docs" / "print-files.md"
SIZES = {
    "leaflet": (210, 297),
    "trifold": (297, 210),
    "poster": (420, 594),
    "booklet": (148, 210),
}  # mm, trimmed
MM = 72 / 25.4
TEXT = """# Print files

Every print file, built and read back. `make print-files` builds them and writes this page from what the preflight
(`laureate-print inspect FILE.print.pdf`) tells of the finished bytes.

- **findings**: what a print shop would complain of.
- **total ink**: the worst square millimetre of any page, in %, measured on Ghostscript's plates; the limit is 300.
- **thinnest line**: of the work itself, in pt; the limit is 0.25.
- **text**, **white**, **ruby**: the smallest in pt; the floors are 8, 7 and 6, and 7 for what goes with the text.
- **contrast**: the least of any text with what is behind it, as FOGRA39 prints it; it needs 4.5, large text 3.
- **over**: texts and lines of black that print over their ground.
- **box error**: how far a media, bleed or trim box is from what it should be, at most, in pt.

| template | edition | pages | findings | total ink | thinnest line | text | white | ruby | contrast | over | box error |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
"""


def built(folder):
    """Builds all that goes to a print shop: each template in each language, a pair, a book of eight
    languages.
    """
    for chosen in ([], ["-l", "ja+en"]):
        done = run("build", "-o", "print", "--out", folder, "--jobs", "2", *chosen, timeout=3600)
        if done.returncode:
            sys.exit(done.stdout + done.stderr)
    return sorted((folder / DOCUMENT).rglob("*.print.pdf"), key=order)


def order(file):
    edition = file.parent.name
    place = LANGUAGES.index(edition) if edition in LANGUAGES else len(LANGUAGES)
    return list(SIZES).index(file.name.partition(".")[0]), place, edition


def answer(file):
    """Gives a row of the table."""
    done = subprocess.run(
        [sys.executable, "-m", "laureate_print", "inspect", str(file), "--json"],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    [facts] = json.loads(done.stdout)["files"]
    template = file.name.partition(".")[0]
    edition = file.parent.name if file.parent.name != DOCUMENT else "eight languages"
    sheets = facts["sheets"]
    return [
        template,
        edition,
        len(sheets),
        len(facts["findings"]),
        max(sheet["total ink"]["square millimetre"] for sheet in sheets),
        min(
            (sheet["thinnest line"]["pt"] for sheet in sheets if sheet["thinnest line"]),
            default=None,
        ),
        *(smallest(sheets, kind) for kind in ("text", "reversed", "ruby")),
        min(sheet["least contrast"]["ratio"] for sheet in sheets if sheet["least contrast"]),
        sum(sheet["overprint"]["texts"] + sheet["overprint"]["lines"] for sheet in sheets),
        error(file, *SIZES[template]),
    ]


def smallest(sheets, kind):
    sizes = [sheet["smallest of a kind"].get(kind) for sheet in sheets]
    return min(filter(None, sizes), default=None)


def error(file, width, height):
    """Gives the largest deviation of a box of a file, in pt."""
    with pikepdf.open(file) as pdf:
        return max(
            abs(float(value) - wanted)
            for page in pdf.pages
            for name, edge in (("Media", 0), ("Bleed", 12), ("Trim", 15))
            for value, wanted in zip(
                page[f"/{name}Box"],
                (edge * MM, edge * MM, (width + 30 - edge) * MM, (height + 30 - edge) * MM),
                strict=True,
            )
        )


def main():
    """Builds, reads back and writes the page."""
    with tempfile.TemporaryDirectory() as folder:
        rows = [answer(file) for file in built(Path(folder))]
    whole = [
        "**all**",
        f"{len(rows)} files",
        sum(row[2] for row in rows),
        sum(row[3] for row in rows),
        max(row[4] for row in rows),
        *(min(row[place] for row in rows if row[place]) for place in range(5, 10)),
        sum(row[10] for row in rows),
        max(row[11] for row in rows),
    ]
    lines = [
        [
            *row[:4],
            f"{row[4]:.0f}",
            *(f"{value:.2f}" if value else "none" for value in row[5:9]),
            f"{row[9]:.1f}",
            row[10],
            f"{row[11]:.4f}",
        ]
        for row in [*rows, whole]
    ]
    REPORT.write_text(
        TEXT + "".join(f"| {' | '.join(map(str, line))} |\n" for line in lines), encoding="utf-8"
    )
    print(f"{REPORT.relative_to(ROOT)} is written: {len(rows)} files, {whole[3]} findings")


if __name__ == "__main__":
    main()

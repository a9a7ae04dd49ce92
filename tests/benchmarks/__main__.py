"""Measures what people wait for, beside the plain WeasyPrint command on the same page, as ratios in
one run.

Machines are noisy: each round runs every command once, and the ratios are taken within the round.
"""

import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.conftest import DOCUMENT, ROOT, run

ROUNDS = 3
FACES = (
    ("Source Sans 3", 400, "SourceSans3-Regular"),
    ("Source Sans 3", 700, "SourceSans3-Bold"),
    ("Source Serif 4", 700, "SourceSerif4-SemiBold"),
    ("BIZ UDPGothic", 400, "BIZUDPGothic-Regular"),
)


def plain_page(folder):
    """The English page as the plain command would be given it: the same words and style, fonts as
    files.
    """
    page = folder / DOCUMENT / "en" / "page.html"
    html = page.read_text(encoding="utf-8")
    stems = {path.stem: path for path in (ROOT / "fonts").glob("*/*.ttf")}
    rules = "".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; src:'
        f' url("{stems[stem].as_uri()}") }}\n'
        for family, weight, stem in FACES
    )
    html = re.sub(r"@font-face\{[^}]*\}", "", html).replace("<style>", f"<style>{rules}", 1)
    plain = folder / "plain.html"
    plain.write_text(html, encoding="utf-8")
    return plain


def seconds(action):
    began = time.monotonic()
    done = action()
    assert done.returncode == 0, done.stderr
    return time.monotonic() - began


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run("build", "-l", "en", "-t", "page", "--out", folder)
        page = plain_page(folder)
        engine = Path(sys.executable).with_name("weasyprint")
        command = [str(engine), "--pdf-variant", "pdf/ua-1", str(page), str(folder / "plain.pdf")]
        commands = {
            "plain WeasyPrint, one page": lambda: subprocess.run(
                command, capture_output=True, text=True
            ),
            "help": lambda: run("--help"),
            "one cold PDF": lambda: run(
                "build", "-l", "en", "-t", "page", "-o", "pdf", "--out", folder
            ),
            "one cold web page": lambda: run(
                "build", "-l", "en", "-t", "page", "-o", "html", "--out", folder
            ),
            "one print file, judged": lambda: run(
                "build", "-l", "en", "-t", "leaflet", "-o", "print", "--out", folder
            ),
            "all for screens, one job": lambda: run(
                "build", "-o", "html", "-o", "pdf", "--jobs", "1", "--out", folder
            ),
            "all for screens, two jobs": lambda: run(
                "build", "-o", "html", "-o", "pdf", "--jobs", "2", "--out", folder
            ),
        }
        rounds = [
            {name: seconds(action) for name, action in commands.items()} for _ in range(ROUNDS)
        ]
        made = (
            len(list(folder.glob(f"{DOCUMENT}/*/*.*"))) - 2
        )  # without the print file and its proof
    print(f"{'':28} {'median':>8}  ratio to plain WeasyPrint, one page (median of {ROUNDS} rounds)")
    for name in commands:
        ratio = statistics.median(
            measured[name] / measured["plain WeasyPrint, one page"] for measured in rounds
        )
        print(
            f"{name:28} {statistics.median(measured[name] for measured in rounds):7.2f} s "
            f" {ratio:5.2f}"
        )
    print(f"all for screens is {made} artifacts, each checked")


main()

"""What the engine cannot draw is told with the number that is to blame; where none is, it is ours."""

import os
import subprocess
import sys

from laureate_print.pdf_engine.bounds import without_measure
from tests.conftest import run

PAGE = """<style>p { color: red; z-index: 99999; letter-spacing: 1e9px } @media print { b { width: calc(1px / 0) } }
@page { size: A4; margin: calc(100% / 3) } i { top: infinity; opacity: 0.001 }</style>
<p style="width: 0.00001px; top: 0"><img width="99999999" height="20"><b style="image-resolution: 0dpi">"""
BREAKS = """
import sys
from laureate_print.cli.main import entry
from laureate_print.pdf_engine import engine

typeset = engine._typeset

def breaks(library, page, *others):
    return 1 / 0 if page.job.template == "leaflet" else typeset(library, page, *others)

engine._typeset = breaks
entry()
"""


def test_numbers_without_measure_are_found_wherever_they_stand():
    assert without_measure(PAGE) == [
        'width="99999999',
        "letter-spacing: 1e9px",
        "width: calc(1px / 0)",
        "top: infinity",
        "width: 0.00001px",
        "image-resolution: 0dpi",
    ]


def test_a_number_without_measure_is_the_projects_and_any_other_trouble_ours(project, tmp_path):
    with (project / "templates/page/page.css").open("a", encoding="utf-8") as style:
        style.write("h2 { word-spacing: 1e300px }")
    command = ["build", "-l", "fr", "-t", "page", "-t", "leaflet", "-o", "pdf", "--jobs", "1"]
    done = subprocess.run(
        [sys.executable, "-c", BREAKS, "--project", project, *command],
        capture_output=True,
        text=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        timeout=60,
    )
    said = done.stdout + done.stderr

    assert done.returncode == 70, said
    assert "templates/page: nothing can be drawn with word-spacing: 1e300px" in said
    assert "this is our fault, not yours (ZeroDivisionError: division by zero)" in said


def test_a_page_that_is_put_into_its_own_head_is_told(project):
    with (project / "templates/page/page.css").open("a", encoding="utf-8") as style:
        style.write("* { position: running(x) }")
    done = run("build", "-l", "fr", "-t", "page", "-o", "pdf", project=project)

    assert done.returncode == 3
    assert "templates/page: a style sheet puts an element where none can stand" in done.stderr
    assert "position: running()" in done.stderr

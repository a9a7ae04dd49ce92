"""A process at work keeps to its time and memory, or is ended; whoever asked is told, and goes on."""

import dataclasses
import json
import os
import re
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from laureate_print.model import Limits
from tests.conftest import DOCUMENT, ROOT, change, run

ASKED = """
import os
from laureate_print.build.workers import Workers
from laureate_print.model import Limits

workers = Workers("first", 1, "tests.build.trouble", Limits(seconds=2, memory=250), forked={forked})
for trouble in ("", "words", "", "memory", "", "death", "", "mistake", "", "stop", ""):
    try:
        print(workers.ask("a page", trouble) != os.getpid())
    except Exception as error:
        print(type(error).__name__, error)
workers.end()
"""


@pytest.mark.slow
@pytest.mark.parametrize("forked", [False, True], ids=["a program", "a copy"])
def test_a_worker_keeps_to_its_limits_and_another_goes_on(forked):
    """Begun as another program or as a copy of this one."""
    code = ASKED.format(forked=forked)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    rows = done.stdout.splitlines()

    assert rows[::2] == ["True"] * 6, done.stdout + done.stderr
    assert rows[1].startswith("LimitError a page took more than 2 s and was ended")
    assert rows[3].startswith("LimitError a page needs more than 250 MB of memory")
    assert rows[5].startswith("DiedError a page: the process at work on it died twice")
    assert rows[7] == "KeyError 'nothing'"
    assert rows[9].startswith("LimitError a page took more than 2 s and was ended")


def test_a_mistake_of_ours_is_one_line_and_a_file_and_the_rest_is_built(project, tmp_path):
    """A check that breaks is not the fault of a project."""
    start = textwrap.dedent(
        """
        import dataclasses, sys
        from laureate_print import checks
        from laureate_print.build import render
        from laureate_print.cli.main import entry

        def breaks(context):
            yield from {}["a check"] if context.page.language.tag == "fr" else ()

        render.CHECKS = dataclasses.replace(checks.CHECKS, page=(breaks,))
        entry()
        """
    )
    command = ["build", "-l", "fr", "-l", "es", "-t", "page", "-o", "html", "--jobs", "1"]
    done = subprocess.run(
        [sys.executable, "-c", start, "--project", project, *command],
        capture_output=True,
        text=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        timeout=60,
    )
    [details] = tmp_path.glob("laureate-print-fault-*.txt")

    assert done.returncode == 70, done.stdout + done.stderr
    [line] = done.stderr.splitlines()
    assert line.startswith("laureate-print: this is our fault, not yours (KeyError: 'a check')")
    assert f"please send us {details}; not written: {DOCUMENT}/fr/page.html" in line
    assert "in breaks" in details.read_text(encoding="utf-8")
    assert (project / f"dist/{DOCUMENT}/es/page.html").is_file()


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_a_build_in_a_moment(project, number):
    """Whoever is impatient changes nothing; no process and nothing half-written is left."""
    process = subprocess.Popen(
        [sys.executable, "-m", "laureate_print", "--project", project, "build", "--jobs", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),  # a background job ignores some
    )
    deadline = time.monotonic() + 30
    while not list(project.glob(f"dist/{DOCUMENT}/*/*.pdf")) and time.monotonic() < deadline:
        time.sleep(0.05)
    tasks = Path(f"/proc/{process.pid}/task").glob("*/children")
    children = [child for task in tasks for child in task.read_text().split()]
    began = time.monotonic()
    process.send_signal(number)
    process.send_signal(number)
    _, said = process.communicate(timeout=10)

    assert process.returncode == 128 + number, said
    assert time.monotonic() - began < 2
    assert said.splitlines() == [
        "laureate-print: stopped; what was finished stays, nothing is half-written"
    ]
    assert children
    assert not any(Path(f"/proc/{child}").exists() for child in children)
    assert not [path for path in project.rglob(".*") if re.fullmatch(r"\..+\.\d+", path.name)]


def test_a_project_sets_its_own_limits(project):
    change(project / "laureate.toml", "[theme]", "[limits]\nmessage = 20\nsheet = 'A4'\n\n[theme]")
    wrong = run("build", "-l", "fr", project=project)
    change(project / "laureate.toml", "sheet = 'A4'\n", "")
    small = run("build", "-l", "fr", "-t", "page", "-o", "html", project=project)

    assert wrong.returncode == small.returncode == 3
    assert "'sheet' in [limits] should be a number from 1 to" in wrong.stderr
    assert "characters, 20 are allowed" in small.stderr


ODD = {
    "a pipe": os.mkfifo,
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a link to itself": lambda path: path.symlink_to(path),
    "a huge file": lambda path: (path.touch(), os.truncate(path, 21_000_000)),
}


@pytest.mark.parametrize("kind", ODD)
def test_what_is_no_file_is_told_and_never_read(project, kind):
    catalog = project / f"locales/fr/LC_MESSAGES/{DOCUMENT}.po"
    catalog.unlink()
    ODD[kind](catalog)
    done = run("check", "-l", "fr", project=project, timeout=20)

    assert done.returncode == 3, done.stdout
    [line] = done.stderr.splitlines()
    assert f"locales/fr/LC_MESSAGES/{DOCUMENT}.po" in line


def test_the_page_on_limits_tells_each_as_it_is():
    page = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")
    told = {name: int(usual) for name, usual in re.findall(r"^\| `(\w+)` \| (\d+) \|", page, re.M)}

    assert told == dataclasses.asdict(Limits())


HANGS = """
import dataclasses, re, sys
from laureate_print import checks
from laureate_print.build import check_sources
from laureate_print.cli.main import entry

def hangs(context):
    if context.page.language.tag == "fr" and context.job.template == "leaflet":
        re.match("(a+)+b", "a" * 60)  # years, in C
    yield from ()

look = (*checks.CHECKS.page, hangs)
check_sources.CHECKS = dataclasses.replace(checks.CHECKS, page=look)
entry()
"""


@pytest.mark.slow
def test_a_check_ends_what_takes_too_long_and_looks_at_the_rest(project, tmp_path):
    change(project / "laureate.toml", "[theme]", "[limits]\nseconds = 2\n\n[theme]")
    reports = ["--junit", tmp_path / "found.xml", "--sarif", tmp_path / "found.sarif"]
    command = ["check", "-l", "fr", "-l", "es", "--json", *reports]
    done = subprocess.run(
        [sys.executable, "-c", HANGS, "--project", project, *command],
        capture_output=True,
        text=True,
        timeout=60,
    )
    found = json.loads(done.stdout)["findings"]
    ended = [it["message"] for it in found if it["check"] == "render_keeps_within_limits"]

    assert done.returncode == 1, done.stdout
    assert f"{DOCUMENT}/fr/leaflet.pdf took more than 2 s and was ended" in " ".join(ended)
    assert all("/fr/leaflet" in it for it in ended)
    others = [it["where"] for it in found if it["check"] == "translation_is_reviewed"]
    assert [where.split("/")[1] for where in others] == ["fr", "es"], "the rest is looked at"
    assert all("was ended" in path.read_text(encoding="utf-8") for path in reports[1::2])

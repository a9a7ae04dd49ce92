"""What every test may use: the door, the finished artifacts, and a project of its own to break."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from laureate_print import faults
from laureate_print.sources import catalog_review, load
from tests.editions import COMMON, DOCUMENT, LANGUAGES, NEEDED, ROOT, TEMPLATES
from tests.warm import warm

__all__ = [
    "DOCUMENT",
    "LANGUAGES",
    "ROOT",
    "TEMPLATES",
    "change",
    "elsewhere",
    "findings",
    "review",
    "run",
]
pytest_plugins = ["tests.selection", "tests.record"]


def run(*arguments, project=ROOT, timeout=600, before=(), **options):
    """Runs laureate-print as a person does, in a process of its own: from cold where it has another
    environment, a user's rights or words `before` the command. Whatever was asked for, no mistake
    of ours may come to light.
    """
    words = ["--project", str(project), *map(str, arguments)]
    if before or options.keys() - {"cwd"}:
        done = subprocess.run(
            [*before, sys.executable, "-m", "laureate_print", *words],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=timeout,
            **options,
        )
    else:
        done = warm().run(words, timeout, **options)
    assert done.returncode != faults.EXIT_CODE, done.stderr
    return done


def elsewhere(folder):
    """The options of `run` for another day, time zone, language, hash seed, user and working
    folder.
    """
    answer = {
        "PYTHONHASHSEED": "7",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "HOME": str(folder),
        "USER": "somebody",
    }
    return {
        "before": ("faketime", "2031-02-03 04:05:06"),
        "env": {**os.environ, **answer},
        "cwd": folder,
        "umask": 0o077,
    }


@pytest.fixture(scope="session")
def built_once(tmp_path_factory, worker_id):
    """Gives a function from a name and a list of options of `build` to a folder with what they
    build: once for all workers, by the one that asks first.
    """
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent

    def build(name, commands, project=ROOT):
        folder = shared / name
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not folder.exists():
                unfinished = shared / f"{name}.unfinished"
                for chosen in commands:
                    done = run(
                        "build", *chosen, "--out", unfinished, "--jobs", "2", project=project
                    )
                    assert done.returncode == 0, done.stdout + done.stderr
                unfinished.rename(folder)
        return folder / DOCUMENT

    return build


@pytest.fixture(scope="session")
def dist(request, built_once):
    """The folder of the editions that the tests of this run look at, as web page, PDF and PDF to
    keep.
    """
    return built_once("dist", commands(request.config.stash[NEEDED]))


def commands(needed):
    """What to build that these editions and common pages are there, as the options of `build`."""
    outputs = ("-o", "html", "-o", "pdf", "-o", "archive")
    if needed >= {*LANGUAGES, *COMMON}:
        return [outputs]
    named = {
        "-l": [it for it in LANGUAGES if it in needed],
        "-t": [it for it in COMMON if it in needed],
    }
    return [
        (*outputs, *(part for value in values for part in (option, value)))
        for option, values in named.items()
        if values
    ]


@pytest.fixture(autouse=True)
def environment():
    """No test changes the environment of the process in which the others run: what loads the
    engine, which hides the fonts of the system, does so apart (tests/readers/process.py).
    """
    before = {**os.environ, "PYTEST_CURRENT_TEST": ""}
    yield
    assert {**os.environ, "PYTEST_CURRENT_TEST": ""} == before


@pytest.fixture(scope="session")
def browser():
    """The system's Chromium, started once."""
    from tests.readers.browser import chromium  # Playwright, which no other test needs

    with chromium() as browser:
        yield browser


@pytest.fixture
def project(tmp_path):
    """A copy of the project whose sources a test may change; the fonts are the packaged ones."""
    return copied(tmp_path / "project")


def copied(folder):
    """Copies the project's own parts to a folder that is not there yet, or empty; gives it."""
    folder.mkdir(exist_ok=True)
    shutil.copy(ROOT / "laureate.toml", folder)
    for name in ("locales", "templates", "theme"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def pytest_addoption(parser):
    parser.addoption(
        "--rewrite-golden",
        action="store_true",
        help="write the golden files anew; then read the diff",
    )


def review(project: Path, tag: str, by: str = "Higa Yōko") -> None:
    """Lets somebody review all words of a language in a project."""
    day = date(2026, 11, 29)
    [*_] = catalog_review.review(load(project), tag, by, day)


def change(path: Path, old: str, new: str) -> None:
    """Replaces a text in a file; it must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def findings(done) -> list[dict]:
    """The findings in the JSON of a build."""
    return [
        finding
        for artifact in json.loads(done.stdout)["artifacts"]
        for finding in artifact["findings"]
    ]

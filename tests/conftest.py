"""What every test may use: the door, the finished artifacts, and a project of its own to break."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.readers.browser import chromium

ROOT = Path(__file__).parents[1]
LANGUAGES = (
    *("ja", "ja-simple", "en", "zh-Hans", "zh-Hant", "ko"),
    *("vi", "th", "lo", "km", "my", "id", "fil"),
    *("ne", "hi", "bn", "si", "ta"),
    *("ar", "fa", "ur", "ckb", "ps", "kmr", "tr"),
    *("am", "ti", "sw"),
    *("fr", "es", "pt", "ru", "uk"),
)
TEMPLATES = ("page", "leaflet")  # those that are printed in each language
DOCUMENT = "okinawa-peace-prize-8"


def run(*arguments, project=ROOT, timeout=600, before=(), **options):
    """Runs laureate-print as a person does, in a process of its own; `before` are words before the
    command.
    """
    command = [
        *before,
        sys.executable,
        "-m",
        "laureate_print",
        "--project",
        str(project),
        *map(str, arguments),
    ]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", timeout=timeout, **options
    )


def elsewhere(folder):
    """The options of `run` for another day, time zone, language, hash seed, user and working
    folder.
    """
    told = {
        "PYTHONHASHSEED": "7",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "HOME": str(folder),
        "USER": "somebody",
    }
    return {
        "before": ("faketime", "2031-02-03 04:05:06"),
        "env": {**os.environ, **told},
        "cwd": folder,
        "umask": 0o077,
    }


@pytest.fixture(scope="session")
def dist(tmp_path_factory, worker_id):
    """The folder of all that is not for the press, built once, by the worker that asks first."""
    shared = tmp_path_factory.getbasetemp()
    folder = (shared if worker_id == "master" else shared.parent) / "dist"
    with (folder.parent / "dist.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            done = run(
                "build", "-o", "html", "-o", "pdf", "-o", "archive", "--out", folder, "--jobs", "2"
            )
            assert done.returncode == 0, done.stdout + done.stderr
    return folder / DOCUMENT


@pytest.fixture(autouse=True)
def fonts_of_the_system():
    """Lets a browser see the system's fonts again after a test that typesets in this very process:
    it hides them.
    """
    yield
    os.environ.pop("FONTCONFIG_FILE", None)


@pytest.fixture(scope="session")
def browser():
    """The system's Chromium, started once."""
    with chromium() as browser:
        yield browser


@pytest.fixture
def project(tmp_path):
    """A copy of the project whose sources a test may change; the fonts are the packaged ones."""
    folder = tmp_path / "project"
    folder.mkdir()
    shutil.copy(ROOT / "laureate.toml", folder)
    for name in ("locales", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def pytest_addoption(parser):
    parser.addoption(
        "--rewrite-golden",
        action="store_true",
        help="write the golden files anew; then read the diff",
    )
    parser.addoption(
        "--record", metavar="FILE", help="write what passed, and what was measured, as JSON"
    )


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


OUTCOMES, MEASURED = {}, {}
SHEET = ROOT / "templates" / "accessibility" / "criteria.toml"


def pytest_runtest_logreport(report):
    """Notes whether each test passed with all its parameters, and what it measured."""
    name = report.nodeid.partition("[")[0]
    OUTCOMES[name] = OUTCOMES.get(name, True) and report.passed
    if report.when == "call":
        MEASURED.update(report.user_properties)


def unproven(config):
    """The claims of the accessibility sheet whose tests should have passed by now, and did not."""
    if config.option.keyword or any("::" in argument for argument in config.args):
        return []
    seen = {name.partition("::")[0] for name, passed in OUTCOMES.items()}
    criteria = tomllib.loads(SHEET.read_text(encoding="utf-8"))["criterion"]
    claims = {claim for criterion in criteria for claim in criterion["tests"]}
    return sorted(
        claim for claim in claims if claim.partition("::")[0] in seen and not OUTCOMES.get(claim)
    )


def pytest_sessionfinish(session):
    """A claim without its test is a failure; in CI so is a test that skips: what was not looked at
    was not seen.
    """
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if not reporter:  # a worker
        return
    for claim in unproven(session.config):
        reporter.write_line(
            f"the accessibility sheet claims a test that did not pass: {claim}", red=True
        )
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    if os.environ.get("CI") == "true" and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    if target := session.config.getoption("--record"):
        passed = sorted(name for name, good in OUTCOMES.items() if good)
        Path(target).write_text(
            json.dumps({"passed": passed, "measured": MEASURED}), encoding="utf-8"
        )

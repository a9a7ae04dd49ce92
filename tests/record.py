"""What a run saw: which tests passed, what they measured, and which claims they should have shown.

A claim of the accessibility sheet whose tests ran and did not pass fails the run. `--record` writes
what passed as JSON, from which `make web-edition` renews the sheet's record.
"""

import json
import os
import tomllib
from pathlib import Path

import pytest

SHEET = Path(__file__).parents[1] / "templates" / "accessibility" / "criteria.toml"
OUTCOMES, MEASURED = {}, {}


def pytest_addoption(parser):
    parser.addoption(
        "--record", metavar="FILE", help="write what passed, and what was measured, as JSON"
    )


def plain_name(nodeid):
    """The name of a test without its parameters and the group in which it ran."""
    return nodeid.partition("[")[0].partition("@")[0]


def pytest_runtest_logreport(report):
    """Notes whether each test passed with all its parameters, and what it measured."""
    name = plain_name(report.nodeid)
    OUTCOMES[name] = OUTCOMES.get(name, True) and report.passed
    if report.when == "call":
        MEASURED.update(report.user_properties)


def unproven(config):
    """The claims of the accessibility sheet whose tests should have passed by now, and did not."""
    option = config.option
    if option.quick or option.keyword or any("::" in argument for argument in config.args):
        return []
    seen = {name.partition("::")[0] for name in OUTCOMES}
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

"""The paper on accessibility: its sheet is whole, each claim has its test, and the paper says what
was recorded.
"""

import ast
import re
import tomllib

import pytest

from tests.conftest import DOCUMENT, LANGUAGES, ROOT, change, findings, run
from tests.outputs.web.pages import opened, path, spaced

SHEET = ROOT / "templates/accessibility/criteria.toml"
RECORD = ROOT / "templates/accessibility/record.toml"
CRITERIA = tomllib.loads(SHEET.read_text(encoding="utf-8"))["criterion"]
SAW = tomllib.loads(RECORD.read_text(encoding="utf-8"))
# How many criteria of levels A and AA each standard has: JIS X 8341-3:2016 those of WCAG 2.0; WCAG
# 2.2 without 4.1.1.
JIS, WCAG = 38, 55
BY_PEOPLE = (
    "1.1.1",
    "1.3.2",
    "1.3.3",
    "1.4.1",
    "2.4.4",
    "2.4.6",
    "3.2.3",
    "3.2.4",
)  # no tool can judge these


def test_the_sheet_has_every_criterion_once():
    numbers = [criterion["number"] for criterion in CRITERIA]
    assert len(set(numbers)) == len(numbers)
    assert numbers == sorted(numbers, key=lambda number: [int(part) for part in number.split(".")])
    assert sum(criterion["since"] == "2.0" for criterion in CRITERIA) == JIS
    assert sum(number != "4.1.1" for number in numbers) == WCAG
    assert {criterion["level"] for criterion in CRITERIA} == {"A", "AA"}


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda criterion: criterion["number"])
def test_every_claim_names_tests_that_exist(criterion):
    assert criterion["tests"] and criterion["methods"]
    for claim in criterion["tests"]:
        file, name = claim.split("::")
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        assert name in [node.name for node in tree.body if isinstance(node, ast.FunctionDef)], claim


@pytest.mark.parametrize("number", BY_PEOPLE)
def test_what_no_tool_can_judge_stands_with_its_evidence(number):
    [criterion] = [criterion for criterion in CRITERIA if criterion["number"] == number]
    assert "by eye" in criterion["methods"]
    assert len(criterion["remark"]) > 40


def test_the_record_has_every_claimed_test():
    claimed = {claim for criterion in CRITERIA for claim in criterion["tests"]}
    assert claimed <= set(SAW["passed"])
    assert (SAW["documents"], tuple(SAW["languages"])) == ([DOCUMENT], LANGUAGES)
    assert {"axe-core", "Nu HTML Checker", "Lighthouse", "Chromium"} <= SAW["tools"].keys()
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", SAW["date"])


def test_the_paper_shows_each_criterion_in_both_languages(browser, dist):
    with opened(browser, dist, "accessibility") as page:
        for language in ("ja", "en"):
            rows = page.locator(f"section[lang={language}] tbody tr")
            answer = [
                [spaced(cell) for cell in row.locator("th, td").all_inner_texts()]
                for row in rows.all()
            ]
            assert [row[0].split()[0] for row in answer] == [
                criterion["number"] for criterion in CRITERIA
            ]
            for row, criterion in zip(answer, CRITERIA, strict=True):
                for claim in criterion["tests"]:
                    assert claim.removeprefix("tests/outputs/") in row[2]
        english = spaced(page.locator("section[lang=en]").inner_text())
        met, without = (
            sum(c["result"] == result for c in CRITERIA if c["number"] != "4.1.1")
            for result in ("met", "not applicable")
        )
        assert (
            f"WCAG 2.2, levels A and AA: of 55 criteria {met} are met, 0 are not met, and {without}"
            " do not apply." in english
        )
        for tool, version in SAW["tools"].items():
            assert f"{tool} {version}" in english
        assert f'datetime="{SAW["date"]}"' in path(dist, "accessibility").read_text(
            encoding="utf-8"
        )


CLAIM = 'tests = ["tests/outputs/web/test_views.py::test_links_are_underlined"]'


@pytest.fixture
def build(project):
    """Builds the paper of a project whose sheet a test may change."""
    return lambda: run("build", "-t", "accessibility", "--json", project=project)


@pytest.mark.slow
def test_a_sheet_that_is_true_passes(build):
    done = build()
    assert done.returncode == 0
    assert [
        finding for finding in findings(done) if finding["check"] != "translation_is_reviewed"
    ] == []


@pytest.mark.parametrize(
    ("claim", "answer"),
    [
        (
            'tests = ["tests/outputs/web/test_views.py::test_dreams_come_true"]',
            "is shown by no test that passed",
        ),
        ("tests = []", "names no test"),
    ],
)
def test_a_claim_without_its_test_is_an_error(project, build, claim, answer):
    change(project / "templates/accessibility/criteria.toml", CLAIM, claim)
    done = build()
    [finding] = [
        finding for finding in findings(done) if finding["check"] == "every_claim_is_proven"
    ]
    assert done.returncode == 1
    assert answer in finding["message"] and "1.4.1" in finding["message"]
    assert re.search(r"criteria\.toml:\d+", finding["where"])
    assert not (project / "dist" / DOCUMENT / "accessibility.html").exists()


def test_a_test_that_did_not_pass_shows_nothing(project, build):
    change(
        project / "templates/accessibility/record.toml",
        '  "tests/outputs/web/test_views.py::test_links_are_underlined",\n',
        "",
    )
    assert build().returncode == 1


@pytest.mark.slow
def test_a_document_that_was_not_tested_says_so(project, build):
    change(
        project / "templates/accessibility/record.toml",
        f'documents = ["{DOCUMENT}"]',
        'documents = ["another"]',
    )
    done = build()
    assert done.returncode == 0
    [finding] = [finding for finding in findings(done) if finding["check"] == "document_was_tested"]
    assert finding["severity"] == "warning"
    text = (project / "dist" / DOCUMENT / "accessibility.html").read_text(encoding="utf-8")
    assert "this one was not tested itself" in text


@pytest.mark.parametrize(
    ("old", "new", "answer"),
    [
        (
            'result = "met"',
            'result = "splendid"',
            "the result 'splendid' is none of met, not applicable, not met",
        ),
        (
            'methods = ["machine", "browser test", "by eye"]',
            'methods = ["magic"]',
            "the method 'magic' is none of",
        ),
        ('number = "1.2.1"', 'number = "1.1.1"', "1.1.1 stands in the sheet twice"),
        ('level = "A"\n', "", "'level' is missing"),
        ('since = "2.0"\n', 'since = "2.0"\nsince_when = 1\n', "unknown key 'since_when'"),
    ],
)
def test_a_sheet_that_cannot_be_read_is_told(project, build, old, new, answer):
    change(project / "templates/accessibility/criteria.toml", old, new)
    done = build()
    assert done.returncode == 3
    assert answer in done.stderr and "criteria.toml" in done.stderr

"""What `check` writes for CI: in the form that its readers ask for, and with each place."""

import json

import pytest
from lxml import etree

from laureate_print.cli.ci_reports import junit, sarif
from laureate_print.model import UNREADABLE, Finding
from tests.conftest import DOCUMENT, change, run

FRENCH = "locales/fr/LC_MESSAGES/interface.po"
TURKISH = "locales/tr/LC_MESSAGES/interface.po"


def sarif_results(text):
    """Gives the results of a SARIF log, which has to be valid, as rule, level, place and words."""
    log = json.loads(text)
    assert log["version"] == "2.1.0"
    [run_] = log["runs"]
    assert run_["tool"]["driver"]["name"] == "laureate-print"
    rules = [rule["id"] for rule in run_["tool"]["driver"]["rules"]]
    assert len(set(rules)) == len(rules)
    found = []
    for result in run_["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("error", "warning")
        place = [it["physicalLocation"] for it in result.get("locations", ())]
        where = [
            (it["artifactLocation"]["uri"], it.get("region", {"startLine": 1})["startLine"])
            for it in place
        ]
        assert all(
            line >= 1 and not uri.startswith("/") and "://" not in uri for uri, line in where
        )
        found.append((result["ruleId"], result["level"], where, result["message"]["text"]))
    return found


def junit_cases(text):
    """Gives the cases of a report, which has to be valid and to count rightly, as element trees."""
    suites = etree.fromstring(text.encode())
    assert suites.tag == "testsuites"
    assert all(case.get("name") and case.get("classname") for case in suites.iter("testcase"))
    for part in suites.iter("testsuites", "testsuite"):
        for name, kind in (("tests", "testcase"), ("failures", "failure"), ("errors", "error")):
            assert int(part.get(name)) == len(list(part.iter(kind))), (part.get("name"), name)
    return list(suites.iter("testcase"))


@pytest.fixture
def broken(project):
    change(project / FRENCH, 'msgstr "Aller au contenu principal"', 'msgstr ""')
    change(project / TURKISH, 'msgid "Other', 'msgid "Ot"her')
    return project


def test_each_finding_has_its_place_and_what_to_do(broken):
    names = {"--sarif": "found.sarif", "--junit": "found.xml"}
    files = [part for option, name in names.items() for part in (option, broken / name)]
    done = run(
        "check", "-l", "fr", "-l", "tr", "-l", "my", *files, project=broken, cwd=broken.parent
    )
    results = sarif_results((broken / "found.sarif").read_text(encoding="utf-8"))
    cases = junit_cases((broken / "found.xml").read_text(encoding="utf-8"))

    assert done.returncode == 3
    assert done.stdout.splitlines()[-1] == ("sources: 2 errors, 0 warnings; 2 languages are drafts")
    [unreadable] = [it for it in results if it[0] == UNREADABLE]
    [untranslated] = [it for it in results if it[0] == "every_message_is_translated"]
    below = broken.name
    assert unreadable[1] == untranslated[1] == "error"
    assert [path for path, _ in unreadable[2]] == [f"{below}/{TURKISH}"]
    [(path, line)] = untranslated[2]
    row = (broken / FRENCH).read_text(encoding="utf-8").splitlines()[line - 1]
    assert path == f"{below}/{FRENCH}"
    assert row == 'msgid "Skip to main content"'
    assert "translate it (asked for at templates/page/page.html:" in untranslated[3]
    assert [it[1] for it in results if it[0] == "translation_is_reviewed"] == ["warning"] * 2
    [failed] = [it.find("failure") for it in cases if it.find("failure") is not None]
    [error] = [it.find("error") for it in cases if it.find("error") is not None]
    assert failed.text.startswith(f"{path}:{line}: error: not translated: 'Skip to main")
    assert "; translate it" in failed.text
    assert error.text.startswith(f"{below}/{TURKISH}:")
    drafts = [it for it in cases if it.get("classname") == "translation_is_reviewed"]
    assert all("draft translation" in it.findtext("system-out") for it in drafts)
    assert len({it.get("classname") for it in cases}) > 30


def test_a_project_that_cannot_be_read_is_reported_too(project):
    document = f"templates/documents/{DOCUMENT}.md"
    change(project / document, "+++", "++")
    report = project / "found.sarif"
    done = run("check", "--sarif", report, project=project)
    results = sarif_results(report.read_text(encoding="utf-8"))

    assert done.returncode == 3
    assert {rule for rule, *_ in results} == {UNREADABLE}
    assert not json.loads(report.read_bytes())["runs"][0]["invocations"][0]["executionSuccessful"]


def test_any_words_and_places_make_valid_reports(tmp_path):
    words = "မြန်မာ <&> العربية\u202e 日本語 हिन्दी ไทย \x07\x00\udcff ]]>"
    findings = [
        Finding("no_word_is_doubled", severity, words, where, words)
        for severity in ("error", "warning")
        for where in ("", "locales/日 本/%41#?.po:7", "templates/page/", "C:\\a:3", words)
    ]
    findings.append(Finding(UNREADABLE, "error", f"{words}\nlaureate.toml:0: {words}"))
    lines = len(findings) + 1  # the last one has two
    assert len(sarif_results(sarif(findings, tmp_path))) == lines
    assert junit_cases(junit(findings, tmp_path))

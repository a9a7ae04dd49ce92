"""What `check` found, for the machines that build and review: SARIF 2.1.0 and JUnit's XML."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

from laureate_print.checks import CHECKS
from laureate_print.model import BEYOND_LIMITS, DIED, FAULT, UNREADABLE, Finding
from laureate_print.version import __version__

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_PLACE = re.compile(r"(?P<path>.+?)(?::(?P<line>[1-9][0-9]*))?")
# What keeps a check from seeing something: errors of the run, as both formats have it.
_OF_THE_RUN = {
    UNREADABLE: "Every source can be read: project file, documents, templates, catalogs, fonts,"
    " pictures.",
    BEYOND_LIMITS: "Every page is looked at within the time and memory of the project's limits.",
    DIED: "No process dies of a page.",
    FAULT: "The program has no fault of its own.",
}
# What no XML 1.0 may hold, not even escaped (2.2, Char).
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class _Told:
    """A finding with its place taken apart: a path with `/`, from where the command was called if
    the project is there or below, else from the project; and a line, 0 where there is none.
    """

    finding: Finding
    path: str
    line: int

    @property
    def words(self) -> str:
        return "; ".join(filter(None, (self.finding.message, self.finding.hint)))


def sarif(findings: Iterable[Finding], root: Path) -> str:
    """Gives the findings of the project in a folder as a SARIF log: one run, a rule for each check
    (OASIS, SARIF 2.1.0, 3.13, 3.27, 3.49).
    """
    rules = _rules()
    names = list(rules)
    told = list(_told(findings, root))
    driver = {
        "name": "laureate-print",
        "version": __version__,
        "rules": [
            {
                "id": name,
                "shortDescription": {"text": _sentence(text)},
                "fullDescription": {"text": text},
            }
            for name, text in rules.items()
        ],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {"executionSuccessful": all(it.finding.check not in _OF_THE_RUN for it in told)}
        ],
        "results": [_result(it, names.index(it.finding.check)) for it in told],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _result(told: _Told, rule: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": told.finding.check,
        "ruleIndex": rule,
        "level": told.finding.severity,
        "message": {"text": told.words},
    }
    if told.path:
        place: dict[str, Any] = {
            "artifactLocation": {"uri": quote(told.path, errors="surrogateescape")}
        }
        if told.line:
            place["region"] = {"startLine": told.line}
        result["locations"] = [{"physicalLocation": place}]
    return result


def junit(findings: Iterable[Finding], root: Path) -> str:
    """Gives the findings of the project in a folder as JUnit's XML: a suite for each check, in it a
    case for each finding, or one that passes.

    An error fails its case; what could not be looked at is an error of the run; a warning passes,
    with its words as what the case put out.
    """
    told = list(_told(findings, root))
    suites = ElementTree.Element("testsuites", name="laureate-print check")
    for name, text in _rules().items():
        own = [it for it in told if it.finding.check == name]
        suite = ElementTree.SubElement(suites, "testsuite", name=name)
        _count(suite, own, max(1, len(own)))
        if not own:
            ElementTree.SubElement(suite, "testcase", classname=name, name=_sentence(text))
        for it in own:
            suite.append(_case(it))
    _count(suites, told, sum(int(suite.attrib["tests"]) for suite in suites))
    ElementTree.indent(suites)
    return ElementTree.tostring(suites, encoding="unicode", xml_declaration=True) + "\n"


def _case(told: _Told) -> ElementTree.Element:
    finding = told.finding
    place = f"{told.path}:{told.line}" if told.line else told.path
    title = f"{place}: {finding.message}" if place else finding.message
    case = ElementTree.Element("testcase", classname=finding.check, name=_text(title))
    rows = (f"{place}: {finding.severity}: " if place else f"{finding.severity}: ") + told.words
    if finding.severity == "warning":
        ElementTree.SubElement(case, "system-out").text = _text(rows)
        return case
    kind = "error" if finding.check in _OF_THE_RUN else "failure"
    flaw = ElementTree.SubElement(case, kind, type=finding.check, message=_text(finding.message))
    flaw.text = _text(rows)
    return case


def _count(element: ElementTree.Element, told: Sequence[_Told], tests: int) -> None:
    errors = [it.finding.check for it in told if it.finding.severity == "error"]
    of_the_run = sum(check in _OF_THE_RUN for check in errors)
    element.set("tests", str(tests))
    element.set("failures", str(len(errors) - of_the_run))
    element.set("errors", str(of_the_run))


def _rules() -> dict[str, str]:
    """Gives the checks of the sources by name, with what each sees to."""
    checks: tuple[Callable[..., Any], ...] = (*CHECKS.words, *CHECKS.page)
    known = {it.__name__: " ".join((inspect.getdoc(it) or "").split()) for it in checks}
    return {**_OF_THE_RUN, **known}


def _sentence(text: str) -> str:
    return re.split(r"(?<=[.:]) ", text)[0].rstrip(":.") + "."


def _told(findings: Iterable[Finding], root: Path) -> Iterator[_Told]:
    here = Path.cwd()
    before = root.relative_to(here) if root.is_relative_to(here) else Path()
    for finding in findings:
        for own in _rows(finding, root):
            path, line = _place(own.where)
            yield _Told(own, (before / path).as_posix() if path else "", line)


def _rows(finding: Finding, root: Path) -> Iterator[Finding]:
    """Gives a finding; of a source that cannot be read one for each row of its words, which begins
    with the place.
    """
    if finding.check != UNREADABLE:
        yield finding
        return
    for row in finding.message.split("\n"):
        where, colon, message = row.partition(": ")
        path, _ = _place(where)
        if colon and path and (root / path).exists():
            yield Finding(finding.check, finding.severity, message, where, finding.hint)
        else:
            yield Finding(finding.check, finding.severity, row, "", finding.hint)


def _place(where: str) -> tuple[str, int]:
    """Gives path and line of a place, such as `locales/ar/LC_MESSAGES/interface.po:12`."""
    found = _PLACE.fullmatch(where)
    return (found["path"], int(found["line"] or 0)) if found else ("", 0)


def _text(words: str) -> str:
    """Gives words as XML can hold them."""
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", words)

"""Reads the sheet of criteria that a template reports on, and the record of the tests that show
them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from laureate_print.errors import ProjectError
from laureate_print.model import Template
from laureate_print.sources.loading import Sources, remembered
from laureate_print.sources.templates import find_file
from laureate_print.sources.text_files import text, toml

RESULTS = ("met", "not applicable", "not met")
METHODS = ("machine", "browser test", "by eye")
_RECORD = "record.toml"
_KEYS = {
    "number": str,
    "level": str,
    "since": str,
    "name": str,
    "result": str,
    "methods": list,
    "tests": list,
}


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion of a standard, what was found, by which methods, and the tests that show it.

    `where` is its place in the sheet (`file:line`). `name` and `remark` are messages. `since` is
    the version of WCAG that brought it in: what came with 2.0 is in JIS X 8341-3:2016, too.
    """

    number: str
    level: str
    since: str
    name: str
    result: str
    methods: tuple[str, ...]
    tests: tuple[str, ...]
    remark: str
    where: str


@dataclass(frozen=True, slots=True)
class Record:
    """What the last recorded run of the tests saw: when, with which tools, on what, and which tests
    passed.
    """

    date: str
    tools: dict[str, str]
    documents: tuple[str, ...]
    languages: tuple[str, ...]
    passed: frozenset[str]


@remembered
def sheet(sources: Sources, template: Template) -> tuple[Criterion, ...]:
    """Gives the criteria of a template's sheet in their order; none where it has no sheet.

    Raises:
        ProjectError: the sheet is not TOML, a key is missing or wrong, or a criterion stands in it
            twice.
    """
    if not template.sheet:
        return ()
    file = find_file(sources, template.sheet)
    entries = toml(file).get("criterion")
    if not isinstance(entries, list):
        raise ProjectError(f"{file.shown}: each criterion should begin with [[criterion]]")
    rows = [
        number
        for number, row in enumerate(text(file).splitlines(), 1)
        if row.strip() == "[[criterion]]"
    ]
    found = tuple(
        _criterion(f"templates/{template.sheet}:{row}", entry)
        for row, entry in zip(rows, entries, strict=True)
    )
    numbers = [criterion.number for criterion in found]
    for criterion in found:
        if numbers.count(criterion.number) > 1:
            raise ProjectError(f"{criterion.where}: {criterion.number} stands in the sheet twice")
    return found


def _criterion(where: str, entry: dict[str, Any]) -> Criterion:
    for key, kind in _KEYS.items():
        if not isinstance(entry.get(key), kind):
            raise ProjectError(
                f"{where}: '{key}' is missing or no {kind.__name__}; every criterion has one"
            )
    if unknown := entry.keys() - _KEYS.keys() - {"remark"}:
        raise ProjectError(
            f"{where}: unknown key '{min(unknown)}'; the keys are {', '.join(_KEYS)}, remark"
        )
    if entry["result"] not in RESULTS:
        raise ProjectError(
            f"{where}: the result '{entry['result']}' is none of {', '.join(RESULTS)}"
        )
    if wrong := [method for method in entry["methods"] if method not in METHODS]:
        raise ProjectError(f"{where}: the method '{wrong[0]}' is none of {', '.join(METHODS)}")
    return Criterion(
        number=entry["number"],
        level=entry["level"],
        since=entry["since"],
        name=entry["name"],
        result=entry["result"],
        methods=tuple(entry["methods"]),
        tests=tuple(entry["tests"]),
        remark=entry.get("remark", ""),
        where=where,
    )


def messages(sources: Sources, template: Template) -> list[tuple[str, str, str]]:
    """Gives the messages of a sheet, each with its translator comment and place (`file:line`)."""
    found = []
    for criterion in sheet(sources, template):
        named = (
            f"WCAG 2.2, {criterion.number}: the criterion's name as the official translation"
            " has it."
        )
        found.append((criterion.name, named, criterion.where))
        if criterion.remark:
            found.append(
                (criterion.remark, f"Remark on criterion {criterion.number}.", criterion.where)
            )
    return found


@remembered
def record(sources: Sources, template: Template) -> Record | None:
    """Gives what the recorded tests saw, from `record.toml` beside the sheet; nothing where there
    is no sheet.

    Raises:
        TemplateError: there is no record; `make web-edition` writes it.
        ProjectError: it is not TOML.
    """
    if not template.sheet:
        return None
    folder = template.sheet.rpartition("/")[0]
    saw = toml(find_file(sources, f"{folder}/{_RECORD}"))
    return Record(
        date=str(saw.get("date", "")),
        tools=dict(saw.get("tools", {})),
        documents=tuple(saw.get("documents", ())),
        languages=tuple(saw.get("languages", ())),
        passed=frozenset(saw.get("passed", ())),
    )

"""Findings and artifacts as lines for people and as JSON for machines; returns strings."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from laureate_print import faults
from laureate_print.cli.findings import count, drafts, drafts_told, finding_line
from laureate_print.errors import DiedError, InputError
from laureate_print.model import DIED, FAULT, UNREADABLE, Finding, Render, printable
from laureate_print.sources.catalog_status import Standing

_CODES = {FAULT: faults.EXIT_CODE, DIED: DiedError.exit_code, UNREADABLE: InputError.exit_code}


def exit_code(findings: Iterable[Finding]) -> int:
    """Gives the code of the gravest error: a mistake of ours, a process that died, a source that
    cannot be read; 1 if a check found one, else 0.
    """
    errors = {finding.check for finding in findings if finding.severity == "error"}
    codes = [code for check, code in _CODES.items() if check in errors]
    return codes[0] if codes else int(bool(errors))


def as_json(renders: Sequence[Render], folder: str) -> str:
    """Gives the whole build as one JSON object."""
    artifacts = [_entry(render, folder) for render in renders]
    findings = dict.fromkeys(finding for render in renders for finding in render.findings)
    return json.dumps(
        {
            "artifacts": artifacts,
            "summary": {"written": sum(bool(a["path"]) for a in artifacts), **totals(findings)},
        },
        ensure_ascii=False,
        indent=2,
    )


def findings_json(findings: Iterable[Finding]) -> str:
    """Gives the findings of `check` as one JSON object."""
    found = list(findings)
    return json.dumps(
        {"findings": [dataclasses.asdict(finding) for finding in found], "summary": totals(found)},
        ensure_ascii=False,
        indent=2,
    )


def facts_lines(facts: Mapping[str, Any]) -> list[str]:
    """Gives what `inspect` saw of a file as lines: names to the left, pages of print files and
    findings in words.
    """
    lines = []
    for name, value in facts.items():
        if name == "sheets":
            for sheet in value:
                lines += _rows(f"page {sheet['page']}", [*_sheet_rows(sheet)])
        elif name == "findings":
            lines += _rows(
                name, [finding_line(Finding(**finding)) for finding in value] or ["none"]
            )
        else:
            lines += _rows(name, value if isinstance(value, list) else str(value).splitlines())
    return lines


def _rows(name: str, rows: Sequence[str]) -> list[str]:
    first, *others = map(printable, rows or ["-"])
    return [f"{name:>12}  {first}", *(f"{'':>12}  {row}" for row in others)]


def _sheet_rows(sheet: Mapping[str, Any]) -> Iterator[str]:
    boxes = (f"{name} {box[2]:g} × {box[3]:g} mm" for name, box in sheet["boxes"].items())
    yield ", ".join(boxes) + (f", turned by {sheet['turned']}°" if sheet["turned"] else "")
    yield (
        "colours"
        f" {', '.join(sheet['colour spaces']) or 'none'}{'; transparency' * sheet['transparency']}"
    )
    if "total ink" in sheet:
        ink = sheet["total ink"]
        yield (
            f"inks {', '.join(sheet['inks']) or 'none'}; at most {ink['spot']:g} %, {ink['where']}"
        )
    for name in ("thinnest line", "smallest text", "coarsest image"):
        if found := sheet[name]:
            value = " ".join(f"{found[unit]:g} {unit}" for unit in found if unit != "where")
            yield f"{name} {value}, {found['where']}"
    kinds = (f"{kind} {size:g} pt" for kind, size in sheet["smallest of a kind"].items())
    yield f"smallest of a kind {', '.join(kinds) or 'none'}"
    over = [count(n, kind.removesuffix("s")) for kind, n in sheet["overprint"].items() if n]
    yield f"overprint {', '.join(over) or 'nothing'}"
    if found := sheet.get("least contrast"):
        yield f"least contrast of text {found['ratio']:g}:1, {found['where']}"
    yield f"fonts {', '.join(sheet['fonts']) or 'none'}"
    if "bleed" in sheet:
        sides = (
            f"{side} {length['not in the bleed']:g} of {length['artwork at the edge']:g} mm"
            for side, length in sheet["bleed"].items()
            if length["artwork at the edge"]
        )
        yield (
            "artwork at the edge that does not bleed:"
            f" {', '.join(sides) or 'there is none at the edge'}"
        )
        marks = sheet["marks"]
        folds = "".join(
            f"; fold marks {side} at {', '.join(f'{place:g}' for place in places)} mm"
            for side, places in marks["folds"].items()
        )
        yield f"marks {marks['kind']}, centre marks {', '.join(marks['centres']) or 'none'}{folds}"


def archive_lines(
    path: str, renders: Sequence[Render], findings: Sequence[Finding], seconds: float
) -> list[str]:
    """Gives what an archive ended with: where it is, or all errors that stood in its way."""
    tags = drafts(renders)
    in_draft = f"; {drafts_told(tags, False)}" if tags else ""
    if path:
        notes = [finding_line(finding) for finding in findings if finding.check == "pdf_is_valid"]
        return [
            *notes,
            (
                f"{path}: {count(len(renders), 'artifact')} and all they were made from"
                f" ({seconds:.1f} s){in_draft}"
            ),
        ]
    errors = [finding for finding in findings if finding.severity == "error"]
    return [
        *map(finding_line, dict.fromkeys(errors)),
        f"no archive was made: {count(len(set(errors)), 'error')}",
    ]


def archive_json(path: str, renders: Sequence[Render], findings: Sequence[Finding]) -> str:
    """Gives the same as one JSON object."""
    rows = [dataclasses.asdict(finding) for finding in dict.fromkeys(findings)]
    made = {
        "path": path or None,
        "artifacts": [render.job.path for render in renders],
        "findings": rows,
    }
    return json.dumps(made | {"summary": totals(findings)}, ensure_ascii=False, indent=2)


def verdict(bag: str, findings: Sequence[Finding]) -> str:
    """Gives the one line with which a look at an archive ends."""
    counts = totals(findings)
    if not counts["errors"]:
        return f"{bag}: nothing has changed" + (
            f", {count(counts['warnings'], 'warning')}" if findings else ""
        )
    return f"{bag}: {count(counts['errors'], 'error')}"


def status_table(standings: Iterable[Standing]) -> list[str]:
    """Gives how far each catalog is as lines of an aligned table, a language's total last of its
    own.
    """
    heads = tuple(
        field.name.replace("_words", " (words)") for field in dataclasses.fields(Standing)
    )
    rows = [heads, *(tuple(map(str, dataclasses.astuple(part))) for part in standings)]
    rows = [(row[0], row[1] or "total", *row[2:]) for row in rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(heads))]
    return [
        "  ".join(
            cell.ljust(width) if column < 2 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]


def status_json(standings: Iterable[Standing]) -> str:
    """Gives how far each language is as one JSON object: its catalogs, and its total."""
    languages: dict[str, dict[str, Any]] = {}
    for part in standings:
        counts = {
            name: value for name, value in dataclasses.asdict(part).items() if name != "language"
        }
        entry = languages.setdefault(part.language, {"language": part.language, "catalogs": []})
        if part.catalog:
            entry["catalogs"].append(counts)
        else:
            entry["total"] = {name: value for name, value in counts.items() if name != "catalog"}
    return json.dumps({"languages": list(languages.values())}, ensure_ascii=False, indent=2)


def totals(findings: Iterable[Finding]) -> dict[str, int]:
    """Counts findings by severity."""
    severities = [finding.severity for finding in findings]
    return {"errors": severities.count("error"), "warnings": severities.count("warning")}


def _entry(render: Render, folder: str) -> dict[str, Any]:
    kept = render.kept
    return {
        "document": render.job.document,
        "template": render.job.template,
        "language": render.job.edition.name,
        "output": render.job.output.name,
        "path": f"{folder}/{kept.path}" if kept else None,
        "bytes": kept.bytes if kept else None,
        "sha256": kept.sha256 if kept else None,
        "unchanged": render.unchanged,
        "findings": [dataclasses.asdict(finding) for finding in render.findings],
    }

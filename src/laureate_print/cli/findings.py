"""What a build found, as lines for people: each finding once, with the files that it touches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from laureate_print.cli.progress import duration
from laureate_print.model import DIED, FAULT, UNREADABLE, Finding, Render, printable

_DRAFT = "translation_is_reviewed"
_WARNINGS = 6  # that are told one by one, so that a build without an error stays on one screen
_NOT_FOUND_BY_CHECKS = (UNREADABLE, DIED, FAULT)  # told as what stops a command
_COLUMNS = 80  # of the names of files that a finding touches


def finding_line(finding: Finding) -> str:
    """Gives a finding as a compiler would print it, in one line that a terminal may be given:
    place, severity, message, hint, name of the check.
    """
    place = f"{finding.where}: " if finding.where else ""
    hint = f"; {finding.hint}" if finding.hint else ""
    return printable(f"{place}{finding.severity}: {finding.message}{hint} [{finding.check}]")


def warning_lines(renders: Iterable[Render], verbose: bool) -> Iterator[str]:
    """Gives each warning once, with the files that it is of; of many only the first, unless all
    are asked for. Drafts are no lines of their own: the summary tells them.
    """
    found = [
        (finding, files)
        for finding, files in _touched(renders).items()
        if finding.severity == "warning" and finding.check != _DRAFT
    ]
    told = found if verbose else found[:_WARNINGS]
    for finding, files in told:
        yield finding_line(finding)
        yield f"  in {_named(files, verbose)}"
    if more := Counter(finding.check for finding, _ in found[len(told) :]):
        checks = ", ".join(f"{number} {check}" for check, number in more.items())
        yield f"and {count(more.total(), 'more warning')} ({checks}); -v tells all"


def error_lines(renders: Sequence[Render], verbose: bool) -> Iterator[str]:
    """Gives each error once, with the files that are not written for it; all drafts that a release
    refuses are one.
    """
    refused: dict[str, None] = {}
    for finding, files in _touched(renders).items():
        if finding.severity == "error" and finding.check == _DRAFT:
            refused |= dict.fromkeys(files)
        elif finding.severity == "error" and finding.check not in _NOT_FOUND_BY_CHECKS:
            yield finding_line(finding)
            yield f"  not written: {_named(files, verbose)}"
    if refused:
        tags = drafts(render for render in renders if render.job.path in refused)
        hint = "native speakers read them, 'laureate-print catalog review' writes it down"
        yield f"error: {drafts_told(tags, True)}; {hint} [{_DRAFT}]"
        yield f"  not written: {_named(list(refused), verbose)}"


def unreadable_lines(renders: Iterable[Render], verbose: bool) -> Iterator[str]:
    """Gives a line for each slip in a source that cannot be read, and for whatever else kept a file
    from being made; the last one has the files that need it.
    """
    told: set[str] = set()
    for finding, files in _touched(renders).items():
        if finding.check in _NOT_FOUND_BY_CHECKS:
            *rows, last = map(printable, finding.message.split("\n"))
            for row in (*rows, f"{last}; not written: {_named(files, verbose)}"):
                if row not in told:
                    yield f"laureate-print: {row}"
                told.add(row)


def summary(renders: Sequence[Render], seconds: float, folder: str, verbose: bool) -> str:
    """Gives the one line with which a build ends."""
    written = [render for render in renders if render.kept]
    made = sum(not render.unchanged for render in written)
    took = f"({seconds:.1f} s)" if seconds < 60 else f"({duration(seconds)})"
    files = f"{count(len(written), 'file')} in {folder}"
    if made or len(written) < len(renders):
        parts = [f"{files}, {made} made {took}"]
    else:
        parts = [f"{files} {'is' if len(written) == 1 else 'are'} up to date {took}"]
    found = dict.fromkeys(it for render in renders for it in render.findings)
    if len(written) < len(renders):
        parts.append(f"{len(renders) - len(written)} not written")
    for severity in ("error", "warning"):
        if number := sum(it.severity == severity and it.check != _DRAFT for it in found):
            parts.append(count(number, severity))
    if tags := drafts(renders):
        parts.append(drafts_told(tags, verbose))
    return "; ".join(parts)


def check_lines(findings: Sequence[Finding]) -> Iterator[str]:
    """Gives what a look at the sources found: a line for each finding, drafts in the last one."""
    told = [it for it in findings if it.check != _DRAFT]
    yield from map(finding_line, told)
    counts = [
        count(sum(it.severity == severity for it in told), severity)
        for severity in ("error", "warning")
    ]
    # A draft's place is in the catalog of its language, locales/LANG/LC_MESSAGES/NAME.po:LINE.
    tags = {PurePath(it.where).parts[-3]: None for it in findings if it.check == _DRAFT}
    yield "; ".join(
        [f"sources: {', '.join(counts)}", *([drafts_told(tags, False)] if tags else [])]
    )


def drafts(renders: Iterable[Render]) -> list[str]:
    """Gives the languages in which files show something that nobody has reviewed."""
    return sorted({tag for render in renders for tag in render.drafts})


def drafts_told(tags: Iterable[str], named: bool) -> str:
    """Says in words how many languages are drafts, and if they are to be named, which."""
    all_of_them = list(tags)
    said = (
        "1 language is a draft"
        if len(all_of_them) == 1
        else f"{len(all_of_them)} languages are drafts"
    )
    return f"{said}: {', '.join(all_of_them)}" if named else said


def _touched(renders: Iterable[Render]) -> dict[Finding, list[str]]:
    """Gives each finding with the paths of the files that it is of."""
    found: dict[Finding, list[str]] = {}
    for render in renders:
        for finding in dict.fromkeys(render.findings):
            found.setdefault(finding, []).append(render.job.path)
    return found


def _named(files: Sequence[str], whole: bool) -> str:
    """Gives names of files in a line: of many how many there are, and as many as there is room."""
    if len(files) == 1:
        return files[0]
    shown = list(files[:1])
    for file in files[1:]:
        if not whole and len(", ".join([*shown, file])) > _COLUMNS:
            return f"{len(files)} files: {', '.join(shown)}, ..."
        shown.append(file)
    return f"{len(files)} files: {', '.join(shown)}"


def count(number: int, noun: str) -> str:
    """Gives a number of things in words."""
    return f"{number} {noun}{'' if number == 1 else 's'}"

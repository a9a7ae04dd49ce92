"""Opens the finished archive file again and looks for what it was made from."""

from __future__ import annotations

from collections.abc import Iterator

from laureate_print.checks.contexts import Case
from laureate_print.checks.pdf import opened
from laureate_print.model import Finding


def sources_are_inside(case: Case) -> Iterator[Finding]:
    """An archive file holds its sources, byte for byte, each with type, description and
    relationship, and no more.

    Whoever opens it in fifty years finds the words and the project to make it again (ISO 32000-2,
    7.11.3).
    """
    pdf = opened(case)
    if pdf is None or case.page is None or case.job.output != "archive":
        return
    inside = {file.name: file for file in pdf.files}
    wanted = {source.name: source for source in case.page.attachments}
    for name in dict.fromkeys([*wanted, *inside]):
        if name not in inside or name not in wanted:
            yield _error(
                case, f"{name} is {'missing' if name in wanted else 'no source of this edition'}"
            )
            continue
        for fact in ("content", "media_type", "description", "relationship"):
            found, meant = getattr(inside[name], fact), getattr(wanted[name], fact)
            if found != meant:
                difference = (
                    "are not those of the source"
                    if fact == "content"
                    else f"is '{found}' and not '{meant}'"
                )
                words = "the bytes" if fact == "content" else fact.replace("_", " ")
                yield _error(case, f"{words} of {name} {difference}")


def _error(case: Case, message: str) -> Finding:
    hint = "this is our mistake: please report it"
    return Finding("sources_are_inside", "error", message, f"dist/{case.job.path}", hint)

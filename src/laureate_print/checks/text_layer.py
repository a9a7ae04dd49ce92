"""Reads the finished PDF's text back and compares it with the words that went in, letter for
letter, in order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from laureate_print.checks.contexts import Case
from laureate_print.checks.pdf import opened
from laureate_print.checks.reading import Run, announcement
from laureate_print.model import Finding
from laureate_print.pdf_reader.text import squeezed, unmirrored, without_artifacts

Form = Callable[[str], str]


def tag_tree_gives_the_text(case: Case) -> Iterator[Finding]:
    """By the standard's own rule the file gives what was written: what a screen reader should say
    (14.9.4).
    """
    pdf = opened(case)
    if pdf is not None:
        text = squeezed("".join(piece.text for piece in pdf.tagged_text))
        yield from _differences(case, "tag_tree_gives_the_text", text, squeezed)


def text_reads_back(case: Case) -> Iterator[Finding]:
    """PDFium (Chrome, Edge, Android) gives what was written: what a reader finds, selects and
    copies.

    From right to left it mirrors brackets and quotation marks once too often: they are left out
    there.
    """
    pdf = opened(case)
    if pdf is None or case.page is None:
        return
    form = unmirrored if case.page.language.direction == "rtl" else squeezed
    pages = zip(pdf.page_texts, pdf.artifact_texts, strict=True)
    text = "".join(
        without_artifacts([form(artifact) for artifact in artifacts], form(page))
        for page, artifacts in pages
    )
    yield from _differences(case, "text_reads_back", text, form)


def _differences(case: Case, check: str, text: str, form: Form) -> Iterator[Finding]:
    """Goes through the announcement run by run; where one differs, names its message and the first
    letter that does.
    """
    position, lost = (
        0,
        True,
    )  # before the first run, and behind one that differs, the next may stand anywhere further on
    for run in announcement(case.page.html) if case.page else ():
        expected = form(run.text)
        found = text.find(expected, position)
        if found < 0 or (found > position and not lost):
            yield _difference(case, check, run, expected, text, -1 if lost else position)
        lost = found < 0
        position = position if lost else found + len(expected)


def _difference(
    case: Case, check: str, run: Run, expected: str, text: str, position: int
) -> Finding:
    alike = 0
    while alike < len(expected) and (
        text.startswith(expected[: alike + 1], position)
        if position >= 0
        else expected[: alike + 1] in text
    ):
        alike += 1
    character = expected[min(alike, len(expected) - 1)]
    found = text[position + alike : position + alike + 1] if position >= 0 else ""
    before = expected[max(0, alike - 12) : alike]
    message = f"after '{before}' comes {_named(found)} where {_named(character)} was written"
    return Finding(
        check,
        "error",
        (
            message
            if alike < len(expected)
            else f"'{expected[:20]}' is not where it belongs in the reading order"
        ),
        case.message_place(run.text.strip()) or f"dist/{case.job.path}",
        "see the face of its language in fonts/fonts.toml, and docs/text-layer.md",
    )


def _named(character: str) -> str:
    return f"'{character}' (U+{ord(character):04X})" if character else "nothing"

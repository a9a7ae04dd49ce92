"""Reads the finished PDF's text back and compares it with the words that went in, letter for
letter, in order; what the engine made of its own, such as the numbers of a list, stands where it
made it.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from laureate_print.checks.contexts import ArtifactContext
from laureate_print.checks.expected import Stretch
from laureate_print.checks.reading import announcement
from laureate_print.model import Finding, Layout
from laureate_print.pdf_reader.text import basic, received, squeezed, unmarked, without_artifacts

_OPENINGS = (8, 3)  # stretches by which the beginning of the announcement is found: all, or some
_TELLING = 5  # letters by which a place is found again
_SLACK = 40  # letters among which a text is looked for again behind one that was not there


def tag_tree_gives_the_text(context: ArtifactContext) -> Iterator[Finding]:
    """By the standard's own rule the file gives what was written: what a screen reader should say
    (14.9.4).
    """
    pdf = context.pdf
    if pdf is not None:
        given = received("".join(piece.text for piece in pdf.tagged_text))
        stretches = context.expected.in_reading_order()
        yield from _differences(context, "tag_tree_gives_the_text", stretches, given)


def text_reads_back(context: ArtifactContext) -> Iterator[Finding]:
    """PDFium (Chrome, Edge, Android) gives what was written: what a reader selects and copies.

    From right to left it loses pictographs, and all else beyond U+FFFF, whatever the file says; and
    it puts some codes out of order, which no author can mend. The tag tree has them right, so there
    a difference is a warning.
    """
    pdf = context.pdf
    if pdf is None:
        return
    layout = context.artifact.layout or Layout()
    if layout.wide_columns:
        return  # what stands beyond the page is read by nobody; it is told by column
    pages = zip(pdf.page_texts, pdf.artifact_texts, strict=True)
    given = "".join(
        without_artifacts(_running(artifacts, layout, number), received(page))
        for number, (page, artifacts) in enumerate(pages, 1)
    )
    from_right = context.page.language.direction == "rtl"
    stretches = context.expected.in_drawing_order(from_right)
    if from_right:
        given = basic(given)
        stretches = (replace(it, text=basic(it.text), turned=basic(it.turned)) for it in stretches)
    for finding in _differences(context, "text_reads_back", stretches, given):
        yield replace(finding, severity="warning") if from_right else finding


def phrases_are_found(context: ArtifactContext) -> Iterator[Finding]:
    """PDFium finds what a person types, where lines run from right to left: each two words of which
    one has a number, a Latin letter, a bracket or a vowel mark.

    A phrase that it does not give at all is told by `text_reads_back`; one beyond U+FFFF its search
    never finds.
    """
    pdf = context.pdf
    if pdf is None or context.page.language.direction != "rtl":
        return
    texts = [received(page) for page in pdf.page_texts]
    runs = {phrase: run for run in announcement(context.page.html) for phrase in _phrases(run.text)}
    given = [
        phrase
        for phrase in runs
        if phrase == basic(phrase) and any(squeezed(phrase) in text for text in texts)
    ]
    for phrase in pdf.unfound(given):
        yield Finding(
            "phrases_are_found",
            "warning",
            f"a search for '{phrase}' finds nothing in the finished file",
            context.message_place(runs[phrase].text.strip()) or f"dist/{context.job.path}",
            "nothing is wrong with the words: one reader's search cannot see them together"
            " (docs/text-layer.md)",
        )


def _phrases(text: str) -> Iterator[str]:
    """Gives each two words of a text that readers of glyphs may put out of order, as one would type
    them.
    """
    words = [typed for word in text.split() if (typed := unmarked(word))]
    for pair in pairwise(words):
        if any(_is_apart(character) for word in pair for character in word):
            yield " ".join(pair)


def _is_apart(character: str) -> bool:
    kind = unicodedata.category(character)
    return kind in ("Nd", "Mn", "Ps", "Pe", "Pi", "Pf") or character.isascii()


def _running(artifacts: Sequence[str], layout: Layout, page: int) -> list[str]:
    """Gives the artifacts of a page that stand at its head and foot, and not where a table goes
    on.

    Letters count, not their order: from right to left glyphs stand from left to right.
    """
    repeated = Counter(
        "".join(sorted(squeezed(line.text)))
        for line in layout.lines
        if line.page == page and line.kind == "repeated"
    )
    running = []
    for text in map(received, artifacts):
        letters = "".join(sorted(text))
        repeated[letters] -= 1
        if repeated[letters] < 0:
            running.append(text)
    return running


def _differences(
    context: ArtifactContext, check: str, stretches: Iterable[Stretch], given: str
) -> Iterator[Finding]:
    """Goes through what should be read, stretch by stretch; where one differs, names its message
    and the first letter that does.
    """
    stretches = list(stretches)
    # The head of the page may hold the first words, too.
    openings = ["".join(squeezed(it.text) for it in stretches[:count]) for count in _OPENINGS]
    position = next((at for it in openings if (at := given.find(it)) >= 0), 0)
    missed = len(given)  # before the first stretch, the next may stand anywhere
    for stretch in stretches:
        expected = squeezed(stretch.text)
        if 0 < missed < len(given) and (stretch.run is None or len(expected) < _TELLING):
            continue  # so little stands anywhere
        # Behind one that differs the next stands somewhat further on, if its letters are more.
        end = position + len(expected) + missed
        found = given.find(expected, position, end)
        if found < 0 and stretch.turned:
            found = given.find(squeezed(stretch.turned), position, end)
        if found < 0:
            place = -1 if missed else position
            yield _difference(context, check, stretch, expected, given, place)
            missed += 2 * len(expected) + _SLACK
        else:
            position, missed = found + len(expected), 0


def _difference(
    context: ArtifactContext, check: str, stretch: Stretch, expected: str, given: str, position: int
) -> Finding:
    alike = 0
    while alike < len(expected) and (
        given.startswith(expected[: alike + 1], position)
        if position >= 0
        else expected[: alike + 1] in given
    ):
        alike += 1
    character = expected[min(alike, len(expected) - 1)]
    found = given[position + alike : position + alike + 1] if position >= 0 else ""
    before, after = expected[max(0, alike - 12) : alike], expected[alike + 1 : alike + 13]
    beside = f"after '{before}'" if before else f"before '{after}'" if after else "there"
    message = f"{beside} comes {_named(found)} where {_named(character)} was written"
    return Finding(
        check,
        "error",
        (
            message
            if alike < len(expected)
            else f"'{expected[:20]}' is not where it belongs in the reading order"
        ),
        (stretch.run and context.message_place(stretch.run.text.strip()))
        or f"dist/{context.job.path}",
        "see the face of its language in fonts/fonts.toml, and docs/text-layer.md",
    )


def _named(character: str) -> str:
    return f"'{character}' (U+{ord(character):04X})" if character else "nothing"

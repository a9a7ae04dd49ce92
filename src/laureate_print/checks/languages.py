"""Compares the language that each part declares with the scripts that its letters belong to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from laureate_print.checks.contexts import ArtifactContext, PageContext
from laureate_print.checks.reading import Run
from laureate_print.checks.scripts import (
    LABEL,
    SHARED,
    UNWRITTEN,
    WITH_CAPITALS,
    Word,
    is_foreign_name,
    script_name,
    words,
)
from laureate_print.errors import UsageError
from laureate_print.model import Finding, Layout
from laureate_print.pdf_reader.text import squeezed
from laureate_print.sources.languages import WRITTEN_IN, language

if TYPE_CHECKING:
    from laureate_print.pdf_reader.structure_tree import Piece

_FOREIGN_SHARE = 1 / 3  # of a part's letters may be foreign words; more is another language
_ZERO_WIDTH_SPACE = "\u200b"
_CODES = ("code", "kbd", "samp", "var", "Code")  # elements and a tag whose words are no language's


def parts_say_their_language(context: PageContext) -> Iterator[Finding]:
    """Each part of a page declares by `lang` the language that its letters are written in.

    Without it a screen reader speaks Japanese with an English voice (WCAG 2.2, 3.1.2).
    """
    for run in context.read.runs:
        if run.tag not in _CODES:
            yield from _foreign(run, partial(_place, context, run.text))


def nothing_is_left_to_write(context: PageContext) -> Iterator[Finding]:
    """What stands between ◆ ◆, as in a new project, is no word for readers."""
    for run in context.read.runs:
        for found in UNWRITTEN.finditer(run.text):
            yield Finding(
                "nothing_is_left_to_write",
                "warning",
                f"'{found[0]}' is still to be written",
                _place(context, found[0]),
                "write it before the announcement is published",
            )


def _place(context: PageContext, text: str) -> str:
    text = text.strip()
    return context.message_place(text) or context.template_place(text)


def tagged_parts_say_their_language(context: ArtifactContext) -> Iterator[Finding]:
    """Each part of a tagged PDF declares it by `/Lang` (ISO 14289-1, 7.2); a number that the engine
    made, such as `iv.`, is in no language.
    """
    layout = context.artifact.layout or Layout()
    made = {squeezed(line.text) for line in layout.lines if line.kind == "generated"}
    for piece in context.pdf.tagged_text if context.pdf else ():
        if piece.role not in _CODES and squeezed(piece.text) not in made:
            yield from _foreign(piece, lambda: f"dist/{context.job.path}")


def _foreign(part: Run | Piece, where: Callable[[], str]) -> Iterator[Finding]:
    if found := _foreign_script(part.text, part.language):
        text = " ".join(part.text.split())[:40]
        yield Finding(
            "parts_say_their_language",
            "error",
            f"'{text}' says that it is '{part.language}', but holds {found}",
            where(),
            "translate it; a name or a quotation in another language says so: "
            '[Médecins Sans Frontières]{lang=fr} in Markdown, lang="fr" in a template',
        )


@lru_cache(maxsize=4096)  # the pages of a document share most of their parts
def _foreign_script(text: str, tag: str) -> str:
    """Gives the first letters of a text in a script that its language is not written in; nothing
    where all is well.

    Acronyms, names, single letters and a label before an address pass, and so do other foreign
    words up to a third, if their script has capitals, by which names are known.
    """
    try:
        own = language(tag).script
    except UsageError:
        return ""  # `every_character_has_a_glyph` says so
    allowed = WRITTEN_IN.get(own, {own}) | SHARED
    all_words = words(text.replace(_ZERO_WIDTH_SPACE, ""))  # where an address may break
    foreign = [word for word in all_words if word.script not in allowed]
    without_case = [word for word in foreign if word.script not in WITH_CAPITALS]
    is_label = len(all_words) == 1 and LABEL.match(text.strip())
    if not without_case and (is_label or _are_names(foreign, all_words)):
        return ""
    first = (without_case or [word for word in foreign if not word.is_acronym] or foreign)[0]
    return f"'{first.text[:20]}' in {script_name(first.script)}"


def _are_names(foreign: list[Word], all_words: list[Word]) -> bool:
    """Says whether foreign words are names in a text, or the text is one."""
    if len(foreign) == len(all_words):
        return not foreign or is_foreign_name(foreign)
    plain = sum(len(word.text) for word in foreign if not word.is_name)
    return plain <= _FOREIGN_SHARE * sum(len(word.text) for word in all_words)

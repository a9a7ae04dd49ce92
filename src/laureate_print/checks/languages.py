"""Compares the language that each part declares with the scripts that its letters belong to."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from laureate_print.checks.contexts import ArtifactContext, PageContext
from laureate_print.checks.reading import Reader, Run
from laureate_print.errors import UsageError
from laureate_print.model import Finding
from laureate_print.sources.languages import language

if TYPE_CHECKING:
    from laureate_print.pdf_reader.structure_tree import Piece

# Scripts that CLDR names by one code and Unicode by several (ISO 15924; UAX #24); the others are
# one and the same.
_WRITTEN_IN = {
    "Jpan": {"Hani", "Hira", "Kana"},
    "Kore": {"Hang", "Hani"},
    "Hans": {"Hani", "Bopo"},
    "Hant": {"Hani", "Bopo"},
}
_CODE = {"code", "kbd", "samp"}  # is written in no language
_SHARED = {"Zyyy", "Zinh"}  # characters that belong to many scripts
_FOREIGN_SHARE = 1 / 3  # of a part's letters may be Latin names; more is a part in another language


def parts_say_their_language(context: PageContext) -> Iterator[Finding]:
    """Each part of a page declares by `lang` the language that its letters are written in.

    Without it a screen reader speaks Japanese with an English voice (WCAG 2.2, 3.1.2).
    """
    for run in Reader(context.page.html).runs:
        if run.tag in _CODE:
            continue
        place = context.message_place(run.text.strip())
        yield from _foreign(run, place or f"templates/{context.job.template}/")


def tagged_parts_say_their_language(context: ArtifactContext) -> Iterator[Finding]:
    """Each part of a tagged PDF declares it by `/Lang` (ISO 14289-1, 7.2)."""
    for piece in context.pdf.tagged_text if context.pdf else ():
        if piece.role == "Code":
            continue
        yield from _foreign(piece, f"dist/{context.job.path}")


def _foreign(part: Run | Piece, where: str) -> Iterator[Finding]:
    if found := _foreign_script(part.text, part.language):
        text = " ".join(part.text.split())[:40]
        yield Finding(
            "parts_say_their_language",
            "error",
            f"'{text}' says that it is '{part.language}', but holds {found}",
            where,
            'say its language where the template asks for it, such as lang="ja"',
        )


def _foreign_script(text: str, tag: str) -> str:
    """Gives the first letters of a text in a script that its language is not written in; nothing
    where all is well.

    Latin words in capitals, such as JAR and UNHCR, may stand in any language, and other Latin words
    up to a third.
    """
    from fontTools.unicodedata import script_name

    try:
        own = language(tag).script
    except UsageError:
        return ""  # `every_character_has_a_glyph` says so
    words = _words(text)
    allowed = _WRITTEN_IN.get(own, {own}) | _SHARED
    foreign = [(word, script) for word, script in words if script not in allowed]
    names = [word for word, script in foreign if script == "Latn" and not word.isupper()]
    if sum(map(len, names)) <= _FOREIGN_SHARE * sum(len(word) for word, _ in words):
        foreign = [(word, script) for word, script in foreign if script != "Latn"]
    first = next(
        ((word, script) for word, script in foreign if script != "Latn" or not word.isupper()), None
    )
    return f"'{first[0][:20]}' in {script_name(first[1]).replace('_', ' ')}" if first else ""


def _words(text: str) -> list[tuple[str, str]]:
    """Gives each run of letters of one script, with the script; a mark belongs to its letter."""
    from fontTools.unicodedata import script

    words: list[tuple[str, str]] = []
    before = ""
    for character in text:
        kind = unicodedata.category(character)[0]
        own = script(character) if kind == "L" else before if kind == "M" else ""
        if own and own == before:
            words[-1] = (words[-1][0] + character, own)
        elif own:
            words.append((character, own))
        before = own
    return words

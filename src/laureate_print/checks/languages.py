"""Compares the language that each part declares with the scripts that its letters belong to."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from laureate_print.checks.contexts import Case
from laureate_print.checks.pdf import opened
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
_SHARED = {"Zyyy", "Zinh"}  # characters that belong to many scripts
_FOREIGN_SHARE = 1 / 3  # of a part's letters may be Latin names; more is a part in another language


def parts_say_their_language(case: Case) -> Iterator[Finding]:
    """Each part declares the language that its letters are written in, in HTML by `lang`, in a PDF
    by `/Lang`.

    Without it a screen reader speaks Japanese with an English translator (WCAG 2.2, 3.1.2; ISO
    14289-1, 7.2).
    """
    pdf = opened(case)
    parts: Iterable[Run | Piece] = (
        pdf.tagged_text if pdf else () if case.artifact else Reader(case.html).runs
    )
    for part in parts:
        found = _foreign_script(part.text, part.language)
        if found:
            text = " ".join(part.text.split())[:40]
            message = f"'{text}' says that it is '{part.language}', but holds {found}"
            where = f"dist/{case.job.path}" if pdf else case.message_place(part.text.strip())
            hint = 'say its language where the template asks for it, such as lang="ja"'
            yield Finding(
                "parts_say_their_language",
                "error",
                message,
                where or f"templates/{case.job.template}/",
                hint,
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
    told = next(
        ((word, script) for word, script in foreign if script != "Latn" or not word.isupper()), None
    )
    return f"'{told[0][:20]}' in {script_name(told[1]).replace('_', ' ')}" if told else ""


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

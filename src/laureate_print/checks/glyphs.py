"""Looks at the composed page: the faces of its languages can draw every character."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from laureate_print.checks.case import Case
from laureate_print.checks.reading import Reader
from laureate_print.errors import UsageError
from laureate_print.fonts import coverage
from laureate_print.languages import language
from laureate_print.model import Finding

# Characters that draw nothing: line ends, joiners, bidi controls (Unicode's Default_Ignorable_Code_Point).
_UNDRAWN = {"\n", "\r", "\t", "\u00ad", "\u200b", "\u200c", "\u200d", "\u2060"}


def every_character_has_a_glyph(case: Case) -> Iterator[Finding]:
    """Some face of the language's stack draws each character; else a reader sees an empty box."""
    told: set[tuple[str, str]] = set()
    for run in Reader(case.html).runs:
        try:
            tag = language(run.language).tag
        except UsageError:
            yield Finding(
                "every_character_has_a_glyph",
                "error",
                f"the language '{run.language}' of '{run.text.strip()[:40]}' is not known",
                f"templates/{case.job.template}/",
                "give it a BCP 47 tag such as ja in its lang attribute",
            )
            continue
        families = case.fonts.families(tag)
        drawn = [coverage(face) for family in families for face in case.fonts.faces[family][:1]]
        for character in run.text:
            missing = character not in _UNDRAWN and not any(ord(character) in cover for cover in drawn)
            if missing and unicodedata.category(character) != "Cf" and (tag, character) not in told:
                told.add((tag, character))
                name = unicodedata.name(character, "unnamed")
                yield Finding(
                    "every_character_has_a_glyph",
                    "error",
                    f"no face of '{tag}' draws '{character}' (U+{ord(character):04X} {name})",
                    case.message_place(character) or f"templates/{case.job.template}/",
                    f"the stack is {', '.join(families)}: change the character, or add a face to fonts/fonts.toml",
                )

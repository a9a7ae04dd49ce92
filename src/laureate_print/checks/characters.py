"""Looks at the characters of a translation: normalized, none that is invisible, no stray spaces."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from laureate_print.checks.blanks import DRAWN
from laureate_print.checks.contexts import WordsContext
from laureate_print.checks.scripts import disguised, joined_words, script_name
from laureate_print.checks.suppressions import wordings
from laureate_print.model import Finding
from laureate_print.pdf_reader.text import normalized
from laureate_print.sources.fonts import named
from laureate_print.sources.languages import language

# Zero-width space, non-joiner and joiner: some scripts are not written right without them. Soft
# hyphen and word joiner say where a line may end and where not: those are the translator's means.
# Only in Arabic letters, which are not divided, a soft hyphen stands for a lost U+200C.
_NEEDED = {"\u00ad", "\u200b", "\u200c", "\u200d", "\u2060"}
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);")
# What breaks a line or sets it apart, and what it is called.
_BREAKS = {
    "\n": "a line end \\n",
    "\r": "a line end \\r",
    "\t": "a tab \\t",
    "\u2028": "a line separator",
    "\u2029": "a paragraph separator",
}
_DIRECTIONS = {
    *"\u061c\u200e\u200f",
    *map(chr, range(0x202A, 0x202F)),
    *map(chr, range(0x2066, 0x206A)),
}
_SPACES = r"[ \t\u00a0\u2000-\u200a\u202f\u205f]"


def text_is_normalized(context: WordsContext) -> Iterator[Finding]:
    """A translation is in Normalization Form C: else a search misses words that look the same (UAX
    #15). Compatibility ideographs stay as they are: they are letters of names.
    """
    for message in context.translated:
        normal = normalized(message.text)
        if normal != message.text:
            place = next(
                at
                for at, pair in enumerate(zip(normal + "\0", message.text + "\0", strict=False))
                if len({*pair}) > 1
            )
            yield Finding(
                "text_is_normalized",
                "error",
                f"not in Normalization Form C, from '{normal[max(0, place - 12) : place + 1]}'",
                message.where,
                "save the text in NFC: most editors and keyboards write it so",
            )


def no_character_is_invisible(context: WordsContext) -> Iterator[Finding]:
    """No control character and no mark of direction: nobody sees them, and the program sets
    directions itself. A text in the source language may break its lines; nothing else excuses it.
    """
    needed = _NEEDED - ({"\u00ad"} if language(context.language).script == "Arab" else set())
    for message in context.translated:
        excused = {*message.source} if context.is_translation else {*"\n\r\t"}
        for character in sorted({*message.text} - excused - needed - DRAWN):
            if unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp"):
                yield _invisible(character, message.where, context.is_translation)


def _invisible(character: str, where: str, is_translation: bool) -> Finding:
    """Says what an invisible character is, and what to do without it."""
    code = f"U+{ord(character):04X}"
    if character in _BREAKS:
        told = _BREAKS[character] + " that the source has not" * is_translation
        hint = "take it out: lines break by themselves"
        return Finding("no_character_is_invisible", "error", f"{told} ({code})", where, hint)
    named = unicodedata.name(character, f"the control character {ascii(character)[1:-1]}")
    hint = "take it out"
    if character in _DIRECTIONS:
        hint += "; the program turns what runs the other way by itself"
    message = f"an invisible character: {code} {named}"
    return Finding("no_character_is_invisible", "error", message, where, hint)


def no_entity_is_typed(context: WordsContext) -> Iterator[Finding]:
    """No `&nbsp;` and no `&amp;`: a translation holds characters themselves, and readers see it as
    it stands.
    """
    for message in context.translated:
        if _ENTITY.search(message.source):
            continue
        for entity in dict.fromkeys(_ENTITY.findall(message.text)):
            meant = html.unescape(entity)
            if meant != entity:
                named = unicodedata.name(meant[0], f"U+{ord(meant[0]):04X}").lower()
                yield Finding(
                    "no_entity_is_typed",
                    "error",
                    f"'{entity}' is HTML, which a translation does not hold",
                    message.where,
                    f"type the character itself: {named}{f' ({meant})' if meant.strip() else ''}",
                )


def words_are_of_one_script(context: WordsContext) -> Iterator[Finding]:
    """No word holds a letter of another script that looks like its own, such as a Latin A in a
    Russian word: no search finds it, and a screen reader stumbles.
    """
    own = language(context.language).script
    for message in context.translated:
        for word in joined_words(message.text.replace("\u00ad", "")):
            if disguised(word, own):
                whole = "".join(part.text for part in word)
                odd = min(word, key=lambda part: len(part.text))
                yield Finding(
                    "words_are_of_one_script",
                    "error",
                    f"the word '{whole}' mixes scripts: '{odd.text}' is"
                    f" {script_name(odd.script)}, and looks like another letter",
                    message.where,
                    f"type the whole word in one script: {named(odd.text)}",
                )


def no_space_at_the_ends(context: WordsContext) -> Iterator[Finding]:
    """A translation begins and ends with a space only where its source does: else words stick
    together or stand off.
    """
    for words in wordings(context):
        for end, source, text in (
            ("begins", words.source[:1], words.text[:1]),
            ("ends", words.source[-1:], words.text[-1:]),
        ):
            if text.isspace() != source.isspace():
                message = f"{end} with{'' if text.isspace() else 'out'} a space, unlike its source"
                yield words.finding(
                    "no_space_at_the_ends", "error", message, "begin and end it as the source does"
                )


def no_space_is_doubled(context: WordsContext) -> Iterator[Finding]:
    """Between words stands one space; an ideographic one counts for itself where it is customary,
    in Japanese.
    """
    spaces = (
        _SPACES if language(context.language).script == "Jpan" else _SPACES.replace("]", "\u3000]")
    )
    for words in wordings(context, "doubled-spaces"):
        if found := re.search(rf"{spaces}{{2,}}", words.text):
            before = re.split(r"\s", words.text[: found.start()])[-1]
            after = re.split(r"\s", words.text[found.end() :], maxsplit=1)[0]
            message = f"two spaces between '{before}' and '{after}'"
            yield words.finding("no_space_is_doubled", "warning", message, "write one space")

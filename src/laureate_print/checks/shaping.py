"""Looks at how the letters of a page join: a dotted circle stands where the signs of a word have no
order that their script knows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from laureate_print.checks.contexts import PageContext
from laureate_print.errors import UsageError
from laureate_print.model import Face, Finding
from laureate_print.sources.fonts import coverage, named, opened
from laureate_print.sources.languages import language

_CIRCLE = "\u25cc"
_SELECTORS = {*map(chr, range(0xFE00, 0xFE10))}
# Burmese in the order and with the codes of the font Zawgyi-One (unicode.org/faq/myanmar.html): a
# killer that joins nothing, forms that Unicode has for other languages, or a sign before any
# letter.
_ZAWGYI = re.compile(
    "\u1039(?![\u1000-\u102a\u103f\u104e])|[\u1060-\u1097]|(?<![\u1000-\u109f])[\u1031\u103b]"
)
_TYPE = (
    "type each sign behind its letter, as Unicode orders them; old fonts and PDFs give other orders"
    " when their text is copied"
)
_CONVERT = "convert the text to Unicode, with Google's myanmar-tools for instance"


def no_cluster_is_broken(context: PageContext) -> Iterator[Finding]:
    """No word is drawn with a dotted circle that it does not hold, no sign stands alone or twice,
    and none is Burmese in Zawgyi: nobody can read it, and no search finds it.
    """
    for run in context.read.runs:
        if not any(map(_is_mark, set(run.text))):
            continue
        for word in re.split("[ \t\r\n\f\u3000]+", run.text):
            flaw, hint = _flaw(context, run.language, word)
            if flaw:
                yield Finding(
                    "no_cluster_is_broken",
                    "error",
                    f"'{word[:40]}' {flaw}",
                    context.message_place(run.text.strip()) or context.message_place(word),
                    hint,
                )
                break


def _flaw(context: PageContext, tag: str, word: str) -> tuple[str, str]:
    """Gives what is wrong with the signs of a word, and what to do; nothing where all is well."""
    marks = _marks(word)
    if not any(marks):
        return "", ""
    if tag.split("-")[0] == "my" and _ZAWGYI.search(word):
        return "is written in Zawgyi, not in Unicode", _CONVERT
    twice = [word[i] for i in range(1, len(word)) if marks[i] and word[i] == word[i - 1]]
    if twice:
        return f"has a sign twice: {named(twice[:1])}", "take one out"
    for before, letter, marked in zip(["(", *word], word, marks, strict=False):
        if marked and unicodedata.category(before)[0] == "P":
            return f"has a sign without a letter to stand on: {named(letter)}", _TYPE
    if _circles(context, tag, word) > word.count(_CIRCLE):
        return "is drawn with a dotted circle: its signs have an order that no reader knows", _TYPE
    return "", ""


@lru_cache(maxsize=4096)
def _marks(word: str) -> tuple[bool, ...]:
    """Says of each letter of a word whether it is a sign that stands on another."""
    return tuple(map(_is_mark, word))


@lru_cache(maxsize=4096)
def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter)[0] == "M" and letter not in _SELECTORS


def _circles(context: PageContext, tag: str, word: str) -> int:
    """Counts the dotted circles that HarfBuzz draws a word with, in the first face that has its
    letters.
    """
    try:
        families = context.fonts.stack(language(tag).tag, "text")
    except UsageError:
        return 0  # `every_character_has_a_glyph` says so
    faces = (context.fonts.faces[family][0] for family in families)
    letters = [ord(letter) for letter in word if unicodedata.category(letter)[0] in "LM"]
    covering = (face for face in faces if all(it in coverage(face) for it in letters))
    face = next(covering, None)
    return _circles_of(face, tag, word) if face else 0  # several faces draw it, or none


@lru_cache(maxsize=4096)
def _circles_of(face: Face, tag: str, word: str) -> int:
    """Counts the dotted circles that a face has for a word; the pages of a document share most of
    their words.
    """
    import uharfbuzz

    font = _font(face)
    circle = font.get_nominal_glyph(ord(_CIRCLE))
    buffer = uharfbuzz.Buffer()
    # What another face draws parts the word: a space stands for it.
    drawn = (letter if ord(letter) in coverage(face) else " " for letter in word)
    buffer.add_str("".join(drawn))
    buffer.guess_segment_properties()
    buffer.language = tag
    uharfbuzz.shape(font, buffer)
    return sum(info.codepoint == circle for info in buffer.glyph_infos) if circle else 0


@lru_cache(maxsize=8)
def _font(face: Face) -> Any:
    """Opens a face for shaping."""
    import uharfbuzz

    return uharfbuzz.Font(opened(face))

"""Looks at how the letters of a page join: a dotted circle stands where the signs of a word have no
order that their script knows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from laureate_print.checks.contexts import PageContext
from laureate_print.checks.reading import Reader
from laureate_print.errors import UsageError
from laureate_print.model import Finding
from laureate_print.sources.fonts import coverage, opened
from laureate_print.sources.languages import language

_CIRCLE = "\u25cc"
# Burmese in the order and with the codes of the font Zawgyi-One (unicode.org/faq/myanmar.html): a
# killer that joins nothing, forms that Unicode has for other languages, or a sign before any
# letter.
_ZAWGYI = re.compile(
    "\u1039(?![\u1000-\u102a\u103f\u104e])|[\u1060-\u1097]|(?<![\u1000-\u109f])[\u1031\u103b]"
)


def no_cluster_is_broken(context: PageContext) -> Iterator[Finding]:
    """No word is drawn with a dotted circle that it does not hold, and none is Burmese in Zawgyi:
    nobody can read it, and no search finds it.
    """
    fonts: dict[str, Any] = {}
    for run in Reader(context.page.html).runs:
        for word in run.text.split():
            if not any(unicodedata.category(letter)[0] == "M" for letter in word):
                continue
            zawgyi = run.language.split("-")[0] == "my" and _ZAWGYI.search(word)
            if zawgyi or _circles(context, fonts, run.language, word) > word.count(_CIRCLE):
                yield Finding(
                    "no_cluster_is_broken",
                    "error",
                    f"'{word[:40]}' is written in Zawgyi, not in Unicode"
                    if zawgyi
                    else f"'{word[:40]}' is drawn with a dotted circle: its signs have no letter"
                    " to stand on, or stand in an order that their script does not know",
                    context.message_place(run.text.strip()) or context.message_place(word),
                    "convert the text to Unicode, with Google's myanmar-tools for instance"
                    if zawgyi
                    else "type each sign behind its letter, as Unicode orders them; old fonts and"
                    " PDFs give other orders when text is copied",
                )
                break


def _circles(context: PageContext, fonts: dict[str, Any], tag: str, word: str) -> int:
    """Counts the dotted circles that HarfBuzz draws a word with, in the first face that has its
    letters.
    """
    import uharfbuzz

    try:
        families = context.fonts.stack(language(tag).tag, "text")
    except UsageError:
        return 0  # `every_character_has_a_glyph` says so
    faces = (context.fonts.faces[family][0] for family in families)
    face = next((face for face in faces if coverage(face).issuperset(map(ord, word))), None)
    if face is None:
        return 0
    if face.family not in fonts:
        fonts[face.family] = uharfbuzz.Font(opened(face))
    font = fonts[face.family]
    circle = font.get_nominal_glyph(ord(_CIRCLE))
    buffer = uharfbuzz.Buffer()
    buffer.add_str(word)
    buffer.guess_segment_properties()
    buffer.language = tag
    uharfbuzz.shape(font, buffer)
    return sum(info.codepoint == circle for info in buffer.glyph_infos) if circle else 0

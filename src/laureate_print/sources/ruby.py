"""Readings over Japanese words, from the notation of 青空文庫: `難民《なんみん》`,
`｜第8回《だいはっかい》`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

KANJI = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# What stands among kanji as one of them: the small ke of 一ヶ月, and the selectors of variants.
_AMONG_KANJI = "\u30f5\u30f6\ufe00-\ufe0f\U000e0100-\U000e01ef"
_RUBY = re.compile(
    rf"(?:｜(?P<marked>[^｜《》]+)|(?P<kanji>[{KANJI}][{KANJI}{_AMONG_KANJI}]*))《(?P<reading>[^｜《》]+)》"
)


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """Gives each base with its reading; what has none comes with an empty one.

    The base is what stands after ｜, or else the run of kanji before 《.
    """
    position = 0
    for found in _RUBY.finditer(text):
        if found.start() > position:
            yield text[position : found.start()], ""
        yield found["marked"] or found["kanji"], found["reading"]
        position = found.end()
    if position < len(text):
        yield text[position:], ""


def without_readings(text: str) -> str:
    """Gives a text as it stands without the readings: for titles, and wherever no ruby can be
    shown.
    """
    return "".join(base for base, _ in pieces(text))


def markup(text: str) -> str:
    """Gives a text that is escaped already with each reading as HTML ruby, in brackets where ruby
    is not known.
    """
    return "".join(
        f"<ruby>{base}<rp>（</rp><rt>{reading}</rt><rp>）</rp></ruby>" if reading else base
        for base, reading in pieces(text)
    )

"""Readings over Japanese words, from the notation of 青空文庫: `難民《なんみん》`,
`｜第8回《だいはっかい》`. `｜《海の橋》` prints the brackets, as in 小説家になろう and カクヨム.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

# ヶ, 々, 〆 and 〇 are read with kanji; variation selectors choose a kanji's form.
KANJI = (
    "\u3005-\u3007\u30f5\u30f6\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
    "\ufe00-\ufe0f\U000e0100-\U000e01ef"
)
_MARKS = re.compile(
    rf"(?:｜(?P<marked>[^｜《》]+)|(?P<kanji>(?<![{KANJI}])[{KANJI}]++))《(?P<reading>[^｜《》]+)》"
    r"|｜(?P<literal>[《》])"
    r"|(?P<close>》)"
)


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """Gives each base with its reading; what has none comes with an empty one.

    The base is what stands after ｜, or else the run of kanji before 《.
    """
    plain = ""
    for base, reading, _ in _parts(text):
        if reading:
            if plain:
                yield plain, ""
            yield base, reading
            plain = ""
        else:
            plain += base
    if plain:
        yield plain, ""


def strays(text: str) -> Iterator[tuple[str, int]]:
    """Gives each ｜, 《 and 》 that belongs to no reading and is not escaped, and its place."""
    for base, reading, place in _parts(text):
        if place >= 0 and not reading:
            yield from (
                (found[0], place + found.start()) for found in re.finditer("[｜《》]", base)
            )


def marks(text: str) -> Iterator[tuple[int, Literal["single", "open", "close"]]]:
    """Gives the place of each sign that is no letter: ｜, which stands by itself, and the brackets
    that open and close a reading.
    """
    for found in _MARKS.finditer(text):
        if found["marked"] or found["literal"]:
            yield found.start(), "single"
        if found["reading"]:
            yield found.start("reading") - 1, "open"
            yield found.end("reading"), "close"


def _parts(text: str) -> Iterator[tuple[str, str, int]]:
    """Gives the parts of a text: base, reading, and where it stands; -1 for an escaped bracket."""
    position, opened = 0, 0
    for found in _MARKS.finditer(text):
        if found["close"] and not opened:
            continue
        if found.start() > position:
            yield text[position : found.start()], "", position
        if found["reading"]:
            yield found["marked"] or found["kanji"], found["reading"], found.start()
        else:
            bracket = found["literal"] or found["close"]
            opened += 1 if bracket == "《" else -1
            yield bracket, "", -1
        position = found.end()
    if position < len(text):
        yield text[position:], "", position


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

"""Looks at the readings over Japanese words, in the notation of 青空文庫: `難民《なんみん》`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from laureate_print.checks.contexts import WordsContext
from laureate_print.model import Finding
from laureate_print.sources.languages import language
from laureate_print.sources.ruby import pieces, strays

_BARE = re.compile("[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_EVERY_READING = "ja-simple"


def readings_are_whole(context: WordsContext) -> Iterator[Finding]:
    """Each 《 has a base before it, its reading and its 》, each ｜ its 《…》: else the marks are
    printed.
    """
    if language(context.language).script != "Jpan":
        return
    for message in context.translated:
        for mark, at in islice(strays(message.text), 1):
            place = message.text[max(0, at - 8) : at + 9]
            yield Finding(
                "readings_are_whole",
                "error",
                f"'{mark}' in '{place}' belongs to no reading",
                message.where,
                "write 難民《なんみん》, or ｜第8回《だいはっかい》 where more than the kanji"
                " before it is read; ｜《海の橋》 prints the brackets, as around a title",
            )
        for base, reading in pieces(message.text):
            if reading and not (reading.strip() and base.strip()):
                yield Finding(
                    "readings_are_whole",
                    "error",
                    f"the reading of '{base}' is blank",
                    message.where,
                    "write 難民《なんみん》",
                )


def every_kanji_has_its_reading(context: WordsContext) -> Iterator[Finding]:
    """In simple Japanese each kanji says how it is read: who learns the language
    reads kana first.
    """
    if context.language != _EVERY_READING:
        return
    for message in context.translated:
        bare = [
            run
            for base, reading in pieces(message.text)
            if not reading
            for run in _BARE.findall(base)
        ]
        if bare and "ignore-readings" not in message.flags:
            yield Finding(
                "every_kanji_has_its_reading",
                "warning",
                f"no reading over {'、'.join(dict.fromkeys(bare))}",
                message.where,
                "write it behind the kanji: 難民《なんみん》",
            )

"""Looks at the readings over Japanese words, in the notation of 青空文庫: `難民《なんみん》`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from laureate_print.checks.contexts import WordsContext
from laureate_print.model import Finding
from laureate_print.sources.languages import language
from laureate_print.sources.ruby import KANJI, pieces

_KANJI = re.compile(f"[{KANJI}]+")
_EVERY_READING = "ja-simple"


def readings_are_whole(context: WordsContext) -> Iterator[Finding]:
    """Each 《 has a base before it, its reading and its 》, each ｜ its 《…》: else the marks are
    printed.
    """
    if language(context.language).script != "Jpan":
        return
    for message in context.translated:
        for base, reading in pieces(message.text):
            if reading.strip() and base.strip():
                continue
            if found := re.search("[｜《》]", base if not reading else "《"):
                place = base[max(0, found.start() - 8) : found.end() + 8]
                yield Finding(
                    "readings_are_whole",
                    "error",
                    f"'{found[0]}' in '{place}' belongs to no reading",
                    message.where,
                    "write 難民《なんみん》, or ｜第8回《だいはっかい》 where more than the kanji"
                    " before it is read",
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
            for run in _KANJI.findall(base)
        ]
        if bare and "ignore-readings" not in message.flags:
            yield Finding(
                "every_kanji_has_its_reading",
                "warning",
                f"no reading over {'、'.join(dict.fromkeys(bare))}",
                message.where,
                "write it behind the kanji: 難民《なんみん》",
            )

"""Looks whether a translation has the numbers of its source, in the digits of any script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from laureate_print.checks.contexts import WordsContext
from laureate_print.checks.suppressions import wordings
from laureate_print.model import Finding

# 10,000 and 10 000, 1,00,000, 3.5: what groups digits or parts decimals differs, the digits do not.
_NUMBER = re.compile(r"(?<!\d)\d{1,3}(?:[.,，٫٬’'\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,٫]\d+)*")
_ORDINAL = re.compile(r"(?<!\d)\d++(?:st|nd|rd|th)\b")
# Numerals that are no digits with a place value, such as 一九九九 or ፲፱፻፺፱: what they say is not
# compared.
_OTHER_NUMERALS = re.compile("[〇零一二三四五六七八九十百千万萬億]{2,}|[\u1369-\u137c]{2,}")
_SMALL = [
    "zero", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
]
_WORDS = {
    **{word: str(value) for value, word in enumerate(_SMALL)},
    **{word: str(10 * value) for value, word in enumerate(_TENS, 2)},
    **{word: str(value) for value, word in enumerate(_ORDINALS, 1)},
    **{"hundred": "100", "thousand": "1000", "once": "1", "twice": "2", "both": "2"},
}


def numbers_are_those_of_the_source(context: WordsContext) -> Iterator[Finding]:
    """The years and amounts of a translation are those of its source.

    An ordinal may be a word ("8th", or "eighth" in letters), and a number that the source has in
    words may be in digits; so a lost ordinal counts only if another number stands in its place.
    """
    for words in wordings(context, "numbers"):
        source, text = _numbers(words.source), _numbers(words.text)
        invented = sorted(text - source - _in_words(words.source))
        ordinals = (
            set()
            if invented
            else {found.rstrip("sthndr") for found in _ORDINAL.findall(words.source)}
        )
        lost = (
            []
            if _OTHER_NUMERALS.search(words.text) and not invented
            else sorted(source - text - ordinals)
        )
        if lost or invented:
            message = " and ".join(
                [f"{number} is lost" for number in lost]
                + [f"{number} is not in the source" for number in invented]
            )
            hint = (
                "write the number of the source; if your language says it otherwise, give it the"
                " flag ignore-numbers"
            )
            yield words.finding("numbers_are_those_of_the_source", "warning", message, hint)


def _numbers(text: str) -> set[str]:
    """Gives the numbers of a text as ASCII digits, without the marks that group them or part their
    decimals.
    """
    found = _NUMBER.findall(re.sub(r"\{[^{}]*\}|<[^<>]*>", " ", text))
    return {
        "".join(
            str(unicodedata.decimal(character)) for character in number if character.isdecimal()
        )
        for number in found
    }


def _in_words(source: str) -> set[str]:
    """Gives the numbers that an English source has in words."""
    return {_WORDS[word] for word in re.findall(r"[a-z]+", source.lower()) if word in _WORDS}

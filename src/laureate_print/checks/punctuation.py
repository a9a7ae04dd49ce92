"""Looks at the punctuation of a translation by the custom of its script: the end, pairs, straight
quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from laureate_print.checks.contexts import WordsContext
from laureate_print.checks.suppressions import wordings
from laureate_print.model import Finding, Language
from laureate_print.sources.languages import language

_QUOTES = "”’»›“‘«‹」』\"'"
_BRACKETS = ")]）］】〉》〕"
_KINDS = {
    "full stop": ".。．｡।॥።။។៕۔։།᠃",
    "question mark": "?？؟፧՞\u037e",
    "exclamation mark": "!！՜",
    "colon": ":：፡፦៖",
    "ellipsis": "…⋯",
}
# What ends a sentence, where it is not what ends an English one: by language or script. An empty
# text is nothing.
_ENDS: dict[str, dict[str, tuple[str, ...]]] = {
    "full stop": {
        "Armn": ("։", ":"), "Beng": ("।",), "Deva": ("।",), "Ethi": ("።",),
        "Guru": ("।",), "Hans": ("。",),
        "Hant": ("。",), "Jpan": ("。", "．"), "Khmr": ("។", "៕"), "Laoo": ("",),
        "Mong": ("᠃",), "Mymr": ("။",),
        "Orya": ("।",), "Thai": ("",), "Tibt": ("།",), "kok": (".",),
        "ks": ("۔",), "mr": (".",), "ur": ("۔",),
    },
    "question mark": {
        "Arab": ("؟",), "Armn": ("՞", "։", ""), "Ethi": ("?", "፧"),
        "Hans": ("？", "?"), "Hant": ("？", "?"),
        "Jpan": ("？", "?", "。"), "Khmr": ("?", "។"), "Laoo": ("?", ""),
        "Mymr": ("။", "?"), "Thai": ("?", ""),
        "el": (";", "\u037e"),
    },
    "exclamation mark": {
        "Armn": ("՜", "։", ""), "Deva": ("!", "।"), "Hans": ("！", "!"),
        "Hant": ("！", "!"), "Jpan": ("！", "!", "。"),
        "Laoo": ("!", ""), "Mymr": ("။", "!"), "Thai": ("!", ""),
    },
    "colon": {
        "Ethi": ("፦", "፡", ":"), "Hans": ("：", ":"), "Hant": ("：", ":"),
        "Jpan": ("：", ":"), "Khmr": ("៖", ":"),
        "Mymr": (":", "။", "-"),
    },
    "ellipsis": {},
}  # fmt: skip
_ENGLISH = {
    "full stop": (".",),
    "question mark": ("?",),
    "exclamation mark": ("!",),
    "colon": (":",),
    "ellipsis": ("…", "⋯"),
}

# What opens, and what may close it: „…“ in German, „…” in Polish.
_PAIRS = {
    "(": ")", "[": "]", "（": "）", "［": "］", "「": "」", "『": "』",
    "【": "】", "〈": "〉", "《": "》", "〔": "〕",
    "“": "”", "‘": "’", "„": "“”", "‚": "‘’", "«": "»", "‹": "›",
}  # fmt: skip
# Some languages point their quotation marks inwards, or open with what closes elsewhere.
_TURNED = {"”": "”“", "»": "«»", "›": "‹›"}
_WITH_TURNED = {"bs", "cs", "da", "de", "fi", "he", "hr", "hu", "pl", "sk", "sl", "sr", "sv", "ur"}
_CLOSING = set("".join([*_PAIRS.values(), *_TURNED.values()])) - {"’", *_PAIRS}
_MARKS = re.compile(f"[{re.escape(''.join(sorted({'’', *_PAIRS, *_TURNED, *_CLOSING})))}]")


def end_is_punctuated_as_the_source(context: WordsContext) -> Iterator[Finding]:
    """A sentence ends as sentences of its language do, and a title without a stop gets none."""
    reader = language(context.language)
    for words in wordings(context, "end-punctuation"):
        (kind, _), (found, last) = _end(words.source), _end(words.text)
        expected = _expected(kind, reader) if kind else ("",)
        if last in expected or (not found and "" in expected):
            continue
        if not kind and words.text.rstrip().endswith(tuple(_BRACKETS)):
            continue  # an abbreviation in brackets, such as "(e.V.)"
        wanted = " or ".join(f"'{end}'" if end else "nothing" for end in expected)
        message = (
            f"ends with {repr(last) if found else 'no punctuation'} where {wanted} is expected"
        )
        hint = (
            "end it as its source ends, by the custom of your language, or give it the flag"
            " ignore-end-punctuation"
        )
        yield words.finding("end_is_punctuated_as_the_source", "warning", message, hint)


def _end(text: str) -> tuple[str, str]:
    """Gives what kind of punctuation ends a text, quotation marks and brackets aside, and its last
    character.
    """
    text = (
        re.sub(r"<[^<>]*>", "", text)
        .replace("...", "…")
        .rstrip(f"{_QUOTES}{_BRACKETS} \u00a0\u202f\u3000")
    )
    last = text[-1:]
    return next((kind for kind, marks in _KINDS.items() if last and last in marks), ""), last


def _expected(kind: str, reader: Language) -> tuple[str, ...]:
    ends = _ENDS[kind]
    return ends.get(reader.tag.split("-")[0], ends.get(reader.script, _ENGLISH[kind]))


def brackets_and_quotes_pair(context: WordsContext) -> Iterator[Finding]:
    """What is opened is closed, by its own counterpart and of its own width."""
    turned = context.language.split("-")[0] in _WITH_TURNED
    for words in wordings(context, "pairs"):
        finished = "<" not in re.sub(
            r"<[^<>]*>", "", words.text
        )  # broken markup is another check's
        if finished and not unpaired(words.source) and (flaw := unpaired(words.text, turned)):
            yield words.finding(
                "brackets_and_quotes_pair", "warning", flaw, "open and close it in the same way"
            )


def unpaired(text: str, turned: bool = False) -> str:
    """Says which bracket or quotation mark of a text has no counterpart; nothing if each has one.

    ’ after a letter is an apostrophe unless ‘ is open, and so is ‘ within a word.
    """
    pairs = _PAIRS | (_TURNED if turned else {})
    open_marks: list[str] = []
    for found in _MARKS.finditer(text):
        place, mark = found.start(), found[0]
        inside = text[place - 1 : place].isalpha() and (
            mark == "‘" or text[place + 1 : place + 2].isalpha()
        )
        if open_marks and mark in pairs[open_marks[-1]] and not (mark == "’" and inside):
            open_marks.pop()
        elif mark in pairs and not (mark == "‘" and inside):
            open_marks.append(mark)
        elif mark in _CLOSING:
            return f"'{mark}' closes nothing: '…{text[max(0, place - 12) : place + 1]}'"
    return f"'{open_marks[-1]}' is not closed" if open_marks else ""


def quotes_are_not_straight(context: WordsContext) -> Iterator[Finding]:
    """A printed text has the quotation marks and the apostrophe of its language, not those of a
    typewriter.
    """
    for words in wordings(context, "straight-quotes"):
        for mark in re.findall(r"[\"']", re.sub(r"<[^<>]*>", "", words.text))[:1]:
            yield words.finding(
                "quotes_are_not_straight",
                "warning",
                f"a straight quotation mark ({mark})",
                "write those of your language, such as “ ” « » 「 」, and ’ for the apostrophe",
            )

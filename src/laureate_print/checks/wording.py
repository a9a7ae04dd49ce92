"""Looks at the wording of a translation beside its source: translated at all, no word twice, about
as long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from math import sqrt

from laureate_print.checks.contexts import WordsContext
from laureate_print.checks.suppressions import wordings
from laureate_print.model import Finding
from laureate_print.sources.languages import language

_NO_WORDS = re.compile(r"\{[^{}]*\}|<[^<>]*>|\b[A-Z]{2,}s?\b")

# Languages that say a word twice and mean it, each with such a word: there a doubled word is right.
_REDUPLICATING = {
    "am": "ልዩ ልዩ", "bn": "বড় বড়", "ckb": "ورده ورده", "fa": "کم کم",
    "fil": "araw araw", "he": "לאט לאט",
    "hi": "अलग अलग", "id": "orang orang", "ja": "次々 次々", "jv": "alon alon", "km": "ផ្សេង ផ្សេង",
    "kmr": "hêdî hêdî", "ko": "하나 하나", "ku": "hêdî hêdî", "lo": "ຕ່າງ ຕ່າງ", "mr": "हळू हळू",
    "ms": "orang orang", "my": "အသီး အသီး", "ne": "विभिन्न विभिन्न", "ps": "ورو ورو", "si": "වෙන වෙන",
    "su": "budak budak", "sw": "pole pole", "ta": "வேறு வேறு", "th": "ต่าง ต่าง", "ti": "ፍሉይ ፍሉይ",
    "tl": "araw araw", "tr": "yavaş yavaş", "ur": "الگ الگ", "vi": "xanh xanh", "zh": "常常 常常",
}  # fmt: skip
# Words that may follow themselves in the others: pronouns, articles, conjunctions.
_DOUBLED_RIGHTLY = {
    "de": {"der", "die", "das", "den", "sie"},
    "en": {"that", "had"},
    "fr": {"nous", "vous"},
    "nl": {"die", "dat"},
}
# Characters of a translation for one of an English source: measured on thirty-two drafts, with room
# on both sides. Hebrew is not among them: its bounds are those of Arabic, a little lower.
_RATIOS = {
    "Arab": (0.5, 1.8),
    "Ethi": (0.4, 1.3),
    "Hans": (0.12, 0.8),
    "Hant": (0.12, 0.8),
    "Hebr": (0.4, 1.6),
    "Jpan": (0.13, 0.9),
    "Kore": (0.14, 1.1),
    "Mymr": (0.75, 2.5),
    "ja-simple": (0.13, 1.6),  # short sentences, and what is not known is explained
}
_OTHER_RATIO = (0.55, 2.0)
_LONG_ENOUGH = 60


def source_is_translated(context: WordsContext) -> Iterator[Finding]:
    """A translation is not simply its source, unless that is a word or a name of the language too.

    One word may be the same where the script is ("Contact" in French); acronyms and placeholders
    always are, and so are the terms which the glossary keeps.
    """
    kept = [re.escape(term) for term, forms in context.glossary.items() if term in forms]
    no_words = re.compile("|".join([_NO_WORDS.pattern, *sorted(kept, key=len, reverse=True)]))
    reader, source = language(context.language), language(context.source_language)
    if reader.tag.split("-")[0] == source.tag.split("-")[0]:
        return
    for words in wordings(context, "unchanged"):
        left = re.findall(r"[^\W\d_]+", no_words.sub(" ", words.text))
        if words.text == words.source and len(left) > (reader.script == source.script):
            message = f"the translation is the source itself: '{words.text[:60]}'"
            hint = "translate it; if your language has it so too, give it the flag ignore-unchanged"
            yield words.finding("source_is_translated", "warning", message, hint)


def no_word_is_doubled(context: WordsContext) -> Iterator[Finding]:
    """No word follows itself by mistake."""
    base = context.language.split("-")[0]
    if base in _REDUPLICATING:
        return
    for words in wordings(context, "doubled-words"):
        for before, after in pairwise(words.text.split()):
            word = re.sub(r"^\W+", "", before)
            again = re.sub(r"\W+$", "", after)
            plain = any(map(str.isalpha, word)) and "{" not in before
            if (
                plain
                and word.casefold() == again.casefold()
                and word.casefold() not in _DOUBLED_RIGHTLY.get(base, ())
            ):
                message = f"the word '{word}' stands twice: '{before} {after}'"
                hint = (
                    "take one out; if it is meant, give the message the flag ignore-doubled-words"
                )
                yield words.finding("no_word_is_doubled", "warning", message, hint)


def _ratio(tag: str) -> tuple[float, float]:
    """Gives how long a text may be beside one in English, at least and at most."""
    known = language(tag)
    return _RATIOS.get(known.tag, _RATIOS.get(known.script, _OTHER_RATIO))


def length_is_that_of_the_source(context: WordsContext) -> Iterator[Finding]:
    """A translation is about as long as its source: one far shorter has lost a sentence, one far
    longer added some.
    """
    measured = _ratio(context.source_language)
    usual = 1 if measured == _OTHER_RATIO else sqrt(measured[0] * measured[1])
    least, most = (limit / usual for limit in _ratio(context.language))
    for words in wordings(context, "length"):
        source, text = (
            len(re.sub(r"\{[^{}]*\}|<[^<>]*>", "", part)) for part in (words.source, words.text)
        )
        if source >= _LONG_ENOUGH and not least <= text / source <= most:
            measure = "short" if text / source < least else "long"
            message = f"very {measure} beside its source: {text} characters for {source}"
            hint = (
                "see whether something is left out or added; if all is there, give it the flag"
                " ignore-length"
            )
            yield words.finding("length_is_that_of_the_source", "warning", message, hint)

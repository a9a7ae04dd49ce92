"""Pseudo-languages: the source, changed by rule, so that layout is seen before a translator has
begun.

The tags are those of CLDR's pseudo-locales; they are built when they are named, and have no
catalogs.
"""

from __future__ import annotations

import re

# Each tag, its base language before the hyphen, and what it shows.
LANGUAGES = {
    "en-XA": (
        "accented, in brackets, about 40 % longer: text that is cut off or not translated is seen"
    ),
    "ar-XB": (
        "from right to left, the words spelt in Arabic letters: layout is seen that does not turn"
    ),
}

# Placeholders, markup, character references and acronyms stay as they are; of Markdown addresses
# and titles of links, calls of notes and code.
_KEPT = re.compile(
    r"(\{[^{}]*\}|<[^<>]*>|&#?\w+;|\]\([^()\s]*(?:\s+\"[^\"]*\")?\)|\[\^[^\[\]]*\]|`+[^`]*`+"
    r"|https?://[^\s()]+|\b[A-Z]{2,}s?\b)"
)
_ACCENTED = str.maketrans(
    "abcdefghijklmnoprstuwyzABCDEFGHIJKLMNOPRSTUWYZ",
    "áßçďéƒĝĥíĵķĺḿñóþŕšťúŵýžÁßÇĎÉƒĜĤÍĴĶĹḾÑÓÞŔŠŤÚŴÝŽ",
)
_ARABIC = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ابصدعفغهيجكلمنوحقرستطثضخشز")


def rendered(source: str, tag: str) -> str:
    """Gives a source text in a pseudo-language; in any other language as it is."""
    parts = _KEPT.split(source)
    if tag == "en-XA":
        accented = (part if index % 2 else _accented(part) for index, part in enumerate(parts))
        return f"[{''.join(accented)}]"
    if tag == "ar-XB":
        return "".join(
            part if index % 2 else part.lower().translate(_ARABIC)
            for index, part in enumerate(parts)
        )
    return source


def _accented(text: str) -> str:
    """Doubles the vowels, so that words grow as they do in German or Finnish, and gives letters
    marks.
    """
    return re.sub(r"([aeiouAEIOU])", lambda vowel: vowel[1] + vowel[1].lower(), text).translate(
        _ACCENTED
    )

"""From a BCP 47 tag to script, direction, own name, digits and line-breaking needs."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from typing import Any, Literal

from laureate_print.errors import UsageError
from laureate_print.model import Language
from laureate_print.sources import pseudo
from laureate_print.sources.cldr import OF

# Scripts as gettext and the C library name them in folders (`sr@latin`).
_MODIFIERS = {"latin": "Latn", "cyrillic": "Cyrl", "devanagari": "Deva", "arabic": "Arab"}

# Scripts whose words no space divides.
_WORDS_WITHOUT_SPACES = {"Mymr", "Khmr", "Laoo", "Thai"}

# Scripts that CLDR names by one code and Unicode by several (ISO 15924; UAX #24); the others are
# one and the same.
WRITTEN_IN = {
    "Jpan": {"Hani", "Hira", "Kana"},
    "Kore": {"Hang", "Hani"},
    "Hans": {"Hani", "Bopo"},
    "Hant": {"Hani", "Bopo"},
}
_FIRST = 20  # letters that stand for a script of which CLDR has no words

# Registered variants that CLDR has no name for, by their own names.
_VARIANTS = {"ja-simple": "やさしい日本語"}

# What CLDR calls a language is at times the name of a country or a people; by it, what its readers
# say for their language, as the lists of Wikipedia do (MediaWiki's Names.php).
_CALLED = {
    "Indonesia": "Bahasa Indonesia",
    "Melayu": "Bahasa Melayu",
    "azərbaycan": "azərbaycanca",
    "မြန်မာ": "မြန်မာဘာသာ",
    "ខ្មែរ": "ភាសាខ្មែរ",
}

# The digit zero of the numbering systems that are the default of some language (CLDR,
# numbers.xml).
_ZEROS = {"arab": "٠", "arabext": "۰", "beng": "০", "deva": "०", "mymr": "၀"}


def normalise(tag: str) -> str:
    """Gives the BCP 47 form of a tag or gettext folder name: `zh_hant` is `zh-Hant`, `ja@simple` is
    `ja-simple`, `sr_RS@latin` is `sr-Latn-RS`.

    RFC 5646, 2.1.1.
    """
    plain, _, modifier = tag.partition("@")
    language, *subtags = plain.replace("_", "-").split("-")
    script = _MODIFIERS.get(modifier.lower(), "")
    added = [modifier] if modifier and not script else []
    cased = [
        part.title() if len(part) == 4 else part.upper() if len(part) == 2 else part.lower()
        for part in [*subtags, *added]
    ]
    return "-".join([language.lower(), *([script] if script else []), *cased])


@lru_cache
def is_known(tag: str) -> bool:
    """Says whether CLDR knows a language; its data need not be read for that."""
    try:
        return bool(_located(normalise(tag)))
    except UsageError:
        return False


def _located(tag: str) -> tuple[Any, str, str]:
    """Gives CLDR's locale of a tag, its code there, and the variant that CLDR has no name for."""
    from babel.core import Locale, UnknownLocaleError

    plain, _, variant = (
        tag.partition("-") if tag in {*_VARIANTS, *pseudo.LANGUAGES} else (tag, "", "")
    )
    code = plain.replace("-", "_")
    try:
        return Locale.parse(code), code, variant
    except (UnknownLocaleError, ValueError) as error:
        raise UsageError(
            f"no language '{tag}' is known; use a BCP 47 tag such as en, ja or zh-Hant"
        ) from error


def country(tag: str) -> str:
    """Gives the country in which most speak a language, by ISO 3166 (CLDR, likely subtags)."""
    from babel.core import get_global

    code = _located(normalise(tag))[1]
    places = get_global("likely_subtags")
    likely = places.get(code) or places.get(code.partition("_")[0], "")
    named = [part for part in f"{likely}_{code}".split("_") if len(part) == 2 and part.isupper()]
    return named[-1] if named else ""


@lru_cache
def alphabet(tag: str) -> str:
    """Gives the characters that CLDR writes the names of countries, languages, months and days
    with in a language: what a text in it needs at least. Where these are in another script than the
    language says, as in `jv-Java`, the first letters of its own.
    """
    locale, _, _ = _located(normalise(tag))
    names = [*locale.territories.values(), *locale.languages.values()]
    for calendar in (locale.months, locale.days):
        names += calendar["format"]["wide"].values()
    letters = {letter for name in names for letter in name}
    letters = _letters_of(language(tag).script, letters)
    letters |= {*language(tag).digits}
    return "".join(sorted(letters, key=lambda letter: (not letter.isalpha(), letter)))


def _letters_of(script: str, letters: set[str]) -> set[str]:
    """Gives these letters, or the first of a script where none of them is of it."""
    from fontTools import unicodedata

    if script in WRITTEN_IN or any(unicodedata.script(letter) == script for letter in letters):
        return letters
    own = (sign for sign in map(chr, range(0x110000)) if unicodedata.script(sign) == script)
    return set(islice((sign for sign in own if sign.isalpha()), _FIRST)) or letters


def _folder(code: str) -> str:
    """Gives the folder of gettext: `sr@latin` for `sr_Latn`, `zh_Hant` as it stands."""
    parts = code.split("_")
    for modifier, script in _MODIFIERS.items():
        if script in parts[1:]:
            return f"{'_'.join(part for part in parts if part != script)}@{modifier}"
    return code


def of_locale(locale: Any, code: str) -> tuple[str, str, str]:
    """Gives what CLDR says of a language: its own name, or nothing; where its lines run; the system
    of its numbers.

    CLDR's data of one language are read with those that it inherits: `cldr.OF` has this of all.
    """
    name = locale.languages.get(code) or locale.languages.get(locale.language) or ""
    return name, locale.character_order, locale.default_numbering_system


def _direction(order: str, script: str) -> Literal["ltr", "rtl"]:
    """Gives where lines run: as CLDR says of the language, or else as a script does that it has
    nothing of.
    """
    from fontTools.unicodedata import script_horizontal_direction

    if script:
        order = {"RTL": "right-to-left"}.get(script_horizontal_direction(script, "LTR"), "")
    return "rtl" if order == "right-to-left" else "ltr"


def _capitalised(name: str) -> str:
    """Gives a name as it stands in a list; isiZulu has its capital already."""
    first = name.split()[0]
    return name[0].title() + name[1:] if first == first.lower() else name


@lru_cache
def language(tag: str) -> Language:
    """Gives the language of a tag, from CLDR; raises `UsageError` for a tag that CLDR does not
    know.
    """
    from babel.core import get_global

    tag = normalise(tag)
    locale, code, variant = _located(tag)
    likely = get_global("likely_subtags").get(code) or get_global("likely_subtags").get(
        locale.language, ""
    )
    named = next((part for part in code.split("_") if len(part) == 4 and part.istitle()), "")
    usual = locale.script or next((part for part in likely.split("_") if len(part) == 4), "Latn")
    script = named or usual
    own_name = pseudo.rendered("English", tag) if tag in pseudo.LANGUAGES else _VARIANTS.get(tag)
    name, order, numbering = OF.get(code) or of_locale(locale, code)
    name = own_name or _CALLED.get(name, name) or tag
    zero = ord(_ZEROS.get(numbering, "0"))
    return Language(
        tag=tag,
        folder=f"{code}@{variant}" if variant else _folder(code),
        locale=str(locale),
        script=script,
        direction=_direction(order, script if named and not locale.script else ""),
        name=_capitalised(name),
        digits="".join(chr(zero + value) for value in range(10)),
        breaks_words=script in _WORDS_WITHOUT_SPACES,
    )

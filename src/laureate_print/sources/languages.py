"""From a BCP 47 tag to script, direction, own name, digits and line-breaking needs."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from laureate_print.errors import UsageError
from laureate_print.model import Language
from laureate_print.sources import pseudo
from laureate_print.sources.cldr import OF

# Scripts as gettext and the C library name them in folders (`sr@latin`).
_MODIFIERS = {"latin": "Latn", "cyrillic": "Cyrl", "devanagari": "Deva", "arabic": "Arab"}

# Scripts whose words no space divides.
_WORDS_WITHOUT_SPACES = {"Mymr", "Khmr", "Laoo", "Thai"}

# Registered variants that CLDR has no name for, by their own names.
_VARIANTS = {"ja-simple": "やさしい日本語"}

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
    with in a language: what a text in it needs at least.
    """
    locale, _, _ = _located(normalise(tag))
    names = [*locale.territories.values(), *locale.languages.values()]
    for calendar in (locale.months, locale.days):
        names += calendar["format"]["wide"].values()
    letters = {letter for name in names for letter in name}
    letters |= {*language(tag).digits}
    return "".join(sorted(letters, key=lambda letter: (not letter.isalpha(), letter)))


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
    script = locale.script or next((part for part in likely.split("_") if len(part) == 4), "Latn")
    own_name = pseudo.rendered("English", tag) if tag in pseudo.LANGUAGES else _VARIANTS.get(tag)
    name, order, numbering = OF.get(code) or of_locale(locale, code)
    name = own_name or name or tag
    zero = ord(_ZEROS.get(numbering, "0"))
    return Language(
        tag=tag,
        folder=f"{code}@{variant}" if variant else _folder(code),
        locale=str(locale),
        script=script,
        direction="rtl" if order == "right-to-left" else "ltr",
        name=name[0].title() + name[1:],
        digits="".join(chr(zero + value) for value in range(10)),
        breaks_words=script in _WORDS_WITHOUT_SPACES,
    )

"""From a BCP 47 tag to script, direction, own name and line-breaking needs."""

from __future__ import annotations

from functools import lru_cache

from laureate_print.errors import UsageError
from laureate_print.model import Language

# Scripts whose words no space divides and which the engine cannot break by itself (Thai it can: libthai).
_WORDS_WITHOUT_SPACES = {"Mymr", "Khmr", "Laoo"}


def normalise(tag: str) -> str:
    """Gives the BCP 47 form of a tag or gettext folder name: `zh_hant` becomes `zh-Hant` (RFC 5646, 2.1.1)."""
    language, *subtags = tag.replace("_", "-").split("-")
    cased = [part.title() if len(part) == 4 else part.upper() if len(part) == 2 else part.lower() for part in subtags]
    return "-".join([language.lower(), *cased])


def is_known(tag: str) -> bool:
    """Says whether CLDR knows a language."""
    try:
        return bool(language(tag))
    except UsageError:
        return False


@lru_cache
def language(tag: str) -> Language:
    """Gives the language of a tag, from CLDR; raises `UsageError` for a tag that CLDR does not know."""
    from babel.core import Locale, UnknownLocaleError, get_global

    tag = normalise(tag)
    folder = tag.replace("-", "_")
    try:
        locale = Locale.parse(folder)
    except (UnknownLocaleError, ValueError) as error:
        raise UsageError(f"no language '{tag}' is known; use a BCP 47 tag such as en, ja or zh-Hant") from error
    likely = get_global("likely_subtags").get(folder) or get_global("likely_subtags").get(locale.language, "")
    script = locale.script or next((part for part in likely.split("_") if len(part) == 4), "Latn")
    name = locale.languages.get(folder) or locale.get_display_name(locale) or tag
    return Language(
        tag=tag,
        folder=folder,
        script=script,
        direction="rtl" if locale.character_order == "right-to-left" else "ltr",
        name=name[0].upper() + name[1:],
        breaks_words=script in _WORDS_WITHOUT_SPACES,
    )

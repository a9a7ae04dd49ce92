"""How a language writes a date: as CLDR does, and beside it in the calendar that its readers have.

Babel knows the Gregorian calendar alone; ICU converts, and names the months.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache

from laureate_print.model import Language

# Where people date their letters so (CLDR, calendarPreferenceData); its year has other numbers.
_CALENDARS = {"am": "ethiopic", "fa": "persian", "th": "buddhist", "ti": "ethiopic"}
_ERAS = ("th",)  # whose months are the Gregorian ones
# Where public bodies date otherwise than CLDR: Vietnam, Decree 30/2020/NĐ-CP, appendix I.
_PATTERNS = {"vi": "'ngày' d 'tháng' M 'năm' y"}


@lru_cache(maxsize=256)
def long_date(value: date, language: Language) -> str:
    """Gives a date in full, in the language's own digits."""
    from babel.dates import format_date

    pattern = _PATTERNS.get(_code(language), "long")
    return format_date(value, pattern, locale=language.locale).translate(own_digits(language))


@lru_cache(maxsize=256)
def date_of_reader(value: date, language: Language) -> str:
    """Gives a date in full, with the same day in the readers' own calendar behind it where they
    have one; the year alone where it has the same months.
    """
    written = long_date(value, language)
    if _code(language) not in _CALENDARS:
        return written
    pattern = "G y" if _code(language) in _ERAS else _pattern(language)
    return f"{written} ({_formatted(value, language, pattern)})"


def own_months(language: Language) -> frozenset[str]:
    """Gives the names of the months of the readers' own calendar, if they have one."""
    if _code(language) not in _CALENDARS:
        return frozenset()
    days = (date(2024, 1, 1) + timedelta(days) for days in range(0, 366, 5))
    return frozenset(_formatted(day, language, "MMMM") for day in days)


def own_digits(language: Language) -> dict[int, str]:
    """Gives the table that turns ASCII digits into those of a language (CLDR,
    defaultNumberingSystem).
    """
    return {ord("0") + value: digit for value, digit in enumerate(language.digits)}


def _code(language: Language) -> str:
    return language.tag.partition("-")[0]


def _pattern(language: Language) -> str:
    """Gives the order in which CLDR writes day, month and year."""
    from babel import Locale

    return str(Locale.parse(language.locale).date_formats["long"].pattern)


def _formatted(value: date, language: Language, pattern: str) -> str:
    from icu4py.messageformat import MessageFormat

    locale = f"{language.locale}@calendar={_CALENDARS[_code(language)]}"
    noon = datetime(value.year, value.month, value.day, 12)  # noqa: DTZ001 - ICU's zone is the same
    written = str(MessageFormat(f"{{day, date, {pattern}}}", locale).format({"day": noon}))
    return written.strip().translate(own_digits(language))

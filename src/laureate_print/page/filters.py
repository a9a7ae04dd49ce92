"""What a template may do with values: write them as a language does, keep them whole, link them."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from laureate_print.errors import ProjectError
from laureate_print.model import Contact, Language
from laureate_print.sources import calendars
from laureate_print.sources.calendars import own_digits
from laureate_print.sources.languages import language as language_of

_READING = re.compile(r"<(rp|rt)>.*?</\1>")
_TAG = re.compile(r"<[^<>]+>")


def for_language(language: Language) -> dict[str, Callable[..., Any]]:
    """Gives the filters of the templates by name, for a page in one language."""
    plain: dict[str, Callable[..., Any]] = {
        "breakable": _breakable,
        "call": _call,
        "codes": _codes,
        "css_string": _css_string,
        "day": date.fromisoformat,
        "direction": lambda tag: language_of(tag).direction,
        "international": _international,
        "linked": _linked,
        "ltr": _ltr,
        "office": _office,
        "plain": _plain,
    }
    return plain | _formats(language)


def in_own_words(language: Language, contact: Contact) -> bool:
    """Says whether who reads a language reads that of an address, too, but in another way, such as
    with readings: its gloss is then the address.
    """
    same = language.tag.startswith(f"{contact.language}-")
    return bool(contact.gloss) and same and language.script == language_of(contact.language).script


def _ltr(value: object) -> Any:
    """Keeps a number or code in its own order within right-to-left text."""
    from markupsafe import Markup

    return Markup('<span dir="ltr">{}</span>').format(value)


def _linked(line: str, contact: Contact) -> Any:
    """Gives a line of a contact with its telephone, e-mail and web address as links; a number stays
    whole, and in its own order. Of those that hold each other the longest is meant.
    """
    from markupsafe import Markup, escape

    links: dict[str, Callable[[str], Any]] = {
        "fax": _ltr,
        "telephone": lambda it: _call(it, it, contact.country),
        "email": lambda it: _leading(f"mailto:{it}", it),
        "web": lambda it: _leading(it if "://" in it else f"https://{it}", it),
    }
    reached = {contact.facts[key]: link for key, link in links.items() if contact.facts.get(key)}
    longest = sorted(reached, key=len, reverse=True)
    pattern = "|".join(map(re.escape, longest)) or "(?!)"
    parts = re.split(f"({pattern})", line)
    return Markup().join(
        reached[part](part) if index % 2 else escape(part) for index, part in enumerate(parts)
    )


def _codes(contact: Contact) -> dict[str, Any]:
    """Gives what a gloss may name: codes in their own order, words in the contact's language."""
    from markupsafe import Markup

    spoken = Markup('<span lang="{}" dir="{}">{}</span>')
    tag, direction = contact.language, language_of(contact.language).direction
    return {
        name: _ltr(value) if value.isascii() else spoken.format(tag, direction, value)
        for name, value in contact.facts.items()
    }


def _office(contact: Contact, name: str, publisher: str) -> dict[str, Any]:
    """Describes a contact to search engines by the words of schema.org."""
    facts = contact.facts
    numbers = {
        key: _international(facts[key], contact.country)
        for key in ("telephone", "fax")
        if key in facts
    }
    place = {
        "@type": "PostalAddress",
        "addressCountry": contact.country,
        "postalCode": facts.get("postcode"),
        "addressRegion": facts.get("region"),
        "addressLocality": facts.get("locality"),
        "streetAddress": facts.get("street"),
    }
    office = {
        "@type": "GovernmentOrganization",
        "@id": name,
        "name": contact.lines[0],
        "address": {key: value for key, value in place.items() if value},
        "telephone": numbers.get("telephone"),
        "faxNumber": numbers.get("fax"),
        "email": facts.get("email"),
        "url": facts.get("web"),
        "parentOrganization": {"@type": "GovernmentOrganization", "name": publisher},
    }
    return {key: value for key, value in office.items() if value}


def _leading(address: str, words: str) -> Any:
    from markupsafe import Markup

    return Markup('<a href="{}" dir="ltr">{}</a>').format(address, words)


def _breakable(name: str) -> Any:
    """Lets a long name of a test or a file break after its joints."""
    from markupsafe import Markup, escape

    return Markup(re.sub(r"(::|[_/])", r"\1<wbr>", str(escape(name))))  # noqa: S704 - escaped, and the mark is ours


def _plain(text: str) -> Any:
    """Gives a message without readings and markup, for titles and labels."""
    from markupsafe import Markup

    return Markup(_TAG.sub("", _READING.sub("", text)))  # noqa: S704 - a message without its tags stays escaped


def _call(text: str, number: str, country: str, label: str = "") -> Any:
    """Makes the telephone number inside a text a link that calls it from anywhere."""
    from markupsafe import Markup

    before, found, after = text.partition(number)
    name = Markup(' aria-label="{}"').format(label) if label else ""
    link = Markup('<a href="tel:{}" dir="ltr"{}>{}</a>').format(
        _international(number, country), name, number
    )
    return Markup("{}{}{}").format(before, link if found else "", after)


@lru_cache(maxsize=256)
def _international(number: str, country: str) -> str:
    """Gives a telephone number of a country as it is called from anywhere (RFC 3966); its signs
    alone, if it is called from there only, such as 119.
    """
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number, country or None)
        is_short = phonenumbers.is_valid_short_number_for_region(parsed, country)
        is_called_from_anywhere = phonenumbers.is_possible_number(parsed) and not is_short
    except phonenumbers.NumberParseException:
        is_called_from_anywhere = False
    if not is_called_from_anywhere:
        return quote("".join(it for it in number if it.isalnum() or it in "+*#-"), "+*")
    written = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.RFC3966)
    return str(written).removeprefix("tel:")


def written_fact(value: object, reader: Language) -> str:
    """Gives a fact as a text in a language names it, as HTML: dates as the language writes them,
    codes in their own order; nothing for what no text can name.
    """
    from markupsafe import escape

    if isinstance(value, date):
        return str(escape(calendars.long_date(value, reader)))
    if isinstance(value, bool | float) or not isinstance(value, str | int):
        return ""
    return str(_ltr(value) if str(value).isascii() else escape(value))


def written_number(value: float, reader: Language) -> str:
    """Gives a number as a language writes it, in its own digits."""
    from babel.numbers import format_decimal

    written = format_decimal(value, locale=reader.locale, numbering_system="default")
    return written.translate(own_digits(reader))


def _formats(language: Language) -> dict[str, Callable[..., Any]]:
    """Gives the filters that write dates, numbers, lists and sizes as the language does (CLDR), in
    its own digits, and the one that asks what its reader makes of an address.

    Where a page speaks several languages, it is the one that speaks there.
    """
    from jinja2 import pass_context

    def reader_of(context: Any) -> Language:
        found = context.get("language")
        return found if isinstance(found, Language) else language

    @pass_context
    def number(context: Any, value: float) -> str:
        return written_number(value, reader_of(context))

    @pass_context
    def listed(context: Any, values: list[str]) -> str:
        from babel.lists import format_list

        return format_list(values, locale=reader_of(context).locale)

    @pass_context
    def file_size(context: Any, count: int) -> str:
        return _file_size(reader_of(context), count)

    @pass_context
    def in_words_of_reader(context: Any, contact: Contact) -> bool:
        return in_own_words(reader_of(context), contact)

    return {
        **_date_formats(reader_of),
        "number": number,
        "listed": listed,
        "file_size": file_size,
        "in_own_words": in_words_of_reader,
    }


def _date_formats(reader_of: Callable[[Any], Language]) -> dict[str, Callable[..., str]]:
    """Gives the filters that write dates, and codes beside them in the same digits."""
    from jinja2 import pass_context

    @pass_context
    def long_date(context: Any, value: object, tag: str = "") -> str:
        return calendars.long_date(_day(value), language_of(tag) if tag else reader_of(context))

    @pass_context
    def date_of_reader(context: Any, value: object) -> str:
        return calendars.date_of_reader(_day(value), reader_of(context))

    @pass_context
    def digits(context: Any, value: object) -> str:
        return str(value).translate(own_digits(reader_of(context)))

    return {"long_date": long_date, "date_of_reader": date_of_reader, "digits": digits}


def _day(value: object) -> date:
    if not isinstance(value, date):
        raise ProjectError(
            f"the fact '{value}' should be a date such as 2024-01-11, without quotes"
        )
    return value


def _css_string(text: str, **counters: str) -> Any:
    """Gives a message as the value of CSS `content`; `{name}` becomes the counter that is given for
    it.
    """
    from markupsafe import Markup

    parts = re.split(r"\{(\w+)\}", html.unescape(_plain(text)))
    quoted = [
        counters[part] if index % 2 else _quoted(part) for index, part in enumerate(parts) if part
    ]
    return Markup(" ".join(quoted))  # noqa: S704 - quoted for CSS above, and no tag can open


def _quoted(text: str) -> str:
    """Gives a text as a CSS string (CSS Syntax Level 3, 4.3.5): what would end it, or the style
    sheet, is escaped.
    """
    text = re.sub(r'(["\\])', r"\\\1", text)
    return '"' + re.sub(r"[<\n\r\f]", lambda it: f"\\{ord(it[0]):x} ", text) + '"'


def _file_size(reader: Language, count: int) -> str:
    """Gives a number of bytes in kilobytes, as the reader's language writes it."""
    from babel.units import format_unit

    kilobytes = max(1, round(count / 1000))
    written = format_unit(kilobytes, "digital-kilobyte", "short", locale=reader.locale)
    written = written.translate(own_digits(reader))
    # From right to left a Latin unit would change places with its number (UAX #9, 2.4.2).
    turned = reader.direction == "rtl" and written.endswith("B")
    return f"\u2066{written}\u2069" if turned else written

"""Which plural form a number takes in a language, as gettext asks for it and as CLDR knows it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from laureate_print.model import Catalog, Message
from laureate_print.sources.languages import language

_HEADER = re.compile(r"\s*nplurals\s*=\s*(\d{1,9})\s*;\s*plural\s*=\s*([^;]+?)\s*;?\s*")
# Numbers by which two rules are compared: languages tell larger ones apart by their last two digits
# or as whole millions, for which gettext's catalogs have no form.
_NUMBERS = range(201)


@dataclass(frozen=True, slots=True)
class PluralForms:
    """How many plural forms there are, and the formula in C that gives a number's form, from 0."""

    count: int
    formula: str

    @property
    def header(self) -> str:
        """The field `Plural-Forms` of a catalog's header."""
        return f"nplurals={self.count}; plural={self.formula};"

    def form(self, number: int) -> int:
        """Gives the form of a number, never one that there is not."""
        try:
            found = _compiled(self.formula)(number)
        except ZeroDivisionError:  # of this number alone, such as n/(n - 1000)
            found = 0
        return min(max(found, 0), self.count - 1)

    @property
    def single(self) -> frozenset[int]:
        """The forms that serve one number alone: there a text may do without it."""
        forms = [self.form(number) for number in _NUMBERS]
        return frozenset(form for form in forms if forms.count(form) == 1)

    @property
    def of_one(self) -> int:
        """The form of the number one."""
        return self.form(1)

    def fits(self, tag: str) -> bool:
        """Says whether these forms tell apart what the language does (CLDR, cardinals)."""
        return len(self._pairs(tag)) == len({form for form, _ in self._pairs(tag)})

    def equals(self, tag: str) -> bool:
        """Says whether they tell apart nothing else."""
        return self.fits(tag) and len(self._pairs(tag)) == len({it for _, it in self._pairs(tag)})

    def _pairs(self, tag: str) -> set[tuple[int, str]]:
        """Gives each form with the categories of the language that it serves."""
        rule = _rule(language(tag).locale)
        return {(self.form(number), rule(number)) for number in _NUMBERS}


# Of most languages, and of Filipino.
_COMMON = (
    (1, "0"),
    (2, "(n != 1)"),
    (2, "(n > 1)"),
    (2, "(n%10==4 || n%10==6 || n%10==9)"),
)
# Of the messages themselves, as gettext takes them where there is no catalog.
SOURCE = PluralForms(2, "(n != 1)")


@lru_cache
def _compiled(formula: str) -> Callable[[int], int]:
    from gettext import c2py

    return c2py(formula)


@lru_cache
def _rule(locale: str) -> Any:
    from babel.core import Locale

    return Locale.parse(locale).plural_form


@lru_cache
def parsed(header: str) -> PluralForms | None:
    """Gives what the field `Plural-Forms` says; nothing if it says nothing that can be computed."""
    found = _HEADER.fullmatch(header)
    if not found or not int(found[1]):
        return None
    try:
        for number in _NUMBERS:
            _compiled(found[2])(number)
    except (ValueError, ZeroDivisionError, RecursionError):
        return None
    return PluralForms(int(found[1]), found[2])


def of_language(tag: str) -> PluralForms:
    """Gives the plural forms of a language: as its catalogs have them everywhere, if CLDR agrees;
    else those of another language that are right for it, or CLDR's own rule.
    """
    from babel.messages.plurals import PLURALS, get_plural
    from babel.plural import to_gettext

    locale = language(tag).locale
    known = [get_plural(locale), *_COMMON, *PLURALS.values()]
    forms = [PluralForms(count, formula) for count, formula in known]
    own = parsed(to_gettext(_rule(locale)))
    if own and own.equals(tag):
        forms.append(own)
    return next((it for it in forms if it.equals(tag)), forms[0])


def of_catalog(catalog: Catalog) -> PluralForms:
    """Gives the plural forms of a catalog: as its header says, else those of its language."""
    return parsed(catalog.plural_forms) or of_language(catalog.language)


def wordings(message: Message, catalog: Catalog) -> Iterator[Message]:
    """Gives each text of a message that translates something, as a message by itself: one, or each
    plural form.

    The form of the number one translates the source if it serves nothing else; all others
    translate the plural.
    """
    if not message.forms:
        yield message
        return
    forms = of_catalog(catalog)
    for form, text in enumerate(message.forms):
        sole = form in forms.single
        source = message.source if sole and form == forms.of_one else message.plural
        yield replace(message, source=source, text=text, forms=(), sole=sole)

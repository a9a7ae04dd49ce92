"""Reads what stands before the text of a document: facts and contacts; tells all that it lacks at
once, by key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from laureate_print.model import Contact, LeadPicture, printable
from laureate_print.sources.languages import country, is_known
from laureate_print.sources.text_files import slip, values

_TEXTS = (
    *("publisher", "publisher_label", "prize", "laureate", "citation"),
    *("description", "page_number", "title"),
)
_KEYS = (*_TEXTS, "date", "number", "picture", "contact", "facts")
_PICTURE_KEYS = ("file", "alt", "credit", "focus")
# What a contact may say, beside keys of its own that its gloss names.
_CONTACT_KEYS = (
    *("language", "lines", "gloss", "country", "postcode", "block", "region", "locality"),
    *("street", "telephone", "fax", "email", "web"),
)
_COUNTRY = re.compile("[A-Z]{2}")
# What a link may lead to, and an example: an address says nothing of copies, subjects or scripts.
_ADDRESSES = {
    "email": (
        re.compile(r"[^\s@<>()\[\],;:?&\"\\]+@[^\s@<>()\[\],;:?&\"\\/]+"),
        "peace@example.jp",
    ),
    "web": (
        re.compile(
            r"(?:https?://)?[^\s/:@?#\"<>\\]+\.[^\s/:@?#\"<>\\]+(?::\d+)?(?:[/?#][^\s\"<>\\]*)?",
            re.IGNORECASE,
        ),
        "www.example.jp",
    ),
}
_NUMBER = re.compile(r"[\d\sA-Za-z+*#()（）./‐-―−－-]+")


class FrontMatter:
    """The facts of one document as its TOML gives them, and what is wrong with them."""

    def __init__(
        self, text: str, needed: Sequence[str], free: bool, given: Mapping[str, str]
    ) -> None:
        """Reads TOML.

        Args:
            text: the TOML; its lines are counted from the first of the file.
            needed: the keys that have to be there, beside date and contact.
            free: whether further keys may stand there, for a template of its own.
            given: the facts that the project gives a document which does not say them.
        """
        self._rows = text.split("\n")
        self.slips: list[str] = []
        self.facts: dict[str, Any] = {}
        self.picture: LeadPicture | None = None
        self.picture_line = 1
        try:
            self.facts = {**given, **values(text)}
        except RecursionError:
            self.slips = ["1: tables or lists are nested too deeply"]
            return
        except ValueError as error:  # of TOML, or of a number that has too many digits
            place = re.search(r"\(at line (\d+), column \d+\)", str(error))
            what = slip(error).partition(" (at")[0]
            self.slips = [f"{place[1] if place else len(self._rows)}: {what}"]
            return
        self._look_at_keys(needed, free)
        self.picture = self._picture()
        self.contacts = tuple(self._contacts())

    @property
    def placeholders(self) -> tuple[str, ...]:
        """The facts that a text may name as `{name}`: numbers, dates and words that are no list."""
        own = {**self.facts, **self.facts.get("facts", {})}
        return tuple(name for name, value in own.items() if isinstance(value, str | int | date))

    def _line(self, key: str, start: int = 0) -> int:
        """Gives the line of a key, else that where it should stand."""
        pattern = re.compile(rf'\s*(\[+\s*)?"?{re.escape(key)}"?\s*[=\]]')
        found = (at for at, row in enumerate(self._rows[start:], start + 1) if pattern.match(row))
        return next(found, max(start, 1))

    def _slip(self, line: int, what: str) -> None:
        self.slips.append(f"{line}: {what}")

    def _look_at_keys(self, needed: Sequence[str], free: bool) -> None:
        for key in [*needed, "date", "contact"]:
            if key not in self.facts:
                self._slip(1, f"the key '{key}' is missing; {_WHAT[key]}")
        for key, value in self.facts.items():
            if key not in _KEYS and not free:
                near = get_close_matches(key, _KEYS, 1)
                hint = f"did you mean '{near[0]}'?" if near else f"the keys are {', '.join(_KEYS)}"
                self._slip(self._line(key), f"no key is called '{key}'; {hint}")
            elif key in _TEXTS and (not isinstance(value, str) or not value.strip()):
                self._slip(self._line(key), f"'{key}' should be words between quotation marks")
            elif key in _TEXTS:
                self._look_at_characters(key, value)
        day = self.facts.get("date", date.min)
        if not isinstance(day, date) or isinstance(day, datetime):
            self._slip(
                self._line("date"), f"'{day}' is no date; write it as 2026-05-01, without quotes"
            )
        if not isinstance(self.facts.get("number", 0), int):
            self._slip(self._line("number"), "'number' should be a whole number, such as 9")
        if not isinstance(self.facts.get("facts", {}), dict):
            self._slip(self._line("facts"), "'facts' should be a table: [facts]")

    def _look_at_characters(self, key: str, words: str, start: int = 0) -> None:
        unseen = [it for it in words if it not in "\n\t" and printable(it) != it]
        for character in dict.fromkeys(unseen):
            self._slip(
                self._line(key, start),
                f"'{key}' holds {printable(character)}, which nobody sees; take it out",
            )

    def _picture(self) -> LeadPicture | None:
        table = self.facts.get("picture")
        if table is None:
            return None
        self.picture_line, before = self._line("picture"), len(self.slips)
        start = self.picture_line
        if not isinstance(table, dict):
            self._slip(start, "'picture' should be a table: [picture] with file and alt")
            return None
        for key in ("file", "alt"):
            if key not in table:
                self._slip(start, f"the picture has no '{key}'; {_WHAT[key]}")
        for key, value in table.items():
            self._look_at_picture_key(key, value, start)
        if len(self.slips) > before:
            return None
        across, down = table.get("focus", (0.5, 0.5))
        return LeadPicture(
            table["file"], table["alt"], table.get("credit", ""), (float(across), float(down))
        )

    def _look_at_picture_key(self, key: str, value: object, start: int) -> None:
        line = self._line(key, start)
        if key not in _PICTURE_KEYS:
            near = get_close_matches(key, _PICTURE_KEYS, 1)
            keys = ", ".join(_PICTURE_KEYS)
            hint = f"did you mean '{near[0]}'?" if near else f"the keys are {keys}"
            self._slip(line, f"no key of a picture is called '{key}'; {hint}")
        elif key == "focus":
            if not _is_point(value):
                self._slip(line, f"'focus' should be two numbers from 0 to 1; {_WHAT[key]}")
        elif not isinstance(value, str) or not value.strip():
            self._slip(line, f"'{key}' should be words between quotation marks; {_WHAT[key]}")
        else:
            self._look_at_characters(key, value, start)

    def _contacts(self) -> Iterator[Contact]:
        tables = self.facts.get("contact", [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            self._slip(self._line("contact"), "each contact begins with [[contact]]")
            return
        start = 0
        for table in tables:
            start = self._line("contact", start)
            before = len(self.slips)
            self._look_at_contact(table, start)
            if len(self.slips) == before:
                yield _contact(table)

    def _look_at_contact(self, table: Mapping[str, Any], start: int) -> None:
        for key in ("language", "lines"):
            if not table.get(key):
                self._slip(start, f"this contact has no '{key}'; {_WHAT[key]}")
        for key in ("lines", "gloss"):
            rows = table.get(key, ["x"])
            if not isinstance(rows, list) or not all(
                isinstance(row, str) and row.strip() for row in rows
            ):
                self._slip(self._line(key, start), f"'{key}' should be a list of lines: [\"…\"]")
            for row in rows if isinstance(rows, list) else ():
                self._look_at_characters(key, str(row), start)
        self._look_at_place(table, start)
        self._look_at_numbers(table, start)
        self._look_at_addresses(table, start)
        self._look_at_placeholders(table, start)

    def _look_at_place(self, table: Mapping[str, Any], start: int) -> None:
        tag, place = table.get("language", "ja"), table.get("country", "JP")
        if not isinstance(tag, str) or not is_known(tag):
            self._slip(self._line("language", start), f"no language '{tag}' is known; such as ja")
        if not isinstance(place, str) or not _COUNTRY.fullmatch(place):
            self._slip(
                self._line("country", start), f"'{place}' is no country by ISO 3166, such as JP"
            )

    def _look_at_numbers(self, table: Mapping[str, Any], start: int) -> None:
        for key in ("telephone", "fax"):
            number = table.get(key, "0")
            if isinstance(number, str) and not _NUMBER.fullmatch(number):
                digits = re.search(r"[+*#]?\d[\d().-]+\d|\d+", number)
                only = f': {key} = "{digits[0]}"' if digits else ""
                self._slip(
                    self._line(key, start),
                    f"'{number}' is more than a number; write it alone, all else in lines{only}",
                )

    def _look_at_addresses(self, table: Mapping[str, Any], start: int) -> None:
        for key, (pattern, example) in _ADDRESSES.items():
            address = table.get(key, example)
            if isinstance(address, str) and not pattern.fullmatch(address):
                self._slip(
                    self._line(key, start),
                    f"'{printable(address)}' is no address that a link leads to; write it alone, as"
                    f' {key} = "{example}"',
                )

    def _look_at_placeholders(self, table: Mapping[str, Any], start: int) -> None:
        rows = table.get("gloss", ())
        gloss = "".join(map(str, rows)) if isinstance(rows, list) else ""
        asked = set(re.findall(r"\{([^{}]*)\}", gloss))
        for key, value in table.items():
            if key not in ("lines", "gloss", *_ADDRESSES) and isinstance(value, str):
                self._look_at_characters(key, value, start)
            if key not in ("lines", "gloss") and not isinstance(value, str):
                self._slip(
                    self._line(key, start), f"'{key}' should be words between quotation marks"
                )
            if key not in _CONTACT_KEYS and key not in asked:
                near = get_close_matches(key, _CONTACT_KEYS, 1)
                hint = f"did you mean '{near[0]}'?" if near else f"name it in the gloss: {{{key}}}"
                self._slip(
                    self._line(key, start), f"nothing asks for '{key}' of this contact; {hint}"
                )
        for name in sorted(asked - table.keys()):
            self._slip(
                self._line("gloss", start), f"the gloss asks for {{{name}}}, which is no key"
            )


def _is_point(value: object) -> bool:
    """Says whether a value is a place in a picture: shares of its width and of its height."""
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(type(it) in (int, float) and 0 <= it <= 1 for it in value)
    )


_WHAT = {
    "file": 'name the picture beside the document: file = "portrait.jpg"',
    "alt": 'say what it shows, for those who do not see it: alt = "…"',
    "credit": 'say whose it is: credit = "Photo: …"',
    "focus": "from the left and from the top: focus = [0.5, 0.3]",
    "publisher": 'who announces: publisher = "例県"',
    "description": 'one sentence for search engines: description = "…"',
    "date": "the day of the announcement: date = 2026-05-01",
    "contact": "whom readers may ask: [[contact]] with language and lines; nobody: contact = []",
    "language": 'write language = "ja"',
    "lines": 'write the address as it is printed: lines = ["…", "…"]',
}


def _contact(table: Mapping[str, Any]) -> Contact:
    facts = {name: value for name, value in table.items() if isinstance(value, str)}
    return Contact(
        language=table["language"],
        lines=tuple(table["lines"]),
        gloss=tuple(table.get("gloss", ())),
        country=table.get("country") or country(table["language"]),
        facts=facts,
    )

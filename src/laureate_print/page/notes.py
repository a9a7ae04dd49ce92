"""Counts the notes of a page, links them both ways, and sets them at the foot of their page or at
the end of the text.

A document has `<span class="note" id="…">…</span>` where a note is called first, and `<a
class="note-call" href="#…"></a>` where it is called again. Each language of a page counts its own,
in its own digits; the forms stand in `templates/shared/notes.html`. Only PDFs have page feet, and
only templates whose pages have room there. A note that would fill a good part of its page sends all
of its language to the end of the text, for the engine divides none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from markupsafe import Markup

from laureate_print.errors import TemplateError
from laureate_print.model import Language
from laureate_print.page.elements import Edit, Element, edited, elements, part

STYLE = "shared/notes.css"
FORMS = "shared/notes.html"
_LONGEST = 800  # widths of a Latin letter: some ten lines, a sixth of a small page
_TAG = re.compile(r"<[^<>]+>")


class Forms(Protocol):
    """Gives a form of `shared/notes.html` by its name, filled, in one language."""

    def __call__(self, name: str, *values: object) -> str:
        """Fills a form."""


@dataclass(frozen=True)
class Note:
    """A note as its form sees it: `number` in the reader's digits, `content` is HTML."""

    id: str
    number: str
    content: Markup


def has_notes(html: str) -> bool:
    """Says whether a page has notes."""
    return 'class="note"' in html or 'class="note-call"' in html


class NoteError(TemplateError):
    """A note or a call of a page is not as it should be; whoever knows the page says where."""


def with_notes(
    html: str, languages: Sequence[Language], forms: Mapping[str, Forms], foot: bool
) -> str:
    """Gives a page with its notes; where it may have them at the `foot`, there if they are short
    enough.

    Raises:
        TemplateError: a note stands in another one, or a call calls none.
    """
    found, tags = elements(html), [language.tag for language in languages]
    edits: list[Edit] = []
    for language in languages:
        own = [element for element in found if part(element, tags) == language.tag]
        numbered = _Numbered(html, own, language, forms[language.tag])
        edits += numbered.edits(at_foot=foot and numbered.are_short)
    return edited(html, edits)


class _Numbered:
    """The notes of one language of a page, and where they are called."""

    def __init__(self, html: str, own: list[Element], language: Language, form: Forms) -> None:
        self._html, self._own, self._form = html, own, form
        self._tag = language.tag
        self._bodies = [it for it in own if it.tag == "span" and "note" in it.classes]
        self._calls = [it for it in own if it.tag == "a" and "note-call" in it.classes]
        digits = {ord("0") + value: digit for value, digit in enumerate(language.digits)}
        self._numbers = {
            body.attributes.get("id", ""): str(number).translate(digits)
            for number, body in enumerate(self._bodies, 1)
        }
        for body in self._bodies:
            if any(other in self._bodies for other in body.around()):
                raise NoteError(f"a note stands in another note: '{self._words(body)[:40]}'")

    @property
    def are_short(self) -> bool:
        """Whether each of them leaves room on its page."""
        return all(_width(self._words(body)) <= _LONGEST for body in self._bodies)

    def edits(self, at_foot: bool) -> Iterator[Edit]:
        """Gives the changes that set them."""
        notes = [self._note(body) for body in self._bodies]
        for body, note in zip(self._bodies, notes, strict=True):
            yield body.start, body.end, self._form("call", note, True)
            if at_foot:
                place = self._place(body)
                yield place, place, self._form("foot", note)
        for call in self._calls:
            if not any(body in self._bodies for body in call.around()):
                yield call.start, call.end, self._called(call)
        if notes and not at_foot:
            place = self._end_of_text()
            yield place, place, self._form("end", notes, self._tag)

    def _note(self, body: Element) -> Note:
        inner = [
            (call.start - body.inner, call.end - body.inner, self._called(call))
            for call in self._calls
            if body in call.around()
        ]
        name = body.attributes.get("id", "")
        content = edited(body.content(self._html), inner).strip()
        return Note(name, self._numbers[name], Markup(content))  # noqa: S704 - of the page itself

    def _place(self, body: Element) -> int:
        """Gives the place whose page bears a note at its foot: where it is called, but for the head
        of a table the first cell of its body, as the engine leaves notes behind when it takes a
        head to the next page; so too for the foot of a table.
        """
        groups = [outer for outer in body.around() if outer.tag in ("thead", "tfoot")]
        if not groups:
            return body.end
        cells = [
            it
            for it in self._own
            if it.tag in ("td", "th") and not any(i.tag in ("thead", "tfoot") for i in it.around())
        ]
        table = groups[0].parent
        here = [it for it in cells if any(outer is table for outer in it.around())]
        if not here:
            return body.end
        return here[0].inner if groups[0].tag == "thead" else here[-1].inner

    def _called(self, call: Element) -> str:
        name = call.attributes.get("href", "").removeprefix("#")
        if name not in self._numbers:
            raise NoteError(
                f"a call calls the note '{name}', which the page does not have; give its body"
                f' id="{name}", or take the call out'
            )
        return self._form("call", Note(name, self._numbers[name], Markup()), False)

    def _words(self, body: Element) -> str:
        return _TAG.sub("", body.content(self._html))

    def _end_of_text(self) -> int:
        """Gives the place behind the last section, or else before what ends the article."""
        inside = [it for it in self._own if any(outer.tag == "main" for outer in it.around())]
        sections = [
            it
            for it in inside
            if it.tag == "section" and all(outer.tag != "section" for outer in it.around())
        ]
        if sections:
            return sections[-1].end
        ends = [it.start for it in inside if it.tag == "footer"]
        ends += [it.inner_end for it in self._own if it.tag in ("article", "main", "body")]
        return ends[0] if ends else len(self._html)


def _width(text: str) -> int:
    """Gives how wide a text runs, in widths of a Latin letter (UAX #11)."""
    return sum(
        0
        if unicodedata.combining(letter)
        else 2
        if unicodedata.east_asian_width(letter) in "WF"
        else 1
        for letter in text
    )

"""Holds together what a browser would part at a line's end: in Chinese text signs that join names
and numbers, and what is doubled, —— and …… (GB/T 15834-2011, 5.1); in Japanese, Chinese and Korean
headings names, numbers and phrases, in others numbers and names of one word, in all texts dates and
postcodes with their label (`sources/phrases`).

No value of `line-break` or `word-break` says so. A box that does not break does, around a sign, a
word, or the space within a Korean name; a Japanese or Chinese heading breaks at `<wbr>` alone, and
where a phrase has no room anywhere. Neither changes a text; `aria-hidden` keeps the `<wbr>` out of
the name that Chromium gives a heading. Names of several words are held in no other language: each
mark makes two texts of one in the accessibility tree. For PDFs `pdf_engine/line_breaking` holds
all of them.
"""

from __future__ import annotations

import html as html_texts
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from itertools import groupby, pairwise
from typing import NamedTuple

from laureate_print.outputs.web_variants import Placed
from laureate_print.sources.languages import language
from laureate_print.sources.phrases import (
    BESIDE_NAME,
    FREE,
    IDEOGRAPHIC,
    POSTCODE,
    WORD,
    dates,
    held,
    label,
    labelled,
)

_CHINESE = ("Hans", "Hant")
_LETTER = "[^\\s—…][\ufe00-\ufe0f\U000e0100-\U000e01ef]?"
_HELD = re.compile(f"{_LETTER}(?:[ \n]?(?:[·‧•～〜]|—(?!—)|／(?:{_LETTER})?))+|—{{2,}}|…{{2,}}")
_READINGS = ("rt", "rp")
_NOWHERE = -1
_HEADINGS = ("h1", "h2", "h3")
_BREAK = '<wbr aria-hidden="true">'
_NARROW = ("h1", "h2", "h3", "time", "address", "td", "th", "pre")  # hold dates already, or not
_YEAR = re.compile(r"\D*\d+年")  # browsers may part it: each mark has its price
_DATE = 14  # em: a date that is no wider has room in a line of a text there
_ALWAYS = 8  # em: what is no wider has room in a line of a title on the narrowest phone
_OPEN, _CLOSE = '<span class="held">', "</span>"
_RULES = {
    _OPEN: ".held{white-space:nowrap}",
    _BREAK: (
        ":is(h1,h2,h3):is(:lang(ja),:lang(zh)),:is(h1,h2,h3) :is(:lang(ja),:lang(zh))"
        "{word-break:keep-all;overflow-wrap:anywhere}"
    ),
}
Mark = tuple[int, str]  # where it goes in the HTML, and what it is


class _Letter(NamedTuple):
    """A letter of a heading: its language, where it stands in the HTML, and where it could be
    parted from the one before it: outside of the elements that only one of them is in.
    """

    text: str
    language: str
    start: int
    end: int
    parted: int


def with_held_signs(
    html: str, names: Collection[str] = (), in_headings: Collection[str] = ()
) -> tuple[str, str]:
    """Gives a page with its marks, and their rules, if there are any.

    Headings hold `names` together, and those of languages whose words are not divided by
    dictionaries what is held `in_headings`.
    """
    finder = _Finder(html, names, in_headings)
    finder.feed(html)
    finder.close()
    for place, mark in sorted(finder.found, key=_order, reverse=True):
        html = html[:place] + mark + html[place:]
    marks = {mark for _, mark in finder.found} | ({_BREAK} if finder.is_ideographic else set())
    return html, "".join(rule for mark, rule in _RULES.items() if mark in marks)


def _order(mark: Mark) -> tuple[int, int]:
    """Gives in which order marks stand: nothing breaks within what is held."""
    place, text = mark
    return place, (_CLOSE, _BREAK, _OPEN).index(text)


class _Finder(Placed):
    """Collects what is held together in a page's text, and where its headings break."""

    def __init__(self, html: str, names: Collection[str], in_headings: Collection[str]) -> None:
        super().__init__(html)
        self.found: list[Mark] = []
        self.is_ideographic = False  # one of the headings
        self._html, self._names, self._in_headings = html, names, {*names, *in_headings}
        self._heading: list[_Letter] = []
        self._between = (0, 0)  # how deep in the tree, and where, since the last text
        self._held = {_NOWHERE}  # places within what is held
        self._before = (0, 0)  # from where to where a label ends the last text
        self._labelled = (0, 0, 0)  # how deep is a code, where its label begins, and itself

    def handle_data(self, data: str) -> None:
        """Gives a text that is seen to `handle_text`; space within a heading is seen."""
        tag, language_tag, heading, _ = self._stack[-1]
        if heading and not data.strip() and tag not in _READINGS:
            self._add(data, language_tag, data)
        super().handle_data(data)

    def handle_text(self, data: str, language_tag: str, heading: bool, strong: bool) -> None:
        """Notes what is held in a Chinese text, and a heading's letters."""
        place = self.place()
        if language(language_tag).script in _CHINESE:
            for it in _HELD.finditer(data):
                self._hold(place + it.start(), place + it.end())
        if heading and self._stack[-1][0] not in _READINGS:
            self._add(data, language_tag, data)
        elif language_tag != "ja-simple" and not any(it[0] in _NARROW for it in self._stack):
            for start, end in [*dates(data, language_tag), *labelled(data)]:
                date = data[start:end]
                if _width(date) <= _DATE and not _YEAR.fullmatch(date):
                    self._hold(place + start, place + end)
            self._before = (place + label(data), place + len(data))

    def _hold(self, start: int, end: int) -> None:
        if not self._held.intersection(range(start, end)):
            self.found += [(start, _OPEN), (end, _CLOSE)]
            self._held.update(range(start + 1, end))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enters an element; one of a code may have a label before it."""
        super().handle_starttag(tag, attrs)
        start, end = self._before
        if dict(attrs).get("dir") == "ltr" and start < end == self.place():
            self._labelled = (len(self._stack), start, self.place())

    def handle_entityref(self, name: str) -> None:
        """Notes a letter that is written by its name."""
        self._add_reference(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Notes a letter that is written by its number."""
        self._add_reference(f"&#{name};")

    def _add_reference(self, source: str) -> None:
        tag, language_tag, heading, _ = self._stack[-1]
        if heading and tag not in _READINGS:
            self._add(html_texts.unescape(source), language_tag, source)

    def _add(self, text: str, tag: str, source: str) -> None:
        """Adds a text to the heading; within a word that has a reading it is parted nowhere."""
        place, depth = self.place(), len(self._stack)
        whole = text != source or any(it[0] == "ruby" for it in self._stack)
        outside, between = self._between
        for number, letter in enumerate(text):
            start = _NOWHERE if whole else place + number
            parted = start if number else between if 0 < outside < depth else place
            self._heading.append(_Letter(letter, tag, start, start + 1, parted))
        self._between = (depth, place + len(source))

    def handle_endtag(self, tag: str) -> None:
        """Leaves an element: a heading's text is whole then, and a code."""
        depth, start, code = self._labelled
        if depth == len(self._stack) and self.place() > code:
            self._labelled = (0, 0, 0)
            text = re.sub("<[^>]*>", "", self._html[code : self.place()])
            if POSTCODE.fullmatch(text):
                self._hold(start, self._html.index(">", self.place()) + 1)
        super().handle_endtag(tag)
        if self._heading and len(self._stack) < self._between[0]:
            self._between = (len(self._stack), self._html.index(">", self.place()) + 1)
        if tag in _HEADINGS:
            for language_tag, letters in groupby(self._heading, lambda it: it.language):
                here = language(language_tag)
                names = self._names if here.breaks_words else self._in_headings
                marks = _in_heading([*letters], language_tag, names)
                self.found += (mark for mark in marks if mark[0] not in self._held)
                self.is_ideographic |= here.script in IDEOGRAPHIC
            self._heading, self._between = [], (0, 0)


def _in_heading(letters: list[_Letter], tag: str, names: Collection[str]) -> Iterator[Mark]:
    """Gives the marks of a heading's text in one language."""
    text = "".join(it.text for it in letters)
    if _width(text) <= _ALWAYS:
        return
    places = held(text, tag, names)
    if language(tag).script in IDEOGRAPHIC:
        for place, level in places.items():
            if level == FREE and text[:place].strip() and text[place:].strip():
                yield letters[place].parted, _BREAK
        return
    wholes = [*_pieces(text, places, WORD)]
    if language(tag).script == "Kore":
        for start, end in _pieces(text, places, *range(WORD, BESIDE_NAME + 1)):
            wholes += [it.span() for it in re.compile(r"\b \b").finditer(text, start, end)]
    for start, end in wholes:
        whole = letters[start:end]
        if all(it.end == following.start > 0 for it, following in pairwise(whole)):
            yield from ((whole[0].start, _OPEN), (whole[-1].end, _CLOSE))


def _pieces(text: str, places: Mapping[int, int], *levels: int) -> Iterator[tuple[int, int]]:
    """Gives from where to where a text has places of these levels alone, if it always has room."""
    ends = [0, *sorted(it for it, level in places.items() if level not in levels), len(text)]
    for start, end in pairwise(ends):
        piece = text[start:end]
        start, end = end - len(piece.lstrip()), start + len(piece.rstrip())
        if _width(piece) <= _ALWAYS and any(it in places for it in range(start + 1, end)):
            yield start, end


def _width(text: str) -> float:
    """Gives how wide a text is at most, in em."""
    drawn = (it for it in text.strip() if unicodedata.category(it)[0] not in "MC")
    return sum(1 if _is_wide(letter) else 0.6 for letter in drawn)


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "FW" or "\u1000" <= letter <= "\u109f"

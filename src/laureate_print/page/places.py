"""Finds where a page shows each of its messages: in its text, and in what was laid out.

The page is composed once more with marks around its messages and read, never laid out. What it
says is then found, letter for letter, in the lines of the page that was laid out without them.
"""

from __future__ import annotations

import html as markup
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from unicodedata import bidirectional

from laureate_print.model import (
    Catalog,
    Job,
    Layout,
    Line,
    MessageName,
    MessagePlace,
    SiblingFile,
)
from laureate_print.page.compose import compose
from laureate_print.page.marks import Marks
from laureate_print.sources.loading import Sources

_TOKEN = re.compile(r"(<!--.*?-->|<(?:\"[^\"]*\"|'[^']*'|[^'\">])*>)", re.DOTALL)
_NAME = re.compile(r"<(/?[A-Za-z][A-Za-z0-9]*)")
_UNSEEN = re.compile(r"[\s\u00ad\u200b\u2060\ufeff]+")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)
_IS_NOTE = re.compile(r"<span(?=[^>]*\sclass=\"note\")")
_STRONG = ("L", "R", "AL")
_NO_TEXT = ("head", "script", "style", "template")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where the text of a page says a message: from which letter, to which (`letters`)."""

    name: MessageName
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a page says.

    `text` is that of its body without spaces and without what only says where lines may break;
    `stretches` are the messages in it, in the order in which they begin, each as often as it is
    said. `running` are those that a style sheet says at the head or foot of each page, each with
    its words between what is counted there. `unseen` are those that the page asks for and shows
    nowhere: in titles, descriptions, names of links and pictures.
    """

    text: str
    stretches: tuple[Stretch, ...]
    running: Mapping[MessageName, tuple[str, ...]]
    unseen: tuple[MessageName, ...]

    @property
    def order(self) -> tuple[MessageName, ...]:
        """The messages that the page shows, each once, in the order in which they begin."""
        return tuple(dict.fromkeys([*(it.name for it in self.stretches), *self.running]))


def spoken(
    sources: Sources,
    job: Job,
    catalogs: Sequence[Catalog],
    sibling_files: Sequence[SiblingFile] = (),
) -> Spoken:
    """Gives what the page of a job says; it takes what `compose` takes, and about as long.

    Raises:
        TemplateError: as `compose` does.
    """
    marks = Marks()
    page = compose(sources, job, catalogs, sibling_files, marks=marks)
    reader = _Reader(marks)
    reader.read(page.html)
    seen = {it.name for it in reader.stretches} | reader.running.keys()
    asked = (
        MessageName(it.catalog, it.language, key) for it in page.used for key in sorted(it.messages)
    )
    return Spoken(
        "".join(reader.letters),
        tuple(sorted(reader.stretches, key=lambda it: (it.start, -it.end))),
        reader.running,
        tuple(name for name in asked if name not in seen),
    )


def places(said: Spoken, layout: Layout) -> dict[MessageName, tuple[MessagePlace, ...]]:
    """Gives where what was laid out shows each message, line by line in the order in which it is
    read; a message that it shows nowhere is not among them.
    """
    found: dict[MessageName, list[MessagePlace]] = {}
    written = sorted(
        (line for line in layout.lines if line.kind == "written"), key=lambda line: line.place
    )
    shown = list(_shown(said.text, written))
    starts = [start for start, _, _ in shown]
    for stretch in said.stretches:
        number = max(bisect_right(starts, stretch.start) - 1, 0)
        while number < len(shown):
            start, length, line = shown[number]
            number += 1
            if start >= stretch.end:
                break
            first, last = max(stretch.start, start), min(stretch.end, start + length)
            if first < last:
                part = _part(line, (first - start) / length, (last - start) / length)
                found.setdefault(stretch.name, []).append(part)
    for name, words in said.running.items():
        pattern = re.compile(".*".join(map(re.escape, words)))
        for line in layout.lines:
            if line.kind == "running" and pattern.fullmatch(letters(line.text)):
                part = replace(_part(line, 0, 1), running=True)
                found.setdefault(name, []).append(part)
    return {name: tuple(_joined(own)) for name, own in found.items()}


def _shown(text: str, lines: Sequence[Line]) -> Iterator[tuple[int, int, Line]]:
    """Gives each line that shows a part of a page's text: from which letter, how many, and it.

    Between two lines may stand what is not shown. A line that stands only further on, where the
    next does stand here, is none of the text.
    """
    words = [letters(line.text) for line in lines]
    position = 0
    for number, (own, line) in enumerate(zip(words, lines, strict=True)):
        start = text.find(own, position)
        after = "".join(words[number + 1 : number + 4])
        if start > position and after and text.startswith(after, position):
            continue
        if start >= 0:
            yield start, len(own), line
            position = start + len(own)


def _part(line: Line, first: float, last: float) -> MessagePlace:
    """Gives a part of a line, from and to a share of its letters, by its width."""
    width = line.right - line.left
    if next((kind for it in line.text if (kind := bidirectional(it)) in _STRONG), "L") != "L":
        first, last = 1 - last, 1 - first
    left, right = line.left + first * width, line.left + last * width
    return MessagePlace(line.page, left, line.top, right, line.bottom)


def _joined(parts: Iterable[MessagePlace]) -> Iterator[MessagePlace]:
    """Gives the parts of a message with those that touch each other on a line, and the readings
    above them, as one.
    """
    whole: MessagePlace | None = None
    for part in parts:
        if whole is not None and _touch(whole, part):
            whole = replace(
                whole,
                left=min(whole.left, part.left),
                top=min(whole.top, part.top),
                right=max(whole.right, part.right),
                bottom=max(whole.bottom, part.bottom),
            )
        else:
            if whole is not None:
                yield whole
            whole = part
    if whole is not None:
        yield whole


def _touch(one: MessagePlace, other: MessagePlace) -> bool:
    height = min(one.bottom - one.top, other.bottom - other.top)
    middle = (other.top + other.bottom) / 2
    return (
        one.page == other.page
        and one.running == other.running
        and one.top - height <= middle <= one.bottom
        and max(one.left, other.left) - min(one.right, other.right) <= height
    )


def letters(text: str) -> str:
    """Gives a text without spaces and without what only says where its lines may break."""
    return _UNSEEN.sub("", text)


class _Reader:
    """Reads a marked page."""

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        self._opened: list[tuple[MessageName, int]] = []
        self._around: list[tuple[MessageName, int]] = []  # those that called a note
        self._note = 0  # how deep in its elements
        self._said = 0
        self.letters: list[str] = []
        self.stretches: list[Stretch] = []
        self.running: dict[MessageName, tuple[str, ...]] = {}

    def read(self, html: str) -> None:
        """Notes what the text of a page says, and what its styles do."""
        inside = ""  # of which element without text
        for index, piece in enumerate(_TOKEN.split(html)):
            name = _NAME.match(piece) if index % 2 else None
            element = name[1].lower() if name else ""
            if not inside and element in _NO_TEXT:
                inside = element
            elif inside and element == f"/{inside}":
                inside = ""
            elif element in ("span", "/span"):
                self._span(piece)
            elif not inside and not index % 2:
                self._text(markup.unescape(piece))
        for style in _STYLE.findall(html):
            self._style(style)

    def _span(self, tag: str) -> None:
        """Leaves the messages in which a note is called for the time of the note, which stands
        elsewhere on the page.
        """
        if self._note:
            self._note += 1 if tag.startswith("<span") else -1
            if not self._note:
                self._opened = [(name, self._said) for name, _ in self._around]
        elif _IS_NOTE.match(tag):
            self._note, self._around = 1, self._opened
            for name, start in self._opened:
                self._keep(name, start)
            self._opened = []

    def _text(self, text: str) -> None:
        for part in self._marks.read(text):
            if isinstance(part, str):
                self.letters.append(letters(part))
                self._said += len(self.letters[-1])
            elif part:
                self._opened.append((part, self._said))
            elif self._opened:
                self._keep(*self._opened.pop())

    def _keep(self, name: MessageName, start: int) -> None:
        if start < self._said:
            self.stretches.append(Stretch(name, start, self._said))

    def _style(self, style: str) -> None:
        """Notes the messages of a style sheet: their strings, without what is counted between."""
        name: MessageName | None = None
        words = ""
        for part in self._marks.read(style):
            if isinstance(part, str):
                words += part
            elif part:
                name, words = part, '"'
            elif name:
                said = _STRING.findall(words + '"')
                self.running[name] = tuple(letters(_ESCAPE.sub(_unescaped, it)) for it in said)
                name = None


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else str(found[2])

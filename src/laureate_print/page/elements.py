"""Reads where the elements of a composed page stand in its HTML, so that parts of it can be changed
and all else stays as it was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import accumulate
from operator import itemgetter

_VOID = {
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"),
    *("source", "track", "wbr"),
}
_BLOCKS = {"html", "body", "main", "article", "section", "div"}
Edit = tuple[int, int, str]  # from, to, what comes there


@dataclass(eq=False, slots=True)
class Element:
    """An element of a page, with the places in the HTML where it and its content begin and end."""

    tag: str
    attributes: dict[str, str]
    start: int
    inner: int
    parent: Element | None
    inner_end: int = 0
    end: int = 0
    classes: frozenset[str] = field(default_factory=frozenset)

    def around(self) -> Iterator[Element]:
        """Gives the elements round it, from the nearest outwards."""
        parent = self.parent
        while parent is not None:
            yield parent
            parent = parent.parent

    def content(self, html: str) -> str:
        """Gives the HTML within it."""
        return html[self.inner : self.inner_end]


def part(element: Element, languages: Sequence[str]) -> str:
    """Gives the language of the part of a page in which an element stands: of the nearest block
    round it that says one of the page's own.
    """
    blocks = [it for it in (element, *element.around()) if it.tag in _BLOCKS]
    said = (block.attributes.get("lang", "") for block in blocks)
    return next((tag for tag in said if tag in languages), languages[0])


def elements(html: str) -> list[Element]:
    """Gives the elements of a page in the order in which they begin."""
    return _Reader(html).found


def edited(html: str, edits: Iterable[Edit]) -> str:
    """Gives a page with its changes, which do not overlap; what comes to one place comes there in
    their order.
    """
    parts, done = list[str](), 0
    for start, end, replacement in sorted(edits, key=itemgetter(0, 1)):
        parts += (html[done:start], replacement)
        done = end
    return "".join(parts) + html[done:]


class _Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Element] = []
        self._open: list[Element] = []
        self._html = html
        self._lines = [0, *accumulate(len(line) + 1 for line in html.split("\n"))]
        self.feed(html)
        self.close()
        for element in self._open:
            element.inner_end = element.end = len(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes where an element begins."""
        start = self._place()
        inner = start + len(self.get_starttag_text() or "")
        attributes = {name: value or "" for name, value in attrs}
        parent = self._open[-1] if self._open else None
        element = Element(tag, attributes, start, inner, parent, inner, inner)
        element.classes = frozenset(attributes.get("class", "").split())
        self.found.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """Notes where an element ends, and those within it that were left open."""
        if any(element.tag == tag for element in self._open):
            place = self._place()
            while True:
                element = self._open.pop()
                element.inner_end = element.end = place
                if element.tag == tag:
                    element.end = self._html.index(">", place) + 1
                    return

    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

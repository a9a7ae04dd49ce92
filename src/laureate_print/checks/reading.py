"""Reads HTML as a stranger would: which text stands in which language, which tags with which
attributes.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from html.parser import HTMLParser

_VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "track",
    "wbr",
}
_LONG = re.compile(r"&#(\d{1000,})")  # more digits than Python reads; no character has more than 7
_UNSEEN = {"style", "script", "title", "template", "rp"}


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text, the language that is in force there, and the tag around it."""

    text: str
    language: str
    tag: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag with its attributes."""

    name: str
    attributes: dict[str, str]


class Reader(HTMLParser):
    """Collects the runs of visible text, the tags, the style sheets and the title of a page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[Run] = []
        self.tags: list[Tag] = []
        self.styles: list[str] = []
        self.title = ""
        self._open: list[tuple[str, str]] = [("", "")]
        self._counted = Counter[str]()  # of the open elements, by name
        self._has_title = False
        self.feed(_LONG.sub(lambda it: f"&#{it[1].lstrip('0')[:8] or 0}", html))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes a tag and its language."""
        attributes = {name: value or "" for name, value in attrs}
        self.tags.append(Tag(tag, attributes))
        if tag not in _VOID:
            self._open.append((tag, attributes.get("lang", self._open[-1][1])))
            self._counted[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        """Leaves the elements up to the one that ends."""
        self._has_title |= tag == "title"
        while self._counted[tag]:
            name, _ = self._open.pop()
            self._counted[name] -= 1
            if name == tag:
                break

    def handle_data(self, data: str) -> None:
        """Notes text where readers see it, style sheets apart."""
        tag, language = self._open[-1]
        if tag == "title" and not self._has_title:
            self.title += data
        elif tag == "style":
            self.styles.append(data)
        elif tag not in _UNSEEN and data.strip():
            self.runs.append(Run(data, language, tag))


def before_announcement(html: str) -> list[Run]:
    """Gives the runs of text that stand before the page's `<main>`."""
    head, main, _ = html.partition("<main")
    return Reader(head).runs if main else []


def announcement(html: str) -> list[Run]:
    """Gives the runs of text in the page's `<main>`: what every edition and every
    output must hold.
    """
    main = re.search(r"<main\b.*</main>", html, re.DOTALL)
    language = re.search(r'<html[^>]*\blang="([^"]*)"', html)
    return Reader(
        f'<div lang="{language[1] if language else ""}">{main[0] if main else html}</div>'
    ).runs

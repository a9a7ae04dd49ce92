"""Reads HTML as a stranger would: which text stands in which language, which tags with which attributes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# PDFium mirrors these once more in a line from right to left, whatever the file says.
_MIRRORED_TWICE = str.maketrans("", "", "“”‘’")
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
    """Collects the runs of visible text, the tags and the style sheets of a page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[Run] = []
        self.tags: list[Tag] = []
        self.styles: list[str] = []
        self._open: list[tuple[str, str]] = [("", "")]
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes a tag and its language."""
        attributes = {name: value or "" for name, value in attrs}
        self.tags.append(Tag(tag, attributes))
        if tag not in _VOID:
            self._open.append((tag, attributes.get("lang", self._open[-1][1])))

    def handle_endtag(self, tag: str) -> None:
        """Leaves the elements up to the one that ends."""
        if any(name == tag for name, _ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Notes text where readers see it, style sheets apart."""
        tag, language = self._open[-1]
        if tag == "style":
            self.styles.append(data)
        elif tag not in _UNSEEN and data.strip():
            self.runs.append(Run(data, language, tag))


def announcement(html: str) -> list[Run]:
    """Gives the runs of text in the page's `<main>`: what every edition and every output must hold."""
    main = re.search(r"<main\b.*</main>", html, re.DOTALL)
    language = re.search(r'<html[^>]*\blang="([^"]*)"', html)
    return Reader(f'<div lang="{language[1] if language else ""}">{main[0] if main else html}</div>').runs


def squeezed(text: str) -> str:
    """Gives a text in NFC without spaces, line ends and the marks that only tell where lines break or how they run."""
    return re.sub(r"[\s\u200b\u200e\u200f\u2060\u2066-\u2069]+", "", unicodedata.normalize("NFC", text))


def unmirrored(text: str) -> str:
    """Gives a text, squeezed, without the characters that PDFium mirrors in lines from right to left."""
    kept = "".join(character for character in text if not unicodedata.mirrored(character))
    return squeezed(kept.translate(_MIRRORED_TWICE))


def without_artifacts(artifacts: Sequence[str], page: str) -> str:
    """Gives a page's text without its artifacts, which stand before or behind it, all together or each for itself.

    Letters count, not their order: from right to left glyphs stand from left to right.
    """
    for text in ("".join(artifacts), *sorted(artifacts, key=len, reverse=True)):
        size = len(text)
        if size and sorted(page[-size:]) == sorted(text):
            page = page[:-size]
        elif size and sorted(page[:size]) == sorted(text):
            page = page[size:]
    return page

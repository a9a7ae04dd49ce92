"""Writes the web page: one file, fonts inside, each cut to the characters that the page sets in it."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from laureate_print.fonts import Fonts, coverage, woff2
from laureate_print.model import Artifact, Face, Page

_VOID = {"meta", "link", "br", "img", "hr", "input", "wbr", "source"}
_HEADINGS = {"h1", "h2", "h3"}


def write(page: Page, book: Fonts) -> Artifact:
    """Gives the page as HTML that needs nothing beside it."""
    reader = _Characters()
    reader.feed(page.html)
    needed = _needed(reader.found, book, page.language.tag)
    rules = "\n".join(_face_rule(face, characters) for face, characters in needed)
    html = page.html.replace("<style>", f"<style>\n{rules}\n</style>\n<style>", 1)
    return Artifact(page.job.path, html.encode())


class _Characters(HTMLParser):
    """Collects the characters of a page by language and by role: display for headings, text for all else."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[tuple[str, bool], set[str]] = {}
        self._stack: list[tuple[str, str, bool]] = [("", "", False)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            _, language, heading = self._stack[-1]
            self._stack.append((tag, dict(attrs).get("lang") or language, heading or tag in _HEADINGS))

    def handle_endtag(self, tag: str) -> None:
        while tag not in _VOID and len(self._stack) > 1 and self._stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tag, language, heading = self._stack[-1]
        if tag not in ("style", "script", "title") and data.strip():
            self.found.setdefault((language, heading), set()).update(re.sub(r"[\t\n\r\f]", " ", data))


def _needed(found: dict[tuple[str, bool], set[str]], book: Fonts, own: str) -> Iterator[tuple[Face, set[str]]]:
    """Gives each face that the page is set in, with its characters: a character is drawn by the first face that can.

    Words in other languages than the page's own, such as their names in a list, come in one weight.
    """
    needed: dict[Face, set[str]] = {}
    for (language, heading), characters in found.items():
        left = set(characters)
        for family in book.stack(language, "display" if heading else "text"):
            faces = book.faces[family]
            drawn = {character for character in left if ord(character) in coverage(faces[0])}
            for face in (faces if language == own else faces[:1]) if drawn else ():
                needed.setdefault(face, set()).update(drawn | {" "})
            left -= drawn
    yield from needed.items()


def _face_rule(face: Face, characters: set[str]) -> str:
    data = base64.b64encode(woff2(face, characters)).decode()
    return (
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; font-display: swap; '
        f'src: url("data:font/woff2;base64,{data}") format("woff2"); }}'
    )

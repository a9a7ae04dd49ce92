"""Which faces a web page is set in, each cut to the very glyphs that its words are drawn with, as
WOFF2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser

from laureate_print.model import Face
from laureate_print.outputs.small_fonts import (
    SmallFont,
    can_be_merged,
    merged,
    packed,
    read,
    scaled,
)
from laureate_print.outputs.web_glyphs import cut
from laureate_print.sources.font_files import reading
from laureate_print.sources.fonts import Fonts, Role, characters, chooses_letter, draws
from laureate_print.sources.languages import language as language_of

_VOID = {"meta", "link", "br", "img", "hr", "input", "wbr", "source"}
_UNSEEN = {"style", "script", "title", "rp"}
_HEADINGS = {"h1", "h2", "h3"}
_STRONG = {"b", "em", "strong", "h4", "th", "dt", "caption", "tfoot"}
_BULLETS = "•◦▪"
_BOLD = 600  # from here on a weight is a bold one
_JOINERS = "\u200c\u200d"
_UNITS = 500  # to the em: a step is a seventh of a device pixel in a title on a phone
OTHERS = "Other scripts"


@dataclass(frozen=True, slots=True)
class Words:
    """A text of the page: its language, and whether it is set as a heading, or strong."""

    text: str
    language: str
    heading: bool
    strong: bool


def web_fonts(html: str, fonts: Fonts, own: str) -> Iterator[tuple[str, int, bytes]]:
    """Gives each font that a page in the language `own` needs: family, weight, and the file as
    WOFF2.

    Faces of other languages, in which a page sets little more than their names, come as one font,
    called `OTHERS`.
    """
    drawn: dict[Face, set[tuple[str, str]]] = {}
    for words in _words(html):
        for face, run in _runs(words, fonts):
            drawn.setdefault(face, set()).add((run, words.language))
    main = {*fonts.families(own), *fonts.fallback("text")}
    others: dict[Face, SmallFont] = {}
    taken: set[str] = set()
    for face, found in drawn.items():
        runs = frozenset(found)
        drawn_here = {character for text, _ in runs for character in characters(text)}
        chosen = any(map(chooses_letter, drawn_here))  # merging would lose the sequences
        alone = face.family in main or face.weight >= _BOLD or chosen or drawn_here & taken
        if alone or not can_be_merged(_read(face, runs), _UNITS):
            yield face.family, face.weight, _packed(face, runs)
        else:
            others[face] = _read(face, runs)
            taken |= drawn_here
    yield from _as_one(others)


def _as_one(others: dict[Face, SmallFont]) -> Iterator[tuple[str, int, bytes]]:
    """Gives fonts as one, or each by itself where their rules do not fit into one."""
    try:
        if others:
            yield OTHERS, 400, packed(merged([*others.values()]))
    except ValueError:
        for face, font in others.items():
            yield face.family, face.weight, packed(font)


def _words(html: str) -> list[Words]:
    reader = _WordReader()
    reader.feed(html)
    return reader.found


class Reader(HTMLParser):
    """Reads the texts of a page, each with its language and how it is set."""

    def __init__(self) -> None:
        super().__init__()
        self._stack: list[tuple[str, str, bool, bool]] = [("", "", False, False)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enters an element."""
        if tag not in _VOID:
            _, language, heading, strong = self._stack[-1]
            language = dict(attrs).get("lang") or language
            self._stack.append(
                (tag, language, heading or tag in _HEADINGS, strong or tag in _STRONG)
            )

    def handle_endtag(self, tag: str) -> None:
        """Leaves the elements up to the one that ends."""
        while tag not in _VOID and len(self._stack) > 1 and self._stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Gives a text that is seen to `handle_text`."""
        tag, language, heading, strong = self._stack[-1]
        if tag not in _UNSEEN and data.strip():
            self.handle_text(data, language, heading, strong)

    def handle_text(self, data: str, language: str, heading: bool, strong: bool) -> None:
        """Takes a text: its language, and whether it stands in a heading or is strong."""
        raise NotImplementedError


class _WordReader(Reader):
    """Collects the texts of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Words] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enters an element; the markers of a list are drawn, too."""
        super().handle_starttag(tag, attrs)
        language = self._stack[-1][1]
        if tag in ("ul", "ol") and language:
            markers = _BULLETS if tag == "ul" else language_of(language).digits + "."
            self.found.append(Words(markers, language, heading=False, strong=False))

    def handle_text(self, data: str, language: str, heading: bool, strong: bool) -> None:
        text = re.sub(r"[\t\n\r\f]", " ", data)
        self.found.append(Words(text, language, heading, strong))
        if strong and any(tag == "th" for tag, *_ in self._stack):  # some sheets set it plain
            self.found.append(Words(text, language, heading, strong=False))


def _runs(words: Words, fonts: Fonts) -> Iterator[tuple[Face, str]]:
    """Parts a text as browsers do: where another face draws it, and where another script begins
    (UAX #24).
    """
    from fontTools.unicodedata import script

    faces = [
        _face(fonts, family, words) for family in fonts.stack(words.language, role(words.heading))
    ]
    known: dict[str, tuple[Face | None, str]] = {}
    run, drawn_by, written_in = "", None, ""
    for character in characters(words.text):
        if character not in known:
            face = next((face for face in faces if draws(face, character)), None)
            known[character] = face, script(character[0])
        face, own = known[character]
        face = drawn_by if drawn_by and character in _JOINERS else face
        own = written_in if own in ("Zyyy", "Zinh") else own
        if run and (face is not drawn_by or (written_in and own != written_in)):
            if drawn_by:
                yield drawn_by, run
            run = ""
        run, drawn_by, written_in = run + character, face, own
    if drawn_by:
        yield drawn_by, run


def role(heading: bool) -> Role:
    """Gives what a text is for a stack of families."""
    return "display" if heading else "text"


def _face(fonts: Fonts, family: str, words: Words) -> Face:
    """Gives the weight of a family in which these words are set: no weight is made up by force."""
    faces = sorted(fonts.faces[family], key=lambda face: face.weight)
    bold = words.heading or words.strong
    return next(
        (face for face in faces if bold == (face.weight >= _BOLD)), faces[-1 if bold else 0]
    )


def _cut_to(face: Face, runs: frozenset[tuple[str, str]]) -> SmallFont:
    """Gives a face with the glyphs of these runs alone.

    Not in coarser steps where rules call further ones, as in Nastaliq: there each letter hangs
    from the one before, and they would add up.
    """
    with reading(face.file):
        content, calls_further = cut(face, runs)
        font = read(content)
        return font if calls_further else scaled(font, _UNITS)


# The address block and the names of the languages recur on every page.
@lru_cache(maxsize=256)
def _packed(face: Face, runs: frozenset[tuple[str, str]]) -> bytes:
    return packed(_cut_to(face, runs))


_read = lru_cache(maxsize=64)(_cut_to)

"""Lets no paragraph end in a line of a word, or of less than three letters.

Browsers have `text-wrap: pretty` (CSS Text Level 4); the engine fills each line and leaves what
remains on the last. U+2060 holds the last two words together, in Japanese and Chinese the last
three letters (JLREQ 3.1.12), as long as they are no longer than a narrow column has room for.
`tests/pdf_engine/test_upstream.py` shows when this is no longer needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from laureate_print.pdf_engine.line_breaking import WORD_JOINER, ZERO_WIDTH_SPACE, plain
from laureate_print.pdf_engine.notes import classes
from laureate_print.sources.languages import language
from laureate_print.sources.phrases import IDEOGRAPHIC

_PARAGRAPHS = ("p", "li", "dd", "blockquote", "figcaption")
_BLOCKS = (*_PARAGRAPHS, "ul", "ol", "dl", "dt", "div", "table", "pre", "figure", "h4", "section")
_TABLES = ("table", "address", "pre")  # narrow, or whole by themselves
_LETTERS = 3
_LEAST = 60  # letters: a shorter paragraph has no last line that is worth another break
_LEAST_IDEOGRAPHIC = 30
_MOST = 20  # letters of the last two words


class _Text(NamedTuple):
    """A text of a paragraph: the element that has it, as its `text` or `tail`."""

    owner: Any
    kind: str
    language: str

    @property
    def letters(self) -> str:
        return getattr(self.owner, self.kind) or ""


def hold_ends(element: Any, tag: str) -> None:
    """Marks in the texts of an element tree what the last lines of its paragraphs keep together;
    changes the tree.
    """
    tag = element.get("lang") or tag
    if element.tag in _TABLES:
        return
    children = [child for child in element if isinstance(child.tag, str)]
    if element.tag in _PARAGRAPHS and not any(child.tag in _BLOCKS for child in children):
        _hold_end([*_texts(element, tag)])
    else:
        for child in children:
            hold_ends(child, tag)


def _texts(element: Any, tag: str) -> Iterator[_Text]:
    """Gives the texts of a paragraph, without notes and readings."""
    yield _Text(element, "text", tag)
    for child in element:
        is_own = isinstance(child.tag, str) and child.tag not in ("ruby", "svg")
        if is_own and "note" not in classes(child):
            yield from _texts(child, child.get("lang") or tag)
        yield _Text(child, "tail", tag)


def _hold_end(texts: list[_Text]) -> None:
    whole = "".join(it.letters for it in texts)
    letters = len("".join(plain(whole).split()))
    last = next((it for it in reversed(texts) if it.letters.strip()), None)
    if last is None:
        return
    script = language(last.language).script
    ideographic = script in IDEOGRAPHIC and last.language != "ja-simple"
    if letters < (_LEAST_IDEOGRAPHIC if ideographic else _LEAST):
        return
    places = _within_letters(whole) if ideographic else _between_words(whole)
    for place in sorted(places, reverse=True):
        _join_at(texts, place)


def _within_letters(text: str) -> Iterator[int]:
    """Gives the places within the last three letters of a text, and the signs behind them."""
    count = 0
    for place in range(len(text.rstrip()) - 1, 0, -1):
        count += text[place].isalnum()
        if count == _LETTERS:
            return
        if not (text[place].isascii() and text[place - 1].isascii()):
            yield place


def _between_words(text: str) -> Iterator[int]:
    """Gives the place before the last word of a text, if two words have room in a narrow column."""
    end = len(text.rstrip())
    last = _start_of_word(text, end)
    before = _start_of_word(text, len(text[:last].rstrip(f" \n{ZERO_WIDTH_SPACE}")))
    if before and len(plain(text[before:end])) <= _MOST:
        yield last


def _start_of_word(text: str, end: int) -> int:
    """Gives where the piece begins that ends at a place, between places where a line may end; signs
    alone are part of it.
    """
    place = end
    while place and not (_may_end(text, place) and _has_letter(text[place:end])):
        place -= 1
    return place


def _may_end(text: str, place: int) -> bool:
    return text[place - 1] in f" \n{ZERO_WIDTH_SPACE}" and text[place : place + 1] != WORD_JOINER


def _has_letter(text: str) -> bool:
    return any(map(str.isalnum, text))


def _join_at(texts: list[_Text], place: int) -> None:
    """Puts U+2060 at a place of a paragraph, for U+200B if it stands there."""
    for it in texts:
        letters = it.letters
        if 0 < place <= len(letters):
            before = letters[:place].removesuffix(ZERO_WIDTH_SPACE)
            setattr(it.owner, it.kind, before + WORD_JOINER + letters[place:])
            return
        place -= len(letters)

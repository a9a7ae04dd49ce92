"""What of a message is text, and what a translator's tool has to protect: marks of Markdown and
HTML, `{placeholders}`, the brackets of readings, characters that XML cannot hold.

Put together again, the pieces of a message are that message, letter for letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from laureate_print.sources import markdown, ruby

if TYPE_CHECKING:
    from markdown_it.token import Token

Manner = Literal["markdown", "html", "plain"]
Role = Literal["single", "open", "close"]

# What XML 1.0 has no way to write (2.2), and the return that every reader of XML takes away.
UNHOLDABLE = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_TAG = re.compile(r"<(?P<slash>/?)(?P<name>[A-Za-z][\w:-]*)?[^<>]*?(?P<closed>/?)>")
_VOID = ("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
# Behind the words of a link: its address, and a title, which is words again.
_ADDRESS = re.compile(
    r"\]\((?:<[^<>\n]*>|(?:\\.|[^\s()\\]|\((?:\\.|[^\s()\\])*\))*)"
    r"(?:(?P<before>\s+[\"'(])(?P<title>(?:\\.|[^\"\\])*?)(?P<after>[\"')]))?\s*\)"
)
_TITLED = re.compile(r"(?P<before>\]\{[^{}\n]*\btitle=\")(?P<title>[^\"{}\n]+)(?=\"[^{}\n]*\})")
_ATTRIBUTES = re.compile(r"(?:\]\{|\")[^{}\n]*\}")
_ANGLED = re.compile(r"<[^<>\s]*>")
_BREAK = re.compile(r" *\\?\n")
_KINDS = {
    "strong": "strong",
    "em": "emphasis",
    "sup": "raised",
    "sub": "lowered",
    "s": "struck",
    "span": "span",
    "link": "link",
}
_HTML_KINDS = {"a": "link", "b": "strong", "strong": "strong", "i": "emphasis", "em": "emphasis"}


@dataclass(frozen=True, slots=True)
class Code:
    """What is protected: the characters themselves, of which kind they are, and whether they open
    or close a `pair` (its number within the message, from 1; 0 for a single one).
    """

    data: str
    kind: str
    role: Role = "single"
    pair: int = 0


Piece = str | Code


def split(text: str, manner: Manner = "plain", japanese: bool = False) -> tuple[Piece, ...]:
    """Takes a message apart; `japanese` says that it may have readings."""
    cut = {"markdown": _of_markdown, "html": _of_html, "plain": _of_text}[manner]
    pieces = list(cut(text))
    pieces = list(_within(pieces, _readings)) if japanese else pieces
    pieces = list(_within(pieces, _placeholders))
    broken = "".join(it if isinstance(it, str) else it.data for it in pieces) != text
    if broken or any(isinstance(it, Code) and UNHOLDABLE.search(it.data) for it in pieces):
        pieces = [text]
    return tuple(_paired(_merged(_within(pieces, _controls))))


def joined(pieces: Iterable[Piece]) -> str:
    """Gives the message again."""
    return "".join(it if isinstance(it, str) else it.data for it in pieces)


def numbered(
    source: Sequence[Piece], target: Sequence[Piece]
) -> tuple[dict[int, int], dict[int, int]]:
    """Gives each code of a source and of its translation a number, by the place of the piece: what
    is the same in both has the same number. Both ends of a pair have one.
    """
    wanted = _numbers(source, {}, 0)
    free: dict[tuple[str, ...], list[int]] = {}
    for own, data in _codes(source):
        free.setdefault(data, []).append(wanted[own])
    return wanted, _numbers(target, free, max(wanted.values(), default=0))


def _numbers(
    pieces: Sequence[Piece], free: dict[tuple[str, ...], list[int]], last: int
) -> dict[int, int]:
    found: dict[int, int] = {}
    ends = {
        (it.pair, it.role): at
        for at, it in enumerate(pieces)
        if isinstance(it, Code) and it.role != "single"
    }
    for own, data in _codes(pieces):
        if free.get(data):
            number = free[data].pop(0)
        else:
            number = last = last + 1
        found[own] = number
        code = pieces[own]
        if isinstance(code, Code) and code.role == "open":
            found[ends[code.pair, "close"]] = number
    return found


def _codes(pieces: Sequence[Piece]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Gives the place of each single code and of each that opens, with what it says; a pair with
    what both ends say.
    """
    closing = {it.pair: it.data for it in pieces if isinstance(it, Code) and it.role == "close"}
    for at, it in enumerate(pieces):
        if isinstance(it, Code) and it.role != "close":
            yield at, (it.data, closing[it.pair]) if it.role == "open" else (it.data,)


def _of_text(text: str) -> Iterator[Piece]:
    yield text


def _of_html(text: str) -> Iterator[Piece]:
    at = 0
    for tag in _TAG.finditer(text):
        yield text[at : tag.start()]
        name = (tag["name"] or "").lower()
        kind = _HTML_KINDS.get(name, f"html-{name}" if name else "html")
        single = not name or tag["closed"] or name in _VOID
        role: Role = "single" if single else "close" if tag["slash"] else "open"
        yield Code(tag[0], "break" if name == "br" else kind, role)
        at = tag.end()
    yield text[at:]


def _readings(text: str) -> Iterator[Piece]:
    at = 0
    for start, role in ruby.marks(text):
        yield text[at:start]
        yield Code(text[start], "reading", role)
        at = start + 1
    yield text[at:]


def _placeholders(text: str) -> Iterator[Piece]:
    at = 0
    for found in _PLACEHOLDER.finditer(text):
        yield text[at : found.start()]
        yield Code(found[0], "placeholder")
        at = found.end()
    yield text[at:]


def _controls(text: str) -> Iterator[Piece]:
    at = 0
    for found in UNHOLDABLE.finditer(text):
        yield text[at : found.start()]
        yield Code(found[0], "control")
        at = found.end()
    yield text[at:]


def _of_markdown(text: str) -> Iterator[Piece]:
    """Gives the pieces of Markdown; all of it as text where the parser reads it otherwise than it
    stands there.
    """
    walk = _Walk(text)
    try:
        walk.all(markdown.inline(text))
    except ValueError:
        return iter([text])
    return iter([*walk.pieces, text[walk.at :]])


class _Walk:
    """Finds the tokens of a message in its text, one behind the other."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.pieces: list[Piece] = []

    def all(self, tokens: Sequence[Token]) -> None:
        """Walks along all tokens.

        Raises:
            ValueError: one of them is not to be found.
        """
        inside = False  # an address that is its own words
        for number, token in enumerate(tokens):
            if token.type == "link_open" and token.markup in ("autolink", "linkify"):
                inside = True
                following = tokens[number + 1].content if number + 1 < len(tokens) else ""
                self._address(following)
            elif inside:
                inside = token.type != "link_close"
            else:
                self._one(token, tokens[number + 1 :])

    def _one(self, token: Token, following: Sequence[Token]) -> None:
        kind = _KINDS.get(token.type.removesuffix("_open").removesuffix("_close"), "markup")
        if token.type == "text":
            self._words(token.content)
        elif token.type == "softbreak":
            self._words("\n")
        elif token.type == "link_close":
            self._link(kind, following)
        elif token.type == "span_close":
            self._span(kind)
        elif token.type in ("link_open", "span_open"):
            self._code("[", kind, "open")
        elif token.nesting:
            self._code(token.markup, kind, "open" if token.nesting > 0 else "close")
        else:
            self._single(token, following)

    def _single(self, token: Token, following: Sequence[Token]) -> None:
        if token.type == "hardbreak":
            self._code(self._matched(_BREAK), "break")
        elif token.type == "text_special":
            self._code(token.markup, "escape")
        elif token.type == "footnote_ref":
            self._code(f"[^{token.meta['label']}]", "note")
        elif token.type == "code_inline":
            inner = re.compile(rf"{token.markup}(?!`)[\s\S]*?(?<!`){token.markup}(?!`)")
            self._code(self._matched(inner), "code")
            self._attributes(following)
        elif token.type == "image":
            self._code("![", "image", "open")
            self._words(token.content)
            self._link("image", following)
        else:
            self._code(token.content, "html")

    def _words(self, words: str) -> None:
        found = self.text.find(words, self.at)
        if found < 0:
            raise ValueError(words)
        gap = self.text[self.at : found]
        if gap.strip():
            self.pieces.append(Code(gap, "markup"))
        else:
            words = gap + words
        self.pieces.append(words)
        self.at = found + len(words) - (0 if gap.strip() else len(gap))

    def _code(self, data: str, kind: str, role: Role = "single") -> None:
        if not data or not self.text.startswith(data, self.at):
            raise ValueError(data)
        self.pieces.append(Code(data, kind, role))
        self.at += len(data)

    def _matched(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        return found[0] if found else ""

    def _address(self, words: str) -> None:
        angled = self._matched(_ANGLED)
        self._code(angled or words, "link")

    def _link(self, kind: str, following: Sequence[Token]) -> None:
        """Takes the address of a link or picture, and what is behind it."""
        found = _ADDRESS.match(self.text, self.at)
        if not found:
            raise ValueError(kind)
        if found["title"]:
            self._code(self.text[self.at : found.start("title")], kind)
            self._words(found["title"])
        self._code(self.text[self.at : found.end()], kind, "close")
        self._attributes(following)

    def _span(self, kind: str) -> None:
        """Takes what a span says of its words: in a title are words again."""
        if found := _TITLED.match(self.text, self.at):
            self._code(found["before"], kind)
            self._words(found["title"])
        self._code(self._matched(_ATTRIBUTES), kind, "close")

    def _attributes(self, following: Sequence[Token]) -> None:
        """Lets a code have the attributes behind it, which are no token of their own."""
        words = next((it.content for it in following if it.type != "text" or it.content), "")
        found = re.compile(r"\{[^{}\n]*\}").match(self.text, self.at)
        if found and not words.startswith("{"):
            code = self.pieces[-1]
            if isinstance(code, Code):
                self.pieces[-1] = replace(code, data=code.data + found[0])
                self.at = found.end()


def _within(pieces: Iterable[Piece], cut: Callable[[str], Iterator[Piece]]) -> Iterator[Piece]:
    """Takes apart what is text among pieces."""
    for piece in pieces:
        if isinstance(piece, str):
            yield from cut(piece)
        else:
            yield piece


def _merged(pieces: Iterable[Piece]) -> list[Piece]:
    """Puts texts together that follow each other, and leaves out empty ones."""
    found: list[Piece] = []
    for piece in pieces:
        if piece == "":
            continue
        if isinstance(piece, str) and found and isinstance(found[-1], str):
            found[-1] += piece
        else:
            found.append(piece)
    return found


def _paired(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Gives each pair its number; an end without its other end, or one that crosses another pair,
    is a code by itself.
    """
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for at, piece in enumerate(pieces):
        if isinstance(piece, str) or piece.role == "single":
            continue
        if piece.role == "open":
            opened.append(at)
        elif opened and _match(pieces[opened[-1]], piece):
            pairs[opened.pop()] = pairs[at] = len(pairs) // 2 + 1
        elif any(_match(pieces[it], piece) for it in opened):
            while not _match(pieces[opened[-1]], piece):
                opened.pop()
            pairs[opened.pop()] = pairs[at] = len(pairs) // 2 + 1
    for at, piece in enumerate(pieces):
        if isinstance(piece, str) or at in pairs:
            yield replace(piece, pair=pairs[at]) if isinstance(piece, Code) else piece
        else:
            yield replace(piece, role="single")


def _match(opening: Piece, closing: Code) -> bool:
    return isinstance(opening, Code) and opening.kind == closing.kind

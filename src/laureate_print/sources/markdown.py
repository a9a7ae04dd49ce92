"""Markdown as documents have it: CommonMark with tables, notes, definition lists and attributes;
what its inline marks are, and how they are written as one message.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

ATTRIBUTES = ("class", "dir", "id", "lang", "title", "width", "height", "start", "value")
_WIDE = re.compile(r"(?<=[^\s\x00-\u2e7f\uac00-\ud7af])\n(?=[^\s\x00-\u2e7f\uac00-\ud7af])")
_MARKS = {
    "em_open": "*…*",
    "strong_open": "**…**",
    "sup_open": "^…^",
    "sub_open": "~…~",
    "s_open": "~~…~~",
}


@cache
def parser() -> MarkdownIt:
    """Gives the parser; it keeps nothing of what it parses.

    Indented lines are no code, and `**「…」**は` is strong: by CommonMark's own rule a mark between
    a bracket and a letter closes nothing, which no writer of Japanese or Chinese expects
    (github.com/tats-u/markdown-cjk-friendly).
    """
    from markdown_it import MarkdownIt
    from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin
    from mdit_py_plugins.subscript import sub_plugin
    from mdit_py_plugins.superscript import superscript_plugin

    markdown = MarkdownIt("commonmark", {"html": True})
    markdown.enable(["table", "strikethrough"]).disable("code")
    markdown.use(footnote_plugin, inline=False, move_to_end=False).use(deflist_plugin)
    markdown.use(gfm_autolink_plugin).use(sub_plugin).use(superscript_plugin)
    markdown.use(attrs_plugin, spans=True).use(attrs_block_plugin)
    markdown.disable("text_join")  # what was escaped stays to be seen: `text_special`
    markdown.inline.ruler.at("emphasis", _emphasis)
    markdown.core.ruler.before("inline", "measure", _measure)
    return markdown


def parsed(text: str, longest: int) -> tuple[list[Token], list[tuple[int, int]]]:
    """Gives the tokens of a document; and of what holds more than so many characters, whose inline
    marks would take too long to read and which is left out, each with line (from 0) and length.
    """
    env: dict[str, Any] = {"longest": longest, "beyond": []}
    return parser().parse(text, env), env["beyond"]


def _measure(state: StateCore) -> None:
    longest = state.env.get("longest", len(state.src))
    for token in state.tokens:
        if token.type == "inline" and len(token.content) > longest:
            state.env["beyond"].append((token.map[0] if token.map else 0, len(token.content)))
            token.content = ""


@lru_cache(maxsize=512)  # each output of a language, and each check, reads the same messages
def inline(message: str) -> tuple[Token, ...]:
    """Gives the tokens of one message; each `[^name]` counts as a note, be it there or not."""
    labels = re.findall(r"\[\^([^\]\s]+)\]", message)
    refs = {f":{label}": -1 for label in labels}
    env: dict[str, Any] = {"footnotes": {"refs": refs, "list": {}}}
    (token,) = parser().parseInline(message, env)
    return tuple(token.children or ())


def message(tokens: Sequence[Token]) -> str:
    """Gives inline tokens as the Markdown of one message.

    Lines are joined, so that a paragraph may be filled anew; an address that stands elsewhere
    stands behind its words, where its translators see it.
    """
    return _joined("".join(_written(tokens)))


@lru_cache(maxsize=4096)
def plain(message: str) -> str:
    """Gives a message as it is read, without marks and notes: for titles, and to look at words."""
    return "".join(_read(inline(message)))


def marks(message: str) -> Counter[str]:
    """Gives what a translation has to keep, each with how often it stands there: links and pictures
    by their address, notes by name, code as it is, emphasis by its kind.
    """
    return Counter(_kinds(inline(message)))


def unmarked(message: str) -> str:
    """Gives the text of a message in which a `{` is no attribute, no code, and not escaped."""
    return "\n".join(token.content for token in inline(message) if token.type == "text")


def has_words(message: str) -> bool:
    """Says whether a message holds a letter: numbers and signs alone need no translation."""
    return any(unicodedata.category(letter)[0] == "L" for letter in plain(message))


def _kinds(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "link_open":
            yield f"({token.attrs['href']})"
        elif token.type == "image":
            yield f"![]({token.attrs['src']})"
        elif token.type == "footnote_ref":
            yield f"[^{token.meta['label']}]"
        elif token.type == "html_inline":
            yield token.content
        elif token.type == "code_inline":
            yield f"`{token.content}`"
        elif token.type in _MARKS:
            yield _MARKS[token.type]


def _read(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("text", "text_special", "code_inline"):
            yield token.content
        elif token.type in ("softbreak", "hardbreak"):
            yield " "
        elif token.type == "image":
            yield from _read(token.children or ())


def _joined(text: str) -> str:
    """Joins the lines of a paragraph: by a space, and by nothing between signs that need none, as
    in Japanese and Chinese.
    """
    parts = text.split("\\\n")
    return "\\\n".join(" ".join(_WIDE.sub("", part).split("\n")) for part in parts)


def _written(tokens: Sequence[Token]) -> Iterator[str]:
    ends: list[str] = []
    for token, following in zip_longest(tokens, tokens[1:]):
        if token.type == "text":
            yield token.content
        elif token.type == "text_special":
            yield token.markup
        elif token.nesting == 1:
            begin, end = _opening(token, following)
            ends.append(end)
            yield begin
        elif token.nesting == -1:
            yield ends.pop()
        else:
            yield _single(token)


def _opening(token: Token, following: Token | None) -> tuple[str, str]:
    """Gives how a mark begins and ends."""
    behind = _attributes(token)
    if token.type == "span_open":
        return "[", f"]{behind}"
    if token.type != "link_open":
        return token.markup, token.markup
    if token.markup == "autolink":  # between < and > an address needs its scheme
        is_bare = following is not None and following.content.lower().startswith("www.")
        return ("", "") if is_bare else ("<", ">")
    title = str(token.attrs.get("title", ""))
    quoted = f' "{title}"' if title else ""
    return "[", f"]({token.attrs['href']}{quoted}){behind}"


def _single(token: Token) -> str:
    if token.type == "softbreak":
        return "\n"
    if token.type == "hardbreak":
        return "\\\n"
    if token.type == "code_inline":
        return f"{token.markup}{token.content}{token.markup}{_attributes(token)}"
    if token.type == "footnote_ref":
        return f"[^{token.meta['label']}]"
    if token.type == "image":
        title = str(token.attrs.get("title", ""))
        quoted = f' "{title}"' if title else ""
        return f"![{token.content}]({token.attrs['src']}{quoted}){_attributes(token)}"
    return token.content


def _attributes(token: Token) -> str:
    own = {"link_open": {"href", "title"}, "image": {"src", "alt", "title"}}.get(token.type, set())
    kept = [f'{name}="{value}"' for name, value in token.attrs.items() if name not in own]
    return f"{{{' '.join(kept)}}}" if kept else ""


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Reads a run of `*` or `_`: markdown-it's own rule, but for runs beside Chinese, Japanese and
    Korean signs.
    """
    from markdown_it.rules_inline.state_inline import Delimiter

    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    scanned = state.scanDelims(state.pos, marker == "*")
    end = state.pos + scanned.length
    before = state.src[state.pos - 1] if state.pos else " "
    after = state.src[end] if end < state.posMax else " "
    near = marker == "*" and (_is_wide(before) or _is_wide(after))
    opens, closes = (
        (not after.isspace(), not before.isspace())
        if near
        else (scanned.can_open, scanned.can_close)
    )
    for _ in range(scanned.length):
        state.push("text", "", 0).content = marker
        place = len(state.tokens) - 1
        state.delimiters.append(
            Delimiter(ord(marker), scanned.length, place, end=-1, open=opens, close=closes)
        )
    state.pos = end
    return True


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in ("W", "F")

"""Writes the words of a Markdown document, translated, as HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from laureate_print.model import Block, Body, Language
from laureate_print.sources import markdown, ruby

if TYPE_CHECKING:
    from markdown_it.token import Token

_TAGS = {"em": "em", "strong": "strong", "sup": "sup", "sub": "sub", "s": "s"}
_FLOWING = {"", "p", "li", "dt", "dd", "th", "td", "caption", "figcaption"}  # of words, on one line
_EMPTY = {"hr"}


@dataclass(frozen=True, slots=True)
class Inline:
    """How the inline Markdown of one language becomes HTML.

    `values` take the place of `{name}`; a Japanese `reader` may have readings; `call` writes the
    call of a note by its name, none leaves calls out.
    """

    values: Mapping[str, str]
    reader: Language
    call: Callable[[str], str] | None = None

    def html(self, message: str) -> str:
        """Gives a message as HTML: everything escaped, marks as elements."""
        return "".join(self._written(markdown.inline(message)))

    def _written(self, tokens: Iterable[Token]) -> Iterator[str]:
        ends: list[str] = []
        for token in tokens:
            if token.type == "text":
                yield self._text(token.content)
            elif token.type == "text_special":
                yield escape(token.content, quote=False)
            elif token.nesting == 1:
                name, attributes = _element(token)
                ends.append(f"</{name}>")
                yield f"<{name}{_listed(attributes)}>"
            elif token.nesting == -1:
                yield ends.pop()
            else:
                yield self._single(token)

    def _text(self, text: str) -> str:
        written = escape(text, quote=False)
        written = ruby.markup(written) if self.reader.script == "Jpan" else written
        for name, value in self.values.items():
            written = written.replace(f"{{{name}}}", value)
        return written

    def _single(self, token: Token) -> str:
        if token.type == "code_inline":
            return f"<code{_listed(token.attrs)}>{escape(token.content, quote=False)}</code>"
        if token.type == "footnote_ref":
            return self.call(token.meta["label"]) if self.call else ""
        if token.type == "image":
            alt = {"src": token.attrs["src"], "alt": markdown.plain(token.content)}
            more = {key: value for key, value in token.attrs.items() if key not in ("src", "alt")}
            return f"<img{_listed({**alt, **more})}>"
        return {"hardbreak": "<br>", "softbreak": "\n"}.get(token.type, "")


def _element(token: Token) -> tuple[str, Mapping[str, object]]:
    """Gives the element of a mark: `[words]{lang=fr}` is in another language, `[JAR]{title="…"}` an
    abbreviation with its meaning.
    """
    name = token.type.removesuffix("_open")
    attributes = {key: value for key, value in token.attrs.items() if key != "style"}
    if name == "link":
        return "a", attributes
    if name == "span":
        return ("abbr" if "title" in attributes else "span"), attributes
    return _TAGS[name], attributes


def _listed(attributes: Mapping[str, object]) -> str:
    return "".join(f' {name}="{escape(str(value))}"' for name, value in attributes.items())


@dataclass(slots=True)
class Written:
    """A body in one language as HTML: its title with its notes, and all below."""

    title: str
    story: str


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a body: the language, what gives the translation of a message, and what becomes of
    the HTML of each.
    """

    language: Language
    translate: Callable[[str], str]
    marked: Callable[[str, str], str]


def written(body: Body, reader: Reader, values: Mapping[str, str]) -> Written:
    """Gives a body as HTML.

    A note stands where it is called first, in `<span class="note">`; a further call is an empty
    link to it (`page.notes` counts and places them).

    Args:
        body: the blocks.
        reader: the language of the translation, and what gives it.
        values: HTML for each `{name}` that the text may hold.
    """
    writer = _Writer(body, reader, values)
    title = writer.words(body.title.message)
    return Written(title, "\n".join(map(writer.block, body.blocks)))


class _Writer:
    def __init__(self, body: Body, reader: Reader, values: Mapping[str, str]) -> None:
        self._reader, self._notes, self._called = reader, body.notes, set[str]()
        self._inline = Inline(values, reader.language, self._call)
        # A paragraph by itself: what runs the other way in one is no concern of the next.
        self._paragraph = 'class="paragraph"' + (
            ' dir="rtl"' if reader.language.direction == "rtl" else ""
        )

    def words(self, message: str) -> str:
        html = self._inline.html(self._translated(message))
        return self._reader.marked(message, html) if markdown.has_words(message) else html

    def _translated(self, message: str) -> str:
        return self._reader.translate(message) if markdown.has_words(message) else message

    def _call(self, label: str) -> str:
        if label not in self._notes:  # of a translation: a check of the words tells it
            return escape(f"[^{label}]")
        if label in self._called:
            return f'<a class="note-call" href="#note-{escape(label)}"></a>'
        self._called.add(label)
        paragraphs = [self.words(block.message) for block in self._notes[label].blocks]
        several = len(paragraphs) > 1
        inside = (
            f"<span {self._paragraph}>{words}</span>" if several else words for words in paragraphs
        )
        return f'<span class="note" id="note-{escape(label)}">{"".join(inside)}</span>'

    def block(self, block: Block) -> str:
        """Gives a block as HTML, a line for each that holds words."""
        words = self.words(block.message)
        if block.name in _EMPTY:
            return f"<{block.name}>"
        if block.name == "pre":
            return f'<pre dir="ltr"><code>{escape(block.code, quote=False)}</code></pre>'
        if block.name == "img":
            alt = markdown.plain(self._translated(block.message))
            return f"<img{_listed({**dict(block.attributes), 'alt': alt})}>"
        inside = [part for part in (words, *map(self.block, block.blocks)) if part]
        if not block.name:
            return "\n".join(inside)
        between = "\n" if block.blocks and not _is_tight(block) else ""
        content = f"{between}{chr(10).join(inside)}{between}"
        return f"<{block.name}{_listed(dict(block.attributes))}>{content}</{block.name}>"


def _is_tight(block: Block) -> bool:
    """Says whether a block holds nothing but words: then no line end stands around them."""
    return block.name in _FLOWING and all(not inner.name for inner in block.blocks)

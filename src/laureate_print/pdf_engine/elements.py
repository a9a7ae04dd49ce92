"""The structure elements of a PDF before they are written, and what is mended in them when the last
page is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Any

from laureate_print.pdf_engine.line_breaking import plain
from laureate_print.pdf_engine.text_layer import Mark, is_right_to_left

GROUPS = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote"}
INLINE = {"Link", "Reference", "Span", "Strong", "Em", "Code", "Quote", "Ruby", "RB", "RT"}


@dataclass(eq=False)
class Content:
    """One run of marked content on a page; one that the engine `generated` nobody wrote."""

    mark: Mark
    page: int
    text: str | None
    number: int = 0
    generated: bool = False


@dataclass(eq=False)
class Node:
    """One structure element before it is written."""

    role: str
    language: str
    parent: Node | None = None
    element: Any = None
    kids: list[Node | Content] = field(default_factory=list)
    annotations: list[tuple[int, Any]] = field(default_factory=list)
    alternative: str | None = None
    text: str | None = None
    bounds: tuple[float, ...] | None = None
    span: tuple[int, int, int] = 0, 1, 1  # of a cell: its first column, its columns, its rows
    numbering: str = ""  # of a list: the style of its numbers, by CSS's name
    raised: float = 0  # of an index: how far its baseline stands above the line's, in px

    def contents(self) -> Iterator[Content]:
        """Gives the content of the element and of the inline elements in it, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Content):
                yield kid
            elif kid.role in INLINE:
                yield from kid.contents()

    def readings(self) -> Iterator[Content]:
        """Gives the content that is read over the words of the element (furigana)."""
        for kid in self.kids:
            if isinstance(kid, Node) and kid.role in INLINE:
                yield from kid.contents() if kid.role == "RT" else kid.readings()


def prune(node: Node) -> None:
    """Takes out elements that hold nothing, such as a box that is only drawn."""
    for kid in [kid for kid in node.kids if isinstance(kid, Node)]:
        prune(kid)
        if not kid.kids and not kid.annotations and kid.role not in ("TD", "TH"):
            node.kids.remove(kid)


def restore_spaces(contents: list[Content], source: str, readings: list[Content]) -> None:
    """Gives a text that ends its line the space back which the line end swallowed: without it two
    words are one.

    A reading has none: after it the space goes to the text of the next line.
    """
    source = re.sub(r"\s+", " ", plain(source))  # marks of line breaks change places with numbers
    contents = [content for content in contents if not content.generated]
    position = 0
    for content, following in pairwise(contents):
        text = content.text or ""
        own = plain(text).strip()
        found = source.find(own, position)
        position = max(position, found + len(own))
        begins = plain(following.text or "").startswith(" ")
        swallowed = not plain(text).endswith(" ") and not begins
        if found >= 0 and swallowed and source[position : position + 1] == " ":
            holder = following if content in readings else content
            holder.text = f" {following.text}" if holder is following else f"{text} "


def put_text_in_order(owner: Node) -> Iterator[tuple[Content, Node]]:
    """Gives text from right to left to the element, for its glyphs stand from left to right (ISO
    32000-1, 14.9.4).

    Beside inline elements, such as links, the text gets a Span of its own: gives the content that
    changed hands.
    """
    for together, kids in groupby(list(owner.kids), lambda kid: isinstance(kid, Content)):
        run = [kid for kid in kids if isinstance(kid, Content)]
        text = "".join(content.text or "" for content in run)
        given = any(kid.mark.given is not None for kid in run)
        if not together or not (given or is_right_to_left(text)):
            continue
        if len(run) == len(owner.kids):
            owner.text = plain(text)
            continue
        span = Node("Span", owner.language, owner, kids=list(run), text=plain(text))
        place = owner.kids.index(run[0])
        owner.kids[place : place + len(run)] = [span]
        yield from ((content, span) for content in run)

"""Keeps dates, telephones, addresses and codes in their own order within text from right to left.

The Unicode Bidirectional Algorithm knows none of these: behind an Arabic letter the parts of
1999-09-02 change places, and a sign at the edge of a code goes to its other side (UAX #9, W2, N1).
So each stands in an isolate of its own, in the web page and in the PDF.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(r"(<!--.*?-->|<(?:\"[^\"]*\"|'[^']*'|[^'\">])*>)", re.DOTALL)
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")
_DIRECTION = re.compile(r"\sdir=[\"']?(\w+)", re.IGNORECASE)
_VOID = {"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
_NO_TEXT = {"bdi", "bdo", "script", "style", "template", "textarea", "title"}

_SIGNS, _PARTS = r"[/\\_.:+#=%~@-]", r"[A-Za-z0-9/\\_.:+#=%~@-]"
# Each alternative is one thing that keeps its own order. Digits may be those of any script; `&` of
# an address is escaped in HTML.
_CODE = re.compile(
    "|".join(
        (
            r"(?:(?:https?|ftp)://|www\.|mailto:|tel:)(?:[!-%'-;=?-~]|&amp;)*[A-Za-z0-9/]",
            # +1 808-555-0142, (808) 555-0142
            r"\+\d[\d()./-]*(?: [\d()./-]*\d)*",
            r"\(\d+\) ?\d+(?:[ ./-]\d+)+",
            # 1999-09-02, 808-555-0142, 2.0.1: three groups of digits or more
            r"\d+(?:[-./:]\d+){2,}(?![A-Za-z\d])",
            # 900-8570, 555-0142; 1999-2024 is from one to the other, and read from right to left
            r"(?<!\d)\d{3}-\d{4}(?![A-Za-z\d])",
            # 22.5 °C
            r"(?<![\d.,])[-+\u2212]?\d+(?:[.,\u066b]\d+)?[ \xa0\u202f]?°[CF](?![A-Za-z])",
            # A/B, COVID-19, page_1, docs/a.txt, v2.0, peace@example.jp: what signs join, with a
            # Latin letter in it; Asia-Pacific needs no help
            rf"(?={_PARTS}*[A-Za-z])(?![A-Za-z]+(?:-[A-Za-z]+)+(?!{_PARTS}))"
            rf"[A-Za-z0-9]+(?:{_SIGNS}+[A-Za-z0-9]+)+",
        )
    )
)
# Latin words beside a code are in its isolate: outside of it, those of `J. Smith/UNHCR` or `Windows
# 11 Home/Pro` would stand from right to left.
_LETTER = "[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]"
_WORD = rf"(?<![\w/@.-]){_LETTER}+(?:['\u2019-]{_LETTER}+)*"
_GAP = r"\.?[ \xa0]"
_BEFORE = re.compile(rf"{_WORD}{_GAP}(?:(?:{_WORD}|\d+{_LETTER}*){_GAP})*\Z")
_BEHIND = re.compile(rf"(?:{_GAP}{_WORD}(?!\w))*")
_NEAR = 100  # characters before a code


def isolated(html: str) -> str:
    """Gives a page with each code in text from right to left in an isolate of its own."""
    return "".join(_rewritten(html)) if "rtl" in html else html


def _rewritten(html: str) -> Iterator[str]:
    stack = [("", "ltr")]
    for index, piece in enumerate(_TOKEN.split(html)):
        if index % 2:
            _follow(stack, piece)
            yield piece
        elif stack[-1][1] == "rtl" and not any(name in _NO_TEXT for name, _ in stack):
            yield _with_isolates(piece)
        else:
            yield piece


def _with_isolates(text: str) -> str:
    pieces, done = [], 0
    for start, end in _phrases(text):
        pieces += [text[done:start], '<bdi dir="ltr">', text[start:end], "</bdi>"]
        done = end
    return "".join([*pieces, text[done:]])


def _phrases(text: str) -> list[tuple[int, int]]:
    """Gives from where to where codes stand with the Latin words beside them."""
    spans: list[tuple[int, int]] = []
    for code in _CODE.finditer(text):
        last = spans[-1][1] if spans else 0
        words = _BEFORE.search(text, max(last, code.start() - _NEAR), code.start())
        start = words.start() if words else code.start()
        if spans and re.fullmatch(f"(?:{_GAP})?", text[last:start]):
            start = spans.pop()[0]
        spans.append((start, _end(text, code.end())))
    return spans


def _end(text: str, start: int) -> int:
    words = _BEHIND.match(text, start)
    return words.end() if words else start


def _follow(stack: list[tuple[str, str]], markup: str) -> None:
    """Enters or leaves an element, with the direction in force there."""
    name = _NAME.match(markup)
    if name is None:
        return
    element = name[1].lower()
    if markup.startswith("</"):
        if any(element == opened for opened, _ in stack):
            while stack.pop()[0] != element:
                pass
    elif element not in _VOID and not markup.endswith("/>"):
        given = _DIRECTION.search(markup)
        stack.append((element, given[1].lower() if given else stack[-1][1]))

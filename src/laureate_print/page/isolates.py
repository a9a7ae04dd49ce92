"""Keeps dates, telephones, addresses and codes in their own order within text from right to left.

The Unicode Bidirectional Algorithm knows none of these: behind an Arabic letter the parts of
1999-09-02 change places, and a sign at the edge of a code goes to its other side (UAX #9, W2, N1).
So each stands in an isolate of its own, in the web page and in the PDF.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

_TOKEN = re.compile(r"(<!--.*?-->|<(?:\"[^\"]*\"|'[^']*'|[^'\">])*>)", re.DOTALL)
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")
_DIRECTION = re.compile(r"\sdir=[\"']?(\w+)", re.IGNORECASE)
_VOID = {"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
_NO_TEXT = {"bdi", "bdo", "script", "style", "template", "textarea", "title"}

_LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"
_SIGNS = r"/\\_.:+#=%~@°′″−-"
_PARTS = rf"[{_LATIN}0-9{_SIGNS}]"
_OPENS = r"(?<![^\s(«“‘;])"
_WORD = rf"[{_LATIN}](?:[{_LATIN}\d'’]|&amp;)*\.?"
_IN_CODE = re.compile(rf"[{_LATIN}\d]")  # of which each code has one
# Each alternative is one thing that keeps its own order. Digits may be those of any script; `&` of
# an address is escaped in HTML.
_LATIN_CODE = "|".join(
    (
        # https://example.jp/a?b=1, also with letters of other scripts in its path
        r"(?:(?:https?|ftp)://|www\.|mailto:|tel:)(?:[\w!-%'-;=?-~]|&amp;)*[\w/]",
        # U.S.A.
        rf"(?<![{_LATIN}\d])(?:[{_LATIN}]\.){{2,}}(?!{_PARTS})",
        # A/B, COVID-19, page_1, docs/a.txt, 2.0.1-rc2, 26.2°N, peace@example.jp: what signs join,
        # with a Latin letter in it; Asia-Pacific needs no help
        rf"(?<![{_LATIN}0-9])(?={_PARTS}{{0,300}}[{_LATIN}])"
        rf"(?![{_LATIN}]+(?:-[{_LATIN}]+)+(?!{_PARTS}))"
        rf"(?:{_OPENS}[@#/~.−-]+)?[{_LATIN}0-9]+(?:[{_SIGNS}]+[{_LATIN}0-9]+)+",
        # @handle, #tag, /path, --option, C++
        rf"{_OPENS}(?:[@#/~]|--)[{_LATIN}][{_LATIN}0-9]*",
        rf"(?<![{_LATIN}\d])[A-Z](?:\+\+|#)(?![\w+#])",
    )
)
_CODE = "|".join(
    (
        _LATIN_CODE,
        # +1 808-555-0142, +1 (808) 555-0142, (808) 555-0142
        r"\+\d(?:[\d()./-]| (?=[\d(]))*\d",
        r"\(\d+\) ?\d+(?:[ ./-]\d+)+",
        # 1999-09-02, 808-555-0142, 2.0.1: three groups of digits or more
        r"(?<!\d)\d+(?:[-./:]\d+){2,}(?![A-Za-z\d])",
        # 098 894 2226, 06 12 34 56 78
        r"(?<![\d.,] )(?<![\d.,])\d{1,4}(?: \d{2,4}){2,}(?![\d.,])",
        # 900-8570, 555-0142; 1999-2024 is from one to the other, and read from right to left
        r"(?<!\d)\d{3}-\d{4}(?![A-Za-z\d])",
        # 22.5 °C
        r"(?<![\d.,])[-+−]?\d+(?:[.,\u066b]\d+)?[ \xa0\u202f]?°[CF](?![A-Za-z])",
        # -5, −12.5
        rf"(?<!\d ){_OPENS}[−-]\d+(?:[.,]\d+)*(?!-)",
    )
)
# Latin words beside a code are one phrase with it: an isolate of the code alone would be no letter
# any more for the words and numbers around, and ISO/IEC 8859-6 fall to pieces.
_BESIDE = rf"{_CODE}|{_WORD}(?<!\.)|\d+(?:[-.,:]\d+)*"
_GAP = "[ \xa0]"
_BEFORE = rf"{_WORD}{_GAP}(?:(?:{_WORD}|\d+[{_LATIN}]*){_GAP}){{0,12}}"


@cache
def _phrase() -> re.Pattern[str]:
    """Gives what finds a phrase: no page has to compile it that has no code from right to left."""
    return re.compile(
        rf"(?<![{_LATIN}\d])(?:{_BEFORE})?(?:{_LATIN_CODE})(?:{_GAP}(?:{_BESIDE}))*|{_CODE}"
    )


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
            yield _phrase().sub(_isolate, piece) if _IN_CODE.search(piece) else piece
        else:
            yield piece


def _isolate(found: re.Match[str]) -> str:
    return f'<bdi dir="ltr">{found[0]}</bdi>'


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

"""Holds together what a browser would part at a line's end: in titles names, numbers and phrases
(`sources/phrases`), in Chinese text what GB/T 15834-2011, 5.1, does: signs that join names and
numbers begin no line, and what is doubled, —— and ……, is not divided.

No value of `line-break` or `word-break` says so; a box that does not break does, and changes no
text. In a title it holds from that width of the window on at which it has room, and has smaller
ones in it for narrower windows. For PDFs `pdf_engine/line_breaking` holds the same.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping

from laureate_print.outputs.web_variants import Placed
from laureate_print.sources.languages import language
from laureate_print.sources.phrases import BESIDE_NAME, FREE, PHRASE, WORD, held

RULE = ".held{white-space:nowrap}"
_CHINESE = ("Hans", "Hant")
_LETTER = "[^\\s—…][\ufe00-\ufe0f\U000e0100-\U000e01ef]?"
_OPENED = re.compile(r"<h[123]\b[^<>]*>$")
_HELD = re.compile(f"{_LETTER}(?:[ \n]?(?:[·‧•～〜]|—(?!—)|／(?:{_LETTER})?))+|—{{2,}}|…{{2,}}")
# The em of a title and the space beside it in a window, in em of the window (16 px), and how many
# em of its own the widest column has: templates/page. Headings of lower levels are smaller.
_TITLE, _HEADING = (2.25, 16), (1.6, 26)
_BESIDE = 3.375
_NARROWEST = 20  # em of a window: 320 px (WCAG 2.2, 1.4.10)
Width = Callable[[str, str], float]
Span = tuple[int, int, str]  # from, up to, and its class


def _most(text: str, _: str) -> float:
    return len(text)


def with_held_signs(
    html: str, names: Collection[str] = (), width: Width = _most
) -> tuple[str, str]:
    """Gives a page whose signs, and pieces of titles, stand in spans, and the rules of these spans,
    if there are any.

    `names` are held together in titles; `width` gives how wide a text in a language is in a title,
    in em.
    """
    finder = _Finder(html, names, width)
    finder.feed(html)
    finder.close()
    marks = [(end, 0, -start, "</span>") for start, end, _ in finder.found]
    marks += [(start, 1, -end, f'<span class="{name}">') for start, end, name in finder.found]
    for place, _, _, mark in sorted(marks, key=lambda mark: mark[:3], reverse=True):
        html = html[:place] + mark + html[place:]
    return html, "".join(_rules({name for *_, name in finder.found}))


def _rules(names: Collection[str]) -> Iterator[str]:
    if "held" in names:
        yield RULE
    for name in sorted({*names} - {"held"}):
        yield f"@media(min-width:{name.removeprefix('held-')}em){{.{name}{{white-space:nowrap}}}}"


class _Finder(Placed):
    """Collects what is held together in a page's text: where it begins and ends."""

    def __init__(self, html: str, names: Collection[str], width: Width) -> None:
        super().__init__(html)
        self.found: list[Span] = []
        self._html = html
        self._names = names
        self._width = width

    def handle_text(self, data: str, language_tag: str, heading: bool, strong: bool) -> None:
        """Notes what is held in a title, and in a Chinese text."""
        place = self.place()
        is_chinese = language(language_tag).script in _CHINESE
        signs = [it.span() for it in _HELD.finditer(data)] if is_chinese else []
        found = [(start, end, "held") for start, end in signs]
        if heading:
            is_title = any(tag == "h1" for tag, *_ in self._stack)
            sizes = _TITLE if is_title else _HEADING
            places = held(data, language_tag, self._names)
            for start, end in signs:
                places |= dict.fromkeys(range(start + 1, end), WORD)
            width = self._width(data.strip(), language_tag)
            if not self._is_whole(place, data) or _window(width, sizes) > _NARROWEST:
                found = [*_spans(data, places, language_tag, sizes, self._width)]
            else:  # it is one line
                found = []
        self.found += [(place + start, place + end, name) for start, end, name in found]

    def _is_whole(self, place: int, data: str) -> bool:
        """Says whether a text is all of its heading."""
        after = self._html.startswith("</h", place + len(data))
        return after and bool(_OPENED.search(self._html, max(place - 200, 0), place))


def _window(width: float, sizes: tuple[float, int]) -> int:
    """Gives the width of the narrowest window in which a piece has room, both in em."""
    return math.ceil(width * sizes[0] + _BESIDE)


def _spans(
    text: str, places: Mapping[int, int], tag: str, sizes: tuple[float, int], width: Width
) -> Iterator[Span]:
    """Gives the pieces of a title, those with smaller ones in them first."""
    divides = language(tag).breaks_words  # by a dictionary that knows no names
    found: dict[tuple[int, int], str] = {}
    for level in range(BESIDE_NAME + 1, PHRASE - 1, -1):
        ends = [place for place, it in sorted(places.items()) if it == FREE or it >= level]
        for start, end in zip([0, *ends], [*ends, len(text)], strict=True):
            start += len(text[start:end]) - len(text[start:end].lstrip())
            end = start + len(text[start:end].rstrip())
            around = [name for (a, b), name in found.items() if a <= start and end <= b]
            parts = any(start < place < end for place in places)
            if (
                not (parts or divides)
                or end - start < 2
                or "held" in around
                or (start, end) in found
            ):
                continue
            em = width(text[start:end], tag)
            if em <= sizes[1]:
                window = _window(em, sizes)
                found[start, end] = "held" if window <= _NARROWEST else f"held-{window}"
    yield from ((start, end, name) for (start, end), name in found.items())

"""Knows of each box of text that was laid out what of the page it shows: which letters were
written, and what the engine made by itself.

The engine keeps neither: a line that is hyphenated holds a hyphen that nobody wrote,
`text-transform` leaves the letters of its result, and a box does not say at which place of the text
it begins. So the three places where it makes, changes and cuts a text take note. What stands in a
pseudo-element is generated (markers of lists, numbers of notes, quotation marks); what heads or
closes a table on each of its pages is repeated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import count
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

# A part of the text itself, though it is a pseudo-element (CSS Pseudo-Elements Level 4, 2).
_WRITTEN = ("::first-letter", "::first-line")
_BEHIND = ("::after", "::footnote-call")  # stand behind the text of their element
_numbers = count()  # boxes of text are made in the order of the page


@dataclass(frozen=True, slots=True)
class Origin:
    """What a box of text shows: `text` as it was written, without a hyphen at the line's end.

    `place` sorts texts in the order of the page; what stands in a pseudo-element has none, for the
    engine makes that when it comes to it.
    """

    text: str
    generated: bool
    place: tuple[int, int] | None


def origin(box: Any) -> Origin:
    """Gives what a laid-out box of text shows."""
    whole = getattr(box, "whole", box)
    start = getattr(box, "start", 0)
    drawn = _taken(box) if divides_word(box) else box.text
    first = len(whole.text.encode()[:start].decode())
    text = _as_written(whole, first, first + len(drawn))
    tag = box.element_tag or ""  # a box in a page's margin has none
    if "::" not in tag:
        return Origin(text, False, (whole.number, start))
    return Origin(text, not tag.endswith(_WRITTEN), None)


def divides_word(box: Any) -> bool:
    """Says whether a box of text ends within a word: what is drawn beyond what was taken from the
    text is the engine's hyphen.
    """
    taken = _taken(box)
    return len(box.text) > len(taken) and box.text.startswith(taken)


def _taken(box: Any) -> str:
    """Gives what of its text a box of text took."""
    source = getattr(box, "whole", box).text.encode()
    return str(source[getattr(box, "start", 0) : getattr(box, "end", None)].decode())


def stands_behind(box: Any) -> bool:
    """Says whether a box that the engine made belongs to the text before it."""
    return str(box.element_tag).endswith(_BEHIND)


def repeated_groups(pages: Iterable[Any]) -> set[Any]:
    """Gives the boxes of heads and feet of tables that stand on a page only because the table goes
    on there: of the heads all but the first, of the feet all but the last.
    """
    heads: dict[Any, list[Any]] = {}
    feet: dict[Any, list[Any]] = {}
    for page in pages:
        for box in _groups(page):
            if box.is_header or box.is_footer:
                (heads if box.is_header else feet).setdefault(box.element, []).append(box)
    return {box for same in heads.values() for box in same[1:]} | {
        box for same in feet.values() for box in same[:-1]
    }


def _groups(box: Any) -> Iterator[Any]:
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    if isinstance(box, boxes.TableRowGroupBox):
        yield box
    for child in getattr(box, "children", ()):
        yield from _groups(child)


def numbered(make: Callable[..., None]) -> Callable[..., None]:
    """Gives the engine's maker of a box of text, which numbers it too."""

    def make_numbered(self: Any, *arguments: Any, **options: Any) -> None:
        make(self, *arguments, **options)
        self.number = next(_numbers)

    return make_numbered


def transformed(transform: Callable[[Any], None]) -> Callable[[Any], None]:
    """Gives the engine's `text-transform` of a box, which keeps the letters as they were
    written.
    """

    def transform_kept(self: Any) -> None:
        self.written = getattr(self, "written", self.text)
        transform(self)

    return transform_kept


def cut(split: Callable[..., Any]) -> Callable[..., Any]:
    """Gives the engine's cut of a text at a line's end, which notes what of the text the line took:
    from which byte, to which.
    """

    def cut_noted(context: Any, box: Any, width: Any, skip: int, **options: Any) -> Any:
        piece, resume, preserved = split(context, box, width, skip, **options)
        if piece is not None:
            piece.whole, piece.start, piece.end = box, skip, resume
        return piece, resume, preserved

    return cut_noted


def _as_written(whole: Any, first: int, last: int) -> str:
    """Gives the letters of a text from one place to another as they were before
    `text-transform`.
    """
    shown = whole.text
    written: str = getattr(whole, "written", shown)
    if written == shown or len(written) == len(shown):
        return written[first:last]
    ends = [_counterpart(written, shown, place) for place in (first, last)]
    return written[ends[0] : ends[1]]


def _counterpart(written: str, shown: str, place: int) -> int:
    """Gives the place in a written text for one in what is shown of it, which has letters more or
    less: ß becomes SS.
    """
    if place >= len(shown):
        return len(written)
    ours, engines = ([letter.casefold() for letter in text] for text in (written, shown))
    blocks = SequenceMatcher(None, ours, engines, autojunk=False).get_matching_blocks()
    for first, second, size in blocks:
        if place < second + size:
            return int(first + max(0, place - second))
    return len(written)

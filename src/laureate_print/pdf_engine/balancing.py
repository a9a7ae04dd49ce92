"""Makes the lines of a heading about as long as each other, as browsers do.

The engine knows no `text-wrap: balance` (CSS Text Level 4): it fills each line and leaves one word
on the last. Here the lines of a heading are broken at the narrowest measure that adds none and
splits no word: `weasyprint.layout.block.iter_line_boxes`. `tests/pdf_engine/test_upstream.py` shows
when this is no longer needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from laureate_print.pdf_engine.line_breaking import is_displayed, parted, plain

Line = tuple[Any, Any]  # as it is laid out, and where the next begins
Lines = Iterator[Line]

_OBJECT = "\ufffc"  # stands for what is no text
_HEADINGS = ("h1", "h2", "h3")
_SPARE = 0.5  # px that a line may be wider than its room: by rounding, or a sign that hangs
_ROUNDS = 5  # each halves what is left to gain: a thirty-second of a line


def balanced(iterate: Callable[..., Lines]) -> Callable[..., Lines]:
    """Gives the engine's breaking of a block into lines, balanced where the block is a heading."""

    def iter_line_boxes(
        context: Any,
        box: Any,
        position_y: Any,
        bottom_space: Any,
        skip_stack: Any,
        block: Any,
        *rest: Any,
    ) -> Lines:
        absolute_boxes, fixed_boxes, first_letter_style, first_line_style = rest

        def lines(box: Any, block: Any, *placed: list[Any]) -> Lines:
            styles = first_letter_style, first_line_style
            return iterate(
                context, box, position_y, bottom_space, skip_stack, block, *placed, *styles
            )

        if skip_stack is not None:
            box = getattr(box, "parted", box)
        elif _is_heading(block) and not first_letter_style:
            outside: tuple[list[Any], list[Any]] = [], []
            filled = [*lines(box, block, *outside)]
            room = block.width
            box.parted = _with_room(box, filled, room, lambda box: [*lines(box, block, [], [])])
            if box.parted is not box:
                box, outside = box.parted, ([], [])
                filled = [*lines(box, block, *outside)]
            narrow = _narrowed(box, block, filled, lambda block: [*lines(box, block, [], [])])
            if narrow is block and not any(outside):
                yield from _told(box, filled)
                return
            yield from _told(box, lines(box, narrow, absolute_boxes, fixed_boxes))
            return
        yield from lines(box, block, absolute_boxes, fixed_boxes)

    return iter_line_boxes


def _is_heading(block: Any) -> bool:
    """Says whether a block is set as headings are."""
    return block.element_tag in _HEADINGS or (
        block.element_tag == "p" and is_displayed(block.element)
    )


def _told(box: Any, lines: Iterable[Line]) -> Lines:
    """Gives the lines of a heading, those that split a word with it: `lines.read_layout` tells."""
    for line, resume_at in lines:
        for before, after in _splits(box, [(line, resume_at)]):
            start, end = _piece(before, after, box.style["lang"])
            line.split_word = plain((before + after)[start:end]).strip()
        yield line, resume_at


def _with_room(
    box: Any, filled: list[Line], room: float, lines: Callable[[Any], list[Line]]
) -> Any:
    """Gives a heading's box itself, or where a line has no room for what it holds together, a copy
    that holds less of it: first names may part, then phrases.
    """
    while tight := [*_tight(box, filled, room)]:
        before, after = tight[0]
        tried = box.deepcopy()
        if not _part(tried, *_piece(before, after, box.style["lang"])):
            break
        box, filled = tried, lines(tried)
    return box


def _piece(before: str, after: str, tag: str) -> tuple[int, int]:
    """Gives from where to where a text is held together around a place."""
    from weasyprint.text.line_break import get_log_attrs

    text = before + after
    ends = [place for place, it in enumerate(get_log_attrs(text, tag)) if it.is_line_break]
    start = max((place for place in ends if place <= len(before)), default=0)
    return start, min((place for place in ends if place > len(before)), default=len(text))


def _part(box: Any, start: int, end: int) -> bool:
    """Lets a piece of a box's text part; says whether it could."""
    place, pieces = 0, []
    for leaf in _leaves(box):
        text = getattr(leaf, "text", _OBJECT)
        within = slice(max(start - place, 0), max(end - place, 0))
        pieces.append((leaf, text, within, len(parted(text[within])) - len(text[within])))
        place += len(text)
    for leaf, text, within, less in pieces:
        if less:
            leaf.text = text[: within.start] + parted(text[within]) + text[within.stop :]
    return any(less for *_, less in pieces)


def _leaves(box: Any) -> Iterator[Any]:
    """Gives the boxes of text in a box of a line, and what stands in it as a letter does."""
    from weasyprint.formatting_structure import boxes

    if isinstance(box, (boxes.InlineBox, boxes.LineBox)):
        for child in box.children:
            yield from _leaves(child)
    else:
        yield box


def _narrowed(box: Any, block: Any, filled: list[Line], lines: Callable[[Any], list[Line]]) -> Any:
    """Gives a block as narrow as its `filled` lines bear without being more, or being higher (as
    ruby is that breaks), or splitting more words.
    """
    if len(filled) < 2:
        return block
    height, tight = _height(filled), len([*_tight(box, filled, block.width)])
    bears, most = block, block.width - sum(line.width for line, _ in filled) / len(filled)
    least = 0.0
    for _ in range(_ROUNDS):
        tried = _without(block, (least + most) / 2)
        broken = lines(tried)
        if _height(broken) <= height and len([*_tight(box, broken, tried.width)]) <= tight:
            bears, least = tried, (least + most) / 2
        else:
            most = (least + most) / 2
    return bears


def _height(lines: list[Line]) -> float:
    return float(sum(line.height for line, _ in lines))


def _tight(box: Any, lines: list[Line], room: float) -> Iterator[tuple[str, str]]:
    """Gives the text before and after each place where a word is split, and where a line begins
    that is wider than its `room`, in px: the engine splits no text at the edge of another box, such
    as that of a word from left to right in a line from right to left.
    """
    before, after = "", _text([box])
    for line in lines:
        yield from _splits(box, [line])
        if line[0].width > room + _SPARE:
            yield before, after
        before, after = _parts(box, line[1])


def _splits(box: Any, lines: list[Line]) -> Iterator[tuple[str, str]]:
    """Gives the text before and after each line's end where no line of the language may end: the
    engine splits a word that is longer than the measure (`overflow-wrap: break-word`).
    """
    from weasyprint.text.line_break import get_log_attrs

    for before, after in (_parts(box, resume_at) for _, resume_at in lines if resume_at):
        attributes = get_log_attrs(before + after, box.style["lang"])
        if before and after and not attributes[len(before)].is_line_break:
            yield before, after


def _parts(box: Any, resume_at: Any) -> tuple[str, str]:
    """Gives a line's text before and after the place from where the next line goes on."""
    from weasyprint.formatting_structure import boxes

    if resume_at and isinstance(box, boxes.TextBox):
        text, place = box.text.encode(), next(iter(resume_at))  # in bytes
        return text[:place].decode(), text[place:].decode()
    if not resume_at or not isinstance(box, (boxes.InlineBox, boxes.LineBox)):
        return "", _text([box])
    ((place, resume_at),) = resume_at.items()
    before, after = "", ""
    if place < len(box.children):
        before, after = _parts(box.children[place], resume_at)
    return _text(box.children[:place]) + before, after + _text(box.children[place + 1 :])


def _text(parts: Sequence[Any]) -> str:
    return "".join(getattr(leaf, "text", _OBJECT) for part in parts for leaf in _leaves(part))


def _without(block: Any, width: float) -> Any:
    """Gives a block whose lines have so much less room, in px, on the side where they end."""
    narrow = block.copy()
    narrow.width -= width
    align, right = block.style["text_align_all"], block.style["direction"] == "rtl"
    if align == "center":
        narrow.position_x += width / 2
    elif align in ("right", "start" if right else "end") or (
        right and align in ("justify", "match-parent")
    ):
        narrow.position_x += width
    return narrow

"""Makes the lines of a heading about as long as each other, as browsers do.

The engine knows no `text-wrap: balance` (CSS Text Level 4): it fills each line and leaves one word
on the last. Here the lines of a heading are broken at the narrowest measure that adds none:
`weasyprint.layout.block.iter_line_boxes`. `tests/pdf_engine/test_upstream.py` shows when this is no
longer needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Lines = Iterator[tuple[Any, Any]]

_HEADINGS = ("h1", "h2", "h3")
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

        def lines(block: Any, *placed: list[Any]) -> Lines:
            styles = first_letter_style, first_line_style
            return iterate(
                context, box, position_y, bottom_space, skip_stack, block, *placed, *styles
            )

        if block.element_tag in _HEADINGS and skip_stack is None and not first_letter_style:
            outside: tuple[list[Any], list[Any]] = [], []
            filled = [*lines(block, *outside)]
            narrow = _narrowed(
                block,
                [line for line, _ in filled],
                lambda block: [line for line, _ in lines(block, [], [])],
            )
            if narrow is block and not any(outside):
                yield from filled
                return
            block = narrow
        yield from lines(block, absolute_boxes, fixed_boxes)

    return iter_line_boxes


def _narrowed(block: Any, filled: list[Any], lines: Callable[[Any], list[Any]]) -> Any:
    """Gives a block as narrow as its `filled` lines bear without being more, or being higher (as
    ruby is that breaks).
    """
    if len(filled) < 2:
        return block
    height = sum(line.height for line in filled)
    bears, most = block, block.width - sum(line.width for line in filled) / len(filled)
    least = 0.0
    for _ in range(_ROUNDS):
        tried = _without(block, (least + most) / 2)
        if sum(line.height for line in lines(tried)) <= height:
            bears, least = tried, (least + most) / 2
        else:
            most = (least + most) / 2
    return bears


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

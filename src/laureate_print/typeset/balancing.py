"""Makes the lines of a heading about as long as each other, as browsers do.

The engine knows no `text-wrap: balance` (CSS Text Level 4): it fills each line and leaves one word on the last. Here a
heading of several lines gets as much padding at its end as their number bears.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import inf
from typing import Any

from weasyprint.formatting_structure import boxes

_HEADINGS = ("h1", "h2", "h3")
_ROUNDS = 4  # each halves what is left to gain: a sixteenth of a line


@dataclass(slots=True)
class _Heading:
    """A heading of several lines, `height` px together; `bears` pads it without a further line, `most` may not."""

    element: Any
    height: float
    bears: float
    most: float

    @property
    def middle(self) -> float:
        return (self.bears + self.most) / 2

    def pad(self, width: float) -> None:
        """Says how wide its padding is; a measure of its own counts it in."""
        self.element.set("style", f"box-sizing: border-box; padding-inline-end: {width:.2f}px")


def balanced(lay_out: Callable[[], Any], document: Any) -> Any:
    """Gives the document with its headings balanced; `lay_out` lays it out anew, with what its elements say by then."""
    headings = [heading for box in _boxes(document) if (heading := _heading(box))]
    if not headings:
        return document
    for _ in range(_ROUNDS):
        for heading in headings:
            heading.pad(heading.middle)
        heights = {box.element: _height(box) for box in _boxes(lay_out())}
        for heading in headings:
            if heights.get(heading.element, inf) <= heading.height:
                heading.bears = heading.middle
            else:
                heading.most = heading.middle
    for heading in headings:
        heading.pad(heading.bears)
    return lay_out()


def _heading(box: Any) -> _Heading | None:
    """Gives a heading if it has several lines and no style of its own; its lines may all be as long as their mean."""
    lines = _lines(box)
    if len(lines) < 2 or box.element.get("style"):
        return None
    mean = sum(_length(line) for line in lines) / len(lines)
    return _Heading(box.element, _height(box), 0.0, max(box.width - mean, 0.0))


def _boxes(document: Any) -> Iterator[Any]:
    """Gives the boxes of all headings."""
    for page in document.pages:
        for box in page._page_box.descendants():
            if isinstance(box, boxes.BlockBox) and box.element_tag in _HEADINGS and box.element is not None:
                yield box


def _lines(box: Any) -> list[Any]:
    return [child for child in box.children if isinstance(child, boxes.LineBox)]


def _height(box: Any) -> float:
    return float(sum(line.height for line in _lines(box)))


def _length(line: Any) -> float:
    """Gives the length in px of what stands on a line."""
    texts = [box for box in line.descendants() if isinstance(box, boxes.TextBox) and box.text.strip()]
    right = max((box.position_x + box.width for box in texts), default=0.0)
    return float(right - min((box.position_x for box in texts), default=0.0))

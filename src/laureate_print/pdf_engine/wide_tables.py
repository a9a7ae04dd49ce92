"""Finds the columns of a table that stand beyond the column of text which holds it.

The engine makes a table as wide as its longest words ask for and draws what runs off the page, in
silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes

_TOLERANCE = 0.5  # px: more than the engine's rounding


class Beyond(NamedTuple):
    """A column of a table: its number from 1, its head, and by how many px it passes the edge."""

    number: int
    name: str
    excess: float


def columns_beyond(table: Any, container: Any) -> Iterator[Beyond]:
    """Gives the columns of a table that pass the edge of the block that should hold it."""
    left = container.content_box_x()
    right = left + container.width
    cells = list(_cells(table))
    places = zip(table.column_positions, table.column_widths, strict=True)
    for number, (start, width) in enumerate(places):
        excess = max(start + width - right, left - start)
        if excess > _TOLERANCE:
            yield Beyond(number + 1, _head(cells, number), excess)


def _cells(table: Any) -> Iterator[Any]:
    for group in table.children:
        for row in group.children:
            yield from (cell for cell in row.children if isinstance(cell, boxes.TableCellBox))


def _head(cells: list[Any], column: int) -> str:
    """Gives the text of the lowest head of a column, as far as one line goes."""
    heads = [
        cell
        for cell in cells
        if cell.element_tag == "th"
        and cell.element.get("scope") not in ("row", "rowgroup")
        and cell.grid_x <= column < cell.grid_x + cell.colspan
    ]
    return " ".join("".join(heads[-1].element.itertext()).split())[:40] if heads else ""

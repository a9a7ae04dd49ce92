"""Says which cells head which others in a table of the tag tree (ISO 32000-1, 14.8.5.7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from laureate_print.pdf_engine.elements import Node

_ROW_SCOPES = ("row", "rowgroup")  # of HTML; all other heads are of columns, as to the engine


class Place(NamedTuple):
    """A cell and where it stands: the first of its rows and columns, from 0, and those behind the
    last.
    """

    cell: Node
    row: int
    last_row: int
    column: int
    last_column: int

    def crosses(self, other: Place, rows: bool) -> bool:
        """Says whether two cells have a row in common, or else a column."""
        if rows:
            return self.row < other.last_row and other.row < self.last_row
        return self.column < other.last_column and other.column < self.last_column


def heads_row(cell: Node) -> bool:
    """Says whether a head cell is of its row, and not of its column."""
    return cell.element.get("scope") in _ROW_SCOPES


def places(table: Node) -> list[Place]:
    """Gives the cells of a table, row by row."""
    found = []
    for number, row in enumerate(_rows(table)):
        for kid in row.kids:
            if isinstance(kid, Node) and kid.role in ("TH", "TD"):
                column, columns, rows = kid.span
                found.append(Place(kid, number, number + rows, column, column + columns))
    return found


def headers(place: Place, cells: list[Place]) -> list[Node]:
    """Gives the cells that head one: those that it names itself, or else those of its rows, then
    those of its columns.
    """
    heads = [other for other in cells if other.cell.role == "TH" and other is not place]
    named = (place.cell.element.get("headers") or "").split()
    if named:
        by_name = {head.cell.element.get("id"): head.cell for head in heads}
        return [by_name[name] for name in named if name in by_name]
    if place.cell.role == "TH":
        return []
    return [
        head.cell
        for of_row in (True, False)
        for head in heads
        if heads_row(head.cell) == of_row and head.crosses(place, rows=of_row)
    ]


def _rows(part: Node) -> Iterator[Node]:
    for kid in part.kids:
        if isinstance(kid, Node):
            if kid.role == "TR":
                yield kid
            elif kid.role in ("THead", "TBody", "TFoot"):
                yield from _rows(kid)

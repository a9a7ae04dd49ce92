"""Draws lines of text that have letters from right to left so that readers find what they say.

The engine draws each box of text for itself, in the order in which they are read. Readers join what
is drawn in one go: pdf.js loses the space where marked content ends or the pen goes back, and both
pdf.js and PDFium turn a line round by rules of their own (`turning`). Here a line is drawn when all
its boxes are known: what belongs to one structure element and comes out of pdf.js as it was
written, from left to right, as one marked content. Where PDFium would turn it into another text,
`/ActualText` gives it what it turns into the right one; what is true by the standard stands on the
structure element (ISO 32000-1, 14.9.4).

`tests/pdf_engine/test_upstream.py` shows when this is no longer needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Any

from laureate_print.pdf_engine import turning
from laureate_print.pdf_engine.cells import Run
from laureate_print.pdf_engine.structure import has_element
from laureate_print.pdf_engine.text_layer import is_right_to_left

_GAP = 0.1  # of the type size: pdf.js sees a space in more


@dataclass
class Line:
    """A line of text while its boxes are drawn: the element whose content each is, and what has
    been read of them.
    """

    owners: dict[Any, Any]
    row: str = ""  # what stands on its height in the row of a table: one line to PDFium
    read: set[Any] = field(default_factory=set)
    runs: list[Run] = field(default_factory=list)

    def pieces(self, *, behind_right: bool) -> list[Piece]:
        """Gives what is drawn together, in the order of reading: as much as comes out of pdf.js as
        it was written. `behind_right` says whether what was drawn before is from the right.
        """
        units, found, start = list(_units(self.runs)), [], 0
        while start < len(units):
            for end in range(len(units), start, -1):
                piece = Piece([run for unit in units[start:end] for run in unit])
                if piece.is_one:
                    break
            found.append(piece)
            start = end
        text = self.row or "".join(piece.text for piece in found)
        from_right = turning.is_from_right(text)
        _give_to_pdfium(found, from_right=from_right, behind_right=behind_right)
        return found


def _units(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Gives runs in the order of reading; those from left to right that follow each other as
    one.
    """
    unit: list[Run] = []
    for run in runs:
        if unit and (run.from_right or unit[-1].from_right or run.manner != unit[-1].manner):
            yield unit
            unit = []
        unit.append(run)
    if unit:
        yield unit


class Piece:
    """Runs that are drawn as one marked content."""

    def __init__(self, runs: list[Run]) -> None:
        self.runs = runs  # in the order of reading
        self.text = "".join(run.text for run in runs)
        self.seen = sorted(runs, key=lambda run: run.left)
        self.given: str | None = None  # to PDFium

    @property
    def drawn(self) -> str:
        """What is drawn from left to right; marks on the first letter stand behind it."""
        first = self.seen[0].cells[0] if self.seen[0].cells else None
        whole = "".join(run.drawn for run in self.seen)
        if first is None:
            return whole
        return "".join(first.beginning) + whole[len("".join(first.letters)) :]

    @property
    def has_marks(self) -> bool:
        """Whether it has codes of no width: PDFium loses them in what a rectangle
        holds.
        """
        return any(cell.marks for run in self.runs for cell in run.cells)

    def give(self, text: str, *, behind_right: bool) -> None:
        """Gives PDFium a text, which it turns round where what is drawn is from the right, or else
        the text is and what was drawn before.
        """
        from_right = turning.is_from_right(self._colours()[0]) or (
            behind_right and turning.is_from_right(text)
        )
        self.given = text[::-1] if from_right else text

    @property
    def ends_from_right(self) -> bool:
        """Whether what is drawn last of it is from the right to PDFium."""
        return turning.is_from_right(self._colours()[-1])

    def _colours(self) -> list[str]:
        """Gives what is drawn in each colour: PDFium takes it alone."""
        return [
            "".join(run.drawn for run in together)
            for _, together in groupby(self.seen, lambda run: run.box.style["color"])
        ]

    @property
    def box(self) -> Any:
        """The box whose content it counts as: the first that has letters."""
        return next((run.box for run in self.runs if run.text.strip()), self.runs[0].box)

    @property
    def is_one(self) -> bool:
        """Whether readers take it for one text, and pdf.js for the one that was written."""
        first = self.seen[0]
        alike = all(run.manner == first.manner for run in self.seen)
        near = all(
            abs(after.left - before.right) < _GAP * first.size
            for before, after in pairwise(self.seen)
        )
        drawn = "".join(run.drawn for run in self.seen)
        return alike and near and turning.in_pdfjs(drawn).strip() == self.text.strip()


def _give_to_pdfium(pieces: Sequence[Piece], *, from_right: bool, behind_right: bool) -> None:
    """Notes for each piece what PDFium has to be given, where that is not what is drawn;
    `from_right` says whether it takes the whole line for one from the right.

    A run that is read as one stands with one of the pieces that hold it. Of a line that PDFium
    counts as one from the left it reads the pieces in the order in which they stand, from left to
    right, whose they are or not.
    """
    text = "".join(piece.text for piece in pieces)
    seen, order = in_sight(pieces), turning.for_pdfium(text, from_right=from_right)
    owners = _owners(pieces)
    found = [
        (piece, list(together))
        for piece, together in groupby(order, lambda run: owners[min(run[0])])
    ]
    given: dict[Piece, str] = {}
    if [piece for piece, _ in found] == seen:
        for piece, runs in found:
            if piece.has_marks or turning.drawn_for_pdfium(text, runs) != piece.drawn:
                given[piece] = turning.given_for_pdfium(text, runs)
    else:
        sizes = [len(piece.text) for piece in seen]
        given = dict(zip(seen, _shared(turning.given_for_pdfium(text, order), sizes), strict=True))
    for piece in seen:
        if piece in given:
            piece.give(given[piece], behind_right=behind_right)
        behind_right = piece.ends_from_right


def _owners(pieces: Sequence[Piece]) -> list[Piece]:
    """Gives for each character of a line the piece that shows it, for a space alone the one before
    it: PDFium passes over what has no ink.
    """
    found: list[Piece] = []
    for piece in pieces:
        owner = piece if piece.text.strip() or not found else found[-1]
        found += [owner] * len(piece.text)
    return found


def _shared(text: str, sizes: Sequence[int]) -> list[str]:
    """Shares a text out, in about these sizes: nothing is left empty, and no word is divided where
    there are words enough.
    """
    words = [match.end() for match in re.finditer(r"\S+\s*", text)]
    ends = words if len(words) >= len(sizes) else list(range(1, len(text) + 1))
    shares, start, place = [], 0, 0
    for number, size in enumerate(sizes[:-1], 1):
        possible = range(place, len(ends) - (len(sizes) - number))
        place = min(possible, key=lambda at: abs(ends[at] - start - size)) + 1
        shares.append(text[start : ends[place - 1]])
        start = ends[place - 1]
    return [*shares, text[start:]]


def in_sight(pieces: Sequence[Piece]) -> list[Piece]:
    """Gives the pieces that show something, from left to right."""
    shown = (piece for piece in pieces if piece.text.strip())
    return sorted(shown, key=lambda piece: piece.seen[0].left)


def note_rows(page_box: Any) -> None:
    """Notes for each line in the row of a table what stands on its height there; changes the boxes
    of a page that is laid out.
    """
    from weasyprint.formatting_structure import boxes

    for row in page_box.descendants():
        if isinstance(row, boxes.TableRowBox):
            lines = [box for box in row.descendants() if isinstance(box, boxes.LineBox)]
            for line in lines:
                near = (it for it in lines if abs(it.position_y - line.position_y) < it.height / 2)
                line.row = " ".join("".join(box.text for box in owners(it)) for it in near)


def drawn_by_line(draw: Any) -> Any:
    """Gives what draws an inline box of the engine, so that lines with letters from right to left
    are drawn as lines.
    """

    def draw_inline_level(stream: Any, page: Any, box: Any, *arguments: Any, **named: Any) -> None:
        from weasyprint.formatting_structure import boxes

        if isinstance(box, boxes.LineBox) and _runs_from_right(box):
            with stream.line(box):
                draw(stream, page, box, *arguments, **named)
        else:
            draw(stream, page, box, *arguments, **named)

    return draw_inline_level


def _runs_from_right(line: Any) -> bool:
    """Says whether a line has letters from right to left, or stands from right to left."""
    texts = [box.text for box in owners(line) if box.text.strip()]
    turned = line.style["direction"] == "rtl" and len(texts) > 1
    return turned or any(map(is_right_to_left, texts))


def taken_by_line(draw: Any) -> Any:
    """Gives what draws the first line of a box of the engine, unless its line draws it."""

    def draw_first_line(
        stream: Any, box: Any, text_overflow: str, block_ellipsis: Any, matrix: Any
    ) -> Any:
        if text_overflow == "ellipsis" or block_ellipsis != "none":
            box.pango_layout.reactivate(box.style)  # what is cut is laid out anew
        elif stream.takes(box):
            return []
        return draw(stream, box, text_overflow, block_ellipsis, matrix)

    return draw_first_line


def owners(line: Any) -> dict[Any, Any]:
    """Gives the boxes of text in a line, in the order of reading, and the element whose content
    each is.
    """
    return dict(_owned(line, line, line.style["lang"]))


def _owned(box: Any, owner: Any, language: str) -> Iterator[tuple[Any, Any]]:
    from weasyprint.formatting_structure import boxes

    for child in box.children:
        if isinstance(child, boxes.TextBox):
            yield child, owner
        elif isinstance(child, boxes.InlineBox):
            inner = child.style["lang"] or language
            alone = has_element(child, language)
            yield from _owned(child, (child.element, child.element_tag) if alone else owner, inner)

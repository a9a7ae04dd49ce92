"""Draws lines of text that have letters from right to left so that readers find what they say.

The engine draws each box of text for itself, in the order in which they are read. Readers join what
is drawn in one go: pdf.js loses the space where marked content ends or the pen goes back, and both
pdf.js and PDFium turn a line round by rules of their own (`turning`). Here a line is drawn when all
its boxes are known: what belongs to one structure element and comes out of pdf.js as it was
written, from left to right, as one marked content. Where PDFium would turn it into another text,
`/ActualText` gives it what it turns into the right one; what is true by the standard stands on the
structure element (ISO 32000-1, 14.9.4).

Each letter has a code of its own, as it stands from left to right; a mark is a code without width
before that of its base, which draws both. `tests/pdf_engine/test_upstream.py` shows when this is no
longer needed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Any

from laureate_print.pdf_engine import turning
from laureate_print.pdf_engine.glyph_codes import Codes, Part, Shape
from laureate_print.pdf_engine.line_breaking import ZERO_WIDTH_SPACE
from laureate_print.pdf_engine.structure import has_element
from laureate_print.pdf_engine.text_layer import is_right_to_left

_JOINERS = "\u200c\u200d"
_GAP = 0.1  # of the type size: pdf.js sees a space in more
_KERNED = 50  # thousandths of the type size, which no reader takes for a space


@dataclass
class Cell:
    """Letters that are drawn together, as they stand from left to right; lengths in thousandths of
    the type size.
    """

    text: str
    letters: list[str]
    parts: list[Part]
    width: int  # of its glyphs by themselves
    advance: float

    @property
    def marks(self) -> int:
        """How many letters are marks on the others."""
        return sum(map(_is_mark, self.letters))

    @property
    def beginning(self) -> list[str]:
        """Its letters where a text begins with it: nothing can stand before a letter there."""
        return sorted(self.letters, key=_is_mark)

    def join(self, before: Cell) -> None:
        """Takes a cell in that stands to the left of it."""
        pen = round(before.advance)
        moved = [part._replace(x=part.x + pen) for part in self.parts]
        self.parts = before.parts + moved
        self.letters = before.letters + self.letters
        self.width, self.advance = self.width + before.width, self.advance + before.advance


@dataclass
class Run:
    """Cells of one box in one face and direction, as they stand from left to right."""

    box: Any
    owner: Any  # the element whose content it is
    font: Any
    size: float  # px
    left: float  # px, as are `baseline` and `width`
    baseline: float
    from_right: bool
    text: str
    cells: list[Cell] = field(default_factory=list)

    @property
    def manner(self) -> tuple[Any, ...]:
        """What runs have in common that can be drawn as one."""
        return self.owner, self.font.hash, self.size, self.baseline

    @property
    def right(self) -> float:
        """Where it ends, in px."""
        return self.left + sum(cell.advance for cell in self.cells) * self.size / 1000

    @property
    def drawn(self) -> str:
        """Its letters, as they stand from left to right."""
        return "".join(letter for cell in self.cells for letter in cell.letters)


@dataclass
class Line:
    """A line of text while its boxes are drawn: the element whose content each is, and what has
    been read of them.
    """

    owners: dict[Any, Any]
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
        _give_to_pdfium(found, behind_right=behind_right)
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


def _give_to_pdfium(pieces: Sequence[Piece], *, behind_right: bool) -> None:
    """Notes for each piece what PDFium has to be given, where that is not what is drawn.

    A run that is read as one stands with one of the pieces that hold it. Of a line that PDFium
    counts as one from the left it reads the pieces in the order in which they stand, from left to
    right, whose they are or not.
    """
    text = "".join(piece.text for piece in pieces)
    seen, order = in_sight(pieces), turning.for_pdfium(text)
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
        whole = text_overflow != "ellipsis" and block_ellipsis == "none"
        if whole and stream.takes(box):
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


def read_box(stream: Any, box: Any, owner: Any) -> list[Run] | None:
    """Gives the runs of a box of text in the order of reading; none if a face of it has no codes of
    its own, or not enough.
    """
    from weasyprint.text.ffi import ffi, pango

    pango.pango_layout_set_single_paragraph_mode(box.pango_layout.layout, True)
    line, _ = box.pango_layout.get_first_line()
    text, pen, found = box.pango_layout.text.encode(), 0.0, []
    link = line.runs[0]
    while link != ffi.NULL:
        item, link = link.data, link.next
        font, size = stream.add_font(item.item.analysis.font)
        if font.bitmap or font.svg or font.png or font.colr:
            return None
        if not font.to_unicode.has_room(4 * item.glyphs.num_glyphs):
            return None
        start = item.item.offset
        run = Run(
            box=box,
            owner=owner,
            font=font,
            size=size,
            left=box.position_x + pen,
            baseline=box.position_y + box.baseline,
            from_right=bool(item.item.analysis.level % 2),
            text=_written(text[start : start + item.item.length].decode()),
        )
        cells = _cells(stream, item, run, text)
        if cells is None:
            return None
        run.cells = _merged(cells, run)
        pen = run.right - box.position_x
        found.append((start, run))
    return [run for _, run in sorted(found, key=lambda pair: pair[0])]


def _cells(stream: Any, item: Any, run: Run, text: bytes) -> list[Cell] | None:
    """Gives the clusters of an item of Pango, from left to right; none if a glyph is missing."""
    from weasyprint.text.ffi import FROM_UNITS, pango

    scale = 1000 * FROM_UNITS / run.size
    offset, length, count = item.item.offset, item.item.length, item.glyphs.num_glyphs
    clusters = [item.glyphs.log_clusters[number] for number in range(count)]
    ends = dict(pairwise([*sorted(set(clusters)), length]))
    cells: list[Cell] = []
    before = -1
    for number, cluster in enumerate(clusters):
        if cluster != before:
            letters = _written(text[offset + cluster : offset + ends[cluster]].decode())
            turned = letters[::-1] if run.from_right else letters
            cells.append(Cell(letters, list(turned), [], 0, 0))
            before = cluster
        cell, info = cells[-1], item.glyphs.glyphs[number]
        glyph, geometry = info.glyph, info.geometry
        if glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG:
            return None
        if glyph != pango.PANGO_GLYPH_EMPTY:
            x = round(cell.advance + geometry.x_offset * scale)
            cell.parts.append(Part(glyph, x, round(-geometry.y_offset * scale)))
            cell.width += _width(stream, item, run, glyph)
        cell.advance += geometry.width * scale
    return cells


def _width(stream: Any, item: Any, run: Run, glyph: int) -> int:
    """Gives the width of a glyph, which the engine notes for the PDF."""
    from weasyprint.text.ffi import FROM_UNITS, pango

    widths: dict[int, int] = run.font.widths
    if glyph not in widths:
        pango.pango_font_get_glyph_extents(
            item.item.analysis.font, glyph, stream.ink_rect, stream.logical_rect
        )
        widths[glyph] = round(stream.logical_rect.width * 1000 * FROM_UNITS / run.size)
    return widths[glyph]


def _written(text: str) -> str:
    """Gives a text without what says only where a line may break and how it runs."""
    return "".join(
        character
        for character in text
        if character in _JOINERS
        or unicodedata.category(character) != "Cf"
        or unicodedata.bidirectional(character) == "AN"  # a sign of numbers, which is drawn
    )


def _merged(cells: list[Cell], run: Run) -> list[Cell]:
    """Gives cells of which each draws something and stands for something: marks belong to their
    base, joiners to the letter that follows from left to right.
    """
    found: list[Cell] = []
    for cell in cells:
        if found and (_waits(found[-1]) if run.from_right else _waits(cell)):
            if not run.from_right:
                cell.text = found[-1].text + cell.text
            cell.join(found.pop())
        found.append(cell)
    for cell in found:
        cell.letters = _glued(cell.letters)
    return found


def _waits(cell: Cell) -> bool:
    return all(_is_mark(letter) or letter in _JOINERS for letter in cell.letters)


def _glued(letters: list[str]) -> list[str]:
    """Gives letters with each joiner at the head of the next: pdf.js drops what is a joiner alone,
    or ends in one.
    """
    found, joiners = [], ""
    for letter in letters:
        if letter in _JOINERS:
            joiners += letter
        else:
            found.append(joiners + letter)
            joiners = ""
    return [*found, joiners] if joiners else found


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter[-1:] or "a") == "Mn"


def array(piece: Piece) -> Iterator[tuple[Any, list[str]]]:
    """Gives what shows a piece from left to right, with its colour: codes, and adjustments in
    thousandths of the type size (ISO 32000-1, 9.4.3).
    """
    size, pen, before = piece.seen[0].size, piece.seen[0].left, None
    for colour, together in groupby(piece.seen, lambda run: run.box.style["color"]):
        found: list[str] = []
        for run in together:
            found.append(f"{(pen - run.left) * 1000 / size:.3f}")
            codes, pen = run.font.to_unicode, run.right
            for cell in run.cells:
                found += _shown(codes, cell, before, from_right=run.from_right)
                before = cell
        yield colour, found


def _shown(codes: Codes, cell: Cell, before: Cell | None, *, from_right: bool) -> list[str]:
    """Gives the codes of a cell; `before` stands to the left of it.

    Marks that end a word stand behind a space in the order of drawing. There pdf.js sees a second
    space before their base, for a mark is no letter: so the space keeps no width, and the base has
    it. Where a text begins nothing can stand before a letter at all.
    """
    letters, space = cell.letters, 0.0
    if from_right and before is None:
        letters = cell.beginning
    elif from_right and before and before.text.isspace() and 0 < cell.marks < len(letters):
        space = before.advance if _is_mark(letters[0]) else 0
    shapes = list(_shapes(cell, letters, round(space)))
    shown = "".join(f"{codes.code(shape):04x}" for shape in shapes)
    wide = sum(cell.width if shape.advance is None else shape.advance for shape in shapes)
    return [f"{space:.3f}", f"<{shown}>", f"{wide - cell.advance - space:.3f}"]


def _shapes(cell: Cell, letters: list[str], space: int) -> Iterator[Shape]:
    """Gives a shape for each letter of a cell; the first that is no mark draws it, `space` further
    to the right.
    """
    parts = tuple(part._replace(x=part.x + space) for part in cell.parts)
    # Nastaliq moves its letters far over each other: by their widths, not by the pen, which readers
    # take for spaces.
    kerned = abs(cell.width - cell.advance) > _KERNED
    plain = not space and not kerned and len(parts) == 1 and parts[0][1:] == (0, 0)
    width = max(0, round(cell.advance)) if kerned else cell.width
    advance = None if plain else width + space
    marks = sum(map(_is_mark, letters))
    if not marks:
        if parts or letters:
            yield Shape("".join(letters) or ZERO_WIDTH_SPACE, parts, advance)
        return
    drawn = False
    for letter in letters:
        if drawn or (_is_mark(letter) and marks < len(letters)):
            yield Shape(letter, (), 0)
        else:
            drawn = True
            yield Shape(letter, parts, advance)

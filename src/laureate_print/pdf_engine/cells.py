"""Reads boxes of lines with letters from right to left into cells, and shows cells by codes.

A cell is what is drawn together. Each letter has a code of its own, as it stands from left to
right; a mark is a code without width before that of its base, which draws both. For lines from left
to right `clusters` does the same.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Any

from laureate_print.pdf_engine.glyph_codes import Codes, Part, Shape
from laureate_print.pdf_engine.line_breaking import ZERO_WIDTH_SPACE
from laureate_print.pdf_engine.text_layer import JOINERS

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
        if character in JOINERS
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
    return all(_is_mark(letter) or letter in JOINERS for letter in cell.letters)


def _glued(letters: list[str]) -> list[str]:
    """Gives letters with each joiner at the head of the next: pdf.js drops what is a joiner alone,
    or ends in one.
    """
    found, joiners = [], ""
    for letter in letters:
        if letter in JOINERS:
            joiners += letter
        else:
            found.append(joiners + letter)
            joiners = ""
    return [*found, joiners] if joiners else found


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter[-1:] or "a") == "Mn"


def array(seen: Sequence[Run]) -> Iterator[tuple[Any, list[str]]]:
    """Gives what shows runs, as they stand from left to right, with their colour: codes, and
    adjustments in thousandths of the type size (ISO 32000-1, 9.4.3).
    """
    size, pen, before = seen[0].size, seen[0].left, None
    for colour, together in groupby(seen, lambda run: run.box.style["color"]):
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

"""What a reader of a finished file should get, in order: the words of the page, and between them
what the engine made of its own, such as the numbers of a list.

The words are those of the page, letter for letter; where they came to stand, and what stands
between them, the layout says.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, groupby

from laureate_print.checks.reading import Run, announcement, before_announcement
from laureate_print.model import Layout, Line
from laureate_print.pdf_reader.text import squeezed


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some text that a reader should get, squeezed, and the run of the page that it is of; none
    for what the engine made.

    `turned` is the same with the cells of a table's row from left to right.
    """

    text: str
    run: Run | None
    turned: str = ""


Part = tuple[Line, Stretch]


class Expected:
    """The runs of a page, found in what was laid out; `lost` are those that are not there."""

    def __init__(self, html: str, layout: Layout) -> None:
        self._layout = layout
        written = sorted(
            (line for line in layout.lines if line.kind == "written"), key=lambda line: line.place
        )
        texts = [squeezed(line.text) for line in written]
        self._begins = [0, *accumulate(map(len, texts))]
        self._written = written
        self.lost: list[Run] = []
        self._shown: dict[int, list[Stretch]] = {}  # by the place of the line
        whole, position = "".join(texts), 0
        for run in before_announcement(html):  # the head of the page may hold the same words
            text = squeezed(run.text)
            position += len(text) if whole.startswith(text, position) else 0
        wanted = [(run, squeezed(run.text)) for run in announcement(html)]
        for at, (run, text) in enumerate(wanted):
            found = whole.find(text, position)
            if found > position and _goes_on(whole, position, wanted[at + 1 :]):
                found = -1  # the same words are shown further on, but not these
            if found >= 0:
                position = found + len(text)
                self._share(run, text, found)
            elif text not in whole:
                self.lost.append(run)

    def in_reading_order(self) -> Iterator[Stretch]:
        """Gives the stretches as the page has them: what a tag tree should hold."""
        lines = sorted(self._layout.lines, key=lambda line: line.place)
        parts = self._parts(line for line in lines if line.kind in ("written", "generated"))
        return _joined(part for _, part in parts)

    def in_drawing_order(self, from_right: bool) -> Iterator[Stretch]:
        """Gives the stretches as they are drawn, page by page: what a reader of glyphs should get,
        heads and feet of the pages aside.

        On a page `from_right` readers of glyphs may turn the cells of a row round that has too few
        letters to say how it runs.
        """
        parts = self._parts(line for line in self._layout.lines if line.kind != "running")
        return _joined(_rows(parts) if from_right else (part for _, part in parts))

    def _share(self, run: Run, text: str, found: int) -> None:
        """Shares the text of a run out to the lines that show it."""
        number = bisect_right(self._begins, found) - 1
        end = found + len(text)
        while self._begins[number] < end:
            first = max(self._begins[number], found) - found
            part = text[first : self._begins[number + 1] - found]
            if part:
                shown = self._shown.setdefault(self._written[number].place, [])
                shown.append(Stretch(part, run))
            number += 1

    def _parts(self, lines: Iterable[Line]) -> list[Part]:
        """Gives what each line shows; what was made for another part of the page is left out."""
        parts: list[Part] = []
        waiting: list[Part] = []  # made by the engine, before it is known whether words follow
        for line in lines:
            if line.kind != "written":
                waiting.append((line, Stretch(squeezed(line.text), None)))
            elif shown := self._shown.get(line.place):
                parts += [*waiting, *((line, stretch) for stretch in shown)]
                waiting = []
            else:
                waiting = []
        return parts


def _goes_on(whole: str, position: int, later: Iterable[tuple[Run, str]]) -> bool:
    """Says whether one of the runs to come stands at this very place: the one before it is shown
    elsewhere, such as in the head of each page.
    """
    return any(text and whole.startswith(text, position) for _, text in later)


def _joined(parts: Iterable[Stretch]) -> Iterator[Stretch]:
    """Joins the parts of a run that stand together."""
    for (run, turned), together in groupby(parts, lambda part: (part.run, part.turned)):
        if turned:
            yield from together
        else:
            yield Stretch("".join(part.text for part in together), run)


def _rows(parts: list[Part]) -> Iterator[Stretch]:
    """Gives lines, those of cells beside each other as one."""
    row: list[Part] = []
    for part in parts:
        if row and not _stand_beside(row[0][0], part[0]):
            yield _row(row)
            row = []
        row.append(part)
    if row:
        yield _row(row)


def _stand_beside(first: Line, second: Line) -> bool:
    both = first.cell and second.cell and first.page == second.page
    return bool(both) and abs(first.bottom - second.bottom) < (first.bottom - first.top) / 2


def _row(parts: list[Part]) -> Stretch:
    cells = [
        "".join(stretch.text for _, stretch in together)
        for _, together in groupby(parts, lambda part: part[0].cell)
    ]
    turned = "".join(reversed(cells)) if len(cells) > 1 else ""
    return Stretch("".join(cells), parts[0][1].run, turned)

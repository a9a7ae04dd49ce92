"""Reads from the engine's box tree where each run of text came to stand, in mm, and
in which box.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count
from operator import itemgetter
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.layout.replaced import replacedbox_layout

from laureate_print.model import Frame, Kind, Layout, Line, PlacedPicture, WideColumn
from laureate_print.pdf_engine.markers import is_marker
from laureate_print.pdf_engine.origins import origin, repeated_groups, stands_behind
from laureate_print.pdf_engine.pictures import SCHEME
from laureate_print.pdf_engine.wide_tables import columns_beyond

_MM_PER_PX = 25.4 / 96
_FOR_NO_EYE = 2  # px
_HAIR = 1  # px that a line may pass its box by: the overhang of a letter
_ROOM = 0.25  # of the height of a line: without letters, in most faces
_Box = tuple[float, float, float, float]  # left, top, right, bottom


def read_layout(pages: list[Any], complaints: tuple[str, ...] = (), type_size: float = 0) -> Layout:
    """Gives the sizes of the pages, their lines of text, and the frames that stand outside the
    flow.
    """
    reader = _Reader(repeated_groups(page._page_box for page in pages))
    for number, page in enumerate(pages, 1):
        reader.read(page._page_box, _Place(number))
    pictures = tuple(reader.pictures)
    sizes = tuple((page.width * _MM_PER_PX, page.height * _MM_PER_PX) for page in pages)
    lines = tuple(
        replace(line, place=place)
        for line, place in zip(reader.lines, reading_order(reader.places, reader.ends), strict=True)
    )
    return Layout(
        sizes,
        lines,
        tuple(reader.frames),
        complaints,
        type_size,
        pictures,
        tuple(reader.wide_columns.values()),
        split_titles=tuple(reader.split_titles),
    )


def reading_order(
    places: list[tuple[int, int] | bool], ends: dict[int, tuple[int, int]]
) -> list[int]:
    """Gives each line, in the order of drawing, its number in the order of reading.

    What has no place in the page's own text is read behind the line drawn before it (true), or
    before the one drawn after it (false); what ends an element, though the text of that is drawn
    elsewhere, such as a note, behind the place in `ends`.
    """
    keys: list[tuple[int, int, int]] = []
    last = (-1, -1, 0)
    for number, place in enumerate(places):
        last = (*place, 0) if isinstance(place, tuple) else (*last[:2], 1)
        keys.append((*max(ends[number], last[:2]), 1) if number in ends else last)
    following = (keys[-1][0] + 1, 0, 0) if keys else last
    for number in range(len(places) - 1, -1, -1):
        if isinstance(places[number], tuple):
            following = keys[number]
        elif not places[number]:
            keys[number] = (*following[:2], -1)
    order = sorted(enumerate(keys), key=itemgetter(1))
    ranks = [0] * len(keys)
    for rank, (number, _) in enumerate(order):
        ranks[number] = rank
    return ranks


@dataclass(frozen=True)
class _Place:
    """Where a box stands: its page, the block that holds it, its frame (0 is the flow), and of
    which kind its text is.
    """

    page: int
    container: Any = None
    frame: int = 0
    kind: Kind = "written"
    window: _Box | None = None
    cell: int = 0


class _Reader:
    def __init__(self, repeated: set[Any]) -> None:
        self._repeated = repeated
        self.lines: list[Line] = []
        # of each line its place in the page's text, or whether it stands behind the one before
        self.places: list[tuple[int, int] | bool] = []
        self.frames: list[Frame] = []
        self.pictures: list[PlacedPicture] = []
        self.wide_columns: dict[tuple[Any, int], WideColumn] = {}
        self.split_titles: list[tuple[int, str]] = []
        self._cells = count(1)
        self._elements: list[Any] = []  # of each line
        self._ended: dict[int, Any] = {}  # elements, by the lines that the engine set behind them

    @property
    def ends(self) -> dict[int, tuple[int, int]]:
        """The place of the last text of an element, of each line that was set behind it."""
        if not self._ended:
            return {}
        last: dict[Any, tuple[int, int]] = {}
        for element, place in zip(self._elements, self.places, strict=True):
            if isinstance(place, tuple):
                last[element] = max(last.get(element, place), place)
        within = {
            it: [last[part] for part in it.iter() if part in last] for it in self._ended.values()
        }
        return {line: max(within[it]) for line, it in self._ended.items() if within[it]}

    def read(self, box: Any, place: _Place) -> None:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
            left, top = box.border_box_x(), box.border_box_y()
            right, bottom = left + box.border_width(), top + box.border_height()
            self.frames.append(
                Frame(place.page, *(value * _MM_PER_PX for value in (left, top, right, bottom)))
            )
            place = replace(place, frame=len(self.frames))
        if isinstance(box, boxes.TextBox):
            self._line(box, place)
            return
        if isinstance(box, boxes.ReplacedBox):
            self._picture(box, place)
            return
        if isinstance(box, boxes.BlockBox) and box.is_table_wrapper:
            self._table(box, place)
        if split := getattr(box, "split_word", ""):  # as `balancing` saw it
            self.split_titles.append((place.page, split))
        inside = self._inside(box, place)
        for child in box.all_children():
            self.read(child, inside)

    def _inside(self, box: Any, place: _Place) -> _Place:
        """Gives the place of what a box holds."""
        if isinstance(box, boxes.TableCellBox):
            place = replace(place, cell=next(self._cells))
        if isinstance(box, boxes.BlockContainerBox) or is_marker(box):
            place = replace(place, container=box)
        if isinstance(box, boxes.MarginBox):
            place = replace(
                place, kind="running", window=None
            )  # a page hides nothing in its margins
        elif box in self._repeated:
            place = replace(place, kind="repeated")
        if box.style["overflow"] != "visible":
            place = replace(place, window=_common(_padding_box(box), place.window))
        return place

    def _table(self, wrapper: Any, place: _Place) -> None:
        """Notes which columns of a table do not fit, each where it stands first."""
        for table in wrapper.children:
            if isinstance(table, boxes.TableBox) and place.container is not None:
                for number, name, excess in columns_beyond(table, place.container):
                    column = WideColumn(place.page, number, name, excess * _MM_PER_PX)
                    self.wide_columns.setdefault((table.element, number), column)

    def _picture(self, box: Any, place: _Place) -> None:
        """Notes where a picture of the page stands, and how much of it is cut off."""
        source = box.element.get("src", "") if box.element is not None else ""
        if not source.startswith(SCHEME) or not box.width or not box.height:
            return
        width, height, left, top = replacedbox_layout(box)
        left_edge, top_edge = box.content_box_x(), box.content_box_y()
        content = (left_edge, top_edge, left_edge + box.width, top_edge + box.height)
        seen = _common((left, top, left + width, top + height), content)
        shown = _common(seen, place.window)
        wide, high = (max(shown[2] - shown[0], 0), max(shown[3] - shown[1], 0))
        hidden = (max(width - wide, 0) * _MM_PER_PX, max(height - high, 0) * _MM_PER_PX)
        self.pictures.append(
            PlacedPicture(
                place.page,
                int(source.removeprefix(SCHEME)),
                left=seen[0] * _MM_PER_PX,
                top=seen[1] * _MM_PER_PX,
                right=seen[2] * _MM_PER_PX,
                bottom=seen[3] * _MM_PER_PX,
                drawn=(width * _MM_PER_PX, height * _MM_PER_PX),
                hidden=hidden,
                frame=place.frame,
            )
        )

    def _line(self, box: Any, place: _Place) -> None:
        if not box.text.strip() or place.container is None:
            return
        container, shown = place.container, origin(box)
        is_text = place.kind == "written"
        if is_text and box.element is not None and box.element_tag.endswith("::after"):
            self._ended[len(self.places)] = box.element
        self._elements.append(box.element)
        self.places.append((is_text and shown.place) or stands_behind(box))
        self.lines.append(
            Line(
                page=place.page,
                text=shown.text,
                left=box.position_x * _MM_PER_PX,
                top=box.position_y * _MM_PER_PX,
                right=(box.position_x + box.width) * _MM_PER_PX,
                bottom=(box.position_y + box.height) * _MM_PER_PX,
                container_left=container.content_box_x() * _MM_PER_PX,
                container_right=(container.content_box_x() + container.width) * _MM_PER_PX,
                frame=place.frame,
                cell=place.cell,
                hidden=_hidden(box, place.window) * _MM_PER_PX,
                unseen=_is_for_no_eye(place.window),
                kind="generated" if is_text and shown.generated else place.kind,
            )
        )


def _hidden(box: Any, window: _Box | None) -> float:
    """Gives how much of a line of text a box cuts off that is as large as its `window`, in px."""
    if window is None or _is_for_no_eye(window):
        return 0
    left, top, right, bottom = window
    wide = max(left - box.position_x, box.position_x + box.width - right)
    high = max(top - box.position_y, box.position_y + box.height - bottom)
    # Above and below its letters a line has room of its own.
    return float(max(wide if wide > _HAIR else 0, high if high > box.height * _ROOM else 0))


def _is_for_no_eye(window: _Box | None) -> bool:
    """Says whether so small a box holds on purpose what nobody is to see."""
    return window is not None and max(window[2] - window[0], window[3] - window[1]) <= _FOR_NO_EYE


def _padding_box(box: Any) -> _Box:
    left, top = box.padding_box_x(), box.padding_box_y()
    return left, top, left + box.padding_width(), top + box.padding_height()


def _common(one: _Box, other: _Box | None) -> _Box:
    """Gives what two boxes have in common, as left, top, right, bottom."""
    if other is None:
        return one
    return (
        max(one[0], other[0]),
        max(one[1], other[1]),
        min(one[2], other[2]),
        min(one[3], other[3]),
    )

"""Reads from the engine's box tree where each run of text came to stand, in mm, and
in which box.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from laureate_print.model import Frame, Layout, Line
from laureate_print.pdf_engine.hyphens import written

_MM_PER_PX = 25.4 / 96


def read_layout(pages: list[Any], complaints: tuple[str, ...] = (), type_size: float = 0) -> Layout:
    """Gives the sizes of the pages, their lines of text, and the frames that stand outside the
    flow.
    """
    reader = _Reader()
    for number, page in enumerate(pages, 1):
        reader.read(page._page_box, _Place(number))
    sizes = tuple((page.width * _MM_PER_PX, page.height * _MM_PER_PX) for page in pages)
    return Layout(sizes, tuple(reader.lines), tuple(reader.frames), complaints, type_size)


@dataclass(frozen=True)
class _Place:
    """Where a box stands: its page, the block that holds it, its frame (0 is the flow), and whether
    it is page_artifact.
    """

    page: int
    container: Any = None
    frame: int = 0
    page_artifact: bool = False


class _Reader:
    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.frames: list[Frame] = []

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
        if isinstance(box, boxes.BlockContainerBox):
            place = replace(place, container=box)
        if isinstance(box, boxes.MarginBox):
            place = replace(place, page_artifact=True)
        for child in box.all_children():
            self.read(child, place)

    def _line(self, box: Any, place: _Place) -> None:
        if not box.text.strip() or place.container is None:
            return
        container = place.container
        self.lines.append(
            Line(
                page=place.page,
                text=written(box.text),
                left=box.position_x * _MM_PER_PX,
                top=box.position_y * _MM_PER_PX,
                right=(box.position_x + box.width) * _MM_PER_PX,
                bottom=(box.position_y + box.height) * _MM_PER_PX,
                container_left=container.content_box_x() * _MM_PER_PX,
                container_right=(container.content_box_x() + container.width) * _MM_PER_PX,
                frame=place.frame,
                page_artifact=place.page_artifact,
            )
        )

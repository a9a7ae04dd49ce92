"""What was made of a page, and where on its sheets everything came to stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["written", "generated", "repeated", "running"]


@dataclass(frozen=True, slots=True)
class Line:
    """One laid-out run of text and the box that should hold it, in mm from the top left corner of
    its page.

    `text` is what a reader of the page should get: letters as they were written, without a hyphen
    at the line's end. `kind` says where it is from: `written` in the page; `generated` by the
    engine, such as the number of a list's item; `repeated`, such as a table's head on its second
    page; or `running` at the head or foot of each page. `place` numbers the lines in the order in
    which they are read, which is not always that in which they are drawn. `frame` numbers the frame
    that it stands in (from 1; 0 is the flow of the page), `cell` the table's cell (from 1; 0 is
    outside tables). `hidden` is how much of it a box around it cuts off, in mm; what is `unseen`
    stands in a box of a pixel, for those who listen.
    """

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float
    container_left: float
    container_right: float
    frame: int
    kind: Kind
    place: int = 0
    cell: int = 0
    hidden: float = 0
    unseen: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """A box placed outside the flow of its page, in mm from the page's top left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class MessagePlace:
    """A part of a line that shows a message, in mm from the top left corner of its page (as
    `Layout` counts pages: of a print file before they come onto sheets). `running` is what stands
    at the head or foot of each page.
    """

    page: int
    left: float
    top: float
    right: float
    bottom: float
    running: bool = False


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """Where a picture of the page came to stand, in mm from the top left corner of its page;
    `number` is its place among the pictures of the page.

    There it is seen, unless a box further out cuts it. `drawn` are its width and height in mm, also
    of what its own box has no room for; `hidden` is how much of them is cut off by any box.
    """

    page: int
    number: int
    left: float
    top: float
    right: float
    bottom: float
    drawn: tuple[float, float]
    hidden: tuple[float, float] = (0, 0)
    frame: int = 0


@dataclass(frozen=True, slots=True)
class WideColumn:
    """A column of a table, by number and head, that stands beyond the text's own column, in mm."""

    page: int
    number: int
    name: str
    excess: float


@dataclass(frozen=True, slots=True)
class Layout:
    """What the engine laid out: page sizes in mm, lines of text, frames, pictures, and what the
    engine complained about.

    `type_size` is the size in pt that was chosen among those that the template allows; 0 where
    it allows one only. `resolutions` are those in dpi at which pictures of pixels are drawn, by
    their names, the lowest of each; `whitened` are those that see through to the ground, and are
    printed on white; `split_titles` are the words that a line of a title divides, each with its
    page.
    """

    sizes: tuple[tuple[float, float], ...] = ()
    lines: tuple[Line, ...] = ()
    frames: tuple[Frame, ...] = ()
    complaints: tuple[str, ...] = ()
    type_size: float = 0
    pictures: tuple[PlacedPicture, ...] = ()
    wide_columns: tuple[WideColumn, ...] = ()
    resolutions: tuple[tuple[str, float], ...] = ()
    whitened: tuple[str, ...] = ()
    split_titles: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Artifact:
    """Finished bytes, still in memory, with a file name below the output folder; `beside` are files
    that go with it.
    """

    path: str
    content: bytes
    layout: Layout | None = None
    beside: tuple[Artifact, ...] = ()

"""What the process that renders tells the server: a page that was made, and what was seen on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from laureate_print.model import Finding, MessageName, SourceFile


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of a sheet that runs over, in mm from the top left corner of the sheet, and by how
    much; `of` is what it does not keep to: `box`, `page`, `frame` or `sheet`.
    """

    left: float
    top: float
    width: float
    height: float
    of: str
    excess: float


@dataclass(frozen=True, slots=True)
class Area:
    """A box on a page that was laid out, or on a sheet, in mm from its top left corner."""

    page: int
    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Placed:
    """A message of a page: the name by which the browser knows it, the segments of the page's
    letters that it has, and where they stand on the pages that were laid out.
    """

    identity: str
    name: MessageName
    segments: tuple[tuple[int, int], ...] = ()
    areas: tuple[Area, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What the desk asks for beside a page: where the messages of a language stand on it.

    `words` are catalogs with words that nobody has saved yet, in the place of those of the same
    path.
    """

    language: str
    words: tuple[SourceFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What the desk gets to know of the messages of a page, in its order.

    `whose` gives the message at a place in a catalog (`file:line`); `lacking` those with a
    character that no face draws; `over` by how much each runs over, in mm; `room` is how many
    letters more there is room for.
    """

    messages: tuple[Placed, ...] = ()
    whose: Mapping[str, str] = field(default_factory=dict)
    lacking: frozenset[str] = frozenset()
    over: Mapping[str, float] = field(default_factory=dict)
    room: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of a PDF as it is looked at: its size, its trim and its bleed as (left, top, width,
    height), its folds from the left, all in mm from its top left corner; what runs over; and, for
    the desk, the boxes of each message.
    """

    width: float
    height: float
    trim: tuple[float, float, float, float]
    bleed: tuple[float, float, float, float]
    folds: tuple[float, ...] = ()
    marks: tuple[Mark, ...] = ()
    areas: tuple[tuple[str, Area], ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """A page that was made, whatever the checks say of it: its bytes, its sheets (of a web page
    none), and what the checks of words and page found.

    `limit` is how many pages there may be; `type_size` is in pt, 0 where it is not chosen; `key`
    is the same for what was made of the same. `told` is for the desk alone.
    """

    content: bytes = field(repr=False)
    key: str
    sheets: tuple[Sheet, ...] = ()
    limit: int | None = None
    type_size: float = 0
    findings: tuple[Finding, ...] = ()
    drafts: tuple[str, ...] = ()
    told: Told = Told()


@dataclass(frozen=True, slots=True)
class Seen:
    """What the checks of a finished page found; `gone` where it is no longer there to be looked
    at.
    """

    findings: tuple[Finding, ...] = ()
    gone: bool = False

"""What the process that renders tells the server: a page that was made, and what was seen on it."""

from __future__ import annotations

from dataclasses import dataclass, field

from laureate_print.model import Finding


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
class Sheet:
    """A page of a PDF as it is looked at: its size, its trim and its bleed as (left, top, width,
    height), its folds from the left, all in mm from its top left corner; and what runs over.
    """

    width: float
    height: float
    trim: tuple[float, float, float, float]
    bleed: tuple[float, float, float, float]
    folds: tuple[float, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """A page that was made, whatever the checks say of it: its bytes, its sheets (of a web page
    none), and what the checks of words and page found.

    `limit` is how many pages there may be; `type_size` is in pt, 0 where it is not chosen; `key`
    is the same for what was made of the same.
    """

    content: bytes = field(repr=False)
    key: str
    sheets: tuple[Sheet, ...] = ()
    limit: int | None = None
    type_size: float = 0
    findings: tuple[Finding, ...] = ()
    drafts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """What the checks of a finished page found; `gone` where it is no longer there to be looked
    at.
    """

    findings: tuple[Finding, ...] = ()
    gone: bool = False

"""What is composed, bound to no output yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from laureate_print.model.documents import DocumentMetadata
from laureate_print.model.files import Attachment, Face
from laureate_print.model.jobs import Job
from laureate_print.model.limits import Limits
from laureate_print.model.sheets import Panel, PrintSettings
from laureate_print.model.type_sizes import SmallestType
from laureate_print.model.words import Language, Used


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a page as it was named there, and the size in CSS px at which it is drawn where
    there is room.

    `kind` is `pixels`, whose `pixels` are the columns and rows as they are seen, or `drawing`
    (SVG). The words of a drawing, whose characters are `letters`, are drawn in `faces`. One with a
    `trouble` cannot be drawn as its author sees it; `hint` says what to do about it, or about what
    a `remark` says of one that can. One that is `framed` is cut to its box on purpose.
    """

    name: str
    content: bytes = field(default=b"", repr=False)
    kind: Literal["pixels", "drawing"] = "pixels"
    width: float = 0
    height: float = 0
    pixels: tuple[int, int] = (0, 0)
    letters: str = ""
    faces: tuple[Face, ...] = ()
    trouble: str = ""
    remark: str = ""
    hint: str = ""
    framed: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """The composed HTML of document × template × language, bound to no output yet.

    `print_settings` are what the print shop asks for, `sides` are the panels of a folded sheet; a
    `stitched` page is a book of folded sheets, so that its pages are a multiple of four. `names`
    are words of its languages that no line divides, those `in_headings` ones that no line of a
    heading does where it has room. `document_metadata` say what it is, in its own
    language first, then in all others; `attachments` go into an archive file. `pictures` are those
    to which the HTML points by their number: `picture:0`, `picture:1`, …; `limits` are how much it
    may ask for, `smallest` how small its type may be.
    """

    job: Job
    language: Language
    html: str
    title: str
    date: str
    address: tuple[str, ...]
    pages: int | None
    sizes: tuple[float, float] | None = None
    sides: tuple[tuple[Panel, ...], ...] = ()
    print_settings: PrintSettings | None = None
    stitched: bool = False
    names: tuple[str, ...] = ()
    in_headings: tuple[str, ...] = ()
    document_metadata: tuple[DocumentMetadata, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    pictures: tuple[Picture, ...] = ()
    used: tuple[Used, ...] = ()
    limits: Limits = field(default_factory=Limits)
    smallest: SmallestType = field(default_factory=SmallestType)

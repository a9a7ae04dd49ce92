"""The frozen values that move through the house, from what was asked to what was made."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from laureate_print.archival import Card, Source
from laureate_print.paper import Panel, Press

MULTIPLE = "mul"  # ISO 639-2: what holds several languages at once
_ENDINGS = {"print": "print.pdf", "archive": "archive.pdf"}  # of file names; the others are called as their output
Severity = Literal["error", "warning"]
State = Literal["source", "reviewed", "draft", "untranslated"]


@dataclass(frozen=True, slots=True, order=True)
class Job:
    """What is asked for: one artifact.

    Its language is `mul` where it serves all languages of its document, and such as `ja+en` where it holds those named.
    """

    document: str
    template: str
    language: str
    output: str

    @property
    def path(self) -> str:
        """Where the artifact stands below the output folder; ASCII, as print shops ask for."""
        folder = self.document if self.language == MULTIPLE else f"{self.document}/{self.language}"
        return f"{folder}/{self.template}.{_ENDINGS.get(self.output, self.output)}"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check saw: who is told where, what, and what to do about it."""

    check: str
    severity: Severity
    message: str
    where: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Language:
    """A language as readers, browsers and the engine need to know it.

    `tag` is BCP 47 (`ja-simple`), `folder` the gettext folder (`ja@simple`), `locale` what CLDR calls it (`ja`),
    `script` ISO 15924, `name` its own name, `digits` its digits from nought to nine. `breaks_words` says that its
    lines break between words which no space divides.
    """

    tag: str
    folder: str
    locale: str
    script: str
    direction: Literal["ltr", "rtl"]
    name: str
    digits: str
    breaks_words: bool


@dataclass(frozen=True, slots=True)
class Message:
    """One translated message, with the file and line where its translator finds it, and the flags that it bears."""

    source: str
    text: str
    where: str
    state: State
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Catalog:
    """The words of one document, or of the interface, in one language."""

    name: str
    language: str
    where: str
    messages: dict[str, Message]


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of publication. `markup`, the styles and `sheet` are paths below the template folders; `pages` its limit.

    `sizes` are the smallest and the largest type size in pt that it allows, `pair_sizes` those for two languages on one
    sheet: the build takes the largest that fits.
    `together` is `pair` where two languages may stand on one sheet, and `book` where all that are chosen make one file.
    `html_styles` are for browsers alone, `print_styles` for the press. `sides` of a sheet that is folded hold its
    panels from left to right, as they lie for a language that runs from left to right. `languages` are those that stand
    side by side in the one file which serves all languages of a document; none where each language has its own. `sheet`
    holds the criteria that it reports on.
    """

    name: str
    outputs: tuple[str, ...]
    markup: str
    styles: tuple[str, ...]
    pages: int | None
    sizes: tuple[float, float] | None
    html_styles: tuple[str, ...] = ()
    print_styles: tuple[str, ...] = ()
    sides: tuple[tuple[Panel, ...], ...] = ()
    together: str = ""
    pair_sizes: tuple[float, float] | None = None
    languages: tuple[str, ...] = ()
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Companion:
    """A finished file that stands beside a web page: its template, bytes and pages."""

    template: str
    path: str
    bytes: int
    pages: int


@dataclass(frozen=True, slots=True)
class Document:
    """What is announced: the markup that holds its messages, and its facts."""

    name: str
    markup: str
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Face:
    """One font file: `family` as templates name it, `weight` in CSS units; `cut`: only its characters are embedded."""

    family: str
    weight: int
    path: Path
    version: str
    cut: bool


@dataclass(frozen=True, slots=True)
class Page:
    """The composed HTML of document × template × language, bound to no output yet.

    `press` is what the print shop asks for, `sides` are the panels of a folded sheet; a `stitched` page is a book of
    folded sheets, so that its pages are a multiple of four. `names` are words of its languages that no line divides.
    `cards` say what it is, in its own language first, then in all others; `sources` go into an archive file.
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
    press: Press | None = None
    stitched: bool = False
    names: tuple[str, ...] = ()
    cards: tuple[Card, ...] = ()
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One laid-out run of text and the box that should hold it, in mm from the top left corner of its page.

    `frame` numbers the frame that it stands in (from 1; 0 is the flow of the page). `furniture` marks headers and
    footers, which repeat and are no part of the text.
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
    furniture: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """A box placed outside the flow of its page, in mm from the page's top left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Layout:
    """What the engine laid out: page sizes in mm, lines of text, frames, and what the engine complained about.

    `type_size` is the size in pt that was chosen among those that the template allows; nought where it allows one only.
    """

    sizes: tuple[tuple[float, float], ...] = ()
    lines: tuple[Line, ...] = ()
    frames: tuple[Frame, ...] = ()
    complaints: tuple[str, ...] = ()
    type_size: float = 0


@dataclass(frozen=True, slots=True)
class Artifact:
    """Finished bytes, still in memory, with a file name below the output folder; `beside` are files that go with it."""

    path: str
    content: bytes
    layout: Layout | None = None
    beside: tuple[Artifact, ...] = ()


@dataclass(frozen=True, slots=True)
class Render:
    """How a job ended: an artifact, unless a finding of severity error stood in its way."""

    job: Job
    artifact: Artifact | None
    findings: tuple[Finding, ...] = field(default=())

    @property
    def failed(self) -> bool:
        """Whether a finding of severity error stands against the artifact."""
        return any(finding.severity == "error" for finding in self.findings)

"""The frozen values that move through the house, from what was asked to what was made."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

PT_PER_MM = 72 / 25.4
MM_PER_PT = 25.4 / 72
BLEED = 3.0  # mm beyond the trim box, as Japanese shops ask
Severity = Literal["error", "warning"]
Kind = Literal["written", "generated", "repeated", "running"]
State = Literal["source", "reviewed", "draft", "untranslated"]


@dataclass(frozen=True)
class SourceFile:
    """A file of a project as it was read: its path below the project's folder, and its bytes.

    `shown` is how a person in the project would write the path.
    """

    path: str
    content: bytes = field(repr=False, hash=False)
    shown: str

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the bytes, in small hexadecimal letters."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Single:
    """An edition in one language, a BCP 47 tag."""

    language: str

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that stand in it."""
        return (self.language,)

    @property
    def name(self) -> str:
        """Its name on the command line, and of its folder."""
        return self.language


@dataclass(frozen=True, slots=True)
class Pair:
    """An edition in two languages side by side on one sheet, such as `ja+en`."""

    first: str
    second: str

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that stand in it."""
        return (self.first, self.second)

    @property
    def name(self) -> str:
        """Its name on the command line, and of its folder."""
        return f"{self.first}+{self.second}"


@dataclass(frozen=True, slots=True)
class Book:
    """An edition that binds the languages which were chosen, one after the other, in one file."""

    languages: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of its folder."""
        return "+".join(self.languages)


@dataclass(frozen=True, slots=True)
class Whole:
    """The one edition that serves a whole document: a template's own languages in one file."""

    languages: tuple[str, ...]

    @property
    def name(self) -> str:
        """For machines: several languages (ISO 639-2); it has no folder of its own."""
        return "mul"


Edition = Single | Pair | Book | Whole


@dataclass(frozen=True, slots=True)
class Output:
    """What a file is for: a row of the table in `outputs`.

    `ending` is that of its file names; `write` gives the artifact of a page and the fonts of its
    project; `standards` are those that each file declares. `variant` is
    the engine's name for what a tagged PDF starts from. `styles` names the further style sheets of
    a template that it takes: `html` or `print`. `for_press` files are laid out as the print shop
    asks, and may be pairs; a `tells_siblings` page names the finished files beside it, so it is
    made last; one that `has_attachments` holds what it was made from; one that `has_metadata`
    describes the document in all its languages (XMP).
    """

    name: str
    ending: str
    write: Callable[..., Artifact]
    standards: tuple[str, ...] = ()
    variant: str = ""
    styles: Literal["", "html", "print"] = ""
    for_press: bool = False
    tells_siblings: bool = False
    has_attachments: bool = False
    has_metadata: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked for: one artifact."""

    document: str
    template: str
    edition: Edition
    output: Output

    @property
    def path(self) -> str:
        """Where the artifact stands below the output folder; ASCII, as print shops ask for."""
        return self.path_with(self.output.ending)

    def path_with(self, ending: str) -> str:
        """Where a file that goes with the artifact stands: of the same name, with this ending."""
        whole = isinstance(self.edition, Whole)
        folder = self.document if whole else f"{self.document}/{self.edition.name}"
        return f"{folder}/{self.template}.{ending}"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check saw: where, what, and what to do about it."""

    check: str
    severity: Severity
    message: str
    where: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Language:
    """A language as readers, browsers and the engine need to know it.

    `tag` is BCP 47 (`ja-simple`), `folder` the gettext folder (`ja@simple`), `locale` what CLDR
    calls it (`ja`), `script` ISO 15924, `name` its own name, `digits` its digits from zero to
    nine. `breaks_words` says that its lines break between words which no space divides.
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
    """One translated message, with the file and line where its translator finds it, and the flags
    that it bears.

    A `reviewed` one has the record of a review of this very text. `outdated` says of a draft who
    has reviewed it as it was before, and when; `unsigned` is a comment that means to be such a
    record and is none. One that counts something has a `plural` of its
    source and, in place of one text, `forms`. A form that is looked at by itself and serves one
    number alone is `sole`: it may do without that number.
    """

    source: str
    text: str
    where: str
    state: State
    flags: frozenset[str] = frozenset()
    outdated: str = ""
    unsigned: str = ""
    plural: str = ""
    forms: tuple[str, ...] = ()
    sole: bool = False


@dataclass(frozen=True, slots=True)
class Catalog:
    """The words of one document, or of the interface, in one language.

    A message's key is its source, behind its context as in a `.mo` file (context, U+0004, source).
    `plural_forms` is the field of that name in the header of the file.
    """

    name: str
    language: str
    where: str
    messages: dict[str, Message]
    plural_forms: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of a sheet between its folds: the page of the text that stands there (-1 is the last),
    its width in mm.

    Its page is moved to the right by `creep` mm.
    """

    page: int
    width: float
    creep: float = 0


@dataclass(frozen=True, slots=True)
class PrintSettings:
    """What the print shop asks for: the standard, the colours it prints in, the marks, the ink it
    can bear.

    `profile` describes how the press prints (ICC.1), `condition` is its name in the registry of the
    ICC, `total_ink` the limit of all inks together in %. `imposed` asks for printer's spreads of
    books beside the single pages, for a paper whose thickness is `paper` mm.
    """

    standard: Literal["PDF/X-4", "PDF/X-1a:2003"]
    profile: SourceFile
    condition: str
    marks: Literal["japanese", "western", "none"]
    total_ink: float
    imposed: bool
    paper: float


def folded(sides: tuple[tuple[Panel, ...], ...], direction: str) -> tuple[tuple[Panel, ...], ...]:
    """Gives the panels of each side as they lie: a sheet in a language from right to left is folded
    the other way.
    """
    return tuple(tuple(reversed(side)) if direction == "rtl" else side for side in sides)


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of publication. `markup`, the styles and `sheet` are paths below the template folders;
    `pages` its limit.

    `sizes` are the smallest and the largest type size in pt that it allows, `pair_sizes` those for
    two languages on one sheet: the build takes the largest that fits. `together` is `pair` where
    two languages may stand on one sheet, and `book` where all that are chosen make one file.
    `html_styles` are for browsers alone, `print_styles` for the press. `sides` of a sheet that is
    folded hold its panels from left to right, as they lie for a language that runs from left to
    right. `languages` are those that stand side by side in the one file which serves all languages
    of a document; none where each language has its own. `sheet` holds the criteria that it reports
    on. `hyphens` and `align` ask for hyphenation (`auto`) and justification (`justify`) of running
    text in PDFs, in the languages whose typography has it. `notes` says where its PDFs have notes:
    at the `foot` of the page or at the `end` of the text; `links` whether they print the addresses
    of links: `printed` in each, `plain` in none, else for the press alone.
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
    hyphens: str = ""
    align: str = ""
    notes: str = "foot"
    links: str = ""

    def styles_for(self, output: Output) -> tuple[str, ...]:
        """The style sheets of an output, in their order: those of all, then its own."""
        further = {"html": self.html_styles, "print": self.print_styles}
        return (*self.styles, *further.get(output.styles, ()))


@dataclass(frozen=True, slots=True)
class SiblingFile:
    """A finished file that stands beside a web page: its template, bytes and pages."""

    template: str
    path: str
    bytes: int
    pages: int


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a Markdown document: an HTML element of this `name`, at this line of the file.

    `message` is its inline Markdown, one message for translators with their `comments`; `code` what
    stands in a `pre` as it is. One without a name is the words of the block around it.
    """

    name: str
    line: int
    message: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    blocks: tuple[Block, ...] = ()
    comments: tuple[str, ...] = ()
    code: str = ""

    @property
    def inner(self) -> Iterator[Block]:
        """The blocks inside it, each before those inside that."""
        for block in self.blocks:
            yield block
            yield from block.inner


@dataclass(frozen=True, slots=True)
class Body:
    """What a Markdown document says: its title, the blocks below it, its notes by their names."""

    title: Block
    blocks: tuple[Block, ...] = ()
    notes: dict[str, Block] = field(default_factory=dict)

    @property
    def all_blocks(self) -> Iterator[Block]:
        """Each block in the order of the text, notes last."""
        for block in (self.title, *self.blocks, *self.notes.values()):
            yield block
            yield from block.inner


@dataclass(frozen=True, slots=True)
class Contact:
    """An office that readers may turn to, as it is printed in every edition.

    `lines` are verbatim in `language` (BCP 47), `gloss` are messages; `country` is ISO 3166.
    `facts` are all that the document says of it: the placeholders of its gloss.
    """

    language: str
    lines: tuple[str, ...]
    gloss: tuple[str, ...]
    country: str
    facts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Document:
    """What is announced: the file that holds its words, and its facts.

    `title` and `description` are messages; `body` is what a Markdown file says, none for Jinja;
    `facts_at` is the file of the facts, as a person would write its path.
    """

    name: str
    markup: SourceFile
    facts_at: str
    title: str
    description: str
    facts: dict[str, Any]
    contacts: tuple[Contact, ...]
    body: Body | None = None


@dataclass(frozen=True, slots=True)
class DocumentMetadata:
    """What a catalogue says of a document in one language; `language` is BCP 47, the others are
    plain text.
    """

    language: str
    title: str
    description: str
    publisher: str
    rights: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that stands inside another one, byte for byte.

    `relationship` says what it is to the file that holds it: `Source` what that was made from,
    `Alternative` the same in another form (ISO 32000-2, 7.11.3).
    """

    name: str
    content: bytes
    media_type: str
    description: str
    relationship: str


@dataclass(frozen=True, slots=True)
class Face:
    """One font file: `family` as templates name it, `weight` in CSS units.

    Of a face that is `cut` only the characters of a page are embedded.
    """

    family: str
    weight: int
    file: SourceFile
    version: str
    cut: bool


@dataclass(frozen=True, slots=True)
class Used:
    """Which messages of a catalog a page shows, by their keys."""

    catalog: str
    language: str
    messages: frozenset[str]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a page as it was named there, and the size in CSS px at which it is drawn where
    there is room.

    `kind` is `pixels`, whose `pixels` are the columns and rows as they are seen, or `drawing`
    (SVG). The words of a drawing, whose characters are `letters`, are drawn in `faces`. One with a
    `trouble` cannot be drawn as its author sees it; `hint` says what to do about it, or about what
    a `remark` says of one that can.
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


@dataclass(frozen=True, slots=True)
class Page:
    """The composed HTML of document × template × language, bound to no output yet.

    `print_settings` are what the print shop asks for, `sides` are the panels of a folded sheet; a
    `stitched` page is a book of folded sheets, so that its pages are a multiple of four. `names`
    are words of its languages that no line divides. `document_metadata` say what it is, in its own
    language first, then in all others; `attachments` go into an archive file. `pictures` are those
    to which the HTML points by their number: `picture:0`, `picture:1`, …
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
    document_metadata: tuple[DocumentMetadata, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    pictures: tuple[Picture, ...] = ()
    used: tuple[Used, ...] = ()


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
    outside tables).
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


@dataclass(frozen=True, slots=True)
class Frame:
    """A box placed outside the flow of its page, in mm from the page's top left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """Where a picture of the page came to stand, in mm from the top left corner of its page;
    `number` is its place among the pictures of the page.

    `hidden` is how much of its width and of its height a box around it cuts off, in mm.
    """

    page: int
    number: int
    left: float
    top: float
    right: float
    bottom: float
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
    printed on white.
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


@dataclass(frozen=True, slots=True)
class Artifact:
    """Finished bytes, still in memory, with a file name below the output folder; `beside` are files
    that go with it.
    """

    path: str
    content: bytes
    layout: Layout | None = None
    beside: tuple[Artifact, ...] = ()


@dataclass(frozen=True, slots=True)
class Render:
    """How a job ended: an artifact, unless a finding of severity error stood in its way.

    `drafts` are those of its languages of which it shows something that nobody has reviewed.
    """

    job: Job
    artifact: Artifact | None
    findings: tuple[Finding, ...] = field(default=())
    drafts: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether a finding of severity error stands against the artifact."""
        return any(finding.severity == "error" for finding in self.findings)

"""What the checks of each stage may look at: the words, the page, the finished artifact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from laureate_print.checks.blanks import is_seen
from laureate_print.checks.expected import Expected
from laureate_print.checks.reading import Reader
from laureate_print.model import Artifact, Catalog, Job, Layout, Message, Page, SourceFile
from laureate_print.pdf_reader.text import unmarked
from laureate_print.sources import plurals
from laureate_print.sources.conformance import Criterion, Record
from laureate_print.sources.fonts import Fonts

if TYPE_CHECKING:
    from laureate_print.pdf_reader.document import PdfReader
    from laureate_print.preflight.document import PreflightDocument
    from laureate_print.preflight.values import Limits as ShopLimits


@dataclass(frozen=True, kw_only=True)
class Context:
    """One render under examination, at any stage.

    `wanted` gives, for each catalog by name, the messages that templates ask of it and where they
    ask first; `templates` are the markup files and style sheets. `markdown` are the
    messages that are inline Markdown; `facts_at` is the file of the document's facts.
    """

    job: Job
    catalogs: tuple[Catalog, ...]
    wanted: Mapping[str, Mapping[str, str]]
    fonts: Fonts
    templates: tuple[SourceFile, ...] = ()
    markdown: frozenset[str] = frozenset()
    facts_at: str = ""

    @property
    def translated(self) -> Iterator[Message]:
        """The translated messages that templates ask for, each plural form by itself."""
        for catalog, message in self.found:
            yield from plurals.wordings(message, catalog)

    @property
    def shown(self) -> Iterator[Message]:
        """The translated messages that templates ask for, each once."""
        yield from (message for _, message in self.found)

    @property
    def found(self) -> Iterator[tuple[Catalog, Message]]:
        """Each of these messages with its catalog."""
        for catalog in self.catalogs:
            for own in self.wanted[catalog.name]:
                message = catalog.messages.get(own)
                if message and is_seen(message.text):
                    yield catalog, message

    def template_place(self, *texts: str) -> str:
        """Gives the file and line of a template that hold the first of some texts that is found,
        rather its own than those that it may share; else the template's folder.
        """
        own = f"templates/{self.job.template}/"
        near = sorted(self.templates, key=lambda file: not file.path.startswith(own))
        for text in texts:
            for file in near:
                content = file.content.decode(errors="replace")
                if text in content:
                    return f"{file.shown}:{content[: content.index(text)].count(chr(10)) + 1}"
        return own

    def message_place(self, text: str) -> str:
        """Gives the file and line of the message that holds a text, so that its translator finds
        it, the shortest if several do: letter for letter, or without the marks that say where lines
        break, which the engine of PDFs adds.
        """
        for form in (str, unmarked):
            sought = form(text)
            messages = (it for catalog in self.catalogs for it in catalog.messages.values())
            if holders := [it for it in messages if sought and sought in form(it.text)]:
                return min(holders, key=lambda it: len(it.text)).where
        return ""


@dataclass(frozen=True, kw_only=True)
class WordsContext(Context):
    """The words of one language of a job, before one is set.

    `glossary` has the accepted forms of each term; for a `release` nothing unreviewed passes.
    """

    language: str
    source_language: str = "en"
    glossary: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    release: bool = False

    @property
    def is_translation(self) -> bool:
        """Whether these are not the words that a document was written in."""
        return self.language != self.source_language


@dataclass(frozen=True, kw_only=True)
class PageContext(Context):
    """The composed page; with the criteria that its template reports on, and the tests that show
    them.
    """

    page: Page
    sheet: tuple[Criterion, ...] = ()
    record: Record | None = None

    @cached_property
    def read(self) -> Reader:
        """The page as a stranger reads it, once for all checks."""
        return Reader(self.page.html)


@dataclass(frozen=True, kw_only=True)
class ArtifactContext(PageContext):
    """The finished bytes."""

    artifact: Artifact

    @property
    def has_pages_too_many(self) -> bool:
        """Says whether the text needs more pages than its template has."""
        layout, limit = self.artifact.layout, self.page.pages
        return layout is not None and limit is not None and len(layout.sizes) > limit

    @cached_property
    def expected(self) -> Expected:
        """What a reader of the file should get, found once for all checks."""
        return Expected(self.page.html, self.artifact.layout or Layout())

    @cached_property
    def pdf(self) -> PdfReader | None:
        """The finished PDF, to read or to keep, opened once for all checks; none for another
        output.
        """
        if not self.job.output.standards:
            return None
        from laureate_print.pdf_reader.document import PdfReader

        return PdfReader(self.artifact.content)

    @cached_property
    def shop(self) -> ShopLimits:
        """What its print shop asks of a file; how sharp pictures are, a check of ours says by their
        names.
        """
        from laureate_print.preflight.values import Limits as ShopLimits

        limits, asked = ShopLimits(resolution=0, bilevel=0), self.page.print_settings
        if asked is None:
            return limits
        return replace(
            limits, total_ink=asked.total_ink, standard=asked.standard, marks=asked.marks
        )

    @cached_property
    def painted(self) -> PreflightDocument:
        """The finished PDF as a print shop sees it, interpreted once for all checks."""
        from laureate_print.preflight.document import PreflightDocument

        return PreflightDocument(self.artifact.content, self.shop)

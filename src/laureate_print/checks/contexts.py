"""What the checks may look at: a case fills up as the render goes on."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field

from laureate_print.model import Artifact, Catalog, Job, Message, Page
from laureate_print.sources.conformance import Criterion, Record
from laureate_print.sources.fonts import Fonts


@dataclass(frozen=True, slots=True)
class Case:
    """One render under examination.

    `wanted` gives, for each catalog by name, the messages that templates ask of it and where they
    ask; `templates` names and text of the template files; `glossaries` the accepted forms of each
    term, by language; `sheet` and `record` the criteria that the template reports on, and the tests
    that show them.
    """

    job: Job
    catalogs: tuple[Catalog, ...]
    wanted: dict[str, dict[str, str]]
    fonts: Fonts
    templates: tuple[tuple[str, str], ...] = ()
    release: bool = False
    page: Page | None = None
    artifact: Artifact | None = None
    glossaries: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    source_language: str = "en"
    sheet: tuple[Criterion, ...] = ()
    record: Record | None = None

    @property
    def glossary(self) -> dict[str, tuple[str, ...]]:
        """The accepted forms of each term in the language of the job."""
        return self.glossaries.get(self.job.language, {})

    def by_language(self) -> Iterator[Case]:
        """Gives the case of each language by itself: one, or as many as stand side by side on the
        page.
        """
        for tag in dict.fromkeys(catalog.language for catalog in self.catalogs):
            own = tuple(catalog for catalog in self.catalogs if catalog.language == tag)
            yield dataclasses.replace(
                self, job=dataclasses.replace(self.job, language=tag), catalogs=own
            )

    @property
    def html(self) -> str:
        """The composed page; empty before it is composed."""
        return self.page.html if self.page else ""

    @property
    def translated(self) -> Iterator[Message]:
        """The translated messages that templates ask for."""
        for catalog in self.catalogs:
            for source in self.wanted[catalog.name]:
                message = catalog.messages.get(source)
                if message and message.text:
                    yield message

    def template_place(self, text: str) -> str:
        """Gives the template's file and line that hold a text; else the template's folder."""
        for name, content in self.templates:
            if text in content:
                return f"{name}:{content[: content.index(text)].count(chr(10)) + 1}"
        return f"templates/{self.job.template}/"

    def message_place(self, text: str) -> str:
        """Gives the file and line of the first message that holds a text, so that its translator
        finds it.
        """
        messages = (message for catalog in self.catalogs for message in catalog.messages.values())
        return next((message.where for message in messages if text in message.text), "")

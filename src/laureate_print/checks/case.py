"""What the checks may look at: a case fills up as the render goes on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from laureate_print.fonts import Fonts
from laureate_print.model import Artifact, Catalog, Job, Message, Page


@dataclass(frozen=True, slots=True)
class Case:
    """One render under examination.

    `wanted` gives, for each catalog by name, the messages that templates ask of it and where they ask; `templates`
    names and text of the template files; `glossary` the accepted forms of each term in the language.
    """

    job: Job
    catalogs: tuple[Catalog, ...]
    wanted: dict[str, dict[str, str]]
    fonts: Fonts
    templates: tuple[tuple[str, str], ...] = ()
    release: bool = False
    page: Page | None = None
    artifact: Artifact | None = None
    glossary: dict[str, tuple[str, ...]] = field(default_factory=dict)
    source_language: str = "en"

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
        """Gives the file and line of the first message that holds a text, so that its translator finds it."""
        messages = (message for catalog in self.catalogs for message in catalog.messages.values())
        return next((message.where for message in messages if text in message.text), "")

"""The process that renders for the preview: it keeps the sources and reads again what changed, goes
on past the gates of a build, and tells what it made before the last checks look at it.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from laureate_print.build import keys
from laureate_print.build.render import (
    WEB,
    examine_words,
    finished,
    on_the_page,
    page_context,
    places_of,
    used,
    with_attachments,
)
from laureate_print.build.worker import serve
from laureate_print.checks import CHECKS, ArtifactContext, PageContext, examine
from laureate_print.desk.placing import excesses, identity, placed, room
from laureate_print.desk.sheets import sheets
from laureate_print.desk.values import Asked, Made, Placed, Seen, Told
from laureate_print.model import Job, Limits, SiblingFile
from laureate_print.outputs.attachments import attached, web_page
from laureate_print.page.places import spoken
from laureate_print.sources.fonts import undrawn
from laureate_print.sources.loading import Sources, load, reload

DRAFT = "translation_is_reviewed"


@dataclass(frozen=True, slots=True)
class Start:
    """How a process begins: the project's folder, and how many steps it stands back for other
    programs of this machine.
    """

    root: Path
    nice: int = 0


def main(limits: Limits | None = None, start: Start | None = None) -> None:
    """Answers the requests of the preview."""
    serve(_Bench, limits, start)


class _Bench:
    """What stands before it: the sources, and the last page that was made."""

    def __init__(self, start: Start) -> None:
        os.nice(start.nice)
        self._root = start.root
        self._sources: Sources | None = None
        self._said: tuple[Sources, Asked, Sources] | None = None
        self._made: tuple[Job, ArtifactContext] | None = None

    def __call__(self, act: str, *values: object) -> Made | Seen:
        acts = {"begin": self.begin, "make": self.make, "look": self.look}
        answer: Made | Seen = acts[act](*values)  # type: ignore[operator] # as the studio asks
        return answer

    def begin(self) -> Seen:
        """Loads sources and engine, so that the first page does not wait for them."""
        from laureate_print.pdf_engine.loading import load_engine

        self._sources = load(self._root)
        load_engine()
        return Seen()

    def make(
        self, job: Job, siblings: Sequence[SiblingFile], known: str, asked: Asked | None = None
    ) -> Made:
        """Makes the page of a job as its files are now, whatever the checks say of words and page;
        without its bytes if it is made of the same as the one whose key is `known`. Of a page that
        the desk has `asked` for it tells where its messages stand.

        Raises:
            LaureateError: it cannot be made.
        """
        self._made = None
        self._sources = reload(self._sources) if self._sources else load(self._root)
        sources = self._with_words(asked) if asked else self._sources
        context = page_context(sources, job, siblings)
        inside = web_page(sources, context, WEB)
        words = examine_words(sources, [(job, used(context, inside))])
        said = (finding for found in words.values() for finding in found)
        findings = tuple(dict.fromkeys([*said, *on_the_page(context, inside)]))
        drafts = tuple(tag for tag, on in words.items() if any(it.check == DRAFT for it in on))
        files = attached(sources, context)
        key = keys.key(context.page, inside, files, context.fonts) + places_of(sources, context)
        told = said_of(context, asked.language) if asked else Told()
        if key == known:
            return Made(b"", key, findings=findings, drafts=drafts, told=told)
        context = with_attachments(context, files, inside)
        artifact = job.output.write(context.page, context.fonts)
        whole = finished(context, artifact)
        self._made = job, whole
        if asked:
            found = spoken(sources, job, context.catalogs, siblings)
            told = stood(told, placed(found, asked.language, artifact.layout), whole)
        return Made(
            artifact.content,
            key,
            sheets(whole, told.messages),
            context.page.pages,
            artifact.layout.type_size if artifact.layout else 0,
            findings,
            drafts,
            told,
        )

    def _with_words(self, asked: Asked) -> Sources:
        """Gives the sources with words that nobody has saved yet."""
        sources, before = self._sources or load(self._root), None
        if self._said and self._said[0] is sources and self._said[1].language == asked.language:
            before = self._said[2]
            if self._said[1] == asked:
                return before
        found = sources.with_catalogs(asked.language, asked.words, before)
        self._said = sources, asked, found
        return found

    def look(self, job: Job) -> Seen:
        """Lets the last checks look at the page of a job that was made just now."""
        if self._made is None or self._made[0] != job:
            return Seen(gone=True)
        return Seen(examine(CHECKS.artifact, self._made[1]))


def said_of(context: PageContext, tag: str) -> Told:
    """Gives which message of a language stands at each place of its catalogs, and those with a
    character that no face draws.
    """
    own = [it for it in context.catalogs if it.language == tag]
    found = [
        (identity(catalog.name, key), message)
        for catalog in own
        for key, message in catalog.messages.items()
    ]
    texts = ((name, "".join((message.text, *message.forms))) for name, message in found)
    lacking = (name for name, text in texts if undrawn(context.fonts, tag, text))
    return Told(whose={it.where: name for name, it in found}, lacking=frozenset(lacking))


def stood(told: Told, messages: tuple[Placed, ...], whole: ArtifactContext) -> Told:
    """Adds where messages came to stand, which run over, and how much room there is."""
    layout, page = whole.artifact.layout, whole.page
    return replace(
        told,
        messages=messages,
        over=excesses(layout, page.pages, messages),
        room=room(layout, page),
    )

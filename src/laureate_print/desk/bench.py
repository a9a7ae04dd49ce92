"""The process that renders for the preview: it keeps the sources and reads again what changed, goes
on past the gates of a build, and tells what it made before the last checks look at it.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
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
from laureate_print.checks import CHECKS, ArtifactContext, examine
from laureate_print.desk.sheets import sheets
from laureate_print.desk.values import Made, Seen
from laureate_print.model import Job, Limits, SiblingFile
from laureate_print.outputs.attachments import attached, web_page
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

    def make(self, job: Job, siblings: Sequence[SiblingFile], known: str) -> Made:
        """Makes the page of a job as its files are now, whatever the checks say of words and page;
        without its bytes if it is made of the same as the one whose key is `known`.

        Raises:
            LaureateError: it cannot be made.
        """
        self._made = None
        self._sources = reload(self._sources) if self._sources else load(self._root)
        sources = self._sources
        context = page_context(sources, job, siblings)
        inside = web_page(sources, context, WEB)
        words = examine_words(sources, [(job, used(context, inside))])
        said = (finding for found in words.values() for finding in found)
        findings = tuple(dict.fromkeys([*said, *on_the_page(context, inside)]))
        drafts = tuple(tag for tag, on in words.items() if any(it.check == DRAFT for it in on))
        files = attached(sources, context)
        key = keys.key(context.page, inside, files, context.fonts) + places_of(sources, context)
        if key == known:
            return Made(b"", key, findings=findings, drafts=drafts)
        context = with_attachments(context, files, inside)
        artifact = job.output.write(context.page, context.fonts)
        whole = finished(context, artifact)
        self._made = job, whole
        return Made(
            artifact.content,
            key,
            sheets(whole),
            context.page.pages,
            artifact.layout.type_size if artifact.layout else 0,
            findings,
            drafts,
        )

    def look(self, job: Job) -> Seen:
        """Lets the last checks look at the page of a job that was made just now."""
        if self._made is None or self._made[0] != job:
            return Seen(gone=True)
        return Seen(examine(CHECKS.artifact, self._made[1]))

"""The process that renders for the preview: it keeps the sources and reads again what changed, goes
on past the gates of a build, and tells what it made before the last checks look at it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from laureate_print.build.render import composed, examine_words, finished, used
from laureate_print.build.worker import serve
from laureate_print.checks import CHECKS, ArtifactContext, PageContext, examine
from laureate_print.desk.sheets import sheets
from laureate_print.desk.values import Made, Seen
from laureate_print.model import Job, SiblingFile
from laureate_print.sources.loading import Sources, load, reload

DRAFT = "translation_is_reviewed"


@dataclass(frozen=True, slots=True)
class Start:
    """How a process begins: the project's folder, and how many steps it stands back for other
    programs of this machine.
    """

    root: Path
    nice: int = 0


def main() -> None:
    """Answers the requests of the preview."""
    serve(_Bench)


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
        context, on_the_page = composed(self._sources, job, siblings)
        words = examine_words(self._sources, [(job, used(context, None))])
        findings = tuple(dict.fromkeys([*(it for on in words.values() for it in on), *on_the_page]))
        drafts = tuple(tag for tag, on in words.items() if any(it.check == DRAFT for it in on))
        key = _key(context)
        if key == known:
            return Made(b"", key, findings=findings, drafts=drafts)
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


def _key(context: PageContext) -> str:
    """Gives the digest of what an artifact is made from, and of the files that findings on it may
    point to.
    """
    page, faces = context.page, context.fonts.of_page(context.page.html)
    whole = hashlib.sha256(repr((page, context.catalogs)).encode("utf-8", "surrogatepass"))
    for content in (picture.content for picture in page.pictures):
        whole.update(hashlib.sha256(content).digest())
    for attachment in page.attachments:
        whole.update(hashlib.sha256(attachment.content).digest())
    for file in (*context.templates, *(face.file for face in faces)):
        whole.update(file.digest.encode())
    return whole.hexdigest()

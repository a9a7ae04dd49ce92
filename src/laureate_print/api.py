"""The public API: a project is loaded once, then renders whatever is asked, from any thread.

A host program is left as it was: the engine runs in processes of its own (`build.workers`).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from laureate_print.errors import InputError
from laureate_print.model import Finding, Render
from laureate_print.sources.loading import Sources
from laureate_print.sources.loading import load as load_sources

if TYPE_CHECKING:
    from laureate_print.build.workers import Workers


def load(folder: str | os.PathLike[str]) -> Project:
    """Reads the project of a folder; what changes there later is seen by loading again.

    Args:
        folder: that of `laureate.toml`, or one below it.

    Raises:
        ProjectError: `laureate.toml` is not TOML, or has a key or a name that is not known.
        InputError: a file cannot be read.
    """
    from laureate_print.build.workers import Workers

    sources = load_sources(Path(folder))
    return Project(sources, Workers(sources, limits=sources.project.limits))


def inspect(content: bytes | bytearray | memoryview) -> dict[str, Any]:
    """Gives what a finished file, a PDF or a web page, says of itself: what `inspect --json` gives.

    It is read in a process of ours, which begins with the first file and ends with the program.

    Raises:
        InputError: it is neither, is larger than 500 MB, or cannot be read at all.
        LimitError: reading it takes more than 120 s or 2,000 MB of memory.
        TypeError: it is not bytes, but a text or a path for instance.
    """
    from laureate_print.build.apart import ask
    from laureate_print.checks.inspect_file import LARGEST

    if not isinstance(content, bytes | bytearray | memoryview):
        kind = type(content).__name__
        raise TypeError(f"inspect takes the bytes of a file and no {kind}: Path(…).read_bytes()")
    if memoryview(content).nbytes > LARGEST * 1_000_000:
        raise InputError(f"the file has more than {LARGEST} MB")
    facts: dict[str, Any] = ask(_readers(), "the file", bytes(content))
    return facts


@cache
def _readers() -> Workers:
    from laureate_print.build.apart import readers
    from laureate_print.checks import inspect_file

    return readers(inspect_file.inspect)


@dataclass(frozen=True)
class Project:
    """A project as it was read: its sources and settings, frozen.

    Renders are made in worker processes, which begin with the first one and end with this object,
    with `close`, or at the end of a `with` block.
    """

    sources: Sources = field(repr=False)
    _workers: Workers = field(repr=False, compare=False)

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents, as `laureate.toml` names them."""
        return self.sources.project.documents

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages to publish, as BCP 47 tags."""
        return self.sources.languages

    @property
    def templates(self) -> tuple[str, ...]:
        """The templates to print."""
        from laureate_print.sources.templates import template_names

        return template_names(self.sources)

    def render(
        self, document: str, template: str, language: str, output: str, release: bool = False
    ) -> Render:
        """Makes one artifact.

        Args:
            document: its name in `laureate.toml`.
            template: `page`, `leaflet`, …
            language: a BCP 47 tag; a pair such as `ja+en` for one sheet; `mul` for the file that
                serves a whole document.
            output: `html`, `pdf`, `print` or `archive`.
            release: whether a translation that nobody has reviewed is an error.

        Returns:
            The artifact, its bytes in memory, or none if a finding of severity error stands in its
            way; and all findings.

        Raises:
            UsageError: the project does not have what is named.
            InputError: a source cannot be read.
            MissingToolError: a library or program of the system is not there.
        """
        from laureate_print.build.jobs import job

        named = job(self.sources, document, template, language, output)
        return self._workers.render(named, release)

    def build(
        self,
        documents: Iterable[str] = (),
        languages: Iterable[str] = (),
        templates: Iterable[str] = (),
        outputs: Iterable[str] = (),
        jobs: int = 1,
        release: bool = False,
    ) -> Iterator[Render]:
        """Makes all artifacts that are named; nothing named means all that the project has.

        Gives each as soon as it and those before it are done, `jobs` at a time; web pages come
        last, for they name the PDFs beside them. A source that cannot be read fails the renders
        that need it, by a finding of the check `sources_can_be_read`, and no others.

        Raises:
            UsageError: the project does not have what is named.
            InputError: the project itself cannot be read.
            MissingToolError: as `render`.
        """
        from laureate_print.build.jobs import choose
        from laureate_print.build.workers import build

        chosen = choose(self.sources, documents, languages, templates, outputs)
        return build(self._workers.render, self.sources, chosen, max(1, jobs), release)

    def check(self, languages: Iterable[str] = ()) -> list[Finding]:
        """Looks at catalogs, templates and fonts without rendering; gives each finding once.

        A page that goes beyond its limits is a finding of the check `render_keeps_within_limits`.
        """
        from laureate_print.build.check_sources import check
        from laureate_print.build.jobs import choose

        return check(self._workers, choose(self.sources, languages=languages))

    def close(self) -> None:
        """Ends the worker processes."""
        self._workers.end()

    def __enter__(self) -> Project:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

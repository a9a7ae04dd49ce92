"""What is asked for, and how it ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from laureate_print.model.artifacts import Artifact
from laureate_print.model.editions import Edition, Whole
from laureate_print.model.findings import Finding


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
class Kept:
    """What is known of an artifact that stands in the output folder since an earlier build.

    `key` is the digest of all that it was made from, `places` of the files that its findings may
    point to; `findings` are those on its bytes alone. `sha256` is that of its bytes, of which there
    are `bytes`; `pages` are 0 for what has none. `beside` are the files that go with it.
    """

    path: str
    key: str
    sha256: str
    bytes: int
    pages: int
    places: str = ""
    findings: tuple[Finding, ...] = ()
    beside: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True)
class Render:
    """How a job ended: an artifact, unless a finding of severity error stood in its way.

    `drafts` are those of its languages of which it shows something that nobody has reviewed. `kept`
    is what is known of the file: its artifact, or that of an earlier build, which is not made again
    where it would come out the same: then it is `unchanged`. `faces` are the faces whose SHA-256 is
    part of its key: their places, and it.
    """

    job: Job
    artifact: Artifact | None
    findings: tuple[Finding, ...] = field(default=())
    drafts: tuple[str, ...] = ()
    kept: Kept | None = None
    unchanged: bool = False
    faces: tuple[tuple[str, str], ...] = ()

    @property
    def failed(self) -> bool:
        """Whether a finding of severity error stands against the artifact."""
        return any(finding.severity == "error" for finding in self.findings)

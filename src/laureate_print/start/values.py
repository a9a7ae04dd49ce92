"""What was taken over from a file, and what was not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class TakenOver:
    """A text that was written elsewhere, as a document has it.

    `title` is one line of Markdown, `body` what stands below it, `pictures` are bytes by the names
    that the body calls them by. `told` are the things that were not taken over or need a look, each
    a sentence that begins with its place. `publisher` is who wrote it, where the file says so;
    `facts` is TOML of its own.
    """

    title: str
    body: str
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    told: tuple[str, ...] = ()
    publisher: str = ""
    facts: str = ""

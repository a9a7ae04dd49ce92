"""Files as bytes: those of a project, its faces, what stands inside or beside an artifact."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property


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

    def part(self, start: int, size: int) -> bytes:
        """Gives so many of its bytes from a place on, fewer where it ends before."""
        return self.content[start : start + size]


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
class SiblingFile:
    """A finished file that stands beside a web page: its template, bytes and pages."""

    template: str
    path: str
    bytes: int
    pages: int

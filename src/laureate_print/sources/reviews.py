"""The record of a review: who has read a translation, when, and which text.

It stands in the catalog itself as a translator's comment, which gettext's tools and the editors of
translators keep: `# reviewed: 2026-11-29 Higa Yōko sha256:…`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

_RECORD = re.compile(
    r"^reviewed:\s+(\d{4}-\d{2}-\d{2})\s+((?:(?!reviewed:|sha256:)\S+\s+)+)sha256:([0-9a-f]{64})$",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Review:
    """Who has read a translation, on which day, and the digest of what was read."""

    day: date
    reviewer: str
    digest: str

    @property
    def comment(self) -> str:
        """The record as it stands above the message, without its `# `."""
        return f"reviewed: {self.day} {self.reviewer} sha256:{self.digest}"


def digest(context: str, sources: Sequence[str], translations: Sequence[str]) -> str:
    """Gives the SHA-256 of what a reviewer has read, in small hexadecimal letters.

    It is that of the JSON text `["context",["source","plural"],["translation",…]]` in UTF-8,
    without spaces and without escapes but those that JSON demands.

    Args:
        context: the message's `msgctxt`; empty if it has none.
        sources: its `msgid`, and its `msgid_plural` if it has one.
        translations: its `msgstr`, or each of its plural forms.
    """
    read = json.dumps(
        [context, list(sources), list(translations)], ensure_ascii=False, separators=(",", ":")
    )
    return hashlib.sha256(read.encode()).hexdigest()


def records(comments: Iterable[str]) -> tuple[Review, ...]:
    """Gives the reviews that the comments of a message record, in their order.

    An editor that wraps long comments does no harm; what is not as it should be counts as none.
    """
    found = (_review(*match.groups()) for match in _RECORD.finditer("\n".join(comments)))
    return tuple(review for review in found if review)


def without_records(comments: Iterable[str]) -> list[str]:
    """Gives the comments of a message that record no review."""
    return [row for row in _RECORD.sub("", "\n".join(comments)).split("\n") if row.strip()]


def _review(day: str, reviewer: str, digest: str) -> Review | None:
    try:
        return Review(date.fromisoformat(day), " ".join(reviewer.split()), digest)
    except ValueError:  # no day of any calendar
        return None

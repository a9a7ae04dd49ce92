"""The record of a review: who has read a translation, when, and which text.

It stands in the catalog itself as a translator's comment, which gettext's tools and the editors of
translators keep: `# reviewed: 2026-11-29 Higa Yōko sha256:…`. What a reviewer gives back is marked
as fuzzy, and a comment says why: `# returned: 2026-11-29 Higa Yōko: the year is missing`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from laureate_print.sources.po_files import Entry

_RECORD = re.compile(
    r"^\s*reviewed:\s+(\d{4}-\d{2}-\d{2})\s+((?:(?!reviewed:|sha256:)\S+\s+)+)sha256:([0-9a-f]{64})$",
    re.MULTILINE,
)
_RETURNED = re.compile(
    r"^\s*returned:\s+(\d{4}-\d{2}-\d{2})\s+([^:]+?):\s+(\S.*?)\s*$", re.MULTILINE
)
_MARK = " taken over from "


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


@dataclass(frozen=True, slots=True)
class Return:
    """Who has given a translation back, on which day, and why."""

    day: date
    reviewer: str
    note: str

    @property
    def comment(self) -> str:
        """The record as it stands above the message, without its `# `."""
        return f"returned: {self.day} {self.reviewer}: {self.note}"


def digest(entry: Entry) -> str:
    """Gives the SHA-256 of what a reviewer has read, in small hexadecimal letters.

    It is that of the JSON text `["context",["source","plural"],["translation",…]]` in UTF-8,
    without spaces and without escapes but those that JSON demands; a message without a context has
    an empty one.
    """
    read = [entry.context or "", entry.sources, entry.texts]
    text = json.dumps(read, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def fits(entry: Entry) -> bool:
    """Says whether somebody has reviewed a message as it stands."""
    read = digest(entry)
    return any(review.digest == read for review in records(entry.comments))


def taken_over(comments: Iterable[str], name: str) -> tuple[str, ...]:
    """Gives the comments of a message that is taken over from another catalog: the mark says
    whence; nobody has reviewed it in its new place.
    """
    return (*without_records(comments), f"{_MARK}{name}")


def approved(entry: Entry, reviewer: str, day: date) -> Entry:
    """Gives a message with the record that somebody has reviewed it; those that fit stay, those
    that fit no more go.
    """
    read = digest(entry)
    given = [review for review in records(entry.comments) if review.digest == read]
    if all(review.reviewer != reviewer for review in given):
        given.append(Review(day, reviewer, read))
    others = [row for row in without_records(entry.comments) if not row.startswith(_MARK)]
    return replace(entry, comments=(*others, *(f" {review.comment}" for review in given)))


def returned(entry: Entry, given: Return) -> Entry:
    """Gives a message that a reviewer has given back: it needs work, the note says which, and no
    record of a review of this very text is left.
    """
    read = digest(entry)
    stale = [it.comment for it in records(entry.comments) if it.digest != read]
    comments = (*without_records(entry.comments), *(f" {it}" for it in (*stale, given.comment)))
    flags = ("fuzzy", *(flag for flag in entry.flags if flag != "fuzzy"))
    return replace(entry, comments=comments, flags=flags)


def returns(comments: Iterable[str]) -> tuple[Return, ...]:
    """Gives what reviewers have given back, as the comments of a message record it."""
    found = _RETURNED.finditer("\n".join(comments))
    return tuple(
        Return(day, *rest) for text, *rest in (it.groups() for it in found) if (day := _day(text))
    )


def records(comments: Iterable[str]) -> tuple[Review, ...]:
    """Gives the reviews that the comments of a message record, in their order.

    An editor that wraps long comments does no harm; what is not as it should be counts as none.
    """
    found = (_review(*match.groups()) for match in _RECORD.finditer("\n".join(comments)))
    return tuple(review for review in found if review)


def unsigned(comments: Iterable[str]) -> str:
    """Gives the first comment that means to be a record, and says less than it should."""
    return next((row for row in comments if row.strip().lower().startswith("reviewed")), "")


def without_records(comments: Iterable[str]) -> list[str]:
    """Gives the comments of a message that record no review, nor that it was given back."""
    rest = _RETURNED.sub("", _RECORD.sub("", "\n".join(comments)))
    return [row for row in rest.split("\n") if row.strip()]


def _review(day: str, reviewer: str, digest: str) -> Review | None:
    found = _day(day)
    return Review(found, " ".join(reviewer.split()), digest) if found else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:  # no day of any calendar
        return None

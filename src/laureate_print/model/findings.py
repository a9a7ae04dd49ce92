"""What the checks saw."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]
# What a build says, in the place of a check, of a source that cannot be read, of a render that took
# too much time or memory, of one whose process died, and of a mistake of ours.
UNREADABLE = "sources_can_be_read"
BEYOND_LIMITS = "render_keeps_within_limits"
DIED = "render_survives"
FAULT = "program_has_no_fault"

_UNPRINTABLE = re.compile(
    "[\0-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def printable(words: str) -> str:
    """Gives words of a stranger on one line, as a terminal may be given them: what moves a cursor
    or is no character is escaped, as in Python.
    """
    return _UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode(), words)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check saw: where, what, and what to do about it."""

    check: str
    severity: Severity
    message: str
    where: str = ""
    hint: str = ""

"""What the checks saw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]
# What a build says, in the place of a check, of a source that cannot be read, of a render that took
# too much time or memory, of one whose process died, and of a mistake of ours.
UNREADABLE = "sources_can_be_read"
BEYOND_LIMITS = "render_keeps_within_limits"
DIED = "render_survives"
FAULT = "program_has_no_fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check saw: where, what, and what to do about it."""

    check: str
    severity: Severity
    message: str
    where: str = ""
    hint: str = ""

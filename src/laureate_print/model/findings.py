"""What the checks saw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]
# What a build says of a source that cannot be read, in the place of a check.
UNREADABLE = "sources_can_be_read"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check saw: where, what, and what to do about it."""

    check: str
    severity: Severity
    message: str
    where: str = ""
    hint: str = ""

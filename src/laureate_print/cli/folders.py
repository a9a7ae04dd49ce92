"""The folders that a command is told: that of its project, and that for what it makes."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from laureate_print.sources.loading import Sources


def sources_of(options: argparse.Namespace) -> Sources:
    """Reads the project that a command is for."""
    from laureate_print.sources.loading import load

    return load(options.project)


def check_place(out: Path | None, root: Path) -> None:
    """Sees that what is made is not put where it is made from.

    Raises:
        UsageError: it would be.
    """
    from laureate_print.errors import UsageError

    for name in ("templates", "locales", "fonts"):
        if out and out.resolve().is_relative_to(root / name):
            raise UsageError(
                f"{out} lies in {name}/, which holds what pages are made of; name another folder"
            )

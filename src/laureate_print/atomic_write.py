"""Puts finished bytes on disk: to a temporary name beside the target, then renamed; nothing is ever
half-written.
"""

from __future__ import annotations

import os
from pathlib import Path

from laureate_print.errors import OutputError


def atomic_write(content: bytes, target: Path) -> os.stat_result:
    """Writes a file whole or not at all; what stood there before stays until then. Gives how the
    file that was written stands, even if another writes in its place at the same time.

    Raises:
        OutputError: the folder cannot be made or written, or the disk is full.
    """
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with temporary.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
                temporary.replace(target)
                return os.fstat(file.fileno())
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OutputError(
            f"cannot write {target}: {reason}; free some room there or choose another --out"
        ) from error

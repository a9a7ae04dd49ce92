"""Tells of a mistake of ours: one line for a person, the details in a file to send."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import traceback

from laureate_print.version import __version__

EXIT_CODE = 70  # EX_SOFTWARE of sysexits.h


def told(error: BaseException) -> str:
    """Says that it is our fault, and where the details are, which are written down here."""
    kind = traceback.format_exception_only(error)[-1 - len(getattr(error, "__notes__", ()))]
    where = _written(error)
    send = f"please send us {where}" if where else "please run it again with room for a file"
    return f"this is our fault, not yours ({' '.join(kind.split())[:200]}); {send}"


def _written(error: BaseException) -> str:
    """Writes all that we need to mend it, and nothing of what the project says; gives the place."""
    about = f"laureate-print {__version__}, Python {platform.python_version()}, {sys.platform}\n\n"
    try:
        file, path = tempfile.mkstemp(prefix="laureate-print-fault-", suffix=".txt")
        with os.fdopen(file, "w", encoding="utf-8", errors="backslashreplace") as details:
            details.write(about + "".join(traceback.format_exception(error)))
    except OSError:
        return ""
    return path

"""Tells of a mistake of ours: one line for a person, the details in a file to send."""

from __future__ import annotations

import hashlib
import platform
import sys
import tempfile
import traceback
from pathlib import Path

from laureate_print.version import __version__

EXIT_CODE = 70  # EX_SOFTWARE of sysexits.h


def told(error: BaseException) -> str:
    """Says that it is our fault, and where the details are, which are written down here."""
    kind = f"{type(error).__name__}: {error}"
    where = _written(error)
    send = f"please send us {where}" if where else "please run it again with room for a file"
    return f"this is our fault, not yours ({' '.join(kind.split())[:200]}); {send}"


def _written(error: BaseException) -> str:
    """Writes all that we need to mend it, and nothing of what the project says; gives the place,
    which is the same for the same mistake.
    """
    places = traceback.format_tb(error.__traceback__)
    notes = getattr(error, "__notes__", ())
    same = hashlib.sha256("".join([*places, *(note.partition("\n")[2] for note in notes)]).encode())
    path = Path(tempfile.gettempdir(), f"laureate-print-fault-{same.hexdigest()[:12]}.txt")
    about = f"laureate-print {__version__}, Python {platform.python_version()}, {sys.platform}\n\n"
    details = about + "".join(traceback.format_exception(error))
    try:
        path.unlink(missing_ok=True)  # whoever put a link there
        with path.open("x", encoding="utf-8", errors="backslashreplace") as file:
            file.write(details)
    except OSError:
        return ""
    return str(path)

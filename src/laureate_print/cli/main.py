"""The door: words in; printing and exit codes out."""

from __future__ import annotations

import atexit
import os
import sys
from collections.abc import Sequence

from laureate_print.cli import commands
from laureate_print.cli.arguments import parser
from laureate_print.errors import LaureateError
from laureate_print.garbage import look_rarely


def main(arguments: Sequence[str] | None = None) -> int:
    """Does what the command line asks; gives the exit code."""
    options = parser().parse_args(arguments)
    verbs = {
        "new": commands.new,
        "build": commands.build,
        "check": commands.check,
        "preview": commands.preview,
        "inspect": commands.inspect,
        "catalog": commands.catalog,
        "archive": commands.archive,
        "list": commands.list_project,
        "doctor": commands.doctor,
        "completion": commands.completion,
    }
    try:
        return verbs[options.verb](options)
    except LaureateError as error:
        for line in str(error).splitlines():
            print(f"laureate-print: {line}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print(
            "laureate-print: stopped; what was finished stays, nothing is half-written",
            file=sys.stderr,
        )
        return 130


def entry() -> None:
    """Runs the door as a program."""
    look_rarely()
    codes: list[int] = []
    atexit.register(_end_at_once, codes)
    try:
        codes.append(main())
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of a pipe left early, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        codes[:] = [0]
    sys.exit(codes[0])


def _end_at_once(codes: list[int]) -> None:
    """Ends a process in which the engine was loaded, where Pango's threads may crash while the
    interpreter takes itself apart.

    Registered first, this runs when all others that wait for the end have run. A program that
    broke off has no exit code and ends in Python's own way, with its traceback.
    """
    if codes and "weasyprint" in sys.modules:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(codes[0])

"""The door: words in; printing and exit codes out."""

from __future__ import annotations

import errno
import io
import os
import signal
import sys
import threading
from collections.abc import Sequence
from types import FrameType

from laureate_print import faults
from laureate_print.cli import commands
from laureate_print.cli.arguments import parser
from laureate_print.errors import (
    ENDINGS,
    InputError,
    LaureateError,
    LimitError,
    OutputError,
    Stopped,
)
from laureate_print.garbage import look_rarely
from laureate_print.model import printable

# What no program can help: no room, no files left, a disk that is broken or may not be written.
_OF_THE_SYSTEM = (
    errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EMFILE, errno.ENFILE, errno.ENOMEM
)  # fmt: skip
_PATIENCE = 1.5  # seconds in which a command that is to end does


def main(arguments: Sequence[str] | None = None) -> int:
    """Does what the command line asks; gives the exit code."""
    options = parser().parse_args(arguments)
    verbs = {
        "new": commands.new,
        "build": commands.build,
        "check": commands.check,
        "preview": commands.preview,
        "desk": commands.desk,
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
        for line in str(error).split("\n"):
            print(f"laureate-print: {printable(line)}", file=sys.stderr)
        return error.exit_code
    except MemoryError:
        print(
            "laureate-print: there is not enough memory; see what is so large in these files",
            file=sys.stderr,
        )
        return LimitError.exit_code
    except RecursionError:
        print(
            "laureate-print: something in these files stands too deep inside each other: elements,"
            " lists, brackets or tables; take it apart",
            file=sys.stderr,
        )
        return InputError.exit_code
    except KeyboardInterrupt as error:
        print(
            "laureate-print: stopped; what was finished stays, nothing is half-written",
            file=sys.stderr,
        )
        return 128 + getattr(error, "number", signal.SIGINT)
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.errno not in _OF_THE_SYSTEM:
            return _our_fault(error)
        return _refused(error)
    except Exception as error:  # whatever it is, it is ours
        return _our_fault(error)


def _our_fault(error: Exception) -> int:
    print(f"laureate-print: {faults.told(error)}", file=sys.stderr)
    return faults.EXIT_CODE


def _refused(error: OSError) -> int:
    """Tells that the system has not what any program needs."""
    where = f"{printable(str(error.filename))}: " if error.filename else ""
    print(f"laureate-print: the system refuses: {where}{error.strerror}", file=sys.stderr)
    return OutputError.exit_code


def entry() -> None:
    """Runs the door as a program."""
    look_rarely()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # names of files are no text everywhere
    for number in ENDINGS:
        if signal.getsignal(number) != signal.SIG_IGN:  # as `nohup` has it
            signal.signal(number, _stop)
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of a pipe left early, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except OSError as error:  # what was to be printed has no room
        code = _refused(error)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


def _stop(number: int, _: FrameType | None) -> None:
    """Ends what is at work, in a moment; whoever is impatient changes nothing."""
    for ending in ENDINGS:
        signal.signal(ending, signal.SIG_IGN)
    last = threading.Timer(_PATIENCE, os._exit, [128 + number])
    last.daemon = True
    last.start()
    raise Stopped(number)

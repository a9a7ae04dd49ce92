"""A process that gets into the trouble that is asked for (tests/build/test_limits.py)."""

import os
import re
import signal

from laureate_print.build.worker import serve


def main(limits=None, first=None):
    """Answers as a worker does."""
    serve(lambda _: get_into, limits, first)


def get_into(trouble):
    """Gets into it, or gives the number of this process."""
    if trouble == "words":
        return re.match("(a+)+b", "a" * 60)  # years, in C
    if trouble == "memory":
        return len(bytearray(300_000_000))
    if trouble == "death":
        os.abort()
    if trouble == "stop":
        os.kill(os.getpid(), signal.SIGSTOP)
    if trouble == "mistake":
        return {}["nothing"]
    return os.getpid()

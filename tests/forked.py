"""The command at work in a child of this process: with all that is loaded here, and nothing known of
the project.
"""

import os
import sys
import tempfile
import traceback

from laureate_print.cli.main import main as command


def forked(words, out, wrong, begin=lambda: None, **environment):
    """Begins the command, as the leader of a session of its own; gives the number of its process.

    Args:
        words: the command line.
        out: the file that gets what it prints.
        wrong: the file that gets its errors, perhaps the same.
        begin: what the child does first.
        environment: what it finds there, beside what there is.
    """
    sys.stdout.flush()
    if child := os.fork():
        return child
    code = 70
    try:
        os.setsid()
        for number, path in ((1, out), (2, wrong)):
            os.dup2(os.open(path, os.O_CREAT | os.O_RDWR | os.O_APPEND), number)
        os.environ |= environment
        tempfile.tempdir = None
        begin()
        code = command([*map(str, words)])
        sys.stdout.flush()
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(code)

"""Commands with a warm start: each runs in a copy of one process that has loaded the program, which
takes a third of the time of a short command. What a start from cold needs is tested by itself
(tests/cli, tests/test_wheels.py, tests/test_library.py).
"""

import gc
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import laureate_print
from laureate_print.cli.main import entry

# What is a program by itself, or needs what only an extra brings.
NOT_LOADED = ("__main__", "svg_child", "cluster", "cluster_worker")


class Warm:
    """The process of which each command gets a copy."""

    def __init__(self):
        self._socket, its = socket.socketpair()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.warm"],
            stdin=its,
            cwd=Path(__file__).parents[1],
            start_new_session=True,
        )
        its.close()
        self._answers = self._socket.makefile("r")

    def run(self, words, timeout, cwd=None):
        """Gives what a command prints and how it ends; its standard input is empty.

        Raises:
            subprocess.TimeoutExpired: it takes more seconds than that; then it is ended.
        """
        with tempfile.TemporaryDirectory(prefix="said-") as folder:
            asked = {"words": words, "cwd": str(cwd or Path.cwd()), "said": folder}
            self._socket.settimeout(timeout)
            try:
                self._socket.sendall(json.dumps(asked | {"env": {**os.environ}}).encode() + b"\n")
                code = int(self._answers.readline())
            except TimeoutError as error:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait()
                warm.cache_clear()
                raise subprocess.TimeoutExpired(words, timeout) from error
            printed = [(Path(folder) / name).read_text("utf-8") for name in ("out", "err")]
        return subprocess.CompletedProcess(words, code, *printed)


@cache
def warm():
    """The process of these tests, begun when a command first asks for it."""
    return Warm()


def main():
    """Answers each request by a child that is the command, until nobody asks any more."""
    for module in walk_packages(laureate_print.__path__, "laureate_print."):
        if module.name.rpartition(".")[2] not in NOT_LOADED:
            import_module(module.name)
    gc.collect()
    gc.freeze()
    requests = socket.socket(fileno=0)
    for line in requests.makefile("r"):
        asked = json.loads(line)
        child = os.fork()
        if not child:
            _become(asked)
        _, state = os.waitpid(child, 0)
        requests.sendall(b"%d\n" % os.waitstatus_to_exitcode(state))


def _become(asked):
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, name in ((1, "out"), (2, "err")):
        path = f"{asked['said']}/{name}"
        os.dup2(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND), number)
    os.environ.clear()
    os.environ |= asked["env"]
    os.chdir(asked["cwd"])
    sys.path[0] = asked["cwd"]  # as for `python -m`
    tempfile.tempdir = None
    sys.argv = ["laureate-print", *asked["words"]]
    code = 1
    try:
        entry()
    except SystemExit as end:
        code = end.code or 0
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main()

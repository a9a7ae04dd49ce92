"""Runs what serves pages to a browser, until a test has seen them."""

import re
import signal
import subprocess
import sys
from contextlib import contextmanager


@contextmanager
def serving(act, project, *options):
    """A command that serves: its process, and its address."""
    command = [sys.executable, "-m", "laureate_print", "--project", str(project), act]
    process = subprocess.Popen(
        [*command, "--port", "0", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        [address] = re.findall(r"http://127\.0\.0\.1:\d+/\S*", process.stdout.readline())
        yield process, address
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)

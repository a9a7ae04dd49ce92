"""Whatever a project or a stranger's file holds, the command answers in lines that say what to do."""

import subprocess
import sys

from tests.conftest import ROOT

COUNT, SEED = 45, 6  # three of each kind; `make hostile` takes as many as it is told


def test_no_generated_input_breaks_the_command():
    """No traceback, nothing read outside, no connection, no program but ours, within time and
    memory.
    """
    command = [sys.executable, "-m", "tests.hostile", str(COUNT), str(SEED)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)

    assert done.returncode == 0, done.stdout + done.stderr
    assert f"| all | {COUNT} |" in done.stdout

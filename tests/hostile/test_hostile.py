"""Whatever a project or a stranger's file holds, the command answers in lines that say what to do."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.hostile.runner import KINDS

COUNT, SEED, PARTS = 250, 6, 4  # a thousand in all; `make hostile` takes as many as it is told


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_no_generated_input_breaks_the_command(part):
    """No traceback, nothing read outside, no connection, no program but ours, within time and
    memory.
    """
    command = [sys.executable, "-m", "tests.hostile", str(COUNT), str(SEED)]
    kinds = {"KIND": ",".join([*KINDS][part::PARTS])}
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=600, env=os.environ | kinds
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert f"| all | {COUNT} |" in done.stdout

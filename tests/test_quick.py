"""A quick run looks into every room."""

import re
import subprocess
import sys
from collections import Counter

import pytest

from tests.conftest import ROOT

SOURCE = ROOT / "src" / "laureate_print"
ROOMS = sorted(path.parent.name for path in SOURCE.glob("*/__init__.py"))


@pytest.fixture(scope="module")
def counted():
    """How many tests of a quick run stand in the folder of each room."""
    command = [sys.executable, "-m", "pytest", "--quick", "--collect-only", "-q"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    found = Counter()
    for room, count in re.findall(r"^tests/(\w+)/.*: (\d+)$", done.stdout, re.MULTILINE):
        found[room] += int(count)
    return found


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.slow
def test_every_room_has_quick_tests(counted, room):
    assert counted[room] >= 2

"""What takes part in a render is what the lock file of a build names, whatever else is installed."""

import re

from laureate_print.build.software import NAME, packages
from tests.conftest import ROOT


def test_no_package_takes_part_that_a_build_does_not_install():
    lock = (ROOT / ".ci" / "lock" / "build.txt").read_text(encoding="utf-8")
    named = {name.lower() for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)}

    assert len(packages()) > 20
    assert set(packages()) - {NAME} <= named

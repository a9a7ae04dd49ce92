"""Writes what `sources.languages` asks of CLDR, for each language: `python -m tests.sources.cldr`."""

import subprocess
import sys
from pathlib import Path

from babel import Locale
from babel.localedata import locale_identifiers

from laureate_print.sources.languages import of_locale
from tests.conftest import ROOT

HERE = ROOT / "src/laureate_print/sources/cldr.py"
_HEAD = '''"""What CLDR says of each language: its own name, where its lines run, the system of its numbers.

Written by `python -m tests.sources.cldr`: to read CLDR takes long.
"""

OF: dict[str, tuple[str, str, str]] = {of}
'''


def table():
    """Gives the module; what is spoken in a country is asked of CLDR itself."""
    codes = sorted(code for code in locale_identifiers() if not Locale.parse(code).territory)
    rows = {code: of_locale(Locale.parse(code), code) for code in codes}
    ruff = Path(sys.executable).with_name("ruff")
    command = [ruff, "format", "--config", ROOT / "pyproject.toml", "--stdin-filename", HERE, "-"]
    return subprocess.run(
        command, input=_HEAD.format(of=rows), capture_output=True, text=True, check=True
    ).stdout


if __name__ == "__main__":
    HERE.write_text(table(), encoding="utf-8")

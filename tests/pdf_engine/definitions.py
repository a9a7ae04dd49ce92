"""Writes what the engine declares of Pango, HarfBuzz and their like, and `pdf_engine/bidi` of
Pango, as cffi compiles it: `python -m tests.pdf_engine.definitions`.
"""

import ast
import hashlib
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import cffi

from tests.conftest import ROOT

HERE = ROOT / "src/laureate_print/pdf_engine/compiled_definitions.py"
_HEAD = '''"""What the engine declares of C libraries, and `bidi` beside it, compiled by cffi: parsed anew, it
takes longer than many a page.

Written by `python -m tests.pdf_engine.definitions`.
"""

import hashlib

import _cffi_backend

_OF = {of}  # the SHA-256 of each text


class Compiled(_cffi_backend.FFI):  # type: ignore[misc] # cffi has no types
    """Declarations that are compiled already."""

    def cdef(self, text: str) -> None:
        """Takes a text that was compiled, and no other."""
        if hashlib.sha256(text.encode()).hexdigest() not in _OF:
            raise ValueError("these are declarations of another version")

'''


def declared():
    """Gives each text that is handed to `ffi.cdef`, read without running it."""
    engine = Path(find_spec("weasyprint").origin).parent / "text/ffi.py"
    ours = ROOT / "src/laureate_print/pdf_engine/bidi.py"
    return [
        call.args[0].value
        for file in (engine, ours)
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "cdef"
    ]


def compiled():
    """Gives the module."""
    texts, ffi = declared(), cffi.FFI()
    for text in texts:
        ffi.cdef(text)
    ffi.set_source("laureate_print.pdf_engine.compiled_definitions", None)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made.py"
        ffi.emit_python_code(str(made))
        code = made.read_text(encoding="utf-8").partition("import _cffi_backend\n")[2]
    of = tuple(hashlib.sha256(text.encode()).hexdigest() for text in texts)
    whole = _HEAD.format(of=repr(of)) + code.replace("_cffi_backend.FFI(", "Compiled(")
    ruff = Path(sys.executable).with_name("ruff")
    command = [ruff, "format", "--config", ROOT / "pyproject.toml", "--stdin-filename", HERE, "-"]
    return subprocess.run(command, input=whole, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    HERE.write_text(compiled(), encoding="utf-8")

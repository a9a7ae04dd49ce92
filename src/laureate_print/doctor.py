"""Says what this machine has of what laureate-print needs, and what only checks need."""

from __future__ import annotations

import ctypes
import shutil
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from laureate_print.fonts import fonts
from laureate_print.project import Project

_LIBRARIES = {
    "Pango": ("libpango-1.0.so.0", "pango_version_string"),
    "PangoFT2": ("libpangoft2-1.0.so.0", ""),
    "HarfBuzz": ("libharfbuzz.so.0", "hb_version_string"),
    "HB subset": ("libharfbuzz-subset.so.0", ""),
    "Fontconfig": ("libfontconfig.so.1", ""),
}
_PACKAGES = (
    "weasyprint",
    "babel",
    "jinja2",
    "fonttools",
    "uharfbuzz",
    "icu4py",
    "pikepdf",
    "pypdfium2",
    "numpy",
    "pillow",
)


def examine(project: Project) -> Iterator[tuple[str, str, bool]]:
    """Gives name, state, and whether rendering needs it."""
    for name, (library, function) in _LIBRARIES.items():
        yield name, _library(library, function), True
    for package in _PACKAGES:
        try:
            yield package, version(package), True
        except PackageNotFoundError:
            yield package, "missing; run: make build", True
    faces = [face for family in fonts(project).faces.values() for face in family]
    yield "fonts", f"{len(faces)} files of {len({face.family for face in faces})} families", True
    jars = sorted((Path(__file__).parents[2] / ".venv" / "share" / "verapdf").glob("*.jar"))
    yield "veraPDF", jars[-1].stem if jars else "missing; 'make test' installs it (only checks need it)", False
    yield "Ghostscript", shutil.which("gs") or "missing; run: make build", True
    yield "java", shutil.which("java") or "missing; 'make test' installs it (only veraPDF needs it)", False


def _library(name: str, function: str) -> str:
    try:
        library = ctypes.CDLL(name)
    except OSError:
        return f"missing ({name}); run: make build"
    if not function:
        return "found"
    call = getattr(library, function)
    call.restype = ctypes.c_char_p
    return str(call().decode())

"""Says what this machine has of what laureate-print needs, and what only checks need."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

from laureate_print.build import software
from laureate_print.package import validation
from laureate_print.sources.fonts import fonts
from laureate_print.sources.loading import Sources

_LIBRARIES = {
    **software.LIBRARIES,
    "PangoFT2": ("libpangoft2-1.0.so.0", ""),
    "HB subset": ("libharfbuzz-subset.so.0", ""),
}


def examine(sources: Sources) -> Iterator[tuple[str, str, bool]]:
    """Gives name, state, and whether rendering needs it."""
    for name, (library, function) in _LIBRARIES.items():
        yield (
            name,
            software.library_version(library, function) or f"missing ({library}); run: make build",
            True,
        )
    for package in software.required(software.NAME):
        try:
            yield package, version(package), True
        except PackageNotFoundError:
            yield package, "missing; run: make build", True
    faces = [face for family in fonts(sources).faces.values() for face in family]
    yield "fonts", f"{len(faces)} files of {len({face.family for face in faces})} families", True
    validator = next((part for part in validation.command() if "vera" in part), "")
    yield (
        "veraPDF",
        validator or "missing; 'make test' installs it (only archives and tests ask it)",
        False,
    )
    yield "Ghostscript", shutil.which("gs") or "missing; run: make build", True
    yield (
        "java",
        shutil.which("java") or "missing; 'make test' installs it (only veraPDF needs it)",
        False,
    )

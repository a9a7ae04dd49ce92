"""Says what this machine has of what laureate-print needs, and what only checks need."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
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
_BUILD = "run: make build"


@dataclass(frozen=True, slots=True)
class Part:
    """Something that a machine should have: its version or place, or what to do where it is
    missing; whether rendering needs it.
    """

    name: str
    found: bool
    state: str
    needed: bool = True


def examine(sources: Sources) -> Iterator[Part]:
    """Looks for each part."""
    for name, (library, function) in _LIBRARIES.items():
        yield _part(name, software.library_version(library, function), f" ({library}); {_BUILD}")
    for package in software.required(software.NAME):
        try:
            yield _part(package, version(package), "")
        except PackageNotFoundError:
            yield _part(package, "", f"; {_BUILD}")
    faces = [face for family in fonts(sources).faces.values() for face in family]
    families = len({face.family for face in faces})
    yield Part("fonts", True, f"{len(faces)} files of {families} families")
    validator = next((part for part in validation.command() if "vera" in part), "")
    only = "; 'make test' installs it (only archives and tests ask it)"
    yield _part("veraPDF", validator, only, False)
    yield _part("Ghostscript", shutil.which("gs") or "", f"; {_BUILD}")
    only = "; 'make test' installs it (only veraPDF needs it)"
    yield _part("java", shutil.which("java") or "", only, False)


def _part(name: str, found: str, otherwise: str, needed: bool = True) -> Part:
    return Part(name, bool(found), found or f"missing{otherwise}", needed)

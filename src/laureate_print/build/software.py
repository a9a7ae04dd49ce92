"""Says which software takes part in a render, by name and version."""

from __future__ import annotations

import ctypes
import hashlib
import platform
import re
import shutil
import sys
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from laureate_print.errors import MissingToolError
from laureate_print.model import Output
from laureate_print.sources.folders import files
from laureate_print.version import __version__

if TYPE_CHECKING:
    from importlib.metadata import Distribution

NAME = "laureate-print"
_FONTS = "laureate-print-fonts"  # no software: its files are sources, each with its digest
_CODE = Path(__file__).parents[1]
_OLDER = re.compile(r"python_version\s*(<=?)\s*['\"](\d+)\.(\d+)['\"]")
OF_SOME = ("Ghostscript", "PDFium", "qpdf")  # that web pages, or all but print files, do without
LIBRARIES = {
    "Pango": ("libpango-1.0.so.0", "pango_version_string"),
    "HarfBuzz": ("libharfbuzz.so.0", "hb_version_string"),
    "Fontconfig": ("libfontconfig.so.1", "FcGetVersion"),
}


def made_by(outputs: Collection[Output] | None = None) -> dict[str, str]:
    """Gives all software that can change the bytes of an artifact, each with its version; of this
    program also the digest of its code.

    What is `OF_SOME` is asked only where it takes part in one of these `outputs`.
    """
    code = hashlib.sha256()
    for path in code_files():
        code.update(path.read_bytes())
    found = {"code": code.hexdigest(), **packages(), **system_libraries(), **_system()}
    if outputs is None or any(output.ending.endswith("pdf") for output in outputs):
        found |= _inside()
    if outputs is None or any(output.for_press for output in outputs):
        found |= _ghostscript()
    return {name: state for name, state in found.items() if state}


def code_files() -> Iterator[Path]:
    """Gives the files of this program itself, without the form that it brings for projects."""
    return (path for path in files(_CODE) if path.relative_to(_CODE).parts[0] != "share")


def libraries() -> dict[str, str]:
    """Gives the versions of the system's libraries and programs that take part in a render."""
    return system_libraries() | _inside() | _ghostscript() | _system()


def _ghostscript() -> dict[str, str]:
    import subprocess

    ghostscript = shutil.which("gs")
    if not ghostscript:
        return {}
    command = [ghostscript, "--version"]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - no input
    return {"Ghostscript": answer.stdout.strip()}


def _system() -> dict[str, str]:
    return {"system": f"{platform.system()} {platform.machine()}"}


def system_libraries() -> dict[str, str]:
    """Gives the versions of the libraries that are no Python packages and in none."""
    found = {name: library_version(*where) for name, where in LIBRARIES.items()}
    found |= {"FreeType": _freetype(), "FriBidi": _fribidi(), "GLib": _glib()}
    return found | {"Python": platform.python_version(), "zlib": zlib.ZLIB_RUNTIME_VERSION}


def library_version(library: str, function: str) -> str:
    """Gives the version of a shared library as it gives it, `found` if it gives none, nothing if it
    is not there.
    """
    try:
        loaded = ctypes.CDLL(library)
    except OSError:
        return ""
    if not function:
        return "found"
    call = getattr(loaded, function)
    if function == "FcGetVersion":
        number = int(call())
        return f"{number // 10000}.{number // 100 % 100}.{number % 100}"
    call.restype = ctypes.c_char_p
    return str(call().decode())


def _freetype() -> str:
    try:
        loaded = ctypes.CDLL("libfreetype.so.6")
    except OSError:
        return ""
    handle, numbers = ctypes.c_void_p(), [ctypes.c_int() for _ in range(3)]
    loaded.FT_Init_FreeType(ctypes.byref(handle))
    loaded.FT_Library_Version(handle, *map(ctypes.byref, numbers))
    loaded.FT_Done_FreeType(handle)
    return ".".join(str(number.value) for number in numbers)


def _fribidi() -> str:
    try:
        given = (
            ctypes.c_char_p.in_dll(ctypes.CDLL("libfribidi.so.0"), "fribidi_version_info").value
            or b""
        )
    except (OSError, ValueError):
        return ""
    found = re.search(r"[0-9]+(\.[0-9]+)+", given.decode())
    return found[0] if found else ""


def _glib() -> str:
    try:
        loaded = ctypes.CDLL("libglib-2.0.so.0")
    except OSError:
        return ""
    parts = (
        ctypes.c_uint.in_dll(loaded, f"glib_{part}_version") for part in ("major", "minor", "micro")
    )
    return ".".join(str(part.value) for part in parts)


def _inside() -> dict[str, str]:
    """Gives the versions of libraries that Python packages bring inside."""
    import pikepdf
    import pypdfium2

    return {"qpdf": pikepdf.__libqpdf_version__, "PDFium": str(pypdfium2.PDFIUM_INFO)}


def packages() -> dict[str, str]:
    """Gives the version of each Python package that takes part: this one, and all
    that it requires.
    """
    places = _places()
    found = {NAME: _own(places)[0]}
    left = required(NAME)
    while left:
        name = left.pop()
        if name in places and name not in found:  # else it is required on another system alone
            found[name], requirements = _told(places[name])
            left += _of_packages(requirements)
    return dict(sorted(found.items()))


def required(name: str) -> list[str]:
    """Gives the names of the packages that a package requires, but that of the fonts."""
    places = _places()
    return _of_packages((_own(places) if name == NAME else _told(places[name]))[1])


def _of_packages(requirements: Iterable[str]) -> list[str]:
    named = [_named(line) for line in requirements if "extra ==" not in line and _is_for_us(line)]
    return [name for name in named if name != _FONTS]


def _is_for_us(requirement: str) -> bool:
    """Says whether a package is not required by older Pythons alone (PEP 508)."""
    found = _OLDER.search(requirement)
    return not found or sys.version_info[:2] <= (int(found[2]), int(found[3]) - (found[1] == "<"))


def _places() -> dict[str, Path]:
    """Gives what the installed packages say of themselves, by their names: a file for each.

    `importlib.metadata` finds the same, and loads parsers of e-mail and archives for it.
    """
    found: dict[str, Path] = {}
    for place in map(Path, sys.path):
        for folder in sorted(place.glob("*.dist-info")) if place.is_dir() else ():
            found.setdefault(_named(folder.name.partition("-")[0]), folder / "METADATA")
    return found


def _told(about: Path) -> tuple[str, list[str]]:
    """Gives version and requirements of a package."""
    head = about.read_text(encoding="utf-8").partition("\n\n")[0]
    fields = [line.partition(": ") for line in head.splitlines()]
    versions = [value for name, _, value in fields if name == "Version"]
    return versions[0], [value for name, _, value in fields if name == "Requires-Dist"]


def _own(places: Mapping[str, Path]) -> tuple[str, list[str]]:
    """Gives version and requirements of this program.

    Raises:
        MissingToolError: it is not installed, or another version than the code that runs here.
    """
    if NAME not in places:
        raise MissingToolError(f"{NAME} is not installed; run: make build")
    version, requirements = _told(places[NAME])
    if version != __version__:
        raise MissingToolError(
            f"{NAME} is installed as {version}, its code is {__version__}; run: make build"
        )
    return version, requirements


def installed() -> Distribution:
    """Gives what was installed of this program; raises `MissingToolError` as `packages` does."""
    from importlib.metadata import distribution

    _own(_places())
    return distribution(NAME)


def _named(requirement: str) -> str:
    """Gives the name of a package as it is compared (PEP 503)."""
    name = re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]
    return re.sub("[-_.]+", "-", name).lower()

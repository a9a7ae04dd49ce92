"""Says which software takes part in a render, by name and version, and packs this one so that it
can be installed.
"""

from __future__ import annotations

import base64
import ctypes
import hashlib
import platform
import re
import shutil
import subprocess
import zipfile
import zlib
from importlib.metadata import Distribution, PackageNotFoundError, distribution, version
from io import BytesIO
from pathlib import Path

from laureate_print.errors import MissingToolError
from laureate_print.sources.loading import packaged
from laureate_print.version import __version__

NAME = "laureate-print"
_PACKAGE = "laureate_print"
_FONTS = "laureate-print-fonts"  # no software: its files are sources, in a bag each by its digest
LIBRARIES = {
    "Pango": ("libpango-1.0.so.0", "pango_version_string"),
    "HarfBuzz": ("libharfbuzz.so.0", "hb_version_string"),
    "Fontconfig": ("libfontconfig.so.1", "FcGetVersion"),
}
_HOMES = {
    "Pango": "https://www.gtk.org/docs/architecture/pango",
    "HarfBuzz": "https://harfbuzz.github.io/",
    "Fontconfig": "https://www.freedesktop.org/wiki/Software/fontconfig/",
    "FreeType": "https://freetype.org/",
    "Ghostscript": "https://ghostscript.com/",
    "Python": "https://www.python.org/",
    "FriBidi": "https://github.com/fribidi/fribidi",
    "GLib": "https://docs.gtk.org/glib/",
    "PDFium": "https://pdfium.googlesource.com/pdfium/",
    "qpdf": "https://qpdf.sourceforge.io/",
    "zlib": "https://zlib.net/",
    "system": "https://www.kernel.org/",
}


def libraries() -> dict[str, str]:
    """Gives the versions of the system's libraries and programs that take part in a render."""
    found = {name: library_version(*where) for name, where in LIBRARIES.items()}
    found |= {"FreeType": _freetype(), "FriBidi": _fribidi(), "GLib": _glib()}
    found |= {"Python": platform.python_version(), "zlib": zlib.ZLIB_RUNTIME_VERSION} | _inside()
    if ghostscript := shutil.which("gs"):
        command = [ghostscript, "--version"]
        answer = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - no input
        found["Ghostscript"] = answer.stdout.strip()
    return found | {"system": f"{platform.system()} {platform.machine()}"}


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
    found = {NAME: _installed().version}
    left = required(NAME)
    while left:
        name = left.pop()
        try:
            if name not in found:
                found[name] = version(name)
                left += required(name)
        except PackageNotFoundError:
            continue  # required on another system alone
    return dict(sorted(found.items()))


def required(name: str) -> list[str]:
    """Gives the names of the packages that a package requires, but that of the fonts."""
    about = _installed() if name == NAME else distribution(name)
    lines = [line for line in about.requires or () if "extra ==" not in line]
    return [package for package in map(_named, lines) if package != _FONTS]


def _installed() -> Distribution:
    """Gives what was installed of this program.

    Raises:
        MissingToolError: nothing was, or another version than the code that runs here.
    """
    try:
        about = distribution(NAME)
    except PackageNotFoundError as error:
        raise MissingToolError(f"{NAME} is not installed; run: make build") from error
    if about.version != __version__:
        raise MissingToolError(
            f"{NAME} is installed as {about.version}, its code is {__version__}; run: make build"
        )
    return about


def home(name: str) -> str:
    """Gives the web address of a package or library, as its makers give it; nothing
    if they do not.
    """
    try:
        about = distribution(name).metadata
    except PackageNotFoundError:
        return _HOMES.get(name, "")
    given = [line.split(", ", 1) for line in about.get_all("Project-URL") or ()]
    pages = {label.lower(): address for label, address in given}
    wanted = ("homepage", "home", "source", "repository", "source code", "code")
    found = next(
        (pages[label] for label in wanted if label in pages), next(iter(pages.values()), "")
    )
    [page] = about.get_all("Home-page") or [""]
    return str(_HOMES.get(name) or page or found)


def _named(requirement: str) -> str:
    return re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def requirements() -> bytes:
    """Gives the lock file: each package with its version and the hashes of its files, as pip reads
    it.
    """
    places = (packaged() / "requirements.txt", packaged() / ".ci" / "lock" / "build.txt")
    for place in places:
        if place.is_file():
            return place.read_bytes()
    raise MissingToolError("the lock file of laureate-print is not there; install it again")


def wheel() -> tuple[str, bytes]:
    """Gives this very program as a wheel, with its file name: with its lock file, without catalogs,
    templates, fonts.

    The same program has the same bytes (PEP 427; the archive is stored, in order, without a clock).

    Raises:
        MissingToolError: this program is not installed, so that nothing describes it.
    """
    folder = Path(__file__).parents[1]
    files = {
        f"{_PACKAGE}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and "__pycache__" not in path.parts
        and "share" not in path.relative_to(folder).parts
    }
    files[f"{_PACKAGE}/share/requirements.txt"] = requirements()
    described = _installed()
    about = f"{_PACKAGE}-{described.version}.dist-info"
    files[f"{about}/METADATA"] = (described.read_text("METADATA") or "").encode()
    files[f"{about}/entry_points.txt"] = (described.read_text("entry_points.txt") or "").encode()
    files[f"{about}/WHEEL"] = (
        f"Wheel-Version: 1.0\nGenerator: {NAME}\n".encode()
        + b"Root-Is-Purelib: true\nTag: py3-none-any\n"
    )
    record = [
        f"{path},sha256={_digest(content)},{len(content)}\n" for path, content in files.items()
    ]
    files[f"{about}/RECORD"] = "".join([*record, f"{about}/RECORD,,\n"]).encode()
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for path, content in files.items():
            archive.writestr(zipfile.ZipInfo(path), content)
    return f"{_PACKAGE}-{described.version}-py3-none-any.whl", packed.getvalue()


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()

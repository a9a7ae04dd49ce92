"""Packs this very program so that it can be installed, and says where what it stands on is at
home.
"""

from __future__ import annotations

import base64
import hashlib
import zipfile
from importlib.metadata import PackageNotFoundError, distribution
from io import BytesIO
from pathlib import Path

from laureate_print.build.software import NAME, installed
from laureate_print.errors import MissingToolError
from laureate_print.sources.loading import packaged

_PACKAGE = "laureate_print"
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
    described = installed()
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

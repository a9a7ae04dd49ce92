"""What the program is made of, as the lock files and folders name it: packages, faces, profiles."""

import hashlib
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
LICENCES = ROOT / ".ci" / "licences.toml"
_ENTRY = re.compile(
    r"^(?P<name>[a-z0-9-]+)==(?P<version>[^ ;\n]+)(?: ; [^\\\n]+)?"
    r"(?P<hashes>(?: \\\n    --hash=sha256:[0-9a-f]{64})+)$",
    re.MULTILINE,
)
_OFL = re.compile(r"SIL Open Font License,?\s+Version 1\.1", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """One part; `scope` is required in the program itself, excluded where only its makers need it."""

    kind: str  # library, or data for faces and profiles
    name: str
    version: str
    licence: str  # an SPDX expression
    hashes: tuple[str, ...]  # SHA-256 of each file that it may be installed from
    purl: str = ""
    scope: str = "required"


def packages():
    """Each package of the lock files, by name and version."""
    licences = tomllib.loads(LICENCES.read_text(encoding="utf-8"))
    found = {}
    for lock in ("build.txt", "test.txt", "lock.txt"):  # the program's own come first
        text = (ROOT / ".ci" / "lock" / lock).read_text(encoding="utf-8")
        for entry in _ENTRY.finditer(text):
            name, version = entry["name"], entry["version"]
            hashes = tuple(sorted(re.findall("[0-9a-f]{64}", entry["hashes"])))
            scope = "required" if lock == "build.txt" else "excluded"
            purl = f"pkg:pypi/{name}@{version}"
            part = Part("library", name, version, licences.get(name, ""), hashes, purl, scope)
            found.setdefault((name, version), part)
    return [found[key] for key in sorted(found)]


def forms():
    """Each face and ICC profile that is packaged."""
    faces = tomllib.loads((ROOT / "fonts" / "fonts.toml").read_text(encoding="utf-8"))["faces"]
    for family, face in sorted(faces.items()):
        folder = ROOT / "fonts" / face["folder"]
        files = sorted(folder.glob("*.ttf"))
        said = (folder / "OFL.txt").read_text(encoding="utf-8")
        licence = "OFL-1.1" if _OFL.search(said) else ""
        yield Part("data", family, str(face["version"]), licence, tuple(map(digest, files)))
    for path in sorted((ROOT / "src/laureate_print/sources/icc").glob("*.icc")):
        said = path.with_name("LICENSE.txt").read_text(encoding="utf-8")
        licence = "Zlib" if "This software is provided 'as-is'" in said else ""
        yield Part("data", path.name, "", licence, (digest(path),))


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()

"""The tag files of a bag: written in one form alone, so that any other byte in them is a difference
too.

The library `bagit` writes version 0.97; a bag of RFC 8493 is version 1.0. It judges what is written
here (`fixity`).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from laureate_print.errors import InputError
from laureate_print.package.values import ALGORITHMS, digests

MOST_FILES = 100_000  # of a bag

_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"  # RFC 8493, 2.1.1


def info(described: Iterable[tuple[str, str]], sizes: Iterable[int]) -> bytes:
    """Gives `bag-info.txt`: what describes the bag, and the bytes and number of its payload (RFC
    8493, 2.2.2).
    """
    counted = list(sizes)
    lines = [*described, ("Payload-Oxum", f"{sum(counted)}.{len(counted)}")]
    return "".join(f"{label}: {' '.join(value.split())}\n" for label, value in lines).encode()


def write(folder: Path, described: bytes) -> None:
    """Makes a bag of a folder that has its payload in `data/`; `described` is its
    `bag-info.txt`.
    """
    (folder / "bagit.txt").write_bytes(_DECLARATION)
    (folder / "bag-info.txt").write_bytes(described)
    for name, content in manifests(payload(folder)).items():
        (folder / name).write_bytes(content)
    for name, content in tag_manifests(folder).items():
        (folder / name).write_bytes(content)


def payload(folder: Path) -> dict[str, dict[str, str]]:
    """Gives the digests of each payload file, by its path in the bag."""
    return {path: digests(folder / path) for path in files(folder) if path.startswith("data/")}


def files(folder: Path) -> list[str]:
    """Gives the paths of all that a bag has besides folders, in the order of their characters: a
    link is one too, and a pipe.

    Raises:
        InputError: there are more than any bag has.
    """
    found: list[str] = []
    folders = [folder]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(Path(entry.path))
                else:
                    found.append(Path(entry.path).relative_to(folder).as_posix())
        if len(found) + len(folders) > MOST_FILES:
            raise InputError(f"{folder} has more than {MOST_FILES:,} files; a bag has fewer")
    return sorted(found)


def manifests(found: Mapping[str, Mapping[str, str]]) -> dict[str, bytes]:
    """Gives the payload manifests by name (RFC 8493, 2.1.3)."""
    return {
        f"manifest-{name}.txt": _listed({path: digest[name] for path, digest in found.items()})
        for name in ALGORITHMS
    }


def tag_manifests(folder: Path) -> dict[str, bytes]:
    """Gives the manifests of the tag files by name (RFC 8493, 2.2.1): all files but the payload and
    themselves.
    """
    themselves = {f"tagmanifest-{name}.txt" for name in ALGORITHMS}
    own = [
        path for path in files(folder) if not path.startswith("data/") and path not in themselves
    ]
    found = {path: digests(folder / path) for path in own}
    return {
        f"tagmanifest-{name}.txt": _listed({path: digest[name] for path, digest in found.items()})
        for name in ALGORITHMS
    }


def _listed(found: Mapping[str, str]) -> bytes:
    return "".join(
        f"{digest}  {_encoded(path)}\n" for path, digest in sorted(found.items())
    ).encode("utf-8", "surrogateescape")


def _encoded(path: str) -> str:
    """Gives a path as it stands in a manifest: line ends, and the sign that encodes them, encoded
    (RFC 8493, 2.1.3).
    """
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

"""Says whether a bag is as it was: every file there, none besides, no byte changed, in no file and
in no manifest.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from laureate_print.errors import InputError
from laureate_print.model import Finding, printable
from laureate_print.package import bagit, payload

_AGAIN = "take another copy of the bag"
_OURS = b"Bag-Software-Agent: laureate-print"
_LINE = 100_000  # bytes of a line of a tag file
# What bagit.txt has to say, letter for letter (RFC 8493, 2.1.1).
_VERSION_1 = re.compile(rb"BagIt-Version\s*:\s*1")
_DECLARATION = re.compile(
    rb"BagIt-Version: [0-9]+\.[0-9]+\r?\nTag-File-Character-Encoding: [^\s]+(\r?\n)?"
)
_ERRNO = re.compile(r"\[Errno \d+\] ")
_NEAR = 100_000  # bytes of bag-info.txt in which it says so


def differences(folder: Path) -> Iterator[Finding]:
    """Tells each file that was changed, added or lost since the bag was made, and each tag file of
    another form.

    All manifests are made anew and compared byte for byte; then the library `bagit` judges the bag
    by RFC 8493. It alone judges bags that are not ours, whose manifests may have another form.

    Raises:
        InputError: there is no bag, or a whole one that is not ours.
    """
    if not (folder / "bagit.txt").is_file() and not (folder / "data").is_dir():
        raise InputError(
            f"{folder} is no bag: it has neither bagit.txt nor data/; name the folder or zip of one"
        )
    odd = [finding for path in bagit.files(folder) for finding in _odd(folder, path)]
    yield from odd
    if odd:
        return
    if not _is_ours(folder):
        yield from _judged(folder)
        return
    changes = list(_changes(folder, bagit.manifests(bagit.payload(folder))))
    changes += _changes(folder, bagit.tag_manifests(folder))
    yield from dict.fromkeys(changes)
    if not changes:
        yield from _judged(folder)


def _odd(folder: Path, path: str) -> Iterator[Finding]:
    """Tells what is no file, and must not even be opened."""
    name, place = printable(path), folder / path
    if place.is_symlink():
        yield _error("nothing_leads_out_of_the_bag", f"{name} is a link and no file", path)
    elif not place.is_file():
        yield _error("every_file_is_one", f"{name} is a pipe or a device and no file", path)
    elif "/" not in path and place.suffix == ".txt" and _has_endless_line(place):
        words = f"{name} has a line of more than {_LINE:,} bytes, as no bag needs"
        yield _error("lines_have_an_end", words, path)


def _has_endless_line(place: Path) -> bool:
    """Says whether a tag file has a line for which the library `bagit` would take minutes."""
    with place.open("rb") as file:
        while line := file.readline(_LINE + 1):
            if len(line) > _LINE:
                return True
    return False


def _is_ours(folder: Path) -> bool:
    """Whether a bag has what all of ours have, if only a part of it."""
    said = folder / "bag-info.txt"
    if (folder / "data" / payload.VERSIONS).is_file():
        return True
    if not said.is_file():
        return False
    with said.open("rb") as file:
        return _OURS in file.read(_NEAR)


def _changes(folder: Path, expected: Mapping[str, bytes]) -> Iterator[Finding]:
    """Compares the manifests that stand in a bag with those that its files make."""
    for name, content in expected.items():
        file = folder / name
        if not file.is_file():
            yield _error("every_file_is_as_it_was", f"{name} is missing", name)
            continue
        standing = file.read_bytes()
        if standing == content:
            continue
        before, now = _read(standing), _read(content)
        changes = list(_compared(before, now))
        yield from changes
        if not changes:
            yield _error(
                "every_file_is_as_it_was", f"{name} has other bytes than its files make", name
            )


def _compared(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Finding]:
    for path in sorted(before.keys() - now.keys()):
        yield _error("every_file_is_there", f"{printable(path)} is missing", path)
    for path in sorted(now.keys() - before.keys()):
        yield _error("no_file_was_added", f"{printable(path)} is in no manifest", path)
    for path in sorted(path for path in before.keys() & now.keys() if before[path] != now[path]):
        message = f"{printable(path)} has other bytes than when the bag was made"
        yield _error("every_file_is_as_it_was", message, path)


def _read(manifest: bytes) -> dict[str, str]:
    """Gives the digests of a manifest by path, as far as it can be read."""
    lines = (line.split("  ", 1) for line in manifest.decode("utf-8", "replace").splitlines())
    return {line[1]: line[0] for line in lines if len(line) == 2}


def _judged(folder: Path) -> Iterator[Finding]:
    """Tells what the library `bagit` has against a bag."""
    import bagit as library

    logging.getLogger("bagit").setLevel(
        logging.CRITICAL
    )  # what it would say in passing it raises too
    declaration = folder / "bagit.txt"
    declared = declaration.read_bytes()[:_NEAR] if declaration.is_file() else b""
    # In it alone the library asks what a path in a manifest stands for; it knows no % (2.1.3).
    library.__dict__["_decode_filename"] = _path_1 if _VERSION_1.match(declared) else _path_0
    try:
        library.Bag(str(folder)).validate()
    except MemoryError:
        raise
    except Exception as error:
        words = _ERRNO.sub("", str(error).replace(f"{folder}/", ""))
        if isinstance(error, UnicodeError):
            words = "a text of its is not in the encoding that it declares"
        elif not isinstance(error, library.BagError):  # what the library itself stumbles over
            words = "its texts are not of the form of RFC 8493"
        yield _error("bag_is_valid", f"bagit refuses it: {printable(words)[:300]}", "bagit.txt")
        return
    if _VERSION_1.match(declared) and not _DECLARATION.fullmatch(declared):
        words = "it has not the two lines that a bag of version 1 has, and no more"
        yield _error("bag_is_valid", words, "bagit.txt")


def _path_1(path: str) -> str:
    """Gives the path that stands in a manifest of version 1 (RFC 8493, 2.1.3)."""
    return re.sub("%(0A|0D|25)", lambda it: chr(int(it[1], 16)), path, flags=re.IGNORECASE)


def _path_0(path: str) -> str:
    """Gives the path that stands in a manifest of an earlier version, which encodes no %."""
    return re.sub("%(0A|0D)", lambda it: chr(int(it[1], 16)), path, flags=re.IGNORECASE)


def _error(check: str, message: str, where: str) -> Finding:
    return Finding(check, "error", message, printable(where), _AGAIN)

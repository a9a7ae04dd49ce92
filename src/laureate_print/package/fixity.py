"""Says whether a bag is as it was: every file there, none besides, no byte changed, in no file and
in no manifest.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from pathlib import Path

from laureate_print.errors import InputError
from laureate_print.model import Finding
from laureate_print.package import bagit

_AGAIN = "take another copy of the bag"


def differences(folder: Path) -> Iterator[Finding]:
    """Tells each file that was changed, added or lost since the bag was made, and each tag file of
    another form.

    All manifests are made anew and compared byte for byte; then the library `bagit` judges the bag
    by RFC 8493.

    Raises:
        InputError: there is no bag.
    """
    if not (folder / "bagit.txt").is_file() and not (folder / "data").is_dir():
        raise InputError(
            f"{folder} is no bag: it has neither bagit.txt nor data/; name the folder or zip of one"
        )
    links = [path for path in bagit.files(folder) if (folder / path).is_symlink()]
    for path in links:
        yield _error("nothing_leads_out_of_the_bag", f"{path} is a link and no file", path)
    if links:
        return
    changes = list(_changes(folder, bagit.manifests(bagit.payload(folder))))
    changes += _changes(folder, bagit.tag_manifests(folder))
    yield from dict.fromkeys(changes)
    if not changes:
        yield from _judged(folder)


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
        yield _error("every_file_is_there", f"{path} is missing", path)
    for path in sorted(now.keys() - before.keys()):
        yield _error("no_file_was_added", f"{path} is in no manifest", path)
    for path in sorted(path for path in before.keys() & now.keys() if before[path] != now[path]):
        yield _error(
            "every_file_is_as_it_was", f"{path} has other bytes than when the bag was made", path
        )


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
    try:
        library.Bag(str(folder)).validate()
    except (library.BagError, OSError, ValueError) as error:
        yield _error("bag_is_valid", f"bagit refuses it: {error}", "bagit.txt")


def _error(check: str, message: str, where: str) -> Finding:
    return Finding(check, "error", message, where, _AGAIN)

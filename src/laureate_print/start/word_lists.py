"""Says how the lists of a Word file count (ECMA-376, Part 1, 17.9)."""

from __future__ import annotations

from laureate_print.start.word_package import WordFile
from laureate_print.start.word_xml import child, name, value


def list_levels(file: WordFile) -> dict[tuple[str, str], tuple[str, int]]:
    """Gives how each level of each list counts, and from which number (17.9)."""
    root = file.xml(f"{file.folder}/numbering.xml")
    if root is None:
        return {}
    abstract = {value(it, "abstractNumId"): it for it in root if name(it) == "abstractNum"}
    found = {}
    for number in (it for it in root if name(it) == "num"):
        pointer = child(number, "abstractNumId")
        levels = abstract.get(value(pointer), ())
        for level in (it for it in levels if name(it) == "lvl"):
            kind, start = child(level, "numFmt"), child(level, "start")
            own = [it for it in number if value(it, "ilvl") == value(level, "ilvl")]
            again = child(own[0], "startOverride") if own else None
            begin = again if again is not None else start
            counts = value(begin)
            found[value(number, "numId"), value(level, "ilvl")] = (
                value(kind) or "decimal",
                int(counts) if counts.isdigit() else 1,
            )
    return found

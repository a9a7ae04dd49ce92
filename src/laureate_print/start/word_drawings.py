"""Looks at the drawings of a Word file, and makes new ones (ECMA-376, Part 1, 20)."""

from __future__ import annotations

from typing import Any

from laureate_print.start.word_xml import above, made, name

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def can_be_read(choice: Any) -> bool:
    """Says whether the newer of two ways holds what we know; signs of emoji, say, it only names."""
    known = ("drawing", "pict", "object", "txbxContent", "t", "oMath", "contentPart")
    return choice is not None and any(name(it) in known for it in choice.iter())


def is_picture(drawing: Any) -> bool:
    """Says whether a drawing is a picture, and no text box."""
    parts = [name(it) for it in drawing.iter()]
    return ("blip" in parts or "imagedata" in parts) and "txbxContent" not in parts


def with_picture(old: Any, relation: str, words: str) -> Any:
    """Gives a drawing with one picture (20.4.2.8), in the namespaces of the transitional form."""
    from lxml import etree

    drawing = made(old, "drawing")
    inside = drawing
    for space, wanted in (
        ("wordprocessingDrawing", "inline"), ("main", "graphic"), ("main", "graphicData"),
        ("picture", "pic"), ("picture", "blipFill"), ("main", "blip"),
    ):  # fmt: skip
        inside = etree.SubElement(inside, f"{{{_DRAWING}/{space}}}{wanted}")
    inside.set(f"{{{_RELATIONS}}}embed", relation)
    etree.SubElement(drawing[0], f"{{{_DRAWING}/wordprocessingDrawing}}docPr").set("descr", words)
    return drawing


def stands_in(drawing: Any, paragraph: Any) -> bool:
    """Says whether a drawing is part of a paragraph itself, of no link and nothing deleted."""
    around = [name(it) for it in drawing.iterancestors()]
    return above(drawing, "p") is paragraph and not {"hyperlink", "del", "moveFrom"} & {
        *around[: around.index("p")]
    }


def share_of(thousandths: str) -> float:
    """Gives a share of a picture's size; it is told in thousandths of a percent (20.1.10.41)."""
    try:
        return min(1.0, max(0.0, float(thousandths.rstrip("%") or 0) / 100_000))
    except ValueError:
        return 0.0


def shows_more(shape: Any) -> bool:
    """Says whether a shape shows more than its words: they were taken over already."""
    return not any(name(it) == "txbxContent" for it in shape.iter())

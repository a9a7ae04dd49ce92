"""Adds glyphs to embedded font programs: put together from others, drawn higher or lower, or
empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from laureate_print.pdf_engine.glyph_codes import Part, Shape
from laureate_print.pdf_engine.truetype import TrueType


def is_broken(content: bytes) -> bool:
    """Says whether a font file has a table that cannot be read, which drawing programs may bear."""
    from fontTools.ttLib import TTFont

    try:
        font = TTFont(BytesIO(content))
        for tag in font.keys():  # noqa: SIM118 # it is no dict
            font[tag]
    except Exception:  # whatever a library makes of nonsense
        return True
    return False


def with_truetype_glyphs(file: Any, shapes: Sequence[Shape]) -> list[int]:
    """Adds to a font file with TrueType outlines a glyph for each shape that is no glyph of it as
    it is; gives the numbers of all.
    """
    if all(shape.is_plain for shape in shapes):
        return [shape.parts[0].glyph for shape in shapes]
    font = TrueType(file.stream[0])
    added: dict[tuple[tuple[Part, ...], int | None], int] = {}
    numbers = []
    for shape in shapes:
        drawn = shape.parts, shape.advance
        if not shape.is_plain and drawn not in added:
            added[drawn] = _add_composite(font, *drawn)
        numbers.append(shape.parts[0].glyph if shape.is_plain else added[drawn])
    file.stream = [font.content()]
    file.extra["Length1"] = len(file.stream[0])
    return numbers


def _add_composite(font: TrueType, parts: Sequence[Part], advance: int | None) -> int:
    width = font.advance(parts[0].glyph) if advance is None else round(advance * font.units / 1000)
    moved = [
        (part.glyph, round(part.x * font.units / 1000), round(part.y * font.units / 1000))
        for part in parts
    ]
    return font.add(moved, width)


def with_cff_glyphs(file: Any, shapes: Sequence[Shape]) -> list[int]:
    """Adds to a font file with CFF outlines a glyph for each shape; gives their numbers.

    In a face that is keyed by CIDs each glyph gets its own number as its CID. Readers part where it
    has another: most look it up in the charset, as ISO 32000-1, 9.7.4.2 says, but PDFium takes a
    CID for the number of a glyph, and so does the engine.
    """
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(file.stream[0]), recalcBBoxes=False, recalcTimestamp=False)
    for tag in {"VORG", "vhea", "vmtx"} & {*font.keys()}:
        del font[tag]  # for text from top to bottom, which knows nothing of new glyphs
    if "CFF " not in font:  # variable outlines (CFF2), which the engine could not make static
        return [shape.parts[0].glyph if shape.parts else 0 for shape in shapes]
    top = font["CFF "].cff.topDictIndex[0]
    keyed = hasattr(top, "ROS")
    if not shapes and (not keyed or _is_numbered(top.charset)):
        return []
    order, glyphs, metrics = list(font.getGlyphOrder()), font.getGlyphSet(), font["hmtx"]
    for shape in shapes:
        first = shape.parts[0].glyph if shape.parts else 0
        name = f"shape{len(order)}"
        width, left = metrics[order[first]]
        if shape.advance is not None:
            width = round(shape.advance * font["head"].unitsPerEm / 1000)
        outline = _cff_outline(font, glyphs, order, shape, width)
        if keyed:
            top.FDSelect.gidArray.append(top.FDSelect[first])
        top.CharStrings.charStrings[name] = len(order)
        top.CharStrings.charStringsIndex.append(outline)
        top.charset.append(name)
        metrics[name] = width, left
        order.append(name)
    font.setGlyphOrder(order)
    font["maxp"].numGlyphs = len(order)
    if keyed:
        _number(top)
    saved = BytesIO()
    font.save(saved)
    file.stream = [saved.getvalue()]
    return list(range(len(order) - len(shapes), len(order)))


def _cff_outline(font: Any, glyphs: Any, order: list[str], shape: Shape, width: int) -> Any:
    """Gives the outline of a shape, in the style of its first glyph."""
    from fontTools.misc.psCharStrings import T2CharString
    from fontTools.pens.t2CharStringPen import T2CharStringPen
    from fontTools.pens.transformPen import TransformPen

    first = order[shape.parts[0].glyph] if shape.parts else order[0]
    outline = font["CFF "].cff.topDictIndex[0].CharStrings[first]
    if shape.is_plain:
        outline.compile()
        return T2CharString(outline.bytecode, None, outline.private, outline.globalSubrs)
    private, units = outline.private, font["head"].unitsPerEm
    default, nominal = private.defaultWidthX, private.nominalWidthX
    pen = T2CharStringPen(None if width == default else width - nominal, glyphs)
    for part in shape.parts:
        x, y = (at * units / 1000 for at in part[1:])
        glyphs[order[part.glyph]].draw(TransformPen(pen, (1, 0, 0, 1, x, y)))
    return pen.getCharString(private, outline.globalSubrs)


def _is_numbered(charset: Sequence[str]) -> bool:
    return all(name == f"cid{number:05d}" for number, name in enumerate(charset) if number)


def _number(top: Any) -> None:
    """Gives each glyph of a face that is keyed by CIDs its own number as its CID."""
    outlines = top.CharStrings.charStrings
    names = [f"cid{number:05d}" if number else name for number, name in enumerate(top.charset)]
    top.CharStrings.charStrings = {
        new: outlines[old] for old, new in zip(top.charset, names, strict=True)
    }
    top.charset, top.CIDCount = names, len(names)

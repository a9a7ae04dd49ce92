"""Adds glyphs to embedded font programs: copies of others, drawn higher or lower."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

Drawn = tuple[int, int]  # a glyph, and how far above its line, in thousandths of the type size


def with_raised_glyphs(file: Any, wanted: Sequence[Drawn]) -> dict[Drawn, int]:
    """Adds raised glyphs to a font file with TrueType outlines; gives their numbers."""
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

    font = TTFont(BytesIO(file.stream[0]), recalcTimestamp=False)
    order = list(font.getGlyphOrder())
    numbers: dict[Drawn, int] = {}
    for glyph, rise in wanted:
        component = GlyphComponent()
        component.glyphName, component.flags = order[glyph], 0
        component.x, component.y = 0, round(rise * font["head"].unitsPerEm / 1000)
        copy = Glyph()
        copy.numberOfContours, copy.components = -1, [component]
        name = f"{order[glyph]}.raised{rise}"
        font["glyf"][name], font["hmtx"][name] = copy, font["hmtx"][order[glyph]]
        numbers[glyph, rise] = len(order) + len(numbers)
    _save(file, font)
    file.extra["Length1"] = len(file.stream[0])
    return numbers


def with_copied_glyphs(file: Any, wanted: Sequence[Drawn]) -> list[int]:
    """Adds to a font file with CFF outlines a copy of a glyph for each that is wanted; gives their
    numbers.

    In a face that is keyed by CIDs each glyph gets its own number as its CID. Readers part where it
    has another: most look it up in the charset, as ISO 32000-1, 9.7.4.2 says, but PDFium takes a
    CID for the number of a glyph, and so does the engine.
    """
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(file.stream[0]), recalcBBoxes=False, recalcTimestamp=False)
    if "CFF " not in font:  # variable outlines (CFF2), which the engine could not make static
        return [glyph for glyph, _ in wanted]
    top = font["CFF "].cff.topDictIndex[0]
    keyed = hasattr(top, "ROS")
    if not wanted and (not keyed or _is_numbered(top.charset)):
        return []
    order, glyphs, metrics = list(font.getGlyphOrder()), font.getGlyphSet(), font["hmtx"]
    for glyph, rise in wanted:
        name = order[glyph]
        copy = f"copy{len(order)}"
        outline = _copied(font, glyphs, name, rise)
        if keyed:
            top.FDSelect.gidArray.append(top.FDSelect[glyph])
        top.CharStrings.charStrings[copy] = len(order)
        top.CharStrings.charStringsIndex.append(outline)
        top.charset.append(copy)
        metrics[copy] = metrics[name]
        order.append(copy)
    font.setGlyphOrder(order)
    font["maxp"].numGlyphs = len(order)
    if keyed:
        _number(top)
    _save(file, font)
    return list(range(len(order) - len(wanted), len(order)))


def _copied(font: Any, glyphs: Any, name: str, rise: int) -> Any:
    """Gives the outline of a glyph once more, as high as it is wanted."""
    from fontTools.misc.psCharStrings import T2CharString
    from fontTools.pens.t2CharStringPen import T2CharStringPen
    from fontTools.pens.transformPen import TransformPen

    outline = font["CFF "].cff.topDictIndex[0].CharStrings[name]
    if not rise:
        outline.compile()
        return T2CharString(outline.bytecode, None, outline.private, outline.globalSubrs)
    private, width = outline.private, font["hmtx"][name][0]
    default, nominal = private.defaultWidthX, private.nominalWidthX
    pen = T2CharStringPen(None if width == default else width - nominal, glyphs)
    height = rise * font["head"].unitsPerEm / 1000
    glyphs[name].draw(TransformPen(pen, (1, 0, 0, 1, 0, height)))
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


def _save(file: Any, font: Any) -> None:
    saved = BytesIO()
    font.save(saved)
    file.stream = [saved.getvalue()]

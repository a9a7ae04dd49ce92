"""Faces as this project does not print with: of bitmaps alone, with CFF outlines, and one whose
pictures are no SVG.
"""

import struct

from fontTools import subset
from fontTools.cffLib import FDArrayIndex, FDSelect, FontDict
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables.DefaultTable import DefaultTable

SIZE = 8  # pixels of a bitmap, each way


def with_bitmaps(target, characters):
    """Writes a face that draws each character as a black square of 8 by 8 pixels."""
    names = [".notdef", *(f"u{ord(character):04X}" for character in characters)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(it): f"u{ord(it):04X}" for it in characters})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 0)))
    builder.setupHorizontalHeader(ascent=1000, descent=0)
    builder.setupNameTable({"familyName": "Squares", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    font = builder.font
    font.recalcBBoxes = False  # there are no outlines to measure
    _add(font, "glyf", b"")
    _add(font, "loca", b"")
    square = struct.pack(">BBbbB", SIZE, SIZE, 0, SIZE, SIZE) + b"\xff" * SIZE
    version = 0x00020000
    _add(font, "EBDT", struct.pack(">I", version) + square * len(names))
    line = struct.pack(">bBB9b", SIZE, 0, SIZE, *[0] * 9)
    offsets = [number * len(square) for number in range(len(names) + 1)]
    index = struct.pack(f">HHI{len(offsets)}I", 1, 1, 4, *offsets)
    array = struct.pack(">HHI", 0, len(names) - 1, 8)
    size = struct.pack(">IIII", 56, len(array + index), 1, 0) + line + line
    size += struct.pack(">HHBBBb", 0, len(names) - 1, SIZE, SIZE, 1, 1)
    _add(font, "EBLC", struct.pack(">II", version, 1) + size + array + index)
    font.save(target)


def with_broken_pictures(source, target, character):
    """Writes a face whose picture of a character is no XML."""
    font = TTFont(source)
    number = font.getGlyphID(font.getBestCmap()[ord(character)])
    font["SVG "] = newTable("SVG ")
    font["SVG "].docList = [("<svg", number, number)]
    font.save(target)


def with_cff(source, target, characters, keyed=False):
    """Writes a face with the outlines of some characters in CFF; where it is `keyed`, by CIDs that
    are not the numbers of its glyphs, as in a part of a Japanese face.
    """
    subsetter = subset.Subsetter(subset.Options(layout_features=["*"], glyph_names=True))
    subsetter.populate(text=characters)
    font = TTFont(source)
    subsetter.subset(font)
    glyphs, names = font.getGlyphSet(), font.getGlyphOrder()
    outlines = {}
    for name in names:
        pen = T2CharStringPen(glyphs[name].width, glyphs)
        glyphs[name].draw(pen)
        outlines[name] = pen.getCharString()
    for tag in ("glyf", "loca", "fpgm", "prep", "cvt ", "gasp", "hdmx", "VDMX", "DSIG"):
        if tag in font:
            del font[tag]
    builder = FontBuilder(font=font)
    font.sfntVersion, builder.isTTF = "OTTO", False
    builder.setupCFF("Cubic", {"FullName": "Cubic"}, outlines, {})
    builder.setupMaxp()
    builder.setupVerticalHeader(ascent=500, descent=-500)  # as Japanese faces have it
    builder.setupVerticalMetrics(dict.fromkeys(names, (1000, 0)))
    if keyed:
        font.recalcBBoxes = False  # it looks glyphs up by their names, which they lose here
        _key(font["CFF "].cff.topDictIndex[0])
    font.save(target)


def _key(top):
    """Keys a CFF font by CIDs (Adobe Technical Note 5176, 19): the number of each glyph and 50."""
    part = FontDict()
    part.Private, top.FDArray, top.FDSelect = top.Private, FDArrayIndex(), FDSelect()
    top.FDArray.append(part)
    top.FDSelect.format, top.FDSelect.gidArray = 3, [0] * len(top.charset)
    names = [f"cid{number + 50:05d}" if number else name for number, name in enumerate(top.charset)]
    numbers = top.CharStrings.charStrings
    top.CharStrings.charStrings = {
        new: numbers[old] for old, new in zip(top.charset, names, strict=True)
    }
    top.CharStrings.fdSelect, top.CharStrings.fdArray = top.FDSelect, top.FDArray
    top.charset, top.ROS, top.CIDCount = names, ("Adobe", "Identity", 0), len(names) + 50
    del top.Private


def _add(font, tag, content):
    font[tag] = DefaultTable(tag)
    font[tag].data = content

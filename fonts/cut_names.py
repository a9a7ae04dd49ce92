"""Cuts a face for Japanese names from Noto CJK: what stands behind a face of BIZ UD, and no more.

    python fonts/cut_names.py NotoSansCJK-Regular.ttc fonts/biz-udpgothic/BIZUDPGothic-Regular.ttf \
        "Names JP Sans" Regular fonts/names-jp-sans/NamesJPSans-Regular.ttf

Of the kanji of Adobe-Japan1, which all have a sequence in the face's cmap (format 14), and of the
compatibility ideographs those that the face before it lacks, and the variation sequences that it
lacks with their bases. Outlines become TrueType, within one unit; heights are those of the face before it, so that lines stay even.
The same sources give the same bytes.
"""

import sys

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

ERROR = 1.0  # units of which an em has 1000
COMPATIBILITY = (range(0xF900, 0xFB00), range(0x2F800, 0x2FA20))  # ideographs, in use in names


def sequences(font):
    """The variation sequences of a face: glyph by base and selector, None for the base's own."""
    return {
        (base, selector): glyph
        for table in font["cmap"].tables
        if table.format == 14
        for selector, pairs in table.uvsDict.items()
        for base, glyph in pairs
    }


def outline(glyph):
    pen = TTGlyphPen(None)
    glyph.draw(Cu2QuPen(pen, ERROR, reverse_direction=True))
    return pen.glyph()


def cut(source, before, family, style, target):
    """Writes the face `family`, `style` to `target`, cut from `source` to stand behind `before`."""
    whole, before = TTFont(source, fontNumber=0), TTFont(before)
    characters, drawn = whole.getBestCmap(), whole.getGlyphSet()
    known, known_sequences = before.getBestCmap(), sequences(before)
    lacking = {key: it for key, it in sequences(whole).items() if key not in known_sequences}
    wanted = {base for base, _ in sequences(whole)}
    wanted |= {code for code in characters if any(code in block for block in COMPATIBILITY)}
    bases = {base for base, _ in lacking} | (wanted - known.keys())
    names = {characters[base] for base in bases} | {glyph for glyph in lacking.values() if glyph}
    order = [".notdef", *sorted(names)]
    builder = FontBuilder(whole["head"].unitsPerEm, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(
        {base: characters[base] for base in sorted(bases)},
        uvs=[(base, selector, glyph) for (base, selector), glyph in sorted(lacking.items())],
    )
    builder.setupGlyf({name: outline(drawn[name]) for name in order})
    table = builder.font["glyf"]
    builder.setupHorizontalMetrics(
        {name: (whole["hmtx"][name][0], getattr(table[name], "xMin", 0)) for name in order}
    )
    scale = builder.font["head"].unitsPerEm / before["head"].unitsPerEm
    heights = {
        tag: {key: round(getattr(before[tag], key) * scale) for key in keys}
        for tag, keys in {
            "hhea": ("ascent", "descent", "lineGap"),
            "OS/2": (
                *("sTypoAscender", "sTypoDescender", "sTypoLineGap"),
                *("usWinAscent", "usWinDescent"),
            ),
        }.items()
    }
    builder.setupHorizontalHeader(**heights["hhea"])
    builder.setupOS2(
        **heights["OS/2"], usWeightClass=whole["OS/2"].usWeightClass, fsType=0, achVendID="    "
    )
    old = whole["name"].getDebugName
    builder.setupNameTable(
        {
            "copyright": old(0),
            "familyName": family,
            "styleName": style,
            "uniqueFontIdentifier": f"{family} {style}",
            "fullName": f"{family} {style}",
            "version": f"Version {whole['head'].fontRevision:.3f}",
            "psName": f"{family.replace(' ', '')}-{style}",
            "description": f"Cut from {old(4)} {whole['head'].fontRevision:.3f} for Japanese names",
            "licenseDescription": old(13),
            "licenseInfoURL": old(14),
        },
        mac=False,
    )
    builder.setupPost(keepGlyphNames=False)
    head = builder.font["head"]
    head.fontRevision = whole["head"].fontRevision
    head.created, head.modified = whole["head"].created, whole["head"].modified
    head.macStyle = whole["head"].macStyle
    builder.font.recalcTimestamp = False
    builder.save(target)


if __name__ == "__main__":
    cut(*sys.argv[1:])

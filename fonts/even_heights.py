"""Gives a face the heights of another in its script, and a name of its own.

    python fonts/even_heights.py NotoSerifMyanmar-SemiBold.ttf \
        fonts/noto-sans-myanmar/NotoSansMyanmar-Bold.ttf "Titles Myanmar Serif" SemiBold \
        fonts/titles-myanmar-serif/TitlesMyanmarSerif-SemiBold.ttf

Noto Serif Myanmar has as much room below its lines as above, though its letters stand high: titles
ran into what is above them. Outlines and rules stay as they are. The same sources give the same bytes.
"""

import sys

from fontTools.ttLib import TTFont

HEIGHTS = {
    "hhea": ("ascent", "descent", "lineGap"),
    "OS/2": ("sTypoAscender", "sTypoDescender", "sTypoLineGap", "usWinAscent", "usWinDescent"),
}
LICENCE = (0, 13, 14)  # names that stay (OpenType, name): copyright, licence and its address


def even(source, model, family, style, target):
    """Writes the face `family`, `style` to `target`: `source` with the heights of `model`."""
    font, model = TTFont(source, recalcTimestamp=False), TTFont(model)
    scale = font["head"].unitsPerEm / model["head"].unitsPerEm
    for tag, keys in HEIGHTS.items():
        for key in keys:
            setattr(font[tag], key, round(getattr(model[tag], key) * scale))
    table = font["name"]
    revision, whole = font["head"].fontRevision, table.getDebugName(4)
    table.names = [it for it in table.names if it.nameID in LICENCE]
    names = {
        1: family,
        2: style,
        3: f"{family} {style}",
        4: f"{family} {style}",
        5: f"Version {revision:.3f}",
        6: f"{family.replace(' ', '')}-{style}",
        10: f"{whole} {revision:.3f} with other heights",
    }
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)
    font.save(target)


if __name__ == "__main__":
    even(*sys.argv[1:])

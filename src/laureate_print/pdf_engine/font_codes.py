"""Writes into a PDF's fonts which glyph, width and text each further code has.

ISO 32000-1, 9.7.4.2 and 9.10.3: CIDToGIDMap and ToUnicode. Takes the place of
`weasyprint.pdf.build_fonts_dictionary`; `tests/pdf_engine/test_upstream.py` tells when that is no
longer needed.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pydyf
from weasyprint.pdf.fonts import build_fonts_dictionary

from laureate_print.pdf_engine.glyph_codes import Shape

_BLOCK = 100  # lines of a CMap at most in one block (Adobe Technical Note 5014, 7.3)


def build_fonts(pdf: Any, fonts: dict[Any, Any], compress: bool, *rest: Any) -> Any:
    """Gives the dictionary of a PDF's fonts, which know the glyph, width and text of their further
    codes.
    """
    built = build_fonts_dictionary(pdf, fonts, compress, *rest)
    for font in fonts.values():
        if not font.bitmap and font.to_unicode.further:
            _add_codes(pdf, _object(pdf, built[font.hash]), font, compress)
    return built


def _add_codes(pdf: Any, dictionary: Any, font: Any, compress: bool) -> None:
    further: dict[int, Shape] = font.to_unicode.further
    texts = _object(pdf, dictionary["ToUnicode"]).stream
    lines = [
        f"<{code:04x}> <{shape.text.encode('utf-16-be').hex()}>".encode()
        for code, shape in further.items()
    ]
    place = texts.index(b"endcmap")
    for start in range(0, len(lines), _BLOCK):
        block = lines[start : start + _BLOCK]
        texts[place:place] = [f"{len(block)} beginbfchar".encode(), *block, b"endbfchar"]
    descendant = _object(pdf, dictionary["DescendantFonts"][0])
    descendant["W"].extend(
        [min(further), pydyf.Array([font.widths[shape.glyph] for shape in further.values()])]
    )
    file = _object(pdf, _object(pdf, descendant["FontDescriptor"])["FontFile2"])
    raised = sorted({(shape.glyph, shape.rise) for shape in further.values() if shape.rise})
    drawn = _with_raised_glyphs(file, raised) if raised else {}
    glyphs = bytearray(2 * (max(further) + 1))
    for code, shape in [
        *((glyph, Shape(glyph, "")) for glyph in font.to_unicode),
        *further.items(),
    ]:
        glyph = drawn.get((shape.glyph, shape.rise), shape.glyph)
        glyphs[2 * code : 2 * code + 2] = glyph.to_bytes(2, "big")
    mapping = pydyf.Stream([bytes(glyphs)], compress=compress)
    pdf.add_object(mapping)
    descendant["CIDToGIDMap"] = mapping.reference


def _with_raised_glyphs(file: Any, raised: list[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """Adds to a font file glyphs that stand above or below others of it; gives their numbers."""
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

    font = TTFont(BytesIO(file.stream[0]), recalcTimestamp=False)
    order = list(font.getGlyphOrder())
    drawn: dict[tuple[int, int], int] = {}
    for glyph, rise in raised:
        component = GlyphComponent()
        component.glyphName, component.flags = order[glyph], 0
        component.x, component.y = 0, round(rise * font["head"].unitsPerEm / 1000)
        copy = Glyph()
        copy.numberOfContours, copy.components = -1, [component]
        name = f"{order[glyph]}.raised{rise}"
        font["glyf"][name], font["hmtx"][name] = copy, font["hmtx"][order[glyph]]
        drawn[glyph, rise] = len(order) + len(drawn)
    saved = BytesIO()
    font.save(saved)
    file.stream, file.extra["Length1"] = [saved.getvalue()], len(saved.getvalue())
    return drawn


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]

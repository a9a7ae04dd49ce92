"""Writes into a PDF's fonts which glyph, width and text each further code has.

TrueType outlines: a code is a CID, and CIDToGIDMap names the glyph (ISO 32000-1, 9.7.4.2). CFF
outlines have no such map: there a CID is the number of a glyph, and an embedded CMap names the CID
of a code (9.7.5). ToUnicode gives the text of each code (9.10.3).

Takes the place of `weasyprint.pdf.build_fonts_dictionary`; `tests/pdf_engine/test_upstream.py`
shows when that is no longer needed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pydyf
from weasyprint.pdf.fonts import build_fonts_dictionary

from laureate_print.errors import FontError
from laureate_print.pdf_engine.font_files import (
    is_broken,
    with_cff_glyphs,
    with_truetype_glyphs,
)
from laureate_print.pdf_engine.glyph_codes import Shape

_BLOCK = 100  # lines of a CMap at most in one block (Adobe Technical Note 5014, 7.3)
_CMAP = "WP-Encod-0"  # the engine's own name for it


def build_fonts(
    pdf: Any, fonts: dict[Any, Any], compress: bool, subset: bool, options: dict[str, Any]
) -> Any:
    """Gives the dictionary of a PDF's fonts, which know the glyph, width and text of their further
    codes.

    The engine is told the widths of further codes while it draws, but would write them as those of
    CIDs that no font has.
    """
    for font in fonts.values():
        if not font.bitmap:
            for code in font.to_unicode.further:
                font.widths.pop(code, None)
    built = build_fonts_dictionary(pdf, fonts, compress, subset, options)
    for font in fonts.values():
        if font.bitmap:
            continue
        dictionary = _object(pdf, built[font.hash])
        descendant = _object(pdf, dictionary["DescendantFonts"][0])
        codes = _Codes(font, subset and not font.used_in_forms)
        try:
            if descendant["Subtype"] == "/CIDFontType0":
                _write_cff(pdf, dictionary, descendant, codes, compress)
            elif codes.further:
                _write_truetype(pdf, dictionary, descendant, codes, compress)
        except Exception as error:
            if not is_broken(font.file_content):
                raise
            raise FontError(
                f"the face '{font.family}' cannot be written into a PDF: its file is broken; take"
                " another copy of the font"
            ) from error
    return built


class _Codes:
    """A font's codes: its glyphs' own numbers, and `further` ones with their widths.

    What the face lacks is its glyph 0 (9.7.6.3).
    """

    def __init__(self, font: Any, subset: bool) -> None:
        shapes: dict[int, Shape] = font.to_unicode.further
        missing = set(font.missing.values())
        self.widths = {code: _width(shape, font.widths) for code, shape in shapes.items()}
        self.further = {
            code: shape._replace(
                parts=tuple(
                    part._replace(glyph=0) if part.glyph in missing else part
                    for part in shape.parts
                )
            )
            for code, shape in shapes.items()
        }
        own = font.to_unicode if subset else range(font.glyph_count)
        self.own = {glyph: 0 if glyph in missing else glyph for glyph in own}


def _width(shape: Shape, widths: dict[int, int]) -> int:
    return widths[shape.parts[0].glyph] if shape.advance is None else shape.advance


def _write_truetype(
    pdf: Any, dictionary: Any, descendant: Any, codes: _Codes, compress: bool
) -> None:
    """Gives further codes of a face with TrueType outlines their texts, widths and glyphs."""
    further = codes.further
    _write_texts(pdf, dictionary, further)
    if dictionary["Encoding"] != "/Identity-H":  # the engine leaves out what the face lacks
        _insert(
            _object(pdf, dictionary["Encoding"]).stream,
            "cidchar",
            (f"<{code:04x}> {code}" for code in further),
        )
    descendant["W"].extend([min(further), pydyf.Array(codes.widths.values())])
    file = _object(pdf, _object(pdf, descendant["FontDescriptor"])["FontFile2"])
    drawn = with_truetype_glyphs(file, list(further.values()))
    glyphs = bytearray(2 * (max(further) + 1))
    numbers = dict(zip(further, drawn, strict=True))
    for code, glyph in (codes.own | numbers).items():
        glyphs[2 * code : 2 * code + 2] = glyph.to_bytes(2, "big")
    mapping = pydyf.Stream([bytes(glyphs)], compress=compress)
    pdf.add_object(mapping)
    descendant["CIDToGIDMap"] = mapping.reference


def _write_cff(pdf: Any, dictionary: Any, descendant: Any, codes: _Codes, compress: bool) -> None:
    """Gives further codes of a face with CFF outlines their texts and glyphs, each its own, for
    MuPDF keeps one text for each CID.
    """
    further = codes.further
    file = _object(pdf, _object(pdf, descendant["FontDescriptor"])["FontFile3"])
    added = with_cff_glyphs(file, list(further.values()))
    if not further:
        return
    _write_texts(pdf, dictionary, further)
    cids = dict(zip(further, added, strict=True))
    for code, cid in cids.items():
        descendant["W"].extend([cid, pydyf.Array([codes.widths[code]])])
    lines = (f"<{code:04x}> {cid}" for code, cid in (codes.own | cids).items())
    encoding = _cmap(lines, compress)
    pdf.add_object(encoding)
    dictionary["Encoding"] = encoding.reference


def _write_texts(pdf: Any, dictionary: Any, further: dict[int, Shape]) -> None:
    lines = (
        f"<{code:04x}> <{shape.text.encode('utf-16-be').hex()}>" for code, shape in further.items()
    )
    _insert(_object(pdf, dictionary["ToUnicode"]).stream, "bfchar", lines)


def _cmap(lines: Iterable[str], compress: bool) -> Any:
    """Gives an embedded CMap from codes of two bytes to CIDs (ISO 32000-1, 9.7.5.3)."""
    registry, ordering = pydyf.String("Adobe"), pydyf.String("Identity")
    system = {"Registry": registry, "Ordering": ordering, "Supplement": 0}
    extra = {"Type": "/CMap", "CMapName": f"/{_CMAP}", "CIDSystemInfo": pydyf.Dictionary(system)}
    content = [
        b"/CIDInit /ProcSet findresource begin",
        b"12 dict begin",
        b"begincmap",
        b"/CIDSystemInfo",
        b"3 dict dup begin",
        b"/Registry (Adobe) def",
        b"/Ordering (Identity) def",
        b"/Supplement 0 def",
        b"end def",
        f"/CMapName /{_CMAP} def".encode(),
        b"/CMapType 1 def",
        b"1 begincodespacerange",
        b"<0000> <ffff>",
        b"endcodespacerange",
        b"endcmap",
        b"CMapName currentdict /CMap defineresource pop",
        b"end",
        b"end",
    ]
    _insert(content, "cidchar", lines)
    return pydyf.Stream(content, pydyf.Dictionary(extra), compress=compress)


def _insert(cmap: list[bytes], kind: str, lines: Iterable[str]) -> None:
    """Adds lines of a kind to a CMap, in blocks."""
    encoded = [line.encode() for line in lines]
    place = cmap.index(b"endcmap")
    for start in range(0, len(encoded), _BLOCK):
        block = encoded[start : start + _BLOCK]
        cmap[place:place] = [f"{len(block)} begin{kind}".encode(), *block, f"end{kind}".encode()]


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]

"""What standards ask of a composite font and its program, and a file does not keep.

Our own reading of ISO 19005-2, 6.2.11.4.1, 6.2.11.5 and 6.2.11.8, of the same clauses of ISO
19005-4 (6.2.10) and of ISO 14289-1 (7.21).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass

import pikepdf

from laureate_print.pdf_reader import sfnt
from laureate_print.pdf_reader.font_programs import cff_fonts
from laureate_print.pdf_reader.fonts import Font
from laureate_print.pdf_reader.objects import entry

_TOLERANCE = 1.0  # thousandths of the type size, by which widths may part (6.2.11.5)
_RESTRICTED, _USAGE = 0x0002, 0x000E  # OpenType, OS/2, fsType
_NO_SUBSETTING, _BITMAPS_ALONE = 0x0100, 0x0200
_NO_TEXTS = {"\x00", "\ufeff", "\ufffe"}  # 6.2.11.7.2


@dataclass(frozen=True, slots=True)
class _Outlines:
    """What a font program says: the width of each glyph in thousandths of the type size, whether it
    varies, and the flags of its licence.
    """

    glyphs: Mapping[int, int]
    widths: Callable[[int], float | None]
    varies: bool
    flags: int


def flaws(font: Font, used: Set[int]) -> Iterator[str]:
    """Gives what is wrong with a font of which a file shows the codes that are `used`."""
    if not font.embedded:
        yield "its program is not inside"
        return
    if not font.composite:
        return
    try:
        outlines = _outlines(font)
    except Exception:  # fontTools raises whatever its parsers stumble over, pikepdf its own
        yield "its program cannot be read"
        return
    yield from _of_licence(outlines)
    yield from _of_codes(font, outlines, used)


def _of_licence(outlines: _Outlines) -> Iterator[str]:
    if outlines.varies:
        yield "its program is a variable font"
    if outlines.flags & _USAGE == _RESTRICTED:
        yield "its licence flag forbids embedding (fsType 0x0002)"
    if outlines.flags & (_NO_SUBSETTING | _BITMAPS_ALONE):
        yield f"its licence flag forbids such embedding (fsType 0x{outlines.flags:04X})"


def _of_codes(font: Font, outlines: _Outlines, used: Set[int]) -> Iterator[str]:
    parted, missing, textless = [], [], []
    for code in sorted(used):
        glyph = outlines.glyphs.get(font.cid(code), 0)
        width = outlines.widths(glyph)
        if not glyph or width is None:
            missing.append(code)
        elif abs(width - font.advance(code)) > _TOLERANCE:
            parted.append((code, font.advance(code), width))
        if font.to_unicode.get(code) in _NO_TEXTS:
            textless.append(code)
    if missing:
        yield f"the code {missing[0]} shows no glyph of its program, but .notdef"
    if parted:
        code, declared, width = parted[0]
        yield (
            f"{len(parted)} widths are not those of its program: the code {code} is"
            f" {declared:.0f} wide in the file and {width:.0f} in the program"
        )
    if textless:
        yield f"the code {textless[0]} stands for a character that is none"


def _outlines(font: Font) -> _Outlines:
    descriptor = font.descriptor
    for key in ("/FontFile2", "/FontFile3"):
        file = entry(descriptor, key)
        if not isinstance(file, pikepdf.Stream):
            continue
        content = file.read_bytes()
        if content[:4] not in (b"\0\1\0\0", b"true", b"OTTO"):
            return _bare(content)
        program = sfnt.read(content)
        widths = program.widths
        glyphs = (
            _by_charset(cff_fonts(program.table("CFF "))[0])
            if "CFF " in program.places
            else _by_map(font, len(widths))
        )
        return _Outlines(glyphs, _listed(widths), program.varies, program.licence)
    raise ValueError("no program that a composite font may have")


def _listed(widths: list[float]) -> Callable[[int], float | None]:
    return lambda glyph: widths[glyph] if glyph < len(widths) else None


def _bare(content: bytes) -> _Outlines:
    """Gives the outlines of a bare CFF program (ISO 32000-1, 9.9, CIDFontType0C)."""
    from fontTools.pens.basePen import NullPen

    top = cff_fonts(content)[0]
    scale = 1000 * float(top.FontMatrix[0])

    def width(glyph: int) -> float | None:
        if glyph >= len(top.charset):
            return None
        outline = top.CharStrings[top.charset[glyph]]
        outline.draw(NullPen())  # its width is known once it is drawn
        return float(outline.width) * scale

    return _Outlines(_by_charset(top), width, varies=False, flags=0)


def _by_charset(top: object) -> dict[int, int]:
    """Gives the glyph of each CID of a CFF font, by its charset if it has CIDs (9.7.4.2)."""
    charset = top.charset  # type: ignore[attr-defined] # fontTools has no types
    if not hasattr(top, "ROS"):
        return {glyph: glyph for glyph in range(len(charset))}
    return {int(name[3:]) if glyph else 0: glyph for glyph, name in enumerate(charset)}


def _by_map(font: Font, count: int) -> dict[int, int]:
    """Gives the glyph of each CID of a TrueType font, by its CIDToGIDMap (9.7.4.2)."""
    given = entry(font.inner, "/CIDToGIDMap")
    if not isinstance(given, pikepdf.Stream):
        return {glyph: glyph for glyph in range(count)}
    content = given.read_bytes()
    pairs = zip(content[::2], content[1::2], strict=False)
    return {cid: high << 8 | low for cid, (high, low) in enumerate(pairs)}

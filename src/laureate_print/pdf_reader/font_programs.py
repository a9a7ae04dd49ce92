"""The font programs inside a PDF: TrueType, OpenType, bare CFF and Type 1 (ISO 32000-1, 9.9)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, TypeVar

import pikepdf

from laureate_print.pdf_reader import sfnt
from laureate_print.pdf_reader.objects import entry

if TYPE_CHECKING:
    from fontTools.cffLib import CFFFontSet

Fact = TypeVar("Fact")

_KEYS = ("/FontFile", "/FontFile2", "/FontFile3")
_NAME = re.compile(rb"/FontName\s*/([^\s/{}()<>\[\]]+)")
_CODE = re.compile(rb"dup\s+(\d+)\s*/([^\s/{}()<>\[\]]+)\s+put")


@dataclass(frozen=True, slots=True)
class Program:
    """What a font program says of itself: its PostScript name, and its revision, zero where its
    format has none.
    """

    postscript: str = ""
    revision: float = 0.0


def is_embedded(descriptor: object) -> bool:
    """Whether a font descriptor leads to a font program."""
    return any(isinstance(entry(descriptor, key), pikepdf.Stream) for key in _KEYS)


def program(descriptor: object) -> Program:
    """Gives what the program of a font descriptor says; nothing where there is none, or none that
    can be read.
    """
    return _read(descriptor, Program(), _sfnt_name, _type1_name, _cff_name)


def own_encoding(descriptor: object) -> dict[int, str]:
    """Gives the glyph names behind the codes of a font program's own encoding (9.6.6)."""
    return _read(descriptor, {}, _sfnt_encoding, _type1_encoding, _cff_encoding)


def _read(
    descriptor: object,
    nothing: Fact,
    of_sfnt: Callable[[bytes], Fact],
    type1: Callable[[bytes], Fact],
    cff: Callable[[CFFFontSet], Fact],
) -> Fact:
    """Gives what the reader of a program's format finds in it."""
    file = next((file for key in _KEYS if (file := entry(descriptor, key)) is not None), None)
    if not isinstance(file, pikepdf.Stream):
        return nothing
    try:
        content = file.read_bytes()
        if content[:4] in sfnt.SIGNATURES:
            return of_sfnt(content)
        if content[:2] in (b"%!", b"\x80\x01"):
            return type1(content.partition(b"eexec")[0])
        return cff(cff_fonts(content))
    except Exception:  # fontTools raises whatever its parsers stumble over, pikepdf its own
        return nothing


def cff_fonts(content: bytes) -> CFFFontSet:
    """Opens the bytes of a CFF program or table."""
    from fontTools.cffLib import CFFFontSet

    fonts = CFFFontSet()
    fonts.decompile(BytesIO(content), None)
    return fonts


def _sfnt_name(content: bytes) -> Program:
    font = sfnt.read(content)
    postscript = font.postscript if "name" in font.places else ""
    if "CFF " in font.places and not postscript:
        postscript = str(cff_fonts(font.table("CFF ")).fontNames[0])
    return Program(postscript, font.revision if "head" in font.places else 0.0)


def _sfnt_encoding(content: bytes) -> dict[int, str]:
    """Gives the names of a symbolic font: those of its (3, 0) or (1, 0) table (9.6.6.4)."""
    from fontTools.ttLib import TTFont

    names = {}
    with TTFont(BytesIO(content), lazy=True, fontNumber=0) as font:
        for kind in ((1, 0), (3, 0)) if "cmap" in font else ():
            table = font["cmap"].getcmap(*kind)
            for code, glyph in table.cmap.items() if table else ():
                names[code & 0xFF] = str(glyph)
    return names


def _type1_name(clear: bytes) -> Program:
    name = _NAME.search(clear)
    return Program(name[1].decode("latin-1") if name else "")


def _type1_encoding(clear: bytes) -> dict[int, str]:
    names = {int(code): glyph.decode("latin-1") for code, glyph in _CODE.findall(clear)}
    return names or (standard() if b"StandardEncoding def" in clear else {})


def _cff_name(fonts: CFFFontSet) -> Program:
    return Program(str(fonts.fontNames[0]))


def _cff_encoding(fonts: CFFFontSet) -> dict[int, str]:
    font = fonts[0]
    encoding = getattr(font, "Encoding", None) if not hasattr(font, "ROS") else None
    if encoding == "StandardEncoding":
        return standard()
    given = encoding if isinstance(encoding, list) else []
    return {code: str(name) for code, name in enumerate(given) if name != ".notdef"}


def standard() -> dict[int, str]:
    """Gives the glyph names of StandardEncoding by code (ISO 32000-1, annex D)."""
    from fontTools.encodings.StandardEncoding import StandardEncoding

    return {code: name for code, name in enumerate(StandardEncoding) if name != ".notdef"}

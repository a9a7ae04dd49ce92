"""Gives each glyph that is shown a code of its own for each text that it stands for.

The engine writes glyphs by number and keeps one text for each, that of the cluster in which it was
first seen: wrong wherever a glyph is shared, split or reordered, as in Vietnamese, Burmese or
Hindi. Here a glyph gets a further code for each further text (ISO 32000-1, 9.7.4.2 and 9.10.3:
CIDToGIDMap and ToUnicode), so that readers which know nothing of `/ActualText` get the right
letters too. A glyph that adds nothing to the text of its cluster stands for U+200B.

From right to left readers turn the line round letter by letter: there a glyph stands for what the
face's own tables say, or else for its cluster's letters, from left to right. Replaces
`Stream.add_font` and `Stream.show_text` and wraps `build_fonts_dictionary`;
`tests/typeset/test_upstream.py` tells when that is no longer needed.
"""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Callable
from io import BytesIO
from typing import Any, NamedTuple

import pydyf

from laureate_print.pdf_engine.glyph_tables import letters, visual
from laureate_print.pdf_engine.line_breaking import ZERO_WIDTH_SPACE

_MOST = 0xFFFF  # codes have two bytes
_BEHIND = 256  # the engine counts glyphs that are missing up from the last one
_PIECES = re.compile(r"(<[0-9a-f]*>)")
_PARTS = re.compile(r"<[0-9a-f]*>|[^<>]+")
_UNDRAWN = "0.0"  # how the engine steps over a character that draws nothing


class Shape(NamedTuple):
    """A glyph, what it stands for, and how far above its line it is drawn, in thousandths of the
    type size.
    """

    glyph: int
    text: str
    rise: int = 0


class Codes(dict[int, str]):
    """A font's texts by glyph, as the engine keeps them, and the further codes of glyphs that stand
    for several.

    It never says that it has a glyph, so that the engine tells the text of every glyph that it is
    about to show.
    """

    def __init__(
        self, known: dict[int, str], glyph_count: int, told: deque[tuple[Codes, int, str]]
    ) -> None:
        super().__init__()
        self.known = known
        self.further: dict[int, Shape] = {}
        self._told = told
        self._codes: dict[Shape, int] = {}
        self._free = glyph_count + _BEHIND

    def __contains__(self, glyph: object) -> bool:
        return False

    def __setitem__(self, glyph: int, text: str) -> None:
        self._told.append((self, glyph, text))

    def code(self, shape: Shape) -> int:
        """Gives the code by which a glyph stands for a text: the first text's is the glyph's own
        number.
        """
        if shape not in self._codes:
            self._codes[shape] = self._new_code(shape)
        return self._codes[shape]

    def _new_code(self, shape: Shape) -> int:
        if not super().__contains__(shape.glyph):
            super().__setitem__(shape.glyph, shape.text)
            if not shape.rise:
                return shape.glyph
        code = self._free + len(self.further)
        if code > _MOST:
            return shape.glyph
        self.further[code] = shape
        return code


class GlyphTexts:
    """What the engine gets in place of its own functions, with what was told of glyphs that wait to
    be shown.
    """

    def __init__(self, stream: Any, fonts: Any) -> None:
        self._add_font, self._show_text, self._set_rise = (
            stream.add_font,
            stream.show_text,
            stream.set_text_rise,
        )
        self._build_fonts: Callable[..., Any] = fonts
        self._told: deque[tuple[Codes, int, str]] = deque()
        self._waiting = ""  # joiners that the next glyph stands for too
        self._whole = False  # whether a glyph of this cluster stands for all of it
        self._rise = 0  # of the mark that is shown next

    def add_font(self) -> Callable[..., Any]:
        """Gives `Stream.add_font`: a new font keeps its texts in `Codes`."""

        def add(stream: Any, pango_font: Any) -> Any:
            font, size = self._add_font(stream, pango_font)
            if type(font.to_unicode) is dict:
                font.to_unicode = Codes(letters(font.file_content), font.glyph_count, self._told)
            return font, size

        return add

    def show_text(self) -> Callable[..., None]:
        """Gives `Stream.show_text`: each glyph is shown by the code for what it
        stands for there.
        """

        def show(stream: Any, text: str) -> None:
            pieces = _PIECES.split(text)
            for place, piece in enumerate(pieces):
                if place % 2:
                    pieces[place] = f"<{self._next_codes((len(piece) - 2) // 4)}>"
                elif piece == _UNDRAWN and stream.undrawn:
                    self._waiting += stream.undrawn.popleft()
            self._show_text(stream, _joined("".join(pieces)))

        return show

    def _next_codes(self, count: int) -> str:
        shown = (self._told.popleft() for _ in range(count))
        return "".join(
            f"{codes.code(Shape(glyph, self._text(codes, glyph, text), self._rise)):04x}"
            for codes, glyph, text in shown
        )

    def set_text_rise(self) -> Callable[..., None]:
        """Gives `Stream.set_text_rise`: a raised mark from right to left is drawn by a glyph that
        is raised itself.

        PDFium takes text with a rise of its own for another line, and puts the words round it out
        of their order.
        """

        def set_rise(stream: Any, rise: float) -> None:
            if rise and self._told[0][0].known:
                self._rise = round(1000 * rise / stream._current_font[1])
            elif not self._rise:
                self._set_rise(stream, rise)
            else:
                self._rise = 0

        return set_rise

    def _text(self, codes: Codes, glyph: int, cluster: str) -> str:
        """Gives what a glyph stands for; the engine tells the letters of a cluster once, with its
        first glyph or last.

        A glyph for U+06C0 is no text for U+0647 U+0654, which it draws too: there the cluster's own
        letters count.
        """
        known = codes.known.get(glyph, "")
        if codes.known and _is_mark(cluster):
            self._waiting += cluster
            return ZERO_WIDTH_SPACE
        if cluster:
            self._whole = bool(known) and not set(known) <= set(cluster)
            known = known if known and not self._whole else visual(cluster)
        elif self._whole:
            known = ""
        text, self._waiting = self._waiting + known, ""
        return text or ZERO_WIDTH_SPACE

    def build_fonts(self) -> Callable[..., Any]:
        """Gives `build_fonts_dictionary`: fonts know the glyph, width and text of their further
        codes.
        """

        def build(pdf: Any, fonts: dict[Any, Any], compress: bool, *rest: Any) -> Any:
            built = self._build_fonts(pdf, fonts, compress, *rest)
            for font in fonts.values():
                if font.to_unicode.further:
                    _add_codes(pdf, _object(pdf, built[font.hash]), font, compress)
            return built

        return build


def _joined(array: str) -> str:
    """Gives strings and adjustments without empty strings, adjustments in a row as one (ISO
    32000-1, 9.4.3).

    PDFium loses the last adjustment of an array that has an empty string, and draws what follows in
    the wrong place.
    """
    parts: list[str | float] = []
    for piece in _PARTS.findall(array):
        last = parts[-1] if parts else ""
        if piece.startswith("<"):
            if isinstance(last, str) and last:
                parts[-1] = last[:-1] + piece[1:]
            elif piece != "<>":
                parts.append(piece)
        elif isinstance(last, float):
            parts[-1] = last + float(piece)
        elif float(piece):
            parts.append(float(piece))
    return "".join(
        part if isinstance(part, str) else f"{part:.3f}".rstrip("0").rstrip(".") for part in parts
    )


def _add_codes(pdf: Any, dictionary: Any, font: Any, compress: bool) -> None:
    further: dict[int, Shape] = font.to_unicode.further
    texts = _object(pdf, dictionary["ToUnicode"]).stream
    lines = [
        f"<{code:04x}> <{shape.text.encode('utf-16-be').hex()}>".encode()
        for code, shape in further.items()
    ]
    place = texts.index(b"endcmap")
    for start in range(
        0, len(lines), 100
    ):  # at most 100 lines each (Adobe Technical Note 5014, 7.3)
        block = lines[start : start + 100]
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


def _is_mark(text: str) -> bool:
    return bool(text) and all(unicodedata.combining(character) for character in text)

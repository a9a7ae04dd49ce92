"""Gives each glyph that is shown a code of its own for each text that it stands for.

The engine writes glyphs by number and keeps one text for each, that of the cluster in which it was first seen: wrong
wherever a glyph is shared, split or reordered, as in Vietnamese, Burmese or Hindi. Here a glyph gets a further code for
each further text (ISO 32000-1, 9.7.4.2 and 9.10.3: CIDToGIDMap and ToUnicode), so that readers which know nothing of
`/ActualText` get the right letters too. A glyph that adds nothing to the text of its cluster stands for U+200B.

From right to left readers turn the line round letter by letter: there a glyph stands for what the face's own tables say,
or else for its cluster's letters, from left to right. Replaces `Stream.add_font` and `Stream.show_text` and wraps
`build_fonts_dictionary`; `tests/typeset/test_upstream.py` tells when that is no longer needed.
"""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Callable, Iterator
from functools import lru_cache
from io import BytesIO
from typing import Any

import pydyf

from laureate_print.typeset.line_breaking import ZERO_WIDTH_SPACE
from laureate_print.typeset.text_layer import is_right_to_left

_SINGLE, _LIGATURE, _EXTENSION = 1, 4, 7  # OpenType, GSUB lookup types
_MOST = 0xFFFF  # codes have two bytes
_BEHIND = 256  # the engine counts glyphs that are missing up from the last one
_SHOWN = re.compile(r"<([0-9a-f]*)>")


class Codes(dict[int, str]):
    """A font's texts by glyph, as the engine keeps them, and the further codes of glyphs that stand for several.

    It never says that it has a glyph, so that the engine tells the text of every glyph that it is about to show.
    """

    def __init__(self, known: dict[int, str], glyph_count: int, shown: deque[int]) -> None:
        super().__init__()
        self.further: dict[int, tuple[int, str]] = {}
        self._known, self._shown = known, shown
        self._codes: dict[tuple[int, str], int] = {}
        self._free = glyph_count + _BEHIND

    def __contains__(self, glyph: object) -> bool:
        return False

    def __setitem__(self, glyph: int, text: str) -> None:
        text = self._known.get(glyph) or _visual(text) or ZERO_WIDTH_SPACE
        self._shown.append(self._codes.setdefault((glyph, text), self._new_code(glyph, text)))

    def _new_code(self, glyph: int, text: str) -> int:
        if (glyph, text) in self._codes:
            return 0
        if not super().__contains__(glyph):
            super().__setitem__(glyph, text)
            return glyph
        code = self._free + len(self.further)
        if code > _MOST:
            return glyph
        self.further[code] = (glyph, text)
        return code


class GlyphTexts:
    """What the engine gets in place of its own functions, with the codes of glyphs that wait to be shown."""

    def __init__(self, stream: Any, fonts: Any) -> None:
        self._add_font, self._show_text = stream.add_font, stream.show_text
        self._build_fonts: Callable[..., Any] = fonts
        self._shown: deque[int] = deque()

    def add_font(self) -> Callable[..., Any]:
        """Gives `Stream.add_font`: a new font keeps its texts in `Codes`."""

        def add(stream: Any, pango_font: Any) -> Any:
            font, size = self._add_font(stream, pango_font)
            if type(font.to_unicode) is dict:
                font.to_unicode = Codes(_texts(font.file_content), font.glyph_count, self._shown)
            return font, size

        return add

    def show_text(self) -> Callable[..., None]:
        """Gives `Stream.show_text`: each glyph is shown by the code for what it stands for there."""

        def show(stream: Any, text: str) -> None:
            self._show_text(stream, _SHOWN.sub(lambda found: f"<{self._next_codes(len(found[1]) // 4)}>", text))

        return show

    def _next_codes(self, count: int) -> str:
        return "".join(f"{self._shown.popleft():04x}" for _ in range(count))

    def build_fonts(self) -> Callable[..., Any]:
        """Gives `build_fonts_dictionary`: fonts know the glyph, width and text of their further codes."""

        def build(pdf: Any, fonts: dict[Any, Any], compress: bool, *rest: Any) -> Any:
            built = self._build_fonts(pdf, fonts, compress, *rest)
            for font in fonts.values():
                if font.to_unicode.further:
                    _add_codes(pdf, _object(pdf, built[font.hash]), font, compress)
            return built

        return build


def _add_codes(pdf: Any, dictionary: Any, font: Any, compress: bool) -> None:
    further = font.to_unicode.further
    texts = _object(pdf, dictionary["ToUnicode"]).stream
    lines = [f"<{code:04x}> <{text.encode('utf-16-be').hex()}>".encode() for code, (_, text) in further.items()]
    place = texts.index(b"endcmap")
    for start in range(0, len(lines), 100):  # at most 100 lines each (Adobe Technical Note 5014, 7.3)
        block = lines[start : start + 100]
        texts[place:place] = [f"{len(block)} beginbfchar".encode(), *block, b"endbfchar"]
    descendant = _object(pdf, dictionary["DescendantFonts"][0])
    descendant["W"].extend([min(further), pydyf.Array([font.widths[glyph] for glyph, _ in further.values()])])
    glyphs = bytearray(2 * (max(further) + 1))
    for code, glyph in [*((glyph, glyph) for glyph in font.to_unicode), *((c, g) for c, (g, _) in further.items())]:
        glyphs[2 * code : 2 * code + 2] = glyph.to_bytes(2, "big")
    mapping = pydyf.Stream([bytes(glyphs)], compress=compress)
    pdf.add_object(mapping)
    descendant["CIDToGIDMap"] = mapping.reference


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


@lru_cache(maxsize=64)
def _texts(content: bytes) -> dict[int, str]:
    """Gives the text of each glyph that stands for right-to-left letters, after the face's own tables."""
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(content), lazy=True)
    texts: dict[str, str] = {}
    for code, name in sorted(font.getBestCmap().items()):
        texts.setdefault(name, unicodedata.normalize("NFKC", chr(code)))
    if not any(is_right_to_left(text) for text in texts.values()) or "GSUB" not in font:
        return {}
    before = -1
    while len(texts) > before:
        before = len(texts)
        for name, components in _substitutions(font):
            if name not in texts and all(component in texts for component in components):
                texts[name] = "".join(texts[component] for component in components)
    return {font.getGlyphID(name): _visual(text) for name, text in texts.items() if is_right_to_left(text)}


def _substitutions(font: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Gives each glyph that GSUB can put in the place of others, with those others."""
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            table = table.ExtSubTable if table.LookupType == _EXTENSION else table
            if table.LookupType == _SINGLE:
                yield from ((after, (before,)) for before, after in table.mapping.items())
            elif table.LookupType == _LIGATURE:
                for first, ligatures in table.ligatures.items():
                    yield from ((ligature.LigGlyph, (first, *ligature.Component)) for ligature in ligatures)


def _visual(text: str) -> str:
    """Gives letters from right to left as they stand from left to right, as readers expect that turn the line round."""
    return text[::-1] if is_right_to_left(text) else text

"""Gives each glyph of a right-to-left face the letters that the face's own tables say it stands for.

From right to left `/ActualText` on marked content is reversed by one reader or another, so the glyphs themselves must
carry the text. The engine takes the letters of whatever cluster a glyph was first seen in, by which لازم reads الزم.
Wraps `weasyprint.pdf.stream.Stream.add_font`; `tests/typeset/test_upstream.py` tells when that is no longer needed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from io import BytesIO
from typing import Any

from laureate_print.typeset.text_layer import is_right_to_left

_SINGLE, _LIGATURE, _EXTENSION = 1, 4, 7  # OpenType, GSUB lookup types


class GlyphTexts(dict[int, str]):
    """A ToUnicode map in which the face's own tables win over the cluster that a glyph was first seen in."""

    def __init__(self, known: dict[int, str]) -> None:
        super().__init__()
        self._known = known

    def __setitem__(self, glyph: int, text: str) -> None:
        super().__setitem__(glyph, self._known.get(glyph, text))


def with_glyph_texts(add_font: Callable[..., Any]) -> Callable[..., Any]:
    """Wraps the engine's `add_font`, so that a new right-to-left face gets its texts before a glyph is shown."""

    def add(stream: Any, pango_font: Any) -> Any:
        font, size = add_font(stream, pango_font)
        if type(font.to_unicode) is dict and not font.to_unicode:
            font.to_unicode = GlyphTexts(_texts(font.file_content))
        return font, size

    return add


@lru_cache(maxsize=16)
def _texts(content: bytes) -> dict[int, str]:
    """Gives the text of each glyph that stands for right-to-left letters."""
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
    """Gives the letters of a ligature from left to right, as readers expect that turn the line round."""
    return text[::-1]

"""Says what a right-to-left face's own tables have its glyphs stand for: character map and
substitutions (GSUB).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from laureate_print.pdf_engine.text_layer import is_right_to_left

_SINGLE, _LIGATURE, _EXTENSION = 1, 4, 7  # OpenType, GSUB lookup types


_FACE = 0xFFFF  # of an index: the face in a collection; above it an instance of a variable face


def letters(content: bytes, index: int = 0) -> dict[int, str]:
    """Gives the text of each glyph that stands for right-to-left letters, after the face's own
    tables; `index` is HarfBuzz's, of a face in a collection.
    """
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(content), lazy=True, fontNumber=index & _FACE)
    texts: dict[str, str] = {}
    for code, name in sorted((font.getBestCmap() or {}).items()):
        texts.setdefault(name, unicodedata.normalize("NFKC", chr(code)))
    if not any(is_right_to_left(text) for text in texts.values()) or "GSUB" not in font:
        return {}
    before = -1
    while len(texts) > before:
        before = len(texts)
        for name, components in _substitutions(font):
            if name not in texts and all(component in texts for component in components):
                texts[name] = "".join(texts[component] for component in components)
    return {
        font.getGlyphID(name): visual(text)
        for name, text in texts.items()
        if is_right_to_left(text)
    }


def _substitutions(font: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Gives each glyph that GSUB can put in the place of others, with those others."""
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            table = table.ExtSubTable if table.LookupType == _EXTENSION else table
            if table.LookupType == _SINGLE:
                yield from ((after, (before,)) for before, after in table.mapping.items())
            elif table.LookupType == _LIGATURE:
                for first, ligatures in table.ligatures.items():
                    yield from (
                        (ligature.LigGlyph, (first, *ligature.Component)) for ligature in ligatures
                    )


def visual(text: str) -> str:
    """Gives letters from right to left as they stand from left to right, as readers expect that
    turn the line round.
    """
    return text[::-1] if is_right_to_left(text) else text

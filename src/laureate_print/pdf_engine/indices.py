"""Sets indices (10³, m², H₂O, ٢) in text from right to left by glyphs that are small by themselves.

A box that is raised, or smaller, is another line to PDFium, which then reads the text round it in
the order in which it is drawn: from left to right. So each index gets faces of its own, those of
its language made small and moved up or down, in which it stands on the line and in the size of the
text round it.
"""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from laureate_print.model import Face
from laureate_print.sources.fonts import Fonts, cut

_SIZE = 0.7
# In ems. A glyph that stands wholly above its neighbour, such as a waw, is another line to PDFium,
# too.
_PLACES = {"sup": 0.25, "sub": -0.15}
_STYLE = "font-family: {families}; font-size: inherit; vertical-align: baseline; line-height: 0"
_RULE = (
    '@font-face {{ font-family: "{family}"; font-weight: {weight};'
    " src: url(data:font/ttf;base64,{content}) }}"
)


def set_on_the_line(root: Any, fonts: Fonts, tag: str) -> str:
    """Gives each index from right to left faces of its own; changes the tree, gives the rules
    (`@font-face`) that the faces need.
    """
    letters = defaultdict[tuple[str, str], set[str]](set)
    for index, language in _indices(root, tag, "ltr"):
        named = []
        for family in fonts.families(language):
            letters[family, index.tag].update("".join(index.itertext()))
            named.append(f'"{_name(family, index.tag)}"')
        index.set("style", _STYLE.format(families=", ".join(named)))
    return "\n".join(
        _RULE.format(
            family=_name(family, kind),
            weight=face.weight,
            content=base64.b64encode(_small(face, frozenset(drawn), _PLACES[kind])).decode(),
        )
        for (family, kind), drawn in letters.items()
        for face in fonts.faces[family]
    )


def _indices(element: Any, tag: str, direction: str) -> Iterator[tuple[Any, str]]:
    """Gives each index from right to left, and its language."""
    tag, direction = element.get("lang") or tag, element.get("dir") or direction
    if element.tag in _PLACES and direction == "rtl":
        yield element, tag
        return
    for child in element:
        if isinstance(child.tag, str):
            yield from _indices(child, tag, direction)


def _name(family: str, kind: str) -> str:
    return f"{family} {kind}"


def _small(face: Face, characters: frozenset[str], place: float) -> bytes:
    """Gives a face cut to some characters, its glyphs small and moved up by a part of an em."""
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.scaleUpem import scale_upem

    font = TTFont(BytesIO(cut(face, characters)), recalcTimestamp=False)
    units = font["head"].unitsPerEm
    scale_upem(font, round(units * _SIZE))
    font["head"].unitsPerEm = units
    for name in font.getGlyphOrder():
        glyph = font["glyf"][name]
        if glyph.numberOfContours > 0:  # a composite moves with its parts
            glyph.coordinates.translate((0, round(units * place)))
    saved = BytesIO()
    font.save(saved)
    return saved.getvalue()

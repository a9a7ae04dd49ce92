"""Sets indices (10³, H₂O) in text from right to left by a face's own raised and lowered glyphs.

A box that is raised, or smaller, is another line to PDFium, which then reads the text round it in
the order in which it is drawn: from left to right. Glyphs that are made for it (OpenType `sups`,
`subs`) stand on the line. Where no face of the language has them, as for Arabic-Indic digits, a
file that is read is refused by name; on paper the box stays raised.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from weasyprint.logger import LOGGER

from laureate_print.model import Face
from laureate_print.sources.fonts import Fonts

_FEATURES = {"sup": "sups", "sub": "subs"}
_STYLE = (
    'font-family: "{family}"; font-feature-settings: "{feature}"; font-size: inherit;'
    " vertical-align: baseline; line-height: inherit"
)


def set_on_the_line(
    root: Any, fonts: Fonts, tag: str, is_read: bool, direction: str = "ltr"
) -> None:
    """Gives each index from right to left the face that has its glyphs; changes the tree.

    Of a page that `is_read`, and not only printed, an index without them is told.
    """
    tag, direction = root.get("lang") or tag, root.get("dir") or direction
    if root.tag in _FEATURES and direction == "rtl":
        feature, letters = _FEATURES[root.tag], set("".join(root.itertext()).strip())
        for family in fonts.families(tag):
            if letters <= _made_for(feature, fonts.faces[family][0]):
                root.set("style", _STYLE.format(family=family, feature=feature))
                break
        else:
            if is_read:
                LOGGER.warning(
                    "No face of '%s' has raised or lowered glyphs for '%s', and a raised box breaks"
                    " the order of a line from right to left: write it in Western digits",
                    tag,
                    "".join(sorted(letters)),
                )
    for child in root:
        if isinstance(child.tag, str):
            set_on_the_line(child, fonts, tag, is_read, direction)


def _made_for(feature: str, face: Face) -> set[str]:
    """Gives the characters for which a face has a glyph by a feature."""
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(face.file.content), lazy=True)
    if "GSUB" not in font:
        return set()
    table = font["GSUB"].table
    records = table.FeatureList.FeatureRecord if table.FeatureList else ()
    wanted = {
        place
        for record in records
        if record.FeatureTag == feature
        for place in record.Feature.LookupListIndex
    }
    substituted = {
        before
        for place in wanted
        for subtable in table.LookupList.Lookup[place].SubTable
        for before in getattr(getattr(subtable, "ExtSubTable", subtable), "mapping", ())
    }
    return {chr(code) for code, name in (font.getBestCmap() or {}).items() if name in substituted}

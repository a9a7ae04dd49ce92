"""One weight in the titles of all scripts: the strokes of faces, as `typography.toml` says them and as
FreeType draws them.
"""

import tomllib

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.conftest import ROOT

FONTS = tomllib.loads((ROOT / "fonts/fonts.toml").read_text(encoding="utf-8"))
MEASURED = tomllib.loads((ROOT / "fonts/typography.toml").read_text(encoding="utf-8"))["faces"]
BAND = 0.2  # of the Latin stroke
SIZE = 1000  # pixels to the em
DISPLAY = {stack["display"][0] for stack in FONTS["stacks"].values() if "display" in stack}
# A letter whose middle meets a main stroke, at the right or at the foot.
LETTERS = {
    "Source Serif 4": ("right", "l"),
    "Noto Serif JP": ("right", "国"),
    "Noto Serif Thai": ("right", "บ"),
    "Noto Serif Khmer": ("right", "ក"),
    "Noto Serif Ethiopic": ("right", "በ"),
    "Noto Serif Devanagari": ("right", "प"),
    "Noto Serif Hebrew": ("foot", "ד"),
    "Titles Myanmar Serif": ("foot", "ပ"),
}


def drawn(family, side, letter):
    """How thick, in type sizes, the outermost stroke is that a line across the middle of a letter
    meets.
    """
    face = FONTS["faces"][family]
    font = ImageFont.truetype(ROOT / "fonts" / face["folder"] / face["bold"], SIZE)
    picture = Image.new("1", (3 * SIZE, 3 * SIZE))
    ImageDraw.Draw(picture).text((SIZE, SIZE), letter, fill=1, font=font)
    ink = np.asarray(picture.crop(picture.getbbox()))
    ink = ink if side == "right" else ink.T
    edges = np.flatnonzero(np.diff(np.pad(ink[len(ink) // 2].astype(int), 1)))
    return (edges[-1] - edges[-2]) / SIZE


def test_titles_of_all_scripts_have_one_weight():
    latin = MEASURED["Source Serif 4"]["stem"][-1]
    told = {family: MEASURED[family]["stem"][-1] / latin for family in DISPLAY}
    assert len(told) > 15
    assert {family: it for family, it in told.items() if abs(it - 1) > BAND} == {}


@pytest.mark.parametrize("family", LETTERS)
def test_a_face_is_as_heavy_as_the_table_says(family):
    assert drawn(family, *LETTERS[family]) == pytest.approx(MEASURED[family]["stem"][-1], rel=0.06)

"""Titles of all scripts beside each other, before a change and after it:

laureate-print build -t leaflet -o pdf --out AFTER        # BEFORE: the same, of another commit
python -m tests.outputs.titles BEFORE AFTER docs/pictures/titles.png
"""

import sys
from pathlib import Path

import pypdfium2
from PIL import Image

from tests.editions import DOCUMENT

SCRIPTS = (
    *("en", "ru", "ja", "zh-Hans", "zh-Hant", "ko", "th", "lo", "km", "my"),
    *("hi", "bn", "ta", "si", "am", "ar"),
)
SCALE, COLUMNS, GAP = 1.15, 4, 8  # pixels to the point; pictures in a row; pixels between them
LEFT, WIDE, TOP, HIGH = 30, 154, 23, 82  # of what is shown of a sheet, in mm


def head(folder, language):
    """Title and name on the front of a leaflet."""
    with pypdfium2.PdfDocument(folder / DOCUMENT / language / "leaflet.pdf") as pdf:
        picture = pdf[0].render(scale=SCALE).to_pil().convert("RGB")
    unit = SCALE * 72 / 25.4
    return picture.crop([round(unit * at) for at in (LEFT, TOP, LEFT + WIDE, TOP + HIGH)])


def sheet(before, after):
    """All heads, each language's before and after it."""
    heads = [head(folder, language) for language in SCRIPTS for folder in (before, after)]
    wide, high = (it + GAP for it in heads[0].size)
    whole = Image.new("RGB", (COLUMNS * wide - GAP, len(heads) // COLUMNS * high - GAP), "#999")
    for number, picture in enumerate(heads):
        whole.paste(picture, (number % COLUMNS * wide, number // COLUMNS * high))
    return whole


if __name__ == "__main__":
    sheet(Path(sys.argv[1]), Path(sys.argv[2])).quantize(64).save(sys.argv[3], optimize=True)

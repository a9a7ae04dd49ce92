"""Measures how heavy and how large the faces of `fonts.toml` are drawn.

    python fonts/measure.py

prints the table `faces` of `typography.toml`: of each face its main stroke (`stem`) in each weight,
and the height of its letters (`body`), in type sizes. From the outlines: a line across the middle of
some letters meets their strokes, uprights or level ones, whichever are the heavier in the script; of
the last upright, or the lowest level one, the median is taken. The body is the height of the first letter.
"""

import tomllib
from pathlib import Path
from statistics import median

import uharfbuzz
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

STEPS = 16  # straight pieces of a curve
UPRIGHT, LEVEL = 0, 1  # the axis on which the width of a stroke is measured
STROKE = {UPRIGHT: -1, LEVEL: 0}  # the one that is taken: at the right, or at the foot
# Letters by script (ISO 15924): plain ones whose middle crosses an upright, or a level stroke.
LETTERS = {
    "Latn": (UPRIGHT, "nmu"),
    "Geor": (UPRIGHT, "იოთ"),
    "Armn": (UPRIGHT, "ոսւ"),
    "Hebr": (LEVEL, "הדר"),
    "Jpan": (UPRIGHT, "国中川"),
    "Hant": (UPRIGHT, "国中川"),
    "Hans": (UPRIGHT, "国中川"),
    "Kore": (UPRIGHT, "비이디"),
    "Arab": (LEVEL, "دٮل"),
    "ur": (LEVEL, "دٮل"),
    "Mymr": (LEVEL, "ပဝဓ"),
    "Thai": (UPRIGHT, "บนา"),
    "Laoo": (UPRIGHT, "ບນາ"),
    "Khmr": (UPRIGHT, "កគត"),
    "Deva": (UPRIGHT, "पणव"),
    "Beng": (LEVEL, "তডঅ"),
    "Sinh": (LEVEL, "පටන"),
    "Taml": (UPRIGHT, "படம"),
    "Ethi": (UPRIGHT, "ሀለበ"),
}


class Edges(BasePen):
    """Collects the straight pieces that an outline is made of: pairs of points."""

    def __init__(self, glyphs):
        super().__init__(glyphs)
        self.pieces = []

    def _moveTo(self, point):
        self._first = self._last = point

    def _lineTo(self, point):
        self.pieces.append((self._last, point))
        self._last = point

    def _curveToOne(self, *further):
        points = (self._last, *further)
        for step in range(1, STEPS + 1):
            t = step / STEPS
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            self._lineTo(
                tuple(
                    sum(weight * point[axis] for weight, point in zip(weights, points, strict=True))
                    for axis in (0, 1)
                )
            )

    def _closePath(self):
        self._lineTo(self._first)


def strokes(pieces, axis):
    """The widths of the strokes that a line along an axis meets in the middle of a letter."""
    across = [point[1 - axis] for piece in pieces for point in piece]
    middle = (min(across) + max(across)) / 2 + 0.1  # not through a point
    crossings = []
    for start, end in pieces:
        before, behind = start[1 - axis], end[1 - axis]
        if (before < middle) != (behind < middle):
            share = (middle - before) / (behind - before)
            crossings.append(
                (start[axis] + share * (end[axis] - start[axis]), 1 if behind > before else -1)
            )
    widths, winding, since = [], 0, 0
    for place, turn in sorted(crossings):
        since = place if winding == 0 else since
        winding += turn
        if winding == 0:
            widths.append(place - since)
    return widths


def measured(path, script):
    """The main stroke of a face and the height of its letters, in type sizes."""
    font, shaper = TTFont(path, lazy=True), uharfbuzz.Font(uharfbuzz.Face(path.read_bytes()))
    axis, letters = LETTERS[script]
    glyphs, units = font.getGlyphSet(), font["head"].unitsPerEm
    found, heights = [], []
    for letter in letters:
        pen, buffer = Edges(glyphs), uharfbuzz.Buffer()
        buffer.add_str(letter)
        buffer.guess_segment_properties()
        uharfbuzz.shape(shaper, buffer)  # Nastaliq draws its letters by rules alone
        for info in buffer.glyph_infos:
            glyphs[font.getGlyphName(info.codepoint)].draw(pen)
        found.append(strokes(pen.pieces, axis)[STROKE[axis]])
        across = [point[1] for piece in pen.pieces for point in piece]
        heights.append(max(across) - min(across))
    return round(median(found) / units, 3), round(heights[0] / units, 3)


def table(folder):
    """The lines of the table: the faces that stand first in a stack of `fonts.toml`."""
    known = tomllib.loads((folder / "fonts.toml").read_text(encoding="utf-8"))
    scripts = {}
    for script, stack in known["stacks"].items():
        for role in ("text", "display"):
            if script in LETTERS and role in stack:
                scripts.setdefault(stack[role][0], script)
    for family, script in scripts.items():
        face = known["faces"][family]
        files = [face[weight] for weight in ("regular", "bold") if weight in face]
        stems, bodies = zip(
            *(measured(folder / face["folder"] / name, script) for name in files), strict=True
        )
        stem = ", ".join(f"{it:.3f}" for it in stems)
        yield f'"{family}" = {{ stem = [{stem}], body = {bodies[-1]:.2f} }}'


if __name__ == "__main__":
    print(*table(Path(__file__).parent), sep="\n")

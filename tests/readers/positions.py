"""Where mupdf sees each character of a PDF: rows of text with the characters in the order in which
they were drawn.
"""

import subprocess
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree

MM = 72 / 25.4  # points in a millimetre
UNSEEN = set(
    "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufeff\ufffd"
)  # draw nothing
HANGING = set("、。，．」』）】〕》〉：；！？”’")


@dataclass
class Glyph:
    """What is drawn in one place, in points from the page's left and top; a ligature stands for
    several characters.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    baseline: float
    size: float
    font: str

    @property
    def middle(self):
        return (self.left + self.right) / 2

    @property
    def reach(self):
        """How far right it is drawn: a Chinese or Japanese mark that closes is blank in the half of
        its square that may hang over an edge (JLREQ 3.1.9).
        """
        return self.right - self.size / 2 if self.text in HANGING else self.right


@dataclass
class Row:
    """The glyphs that stand on one line of a page, in the order in which they were drawn."""

    page: int
    baseline: float
    glyphs: list[Glyph] = field(default_factory=list)

    @property
    def text(self):
        return letters("".join(glyph.text for glyph in self.glyphs))

    @property
    def left(self):
        return min(glyph.left for glyph in self.glyphs if letters(glyph.text))

    @property
    def right(self):
        return max(glyph.right for glyph in self.glyphs if letters(glyph.text))

    @property
    def reach(self):
        return max(glyph.reach for glyph in self.glyphs if letters(glyph.text))

    @property
    def seen(self):
        """The glyphs from left to right."""
        return sorted(self.glyphs, key=lambda glyph: glyph.middle)

    def pieces(self, gap=1.2):
        """The row cut where more than `gap` times the type size is empty: boxes that stand side by
        side.
        """
        pieces, right = [], None
        for glyph in (glyph for glyph in self.seen if letters(glyph.text)):
            if right is None or glyph.left - right > gap * glyph.size:
                pieces.append(Row(self.page, self.baseline))
            pieces[-1].glyphs.append(glyph)
            right = glyph.right if right is None else max(right, glyph.right)
        return pieces


def letters(text):
    """A text without spaces and what draws nothing."""
    return "".join(letter for letter in text if not letter.isspace() and letter not in UNSEEN)


def bare(text):
    """A text without spaces, what draws nothing, and the marks that stand with their letters."""
    decomposed = unicodedata.normalize("NFD", letters(text))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def sizes(path):
    """Width and height of each page, in points."""
    return [(page.width, page.height) for page in _pages(path)]


def drawn(path):
    """The glyphs of each page, in the order in which they were drawn."""
    return [page.glyphs for page in _pages(path)]


def rows(path, head=0.0, foot=0.0):
    """The rows of all pages but the lowest `foot` mm, and the first `head` mm of further pages."""
    found = []
    for number, page in enumerate(_pages(path), 1):
        on_page = []
        for glyph in page.glyphs:
            if glyph.baseline > page.height - foot * MM or (
                number > 1 and glyph.baseline < head * MM
            ):
                continue
            near = (
                row
                for row in reversed(on_page)
                if abs(row.baseline - glyph.baseline) < 0.45 * glyph.size
            )
            row = next(near, None)
            if row is None:
                row = Row(number, glyph.baseline)
                on_page.append(row)
            row.glyphs.append(glyph)
        found.extend(sorted((row for row in on_page if row.text), key=lambda row: row.baseline))
    return found


def without_readings(found):
    """The rows without furigana: a row of smaller letters that touches the row below it."""
    below = [*found[1:], None]
    return [
        row for row, base in zip(found, below, strict=True) if base is None or not _reads(row, base)
    ]


def _reads(row, base):
    size = max(glyph.size for glyph in base.glyphs)
    small = max(glyph.size for glyph in row.glyphs) <= 0.8 * size
    return small and row.page == base.page and base.baseline - row.baseline < 1.15 * size


@dataclass(frozen=True)
class _Page:
    """A page as mupdf tells it."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]


def _pages(path):
    written = Path(path).stat()
    return _read(str(path), written.st_mtime_ns, written.st_size)


@lru_cache(maxsize=8)  # several tests look at the same few files, one after another
def _read(path, _written, _size):
    """The pages of a file; mupdf is asked once for each state of it."""
    done = subprocess.run(
        ["mutool", "draw", "-q", "-F", "stext", path], capture_output=True, check=True
    )
    document = ElementTree.fromstring(done.stdout)  # noqa: S314 - mupdf's own output
    return [
        _Page(float(page.get("width")), float(page.get("height")), tuple(_glyphs(page)))
        for page in document.iter("page")
    ]


def _glyphs(page):
    """The glyphs of a page; a character without width belongs to the ligature before it, or is a
    mark on it.
    """
    glyphs = []
    for font in page.iter("font"):
        for char in font.iter("char"):
            quad = [float(value) for value in char.get("quad").split()]
            left, right, top, bottom = (
                min(quad[0::2]),
                max(quad[0::2]),
                min(quad[1::2]),
                max(quad[1::2]),
            )
            before = glyphs[-1] if glyphs else None
            if before and right - left < 0.001 and abs(left - before.right) < 0.01:
                before.text += char.get("c")
                continue
            baseline, size = float(char.get("y")), float(font.get("size"))
            glyphs.append(
                Glyph(char.get("c"), left, right, top, bottom, baseline, size, font.get("name"))
            )
    return glyphs

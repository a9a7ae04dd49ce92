"""Every reader sees the same: PDFium (Chrome, Edge, Android) and poppler draw each letter in the
same place.
"""

import subprocess

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter

from tests.conftest import LANGUAGES, TEMPLATES

pytestmark = pytest.mark.reader

RESOLUTION = 100  # dpi
NEAR = 5  # px, the square within which a stroke may differ: edges are smoothed each in its own way
STRAY = 6  # px that stand alone, at most: a mark out of its place has dozens


def by_pdfium(file):
    document = pypdfium2.PdfDocument(file)
    return [page.render(scale=RESOLUTION / 72).to_pil().convert("L") for page in document]


def by_poppler(file, folder):
    command = ["pdftoppm", "-gray", "-r", str(RESOLUTION), file, folder / "page"]
    subprocess.run(command, check=True, capture_output=True)
    return [Image.open(path).convert("L") for path in sorted(folder.glob("page*"))]


def strays(one, other):
    """How many pixels of ink of one picture have no ink of the other near them, and paper likewise."""
    found = 0
    for invert in (False, True):
        first, second = (ImageChops.invert(it) if invert else it for it in (one, other))
        inked = first.point(lambda value: 255 if value < 100 else 0)
        near = second.filter(ImageFilter.MinFilter(NEAR)).point(
            lambda value: 255 if value < 150 else 0
        )
        found += ImageChops.subtract(inked, near).histogram()[255]
    return found


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_stand_where_they_should_in_every_reader(dist, tmp_path, language, template):
    file = dist / language / f"{template}.pdf"
    for one, other in zip(by_pdfium(file), by_poppler(file, tmp_path), strict=True):
        assert strays(one, other.resize(one.size)) <= STRAY

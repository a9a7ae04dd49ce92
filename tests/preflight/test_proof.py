"""The proof sheet shows each page with its lines where they belong."""

from io import BytesIO

import pikepdf
import pytest
from PIL import Image, ImageChops

from laureate_print.errors import InputError
from laureate_print.preflight.proof import (
    BLEED_LINE,
    FOLD_LINE,
    SAFE_LINE,
    TRIM_LINE,
    Settings,
    proof,
)
from tests.conftest import ROOT
from tests.preflight.sample import HEIGHT, SLUG, WIDTH, sample

MARGIN, HEAD = 6, 6  # mm around a page, and above it for its name


def drawn(settings=None, content=None):
    return Image.open(BytesIO(proof(content or sample(), settings)))


def at(picture, x, y, resolution=110):
    """The colours within half a millimetre of a place, in mm from the top left corner of the first
    page's trim.
    """
    scale = resolution / 25.4
    across, down = ((value + MARGIN + SLUG) * scale for value in (x, y + HEAD))
    part = picture.crop((round(across - 3), round(down - 3), round(across + 3), round(down + 3)))
    return {f"#{red:02x}{green:02x}{blue:02x}" for _, (red, green, blue) in part.getcolors(4096)}


def along(picture, places):
    return set().union(*(at(picture, x, y) for x, y in places))


SIDES = {  # mm outside the trim, along two sides: dashes leave gaps
    TRIM_LINE: 0,
    BLEED_LINE: 3,
    SAFE_LINE: -3,
}


@pytest.mark.parametrize("line", SIDES, ids=lambda line: line.name)
def test_boxes_are_drawn_where_they_are(line):
    picture, out = drawn(), SIDES[line]

    for left in (-out, WIDTH + out):
        assert line.colour in along(picture, [(left, y) for y in range(60, 66)])
        assert line.colour not in along(picture, [(left + 1.4, y) for y in range(60, 66)])
    for top in (-out, HEIGHT + out):
        assert line.colour in along(picture, [(x, top) for x in range(20, 26)])


def test_folds_are_drawn_on_the_page_that_has_them():
    picture = drawn(Settings(folds=((52.5,),)))

    assert FOLD_LINE.colour in along(picture, [(52.5, y) for y in range(130, 140)])
    assert FOLD_LINE.colour not in along(drawn(), [(52.5, y) for y in range(130, 140)])


def test_pages_stand_side_by_side_and_are_named():
    two = BytesIO()
    with pikepdf.open(BytesIO(sample())) as pdf:
        pdf.pages.append(pdf.pages[0])
        pdf.save(two)
    face = ROOT / "fonts" / "biz-udpgothic" / "BIZUDPGothic-Regular.ttf"
    face = face.read_bytes()
    plain, named = (
        drawn(Settings(names=names, face=face), two.getvalue()) for names in ((), ("表面", "裏面"))
    )

    assert drawn().width < plain.width < 2 * drawn().width
    left, _, right, _ = ImageChops.difference(plain, named).getbbox()
    assert left < plain.width / 2 < right


def test_a_turned_page_is_shown_as_it_is_looked_at():
    upright, turned = drawn(), drawn(content=sample(rotate=90))

    assert turned.width > turned.height
    assert at(upright, 30, 28) | at(turned, 120, 30) <= {"#000000", "#010101"}  # the black solid


def test_the_same_file_gives_the_same_proof():
    assert proof(sample()) == proof(sample())


def test_what_is_no_pdf_has_no_proof():
    with pytest.raises(InputError, match="no PDF that can be read"):
        proof(b"nothing")

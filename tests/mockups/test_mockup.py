"""The picture of a print file as it lies: each panel says its name in a QR code, which a reader of
pictures finds where that panel should be seen.
"""

from io import BytesIO

import numpy
import pikepdf
import pytest
import segno
import zxingcpp
from PIL import Image

from laureate_print.errors import InputError
from laureate_print.mockups.mockup import Binding, mockup
from laureate_print.model import Panel

MM, MARGIN, HEIGHT = 72 / 25.4, 15, 150
LONGEST = 480  # px


def modules(text, left, bottom, side):
    """A code as black squares on white, in PDF operators; mm."""
    matrix = segno.make(text, error="m", micro=False).matrix
    step = side / len(matrix)
    rows = [
        f"{(left + x * step) * MM:.3f} {(bottom + side - (y + 1) * step) * MM:.3f}"
        f" {step * MM + 0.02:.3f} {step * MM + 0.02:.3f} re"
        for y, row in enumerate(matrix)
        for x, dark in enumerate(row)
        if dark
    ]
    return f"0 0 0 1 k {' '.join(rows)} f\n"


def printed(*sides):
    """A print file of some sides, each of panels: what they say, and their widths in mm."""
    pdf = pikepdf.new()
    for panels in sides:
        content, left = "", MARGIN
        for text, width in panels:
            content += modules(text, left + width * 0.15, MARGIN + HEIGHT * 0.3, width * 0.7)
            left += width
        size = [(left + MARGIN) * MM, (HEIGHT + 2 * MARGIN) * MM]
        pdf.add_blank_page(page_size=size)
        pdf.pages[-1].TrimBox = [MARGIN * MM, MARGIN * MM, left * MM, (HEIGHT + MARGIN) * MM]
        pdf.pages[-1].Contents = pdf.make_stream(content.encode())
    target = BytesIO()
    pdf.save(target)
    return target.getvalue()


def seen(content, **binding):
    """Gives the names that are read in the upper and in the lower half of the picture, from left to
    right, and the picture.
    """
    picture = Image.open(BytesIO(mockup(content, Binding(**binding), longest=LONGEST)))
    assert max(picture.size) == LONGEST
    codes = zxingcpp.read_barcodes(picture)
    rows = ([], [])
    for code in codes:
        corners = code.position.top_left, code.position.bottom_right
        x, y = (sum(getattr(it, axis) for it in corners) / 2 for axis in ("x", "y"))
        rows[y > picture.height / 2].append((x, code.text))
    return *([text for _, text in sorted(row)] for row in rows), picture


TRIFOLD = (
    [("flap", 97), ("back", 100), ("cover", 100)],
    [("one", 100), ("two", 100), ("three", 97)],
)
PAGES = {"cover": 1, "flap": 2, "one": 3, "two": 4, "three": 5, "back": -1}


def sides(printed_sides):
    return [[Panel(PAGES[name], width) for name, width in side] for side in printed_sides]


def test_a_trifold_is_seen_closed_half_open_from_its_back_and_open():
    above, below, _ = seen(printed(*TRIFOLD), sides=sides(TRIFOLD))

    assert above == ["cover", "one", "flap", "back"]
    assert below == ["one", "two", "three"]


def test_from_right_to_left_it_is_folded_and_looked_at_the_other_way():
    mirrored = [side[::-1] for side in TRIFOLD]
    above, below, _ = seen(printed(*mirrored), sides=sides(mirrored), from_right=True)

    assert above == ["back", "flap", "one", "cover"]
    assert below == ["three", "two", "one"]


def test_a_sheet_that_is_folded_to_and_fro_shows_its_cover_side_half_open():
    """The last page stands behind the far panel, so this is no letter fold."""
    zigzag = (
        [("far", 90), ("middle", 90), ("cover", 90)],
        [("one", 90), ("two", 90), ("back", 90)],
    )
    numbers = {"cover": 1, "one": 2, "two": 3, "middle": 4, "far": 5, "back": 6}
    panels = [[Panel(numbers[name], width) for name, width in side] for side in zigzag]
    above, below, _ = seen(printed(*zigzag), sides=panels)

    assert above == ["cover", "far", "middle", "cover", "back"]
    assert below == ["one", "two", "back"]


@pytest.mark.parametrize("from_right", [False, True])
def test_a_book_is_seen_closed_from_its_back_and_open_in_its_middle(from_right):
    pages = [[(f"page {number}", 120)] for number in range(1, 9)]
    above, below, _ = seen(printed(*pages), stitched=True, paper=0.2, from_right=from_right)

    assert above == ["page 1", "page 8"][:: -1 if from_right else 1]
    assert below == ["page 4", "page 5"][:: -1 if from_right else 1]


def test_what_is_neither_folded_nor_bound_lies_beside_each_other():
    two = printed([("front", 100)], [("overleaf", 100)])
    gate = [[Panel(2, 25), Panel(1, 50), Panel(3, 25)], [Panel(it, 33) for it in (4, 5, 6)]]
    for sheet in (seen(two), seen(two, sides=gate), seen(two, stitched=True)):
        assert sheet[0] + sheet[1] == ["front", "overleaf"]


def test_paper_is_white_on_the_table_darker_turned_away_and_smooth_at_its_edges():
    picture = seen(printed(*TRIFOLD), sides=sides(TRIFOLD))[2]
    pixels = numpy.asarray(picture.convert("L")).astype(int)
    height, width = pixels.shape
    open_sheet = pixels[height * 6 // 10 :, width // 4 : width * 3 // 4]
    values, counts = numpy.unique(open_sheet, return_counts=True)
    assert values[counts.argmax()] >= 250
    turned = pixels[int(height * 0.30) : int(height * 0.42), int(width * 0.345)]
    assert 190 < numpy.median(turned) < 245
    assert len(numpy.unique(pixels[: height // 2])) > 100, "shadows and edges have many steps"


def test_the_picture_says_what_it_is_and_how_large():
    content = printed(*TRIFOLD)
    made = [
        mockup(content, Binding(sides(TRIFOLD)), "平和賞", "trifold.print.pdf, as it lies", 300)
        for _ in range(2)
    ]
    picture = Image.open(BytesIO(made[0]))

    assert made[0] == made[1]
    assert picture.mode == "RGB" and picture.info["srgb"] == 0
    assert picture.text == {"Title": "平和賞", "Description": "trifold.print.pdf, as it lies"}
    shown = picture.width / picture.info["dpi"][0] * 25.4  # mm, with what lies around
    assert 390 < shown < 700


def test_what_is_no_pdf_has_no_mockup():
    with pytest.raises(InputError, match="no PDF that can be read"):
        mockup(b"nothing", Binding())

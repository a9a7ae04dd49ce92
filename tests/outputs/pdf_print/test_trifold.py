"""The trifold as a printer gets it: two sheets of three panels, folded so that they are read in
order.
"""

import subprocess
from collections import Counter
from io import BytesIO
from itertools import accumulate

import numpy
import pikepdf
import pytest
from PIL import Image, ImageFilter

from laureate_print.mockups.mockup import Binding, mockup
from laureate_print.model import Panel
from tests.outputs.pdf_print.conftest import EDITIONS
from tests.readers.paragraphs import paragraphs
from tests.readers.positions import MM, drawn, letters

pytestmark = pytest.mark.reader

HEIGHT, BLEED, MARGIN, SAFE, OVERLAP = 210, 3, 15, 8, 0.1  # mm; the margin is round the trim box
# The panels of each side from left to right: the page of the text that stands there, and its width
# in mm.
SIDES = {
    "ltr": [[(2, 97), (6, 100), (1, 100)], [(3, 100), (4, 100), (5, 97)]],
    "rtl": [[(1, 100), (6, 100), (2, 97)], [(5, 97), (4, 100), (3, 100)]],
}


@pytest.fixture(params=EDITIONS)
def edition(request, editions):
    """A language's trifold, the paragraphs of its page, and its sides."""
    folder = editions("trifold") / request.param
    sides = SIDES["rtl" if request.param == "ar" else "ltr"]
    return folder / "trifold.print.pdf", paragraphs(folder / "page.html"), sides


def panels(path, sides):
    """The glyphs of each panel by the page of the text that stands there, with the panel's edges in
    mm.
    """
    found = {}
    for glyphs, side in zip(drawn(path), sides, strict=True):
        left = MARGIN
        for page, width in side:
            here = [glyph for glyph in glyphs if left <= glyph.middle / MM < left + width]
            found[page] = here, left, left + width
            left += width
        assert sum(len(found[page][0]) for page, _ in side) == len(glyphs)
    return found


def text(glyphs):
    return letters("".join(glyph.text for glyph in glyphs))


def test_an_a4_sheet_with_bleed_and_slug_for_each_side(edition):
    with pikepdf.open(edition[0]) as pdf:
        assert len(pdf.pages) == 2
        for sheet in pdf.pages:
            for box, outside in (("MediaBox", MARGIN), ("BleedBox", BLEED), ("TrimBox", 0)):
                left, bottom, right, top = (float(value) / MM for value in sheet[f"/{box}"])
                assert right - left == pytest.approx(297 + 2 * outside, abs=0.01)
                assert top - bottom == pytest.approx(HEIGHT + 2 * outside, abs=0.01)
                assert left == bottom == pytest.approx(MARGIN - outside, abs=0.01)


def test_a_panel_reaches_below_the_next_so_that_no_paper_shines_at_a_fold(edition):
    path, _, sides = edition
    with pikepdf.open(path) as pdf:
        for sheet, side in zip(pdf.pages, sides, strict=True):
            clips = [
                [float(value) / MM for value in operands]
                for operands, operator in pikepdf.parse_content_stream(sheet)
                if str(operator) == "re" and float(operands[3]) / MM > HEIGHT
            ]
            folds = list(accumulate(width for _, width in side))[:-1]
            assert [left + width for left, _, width, _ in clips[:-1]] == pytest.approx(
                [fold + OVERLAP for fold in folds], abs=0.01
            )
            assert [left for left, *_ in clips[1:]] == pytest.approx(folds, abs=0.01)


def test_each_panel_is_as_wide_as_it_is_folded(edition):
    path, _, sides = edition
    with pikepdf.open(path) as pdf:
        for sheet, side in zip(pdf.pages, sides, strict=True):
            forms = [sheet.Resources.XObject[f"/Page{place}"] for place in range(len(side))]
            widths = [float(form.BBox[2] - form.BBox[0]) / MM - 2 * BLEED for form in forms]
            assert widths == pytest.approx([width for _, width in side], abs=0.01)


def test_the_story_stands_on_the_inside_and_the_flap_stands_alone(edition):
    """The story is read from left to right (or from right to left) when all is unfolded."""
    path, words, sides = edition
    found = {page: text(glyphs) for page, (glyphs, *_) in panels(path, sides).items()}
    written = [(it.tag, "section" in it.within, letters(it.plain)) for it in words]
    title = next(plain for tag, _, plain in written if tag == "h1")
    name, citation, *story = [plain for _, inside, plain in written if inside]
    office = [letters(it.plain) for it in words if "address" in it.within]
    publisher = written[0][2]
    answer = {
        (1,): [title, name],
        (2,): [citation, *office],
        (3, 4, 5): [name, *story],
        (6,): [publisher],
    }
    for pages, parts in answer.items():
        given = "".join(found[page] for page in pages)
        if path.parent.name in ("ja", "en"):
            assert all(part in given for part in parts), pages
        else:  # mupdf gives right-to-left runs and Burmese vowels as they are seen
            assert not Counter("".join(parts)) - Counter(given), pages
    inside = "".join(found[page] for page in (3, 4, 5))
    assert Counter(inside) == Counter("".join([name, *story])), "nothing else stands there"
    assert all(found[page] for page in (3, 4, 5))


def test_title_and_name_are_the_largest_and_the_name_is_nearly_as_large(edition):
    path, _, sides = edition
    cover, _, _ = panels(path, sides)[1]
    title, name = sorted({round(glyph.size, 1) for glyph in cover}, reverse=True)[:2]
    assert 0.8 * title <= name < title


def test_text_stands_clear_of_trim_and_folds(edition):
    path, _, sides = edition
    for glyphs, left, right in panels(path, sides).values():
        for glyph in (glyph for glyph in glyphs if letters(glyph.text)):
            assert left + SAFE <= glyph.left / MM
            assert glyph.right / MM <= right - SAFE
            assert (glyph.baseline - glyph.size) / MM >= MARGIN + SAFE
            assert glyph.baseline / MM <= MARGIN + HEIGHT - SAFE


def test_marks_above_and_below_tell_where_to_fold(edition):
    path, _, sides = edition
    with pikepdf.open(path) as pdf:
        for sheet, side in zip(pdf.pages, sides, strict=True):
            folds = list(accumulate(width for _, width in side))[:-1]
            for low, high in ((-MARGIN, -BLEED), (HEIGHT + BLEED, HEIGHT + MARGIN)):
                upright = {
                    round(x, 1)
                    for x, *ends in vertical_lines(sheet)
                    if all(low < end < high for end in ends) and 0 < x < 297
                }
                assert upright == {*folds, 148.5}  # and the centre


def vertical_lines(sheet):
    """The upright lines of a sheet's own content: where, from, to, in mm from the corner of the
    trim box.
    """
    start = None
    for operands, operator in pikepdf.parse_content_stream(sheet):
        if str(operator) == "m":
            start = [float(value) / MM for value in operands]
        elif str(operator) == "l" and start and abs(start[0] - float(operands[0]) / MM) < 0.001:
            yield start[0], start[1], float(operands[1]) / MM


def test_the_address_breaks_between_its_phrases(editions):
    """Whatever stands between two spaces of the address is on one line; a telephone number always
    is.
    """
    path = editions("trifold") / "en" / "trifold.print.pdf"
    flap = panels(path, SIDES["ltr"])[2][0]
    lines = {}
    for glyph in flap:
        lines.setdefault(round(glyph.baseline), []).append(glyph.text)
    answer = [letters("".join(line)) for line in lines.values()]
    address = [
        paragraph
        for paragraph in paragraphs(path.with_name("page.html"))
        if "address" in paragraph.within
    ]
    phrases = [letters(phrase) for paragraph in address for phrase in paragraph.plain.split()]
    assert len(phrases) == 8
    for phrase in phrases:
        assert any(phrase in line for line in answer), phrase


def brought(points, onto):
    """The matrix of the perspective that brings four points onto four others (DLT)."""
    rows, right = [], []
    for (x, y), (p, q) in zip(points, onto, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -p * x, -p * y], [0, 0, 0, x, y, 1, -q * x, -q * y]]
        right += [p, q]
    return numpy.append(numpy.linalg.solve(numpy.array(rows), numpy.array(right)), 1).reshape(3, 3)


def corners(dark):
    """The four corners of a dark field, in turn from the top left."""
    y, x = numpy.nonzero(dark)
    ends = [int(value.argmin()) for value in (x + y, y - x, -x - y, x - y)]
    return numpy.array([(x[it], y[it]) for it in ends], dtype=float)


def alike(first, second):
    """How alike two pictures are, softened, from -1 to 1."""
    soft = [numpy.asarray(it.filter(ImageFilter.GaussianBlur(2)), float) for it in (first, second)]
    return numpy.corrcoef(*(it.ravel() for it in soft))[0, 1]


@pytest.mark.parametrize("language", ["ja", "ar"])
def test_those_who_approve_it_see_its_own_cover_on_the_side_where_they_begin(
    editions, language, tmp_path
):
    """The cover in the picture, brought back by its four corners, is that of the file as poppler
    draws it.
    """
    path, rtl = editions("trifold") / language / "trifold.print.pdf", language == "ar"
    panels = [[Panel(*it) for it in side] for side in SIDES["rtl" if rtl else "ltr"]]
    made = mockup(path.read_bytes(), Binding(panels, from_right=rtl), longest=900)
    picture = Image.open(BytesIO(made)).convert("RGB")
    part = (0, 0, picture.width * 3 // 10, picture.height // 2)
    part = (picture.width - part[2], 0, picture.width, part[3]) if rtl else part
    seen = picture.crop(part)
    pixels = numpy.asarray(seen).astype(int)
    field = corners((pixels[..., 2] > pixels[..., 0] + 30) & (pixels[..., 0] < 70))

    command = ["pdftoppm", "-r", "60", "-f", "1", "-l", "1", "-png", path, tmp_path / "sheet"]
    subprocess.run(command, check=True)
    [sheet] = tmp_path.glob("*.png")
    left, scale = (MARGIN if rtl else MARGIN + 197), 60 / 25.4
    cover = [round(it * scale) for it in (left, MARGIN, left + 100, MARGIN + HEIGHT)]
    cover = Image.open(sheet).convert("L").crop(cover)
    own = [(0, 0), (cover.width, 0), (cover.width, cover.height), (0, cover.height)]
    back = brought(own, field)
    back = seen.convert("L").transform(
        cover.size, Image.Transform.PERSPECTIVE, (back / back[2, 2]).ravel()[:8]
    )

    assert alike(back, cover) > 0.85
    assert alike(back.transpose(Image.Transpose.FLIP_LEFT_RIGHT), cover) < 0.5

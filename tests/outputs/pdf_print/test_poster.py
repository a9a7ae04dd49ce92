"""The poster as a printer gets it: one A2 sheet with all the words of the page, large enough to
hang.
"""

from collections import Counter

import pikepdf
import pytest

from tests.outputs.pdf_print.conftest import EDITIONS
from tests.readers.paragraphs import paragraphs
from tests.readers.positions import MM, drawn, letters

pytestmark = pytest.mark.reader

WIDTH, HEIGHT, BLEED, MARGIN, SIDE = 420, 594, 3, 15, 32  # mm; the margin is round the trim box
SMALLEST, TITLE = 14, 50  # pt, of the text and of the title


@pytest.fixture(params=EDITIONS)
def poster(request, editions):
    return editions("poster") / request.param / "poster.print.pdf"


def test_one_a2_sheet_with_bleed_and_slug(poster):
    with pikepdf.open(poster) as pdf:
        [sheet] = pdf.pages
        for box, outside in (("MediaBox", MARGIN), ("BleedBox", BLEED), ("TrimBox", 0)):
            left, bottom, right, top = (float(value) / MM for value in sheet[f"/{box}"])
            assert right - left == pytest.approx(WIDTH + 2 * outside, abs=0.01)
            assert top - bottom == pytest.approx(HEIGHT + 2 * outside, abs=0.01)
            assert left == bottom == pytest.approx(MARGIN - outside, abs=0.01)


def test_all_words_of_the_page_are_there_in_order(poster):
    [glyphs] = drawn(poster)
    given = letters("".join(glyph.text for glyph in glyphs))
    expected = "".join(
        letters(paragraph.plain) for paragraph in paragraphs(poster.with_name("page.html"))
    )
    if poster.parent.name in ("ja", "en"):
        assert given == expected
    else:  # mupdf gives right-to-left runs and Burmese vowels as they are seen
        assert Counter(given) == Counter(expected)


def test_text_keeps_to_its_margins_and_is_large_enough_to_hang(poster):
    [glyphs] = drawn(poster)
    seen = [glyph for glyph in glyphs if letters(glyph.text)]
    for glyph in seen:
        assert glyph.left / MM >= MARGIN + SIDE - 0.1
        assert glyph.right / MM <= MARGIN + WIDTH - SIDE + 0.1
        assert glyph.baseline / MM <= MARGIN + HEIGHT - 10
    assert min(glyph.size for glyph in seen) >= SMALLEST
    assert max(glyph.size for glyph in seen) >= TITLE


def test_the_story_stands_in_two_columns_that_end_together(poster):
    [glyphs] = drawn(poster)
    common = Counter(round(glyph.size, 2) for glyph in glyphs).most_common(1)[0][0]
    story = [glyph for glyph in glyphs if abs(glyph.size - common) < 0.1 and letters(glyph.text)]
    middle = (MARGIN + WIDTH / 2) * MM
    left, right = (
        [glyph for glyph in story if (glyph.middle < middle) == side] for side in (True, False)
    )
    assert not any(glyph.left < middle < glyph.right for glyph in story)
    ends = [max(glyph.baseline for glyph in column) for column in (left, right)]
    assert abs(ends[0] - ends[1]) < 4 * 2 * common  # lines, with the space between paragraphs

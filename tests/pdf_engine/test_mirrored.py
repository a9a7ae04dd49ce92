"""From right to left the layout mirrors the English one: edges, running heads, lists. Digits are
the language's own.
"""

from itertools import pairwise

import pytest

from tests.conftest import LANGUAGES
from tests.readers.paragraphs import paragraphs
from tests.readers.positions import MM, letters, rows, sizes, without_readings

pytestmark = pytest.mark.reader

RIGHT_TO_LEFT = ("ar", "fa", "ur", "ckb", "ps")
FURNITURE = {
    "page": (0, 24),
    "leaflet": (32, 0),
}  # mm of running heads, from a second page on, and of page numbers
DIGITS = {  # CLDR 48, the default numbering system of each language, where it is not that of Europe
    **dict.fromkeys(("fa", "ps"), "۰۱۲۳۴۵۶۷۸۹"),
    "ckb": "٠١٢٣٤٥٦٧٨٩",
    "my": "၀၁၂၃၄၅၆၇၈၉",
    "ne": "०१२३४५६७८९",
    "bn": "০১২৩৪৫৬৭৮৯",
}
languages = pytest.mark.parametrize("language", RIGHT_TO_LEFT)
editions = pytest.mark.parametrize("edition", FURNITURE)
BOXES = (
    "found => found.map(item => item.getBoundingClientRect()).map(box => [box.left, box.right,"
    " box.top])"
)


def starts(dist, language, edition):
    """How far from the edge where its reader begins each line stands, in mm, by the place of its
    paragraph.
    """
    path, right_to_left = dist / language / f"{edition}.pdf", language in RIGHT_TO_LEFT
    width = sizes(path)[0][0]
    pieces = [
        piece
        for row in rows(path, *FURNITURE[edition])
        for piece in row.pieces()[:: -1 if right_to_left else 1]
    ]
    found, places = iter(pieces), {}
    for paragraph in paragraphs(dist / language / "page.html", edition):
        kind, text, edges = (paragraph.tag, paragraph.within), "", []
        while len(text) < len(letters(paragraph.plain)):
            piece = next(found)
            edges.append((width - piece.right if right_to_left else piece.left) / MM)
            text += piece.text
        assert sorted(text) == sorted(letters(paragraph.plain))
        places[*kind, sum(place[:2] == kind for place in places)] = edges
    return places


@editions
@languages
def test_every_line_begins_as_far_from_its_edge_as_in_english(dist, language, edition):
    english, mirrored = starts(dist, "en", edition), starts(dist, language, edition)
    shared = [place for place in english if place in mirrored and not moves(place, edition)]
    assert len(shared) > 14
    for place in shared:
        assert mirrored[place] == pytest.approx(
            [english[place][0]] * len(mirrored[place]), abs=0.4
        ), place


@editions
@languages
def test_no_line_reaches_further_than_the_mirrored_margin(dist, language, edition):
    path = dist / language / f"{edition}.pdf"
    width = sizes(path)[0][0]
    margin = min(edge for edges in starts(dist, "en", edition).values() for edge in edges)
    assert (
        min(piece.left for row in rows(path, *FURNITURE[edition]) for piece in row.pieces()) / MM
        > margin - 0.4
    )
    assert (
        max(row.right for row in rows(path, *FURNITURE[edition])) / MM < width / MM - margin + 0.4
    )


def moves(place, edition):
    """Whether a paragraph has no edge of its own: the page's head is centred, the leaflet's has two
    on a line.
    """
    _, within, number = place
    return within[-1] == "header" and "article" not in within and (edition == "page" or number == 1)


def page_artifacts(path, edition):
    """The running heads and page numbers of a PDF, from left to right, page by page."""
    whole, inner = rows(path), rows(path, *FURNITURE[edition])
    seen = {(row.page, round(row.baseline)) for row in inner}
    return [row for row in whole if (row.page, round(row.baseline)) not in seen]


@editions
@pytest.mark.parametrize("language", LANGUAGES)
def test_running_heads_and_page_numbers_stand_in_the_middle_of_each_page(dist, language, edition):
    path = dist / language / f"{edition}.pdf"
    width = sizes(path)[0][0]
    found = without_readings(page_artifacts(path, edition))
    pages = range(1, len(sizes(path)) + 1)
    assert [row.page for row in found] == [page for page in pages if edition == "page" or page > 1]
    for row in found:
        assert (row.left + row.right) / 2 == pytest.approx(width / 2, abs=0.5 * MM)


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_numbers_have_the_digits_of_the_language(dist, language):
    path = dist / language / "page.pdf"
    digits, total = DIGITS.get(language, "0123456789"), len(sizes(path))
    shown = [
        "".join(letter for letter in row.text if letter.isdigit())
        for row in page_artifacts(path, "page")
    ]
    assert [sorted(text) for text in shown] == [
        sorted([digits[page], digits[total]]) for page in range(1, total + 1)
    ]


@pytest.mark.parametrize("window", [320, 1280])
@pytest.mark.parametrize("language", [*RIGHT_TO_LEFT, "en"])
def test_lists_and_margins_of_the_web_page_begin_where_the_reader_does(
    dist, browser, language, window
):
    with browser.new_context(viewport={"width": window, "height": 800}) as context:
        page = context.new_page()
        page.goto((dist / language / "page.html").as_uri())
        items = page.locator("nav li").evaluate_all(BOXES)
        texts = page.locator("section p").evaluate_all(BOXES)
        [outer] = page.locator("nav.languages").evaluate_all(BOXES)  # as wide as the text
    if language in RIGHT_TO_LEFT:
        items, texts, outer = (
            [mirror(box, window) for box in found] for found in (items, texts, [outer])
        )
        [outer] = outer
    edge = min(left for left, _, _ in items)
    for before, item in pairwise(items):
        same_row = (
            abs(item[2] - before[2]) < 20
        )  # baselines of different scripts stand at one height, boxes do not
        assert item[0] > before[1] if same_row else item[0] == pytest.approx(edge, abs=0.5)
    assert {round(left - outer[0]) for left, _, _ in texts} == {27}


def mirror(box, window):
    left, right, top = box
    return [window - right, window - left, top]

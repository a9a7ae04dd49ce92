"""The poster as a printer gets it: one A2 sheet that says who is honoured, large enough to be read
across a hall, and not the text.
"""

from collections import Counter

import pikepdf
import pytest

import laureate_print
from tests.conftest import DOCUMENT, change, run
from tests.documents.words import PROJECT
from tests.outputs.pdf_print.conftest import EDITIONS
from tests.readers.comparison import catalog, squeezed
from tests.readers.positions import MM, drawn, letters

pytestmark = pytest.mark.reader

WIDTH, HEIGHT, BLEED, MARGIN, SIDE = 420, 594, 3, 15, 26  # mm; the margin is round the trim box
TITLE, NAME, CITATION, SMALLEST = 90, 60, 36, 11  # pt
TEXT = "The nonprofit Japan"  # how the first paragraph begins
EM = 0.1  # of it, at most, a kana leaves white at a side


@pytest.fixture(params=EDITIONS)
def poster(request, editions):
    return editions("poster") / request.param / "poster.print.pdf"


def words(language):
    """The messages of the document in a language, by how their English begins, as letters."""
    return {
        source[:19]: letters(squeezed(text)) for source, text in catalog(DOCUMENT, language).items()
    }


def test_one_a2_sheet_with_bleed_and_slug(poster):
    with pikepdf.open(poster) as pdf:
        [sheet] = pdf.pages
        for box, outside in (("MediaBox", MARGIN), ("BleedBox", BLEED), ("TrimBox", 0)):
            left, bottom, right, top = (float(value) / MM for value in sheet[f"/{box}"])
            assert right - left == pytest.approx(WIDTH + 2 * outside, abs=0.01)
            assert top - bottom == pytest.approx(HEIGHT + 2 * outside, abs=0.01)
            assert left == bottom == pytest.approx(MARGIN - outside, abs=0.01)


def test_title_name_and_citation_are_read_across_a_hall_and_the_text_is_not_there(poster):
    [glyphs] = drawn(poster)
    said = words(poster.parent.name)
    sizes = Counter(round(glyph.size, 1) for glyph in glyphs)
    title, name, citation = sorted(sizes, reverse=True)[:3]
    assert title >= TITLE
    assert name >= max(NAME, 0.8 * title)
    assert citation >= CITATION
    for size, source in (
        (title, "The Laureate of the"),
        (name, "Japan Association f"),
        (citation, "For over fifteen ye"),
    ):
        shown = letters("".join(it.text for it in glyphs if round(it.size, 1) == size))
        assert Counter(shown) == Counter(said[source])  # mupdf gives some as they are seen
    assert Counter(said[TEXT]) - Counter(letters("".join(glyph.text for glyph in glyphs)))


def test_text_keeps_to_its_margins_and_to_its_order(poster):
    [glyphs] = drawn(poster)
    seen = [glyph for glyph in glyphs if letters(glyph.text)]
    for glyph in seen:
        # Large kana stand by what is drawn of them: the em that mupdf tells reaches over the margin.
        over = 0.1 + (EM * glyph.size / MM if glyph.font.startswith("Noto-Serif-JP") else 0)
        assert glyph.left / MM >= MARGIN + SIDE - over
        assert glyph.right / MM <= MARGIN + WIDTH - SIDE + over
        assert glyph.baseline / MM <= MARGIN + HEIGHT - 10
    assert min(glyph.size for glyph in seen) >= SMALLEST - 0.01
    sizes = [glyph.size for glyph in sorted(seen, key=lambda it: it.baseline) if glyph.size > 30]
    assert sizes == sorted(sizes, reverse=True), "from the largest at the top to the smallest"


@pytest.mark.slow
def test_a_site_gives_the_way_to_it_and_a_document_may_have_no_citation(project, tmp_path):
    change(project / "laureate.toml", "# site = ", "site = ")
    markdown = project / "templates/documents" / f"{DOCUMENT}.md"
    change(markdown, "citation = ", "# citation = ")
    done = run(
        "build", "-t", "poster", "-l", "en", "-l", "ja+ar", "--out", tmp_path, project=project
    )
    assert done.returncode == 0, done.stdout
    for edition in ("en", "ja+ar"):
        [glyphs] = drawn(tmp_path / DOCUMENT / edition / "poster.print.pdf")
        assert "www.example.org" in letters("".join(glyph.text for glyph in glyphs))
    sizes = sorted({round(it.size) for it in drawn(tmp_path / DOCUMENT / "en/poster.print.pdf")[0]})
    assert sizes[-3] < CITATION, "nothing stands between the name and the foot"


def test_a_document_without_laureate_says_its_title_and_what_it_is_about():
    with laureate_print.load(PROJECT) as project:
        render = project.render("report", "poster", "en", "print")
    assert render.artifact, render.findings
    assert [it for it in render.findings if it.severity == "error"] == []

"""PDFs of other engines: what `inspect` says agrees with veraPDF on standards and with PDFium on text."""

from pathlib import Path

import pytest

from laureate_print.checks.inspect_file import inspect
from laureate_print.pdf_reader.document import PdfReader
from laureate_print.pdf_reader.objects import open_pdf
from laureate_print.pdf_reader.page_content import read_pages
from laureate_print.pdf_reader.text import simplified
from tests.pdf_reader.engines import ENGINES, FILES, WORDS
from tests.readers.pdf import declared

SIMPLE_FONT = Path(__file__).parent / "samples" / "simple-font.pdf"
VERAPDFS_DEFAULT = {"PDF/A-1B"}  # by what it judges a file that declares nothing
# What is wrong there, in the file or in PDFium: `inspect` should say so.
NOT_RIGHT = {
    # Right-to-left letters are drawn, and tagged, from left to right: the last comes first.
    **{(engine, "ar"): "the tag tree gives 'ن'" for engine in ("chromium", "weasyprint-ua-1")},
    # Typst turns the letters of each word (/ReversedChars), but not the words.
    **{(engine, "ar"): "the tag tree gives 'ل'" for engine in ("typst", "typst-ua-1", "typst-a-4")},
    # Each ToUnicode map has the text of a cluster at one glyph of it alone.
    ("weasyprint-ua-1", "hi"): "differs at character 5",
    # Clusters are drawn over one another, and PDFium takes their letters twice.
    ("chromium", "th"): "differs at character 9",
}


@pytest.fixture(scope="module")
def strangers(browser, tmp_path_factory):
    folder = tmp_path_factory.mktemp("strangers")
    files = {}
    for engine, language in FILES:
        files[engine, language] = folder / f"{engine}-{language}.pdf"
        files[engine, language].write_bytes(ENGINES[engine][0](language, browser, folder))
    return files


@pytest.fixture(scope="module")
def verapdfs(strangers):
    return declared([*strangers.values(), SIMPLE_FONT])


def standards(facts):
    return set(facts["standards"].split(", ")) - {"none declared"}


@pytest.mark.parametrize(("engine", "language"), FILES)
def test_standards_are_those_that_verapdf_reads(strangers, verapdfs, engine, language):
    file = strangers[engine, language]

    found = standards(inspect(file.read_bytes()))
    assert (found or VERAPDFS_DEFAULT) == set(verapdfs[str(file)])
    assert found or not engine[-1].isalnum() or not any(map(str.isdigit, engine))


@pytest.mark.parametrize(
    ("engine", "language"),
    # In the others that are not right PDFium makes letters of its own.
    [file for file in FILES if file not in NOT_RIGHT or file[1] == "ar"],
)
def test_our_letters_are_pdfiums(strangers, engine, language):
    """Letter for letter, whatever their order, where the file's own maps lead both to the same."""
    content = strangers[engine, language].read_bytes()
    pages = read_pages(open_pdf(content)).pages

    ours = "".join("".join([page.unmarked, *page.texts.values()]) for page in pages)
    assert sorted(simplified(ours)) == sorted(simplified(PdfReader(content).text))


@pytest.mark.parametrize(("engine", "language"), FILES)
def test_the_tag_tree_agrees_with_pdfium_or_it_is_said_where_not(strangers, engine, language):
    layer = inspect(strangers[engine, language].read_bytes())["text layer"]

    if engine.startswith("reportlab"):
        assert layer == "there is no tag tree"
    elif (engine, language) in NOT_RIGHT:
        assert layer.startswith("differs at character")
        assert NOT_RIGHT[engine, language] in layer
    else:
        assert layer.startswith("the tag tree and PDFium agree in ")


@pytest.mark.parametrize("language", WORDS)
def test_typsts_bare_fonts_have_their_names(strangers, language):
    fonts = inspect(strangers["typst", language].read_bytes())["fonts"]

    assert all(f"({WORDS[language][0].replace(' ', '')}" in font for font in fonts)


def test_a_simple_font_and_a_prefix_of_its_own_are_read(verapdfs):
    facts = inspect(SIMPLE_FONT.read_bytes())

    assert standards(facts) == set(verapdfs[str(SIMPLE_FONT)]) == {"PDF/UA-1"}
    assert facts["text layer"].startswith("the tag tree and PDFium agree in ")

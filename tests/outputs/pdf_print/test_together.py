"""Several languages in one file: a pair on one sheet, a book of all that are chosen."""

import re

import pikepdf
import pypdfium2
import pytest

from tests.conftest import DOCUMENT, change, run
from tests.outputs.web.pages import catalog, spaced, words

TITLE = "The Laureate of the 8th Okinawa Peace Prize"
STORY = ("The nonprofit", "As a contract", "Their work", "As one of", "Due to")  # its paragraphs


def texts(file):
    """The text of each page as PDFium reads it."""
    document = pypdfium2.PdfDocument(file)
    return [spaced(page.get_textpage().get_text_bounded()) for page in document]


def test_a_pair_has_a_side_for_each_language(printed):
    front, back = texts(printed / "ja+en" / "leaflet.print.pdf")
    assert words(catalog(DOCUMENT, "ja")[TITLE]) in front and TITLE not in front
    assert TITLE in back
    for side in (front, back):
        assert "沖縄県 知事公室 平和・地域外交推進課" in side
    for source, message in catalog(DOCUMENT, "en").items():
        if not source.startswith(
            "Okinawa Prefecture announces"
        ):  # a property of the file, not printed
            assert words(message).replace(" ", "") in back.replace(" ", ""), source


@pytest.mark.parametrize("template", ["trifold", "poster"])
def test_a_sheet_has_the_words_of_both_languages(printed, template):
    """Both titles, both stories (a poster has none), one address in Japanese, and its gloss."""
    text = "".join(texts(printed / "ja+en" / f"{template}.print.pdf")).replace(" ", "")
    for language in ("ja", "en"):
        for source, message in catalog(DOCUMENT, language).items():
            gloss = source.startswith(("Peace and Regional", "1st floor"))
            if not source.startswith("Okinawa Prefecture announces") and not (
                gloss and language == "ja"
            ):
                answer = words(message).replace(" ", "")  # its middle may stand on two panels
                there = answer[:15] in text and answer[-15:] in text
                assert there != (template == "poster" and source.startswith(STORY)), source
    assert text.count("沖縄県知事公室") == 1


def test_a_book_has_pages_for_the_stitcher_and_its_back_is_last(printed):
    pages = texts(printed / "ja+en+ar" / "booklet.print.pdf")
    assert len(pages) % 4 == 0
    assert words(catalog(DOCUMENT, "ja")[TITLE]) in pages[0] and TITLE in pages[0]
    assert pages[-1] == "沖縄県 Okinawa Prefecture", "the back names who publishes"
    assert pages[1].startswith(words(catalog(DOCUMENT, "ja")[TITLE])), "the half title"
    assert pages[2].startswith("目次 Contents"), "faces the contents"


def test_a_book_has_the_address_once_with_each_gloss_and_says_how_it_is_set(printed):
    pages = texts(printed / "ja+en+ar" / "booklet.print.pdf")
    [office] = [page for page in pages if "沖縄県 知事公室 平和・地域外交推進課" in page]
    for language in ("en", "ar"):
        gloss = next(
            text for source, text in catalog(DOCUMENT, language).items() if source[:3] == "1st"
        )
        street = words(gloss).replace(" ", "").partition("{")[0]
        assert set(street) <= set(office)
    colophon = pages[pages.index(office) + 1]
    assert "2024年1月11日" in colophon and "Typefaces: BIZ UDPGothic" in colophon


def test_the_contents_tell_the_pages(printed):
    pages = texts(printed / "ja+en+ar" / "booklet.print.pdf")
    numbers = {
        language: next(n for n, text in enumerate(pages, 1) if n > 3 and wording in text)
        for language, wording in {
            "ja": words(catalog(DOCUMENT, "ja")[TITLE]),
            "en": TITLE,
        }.items()
    }
    for name, language in (("日本語", "ja"), ("English", "en")):
        title = words(catalog(DOCUMENT, language)[TITLE])
        assert re.search(rf"{name} {title} {numbers[language]}\b", pages[2]), pages[2]
    for language, number in numbers.items():
        assert {"ja": "日本語", "en": "English"}[language] in pages[number - 1], (
            "its name runs at the head"
        )
        assert number % 2 == 0, "each begins on a left page"


@pytest.mark.slow
def test_spreads_lie_as_the_press_prints_them(shop, tmp_path):
    """On the outermost sheet the last page and the first, behind them the second and the last but
    one, and so on. The page that Burmese leaves over has the ornament alone.
    """
    project = shop("imposed = true", "paper = 0.2")
    done = run("build", "-l", "ja", "-l", "my", "-t", "booklet", "--out", tmp_path, project=project)
    assert done.returncode == 0, done.stdout
    folder = tmp_path / DOCUMENT / "ja+my"
    with (
        pikepdf.open(folder / "booklet.print.pdf") as single,
        pikepdf.open(folder / "booklet.spreads.print.pdf") as pdf,
    ):
        count = len(single.pages)
        assert len(pdf.pages) == count // 2
        drawn = [forms(page) for page in single.pages]
        white = [number for number, text in enumerate(texts(single.filename)) if not text]
        assert white == [8] and drawn[8]
        for number, spread in enumerate(pdf.pages):
            assert float(spread.TrimBox[2] - spread.TrimBox[0]) == pytest.approx(
                2 * 148 * 72 / 25.4, abs=0.01
            )
            pair = (count - 1 - number, number) if number % 2 == 0 else (number, count - 1 - number)
            assert forms(spread) == [content for index in pair for content in drawn[index]]
            moved = [
                float(place) * 25.4 / 72
                for place in re.findall(r"1 0 0 1 (-?[\d.]+) 0 cm /Page", text_of(spread))
            ]
            creep = 0.2 * (number // 2)
            expected = [
                place
                for place, index in zip((creep, 148 - creep), pair, strict=True)
                if drawn[index]
            ]
            assert moved == pytest.approx(expected, abs=0.01)


def text_of(page):
    return page.Contents.read_bytes().decode("latin-1")


def forms(page):
    """What the forms of a page draw, in their order; none on a white page."""
    names = re.findall(r"(/Page\d+) Do", text_of(page))
    return [page.Resources.XObject[name].read_bytes() for name in names]


@pytest.mark.slow
def test_a_book_of_too_many_pages_is_refused(project):
    change(
        project / "templates/booklet/booklet.css",
        "html { font-size: 10.5pt;",
        "html { font-size: 40pt;",
    )
    done = run("build", "-t", "booklet", "-l", "my", "-l", "ta", project=project)
    assert done.returncode == 1
    assert "more than can be stitched (48)" in done.stdout
    assert not (project / "dist").exists()


@pytest.mark.parametrize("pair", ["ja+en+my", "ja+ja"])
def test_what_is_no_pair_is_told(pair):
    done = run("build", "-l", pair, "-t", "leaflet")
    assert done.returncode == 2
    assert "a pair is two, such as ja+en" in done.stderr


def test_a_pair_is_for_paper(tmp_path):
    done = run("build", "-l", "ja+en", "-t", "page", "--out", tmp_path)
    assert done.returncode == 2
    assert "there is nothing to build" in done.stderr

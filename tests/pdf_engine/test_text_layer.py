"""The text layer: what each reader gives of each PDF, from first letter to last, is what was
written.

Compared is the whole text in reading order (NFC; spaces, line ends and what only orders or breaks
lines aside). `make text-layer` writes the figures of every reader, gated or not, to
docs/text-layer.md.
"""

import pikepdf
import pytest

from tests.conftest import LANGUAGES, TEMPLATES
from tests.readers import pdf as readers
from tests.readers import pdfjs
from tests.readers.comparison import (
    RIGHT_TO_LEFT,
    blocks,
    compared,
    difference,
    exact_blocks,
    printed,
    squeezed,
)
from tests.readers.report import NAMES, REPORT

# Which languages each reader has to give back exactly; mupdf is reported only.
GATES = {
    "standard": LANGUAGES,
    "pdfium": LANGUAGES,
    "pdfjs": LANGUAGES,
    "poppler": tuple(language for language in LANGUAGES if language not in RIGHT_TO_LEFT),
}
CASES = [
    (reader, language, template)
    for reader in GATES
    for language in GATES[reader]
    for template in TEMPLATES
]

# What a reader cannot give of our files, and why. An entry that is no longer true fails.
LAST = "of the last letter of a line it gives the vowel mark before the letter"
BEYOND = {
    **{
        (
            "poppler",
            "ja-simple",
            template,
        ): "it reads line by line as they stand: each row of readings before the row of their bases"
        for template in TEMPLATES
    },
    **{("pdfjs", "fa", template): LAST for template in TEMPLATES},
    **{("pdfjs", "ur", template): LAST for template in TEMPLATES},
    ("pdfjs", "ps", "leaflet"): LAST,
}


@pytest.fixture(scope="module")
def differs(dist, browser):
    """Gives where the text that a reader takes from an edition's file first differs from what was
    written.
    """
    reading = {name: getattr(readers, name) for name in ("standard", "pdfium", "poppler")}
    reading["poppler in file order"] = readers.poppler_in_file_order
    reading["pdfjs"] = pdfjs.reader(browser)  # started once

    def look(reader, language, template, path=None):
        answer = reading[reader](path or dist / language / f"{template}.pdf")
        written, answer = compared(blocks(dist, language), language, template, reader, answer)
        return difference((language, template), reader, "".join(written), answer)

    return look


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compared_holds_every_message(dist, language):
    texts = [squeezed(block) for block in blocks(dist, language)]
    messages = list(printed(language))

    assert len(messages) == {"ja": 12, "en": 16}.get(language, 17)
    assert [source for source, pattern in messages if not any(map(pattern.fullmatch, texts))] == []


@pytest.mark.parametrize(("reader", "language", "template"), CASES)
def test_text_reads_back(differs, reader, language, template):
    found = differs(reader, language, template)

    if (reader, language, template) in BEYOND:
        assert found, f"{reader} gives {language} exactly now: take it out of BEYOND"
    else:
        assert found == ""


@pytest.mark.parametrize("template", TEMPLATES)
def test_poppler_reads_furigana_in_the_order_of_the_file(differs, template):
    assert differs("poppler in file order", "ja-simple", template) == ""


@pytest.fixture
def broken(dist, tmp_path):
    """Breaks an English page in one place; gives the file."""

    def break_it(mend):
        with pikepdf.open(dist / "en" / "page.pdf") as pdf:
            mend(pdf)
            pdf.save(tmp_path / "broken.pdf")
        return tmp_path / "broken.pdf"

    return break_it


def say(pdf, old, new):
    """Changes what runs of glyphs stand for."""
    contents = [page.Contents.read_bytes() for page in pdf.pages]
    assert any(old.encode() in content for content in contents)
    for page, content in zip(pdf.pages, contents, strict=True):
        page.Contents = pdf.make_stream(content.replace(old.encode(), new.encode()))


@pytest.mark.parametrize("reader", ["standard", "pdfium", "poppler"])
def test_one_wrong_letter_in_actual_text_is_told(differs, broken, reader):
    found = differs(reader, "en", "page", broken(lambda pdf: say(pdf, "Amnesty", "Amnasty")))

    assert found.startswith(f"en page, {reader}: after “")
    assert found.endswith(
        "comes 'a' (U+0061 LATIN SMALL LETTER A) where 'e' (U+0065 LATIN SMALL LETTER E) was"
        " written"
    )


def test_one_wrong_letter_of_a_glyph_is_told_by_who_reads_glyphs(differs, broken):
    def mend(pdf):
        for font in (
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item
        ):
            font.ToUnicode = pdf.make_stream(
                font.ToUnicode.read_bytes().replace(b" <006a>\n", b" <006b>\n")
            )

    path = broken(mend)

    assert "comes 'k' (U+006B LATIN SMALL LETTER K) where 'j' (U+006A" in differs(
        "pdfjs", "en", "page", path
    )
    assert differs("standard", "en", "page", path) == ""


def test_paragraphs_that_changed_places_are_told(differs, broken):
    def mend(pdf):
        paragraphs = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/P"
        ]
        story = max((item.P for item in paragraphs), key=lambda parent: len(parent.K))
        story.K[0], story.K[1] = story.K[1], story.K[0]

    assert "where 'T' (U+0054" in differs("standard", "en", "page", broken(mend))


def test_a_wrong_page_number_is_told(differs, broken):
    found = differs(
        "pdfium", "en", "page", broken(lambda pdf: say(pdf, "Page 1 of 2", "Page 7 of 2"))
    )

    assert "comes 'P' (U+0050" in found


def test_blocks_are_counted_in_order():
    assert (
        exact_blocks(["peace", "prize", "of peace"], "prize of the peace, the prize of peace") == 3
    )
    assert exact_blocks(["peace", "prize"], "prize, peace") == 1
    assert exact_blocks(["peace", "lost", "peace prize", "end"], "peace prize end") == 2
    assert exact_blocks(["peace", "lost", "prize", "end"], "peace prize end") == 3


def test_the_report_claims_what_the_gates_hold():
    rows = [
        line.strip("| ").split(" | ")
        for line in REPORT.read_text(encoding="utf-8").splitlines()
        if line.count("|") == len(NAMES) + 2
    ]
    cells = {
        row[0]: dict(zip(NAMES, (cell.split(" · ")[0] for cell in row[1:]), strict=True))
        for row in rows
    }
    held = {(reader, language) for reader in GATES for language in GATES[reader]} - {
        key[:2] for key in BEYOND
    }

    assert tuple(language for language in cells if language in LANGUAGES) == LANGUAGES
    for reader, gate in GATES.items():
        exact = {language for language in LANGUAGES if cells[language][reader] == "**exact**"}
        assert exact == {language for language in gate if (reader, language) in held}, reader
        assert cells["editions exact"][reader] == f"**{len(exact)} of {len(LANGUAGES)}**"

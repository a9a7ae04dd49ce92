"""Documents of all that announcements are made of, in five scripts: built without a finding, valid,
and read back by readers that we did not write.
"""

import re
import subprocess
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest

import laureate_print
from tests.conftest import run
from tests.documents.words import LANGUAGES, PROJECT, alternatives, runs
from tests.readers import pdf as readers

pytestmark = pytest.mark.slow
EVERYTHING = ("everything", "-t", "page", "-o", "pdf", "-o", "archive", "-o", "html")
languages = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module")
def shown(built_once):
    """The folder of the documents: everything in each language, further sheets in some."""
    commands = [
        EVERYTHING,
        ("seto-peace-prize-9", "-t", "leaflet", "-l", "ja", "-l", "ar", "-o", "print"),
        ("seto-peace-prize-9", "-t", "booklet"),
        ("report", "-t", "page", "-l", "en", "-o", "pdf"),
    ]
    return built_once("documents", commands, PROJECT).parent


@pytest.mark.java
def test_all_files_are_valid_by_all_that_they_declare(shown):
    files = [*shown.glob("everything/*/*.pdf"), shown / "report/en/page.pdf"]
    found = readers.declared(files)
    assert len(found) == 2 * len(LANGUAGES) + 1
    for name, verdicts in found.items():
        assert len(verdicts) == (4 if name.endswith(".archive.pdf") else 2), name
        assert not any(verdicts.values()), (name, verdicts)


def squeezed(text):
    """A text without white space: a line may end anywhere in some scripts, and readers put a space
    there in others.
    """
    return re.sub(r"\s+", "", text)


@languages
def test_the_tag_tree_has_all_words_and_the_pictures_their_alternatives(shown, language):
    path = shown / "everything" / language / "page.pdf"
    text = squeezed(readers.standard(path))
    assert [words for words in runs("everything", language) if squeezed(words) not in text] == []
    told = re.findall(r"Figure.*? Alt=(.*)", readers.tree(path))
    assert set(alternatives("everything", language)) <= set(told)


@languages
def test_pdfium_reads_and_finds_each_run_of_words(shown, language):
    with pypdfium2.PdfDocument(shown / "everything" / language / "page.pdf") as document:
        pages = [page.get_textpage() for page in document]
        text = squeezed("".join(page.get_text_range() for page in pages))
        lost = [words for words in runs("everything", language) if squeezed(words) not in text]
    # Of raised letters and a code among Arabic words PDFium makes an order of its own, and is told.
    assert [words for words in lost if language != "ar" or "A/B" not in words] == []


def test_each_element_has_its_structure_element(shown):
    roles = re.findall(r"^ *(\w+)", readers.tree(shown / "everything/en/page.archive.pdf"), re.M)
    wanted = {
        *("H1", "H2", "H3", "H4", "P", "L", "LI", "Lbl", "LBody", "BlockQuote", "Code", "Figure"),
        *("Caption", "Table", "TR", "TH", "TD", "Link", "Reference", "FENote", "Em", "Strong"),
    }
    assert wanted <= set(roles)


def test_tables_over_pages_have_one_head_each_and_thirty_notes_are_linked_both_ways(shown):
    path = shown / "report/en/page.pdf"
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) >= 20
    tree = readers.tree(path)
    assert len(re.findall(r"^ *TH\b", tree, re.M)) == 8 + 30 + 27 + 193, (
        "the heads of the columns and rows of three tables, each once"
    )
    assert len(re.findall(r"^ *Note\b", tree, re.M)) == 30
    assert len(re.findall(r"^ *Reference\b", tree, re.M)) == 30


def test_contacts_stand_word_for_word_and_once_in_a_book(shown):
    text = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", shown / "seto-peace-prize-9/booklet.print.pdf", "-"],
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    for line in ("〒799-9999瀬戸県島波市大橋1-2-3", "94-000MoanianiStreet"):
        assert squeezed(text).count(line) == 1, line


def test_web_pages_have_their_pictures_sizes_and_notes(shown):
    page = (shown / "everything/ar/page.html").read_text(encoding="utf-8")
    for image in re.findall(r"<img[^>]*>", page):
        assert re.search(r'width="\d+" height="\d+"', image), image
        assert " alt=" in image
    ids = re.findall(r'id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for target in re.findall(r'href="#([^"]+)"', page):
        assert target in ids


def test_a_document_that_does_not_fit_its_sheet_is_told_once(tmp_path):
    done = run(
        "build",
        "everything",
        "-t",
        "leaflet",
        "-o",
        "pdf",
        "-l",
        "ja",
        "--out",
        tmp_path,
        project=PROJECT,
    )
    assert done.returncode == 1
    assert "shorten the text" in done.stdout
    assert done.stdout.count("error:") == 1, done.stdout


def test_the_headings_are_in_order(shown):
    page = (shown / "everything/en/page.html").read_text(encoding="utf-8")
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_same_words_may_be_publisher_title_heading_and_paragraph(tmp_path):
    documents = tmp_path / "templates/documents"
    documents.mkdir(parents=True)
    project = (
        '\ufeffsource_language = "en"\ndocuments = ["same"]\nlanguages = ["en"]\n[templates]\n'
    )
    (tmp_path / "laureate.toml").write_text(f'{project}leaflet = ["pdf"]\n', encoding="utf-8")
    facts = 'date = 2026-05-01\npublisher = "P"\npublisher_label = "Peace"\ndescription = "Peace"\n'
    contact = '[[contact]]\nlanguage = "ja"\nlines = ["瀬戸県"]\n'
    text = f"\ufeff+++\n{facts}{contact}+++\n\n# Peace\n\n## Peace\n\nPeace\n\n- Peace\n"
    (documents / "same.md").write_text(text, encoding="utf-8")

    with laureate_print.load(tmp_path) as project:
        findings = project.render("same", "leaflet", "en", "pdf").findings

    assert [it for it in findings if it.severity == "error"] == []

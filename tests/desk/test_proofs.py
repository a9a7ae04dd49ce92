"""A translation can be read on paper: each page with its numbers, source beside translation, who
has reviewed what, and a place to sign.
"""

import re
from functools import cache
from pathlib import Path

import pytest

from laureate_print.desk.proofs import proofs
from laureate_print.desk.shown import Engine
from laureate_print.desk.sights import Asked, wanted
from laureate_print.pdf_reader.document import PdfReader
from laureate_print.sources import load
from tests.conftest import DOCUMENT, change, review

ASKED = Asked("ar", templates=("leaflet",))
TITLE = "The Laureate of the 8th Okinawa Peace Prize"
ARABIC = "الجهة الفائزة بجائزة أوكيناوا للسلام في دورتها الثامنة"


@pytest.fixture
def made(project):
    """The proofs of a leaflet as PDF and as web page, all of it reviewed but the title, with what
    they are made of.
    """
    review(project, "ar", "Higa Yōko")
    change(project / f"locales/ar/LC_MESSAGES/{DOCUMENT}.po", ARABIC, f"{ARABIC}!")
    sources = load(project)
    with Engine(sources) as engine:
        lay = cache(engine.lay)
        pages = [proofs(sources, ASKED, Path(f"x.{it}"), lay).page for it in ("pdf", "html")]
        return sources, pages[0], [engine.write(page) for page in pages]


@pytest.mark.slow
def test_source_translation_and_state_of_each_message_are_beside_each_other(made):
    sources, page, [(pdf, of_pdf), (html, of_html)] = made
    assert [it for it in (*of_pdf, *of_html) if it.severity == "error"] == []
    read = PdfReader(pdf)
    assert {"PDF/A-2A", "PDF/UA-1"} <= {*read.standards}
    told = [(it.text.strip(), it.language) for it in read.tagged_text if it.text.strip()]
    words = [text for text, _ in told]
    messages = wanted(sources, ASKED)
    numbers = [text for text in words if text.isdigit()]
    counted = [len(messages), len(messages) - 1, 1]  # all, reviewed, draft
    assert list(map(int, numbers)) == [*counted, *range(1, len(messages) + 1)]
    at = words.index(TITLE, words.index("Messages of leaflet.pdf, page 1"))
    assert told[at] == (TITLE, "en")
    assert (f"{ARABIC}!", "ar") in told[at : at + 4]
    assert "draft" in words[at : at + 5]
    assert words.count("reviewed: Higa Yōko, 2026-11-29") == len(messages) - 1
    assert [it in words for it in ("Signature", "Date", "Name")] == [True] * 3
    for picture in page.pictures:
        assert picture.width > 700
    text = html.decode()
    assert text.count("<tr>") > len(messages)
    assert re.search(rf'<td lang="ar" dir="rtl">\s*<p>{ARABIC}!</p>', text)
    assert '<code dir="ltr">{telephone}</code>' in text

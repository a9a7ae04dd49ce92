"""What the preview says is there in each language that it speaks, and the browser's wish is heard."""

import re

import pytest
from babel.messages.pofile import read_po

from laureate_print.desk.interface import chosen, interfaces
from tests.conftest import ROOT

ROOM = ROOT / "src/laureate_print/desk"
ASKED = re.compile(r'_\("([^"]+)"')


@pytest.mark.parametrize("catalog", sorted(ROOM.glob("words/*.po")), ids=lambda it: it.stem)
def test_a_catalog_has_each_message_and_no_other(catalog):
    asked = {
        source
        for page in ROOM.glob("pages/*.html")
        for source in ASKED.findall(page.read_text(encoding="utf-8"))
    }
    with catalog.open("rb") as file:
        words = {it.id: it.string for it in read_po(file) if it.id}

    assert words.keys() == asked
    for source, text in words.items():
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", source)), source


@pytest.mark.parametrize(
    ("accepted", "tag"),
    [
        ("ja,en-US;q=0.7,en;q=0.3", "ja"),
        ("fr-CH, fr;q=0.9, en;q=0.8, ja;q=0.7", "en"),
        ("en;q=0.1,JA-jp;q=0.2", "ja"),
        ("*", "en"),
        ("ja;q=nonsense", "ja"),
        ("", "en"),
    ],
)
def test_it_speaks_the_language_that_the_browser_asks_for_first(accepted, tag):
    assert chosen(interfaces(), accepted).language.tag == tag

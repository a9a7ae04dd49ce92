"""The layout says of each line what was written and what the engine made: markers, repeated heads,
hyphens, capitals.
"""

import json
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.pdf_engine.mended import page

FACES = {"Latin": ROOT / "fonts/source-sans-3/SourceSans3-Regular.ttf"}
READ = """
import json, sys
from laureate_print.pdf_engine.lines import read_layout
from laureate_print.pdf_engine.loading import load_engine
weasyprint = load_engine()
document = weasyprint.HTML(string=sys.stdin.read()).render()
lines = read_layout(document.pages).lines
print(json.dumps([[line.page, line.kind, line.text, line.place] for line in lines]))
"""
STYLE = """
@page { size: 80mm 60mm; margin: 10mm; @bottom-center { content: "page " counter(page) } }
body { margin: 0; font-size: 12pt; line-height: 1.5 } p { margin: 0 }
.capitals { text-transform: uppercase } .narrow { width: 25mm; hyphens: auto }
ol { list-style: decimal inside; counter-reset: list-item 2; margin: 0; padding: 0 } q { quotes: "<" ">" }
td, th { padding: 0 } .first::first-letter { color: red } .note { float: footnote } .end::after { content: "■" }
"""
BODY = """
<p class="capitals">Große Straße, groß geschrieben und über die Zeile hinaus</p>
<p class="end">Called<span class="note">Note</span></p>
<p class="narrow" lang="de">Bundesverfassungsgericht</p>
<ol><li>one <q>two</q></li></ol><p class="first">Initial</p>
<table><thead><tr><th>Head</th></tr></thead>
<tbody><tr><td>row 1<br>row 2<br>row 3<br>row 4<br>row 5</td><td>a<br>b<br>c<br>d<br>e</td></tr></tbody>
<tfoot><tr><td>Foot</td></tr></tfoot></table>
"""


@pytest.fixture(scope="module")
def lines():
    """The lines of the page in the order of drawing: page, kind, text, place in reading."""
    html = page(BODY, FACES, style=STYLE)
    command = [sys.executable, "-c", READ]
    done = subprocess.run(command, input=html, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def of_kind(lines, kind):
    return [(number, text.strip()) for number, of, text, _ in lines if of == kind]


def test_text_is_given_as_it_was_written(lines):
    written = [text for _, kind, text, _ in sorted(lines, key=lambda line: line[3])]
    whole = "".join("".join(written).split())
    assert "GroßeStraße,großgeschrieben" in whole  # drawn as GROSSE STRASSE, GROSS
    assert "Bundesverfassungsgericht" in whole  # drawn over two lines, with a hyphen
    assert "Initial" in whole


def test_what_the_engine_made_is_told_apart(lines):
    assert of_kind(lines, "generated") == [
        (1, "1"),
        (1, "■"),
        (1, "1."),
        (2, "3."),
        (2, "<"),
        (2, ">"),
    ]
    assert {text for _, text in of_kind(lines, "running")} == {
        "page 1",
        "page 2",
        "page 3",
        "page 4",
    }


def test_of_a_table_the_first_head_and_the_last_foot_are_text(lines):
    table = {number for number, _, text, _ in lines if text == "Head"}
    first, last = min(table), max(table)
    assert first < last
    assert of_kind(lines, "repeated") == [(first, "Foot"), (last, "Head")]


def test_cells_that_a_page_cuts_are_read_one_after_the_other(lines):
    cells = ["row 1", "row 2", "row 3", "row 4", "row 5", *"abcde"]
    drawn = [text for _, _, text, _ in lines if text in cells]
    read = [text for _, _, text, _ in sorted(lines, key=lambda line: line[3]) if text in cells]
    assert drawn != read
    assert read == cells


def test_what_ends_a_paragraph_is_read_behind_its_notes(lines):
    read = [text for _, _, text, _ in sorted(lines, key=lambda line: line[3])]
    begin = read.index("Called")
    assert read[begin : begin + 5] == ["Called", "1", "1. ", "Note", "■"]

"""Words that a line end divides are whole for every reader, and hyphens that were written stay."""

import dataclasses

import pikepdf
import pypdfium2
import pytest

from tests.in_engine import page_of, written
from tests.readers import pdf as readers

ENGLISH = (
    "The nonprofit organization was established primarily by representatives who considered"
    " extraordinary characterization and internationalization a responsibility."
)
GERMAN = "Die Donau\u00addampf\u00adschiff\u00adfahrts\u00adgesellschaft und die Auf\u00adfassung."
NAMES = "Der Alfred-Nobel-Preis, <b>Alfred-<em>Nobel</em>-</b>Straßenbahnhaltestellenverzeichnis."
BODY = f"""
<p>{ENGLISH}</p><p><a href="https://example.jp/">{ENGLISH}</a></p>
<p lang="de">{GERMAN}</p><p lang="de">{NAMES}</p>
<p lang="de">Immer wieder gibt es Vor- und Nachteile, Alfred-<br>Nobel, Vor- <em>und</em> x -</p>
<pre>eins-
zwei</pre>
"""
STYLE = """<style>
p { width: 52mm; font-size: 10pt; hyphens: auto !important; text-align: justify !important }
a { text-decoration: underline }
</style>"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The same divided words, to read and to keep."""
    contexts = [page_of("page", "en", output) for output in ("pdf", "archive")]
    composed = [
        dataclasses.replace(
            context.page,
            html=context.page.html.partition("<main")[0].replace("</head>", f"{STYLE}</head>")
            + f"<main>{BODY}</main></body></html>",
        )
        for context in contexts
    ]
    folder = tmp_path_factory.mktemp("hyphens")
    paths = [folder / f"{number}.pdf" for number in range(len(composed))]
    for path, artifact in zip(paths, written(*composed), strict=True):
        path.write_bytes(artifact.content)
    return paths


def words(text):
    return set(text.replace(",", " ").replace(".", " ").split())


def test_the_tag_tree_has_whole_words_and_no_hyphen_of_the_engine(pages):
    for path in pages:
        given = words(readers.standard(path))
        assert words(ENGLISH) | words(GERMAN.replace("\u00ad", "")) <= given
        assert {"Alfred-Nobel-Preis", "Alfred-Nobel-Straßenbahnhaltestellenverzeichnis"} <= given


def test_pdfium_joins_divided_words_and_keeps_written_hyphens(pages):
    with pypdfium2.PdfDocument(pages[0]) as document:
        text = document[0].get_textpage().get_text_range()
    given = words(text.replace("\x02", "").replace("\ufffe", ""))

    assert text.count("\x02") + text.count("\ufffe") > 5
    assert words(ENGLISH) <= given
    assert {"Auffassung", "Donaudampfschifffahrtsgesellschaft"} <= given
    assert {"Alfred-Nobel-Preis", "Alfred-Nobel-Straßenbahnhaltestellenverzeichnis"} <= given
    assert "".join(text.split()).count("Vor-und") == 2
    squeezed = "".join(text.replace("\u2060", "").split())
    assert "Alfred-Nobel,Vor" in squeezed
    assert "Vor-undx-eins-zwei" in squeezed


@pytest.mark.reader
def test_poppler_joins_them_too(pages):
    given = words(readers.poppler(pages[0]))

    assert words(ENGLISH) <= given
    assert "Auffassung" in given


def test_a_hyphen_is_an_artifact_inside_its_text_object(pages):
    """ISO 32000-1, 14.6.1: marked content and text objects nest, neither cuts the other."""
    with pikepdf.open(pages[0]) as pdf:
        seen = [
            str(instruction.operands[0])
            if str(instruction.operator) in ("BDC", "BMC")
            else str(instruction.operator)
            for instruction in pikepdf.parse_content_stream(pdf.pages[0])
        ]
    inside = [name for name in seen if name in ("BT", "ET", "EMC") or name.startswith("/")]
    shown = " ".join(inside)

    assert shown.count("BT /Span EMC /Artifact EMC ET") > 5
    open_ = []
    for name in inside:
        if name in ("EMC", "ET"):
            assert open_.pop().startswith("/" if name == "EMC" else "BT")
        else:
            open_.append(name)
    assert open_ == []


@pytest.mark.java
def test_files_with_divided_words_are_valid(pages):
    assert all(not any(rules.values()) for rules in readers.declared(pages).values())

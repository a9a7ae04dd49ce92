"""The tag tree keeps what the engine's own has, and its attributes: heads of tables, fields of
forms, pictures, whatever the page may lack.
"""

import pikepdf
import pytest

from tests.conftest import ROOT
from tests.pdf_engine.mended import page, set_pages
from tests.readers import pdf as readers

FACES = {"Latin": ROOT / "fonts/source-sans-3/SourceSans3-Regular.ttf"}
TABLE = """
<table>
  <thead><tr><th></th><th>A</th><th id=b>B</th><th>C</th></tr></thead>
  <tbody>
    <tr><th scope=row>one</th><td>1A</td><td>1B</td><td>1C</td></tr>
    <tr><th scope=row>two</th><td>2A</td><td rowspan=2>23B</td><td>2C</td></tr>
    <tr><th scope=row>three</th><td>3A</td><td headers="b nowhere">3C</td></tr>
    <tr><th scope=row>four</th><td colspan=3>4ABC</td></tr>
  </tbody>
</table>
"""
FORM = """
<form><p><label>Name <input name=name value=somebody></label>
<label>Place <select name=place><option>Naha</select></label></p></form>
"""
PICTURE = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Files of what a page may hold, by name."""
    pages = {
        "table": page(TABLE, FACES),
        "form": page(FORM, FACES),
        "wrong spans": page(
            "<table><tr><th>H</th></tr><tr><td colspan=x rowspan=0>x</td></tr></table>", FACES
        ),
        "no language": page("<p>x</p>", FACES, language='""'),
        "unknown language": page("<p>x</p>", FACES, language="qqq"),
        "no alt": page(f'<p>x <img src="{PICTURE}"></p>', FACES),
    }
    folder = tmp_path_factory.mktemp("tags")
    paths, errors = set_pages(folder, *pages.values(), pdf_forms=True)
    assert errors == []
    return dict(zip(pages, paths, strict=True))


def elements(pdf, role):
    return [
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary)
        and item.get("/Type") == "/StructElem"
        and str(item.S) == role
    ]


def text(pdf, element):
    """The text of an element whose content is one run, by its ActualText in the page."""
    found = element.K[0]
    while "/MCID" not in found:
        found = found.K[0]
    for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]):
        if str(operator) == "BDC" and operands[1].get("/MCID") == found.MCID:
            return str(operands[1].ActualText)
    raise AssertionError(element)


def test_each_cell_names_the_cells_that_head_it(made):
    with pikepdf.open(made["table"]) as pdf:
        tree = pdf.Root.StructTreeRoot.IDTree.Names
        by_name = {bytes(tree[place]): tree[place + 1] for place in range(0, len(tree), 2)}
        assert list(by_name) == sorted(by_name)
        heads = {
            text(pdf, cell): [text(pdf, by_name[bytes(name)]) for name in cell.A.Headers]
            for cell in elements(pdf, "/TD")
        }
        assert all(by_name[bytes(head.ID)] == head for head in elements(pdf, "/TH"))

    assert heads == {
        "1A": ["one", "A"],
        "1B": ["one", "B"],
        "1C": ["one", "C"],
        "2A": ["two", "A"],
        "23B": ["two", "three", "B"],
        "2C": ["two", "C"],
        "3A": ["three", "A"],
        "3C": ["B"],
        "4ABC": ["four", "A", "B", "C"],
    }


def test_cells_say_what_they_span_and_head(made):
    with pikepdf.open(made["table"]) as pdf:
        spans = {
            text(pdf, cell): (cell.A.get("/ColSpan", 1), cell.A.get("/RowSpan", 1))
            for cell in elements(pdf, "/TD")
        }
        scopes = [str(head.A.Scope) for head in elements(pdf, "/TH")]

    assert {name: span for name, span in spans.items() if span != (1, 1)} == {
        "23B": (1, 2),
        "4ABC": (3, 1),
    }
    assert scopes == ["/Column"] * 4 + ["/Row"] * 4


def test_fields_of_a_form_are_elements(made):
    with pikepdf.open(made["form"]) as pdf:
        fields = [element.K[0].Obj for element in elements(pdf, "/Form")]
        parents = pdf.Root.StructTreeRoot.ParentTree.Nums
        owners = {parents[place]: parents[place + 1] for place in range(0, len(parents), 2)}

        assert [str(field.T) for field in fields] == ["name", "place"]
        for element, field in zip(elements(pdf, "/Form"), fields, strict=True):
            assert owners[field.StructParent] == element
            assert "/QuadPoints" not in field


@pytest.mark.parametrize("name", ["wrong spans", "no language", "unknown language", "no alt"])
def test_a_page_with_faults_is_set_all_the_same(made, name):
    assert "x" in readers.pdfium(made[name])


@pytest.mark.java
def test_tables_and_forms_are_valid(made):
    paths = [made["table"], made["form"]]
    valid, broken = readers.verapdf(paths, "ua1")
    assert broken == {}
    assert len(valid) == len(paths)

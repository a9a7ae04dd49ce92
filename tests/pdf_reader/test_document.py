"""What a PDF declares, whatever prefix it takes, and whether its two texts agree."""

import pytest
from pikepdf import Array, Dictionary, Name, String

from laureate_print.checks.inspect_file import inspect
from laureate_print.pdf_reader.document import PdfReader
from laureate_print.pdf_reader.text_agreement import agreement
from tests.pdf_reader.handmade import saved, tagged, xmp

PDF_A, PDF_UA, PDF_X = (
    "http://www.aiim.org/pdfa/ns/id/",
    "http://www.aiim.org/pdfua/ns/id/",
    "http://www.npes.org/pdfx/ns/id/",
)
DECLARATION = (
    '<d:declarations xmlns:d="http://pdfa.org/declarations/"><rdf:Bag><rdf:li'
    ' rdf:parseType="Resource"><d:conformsTo>http://pdfa.org/declarations/wtpdf#{}</d:conformsTo>'
    "</rdf:li></rdf:Bag></d:declarations>"
)


def described(*elements, **attributes):
    given = " ".join(f'{name.replace("_", ":", 1)}="{value}"' for name, value in attributes.items())
    return f'<rdf:Description rdf:about="" {given}>{"".join(elements)}</rdf:Description>'


@pytest.mark.parametrize(
    ("packet", "standards"),
    [
        (described(xmlns_a=PDF_A, a_part=2, a_conformance="A"), ("PDF/A-2A",)),
        (
            described("<a:part>2</a:part><a:conformance>U</a:conformance>", xmlns_a=PDF_A),
            ("PDF/A-2U",),
        ),
        (described(xmlns_pdfaid=PDF_A, pdfaid_part=4), ("PDF/A-4",)),
        (described(xmlns_ua=PDF_UA, ua_part=1), ("PDF/UA-1",)),
        (described(xmlns_x=PDF_X, x_GTS_PDFXVersion="PDF/X-4"), ("PDF/X-4",)),
        (described(DECLARATION.format("accessibility1.0")), ("WTPDF 1.0 accessibility",)),
        (
            described(xmlns_a=PDF_A, a_part=2, a_conformance="B")
            + described(xmlns_b=PDF_UA, b_part=2)
            + described(DECLARATION.format("reuse1.0")),
            ("PDF/A-2B", "PDF/UA-2", "WTPDF 1.0 reuse"),
        ),
        # A prefix says nothing, the namespace does.
        (described(xmlns_pdfuaid="http://example.org/", pdfuaid_part=1), ()),
        (described("<a:part", xmlns_a=PDF_A), ()),
        ("&x;", ()),
        ("", ()),
    ],
)
def test_standards_are_known_by_their_namespace(packet, standards):
    assert PdfReader(xmp(packet)).standards == standards


def test_the_title_is_that_of_no_language():
    title = (
        '<dc:title xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Alt><rdf:li xml:lang="en">Prize'
        '</rdf:li><rdf:li xml:lang="x-default">平和賞 &amp;</rdf:li></rdf:Alt></dc:title>'
    )

    assert PdfReader(xmp(described(title))).title == "平和賞 &"


def layer(pdf):
    return inspect(saved(pdf))["text layer"]


COLUMNS = (
    b"BT /F 12 Tf 20 300 Td /P <</MCID 0>> BDC (first left) Tj EMC"
    b" /P <</MCID 1>> BDC 200 0 Td (first right) Tj EMC"
    b" /P <</MCID 2>> BDC -200 -30 Td (second left) Tj EMC"
    b" /P <</MCID 3>> BDC 200 0 Td (second right) Tj EMC ET"
)


def test_one_text_in_one_order_agrees():
    assert layer(tagged(COLUMNS, lambda pdf, root: [0, 1, 2, 3])) == (
        "the tag tree and PDFium agree in 40 characters"
    )


def test_columns_in_their_own_order_agree_part_by_part():
    assert layer(tagged(COLUMNS, lambda pdf, root: [0, 2, 1, 3])) == (
        "the tag tree and PDFium agree in 40 characters, part by part"
    )


@pytest.mark.parametrize("left_out", range(4))
def test_a_part_that_the_tree_leaves_out_is_a_difference(left_out):
    kids = [number for number in (0, 2, 1, 3) if number != left_out]

    assert layer(tagged(COLUMNS, lambda pdf, root: kids)).startswith("differs at character ")


def test_a_letter_that_pdfium_reads_otherwise_is_a_difference():
    swapped = COLUMNS.replace(b"/MCID 3>>", b"/MCID 3 /ActualText (second write)>>")
    pdf = tagged(swapped, lambda pdf, root: [0, 2, 1, 3])
    pdf.pages[0].obj.Contents.write(swapped)

    # PDFium takes the ActualText of marked content, so the two agree; of an element it knows none.
    assert layer(pdf).startswith("the tag tree and PDFium agree")


def test_a_text_that_stands_in_for_what_is_drawn_is_counted():
    def kids(pdf, root):
        given = Dictionary(
            Type=Name.StructElem, S=Name.Formula, K=Array([0]), ActualText=String("one over two")
        )
        return [pdf.make_indirect(given), 1, 2, 3]

    assert layer(tagged(COLUMNS, kids)) == (
        "the tag tree and PDFium agree in 41 characters, part by part; 1 text stands in for what is"
        " drawn"
    )


def test_a_visual_order_is_no_reading_order():
    drawn = b"BT /F 12 Tf 20 300 Td /P <</MCID 0>> BDC (abc) Tj EMC ET"
    pdf = tagged(drawn, lambda pdf, root: [0])
    names = Array([97, Name("/uni05D2"), Name("/uni05D1"), Name("/uni05D0")])
    pdf.pages[0].Resources.Font.F.Encoding = Dictionary(Differences=names)

    assert layer(pdf).startswith("differs at character 1: after '' the tag tree gives 'ג'")


def test_pages_that_pdfium_does_not_find_are_a_difference():
    assert agreement((), ("one",), ((), ())) == ("differs: PDFium finds 1 of 2 pages")

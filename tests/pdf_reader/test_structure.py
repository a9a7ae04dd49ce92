"""The tag tree by the standard's own rule: marked content of pages and forms, ActualText, Alt, roles, languages."""

import pytest
from pikepdf import Array, Dictionary, Name, String

from laureate_print.pdf_reader.document import PdfReader
from tests.pdf_reader.handmade import MARKED, form_of, saved, tagged

TWO = (
    b"BT /F 20 Tf 20 300 Td /P <</MCID 0>> BDC (one) Tj EMC"
    b" /P <</MCID 1>> BDC 0 -30 Td (two) Tj EMC ET"
)


def pieces(pdf):
    return PdfReader(saved(pdf)).tagged_text


def texts(pdf):
    return [piece.text for piece in pieces(pdf)]


def element(pdf, root, kids, **more):
    return pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.Span, P=root, K=Array(kids), **more)
    )


def test_identifiers_stand_in_the_order_of_the_tree():
    assert texts(tagged(TWO, lambda pdf, root: [1, 0])) == ["twoone"]


def test_an_element_that_names_no_page_has_that_around_it():
    pdf = tagged(TWO, lambda pdf, root: [element(pdf, root, [1]), 0])

    assert texts(pdf) == ["two", "one"]


def test_a_reference_names_its_page_or_its_form():
    def kids(pdf, root):
        page = pdf.pages[0].obj
        form = page.Resources.XObject.X
        return [
            Dictionary(Type=Name.MCR, Stm=form, MCID=0, Pg=page),
            Dictionary(Type=Name.MCR, MCID=0, Pg=page),
            Dictionary(Type=Name.OBJR, Obj=form),
        ]

    def build():
        pdf = tagged(MARKED + b" /X Do", lambda pdf, root: [])
        form = pdf.make_indirect(
            form_of(pdf, b"/P <</MCID 0>> BDC BT /F 9 Tf 9 9 Td (inside) Tj ET EMC")
        )
        pdf.pages[0].obj.Resources.XObject = Dictionary(X=form)
        pdf.Root.StructTreeRoot.K.K = Array(kids(pdf, None))
        return pdf

    assert texts(build()) == ["insideone"]


def test_what_a_form_draws_without_identifiers_belongs_to_the_page():
    pdf = tagged(b"/P <</MCID 0>> BDC /X Do EMC", lambda pdf, root: [0])
    form = form_of(pdf, b"BT /F 9 Tf 9 9 Td (inside) Tj ET")
    form.Resources = pdf.pages[0].Resources
    pdf.pages[0].obj.Resources.XObject = Dictionary(X=pdf.make_indirect(form))

    assert texts(pdf) == ["inside"]


def test_properties_may_stand_among_the_resources():
    content = b"/P /M BDC BT /F 20 Tf 20 300 Td (one) Tj ET EMC"
    properties = Dictionary(M=Dictionary(MCID=0, ActualText=String("eins")))

    assert texts(tagged(content, lambda pdf, root: [0], Properties=properties)) == ["eins"]


def test_actual_text_wins_over_what_is_drawn():
    pdf = tagged(TWO, lambda pdf, root: [element(pdf, root, [0], ActualText=String("1")), 1])
    [first, second] = pieces(pdf)

    assert (first.text, first.replaces, [part.text for part in first.parts]) == ("1", True, ["one"])
    assert (second.text, second.replaces) == ("two", False)


def test_what_is_said_in_place_of_a_text_is_handed_down():
    pdf = tagged(
        TWO,
        lambda pdf, root: [
            element(pdf, root, [element(pdf, root, [0])], Alt=String("a picture of one")),
            element(pdf, root, [1], E=String("second")),
        ],
    )

    assert [piece.alternative for piece in pieces(pdf)] == ["a picture of one", "second"]


def test_languages_and_standard_roles_are_those_in_force():
    def kids(pdf, root):
        return [
            element(pdf, root, [0], Lang=String("ja")),
            element(pdf, root, [1]),
        ]

    pdf = tagged(TWO, kids)
    pdf.Root.Lang = String("en")
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(Span=Name.Own, Own=Name.Em, P=Name.P)

    assert [(piece.language, piece.role) for piece in pieces(pdf)] == [("ja", "Em"), ("en", "Em")]


@pytest.mark.parametrize("ring", [Dictionary(Span=Name.Own, Own=Name.Span), Dictionary(Span=7)])
def test_a_map_of_roles_that_leads_nowhere_ends(ring):
    pdf = tagged(TWO, lambda pdf, root: [element(pdf, root, [0])])
    pdf.Root.StructTreeRoot.RoleMap = ring

    assert [piece.text for piece in pieces(pdf)] == ["one"]


def test_an_element_that_is_its_own_grandchild_is_read_once():
    pdf = tagged(TWO, lambda pdf, root: [0, element(pdf, root, [1])])
    paragraph = pdf.Root.StructTreeRoot.K
    paragraph.K[1].K.append(paragraph)

    assert texts(pdf) == ["one", "two"]


def test_a_tree_deeper_than_the_stack_is_read():
    def kids(pdf, root):
        inner = element(pdf, root, [0])
        for _ in range(3000):
            inner = element(pdf, root, [inner])
        return [inner]

    assert texts(tagged(MARKED, kids)) == ["one"]


@pytest.mark.parametrize(
    "kid", [Name.P, String("x"), 7, -1, Dictionary(Type=Name.MCR), Dictionary(), Array([0])]
)
def test_a_kid_of_the_wrong_type_is_passed_over(kid):
    assert "one" in texts(tagged(MARKED, lambda pdf, root: [kid, 0]))[-1]


def test_backward_strings_are_turned():
    content = (
        b"/P <</MCID 0>> BDC /ReversedChars BMC BT /F 9 Tf 9 9 Td (eno) Tj (owt) Tj ET EMC EMC"
    )

    assert texts(tagged(content, lambda pdf, root: [0])) == ["onetwo"]


def test_artifacts_and_what_is_not_marked_stand_in_no_piece():
    content = (
        MARKED + b" /Artifact BMC BT /F 9 Tf 9 9 Td (7) Tj ET EMC BT /F 9 Tf 90 9 Td (loose) Tj ET"
    )
    pdf = tagged(content, lambda pdf, root: [0])

    assert texts(pdf) == ["one"]
    assert PdfReader(saved(pdf)).artifact_texts == (("7",),)

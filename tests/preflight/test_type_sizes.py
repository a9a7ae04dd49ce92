"""What type is for is told by its place, and its floor by what it is for."""

from io import BytesIO

import pikepdf
import pytest

from laureate_print.errors import ProjectError
from laureate_print.model import SmallestType, SourceFile
from laureate_print.preflight.geometry import sheet
from laureate_print.preflight.painting import paint
from laureate_print.preflight.type_sizes import roles, small_type
from laureate_print.sources import project
from tests.preflight.sample import CONTENT, MM, sample

FLOORS = SmallestType()


def set_in(size, x, y, colour="0 0 0 1 k", rise=0):
    """Six Japanese letters at a place, in pt from the trim box's lower left corner."""
    return f"BT {colour} /Face {size} Tf {rise} Ts {x} {y} Td <{{text}}> Tj ET"


def page(*drawn):
    pieces = dict.fromkeys(CONTENT, "") | {"text": "\n".join(drawn)}
    with pikepdf.open(BytesIO(sample(content=pieces))) as pdf:
        return paint(sheet(1, pdf.pages[0]), pdf.pages[0])[0]


BODY = [set_in(9, 20, 300 - 14 * line) for line in range(12)]


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        ([set_in(12, 20, 100), set_in(6, 38, 111.3)], ["text", "ruby"]),
        ([set_in(9, 20, 100), set_in(7, 26, 108.8)], ["text", "ruby"]),
        ([set_in(9, 20, 100), set_in(6, 74, 100, rise=3)], ["text", "raised"]),
        ([set_in(9, 74, 100), set_in(6, 37, 98)], ["text", "raised"]),
        ([set_in(7, 20, 113), set_in(9, 20, 100)], ["text", "text"]),  # a line above another
        ([set_in(9, 20, 100), set_in(7, 80, 100)], ["text", "text"]),  # on one line, no sign
        ([set_in(9, 20, 100, "0 0 0 0 k")], ["reversed"]),
        ([set_in(9, 20, 100, "1 1 1 rg"), set_in(9, 20, 80, "1 g")], ["reversed", "reversed"]),
        ([set_in(9, 20, 100, "0.08 0.16 0.3 rg")], ["text"]),
        ([set_in(12, 20, 100, "0 0 0 0 k"), set_in(6, 38, 111.3, "0 0 .1 0 k")], ["reversed"] * 2),
    ],
)
def test_what_type_is_for_is_told_by_its_place(drawn, expected):
    assert [role for _, role in roles(page(*drawn))] == expected


@pytest.mark.parametrize(
    ("drawn", "told"),
    [
        ([], []),
        ([set_in(7, 20, 40)], []),
        ([set_in(6.8, 20, 40), set_in(6.5, 20, 30)], [("gloss", 6.5, 2)]),
        ([set_in(12, 20, 40), set_in(5.8, 38, 51.3)], [("ruby", 5.8, 1)]),
        ([set_in(7, 20, 40, "0 0 0 0 k")], []),
        ([set_in(6.9, 20, 40, "0 0 0 0 k")], [("reversed", 6.9, 1)]),
        ([set_in(5, 74, 300, rise=3)], []),
        ([set_in(4.8, 74, 300, rise=3)], [("raised", 4.8, 1)]),
        (
            [set_in(7.9, 20, y) for y in (*range(-20, 130, 10), *range(320, 380, 12))],
            [("text", 7.9, 20)],
        ),
        (
            [set_in(7.96, 20, y) for y in (*range(-20, 130, 10), *range(320, 380, 12))],
            [],
        ),  # 8.0 in tenths
    ],
)
def test_what_is_too_small_is_told_once_of_each_kind(drawn, told):
    found = list(small_type([page(*BODY, *drawn)], FLOORS))

    assert [(it.name, round(it.text.size, 2), it.count) for it in found] == told


def test_a_project_may_allow_less():
    pages = [page(*BODY, set_in(6.5, 20, 40), set_in(6.5, 20, 20, "0 0 0 0 k"))]

    assert list(small_type(pages, SmallestType(gloss=6.5, reversed=6))) == []
    [small] = small_type(pages, SmallestType(gloss=6.6, reversed=6))
    assert (small.page, small.name, small.floor) == (1, "gloss", 6.6)
    assert small.text.place.left == pytest.approx(20 / MM, abs=0.01)


def project_file(*lines):
    return SourceFile("laureate.toml", "\n".join(["[smallest]", *lines]).encode(), "laureate.toml")


def test_a_project_says_how_small_its_type_may_be():
    found = project.parse(project_file("text = 7", "ruby = 5.5"))

    assert found.smallest == SmallestType(text=7, ruby=5.5)
    assert project.parse(project_file()).smallest == FLOORS


def test_floors_that_are_none_are_told_together():
    with pytest.raises(ProjectError) as told:
        project.parse(project_file("text = 0", 'ruby = "6"', "note = 5", "gloss = nan"))

    assert str(told.value).splitlines() == [
        "laureate.toml: 'text' in [smallest] should be a size of type in pt, from 1 to 72, such as 8",
        "laureate.toml: 'ruby' in [smallest] should be a size of type in pt, from 1 to 72, such as 6",
        "laureate.toml: unknown key 'note' in [smallest]; the keys are text, gloss, reversed, ruby,"
        " raised",
        "laureate.toml: 'gloss' in [smallest] should be a size of type in pt, from 1 to 72, such as 7",
    ]

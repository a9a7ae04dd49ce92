"""What text stands on is seen on the plates: whether it stands out as it is printed, whether white
can be held, whether black is knocked out.
"""

from functools import lru_cache

import pytest

from laureate_print.preflight.document import PreflightDocument
from laureate_print.preflight.ground_rules import (
    reversed_type_can_be_held,
    small_black_overprints,
    text_stands_out,
)
from laureate_print.preflight.values import Limits
from tests.preflight.sample import MARKED, MM, PIXELS, sample, stream

# A ground, and a text upon it, each in a cell of its own: the name of the case tells which.
CASES = {
    "black on paper": ("0 0 0 0", "9", "0 0 0 1"),
    "white on cyan": ("1 0 0 0", "9", "0 0 0 0"),
    "white on magenta": ("0 1 0 0", "9", "0 0 0 0"),
    "white on yellow": ("0 0 1 0", "20", "0 0 0 0"),
    "large white on cyan": ("1 0 0 0", "20", "0 0 0 0"),
    "black on black": ("0 0 0 1", "9", "0 0 0 1"),
    "black over indigo": ("1 .85 .35 .4", "9", "/Over gs 0 0 0 1"),
    "small white on four inks": ("1 .85 .35 .4", "6", "0 0 0 0"),
    "small white on two inks": ("1 .8 0 0", "6", "0 0 0 0"),
    "white on four inks": ("1 .85 .35 .4", "7", "0 0 0 0"),
    "black knocked out": ("0 0 .3 0", "9", "0 0 0 1"),
    "grey knocked out": ("0 0 .3 0", "9", "/DeviceGray cs /Over gs 0"),
    "black over a tint": ("0 0 .3 0", "9", "/Over gs 0 0 0 1"),
    "a title knocked out": ("0 0 .3 0", "14", "0 0 0 1"),
    "black on a dark picture": ("", "9", "0 0 0 1"),
}
FAINT = {
    "white on cyan",
    "white on magenta",
    "white on yellow",
    "black on black",
    "black over indigo",
    "black on a dark picture",
}
# L* of the solids and of the paper (ISO 12647-2:2004, paper types 1 and 2).
PAPER = 95
PRINTED = {
    "black on paper": 16,
    "white on cyan": 55,
    "large white on cyan": 55,
    "white on magenta": 48,
    "white on yellow": 89,
}
CELL = (50, 9)  # mm
LINE = "q 0 0 0 1 K 1 w {60} {5} m {95} {5} l S Q"  # a thin line of black, on a ground of tint


def place(number):
    """The lower left corner of a cell, in mm."""
    return 2 + number // 14 * 52, 135 - number % 14 * (CELL[1] + 1)


@lru_cache
def judged():
    """The findings of the three rules, and the ground of each text by its case."""
    drawn = ["0.05 0.05 0 0 k {52} {2} {50} {8} re f", LINE]
    for number, (ground, size, colour) in enumerate(CASES.values()):
        x, y = place(number)
        cell = f"{x * MM:.2f} {y * MM:.2f} {CELL[0] * MM:.2f} {CELL[1] * MM:.2f}"
        drawn += [
            f"{ground} k {cell} re f"
            if ground
            else f"q {CELL[0] * MM:.2f} 0 0 {CELL[1] * MM:.2f} {x * MM:.2f} {y * MM:.2f} cm /Picture Do Q",
            f"q BT /Face {size} Tf {colour} {'sc' if 'cs' in colour else 'k'}"
            f" {(x + 2) * MM:.2f} {(y + 2.4) * MM:.2f} Td <{{text}}> Tj ET Q",
        ]
    pieces = dict.fromkeys(("ground", "solid", "spot", "picture", "line", "title", "form"), "")
    pieces |= {"text": "\n".join(drawn), "gradient": "", MARKED: ""}
    document = PreflightDocument(sample(content=pieces, mend=dark), Limits())
    rules = (text_stands_out, reversed_type_can_be_held, small_black_overprints)
    [page] = document.pictures
    grounds = {}
    for number, case in enumerate(CASES):
        x, y = place(number)
        [grounds[case]] = [
            it
            for it in page.grounds
            if it.thing.kind == "text" and x < it.thing.place.left < x + 9 and y < above(it) < y + 9
        ]
    return {rule: list(rule(document)) for rule in rules}, grounds


def above(ground):
    return 148 - (ground.thing.place.top + ground.thing.place.bottom) / 2


def dark(pdf):
    """A picture that is dark but for its left edge."""
    old = pdf.pages[0].obj.Resources.XObject.Picture
    row = bytes([0, 0, 10, 0]) * (PIXELS[0] // 5) + bytes([160, 150, 120, 60]) * (
        PIXELS[0] - PIXELS[0] // 5
    )
    made = stream(pdf, row * PIXELS[1])
    for name in ("/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent"):
        made[name] = old[name]
    pdf.pages[0].obj.Resources.XObject.Picture = made


@pytest.mark.parametrize("case", CASES)
def test_text_stands_out_as_it_is_printed(case):
    ground = judged()[1][case]

    assert (ground.contrast < ground.least_contrast) == (case in FAINT), ground
    if case in PRINTED:
        luminance = (((PRINTED[case] + 16) / (PAPER + 16)) ** 3) + 0.05
        assert ground.contrast == pytest.approx(1.05 / luminance, rel=0.03)


def test_the_faintest_text_is_told_with_its_place():
    [finding] = judged()[0][text_stands_out]
    down = judged()[1]["black on black"].thing.place

    assert finding.severity == "error"
    assert "has a contrast of 1.0:1" in finding.message and "it needs 4.5:1" in finding.message
    assert f"({len(FAINT)} texts in all on this page)" in finding.message
    assert f"{(down.top + down.bottom) / 2:.0f} mm from the top" in finding.where


def test_small_white_type_is_open_in_two_inks_at_most():
    [finding] = judged()[0][reversed_type_can_be_held]

    assert finding.severity == "error" and "light text of 6.0 pt" in finding.message
    assert "in 4 inks (Cyan 100 % Magenta 84 % Yellow 35 % Black 39 %)" in finding.message
    assert "in all" not in finding.message


def test_small_black_that_is_knocked_out_of_a_tint_is_told():
    """Text below 12 pt, on a tint and on a picture, and lines below 2 pt; grey knocks out whatever
    it is set to.
    """
    [finding] = judged()[0][small_black_overprints]

    assert finding.severity == "warning"
    assert finding.message.startswith("a black line of 1.0 pt is knocked out of Cyan 3 % Magenta")
    assert "(4 things in all on this page)" in finding.message

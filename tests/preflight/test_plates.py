"""The plates show what is there: ink to the per cent, bleed to the millimetre, marks on all sides."""

from functools import lru_cache
from io import BytesIO

import pikepdf
import pytest

from laureate_print.errors import MissingToolError
from laureate_print.preflight.bleed import bleed_sides
from laureate_print.preflight.geometry import Box, sheet
from laureate_print.preflight.marks import find_marks
from laureate_print.preflight.plates import InkMaximum, Separation
from tests.preflight.sample import MARKED, WIDTH, marks, sample

INSIDE = Box(-2.5, -2.5, WIDTH + 2.5, 150.5)


@lru_cache
def plates(**content):
    """The plates of a sample."""
    file = sample(content=content)
    with pikepdf.open(BytesIO(file)) as pdf, Separation(file) as separation:
        assert separation.warnings == ()
        return separation.page(sheet(1, pdf.pages[0]))


def test_inks_are_told_by_place():
    seen = plates(ground="")

    assert tuple(seen.inks) == ("Cyan", "Magenta", "Yellow", "Black", "DIC 2451")
    assert seen.inks_in(Box(12, 20, 48, 36)) == (
        "Cyan",
        "Magenta",
        "Yellow",
        "Black",
    )  # the rich black
    assert seen.inks_in(Box(62, 20, 88, 36)) == ("DIC 2451",)
    assert seen.inks_in(Box(10, 99, 30, 104)) == ("Black",)  # the text
    assert seen.inks_in(Box(10, 82, 60, 94)) == ("Cyan", "Magenta")  # the title
    assert seen.inks_in(Box(60, 99, 90, 104)) == ()


@pytest.mark.parametrize(
    ("tints", "total"), [("1 0 0 0", 100), ("0.4 0.4 0.4 1", 220), ("0.567 0.2 0.5 1", 226.7)]
)
def test_total_ink_is_told_to_the_per_cent(tints, total):
    seen = plates(solid=f"{tints} k {{10}} {{110}} {{40}} {{20}} re f")

    assert seen.worst(Box(9, 17, 51, 39)).total == pytest.approx(total, abs=1)
    assert seen.worst(Box(9, 17, 51, 39), window=1.0).total == pytest.approx(total, abs=1)


def test_a_small_spot_weighs_little_in_a_square_millimetre():
    seen = plates(
        solid="", spot="", title="0.9 0.9 0.9 0.9 k {50} {50} 0.72 0.72 re f", text=""
    )  # a quarter of a mm
    spot, square = seen.worst(INSIDE), seen.worst(INSIDE, window=1.0)

    assert spot.total == pytest.approx(360, abs=1)
    assert (spot.x, spot.y) == pytest.approx((50.1, 97.9), abs=0.4)  # a pixel and a half
    assert square.total < 150
    assert seen.worst(Box(500, 500, 501, 501)) == InkMaximum(0, 0, 0)


def test_registration_colour_is_on_every_plate():
    assert plates().inks_in(Box(-12, -0.3, -5, 0.3)) == (
        "Cyan",
        "Magenta",
        "Yellow",
        "Black",
        "DIC 2451",
    )


def sides(ground, **more):
    return {side.name: side for side in bleed_sides(plates(ground=ground, **more), 3)}


def test_artwork_through_the_bleed_is_covered():
    for name, side in sides("0.06 0 0.12 0 k {bleed} re f").items():
        assert side.reaches == pytest.approx({"left": 148, "right": 148}.get(name, 105), abs=1)
        assert side.uncovered == 0


@pytest.mark.parametrize("tint", [0.05, 1])
@pytest.mark.parametrize("reach", [0, 2])
def test_artwork_that_ends_too_early_is_not(reach, tint):
    ground = f"0 {tint} 0 0 k {{-{reach}}} {{-{reach}}} {{{105 + 2 * reach}}} {{{148 + 2 * reach}}} re f".replace(
        "-0", "0"
    )
    for side in sides(ground).values():
        assert side.uncovered == pytest.approx(side.reaches, abs=1.5)
        assert side.run > 100


def test_where_bleed_is_missing_is_told():
    left = sides("0 1 0 0 k {-3} {40} {50} {30} re f 0 0 {50} {20} re f")["left"]

    assert left.reaches == pytest.approx(50, abs=1)
    assert left.uncovered == left.run == pytest.approx(20, abs=1.8)
    assert left.at == pytest.approx(138, abs=1)


def test_slanted_edges_and_empty_margins_are_fine():
    assert all(side.uncovered == side.reaches == 0 for side in sides("").values())
    slanted = "0 1 0 0 k {-3} {20} m {-3} {60} l {50} {90} l {50} {50} l f"
    assert all(side.run < 1.5 for side in sides(slanted).values())


def test_japanese_marks_are_found():
    found = find_marks(plates(), 3)

    assert (found.kind, found.centres, found.missing) == (
        "japanese",
        ("left", "right", "top", "bottom"),
        (),
    )
    assert set(found.inks) >= {"Cyan", "Magenta", "Yellow", "Black"}
    assert found.folds == {}


def test_fold_marks_are_found_at_their_places():
    folds = "/Registration CS 1 SCN 0.28 w {30} {-4} m {30} {-12} l {70} {152} m {70} {160} l S"
    found = find_marks(plates(**{MARKED: f"{marks()} {folds}"}), 3)

    assert found.kind == "japanese"
    assert found.folds == {
        "top": (pytest.approx(70, abs=0.2),),
        "bottom": (pytest.approx(30, abs=0.2),),
    }


def test_what_is_missing_of_the_marks_is_named():
    found = find_marks(plates(**{MARKED: marks(corners=3)}), 3)

    assert found.kind == "incomplete"
    assert found.missing == (
        "trim mark right, top",
        "trim mark top, right",
        "bleed mark right, top",
        "bleed mark top, right",
    )


def test_colour_patches_in_the_slug_are_no_marks():
    patches = " ".join(f"0 1 0 0 k {{{x}}} {{-11}} {{5}} {{5}} re f" for x in range(10, 60, 5))

    assert find_marks(plates(**{MARKED: patches}), 3).kind == "none"


def test_marks_on_one_plate_alone_are_told():
    assert find_marks(
        plates(**{MARKED: marks().replace("/Registration CS 1 SCN", "0 0 0 1 K")}), 3
    ).inks == ("Black",)


def test_without_ghostscript_a_person_is_told_what_to_install(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")

    with (
        pytest.raises(MissingToolError, match="install the package ghostscript") as error,
        Separation(sample()),
    ):
        pass
    assert error.value.exit_code == 5


def test_what_ghostscript_warns_of_is_told():
    def unembed(pdf):
        del pdf.pages[0].obj.Resources.Font.Face.DescendantFonts[0].FontDescriptor["/FontFile2"]

    with Separation(sample().replace(b"startxref", b"startxxxx")) as separation:
        assert "no startxref token found" in separation.warnings
        assert "PDF file was repaired" in separation.warnings
    with Separation(sample(mend=unembed)) as separation:
        assert any("substitute" in warning for warning in separation.warnings)
        assert all("/" not in warning for warning in separation.warnings)  # no path of this machine


def test_a_place_is_told_to_a_third_of_a_millimetre():
    seen = plates(solid="1 1 0 1 k {10} {110} {1} {1} re f", ground="", spot="")
    square = seen.worst(INSIDE, window=1.0)

    assert (square.x, square.y) == pytest.approx((10.5, 37.5), abs=0.3)

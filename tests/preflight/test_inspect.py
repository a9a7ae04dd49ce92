"""`inspect` tells the preflight of a print file, to people and to machines."""

import json
import subprocess
import sys

import pytest

from laureate_print.checks.inspect_file import inspect_file
from tests.conftest import run
from tests.preflight.sample import sample


def without_intent(pdf):
    del pdf.Root.OutputIntents


HAIRLINE = {"line": "q /Over gs 0 0 0 1 K 0 w {10} {70} m {95} {70} l S Q"}


@pytest.fixture
def file(tmp_path):
    def written(name="x.print.pdf", **change):
        (tmp_path / name).write_bytes(sample(**change))
        return tmp_path / name

    return written


def test_a_good_file_is_told_with_its_figures(file):
    done = run("inspect", file())

    assert done.returncode == 0
    for words in (
        "standards  PDF/X-4",
        "page 1  media 131 × 174 mm, bleed 111 × 154 mm, trim 105 × 148 mm",
        (
            "inks Cyan, Magenta, Yellow, Black, DIC 2451; at most 220 %, page 1, 10 mm from the"
            " left, 18 mm from the top"
        ),
        "thinnest line 0.5 pt",
        "smallest text 9 pt",
        "coarsest image 350.52 dpi",
        "overprint 1 text, 1 line",
        "least contrast of text 6.2:1, page 1, 35 mm from the left",
        "marks japanese, centre marks left, right, top, bottom",
        "findings  none",
    ):
        assert words in done.stdout


def test_a_fault_is_told_with_its_place_and_ends_with_code_1(file):
    done = run("inspect", file(content=HAIRLINE))

    assert done.returncode == 1
    assert (
        "findings  page 1, 52 mm from the left, 78 mm from the top of the trim box: error: a"
        " line is" in done.stdout
    )


def test_machines_get_the_same_as_json(file):
    done = run("inspect", file(content=HAIRLINE), "--json")
    [facts] = json.loads(done.stdout)["files"]

    assert done.returncode == 1
    assert [finding["check"] for finding in facts["findings"]] == ["lines_are_thick_enough"]
    assert facts["sheets"][0]["total ink"]["spot"] == 220
    assert facts["sheets"][0]["bleed"]["left"]["not in the bleed"] == 0


@pytest.mark.parametrize("name", ["x.pdf", "x.print.pdf", "x"])
def test_a_file_that_declares_pdf_x_is_for_print_whatever_its_name(file, name):
    assert "sheets" in inspect_file(file(name, standard="PDF/X-1a:2003"))


@pytest.mark.parametrize("name", ["x.pdf", "x.print.pdf"])
def test_a_file_for_screens_is_one_whatever_its_name(file, name):
    plain = file(name, properties={"pdfxid:GTS_PDFXVersion": ""}, mend=without_intent)

    assert "text layer" in inspect_file(plain)
    assert "sheets" not in inspect_file(plain)


def test_an_output_intent_for_print_alone_is_enough_to_be_judged(file):
    undeclared = file(properties={"pdfxid:GTS_PDFXVersion": ""})

    assert "no PDF/X standard is declared" in run("inspect", undeclared).stdout


def test_help_loads_neither_numpy_nor_pillow():

    code = (
        "import sys; from laureate_print.cli.main import main\ntry: main(['--help'])\nexcept"
        " SystemExit: pass\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code + "print({'numpy', 'PIL'} & set(sys.modules))"],
        capture_output=True,
    )

    assert done.stdout.decode().endswith("set()\n")

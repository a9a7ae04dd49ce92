"""Files that we did not write: the preflight reads them, and what it says of them is true."""

import random
import subprocess
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from laureate_print.errors import InputError
from laureate_print.preflight.verdict import Limits, preflight
from tests.conftest import ROOT
from tests.preflight.sample import sample
from tests.preflight.test_rules import judged
from tests.readers.process import apart


def messages(verdict, check):
    return [finding.message for finding in verdict.findings if finding.check == check]


def test_what_ghostscript_writes(tmp_path):
    (tmp_path / "in.pdf").write_bytes(sample())
    command = [
        "gs",
        "-q",
        "-dSAFER",
        "-dBATCH",
        "-dNOPAUSE",
        "-sDEVICE=pdfwrite",
        "-sOutputFile=out.pdf",
        "in.pdf",
    ]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    verdict = preflight((tmp_path / "out.pdf").read_bytes())

    # it keeps boxes, inks and marks, and drops what the file says of itself
    assert {finding.check for finding in verdict.findings} <= {
        "standard_is_declared",
        "version_is_that_of_the_standard",
        "output_intent_is_complete",
        "trapped_is_declared",
        "metadata_agree",
        "file_has_an_identifier",
    }
    assert verdict.pages[0]["marks"]["kind"] == "japanese"
    assert verdict.pages[0]["smallest text"]["pt"] == 9
    assert verdict.pages[0]["total ink"]["spot"] == pytest.approx(220, abs=1)


FACE = ROOT / "fonts" / "source-sans-3" / "SourceSans3-Regular.ttf"


@pytest.fixture(scope="module")
def raw():
    """What the engine gives by itself if it is asked for PDF/X-4 with bleed and marks."""
    return preflight(apart(by_the_engine), Limits(marks="japanese"))


def by_the_engine():
    from weasyprint import HTML

    # The engine dies where no face can be found: never leave it to what the machine has.
    style = (
        f"@font-face {{ font-family: F; src: url({FACE.as_uri()}) }}"
        + """
    @page { size: 105mm 148mm; bleed: 3mm; marks: crop cross; background: device-cmyk(.1 .2 0 0) }
    html { color: device-cmyk(0 0 0 1); font-family: F } p { font: 8pt F }"""
    )
    body = """<h1>Prize</h1><p>small <a href="https://example.org/">link</a></p>
    <p style="color: device-cmyk(.5 .4 0 1)">two inks and more</p>
    <div style="height: 2cm; background: linear-gradient(red, blue)"></div>
    <div style="height: 2cm; background: device-cmyk(1 1 .9 .3)"></div>"""
    markup = (
        "<html"
        f" lang=en><head><title>x</title><style>{style}</style></head><body>{body}</body></html>"
    )
    return HTML(string=markup).write_pdf(pdf_variant="pdf/x-4")


def test_the_engine_declares_the_standard_and_brings_no_output_intent(raw):
    assert raw.standard == "PDF/X-4"
    assert messages(raw, "standard_is_declared") == []
    assert messages(raw, "output_intent_is_complete") == [
        "there are 0 output intents for print (GTS_PDFX) where there must be one"
    ]


def test_the_engine_leaves_rgb_links_and_gradients_of_three_values(raw):
    answer = messages(raw, "colours_are_those_of_the_press")
    assert any(message.startswith("DeviceRGB") for message in answer)
    assert any(message.startswith("Lab: colour space") for message in answer)
    assert messages(raw, "nothing_is_interactive") == ["1 Link annotation"]
    assert (
        "gives 3 values for DeviceCMYK, which has 4"
        in messages(raw, "functions_fit_their_colours")[0]
    )


def test_what_ghostscript_says_of_a_broken_gradient_is_a_warning(raw):
    answer = [
        finding for finding in raw.findings if finding.check == "ghostscript_has_no_complaint"
    ]

    assert answer
    assert all(
        finding.severity == "warning" and finding.message.startswith("Ghostscript says: ")
        for finding in answer
    )


def test_the_engine_draws_marks_within_the_bleed(raw):
    assert messages(raw, "marks_are_in_place") == ["the marks are none, and should be japanese"]
    assert any(
        "a line is 0.19 pt" in message for message in messages(raw, "lines_are_thick_enough")
    )


def test_ink_and_small_text_are_found_in_what_the_engine_draws(raw):
    assert messages(raw, "total_ink_is_within_the_limit")[0].startswith("320 % of ink in one spot")
    [finding] = [finding for finding in raw.findings if finding.check == "small_text_has_one_ink"]
    assert "text of 8.0 pt" in finding.message
    assert finding.message.endswith("prints in Cyan 50 % Magenta 40 % Black 100 %")


STRANGE = (
    None,
    0,
    -1,
    1.5,
    True,
    Name.X,
    Name.DeviceRGB,
    String("x"),
    Array([]),
    Array([1, 2]),
    Dictionary(),
    Array([Name.Separation]),
    10**12,
)


def entries(node, depth=0):
    """All places in a file where a value stands."""
    if isinstance(node, (pikepdf.Dictionary, pikepdf.Stream)) and depth < 9:
        for key in node.keys():  # noqa: SIM118 pikepdf's dictionaries are no mappings to iterate
            if key not in ("/Parent", "/Length"):
                yield node, key
                yield from entries(node[key], depth + 1)
    elif isinstance(node, pikepdf.Array):
        for index in range(len(node)):
            yield node, index
            yield from entries(node[index], depth + 1)


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_value_of_the_wrong_type_anywhere_stops_nothing(seed):
    choose, target = random.Random(seed), BytesIO()
    with pikepdf.open(BytesIO(sample())) as pdf:
        places = [*entries(pdf.Root), *entries(pdf.trailer.Info)]
        node, key = choose.choice(places)
        try:
            node[key] = choose.choice(STRANGE)
            pdf.save(target)
        except (pikepdf.PdfError, ValueError, RuntimeError):  # a file that cannot even be written
            return
    try:
        found = judged(target.getvalue(), Limits())
    except InputError:
        return
    assert all(finding.message and finding.check for finding in found)


def test_a_page_without_anything_is_told():
    target = BytesIO()
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(300, 300))
    pdf.save(target)
    verdict = preflight(target.getvalue())

    assert verdict.failed
    assert verdict.pages[0]["inks"] == []
    assert verdict.pages[0]["smallest text"] is verdict.pages[0]["thinnest line"] is None

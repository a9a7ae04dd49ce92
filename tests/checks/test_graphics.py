"""What a file draws with, broken in one place: our own reading of PDF/A sees it, and so does veraPDF."""

import dataclasses
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from laureate_print.checks.graphics import graphics_keep_the_standard
from laureate_print.model import Artifact
from tests.checks.conftest import finished
from tests.readers import pdf as readers


@pytest.fixture(scope="module")
def good():
    return finished("pdf")


def drawn(pdf, kind, name, value, operators):
    """Gives the first page a resource and draws it, as mere layout."""
    page = pdf.pages[0]
    resources = page.Resources
    if kind not in resources:
        resources[kind] = Dictionary()
    resources[kind][name] = value
    page.contents_add(b"/Artifact BMC q " + operators + b" Q EMC")


def image(pdf, **entries):
    given = {
        "Width": 1,
        "Height": 1,
        "ColorSpace": Name.DeviceGray,
        "BitsPerComponent": 8,
    } | entries
    data = given.pop("data", b"\x80")
    picture = pdf.make_stream(data, Type=Name.XObject, Subtype=Name.Image, **given)
    drawn(pdf, "/XObject", "/Bad", picture, b"9 0 0 9 9 9 cm /Bad Do")


def state(pdf, **entries):
    drawn(pdf, "/ExtGState", "/Bad", Dictionary(Type=Name.ExtGState, **entries), b"/Bad gs")


def group(pdf, space):
    form = pdf.make_stream(b"0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    form.Group = Dictionary(S=Name.Transparency, CS=space)
    drawn(pdf, "/XObject", "/Bad", form, b"/Bad Do")


def profile(pdf, content, count):
    stream = pdf.make_stream(content)
    stream.N = count
    drawn(pdf, "/ColorSpace", "/Bad", Array([Name.ICCBased, stream]), b"/Bad cs 0 0 9 9 re f")


def srgb(pdf):
    return pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes()


BROKEN = {
    "an interpolated picture": (lambda pdf: image(pdf, Interpolate=True), "is interpolated"),
    "CMYK under an RGB intent": (
        lambda pdf: image(pdf, ColorSpace=Name.DeviceCMYK, data=bytes(4)),
        "image Bad on page 1 is in DeviceCMYK without a profile",
    ),
    "a palette of CMYK": (
        lambda pdf: image(pdf, ColorSpace=Array([Name.Indexed, Name.DeviceCMYK, 0, b"\0" * 4])),
        "is in DeviceCMYK without a profile",
    ),
    "alternate images": (lambda pdf: image(pdf, Alternates=Array([])), "has alternate images"),
    "an outside image": (lambda pdf: image(pdf, OPI=Dictionary()), "refers to an outside image"),
    "CMYK that is painted": (
        lambda pdf: drawn(pdf, "/ExtGState", "/Good", Dictionary(), b"0 0 0 1 k 0 0 9 9 re f"),
        "a page paints in DeviceCMYK",
    ),
    "a transfer function": (lambda pdf: state(pdf, TR=Name.Identity), "has a transfer function"),
    "a blend mode of nobody": (lambda pdf: state(pdf, BM=Name.Nobody), "blends by Nobody"),
    "a group of CMYK": (lambda pdf: group(pdf, Name.DeviceCMYK), "is in DeviceCMYK without"),
    "a profile that does not fit": (lambda pdf: profile(pdf, srgb(pdf), 4), "does not fit"),
    "a profile that is none": (lambda pdf: profile(pdf, b"no profile" * 20, 3), "is none of ICC"),
}


@pytest.fixture(scope="module")
def broken(good):
    """The case of each file that is broken in one place."""
    cases = {}
    for name, (mend, _) in BROKEN.items():
        with pikepdf.open(BytesIO(good.artifact.content)) as pdf:
            mend(pdf)
            target = BytesIO()
            pdf.save(target, stream_decode_level=pikepdf.StreamDecodeLevel.none)
        artifact = Artifact(good.artifact.path, target.getvalue(), good.artifact.layout)
        cases[name] = dataclasses.replace(good, artifact=artifact)
    return cases


@pytest.mark.parametrize("name", BROKEN)
def test_what_the_standard_forbids_is_told(broken, name):
    found = list(graphics_keep_the_standard(broken[name]))

    assert any(BROKEN[name][1] in finding.message for finding in found)
    assert {finding.severity for finding in found} == {"error"}


@pytest.mark.java
@pytest.mark.slow
def test_verapdf_says_the_same(broken, tmp_path):
    paths = []
    for name, case in broken.items():
        paths.append(tmp_path / f"{name}.pdf")
        paths[-1].write_bytes(case.artifact.content)

    valid, told = readers.verapdf(paths, "2a")

    # How many components a profile has, this veraPDF does not compare.
    assert valid == {str(tmp_path / "a profile that does not fit.pdf")}
    assert {clause[:3] for clauses in told.values() for clause in clauses} <= {"6.2", "6.1"}

"""The print file: boxes, marks, colours, identity and metadata, read back from the finished bytes."""

import datetime as dt
import re
import shutil
import subprocess
from itertools import pairwise

import numpy
import pikepdf
import pytest
from PIL import Image

from laureate_print.errors import ProjectError
from laureate_print.package.differences import difference
from laureate_print.sources import load
from laureate_print.sources.print_settings import print_settings
from tests.conftest import DOCUMENT, ROOT, change, elsewhere, findings, run
from tests.readers.positions import drawn

MM = 72 / 25.4
LEAFLETS = ("ja", "en", "ar", "my", "ja+en")
SIZES = {"leaflet": (210, 297), "booklet": (148, 210)}


def files(printed):
    return [
        *(printed / tag / "leaflet.print.pdf" for tag in LEAFLETS),
        printed / "ja+en+ar" / "booklet.print.pdf",
    ]


def test_boxes_are_exact(printed):
    """Media at the origin, trim in its middle, 3 mm of bleed, 12 mm of slug, to a hundredth of a
    point.
    """
    for file in files(printed):
        width, height = SIZES[file.name.partition(".")[0]]
        with pikepdf.open(file) as pdf:
            for page in pdf.pages:
                media, bleed, trim = (
                    [float(x) for x in page[f"/{name}Box"]] for name in ("Media", "Bleed", "Trim")
                )
                assert media == pytest.approx(
                    [0, 0, (width + 30) * MM, (height + 30) * MM], abs=0.01
                )
                assert bleed == pytest.approx(
                    [12 * MM, 12 * MM, (width + 18) * MM, (height + 18) * MM], abs=0.01
                )
                assert trim == pytest.approx(
                    [15 * MM, 15 * MM, (width + 15) * MM, (height + 15) * MM], abs=0.01
                )
                assert "/Annots" not in page


def test_the_file_says_what_it_is(printed):
    for file in files(printed):
        with pikepdf.open(file) as pdf:
            xmp = pdf.Root.Metadata.read_bytes().decode()
            [intent] = pdf.Root.OutputIntents
            profile = (ROOT / "src/laureate_print/sources/icc/FOGRA39L_coated.icc").read_bytes()
            assert (intent.S, intent.OutputConditionIdentifier) == ("/GTS_PDFX", "FOGRA39")
            assert intent.DestOutputProfile.read_bytes() == profile
            assert pdf.docinfo.Trapped == "/False" and "<pdf:Trapped>False</pdf:Trapped>" in xmp
            assert "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>" in xmp
            assert f">{pdf.docinfo.Title}<" in xmp
            assert str(pdf.docinfo.CreationDate) == "D:20240111000000+09'00'"
            assert (pdf.pdf_version, pdf.is_encrypted, pdf.check_pdf_syntax()) == ("1.6", False, [])
            assert not {"/AcroForm", "/Names", "/Outlines", "/OpenAction", "/StructTreeRoot"} & set(
                pdf.Root.keys()
            )


def plates(file, page, folder, resolution=100):
    """The plates of a page as Ghostscript separates it, and what it complains of."""
    command = [
        "gs",
        "-q",
        "-dNOPAUSE",
        "-dBATCH",
        "-sDEVICE=tiffsep",
        f"-r{resolution}",
        f"-dFirstPage={page}",
    ]
    command += [f"-dLastPage={page}", "-dUseTrimBox", f"-sOutputFile={folder}/p.tif", str(file)]
    done = subprocess.run(command, capture_output=True, text=True)
    found = {}
    for path in folder.glob("p*(*).tif"):
        found[path.name.partition("(")[2].partition(")")[0]] = 255 - numpy.asarray(
            Image.open(path).convert("L")
        )
        path.unlink()
    return found, done.stdout + done.stderr


@pytest.mark.parametrize("language", ["ja", "en", "ar", "my"])
def test_text_prints_in_black_alone(printed, tmp_path, language):
    """Between the head and the foot of the second side there is text: on the plate of black, and on
    no other.
    """
    separated, complaint = plates(printed / language / "leaflet.print.pdf", 2, tmp_path)
    assert complaint == ""
    body = slice(int(40 / 25.4 * 100), int(110 / 25.4 * 100))
    assert separated["Black"][body].max() > 200
    assert {
        ink: int(plate[body].max()) for ink, plate in separated.items() if ink != "Black"
    } == dict.fromkeys(separated.keys() - {"Black"}, 0)
    assert_that_text_overprints(separated)


def assert_that_text_overprints(separated):
    """In the foot of a leaflet there is text, and the tint beneath it is whole on each plate."""
    foot = slice(int(250 / 25.4 * 100), int(290 / 25.4 * 100)), slice(150, -150)
    ground = {ink: int(numpy.median(separated[ink][foot])) for ink in ("Magenta", "Yellow")}
    tinted = slice(numpy.flatnonzero(separated["Yellow"][:, 200] == ground["Yellow"])[2], -4)
    assert (separated["Black"][tinted] == 255).sum() > 500
    assert ground["Yellow"] > 15
    for ink, tint in ground.items():
        assert separated[ink][tinted].min() == tint, ink


def test_every_page_separates_without_a_word(printed, tmp_path):
    for file in files(printed):
        with pikepdf.open(file) as pdf:
            count = len(pdf.pages)
        for page in range(1, count + 1):
            assert plates(file, page, tmp_path, 30)[1] == ""


@pytest.mark.reader
def test_the_same_work_has_the_same_bytes(printed, tmp_path):
    """On another day, in another time zone, under another hash seed; the proofs, too."""
    pairs = ["-l", "ja+en", "-t", "leaflet", "-t", "trifold", "-t", "poster"]
    for chosen in (["-l", "ar", "-t", "leaflet"], pairs):
        done = run(
            "build", *chosen, "-o", "print", "--out", tmp_path, "--jobs", "1", **elsewhere(tmp_path)
        )
        assert done.returncode == 0, done.stdout + done.stderr
    made = sorted((tmp_path / DOCUMENT).rglob("*.*"))
    assert len(made) == 8
    for file in made:
        before = (printed / file.relative_to(tmp_path / DOCUMENT)).read_bytes()
        assert difference(before, file.read_bytes()) == "", file.name
    with pikepdf.open(made[0]) as pdf:
        assert not {"2031", str(dt.datetime.now(dt.UTC).year)} & {str(pdf.docinfo.ModDate)[2:6]}


@pytest.mark.slow
def test_pdf_x_1a_is_flat_and_old(shop, tmp_path):
    """PDF/X-1a:2003: version 1.4, no transparency, no object streams; the preflight of the build
    agrees.
    """
    project = shop('standard = "PDF/X-1a"')
    done = run("build", "-l", "ja", "-t", "leaflet", "-o", "print", project=project)
    assert done.returncode == 0, done.stdout
    content = (project / "dist" / DOCUMENT / "ja" / "leaflet.print.pdf").read_bytes()
    assert content.startswith(b"%PDF-1.4")
    assert b"/Group" not in content and b"/ObjStm" not in content and b"/SMask" not in content
    with pikepdf.open(project / "dist" / DOCUMENT / "ja" / "leaflet.print.pdf") as pdf:
        assert pdf.docinfo.GTS_PDFXVersion == "PDF/X-1a:2003"
    assert_that_text_overprints(
        plates(project / "dist" / DOCUMENT / "ja/leaflet.print.pdf", 2, tmp_path)[0]
    )


@pytest.mark.parametrize(
    ("kind", "stock", "most"), [("western", "newsprint", 180), ("none", "uncoated", 220)]
)
@pytest.mark.slow
def test_the_shop_chooses_the_marks_and_the_paper(shop, kind, stock, most):
    """The ground of the head has 40 % less ink than the paper bears."""
    project = shop(f'marks = "{kind}"', f'stock = "{stock}"')
    done = run("build", "-l", "en", "-t", "leaflet", "-o", "print", project=project)
    assert done.returncode == 0, done.stdout
    answer = run("inspect", project / "dist" / DOCUMENT / "en" / "leaflet.print.pdf").stdout
    assert f"marks {kind}" in answer
    inks = [float(found) for found in re.findall(r"at most ([\d.]+) %", answer)]
    assert most - 4 <= max(inks) <= most


@pytest.mark.slow
def test_a_profile_of_the_shop_is_embedded_under_its_name(shop):
    project = shop('profile = "shop.icc"', 'condition = "JCW2011"')
    shutil.copy(ROOT / "src/laureate_print/sources/icc/FOGRA39L_coated.icc", project / "shop.icc")
    done = run("build", "-l", "en", "-t", "leaflet", "-o", "print", project=project)
    assert done.returncode == 0, done.stdout
    with pikepdf.open(project / "dist" / DOCUMENT / "en" / "leaflet.print.pdf") as pdf:
        assert pdf.Root.OutputIntents[0].OutputConditionIdentifier == "JCW2011"


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ('standard = "PDF/X-3"', "'standard' should be one of PDF/X-4, PDF/X-1a"),
        ('marks = "トンボ"', "'marks' should be one of japanese, western, none"),
        ('stock = "glossy"', "'stock' should be one of coated, uncoated, newsprint"),
        ("total_ink = 30", "'total_ink' is the sum of all inks"),
        ('total_ink = "300"', "'total_ink' should be a whole number"),
        ('profile = "none.icc"', "needs its 'condition'"),
        ('profile = "none.icc"\ncondition = "JCW2011"', "cannot read the profile"),
        ('profile = "laureate.toml"\ncondition = "JCW2011"', "is no ICC profile of a CMYK press"),
        ("paper = 10.0", "'paper' is its thickness in mm"),
        ("ink = 3", "unknown key 'ink'"),
    ],
)
def test_what_a_shop_cannot_ask_is_told_in_one_line(shop, line, answer):
    with pytest.raises(ProjectError) as told:
        print_settings(load(shop(line)))
    assert answer in str(told.value) and "\n" not in str(told.value)


def test_what_a_shop_says_of_its_ink_goes_before_what_its_paper_bears(shop):
    project = shop('stock = "newsprint"', "total_ink = 240")

    assert print_settings(load(project)).total_ink == 240


@pytest.mark.parametrize(
    ("version", "standard", "answer"),
    [
        (2, "PDF/X-1a", ""),
        (4, "PDF/X-4", ""),
        (4, "PDF/X-1a", "knows 2;"),
        (5, "PDF/X-4", "2 and 4;"),
    ],
)
def test_a_profile_is_of_a_version_that_the_standard_knows(shop, version, standard, answer):
    project = shop('profile = "shop.icc"', 'condition = "JCW2011"', f'standard = "{standard}"')
    profile = (ROOT / "src/laureate_print/sources/icc/FOGRA39L_coated.icc").read_bytes()
    (project / "shop.icc").write_bytes(profile[:8] + bytes([version]) + profile[9:])
    if not answer:
        assert print_settings(load(project)).profile.content[8] == version
        return
    with pytest.raises(ProjectError, match=f"of version {version}, .*{answer}"):
        print_settings(load(project))


@pytest.mark.parametrize(
    ("old", "new", "check"),
    [
        ("--ink: device-cmyk(0 0 0 1)", "--ink: #000", "colours_are_those_of_the_press"),
        ("--ink: device-cmyk(0 0 0 1)", "--ink: device-cmyk(.5 .4 .4 1)", "small_text_has_one_ink"),
        ("device-cmyk(1 .85 .35 .4)", "device-cmyk(1 .95 .65 .7)", "total_ink_is_within_the_limit"),
        (
            "a { color: inherit;",
            "address { border-top: .1pt solid var(--ink); }"
            " h1 { color: device-cmyk(.9 .7 .2 .1) !important } a { color: inherit;",
            "lines_are_thick_enough text_stands_out",
        ),
        ("--bleed: 3mm", "--bleed: 0mm", "bleed_is_covered"),
    ],
)
def test_a_file_that_a_shop_would_refuse_is_not_written(project, old, new, check):
    change(project / "templates/shared/press.css", old, new)
    done = run("build", "-l", "en", "-t", "leaflet", "-o", "print", "--json", project=project)
    found = [finding for finding in findings(done) if finding["severity"] == "error"]
    assert done.returncode == 1
    assert {finding["check"] for finding in found} >= {*check.split()}
    assert all(
        "leaflet.print.pdf: page " in finding["where"]
        for finding in found
        if finding["check"] in check.split()
    )
    assert not (project / "dist").exists()


def test_a_proof_is_drawn_beside_each_file(printed):
    for file in files(printed):
        proof = Image.open(file.with_name(file.name.replace(".print.pdf", ".proof.png")))
        assert proof.width > 1500
        colours = {colour for _, colour in proof.convert("RGB").getcolors(1 << 24)}
        assert {(204, 0, 102), (0, 114, 178), (0, 127, 95)} <= colours, "trim, bleed and safe area"


@pytest.mark.reader
@pytest.mark.parametrize("language", ["ja", "en", "ar"])
def test_no_hole_is_left_over_the_foot_of_a_leaflet(printed, language):
    """What its type leaves stands between its paragraphs."""
    _, overleaf = drawn(printed / language / "leaflet.print.pdf")
    lines = sorted({round(glyph.baseline / MM, 1) for glyph in overleaf if glyph.text.strip()})
    assert max(after - before for before, after in pairwise(lines[1:])) < 26  # mm, to its heading

"""Sheets lead on and show who is honoured: the QR code is read from a picture of the paper, the
picture at the head keeps its focus in sight.
"""

import io
from functools import cache

import numpy as np
import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter

from laureate_print.pdf_reader.document import PdfReader
from tests.conftest import DOCUMENT, change, copied, run

pytestmark = pytest.mark.slow
SITE = "https://www.example.jp/prize"
ADDRESS = f"{SITE}/{DOCUMENT}/index.html"
ALT, CREDIT = "Nine people in a row.", "Photo: JAR"
HEAD = f"""\
[picture]
file = "group.jpg"
alt = "{ALT}"
credit = "{CREDIT}"
focus = [0.95, 0.2]

[[contact]]"""
FOCUS = (230, 20, 20)


def group():
    """A wide picture with a red spot at its focus, which is near its edge."""
    picture = Image.new("RGB", (2000, 1600), (90, 120, 110))
    x, y = 0.95 * picture.width, 0.2 * picture.height
    ImageDraw.Draw(picture).ellipse((x - 40, y - 40, x + 40, y + 40), fill=FOCUS)
    saved = io.BytesIO()
    picture.save(saved, "JPEG", quality=92)
    return saved.getvalue()


@pytest.fixture(scope="module")
def sheets(built_once, tmp_path_factory):
    """A leaflet for the press and a page to read, of a project with a site and a picture."""
    project = copied(tmp_path_factory.mktemp("ways") / "project")
    change(project / "laureate.toml", "# site = ", f'site = "{SITE}" # ')
    documents = project / "templates" / "documents"
    change(documents / f"{DOCUMENT}.md", "[[contact]]", HEAD)
    (documents / DOCUMENT).mkdir()
    (documents / DOCUMENT / "group.jpg").write_bytes(group())
    catalog = project / "locales" / "ar" / "LC_MESSAGES" / f"{DOCUMENT}.po"
    with catalog.open("a", encoding="utf-8") as file:
        for source, text in ((ALT, "تسعة أشخاص في صف واحد."), (CREDIT, "الصورة: JAR")):
            file.write(f'\nmsgid "{source}"\nmsgstr "{text}"\n')
    wanted = [["-l", "en", "-t", "leaflet", "-o", "print"], ["-l", "ar", "-t", "page", "-o", "pdf"]]
    return built_once("ways", wanted, project)


def test_an_emblem_stands_whole_beside_a_title_that_gives_way(tmp_path):
    """It says no size of its own, and the title would fill the line."""
    project = copied(tmp_path / "project")
    documents = project / "templates" / "documents"
    said = f'[picture]\nfile = "emblem.svg"\nalt = "{ALT}"\n\n[[contact]]'
    change(documents / f"{DOCUMENT}.md", "[[contact]]", said)
    (documents / DOCUMENT).mkdir()
    (documents / DOCUMENT / "emblem.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9H0z" fill="red"/></svg>'
    )
    done = run("build", "-l", "en", "-t", "leaflet", "-o", "pdf", project=project)

    assert done.returncode == 0, done.stdout
    sheet = np.array(seen(project / "dist" / DOCUMENT / "en" / "leaflet.pdf", 72)).astype(int)
    rows, columns = np.nonzero((sheet[:, :, 0] > 200) & (sheet[:, :, 1] < 60))
    edges = [edge / 72 * 25.4 for edge in (columns.min(), columns.max() + 1)]
    assert edges == pytest.approx([149, 173], abs=0.6)  # of 24 mm, on white, in the measure
    assert rows.max() - rows.min() == pytest.approx(columns.max() - columns.min(), abs=1)


@cache
def seen(path, dpi):
    """The page with the code, or the only one with the picture, of a file."""
    with pypdfium2.PdfDocument(path.read_bytes()) as document:
        page = document[0 if dpi < 100 else len(document) - 1]
        return page.render(scale=dpi / 72).to_pil().convert("RGB")


def corners(width, height, by):
    """The eight numbers that lay a picture down, its far edge narrower by a share of its width."""
    from_, to = (
        [(by * width, 0), (width - by * width, 0), (width, height), (0, height)],
        [(0, 0), (width, 0), (width, height), (0, height)],
    )
    rows, given = [], []
    for (x, y), (u, v) in zip(from_, to, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        given += [u, v]
    return np.linalg.solve(np.array(rows, float), np.array(given, float))


SIGHTS = {
    "straight": lambda it: it,
    "turned": lambda it: it.rotate(
        33, expand=True, fillcolor="white", resample=Image.Resampling.BILINEAR
    ),
    "upside down": lambda it: it.rotate(180),
    "blurred": lambda it: it.filter(ImageFilter.GaussianBlur(1.6)),
    "from the side": lambda it: it.transform(
        it.size, Image.Transform.PERSPECTIVE, corners(*it.size, 0.12), Image.Resampling.BILINEAR
    ),
    "in the dusk": lambda it: it.point(lambda value: 60 + value * 0.3),
}


@pytest.mark.parametrize("sight", SIGHTS)
def test_the_code_is_read_from_a_picture_of_the_paper(sheets, sight):
    [found] = zxingcpp.read_barcodes(SIGHTS[sight](seen(sheets / "en" / "leaflet.print.pdf", 150)))

    assert found.text == ADDRESS


def test_the_address_stands_beside_its_code_which_is_a_figure_told_in_words(sheets):
    [found] = zxingcpp.read_barcodes(seen(sheets / "ar" / "page.pdf", 150))
    read = PdfReader((sheets / "ar" / "page.pdf").read_bytes())
    text = "".join(piece.text for piece in read.tagged_text)
    assert ADDRESS.removeprefix("https://") in text.replace("\u200b", "").replace("\u2060", "")
    with pikepdf.open(sheets / "ar" / "page.pdf") as pdf:
        alternatives = (
            [str(it.Alt) for it in pdf.objects if it.get("/S") == "/Figure"] if pdf else []
        )
        links = [
            str(it.A.URI) for page in pdf.pages for it in page.get("/Annots", ()) if "/URI" in it.A
        ]
    assert sorted(alternatives) == sorted(
        ["رمز QR للعنوان المكتوب بجانبه", "تسعة أشخاص في صف واحد."]
    )
    assert ADDRESS in links and found.text == ADDRESS


def test_what_is_cut_leaves_the_focus_in_sight(sheets):
    dots = np.asarray(seen(sheets / "en" / "leaflet.print.pdf", 72)).astype(int)
    red = np.argwhere((dots[..., 0] > 180) & (dots[..., 1] < 90) & (dots[..., 2] < 90))
    green = np.abs(dots - (90, 120, 110)).max(axis=2) < 30
    [rows], [columns] = (
        np.nonzero(green.mean(axis=axis) > share) for axis, share in ((1, 0.5), (0, 0.15))
    )

    assert len(red) > 100  # of a spot of 8 mm
    assert np.ptp(columns) > 2.5 * np.ptp(rows)  # it fills the strip across the sheet
    down, across = red.mean(axis=0)
    assert (down - rows[0]) / np.ptp(rows) == pytest.approx(0.2, abs=0.05)
    assert (across - columns[0]) / np.ptp(columns) == pytest.approx(0.95, abs=0.03)

"""A document with pictures of every kind in all outputs: as they should be seen, told in words, and
within every standard that each file declares.
"""

import base64
import dataclasses
import io
import re

import numpy as np
import pikepdf
import pypdfium2
import pytest
import resvg_py
from PIL import Image, ImageFilter

from laureate_print.build.render import finished
from laureate_print.checks import CHECKS, examine
from laureate_print.preflight.verdict import Limits, preflight
from laureate_print.sources import load
from laureate_print.sources.fonts import fonts
from laureate_print.sources.pictures import judged
from tests.conftest import ROOT, run
from tests.in_engine import page_of, written
from tests.readers import pdf as readers
from tests.sources import made_pictures as made

pytestmark = pytest.mark.slow
KINDS = made.all_kinds()
SHEET = ("photo.jpg", "inks.jpg", "deep-grey.png", "see-through.png", "chart.svg", "effects.svg")
PROJECT = """\
documents = ["show", "sheet"]
languages = ["en"]
[templates]
page = ["html", "pdf", "archive"]
leaflet = ["print"]
"""
MATTER = """\
+++
date = 2026-05-01
publisher = "Okinawa Prefecture"
publisher_label = "Okinawa Prefecture"
description = "The prize."

[[contact]]
language = "ja"
lines = ["沖縄県", "電話 098-894-2226"]
telephone = "098-894-2226"
+++

# Pictures

## Of every kind

"""
ELSEWHERE = """
Within a line ![a dot](old.gif){width=12} it stands, and [![the homepage](photo.jpg){width=80}](https://example.jp/)
leads on. ![](see-through.png){width=40}

- An item ![a small chart](chart.svg){width=80}

| Kind | Picture |
|------|---------|
| Grey | ![a grey one](grey.jpg){width=60} |
"""
DRAWN = {  # what may differ: of 255, on average, from the picture as it was made
    "inks.jpg": 18,  # paper has duller colours
    "old.gif": 4,  # of 256 colours
    "palette.png": 4,
}


def shown(name):
    return f"what {name.partition('.')[0]} shows"


def figure(name):
    return f'![{shown(name)}]({name} "Below {name.partition(".")[0]}")\n'


@pytest.fixture(scope="session")
def built(built_once, tmp_path_factory):
    """The folder of the finished files."""
    project = tmp_path_factory.mktemp("pictures")
    folder = project / "templates" / "documents"
    (project / "laureate.toml").write_text(PROJECT, encoding="utf-8")
    for document, names in (("show", KINDS), ("sheet", SHEET)):
        (folder / document).mkdir(parents=True)
        for name in names:
            (folder / document / name).write_bytes(KINDS[name][0])
        words = "\n".join(map(figure, names))
        if document == "show":
            words += ELSEWHERE
        else:
            words = words.replace('")', '"){width=240}')
        (folder / f"{document}.md").write_text(MATTER + words, encoding="utf-8")
    assert run("catalog", "extract", project=project).returncode == 0
    return built_once("shown", [["show", "-t", "page"], ["sheet", "-t", "leaflet"]], project).parent


def as_made(expected):
    """A picture on white, as pixels; a drawing by another renderer than the one of our PDFs."""
    if isinstance(expected, str):
        faces = fonts(load(ROOT))
        words = judged("x", expected.encode(), faces)
        files = [str(ROOT / face.file.path) for face in words.faces]
        drawn = resvg_py.svg_to_bytes(
            svg_string=words.content.decode(), font_files=files, skip_system_fonts=True, zoom=2
        )
        expected = Image.open(io.BytesIO(drawn))
    seen = expected.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen).convert("RGB")


def difference(one, other):
    """The average difference of two pictures of the same ratio, of 255, seen from some way off."""
    size = (150, max(round(150 * one.height / one.width), 1))
    near = [
        np.asarray(it.resize(size, Image.Resampling.BOX).filter(ImageFilter.GaussianBlur(1)))
        for it in (one, other)
    ]
    return np.abs(near[0].astype(int) - near[1].astype(int)).mean()


def figures(path):
    """The Figure elements of a file in order: Alt, the picture in its BBox as PDFium draws it, the
    role of what holds it, and the roles of all in that.
    """
    with pikepdf.open(path) as pdf, pypdfium2.PdfDocument(path) as drawn:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        bitmaps = {}
        for element in walked(pdf.Root.StructTreeRoot.K):
            if element.get("/S") == "/Figure":
                number = pages[element.K[0].Pg.objgen]
                if number not in bitmaps:
                    bitmaps[number] = drawn[number].render(scale=2).to_pil().convert("RGB")
                page = bitmaps[number]
                beside = [str(kid.S) for kid in element.P.K if "/S" in kid]
                roles = str(element.P.S), beside
                left, bottom, right, top = (float(edge) * 2 for edge in element.A.BBox)
                box = (left, page.height - top, right, page.height - bottom)
                yield str(element.Alt), page.crop(tuple(map(round, box))), *roles


def walked(element):
    if isinstance(element, pikepdf.Array):
        for kid in element:
            yield from walked(kid)
    elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
        yield element
        yield from walked(element.get("/K", pikepdf.Array()))


@pytest.mark.java
def test_every_standard_is_kept_whatever_a_picture_brings(built):
    files = [built / "show" / "en" / f"page{ending}" for ending in (".pdf", ".archive.pdf")]

    verdicts = readers.declared(files)

    assert sum(map(len, verdicts.values())) >= 5
    assert {
        clause for verdict in verdicts.values() for it in verdict.values() for clause in it
    } == set()


@pytest.mark.parametrize("ending", ["pdf", "archive.pdf"])
def test_each_picture_is_drawn_as_it_was_made(built, ending):
    found = {alt: crop for alt, crop, *_ in figures(built / "show" / "en" / f"page.{ending}")}

    off = {
        name: round(difference(found[shown(name)], as_made(expected)), 1)
        for name, (_, expected) in KINDS.items()
    }
    assert {name: it for name, it in off.items() if it > DRAWN.get(name, 2.5)} == {}


def test_a_picture_is_told_in_words_and_its_caption_is_below(built):
    found = list(figures(built / "show" / "en" / "page.pdf"))
    captions = []
    for alt, _, holder, beside in found:
        if holder == "/Sect":
            assert beside == ["/Figure", "/Caption"], alt
            captions.append(alt)

    inline = ["a dot", "the homepage", "a small chart", "a grey one"]
    assert [alt for alt, *_ in found] == [*map(shown, KINDS), *inline]
    assert captions == list(map(shown, KINDS))
    assert {holder for *_, holder, _ in found[-4:]} == {"/P", "/Link", "/LBody", "/TD"}
    with pikepdf.open(built / "show" / "en" / "page.pdf") as pdf:
        links = [note for page in pdf.pages for note in page.get("/Annots", ())]
        [picture] = [note for note in links if note.A.URI == "https://example.jp/"]
        assert picture.Contents == "the homepage"
        assert picture.Rect[2] - picture.Rect[0] >= 60 * 0.99  # 80 px: all of the picture leads on
    text = "".join(readers.pdfium(built / "show" / "en" / "page.pdf"))
    assert "2022" not in text  # the words of a drawing are its alternative text


def test_nothing_of_the_camera_is_told(built):
    assert b"secret" in KINDS["rotated.jpg"][0]
    for path in (built / "show" / "en").iterdir():
        assert b"secret" not in path.read_bytes() and b"Exif" not in path.read_bytes()


def test_a_web_page_has_its_pictures_inside_small_and_sharp(built):
    page = (built / "show" / "en" / "page.html").read_text(encoding="utf-8")
    tags = re.findall(r"(?:<picture><source ([^>]+)>)?<img ([^>]+)>", page)
    seen = {}
    for better, image in tags:
        told = dict(re.findall(r'([a-z]+)="([^"]*)"', image))
        [address, *_] = re.findall(r'srcset="([^"]+)"', better) or [told["src"]]
        assert told["width"] and told["height"] and address.startswith("data:image/")
        seen[told["alt"]] = (told, address, told["src"])

    assert len(seen) == len(KINDS) + 5
    for name, (_, expected) in KINDS.items():
        told, *addresses = seen[shown(name)]
        for address in addresses:
            kind, _, data = address.partition(",")
            if "svg" in kind:
                assert isinstance(expected, str) and "text" not in data
                continue
            picture = Image.open(io.BytesIO(base64.b64decode(data)))
            assert picture.format in ("AVIF", "WEBP") and picture.width <= 1400
            assert (
                abs(int(told["width"]) / int(told["height"]) - picture.width / picture.height)
                < 0.02
            )
            assert difference(as_made(picture), as_made(expected)) < DRAWN.get(name, 4), name
        if name.endswith(".jpg"):
            assert sum(map(len, addresses)) < 100_000
    assert "img-src data:" in page and len(page) < 450_000


def test_a_press_gets_inks_and_its_limit_is_kept(built):
    content = (built / "sheet" / "en" / "leaflet.print.pdf").read_bytes()
    verdict = preflight(content, Limits(standard="PDF/X-4"))

    assert not verdict.failed
    assert all("RGB" not in space for page in verdict.pages for space in page["colour spaces"])
    assert max(page["total ink"]["spot"] for page in verdict.pages) <= 301
    assert min(page["total ink"]["spot"] for page in verdict.pages) > 200
    with pikepdf.open(io.BytesIO(content)) as pdf:
        images = [it for it in pdf.objects if it.get("/Subtype") == "/Image"] if pdf else []
        spaces = {(int(it.Width), str(it.ColorSpace)) for it in images}
    assert (400, "/DeviceGray") in spaces  # grey all over: black ink alone
    assert (1200, "/DeviceCMYK") in spaces
    coarsest = min(page["coarsest image"]["dpi"] for page in verdict.pages)
    assert coarsest == pytest.approx(400 / 240 * 96, abs=1)


SMALL = 'style="width: 20mm; height: auto"'
FLAWS = f"""<body><main id="top"><h1>Flaws</h1>
<p><img src="picture:0" alt="over the edge" style="width: 250mm; height: 20mm"></p>
<p><img src="picture:1" alt="cut" style="width: 60mm; height: 20mm; object-fit: cover"></p>
<p><img src="picture:6" alt="framed" style="width: 60mm; height: 20mm; object-fit: cover"></p>
<div style="width: 60mm; height: 10mm; overflow: hidden"><img src="picture:2" alt="coarse" style="width: 90mm"></div>
<p><img {SMALL} src="picture:3"><img {SMALL} src="picture:4" alt="photo.JPG"><img {SMALL} src="picture:5" alt="gone"></p>
</main></body></html>"""


OLDER = """<body><main id="top"><h1 style="color: var(--ink)">Older</h1><p><img src="picture:0" alt="see-through">
<img src="picture:1" alt="effects" width="200"><img src="picture:2" alt="chart" width="200"></p>
<p><img src="picture:3" alt="to the edges" style="max-width: none; width: 216mm; margin: 0 -37mm"></p>
</main></body></html>"""


@pytest.fixture(scope="module")
def sheets():
    """Two sheets for a press as the checks get them: one with flaws, and one by PDF/X-1a."""
    faces = fonts(load(ROOT))
    photo = judged("wide.jpg", KINDS["photo.jpg"][0], faces)
    names = ("wide.jpg", "cut.jpg", "silent.jpg", "named.jpg")
    given = [dataclasses.replace(photo, name=name) for name in names]
    coarse = judged("coarse.jpg", made.saved(made.photograph(150, 100), "JPEG"), faces)
    flawed = (*given[:2], coarse, *given[2:], judged("gone.jpg", b"", faces))
    flawed += (dataclasses.replace(photo, name="framed.jpg", framed=True),)  # cut on purpose
    names = ("see-through.png", "effects.svg", "chart.svg", "photo.jpg")
    older = tuple(judged(name, KINDS[name][0], faces) for name in names)
    context = page_of("leaflet", "en", "print")
    settings = dataclasses.replace(context.page.print_settings, standard="PDF/X-1a:2003")
    contexts, pages = [], []
    for body, pictures, asked in (
        (FLAWS, flawed, context.page.print_settings),
        (OLDER, older, settings),
    ):
        html = re.sub("<body.*", body, context.page.html, flags=re.DOTALL)
        page = dataclasses.replace(
            context.page, html=html, pictures=pictures, sizes=None, print_settings=asked
        )
        contexts.append(dataclasses.replace(context, page=page))
        drawn = html.replace("picture:5", "picture:4")  # a flaw that no engine would see
        pages.append(dataclasses.replace(page, html=drawn))
    return [finished(*pair) for pair in zip(contexts, written(*pages), strict=True)]


CHECKED = [it for it in (*CHECKS.page, *CHECKS.artifact) if it.__module__.endswith("pictures")]


def said(case):
    found = examine(CHECKED, case)
    assert all(it.hint and it.where for it in found)
    return {(it.severity, re.sub(r" on page \d", "", it.message)) for it in found}


def test_a_picture_that_is_cut_is_told_in_millimetres(sheets):
    # A4 is 210 mm wide, its margin 34 mm; a press has 3 mm of bleed. In 60 x 20 mm a picture of
    # 3:2 is 40 mm high; one of 90 mm is 60 mm high, of which 10 show.
    assert said(sheets[0]) == {
        ("error", "the picture wide.jpg runs 71.0 mm over the edge of its sheet, and is cut there"),
        (
            "warning",
            "the picture wide.jpg is drawn 250 mm by 20 mm, which is not its shape",
        ),
        ("warning", _cut("cut.jpg", 0, 20)),
        ("warning", _cut("coarse.jpg", 30, 50)),
        ("error", "the picture coarse.jpg prints at 42 dpi; from 200 dpi it looks sharp"),
        ("warning", "the picture wide.jpg prints at 122 dpi; from 200 dpi it looks sharp"),
        ("error", "the picture silent.jpg has no alt"),
        ("error", "the picture named.jpg is described by the name of a file, 'photo.JPG'"),
        ("error", "the picture gone.jpg: it is neither PNG, JPEG nor SVG"),
    }


def test_a_press_without_transparency_prints_what_is_see_through_on_white(sheets):
    case = sheets[1]
    verdict = preflight(case.artifact.content, Limits(standard="PDF/X-1a:2003", resolution=0))

    assert not verdict.failed, verdict.findings
    words = " is see-through, and stands on white: PDF/X-1a has no transparency"
    told = {it for it in said(case) if "dpi" not in it[1] and "Arial" not in it[1]}
    assert told == {
        ("warning", f"the picture see-through.png{words}"),
        ("warning", f"the picture effects.svg{words}"),
    }


def _cut(name, wide, high):
    return (
        f"of the picture {name} {wide}.0 mm of its width and {high}.0 mm of its height are cut off"
        " by the style sheet"
    )

"""Pictures as they are read: right, or refused by name."""

import struct

import numpy as np
import pytest
from PIL import Image, ImageChops

from laureate_print.errors import PictureError
from laureate_print.sources import load, pixels
from laureate_print.sources.fonts import fonts
from laureate_print.sources.pictures import judged, picture
from tests.conftest import DOCUMENT, ROOT
from tests.sources import made_pictures as made

SMALL = made.photograph(60, 40)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">{}</svg>'
STEPS = [bytes([0b00_01_10_11])] * 4  # the four shades of two bits
LINEAR = (b"gAMA", struct.pack(">I", 100_000))


@pytest.fixture(scope="module")
def faces():
    return fonts(load(ROOT))


def seen(content):
    return np.asarray(pixels.as_seen(content)).astype(int)


def shades(content):
    """The first row, as lists."""
    return seen(content)[0].tolist()


def test_every_depth_and_transparent_colour_of_png_is_right():
    assert shades(made.png([struct.pack(">4H", 0, 257, 32768, 65535)], 16, 0)) == [0, 1, 128, 255]
    clear = made.png([struct.pack(">2H", 258, 65535)], 16, 0, (b"tRNS", struct.pack(">H", 258)))
    assert shades(clear) == [[1, 0], [255, 255]]
    for bits, row, shade in ((2, STEPS[0], 2), (4, b"\x0a\xaf", 10), (1, b"\xaa", 1)):
        told = made.png([row], bits, 0, (b"tRNS", struct.pack(">H", shade)))
        values = shades(told)
        assert [alpha for _, alpha in values].count(0) == {2: 1, 4: 2, 1: 4}[bits]
        assert {grey for grey, alpha in values if not alpha} == {shade * 255 // (2**bits - 1)}
    colour = (b"tRNS", struct.pack(">3H", 65535, 0, 0))
    assert shades(made.png([struct.pack(">6H", 65535, 0, 0, 9, 9, 9)], 16, 2, colour)) == [
        [255, 0, 0, 0],
        [0, 0, 0, 255],
    ]
    assert shades(made.png([bytes([0, 55, 128, 255])], 8, 0, LINEAR)) == [0, 128, 188, 255]


def test_a_photograph_is_upright_and_its_colours_are_those_of_its_profile():
    photo = made.photograph()
    turned, printed = (
        seen(made.rotated()),
        seen(made.saved(made.inks(photo), "JPEG", icc_profile=made.FOGRA39, quality=95)),
    )
    expected = np.asarray(photo).astype(int)

    assert np.abs(turned - expected).mean() < 3
    assert np.abs(printed - expected).mean() < 18  # what paper cannot show is duller
    # The corner is black, the disc red: no ink is the other way round.
    assert printed[10, 10].max() < 40 and printed[200, 300].tolist()[0] > 170

    straight = made.saved(ImageChops.invert(made.inks(photo)), "JPEG", icc_profile=made.FOGRA39)
    marked = straight.index(b"\xff\xee")
    bare = straight[:marked] + straight[marked + 16 :]  # without the mark of Adobe's programs
    assert np.abs(seen(bare) - printed).mean() < 4


def test_a_jpeg_keeps_its_data_and_loses_what_it_tells_of_camera_and_place():
    content = made.rotated() + b"a preview behind the end"
    plain = pixels.plain_jpeg(content)

    assert b"secret" in content and b"Exif" in content
    assert b"secret" not in plain and b"Exif" not in plain and plain.endswith(b"\xff\xd9")
    assert ImageChops.difference(*map(pixels.opened, (content, plain))).getbbox() is None
    gradual = made.saved(SMALL, "JPEG", progressive=True)
    assert pixels.plain_jpeg(gradual) == gradual


MOVING = made.saved(SMALL, "GIF", save_all=True, append_images=[SMALL.rotate(9)])
JPEG = made.saved(SMALL, "JPEG")
REFUSED = [
    ("no picture", b"hello", "neither PNG, JPEG nor SVG"),
    ("a film of two frames", MOVING, "moves"),
    ("a JPEG cut short", JPEG[: len(JPEG) // 2], "damaged or cut short"),
    ("a PNG cut short", made.saved(SMALL, "PNG")[:-300], "damaged or cut short"),
    ("CMYK without its profile", made.saved(made.inks(SMALL), "JPEG"), "without a profile"),
    (
        "a profile of other colours",
        made.saved(SMALL, "JPEG", icc_profile=made.FOGRA39),
        "its colour profile one for CMYK",
    ),
    ("a telephone's HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
    ("a page of film", made.png([b"\0\0\0"], 8, 2, (b"cICP", b"\x09\x10\0\1")), "HDR"),
    ("a drawing cut short", b'<svg xmlns="http://www.w3.org/2000/svg"><g>', "no SVG that can"),
    ("a drawing without a size", SVG.replace("width", "x").format("").encode(), "has no size"),
]
UNDRAWN = [
    ("a file outside", '<image href="photo.jpg"/>', "asks for photo.jpg"),
    (
        "another file",
        '<use xlink:href="a.svg#b" xmlns:xlink="http://www.w3.org/1999/xlink"/>',
        "a.svg",
    ),
    ("an address in a style", "<rect style=\"fill:url('http://x/y#z')\"/>", "http://x/y"),
    ("an import", "<style>@import 'a.css';</style>", "@import"),
    ("custom properties", '<rect fill="var(--a)"/>', "var()"),
    ("later colours", "<style>rect{fill:oklch(.5 .1 20)}</style>", "oklch()"),
    ("colours of a press", '<rect fill="device-cmyk(0 0 0 1)"/>', "device-cmyk()"),
    ("HTML inside", '<foreignObject width="9" height="9"/>', "HTML inside"),
    ("a script", "<script>1</script>", "a script"),
    ("animation", '<rect><animate attributeName="x"/></rect>', "animation"),
    ("languages", '<switch><g systemLanguage="de"/></switch>', "systemLanguage"),
    ("letters that join, and two faces", "<text y='9'>शांति 平和</text>", "would not join"),
    ("letters that join behind others", "<text y='9'>Peace शांति</text>", "would not join"),
    ("letters that no face has", '<text y="9">a\U00012000</text>', "U+12000"),
]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        *(pytest.param(content, words, id=name) for name, content, words in REFUSED),
        *(pytest.param(SVG.format(part).encode(), words, id=name) for name, part, words in UNDRAWN),
    ],
)
def test_what_cannot_be_drawn_is_refused_by_name(content, words, faces):
    found = judged("x", content, faces)

    assert words in found.trouble
    assert found.hint


@pytest.mark.parametrize(
    "part",
    [
        '<a href="https://example.jp/"><rect width="9" height="9"/></a>',
        '<image href="data:image/png;base64,iVBORw0KGgo=" width="9" height="9"/>',
        '<!DOCTYPE svg [<!ENTITY c "red">]>',
        "<style>@charset 'utf-8'; rect { fill: rgb(1, 2, 3) } /* var(--a) */</style>",
        '<text y="9" style="font: bold 9px Source Sans 3">a</text>',
    ],
)
def test_what_is_ordinary_in_a_drawing_passes(part, faces):
    content = SVG.format("" if "DOCTYPE" in part else part)
    content = part + content.replace(">", ' fill="&c;">', 1) if "DOCTYPE" in part else content
    found = judged("x", content.encode(), faces)

    assert (found.trouble, found.remark, found.width, found.height) == ("", "", 40, 20)


def test_words_of_a_drawing_get_faces_of_the_project_and_the_stand_in_is_told(faces):
    words = '<text font-family="Gill Sans">Peace 平和 السلام</text><text>शांति 2022</text>'
    found = judged("x", SVG.format(words).encode(), faces)

    assert found.remark == "its words are not drawn in Gill Sans, which this project has not"
    drawn_in = found.content.decode()
    for family in ("Source Sans 3", "BIZ UDPGothic", "Vazirmatn", "Noto Sans Devanagari"):
        assert f"'{family}'" in drawn_in
    assert b"Gill Sans" not in found.content


def test_a_picture_is_found_beside_its_document_and_nowhere_else(project):
    folder = project / "templates" / "documents" / DOCUMENT
    folder.mkdir()
    (folder / "my photo.jpg").write_bytes(JPEG)
    (folder.parent / "outside.jpg").write_bytes(JPEG)
    sources = load(project)

    for name in ("my%20photo.jpg", f"{DOCUMENT}/my photo.jpg"):
        assert picture(sources, DOCUMENT, name).pixels == (60, 40)
    assert "did you mean" in picture(sources, DOCUMENT, "my-photo.jpg").hint
    for name in ("../outside.jpg", "none.png", "https://example.jp/a.jpg", ""):
        assert picture(sources, DOCUMENT, name).trouble, name


def test_an_engine_that_takes_files_cut_short_is_not_listened_to():
    from PIL import ImageFile

    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        with pytest.raises(PictureError):
            pixels.as_seen(JPEG[: len(JPEG) // 3])
        assert ImageFile.LOAD_TRUNCATED_IMAGES
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False


def test_grey_is_told_from_colour():
    assert pixels.is_neutral(SMALL.convert("L").convert("RGB"))
    assert not pixels.is_neutral(Image.new("RGB", (9, 9), (90, 90, 99)))

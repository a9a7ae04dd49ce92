"""Black text and thin black lines leave the plates beneath them whole, and nothing else does: seen
on the plates of Ghostscript.
"""

import subprocess
from io import BytesIO

import numpy
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image

from laureate_print.pdf_engine.overprint import overprint_black

# What is drawn in the cell of 60 by 20 pt whose corner is the origin, on a ground of cyan, and
# whether the plate of cyan stays whole beneath it.
K, WHITE = "0 0 0 1", "0 0 0 0"
CASES = {
    "black text": (f"BT {K} k /F 9 Tf 4 6 Td (Peace) Tj ET", True),
    "black text, as the engine says it": (
        f"/DeviceCMYK cs {K} scn BT /F 9 Tf 4 6 Td (Peace) Tj ET",
        True,
    ),
    "a large title": (f"BT {K} k /F 20 Tf 2 4 Td [(Pe) -20 (ace)] TJ ET", True),
    "black text behind white in one text object": (
        f"BT {WHITE} k /F 9 Tf 4 60 Td (x) Tj {K} k 0 -54 Td (Peace) Tj ET",
        True,
    ),
    "outlined black text": (f"BT {K} K 1 Tr .4 w /F 16 Tf 2 4 Td (Peace) Tj ET 0 Tr", True),
    "white text": (f"BT {WHITE} k /F 9 Tf 4 6 Td (Peace) Tj ET", False),
    "white text behind black": (
        f"BT {K} k /F 9 Tf 4 60 Td (x) Tj {WHITE} k 0 -54 Td (Peace) Tj ET",
        False,
    ),
    "grey text": ("BT 0 0 0 .6 k /F 9 Tf 4 6 Td (Peace) Tj ET", False),
    "text of several inks": ("BT 0 1 0 1 k /F 9 Tf 4 6 Td (Peace) Tj ET", False),
    "black text by its grey": ("0 g BT /F 9 Tf 4 6 Td (Peace) Tj ET", False),
    "black text that shines through": (f"/half gs BT {K} k /F 9 Tf 4 6 Td (Peace) Tj ET", False),
    "white text after a state that is brought back": (
        f"{WHITE} k q {K} k Q BT /F 9 Tf 4 6 Td (Peace) Tj ET",
        False,
    ),
    "a black rule": (f"{K} k 5 10 50 1 re f", True),
    "a black line": (f"{K} K .5 w 5 10 m 55 10 l S", True),
    "a line made thin by a matrix": (f"q {K} K .1 0 0 .1 0 0 cm 10 w 50 100 m 550 100 l S Q", True),
    "a border, cut thin": (f"q 5 9 50 1 re W n {K} k 0 0 60 10 re f Q", True),
    "a frame": (f"{K} k 5 5 50 10 re 6 6 48 8 re f*", True),
    "a thick black line": (f"{K} K 3 w 5 10 m 55 10 l S", False),
    "a black area": (f"{K} k 5 5 50 10 re f", False),
    "a black area with an edge": (f"{K} k {K} K 1 w 5 5 50 10 re B", False),
    "a white rule": (f"{WHITE} k 5 10 50 1 re f", False),
    "text in a form": (f"{K} k /Inside Do", True),
    "a picture behind black text": (
        f"BT {K} k /F 9 Tf 4 60 Td (x) Tj ET q 50 0 0 10 5 5 cm /Picture Do Q",
        False,
    ),
}


def page_of_cases():
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(70, 20 * len(CASES)))
    inside = b"0 0 0 1 k BT /F 9 Tf 4 6 Td (Peace) Tj ET"
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    fonts = Dictionary(F=font)
    pixel = {"Width": 1, "Height": 1, "BitsPerComponent": 8, "ColorSpace": Name.DeviceCMYK}
    page.obj.Resources = Dictionary(
        Font=fonts,
        ExtGState=Dictionary(half=Dictionary(ca=0.5)),
        XObject=Dictionary(
            Inside=Stream(
                pdf,
                inside,
                Subtype=Name.Form,
                BBox=Array([0, 0, 60, 20]),
                Resources=Dictionary(Font=fonts),
            ),
            Picture=Stream(pdf, bytes([0, 0, 0, 255]), Subtype=Name.Image, **pixel),
        ),
    )
    drawn = [
        f"q 1 0 0 1 0 {20 * number} cm 1 0 0 0 k 0 0 60 20 re f q {content} Q Q"
        for number, (content, _) in enumerate(CASES.values())
    ]
    page.Contents = Stream(pdf, "\n".join(drawn).encode())
    return pdf


@pytest.fixture(scope="module")
def plates(tmp_path_factory):
    """The plates of cyan and black, as numbers from 0 to 255, a pixel for half a point."""
    folder = tmp_path_factory.mktemp("plates")
    with page_of_cases() as pdf:
        saved = BytesIO()
        pdf.save(saved)
    with pikepdf.open(BytesIO(saved.getvalue())) as pdf:
        overprint_black(pdf)
        pdf.save(folder / "file.pdf")
    command = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=tiffsep", "-r144"]
    done = subprocess.run(
        [*command, "-sOutputFile=p.tif", "file.pdf"], cwd=folder, capture_output=True, text=True
    )
    assert done.stdout + done.stderr == ""
    return tuple(
        255 - numpy.asarray(Image.open(folder / f"p({ink}).tif")).astype(int)
        for ink in ("Cyan", "Black")
    )


@pytest.mark.parametrize("case", CASES)
def test_black_text_and_thin_black_lines_alone_overprint(plates, case):
    number = list(CASES).index(case)
    cell = slice((len(CASES) - 1 - number) * 40 + 1, (len(CASES) - number) * 40 - 1), slice(2, 118)
    cyan, black = (plate[cell] for plate in plates)

    assert bool((cyan == 255).all()) == CASES[case][1]
    assert (black.max() > 100) == ("white" not in case or "black text behind" in case)

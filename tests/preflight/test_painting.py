"""The interpreter sees what is painted: inks, places, sizes, through matrices, forms, patterns,
clips and glyphs.
"""

from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Stream, String

from laureate_print.preflight.geometry import IDENTITY, apply, scale, sheet, times
from laureate_print.preflight.painting import paint
from tests.preflight.sample import fade

SIDE = 720 / 72 * 25.4  # mm: a page of ten inches


def painted(content, rotate=0, **resources):
    """What a page of ten inches paints, and what was not understood."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(720, 720))
    page.Contents = Stream(pdf, content.encode())
    page.obj.Resources = Dictionary({f"/{name}": value(pdf) for name, value in resources.items()})
    if rotate:
        page.obj.Rotate = rotate
    target = BytesIO()
    pdf.save(target)
    with pikepdf.open(BytesIO(target.getvalue())) as opened:
        return paint(sheet(1, opened.pages[0]), opened.pages[0])


def only(content, **resources):
    [thing], complaints = painted(content, **resources)
    assert complaints == ()
    return thing


def inches(box):
    return tuple(round(value / 25.4, 3) for value in (box.left, box.top, box.right, box.bottom))


def separation(name):
    return Array([Name.Separation, Name(f"/{name}"), Name.DeviceCMYK, fade([0] * 4, [1] * 4)])


def spaces(pdf):
    duo = Array(
        [Name.DeviceN, Array([Name.Black, Name.Gold]), Name.DeviceCMYK, fade([0] * 4, [1] * 4)]
    )
    palette = Array([Name.Indexed, Name.DeviceCMYK, 1, String(b"\x00\x00\x00\x00\xff\x00\x00\x80")])
    profile = Array([Name.ICCBased, Stream(pdf, b"", N=4)])
    return Dictionary(
        Gold=separation("Gold"), All=separation("All"), Duo=duo, Palette=palette, Profile=profile
    )


@pytest.mark.parametrize(
    ("colour", "name", "inks"),
    [
        ("0.5 g", "DeviceGray", {"Black": 0.5}),
        ("1 g", "DeviceGray", {}),
        ("0.1 0.2 0 1 k", "DeviceCMYK", {"Cyan": 0.1, "Magenta": 0.2, "Black": 1}),
        ("0 0 0 rg", "DeviceRGB", {}),
        ("/DeviceCMYK cs", "DeviceCMYK", {"Black": 1}),
        ("/Gold cs", "Separation Gold", {"Gold": 1}),
        ("/Gold cs 0.3 scn", "Separation Gold", {"Gold": 0.3}),
        ("/All cs 1 scn", "Separation All", {"All": 1}),
        ("/Duo cs 0.5 0.25 scn", "DeviceN Black + Gold", {"Black": 0.5, "Gold": 0.25}),
        ("/Palette cs 1 sc", "Indexed DeviceCMYK", {"Cyan": 1, "Black": 128 / 255}),
        ("/Profile cs 0 1 0 0 sc", "ICCBased of 4 components", {"Magenta": 1}),
    ],
)
def test_colours_are_told_by_space_and_ink(colour, name, inks):
    thing = only(f"{colour} 72 72 72 36 re f", ColorSpace=spaces)

    assert (thing.kind, thing.space.name, dict(thing.inks)) == ("fill", name, pytest.approx(inks))
    assert inches(thing.place) == (1, 8.5, 2, 9)


def test_the_state_comes_back():
    first, second = painted(
        "0 0 0 1 k q 1 0 0 0 k 2 0 0 2 72 0 cm 0 0 72 72 re f Q 0 0 72 72 re f"
    )[0]

    assert (dict(first.inks), inches(first.place)) == ({"Cyan": 1}, (1, 8, 3, 10))
    assert (dict(second.inks), inches(second.place)) == ({"Black": 1}, (0, 9, 1, 10))


@pytest.mark.parametrize(
    ("matrix", "width"),
    [
        ("1 0 0 1 0 0", 2),
        ("3 0 0 3 0 0", 6),
        ("4 0 0 1 0 0", 4),
        ("0 2 -2 0 500 0", 4),
        ("-1 0 0 -1 500 500", 2),
    ],
)
def test_a_stroke_is_as_wide_as_on_paper(matrix, width):
    assert only(f"{matrix} cm 2 w 0 0 m 50 0 l S").width == pytest.approx(width)


def test_a_stroke_knows_its_segments():
    thing = only("0 w 72 72 m 144 72 l 144 144 l S")

    assert thing.width == 0
    assert [inches(part) for part in thing.parts] == [(1, 9, 2, 9), (2, 8, 2, 9)]
    assert thing.meets(thing.parts[1]) and inches(thing.place) == (1, 8, 2, 9)


@pytest.mark.parametrize(
    ("path", "width"),
    [
        ("72 72 300 0.2 re", 0.2),
        ("72 72 0.1 300 re", 0.1),
        ("72 72 m 372 72 l 372 72.2 l 72 72.2 l h", 0.2),
        ("72 72 m 372 72 l", 0),
        ("72 72 300 0 re", 0),
        ("0.6 0.8 -0.8 0.6 300 72 cm 0 0 300 0.2 re", 0.2),
        ("72 72 300 20 re", None),
        ("72 72 m 372 72 l 372 72.2 l h", None),
    ],
)
def test_a_filled_rectangle_may_be_a_line(path, width):
    thing = only(f"{path} f")

    assert thing.width == (None if width is None else pytest.approx(width))


FONT = Dictionary(
    Type=Name.Font,
    Subtype=Name.Type1,
    BaseFont=Name.Courier,
    FirstChar=32,
    Widths=Array([600] * 96),
)


def fonts(_pdf):
    return Dictionary(F=FONT)


@pytest.mark.parametrize(
    ("shown", "size", "left", "right"),
    [
        ("/F 20 Tf 72 72 Td (abcde) Tj", 20, 1, 1 + 60 / 72),
        ("/F 1 Tf 20 0 0 20 72 72 Tm (abcde) Tj", 20, 1, 1 + 60 / 72),
        ("/F 20 Tf 50 Tz 72 72 Td (abcde) Tj", 20, 1, 1 + 30 / 72),
        ("/F 20 Tf 10 Tc 72 72 Td (abcde) Tj", 20, 1, 1 + 110 / 72),
        ("/F 20 Tf 10 Tw 72 72 Td (a b c) Tj", 20, 1, 1 + 80 / 72),
        ("/F 20 Tf 72 72 Td [(ab) -1000 (cde)] TJ", 20, 1, 1 + 80 / 72),
        ("/F 20 Tf 20 TL 72 92 Td (x) ' (abcde) Tj", 20, None, None),
        ("/F 10 Tf 2 0 0.5 2 72 72 Tm (abcde) Tj", 20, None, None),
    ],
)
def test_text_is_told_with_its_size_and_place(shown, size, left, right):
    thing = painted(f"0 0 0 1 k BT {shown} ET", Font=fonts)[0][0]

    assert (thing.kind, thing.font, thing.embedded, dict(thing.inks)) == (
        "text",
        "Courier",
        False,
        {"Black": 1},
    )
    assert thing.size == pytest.approx(size)
    if left is not None:
        assert (inches(thing.place)[0], inches(thing.place)[2]) == (
            pytest.approx(left),
            pytest.approx(right, abs=1e-3),
        )
        assert thing.place.top / 25.4 < 9 < thing.place.bottom / 25.4


def test_lines_of_text_go_on():
    first, second, third = painted(
        "BT /F 10 Tf 72 720 Td 36 TL (a) Tj T* (b) Tj 36 -36 TD (c) Tj ET", Font=fonts
    )[0]

    assert second.place.bottom - first.place.bottom == pytest.approx(12.7)
    assert (third.place.left - second.place.left, third.place.bottom - second.place.bottom) == (
        pytest.approx(12.7),
        pytest.approx(12.7),
    )


@pytest.mark.parametrize(
    ("mode", "kinds"),
    [(0, ["text"]), (1, ["text"]), (2, ["text", "text"]), (3, ["invisible"]), (7, ["invisible"])],
)
def test_text_may_be_outlined_or_invisible(mode, kinds):
    found = painted(f"0.1 w BT {mode} Tr /F 20 Tf 72 72 Td (a) Tj ET", Font=fonts)[0]

    assert [thing.kind for thing in found] == kinds
    assert [thing.width for thing in found if thing.width is not None] == (
        [0.1] if mode in (1, 2) else []
    )


def form(content, **entries):
    def made(pdf):
        given = {name: value(pdf) if callable(value) else value for name, value in entries.items()}
        return Dictionary(
            Fm=Stream(pdf, content.encode(), Subtype=Name.Form, BBox=Array([0, 0, 72, 72]), **given)
        )

    return made


def test_a_form_paints_by_its_matrix_and_is_cut_by_its_box():
    thing = only(
        "1 0 0 1 72 72 cm /Fm Do",
        XObject=form("0 0 1000 36 re f", Matrix=Array([2, 0, 0, 2, 0, 0])),
    )

    assert (inches(thing.place), thing.within) == ((1, 8, 3, 9), "form Fm")


def test_what_a_clip_hides_is_not_painted():
    found = painted("72 72 72 72 re W n 300 300 9 9 re f 100 100 1000 9 re f 0 0 m 9 9 l S")[0]

    assert [thing.kind for thing in found] == ["fill"]
    assert inches(found[0].place)[2] == 2


def tiling(content, paint_type):
    """Gives resources with one tiling pattern: of colours of its own (1), or of the colour that it
    is set in (2).
    """

    def patterns(pdf):
        tile = {"PatternType": 1, "PaintType": paint_type, "TilingType": 1, "XStep": 9, "YStep": 9}
        return Dictionary(
            P=Stream(pdf, content, **tile, BBox=Array([0, 0, 9, 9]), Resources=Dictionary())
        )

    return patterns


def test_a_tiling_pattern_paints_where_it_fills():
    thing = only(
        "/Pattern cs /P scn 72 72 72 72 re f",
        Pattern=tiling(b"0 1 0 0 k 0 0 4 4 re f", paint_type=1),
    )

    assert (thing.kind, dict(thing.inks), thing.within) == (
        "fill",
        {"Magenta": 1},
        "a tiling pattern",
    )
    assert inches(thing.place) == (1, 8, 2, 9)


def test_a_pattern_without_colours_takes_them_from_outside():
    def coloured(_pdf):
        return Dictionary(C=Array([Name.Pattern, Name.DeviceCMYK]))

    thing = only(
        "/C cs 0 0 1 0 /P scn 72 72 72 72 re f",
        Pattern=tiling(b"1 0 0 rg 0 0 4 4 re f", paint_type=2),
        ColorSpace=coloured,
    )

    assert (thing.space.name, dict(thing.inks)) == ("DeviceCMYK", {"Yellow": 1})


def test_shadings_are_told_where_they_show():
    def shadings(_pdf):
        return Dictionary(
            S=Dictionary(ShadingType=2, ColorSpace=Name.DeviceCMYK, Coords=[0, 0, 1, 1])
        )

    def patterns(_pdf):
        shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 1, 1])
        return Dictionary(P=Dictionary(PatternType=2, Shading=shading))

    content = "q 72 72 72 72 re W n /S sh Q /Pattern cs /P scn 0 0 72 72 re f"
    first, second = painted(content, Shading=shadings, Pattern=patterns)[0]

    assert (first.kind, first.space.name, inches(first.place)) == (
        "shading",
        "DeviceCMYK",
        (1, 8, 2, 9),
    )
    assert (second.kind, second.space.name, inches(second.place)) == (
        "shading",
        "DeviceRGB",
        (0, 9, 1, 10),
    )


def test_images_are_told_with_their_resolution():
    def images(pdf):
        return Dictionary(
            A=Stream(
                pdf, b"", Subtype=Name.Image, Width=600, Height=300, ColorSpace=Name.DeviceCMYK
            ),
            M=Stream(pdf, b"", Subtype=Name.Image, Width=600, Height=600, ImageMask=True),
        )

    content = "q 72 0 0 72 0 0 cm /A Do Q 0 0 0 1 k q 0 144 -144 0 300 0 cm /M Do Q"
    picture, mask = painted(content, XObject=images)[0]

    assert (picture.resolution, picture.bits, picture.space.name) == (
        pytest.approx(300),
        8,
        "DeviceCMYK",
    )
    assert (mask.resolution, mask.bits, dict(mask.inks)) == (pytest.approx(300), 1, {"Black": 1})


def test_glyphs_of_a_type_3_font_are_drawn():
    def type3(pdf):
        glyph = Stream(pdf, b"500 0 0 0 500 500 d1 1 0 0 rg 0 0 500 500 re f")
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
            FontBBox=[0, 0, 500, 500],
            FirstChar=97,
            LastChar=97,
            Widths=[500],
            CharProcs=Dictionary(a=glyph),
            Encoding=Dictionary(Differences=Array([97, Name.a])),
            Resources=Dictionary(),
        )
        return Dictionary(F=font)

    first, second = painted("0 0 0 1 k BT /F 72 Tf 72 72 Td (aa) Tj ET", Font=type3)[0]

    assert (dict(first.inks), first.space.name) == (
        {"Black": 1},
        "DeviceCMYK",
    )  # d1: no colour of its own
    assert (inches(first.place), inches(second.place)) == ((1, 8.5, 1.5, 9), (1.5, 8.5, 2, 9))


def test_an_external_state_is_taken():
    def states(_pdf):
        return Dictionary(G=Dictionary(LW=0.1, op=True, OPM=1, ca=0.4, BM=Name.Multiply))

    fill, stroke = painted("/G gs 0 0 9 9 re B", ExtGState=states)[0]

    assert (fill.overprint, fill.overprint_mode, fill.alpha, fill.blend) == (
        True,
        1,
        0.4,
        "Multiply",
    )
    assert (stroke.overprint, stroke.alpha, stroke.width) == (False, 1, 0.1)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("/Fm Do", "Fm is used but is not among the resources"),
        ("Q", "Q without q"),
        ("BT (x) Tj ET", "text is shown without a font"),
        ("(x) w", "the operator w cannot be understood"),
        ("/Nothing cs", "the colour space Nothing is used but cannot be read"),
    ],
)
def test_what_is_broken_is_told_and_the_rest_is_read(content, complaint):
    found, complaints = painted(f"{content} 0 0 72 72 re f")

    assert [thing.kind for thing in found] == ["fill"]
    assert any(complaint in answer for answer in complaints)


@pytest.mark.parametrize(
    ("rotate", "place"),
    [(0, (1, 8, 3, 9)), (90, (1, 1, 2, 3)), (180, (7, 1, 9, 2)), (270, (8, 7, 9, 9))],
)
def test_a_turned_page_is_told_as_it_is_looked_at(rotate, place):
    assert inches(painted("72 72 144 72 re f", rotate=rotate)[0][0].place) == place


numbers = st.floats(-50, 50)
matrices = st.tuples(*[numbers] * 6)


@given(matrices, matrices, numbers, numbers)
def test_matrices_apply_one_after_the_other(first, then, x, y):
    assert apply(times(first, then), x, y) == pytest.approx(
        apply(then, *apply(first, x, y)), abs=1e-6
    )
    assert scale(times(first, then)) == pytest.approx(scale(first) * scale(then), abs=1e-3)
    assert times(IDENTITY, first) == pytest.approx(first)

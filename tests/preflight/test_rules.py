"""Each rule sees what it is there for: a good file passes, the same file broken in one place does
not.
"""

import dataclasses
from functools import lru_cache
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String

from laureate_print.errors import InputError
from laureate_print.preflight.document import PreflightDocument, moment
from laureate_print.preflight.verdict import RULES, Limits, look, preflight
from tests.preflight.sample import MARKED, MM, fade, marks, sample, saved, stream

X1A = "PDF/X-1a:2003"
LIMITS = {standard: Limits(standard=standard, marks="japanese") for standard in ("PDF/X-4", X1A)}
OBJECT_STREAMS = pikepdf.ObjectStreamMode.generate
PICTURE = {
    "total_ink_is_within_the_limit",
    "bleed_is_covered",
    "marks_are_in_place",
    "ghostscript_has_no_complaint",
    "text_stands_out",
    "reversed_type_can_be_held",
    "small_black_overprints",
}


@lru_cache
def good(standard="PDF/X-4"):
    return sample(standard)


@pytest.mark.parametrize("standard", LIMITS)
def test_a_good_file_passes(standard):
    verdict = preflight(good(standard), LIMITS[standard])

    assert verdict.findings == ()
    assert verdict.standard == standard


def judged(content, limits, picture=False):
    """The findings; those told from the plates only where a test is about them, for Ghostscript
    takes its time.
    """
    opened = PreflightDocument(content, limits)
    rules = [rule for rule in RULES if picture or rule.__name__ not in PICTURE]
    return [finding for rule in rules for finding in look(rule, opened)]


def page(pdf):
    return pdf.pages[0].obj


def put(path, value):
    """Sets an entry, such as `Root.Lang`; with None it goes."""

    def mend(pdf):
        *way, last = path.split(".")
        node = {"Root": pdf.Root, "Page": page(pdf), "Trailer": pdf.trailer}[way.pop(0)]
        for name in way:
            node = node[0] if name == "0" else node[f"/{name}"]
        if value is None:
            del node[f"/{last}"]
        else:
            node[f"/{last}"] = value(pdf) if callable(value) else value

    return mend


def picture(**entries):
    """Puts another picture in the place of the good one."""

    def mend(pdf):
        old = page(pdf).Resources.XObject.Picture
        pixels = bytes(entries.pop("pixels", len(old.read_bytes())))
        new = {
            "Width": old.Width,
            "Height": old.Height,
            "ColorSpace": Name.DeviceCMYK,
            "BitsPerComponent": 8,
        } | entries
        made = {name: value(pdf) if callable(value) else value for name, value in new.items()}
        page(pdf).Resources.XObject.Picture = stream(
            pdf, pixels, Type=Name.XObject, Subtype=Name.Image, **made
        )

    return mend


def unembed(pdf):
    del page(pdf).Resources.Font.Face.DescendantFonts[0].FontDescriptor["/FontFile2"]


def helvetica(pdf):
    page(pdf).Resources.Font.Face = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica
    )


def annotate(kind):
    return put(
        "Page.Annots",
        lambda pdf: Array([Dictionary(Type=Name.Annot, Subtype=Name(kind), Rect=[0, 0, 9, 9])]),
    )


def box(name, *mm):
    return put(f"Page.{name}", Array([value * MM for value in mm]))


def twice(pdf):
    pdf.Root.OutputIntents.append(pdf.Root.OutputIntents[0])


def rgb_profile(pdf):
    profile = bytearray(pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes())
    profile[16:20] = b"RGB "
    pdf.Root.OutputIntents[0].DestOutputProfile = stream(pdf, bytes(profile), N=4)


def second_page(pdf):
    pdf.pages.append(pdf.pages[0])
    other = pdf.pages[1].obj
    other.MediaBox = Array([0, 0, 131 * MM, 184 * MM])
    other.TrimBox, other.BleedBox = (
        Array([d * MM, d * MM, (131 - d) * MM, (184 - d) * MM]) for d in (13, 10)
    )


THUMB = {"Width": 1, "Height": 1, "BitsPerComponent": 8, "ColorSpace": Name.DeviceRGB}
SHADED = "q {60} {80} {30} {20} re W n /Gradient sh Q"
MIDDLE = "52 mm from the left"
STANDARD = "standard_is_declared"
INTENT = "output_intent_is_complete"
INTERACTIVE = "nothing_is_interactive"
COLOURS = "colours_are_those_of_the_press"
FUNCTIONS = "functions_fit_their_colours"
OBJECTS = "objects_are_those_of_the_standard"
LINES = "lines_are_thick_enough"
INK = "total_ink_is_within_the_limit"
BLEED = "bleed_is_covered"
TRANSPARENCY = "transparency_is_that_of_the_standard"
BROKEN = [
    # (what is broken, how, the check, its place)
    (
        "another standard",
        {"properties": {"pdfxid:GTS_PDFXVersion": "PDF/X-3"}},
        STANDARD,
        "the file",
    ),
    ("no standard", {"properties": {"pdfxid:GTS_PDFXVersion": ""}}, STANDARD, "the file"),
    (
        "two standards",
        {"mend": put("Trailer.Info.GTS_PDFXVersion", String("PDF/X-3:2003"))},
        STANDARD,
        "the file",
    ),
    ("no output intent", {"mend": put("Root.OutputIntents", None)}, INTENT, "the file"),
    ("two output intents", {"mend": twice}, INTENT, "the file"),
    (
        "no identifier",
        {"mend": put("Root.OutputIntents.0.OutputConditionIdentifier", None)},
        INTENT,
        "the file",
    ),
    (
        "no condition",
        {"mend": put("Root.OutputIntents.0.OutputCondition", None)},
        INTENT,
        "the file",
    ),
    ("no registry", {"mend": put("Root.OutputIntents.0.RegistryName", None)}, INTENT, "the file"),
    ("no info", {"mend": put("Root.OutputIntents.0.Info", String(""))}, INTENT, "the file"),
    (
        "a sentence for a name",
        {"mend": put("Root.OutputIntents.0.OutputConditionIdentifier", String("FOGRA\n39L"))},
        INTENT,
        "the file",
    ),
    (
        "no profile",
        {"mend": put("Root.OutputIntents.0.DestOutputProfile", None)},
        INTENT,
        "the file",
    ),
    ("a profile of RGB", {"mend": rgb_profile}, INTENT, "the file"),
    (
        "trapped, who knows",
        {"mend": put("Trailer.Info.Trapped", Name.Unknown)},
        "trapped_is_declared",
        "the file",
    ),
    (
        "trapped in one place",
        {"properties": {"pdf:Trapped": "True"}},
        "trapped_is_declared",
        "the file",
    ),
    (
        "another title",
        {"mend": put("Trailer.Info.Title", String("A letter"))},
        "metadata_agree",
        "the file",
    ),
    (
        "another date",
        {"properties": {"xmp:CreateDate": "2026-11-25T09:00:00Z"}},
        "metadata_agree",
        "the file",
    ),
    ("no rendition", {"properties": {"xmpMM:RenditionClass": ""}}, "metadata_agree", "the file"),
    ("a form", {"mend": put("Root.AcroForm", Dictionary(Fields=[]))}, INTERACTIVE, "the file"),
    (
        "an action",
        {"mend": put("Root.OpenAction", Dictionary(S=Name.Named, N=Name.Print))},
        INTERACTIVE,
        "the file",
    ),
    (
        "a script",
        {"mend": put("Root.Names", Dictionary(JavaScript=Dictionary(Names=[])))},
        INTERACTIVE,
        "the file",
    ),
    ("an attachment", {"mend": put("Root.AF", Array([]))}, INTERACTIVE, "the file"),
    ("an action of the page", {"mend": put("Page.AA", Dictionary())}, INTERACTIVE, "page 1"),
    ("a link", {"mend": annotate("/Link")}, INTERACTIVE, "page 1"),
    ("no trim box", {"mend": put("Page.TrimBox", None)}, "boxes_are_there", "page 1"),
    ("an art box", {"mend": box("ArtBox", 20, 20, 60, 60)}, "boxes_are_there", "page 1"),
    ("no bleed box", {"mend": put("Page.BleedBox", None)}, "boxes_are_there", "page 1"),
    (
        "a bleed box off the page",
        {"mend": box("BleedBox", 10, 10, 121, 175)},
        "boxes_are_nested",
        "page 1",
    ),
    (
        "a crop box at the trim",
        {"mend": box("CropBox", 13, 13, 118, 161)},
        "boxes_are_nested",
        "page 1",
    ),
    (
        "a page off its origin",
        {"mend": box("MediaBox", -1, 0, 132, 174)},
        "media_begin_at_the_origin",
        "page 1",
    ),
    (
        "a trim off the middle",
        {"mend": box("MediaBox", 0, 0, 132, 174)},
        "trim_is_centred",
        "page 1",
    ),
    (
        "a bleed of 2 mm",
        {"mend": box("BleedBox", 11, 11, 120, 163)},
        "bleed_is_as_wide_as_asked",
        "page 1",
    ),
    ("a page of another size", {"mend": second_page}, "pages_are_of_one_size", "page 2"),
    (
        "an RGB image",
        {"mend": picture(ColorSpace=Name.DeviceRGB)},
        COLOURS,
        "25 mm from the left, 58 mm",
    ),
    (
        "RGB in a soft mask",
        {"mend": picture(SMask=lambda pdf: stream(pdf, bytes(3), Subtype=Name.Image, **THUMB))},
        COLOURS,
        "page 1",
    ),
    (
        "RGB text",
        {"content": {"title": "BT /Face 24 Tf 1 0 0 rg {10} {55} Td <{text}> Tj ET"}},
        COLOURS,
        "35 mm from the left, 90 mm",
    ),
    (
        "an RGB inline image",
        {"content": {"picture": "q 1 0 0 1 {10} {80} cm BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc EI Q"}},
        COLOURS,
        "10 mm from the left, 68 mm",
    ),
    (
        "RGB in a form",
        {
            "mend": put(
                "Page.Resources.XObject.Form",
                lambda pdf: Stream(
                    pdf,
                    b"1 0 0 rg 0 0 100 20 re f",
                    Type=Name.XObject,
                    Subtype=Name.Form,
                    BBox=[0, 0, 100, 20],
                ),
            )
        },
        COLOURS,
        "28 mm from the left, 124 mm",
    ),
    (
        "RGB in a pattern",
        {
            "content": {"solid": "/Pattern cs /Tiles scn {10} {110} {40} {20} re f"},
            "mend": put(
                "Page.Resources.Pattern",
                lambda pdf: Dictionary(
                    Tiles=Stream(
                        pdf,
                        b"1 0 0 rg 0 0 9 9 re f",
                        PatternType=1,
                        PaintType=1,
                        TilingType=1,
                        BBox=[0, 0, 9, 9],
                        XStep=9,
                        YStep=9,
                        Resources=Dictionary(),
                    )
                ),
            ),
        },
        COLOURS,
        "30 mm from the left, 28 mm",
    ),
    (
        "an RGB palette",
        {"mend": picture(ColorSpace=Array([Name.Indexed, Name.DeviceRGB, 1, String("abcdef")]))},
        COLOURS,
        "25 mm from the left, 58 mm",
    ),
    (
        "Lab that nothing uses",
        {"mend": put("Page.Resources.ColorSpace.L", Array([Name.Lab, Dictionary()]))},
        COLOURS,
        "page 1",
    ),
    (
        "a spot colour upon RGB",
        {
            "mend": put(
                "Page.Resources.ColorSpace.InkMaximum",
                Array([Name.Separation, Name.Gold, Name.DeviceRGB, fade([1, 1, 1], [1, 1, 0])]),
            )
        },
        COLOURS,
        "75 mm from the left, 28 mm",
    ),
    (
        "a profile of its own",
        {
            "mend": picture(
                ColorSpace=lambda pdf: Array(
                    [Name.ICCBased, pdf.Root.OutputIntents[0].DestOutputProfile]
                )
            )
        },
        COLOURS,
        "25 mm from the left, 58 mm",
    ),
    (
        "an RGB group",
        {"mend": put("Page.Group", Dictionary(S=Name.Transparency, CS=Name.DeviceRGB))},
        COLOURS,
        "page 1",
    ),
    (
        "an RGB thumbnail",
        {"mend": put("Page.Thumb", lambda pdf: stream(pdf, bytes(3), **THUMB))},
        COLOURS,
        "page 1",
    ),
    (
        "an RGB gradient",
        {"mend": put("Page.Resources.Shading.Gradient.ColorSpace", Name.DeviceRGB)},
        FUNCTIONS,
        "page 1",
    ),
    (
        "three values for four inks",
        {"mend": put("Page.Resources.Shading.Gradient.Function", fade([0] * 3, [1] * 3))},
        FUNCTIONS,
        "page 1",
    ),
    (
        "a spot colour of three values",
        {
            "mend": put(
                "Page.Resources.ColorSpace.InkMaximum",
                Array([Name.Separation, Name.Gold, Name.DeviceCMYK, fade([1, 1, 1], [1, 1, 0])]),
            )
        },
        FUNCTIONS,
        "page 1",
    ),
    (
        "PostScript",
        {"mend": put("Page.Resources.XObject.Form.Subtype2", Name.PS)},
        OBJECTS,
        "page 1",
    ),
    (
        "an alternate image",
        {"mend": put("Page.Resources.XObject.Picture.Alternates", Array([]))},
        OBJECTS,
        "page 1",
    ),
    (
        "a transfer function",
        {"mend": put("Page.Resources.ExtGState.Over.TR", Name.Identity)},
        OBJECTS,
        "page 1",
    ),
    (
        "small text in two inks",
        {"content": {"text": "BT /Face 9 Tf 0 0.5 0 1 k {10} {45} Td <{text}> Tj ET"}},
        "small_text_has_one_ink",
        "20 mm from the left, 102 mm",
    ),
    (
        "small text by a matrix",
        {"content": {"text": "BT /Face 1 Tf 9 0 0 9 {10} {45} Tm 0 0.5 0 1 k <{text}> Tj ET"}},
        "small_text_has_one_ink",
        "20 mm from the left, 102 mm",
    ),
    (
        "small text in all inks",
        {"content": {"text": "BT /Face 9 Tf /Registration cs {10} {45} Td <{text}> Tj ET"}},
        "small_text_has_one_ink",
        "20 mm from the left, 102 mm",
    ),
    (
        "registration colour in the artwork",
        {"content": {"spot": "/Registration cs 0.2 scn {60} {110} {30} {20} re f"}},
        "registration_colour_is_for_marks",
        "75 mm from the left, 28 mm",
    ),
    (
        "a line of 0.1 pt",
        {"content": {"line": "0 0 0 1 K 0.1 w {10} {70} m {95} {70} l S"}},
        LINES,
        f"{MIDDLE}, 78 mm",
    ),
    (
        "a hairline",
        {"content": {"line": "0 0 0 1 K 0 w {10} {70} m {95} {70} l S"}},
        LINES,
        f"{MIDDLE}, 78 mm",
    ),
    (
        "a line made thin by a matrix",
        {"content": {"line": "q 0.1 0 0 0.1 {10} {70} cm 1 w 0 0 m 2409 0 l S Q"}},
        LINES,
        f"{MIDDLE}, 78 mm",
    ),
    (
        "a filled line",
        {"content": {"line": "0 0 0 1 k {10} {70} {85} 0.1 re f"}},
        LINES,
        f"{MIDDLE}, 78 mm",
    ),
    (
        "a border, filled through a thin clip",
        {
            "content": {
                "line": (
                    "q {10} {70} {85} 0.1 re W n 0 0 0 1 k {10} {60} {85} {20} re {10} {65} {85}"
                    " {15} re f* Q"
                )
            }
        },
        LINES,
        f"{MIDDLE}, 78 mm",
    ),
    (
        "outlined text",
        {"content": {"title": "BT /Face 24 Tf 1 Tr 0.1 w 0 0 0 1 K {10} {55} Td <{text}> Tj ET"}},
        LINES,
        "35 mm from the left, 90 mm",
    ),
    (
        "a coarse image",
        {"content": {"picture": "q {60} 0 0 {40} {10} {80} cm /Picture Do Q"}},
        "images_are_sharp_enough",
        "40 mm from the left, 48 mm",
    ),
    (
        "a coarse image of one bit",
        {"mend": picture(ColorSpace=Name.DeviceGray, BitsPerComponent=1)},
        "images_are_sharp_enough",
        "25 mm from the left, 58 mm",
    ),
    (
        "a font that is not embedded",
        {"mend": unembed},
        "fonts_are_embedded",
        "35 mm from the left, 90 mm",
    ),
    ("a font that everyone has", {"mend": helvetica}, "fonts_are_embedded", "page 1"),
    (
        "white that overprints",
        {"content": {"line": "/Over gs 0 0 0 0 k {10} {70} {20} {5} re f"}},
        "white_does_not_overprint",
        "20 mm from the left, 76 mm",
    ),
    (
        "a font that is missing",
        {"content": {"line": "BT /Gone 9 Tf (x) Tj ET"}},
        "page_can_be_understood",
        "page 1",
    ),
    (
        "a form within itself",
        {
            "mend": lambda pdf: (
                put("Page.Resources.XObject.Form.Resources", page(pdf).Resources)(pdf)
                or page(pdf).Resources.XObject.Form.write(b"/Form Do")
            )
        },
        "page_can_be_understood",
        "page 1",
    ),
    (
        "320 % of ink",
        {"content": {"solid": "0.6 0.8 0.8 1 k {10} {110} {40} {20} re f"}},
        INK,
        "10 mm from the left, 18 mm",
    ),
    (
        "320 % by overprint",
        {
            "content": {
                "solid": (
                    "1 1 0.2 0 k {10} {110} {40} {20} re f /Over gs 0 0 0 1 k {20} {115} {9} {9}"
                    " re f"
                )
            }
        },
        INK,
        "20 mm from the left, 24 mm",
    ),
    (
        "artwork that ends at the trim",
        {"content": {"ground": "0.06 0 0.12 0 k 0 0 {105} {148} re f"}},
        BLEED,
        "page 1",
    ),
    (
        "bleed of 2 mm",
        {"content": {"ground": "0.06 0 0.12 0 k {-2} {-2} {109} {152} re f"}},
        BLEED,
        "page 1",
    ),
    (
        "a band without bleed",
        {"content": {"ground": "0 1 0 0 k {95} {50} {10} {30} re f"}},
        BLEED,
        "105 mm from the left, 83 mm",
    ),
]


def tried(broken):
    return [pytest.param(*rest, id=name) for name, *rest in broken]


def code(ink="0 0 0 1", module=1.0, ground=29.0, disturbed="", light=True):
    """A QR code of 21 modules, each of so many mm, as one path of squares, on a white ground of its
    own; what `disturbs` it is painted behind it.
    """
    drawn = [f"{ground} {ground} re"]
    drawn += [
        f"{4 + x + inside} {4 + y + inside} {7 - 2 * inside} {7 - 2 * inside} re"
        for x, y in ((0, 0), (14, 0), (0, 14))
        for inside in (0, 1, 2)
    ]
    drawn += [f"{4 + 8 + at} {4 + 8 + 3 * at % 13} 1 1 re" for at in range(13)]
    white, *dark = drawn
    side = module * MM
    return {
        "code": f"q {side:.4f} 0 0 {side:.4f} {{65}} {{6}} cm"
        f" {'0 0 0 0 k 0 0 ' + white + ' f' if light else ''} {ink} k {' '.join(dark)} f* Q {disturbed}"
    }


CODES = [
    ("small", code(module=0.9), "warning", "is 18.9 mm wide, each of its modules 0.90 mm"),
    ("grey", code("0 0 0 0.8"), "error", "prints in Black 80 %"),
    ("in all inks", code("0.6 0.4 0.4 1"), "error", "prints in Cyan 60 % Magenta 40 %"),
    ("on a tint", code(light=False), "error", "broken by a coloured ground"),
    ("on too little white", code(ground=27), "error", "broken by a coloured ground"),
    (
        "with a line in its quiet zone",
        code(disturbed="0 0 0 1 K 1 w {65} {8} m {99} {8} l S"),
        "error",
        "broken by a line",
    ),
    (
        "with words in its quiet zone",
        code(disturbed="BT /Face 9 Tf 0 0 0 1 k {66} {15} Td <{text}> Tj ET"),
        "error",
        "broken by a text",
    ),
    ("at the edge", code(module=1.5), "error", "broken by the edge of the sheet"),
]


@pytest.mark.parametrize(("content", "severity", "message"), tried(CODES))
def test_a_qr_code_that_no_camera_would_find_is_told(content, severity, message):
    [found] = judged(sample(content=content), LIMITS["PDF/X-4"])

    assert (found.check, found.severity) == ("qr_codes_can_be_scanned", severity)
    assert message in found.message and "mm from the left" in found.where and found.hint


@pytest.mark.parametrize("rotate", [0, 90, 180])
def test_a_good_qr_code_passes_however_its_page_is_turned(rotate):
    content = sample(content=code(), rotate=rotate)
    [page] = PreflightDocument(content, LIMITS["PDF/X-4"]).pages

    assert [round(it.box.width, 2) for thing in page.objects for it in thing.codes] == [21]
    assert judged(content, LIMITS["PDF/X-4"]) == []


ALSO = {  # what else is wrong with a file that is broken so
    "no bleed box": {
        "registration_colour_is_for_marks"
    },  # its bleed is then its whole page (ISO 32000-1, 14.11.2)
    "a bleed box off the page": {"bleed_is_as_wide_as_asked", "registration_colour_is_for_marks"},
    "a page of another size": {"registration_colour_is_for_marks"},
    "an RGB inline image": {"images_are_sharp_enough"},
    "an RGB gradient": {COLOURS},
    "small text in all inks": {"registration_colour_is_for_marks"},
}


@pytest.mark.parametrize(("change", "check", "where"), tried(BROKEN))
def test_a_file_broken_in_one_place_is_told(change, check, where, request):
    found = judged(sample(**change), LIMITS["PDF/X-4"], picture=check in PICTURE)

    assert {finding.check for finding in found} == {check} | ALSO.get(
        request.node.callspec.id, set()
    )
    assert any(where in finding.where for finding in found if finding.check == check)
    assert all(finding.hint and finding.message for finding in found)


# What PDF/X-1a forbids and PDF/X-4 does not.

OLDER = [
    (
        "no standard in the document information",
        put("Trailer.Info.GTS_PDFXVersion", None),
        STANDARD,
    ),
    ("no title", put("Trailer.Info.Title", None), "metadata_agree"),
    (
        "layers",
        put("Root.OCProperties", Dictionary(OCGs=[], D=Dictionary())),
        "layers_are_those_of_the_standard",
    ),
    (
        "a group",
        put("Page.Group", Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)),
        TRANSPARENCY,
    ),
    ("opacity", put("Page.Resources.ExtGState.Over.ca", 0.5), TRANSPARENCY),
    ("a blend mode", put("Page.Resources.ExtGState.Over.BM", Name.Multiply), TRANSPARENCY),
    (
        "a soft mask",
        picture(SMask=lambda pdf: stream(pdf, bytes(1), **THUMB | {"ColorSpace": Name.DeviceGray})),
        TRANSPARENCY,
    ),
]


@pytest.mark.parametrize(("mend", "check"), tried(OLDER))
def test_a_file_of_the_older_standard_is_held_to_it(mend, check):
    assert {finding.check for finding in judged(sample(X1A, mend=mend), LIMITS[X1A])} == {check}


def rewritten(standard="PDF/X-4", **options):
    pdf = pikepdf.open(BytesIO(good(standard)))
    return saved(pdf, standard, **options)


@pytest.mark.parametrize(
    ("standard", "options", "check"),
    [
        (
            X1A,
            {"object_stream_mode": OBJECT_STREAMS, "force_version": "1.5"},
            "version_is_that_of_the_standard",
        ),
        (X1A, {"force_version": "1.6"}, "version_is_that_of_the_standard"),
        ("PDF/X-4", {"force_version": "2.0"}, "version_is_that_of_the_standard"),
        (
            "PDF/X-4",
            {"encryption": pikepdf.Encryption(owner="secret", user="", R=4)},
            "nothing_is_encrypted",
        ),
    ],
)
def test_a_file_written_another_way_is_told(standard, options, check):
    assert check in {
        finding.check for finding in judged(rewritten(standard, **options), LIMITS[standard])
    }


def test_a_file_without_an_identifier_is_told():
    content = good(X1A).replace(b"/ID [", b"/XX [")

    assert [finding.check for finding in judged(content, LIMITS[X1A])] == ["file_has_an_identifier"]


@pytest.mark.parametrize(
    ("drawn", "expected", "words"),
    [
        ("", "japanese", "the marks are none, and should be japanese"),
        (marks().replace("1 SCN", "0 SCN"), "japanese", "the marks are none"),
        (
            marks().replace("/Registration CS 1 SCN", "0 0 0 1 K"),
            "japanese",
            "do not print in Cyan, Magenta, Yellow",
        ),
        (marks(bleed=False), "japanese", "the marks are western"),
        (marks(corners=3), "japanese", "the marks are incomplete"),
        (marks(centres=3), "japanese", "the centre mark is missing: bottom"),
        (marks(), "none", "the marks are japanese, and should be none"),
    ],
)
def test_marks_that_are_not_those_expected_are_told(drawn, expected, words):
    limits = dataclasses.replace(LIMITS["PDF/X-4"], marks=expected)
    found = judged(sample(content={MARKED: drawn}), limits, picture=True)

    assert {finding.check for finding in found} == {"marks_are_in_place"}
    assert any(words in finding.message for finding in found)


def test_western_marks_are_right_where_a_shop_asks_for_them():
    limits = dataclasses.replace(LIMITS["PDF/X-4"], marks="western")

    assert judged(sample(content={MARKED: marks(bleed=False)}), limits, picture=True) == []


def test_a_file_is_held_to_its_own_standard_where_none_is_expected():
    assert judged(good("PDF/X-4"), Limits()) == judged(good(X1A), Limits()) == []
    assert (
        judged(good(X1A), LIMITS["PDF/X-4"])[0].message
        == "PDF/X-1a:2003 is declared where PDF/X-4 is expected"
    )


@pytest.mark.parametrize("authors", ["Kana; Kanji", "Kana, Kanji"])
def test_several_authors_may_stand_in_one_line(authors):
    creators = "<rdf:Seq><rdf:li>Kana</rdf:li><rdf:li>Kanji</rdf:li></rdf:Seq>"
    file = sample(
        properties={"dc:creator": creators}, mend=put("Trailer.Info.Author", String(authors))
    )

    assert judged(file, LIMITS["PDF/X-4"]) == []


def test_white_text_on_several_inks_is_fine():
    white = {
        "text": (
            "1 1 0 0 k {10} {40} {30} {9} re f BT /Face 9 Tf 0 0 0 0 k {10} {45} Td <{text}> Tj ET"
        )
    }

    assert judged(sample(content=white), LIMITS["PDF/X-4"]) == []


def test_what_lies_outside_the_bleed_or_behind_a_clip_is_not_judged():
    slug = {
        "line": (
            "0.01 w 0 0 0 1 K {10} {-12} m {40} {-12} l S q {10} {10} {1} {1} re W n {50} {50} m"
            " {60} {50} l S Q"
        )
    }

    assert judged(sample(content=slug), LIMITS["PDF/X-4"]) == []


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_page_that_is_turned_is_told_as_it_is_looked_at(rotate):
    ink = {"solid": "0.6 0.8 0.8 1 k {10} {110} {40} {20} re f"}
    [finding] = judged(sample(content=ink, rotate=rotate), LIMITS["PDF/X-4"], picture=True)

    # the worst spot is the first one from the top: a corner of the solid of 40 × 20 mm
    place = {
        90: "110 mm from the left, 10 mm",
        180: "55 mm from the left, 110 mm",
        270: "18 mm from the left, 55 mm",
    }
    assert place[rotate] in finding.where


def test_what_is_no_pdf_says_so():
    with pytest.raises(InputError, match="no PDF that can be read"):
        preflight(b"%PDF-1.6 nothing")


@pytest.mark.parametrize(
    "text",
    [
        "D:20261125090000+09'00'",
        "D:20261125090000+09'00",
        "2026-11-25T09:00:00+09:00",
        "2026-11-25T00:00:00Z",
    ],
)
def test_one_moment_is_told_in_many_ways(text):
    assert moment(text) == moment("2026-11-25T00:00Z") is not None


@pytest.mark.parametrize("text", ["", "yesterday", "D:20261399"])
def test_what_is_no_date_is_none(text):
    assert moment(text) is None

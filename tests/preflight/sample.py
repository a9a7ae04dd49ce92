"""Print files written by hand, operator by operator: nothing of the package has a part in them."""

import zlib
from functools import lru_cache
from io import BytesIO

import pikepdf
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Stream, String

from tests.conftest import ROOT

MM = 72 / 25.4
WIDTH, HEIGHT, BLEED, SLUG = (
    105,
    148,
    3,
    13,
)  # mm: a postcard, its bleed, and paper around the trim for marks
TEXT = "難民支援協会"
DATE, XMP_DATE = "D:20261125090000+09'00'", "2026-11-25T09:00:00+09:00"
PROFILE = (ROOT / "src" / "laureate_print" / "sources" / "icc" / "FOGRA39L_coated.icc").read_bytes()
MARKED = "marks"
PIXELS = (414, 276)  # 30 × 20 mm at 350 dpi


def points(text, codes):
    """Puts points from the trim box's lower left corner for numbers of mm in braces."""
    values = {str(n): f"{n * MM:.3f}" for n in range(-20, 200)}
    bleed = " ".join(
        f"{value * MM:.3f}" for value in (-BLEED, -BLEED, WIDTH + 2 * BLEED, HEIGHT + 2 * BLEED)
    )
    for name, value in (values | {"bleed": bleed, "text": codes}).items():
        text = text.replace(f"{{{name}}}", value)
    return text


@lru_cache(maxsize=1)
def face():
    """A Japanese face cut to the text: its bytes, the glyphs of the text, their widths."""
    font = TTFont(ROOT / "fonts" / "biz-udpgothic" / "BIZUDPGothic-Regular.ttf")
    cutter = Subsetter(Options(layout_features=[], hinting=False, notdef_outline=True))
    cutter.populate(text=TEXT)
    cutter.subset(font)
    target = BytesIO()
    font.save(target)
    glyphs = [font.getGlyphID(font.getBestCmap()[ord(letter)]) for letter in TEXT]
    unit = 1000 / font["head"].unitsPerEm
    return (
        target.getvalue(),
        glyphs,
        [font["hmtx"][font.getGlyphName(glyph)][0] * unit for glyph in glyphs],
    )


def font_dictionary(pdf):
    program, glyphs, widths = face()
    name = Name("/ABCDEF+BIZUDPGothic-Regular")
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=4,
        FontBBox=[0, -200, 1000, 900],
        ItalicAngle=0,
        Ascent=880,
        Descent=-120,
        CapHeight=700,
        StemV=80,
        FontFile2=stream(pdf, program, Length1=len(program)),
    )
    inner = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        FontDescriptor=pdf.make_indirect(descriptor),
        CIDSystemInfo=Dictionary(
            Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0
        ),
        W=Array(
            [
                part
                for pair in zip(glyphs, widths, strict=True)
                for part in (pair[0], Array([pair[1]]))
            ]
        ),
        CIDToGIDMap=Name.Identity,
        DW=1000,
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(inner)]),
        )
    )


def stream(pdf, content, **entries):
    return Stream(pdf, zlib.compress(content), Filter=Name.FlateDecode, **entries)


def fade(*ends):
    """A function from one colour to another (ISO 32000-1, 7.10.3)."""
    return Dictionary(FunctionType=2, Domain=[0, 1], N=1, C0=Array(ends[0]), C1=Array(ends[1]))


def marks(bleed=True, corners=4, centres=4):
    """Japanese marks: at each corner two angles, at trim and bleed; in the middle of each side a
    cross.

    Without `bleed` the corners are western; with fewer `corners` or `centres` the last are missing.
    """
    lines, middles = [], []
    for x, outward in ((0, -1), (WIDTH, 1)):
        start, middle = x + outward * (BLEED + 0.5), HEIGHT / 2
        middles.append(
            [
                ((start, middle), (start + outward * 8, middle)),
                ((start + outward * 4, middle - 6), (start + outward * 4, middle + 6)),
            ]
        )
    for y, upward in ((HEIGHT, 1), (0, -1)):
        start, middle = y + upward * (BLEED + 0.5), WIDTH / 2
        middles.append(
            [
                ((middle, start), (middle, start + upward * 8)),
                ((middle - 6, start + upward * 4), (middle + 6, start + upward * 4)),
            ]
        )
    for x, y in ((0, 0), (0, HEIGHT), (WIDTH, 0), (WIDTH, HEIGHT))[:corners]:
        outward, upward = (1 if x else -1), (1 if y else -1)
        edge, over = x + outward * BLEED, y + upward * BLEED
        far, high = edge + outward * 9, over + upward * 9
        if bleed:
            lines += [((far, y), (edge, y), (edge, high)), ((far, over), (x, over), (x, high))]
        else:
            lines += [((far, y), (edge, y)), ((x, over), (x, high))]
    drawn = []
    for line in [*lines, *(line for middle in middles[:centres] for line in middle)]:
        for number, (x, y) in enumerate(line):
            drawn.append(f"{x * MM:.3f} {y * MM:.3f} {'l' if number else 'm'}")
    return f"/Registration CS 1 SCN {0.1 * MM:.4f} w {' '.join(drawn)} S"


CONTENT = {
    "ground": "0.06 0 0.12 0 k {bleed} re f",
    "solid": "0.4 0.4 0.4 1 k {10} {110} {40} {20} re f",
    "spot": "/InkMaximum cs 0.8 scn {60} {110} {30} {20} re f",
    "picture": "q {30} 0 0 {20} {10} {80} cm /Picture Do Q",
    "line": "q /Over gs 0 0 0 1 K 0.5 w {10} {70} m {95} {70} l S Q",
    "title": "BT /Face 24 Tf 1 0.6 0 0 k {10} {55} Td <{text}> Tj ET",
    "text": "q /Over gs BT /Face 9 Tf 0 0 0 1 k {10} {45} Td <{text}> Tj ET Q",
    "form": "q 1 0 0 1 {10} {20} cm /Form Do Q",
    "gradient": "q {60} {80} {30} {20} re W n /Gradient sh Q",
    MARKED: marks(),
}


def xmp(properties):
    tags = "".join(f"<{name}>{value}</{name.split()[0]}>" for name, value in properties.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta'
        ' xmlns:x="adobe:ns:meta/"><rdf:RDF'
        ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"'
        f' xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">{tags}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket'
        ' end="w"?>'
    ).encode()


X4 = {
    "dc:title": '<rdf:Alt><rdf:li xml:lang="x-default">A postcard</rdf:li></rdf:Alt>',
    "pdf:Producer": "by hand",
    "pdf:Trapped": "False",
    "xmp:CreatorTool": "by hand",
    "xmp:CreateDate": XMP_DATE,
    "xmp:ModifyDate": XMP_DATE,
    "xmp:MetadataDate": XMP_DATE,
    "xmpMM:DocumentID": "uuid:3b2a8c5e-0000-4000-8000-000000000001",
    "xmpMM:VersionID": "1",
    "xmpMM:RenditionClass": "default",
    "pdfxid:GTS_PDFXVersion": "PDF/X-4",
}


def sample(standard="PDF/X-4", content=None, properties=None, rotate=0, mend=None):
    """Gives the bytes of a good file, or, with changes, of one broken in a single place.

    `content` replaces pieces of CONTENT, `properties` pieces of the XMP packet; `mend` gets the
    document at the end.
    """
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=((WIDTH + 2 * SLUG) * MM, (HEIGHT + 2 * SLUG) * MM)).obj
    page.TrimBox = Array([SLUG * MM, SLUG * MM, (SLUG + WIDTH) * MM, (SLUG + HEIGHT) * MM])
    near, wide = SLUG - BLEED, SLUG + BLEED
    page.BleedBox = Array([near * MM, near * MM, (wide + WIDTH) * MM, (wide + HEIGHT) * MM])
    if rotate:
        page.Rotate = rotate
    form = Stream(
        pdf,
        b"0 0.3 0.9 0 k 0 0 100 20 re f",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=[0, 0, 100, 20],
    )
    if standard == "PDF/X-4":
        form.Group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceCMYK)
    spot = Array(
        [Name.Separation, Name("/DIC 2451"), Name.DeviceCMYK, fade([0, 0, 0, 0], [0, 0.7, 0.9, 0])]
    )
    everything = Array(
        [Name.Separation, Name.All, Name.DeviceCMYK, fade([0, 0, 0, 0], [1, 1, 1, 1])]
    )
    pixels = bytes([40, 20, 0, 10]) * (PIXELS[0] * PIXELS[1])
    picture = stream(
        pdf,
        pixels,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=PIXELS[0],
        Height=PIXELS[1],
        ColorSpace=Name.DeviceCMYK,
        BitsPerComponent=8,
    )
    gradient = Dictionary(
        ShadingType=2,
        ColorSpace=Name.DeviceCMYK,
        Coords=[73 * MM, 0, 103 * MM, 0],
        Function=fade([0.5, 0, 0, 0], [0, 0.5, 0, 0]),
        Extend=[True, True],
    )
    page.Resources = Dictionary(
        ColorSpace=Dictionary(InkMaximum=spot, Registration=everything),
        ExtGState=Dictionary(Over=Dictionary(Type=Name.ExtGState, OP=True, op=True, OPM=1)),
        Font=Dictionary(Face=font_dictionary(pdf)),
        Shading=Dictionary(Gradient=gradient),
        XObject=Dictionary(Form=form, Picture=picture),
    )
    codes = "".join(f"{glyph:04x}" for glyph in face()[1])
    drawn = "\n".join(points(text, codes) for text in (CONTENT | (content or {})).values())
    page.Contents = Stream(pdf, f"1 0 0 1 {SLUG * MM:.4f} {SLUG * MM:.4f} cm\n{drawn}".encode())
    identity(pdf, standard, properties or {})
    if mend:
        mend(pdf)
    return saved(pdf, standard)


def identity(pdf, standard, properties):
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String("FOGRA39"),
        OutputCondition=String("Offset, coated paper"),
        RegistryName=String("http://www.color.org"),
        Info=String("FOGRA39L coated"),
        DestOutputProfile=stream(pdf, PROFILE, N=4),
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
    answer = {name: value for name, value in (X4 | properties).items() if value}
    if standard == "PDF/X-1a:2003" and "pdfxid:GTS_PDFXVersion" not in properties:
        del answer["pdfxid:GTS_PDFXVersion"]
    pdf.Root.Metadata = Stream(pdf, xmp(answer), Type=Name.Metadata, Subtype=Name.XML)
    info = Dictionary(
        Title=String("A postcard"),
        Producer=String("by hand"),
        Creator=String("by hand"),
        CreationDate=String(DATE),
        ModDate=String(DATE),
        Trapped=Name("/False"),
    )
    if standard == "PDF/X-1a:2003":
        info.GTS_PDFXVersion = String(standard)
    pdf.trailer.Info = pdf.make_indirect(info)


def saved(pdf, standard="PDF/X-4", **options):
    target = BytesIO()
    version, mode = ("1.6", "preserve") if standard == "PDF/X-4" else ("1.4", "disable")
    given = {
        "force_version": version,
        "object_stream_mode": getattr(pikepdf.ObjectStreamMode, mode),
    } | options
    pdf.save(target, deterministic_id="encryption" not in given, **given)
    return target.getvalue()

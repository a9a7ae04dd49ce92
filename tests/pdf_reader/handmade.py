"""PDFs written object by object, each odd or broken in one way; nothing of the package has a part in them."""

import zlib
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String


def saved(pdf, **options):
    target = BytesIO()
    pdf.save(target, **options)
    return target.getvalue()


def page_of(content, fonts=None, **resources):
    """A document of one page that shows a content stream."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(400, 400))
    page.obj.Contents = Stream(pdf, content)
    page.obj.Resources = Dictionary(
        Font=Dictionary({f"/{name}": font for name, font in (fonts or {}).items()}), **resources
    )
    return pdf


def text(shown):
    """A content stream that shows one string, given as it stands in the stream."""
    return b"BT /F 20 Tf 20 300 Td " + shown + b" Tj ET"


def simple(**more):
    font = {"Type": Name.Font, "Subtype": Name.Type1, "BaseFont": Name.Helvetica} | more
    return Dictionary(**{key: value for key, value in font.items() if value is not None})


def composite(encoding, ordering, **more):
    """A composite font without a program, whose characters are those of one of Adobe's collections."""
    inner = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType0,
        BaseFont=Name("/Nameless"),
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String(ordering), Supplement=2),
    )
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name("/Nameless"),
        Encoding=encoding,
        DescendantFonts=Array([inner]),
        **more,
    )


def shown(font, string):
    return saved(page_of(text(string), {"F": font}))


def hexadecimal(data):
    return b"<" + data.hex().encode() + b">"


def simple_font(string, **font):
    return lambda: shown(simple(**font), string)


def differences():
    names = Array([65, Name.Zcaron, Name("/uni0416"), Name.fi, 200, Name.Euro, Name("/a.alt")])
    encoding = Dictionary(Type=Name.Encoding, BaseEncoding=Name.WinAnsiEncoding, Differences=names)
    return shown(simple(Encoding=encoding), b"(ABC\\310\\311D)")


def type3(unicode_map=True, **more):
    pdf = page_of(text(b"(ab)"))
    glyph = Stream(pdf, b"500 0 0 0 400 400 d1 0 0 400 400 re f")
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=[0, 0, 500, 500],
        FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        CharProcs=Dictionary(x=glyph, y=glyph),
        Encoding=Dictionary(Differences=Array([97, Name.x, Name.y])),
        FirstChar=97,
        LastChar=98,
        Widths=[500, 500],
        **more,
    )
    if unicode_map:
        font.ToUnicode = Stream(pdf, b"1 beginbfrange <61> <62> [<0416> <D83DDCDE>] endbfrange")
    pdf.pages[0].Resources.Font["/F"] = font
    return saved(pdf)


def predefined(encoding, ordering, words, codec):
    return lambda: shown(
        composite(Name(f"/{encoding}"), ordering), hexadecimal(words.encode(codec))
    )


def own_cmap():
    """A CMap of codes of one and two bytes upon a predefined one: `usecmap`."""
    pdf = page_of(text(b"<41 8140>"))
    cmap = Stream(
        pdf,
        b"/CIDInit /ProcSet findresource begin begincmap /90ms-RKSJ-H usecmap\n"
        b"2 begincodespacerange <41> <41> <8140> <8140> endcodespacerange\n"
        b"1 begincidchar <41> 1200 endcidchar\n"
        b"1 begincidrange <8140> <8140> 1201 endcidrange endcmap",
        UseCMap=Name("/90ms-RKSJ-H"),
    )
    pdf.pages[0].Resources.Font["/F"] = composite(cmap, "Japan1")
    return saved(pdf)


def tagged(content, kids, **more):
    """A tagged document of one page with one paragraph, whose kids are given."""
    pdf = page_of(content, {"F": simple(Encoding=Name.WinAnsiEncoding)}, **more)
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    pdf.Root.StructTreeRoot = root
    root.K = pdf.make_indirect(
        Dictionary(
            Type=Name.StructElem, S=Name.P, P=root, Pg=pdf.pages[0].obj, K=Array(kids(pdf, root))
        )
    )
    return pdf


MARKED = b"/P <</MCID 0>> BDC BT /F 20 Tf 20 300 Td (one) Tj ET EMC"


def tree_in_a_ring():
    pdf = tagged(MARKED, lambda pdf, root: [0])
    pdf.Root.StructTreeRoot.K.K.append(pdf.Root.StructTreeRoot.K)
    return saved(pdf)


def form_in_a_ring(times=1):
    """A form that draws itself, so many times each."""
    pdf = page_of(b"/X Do", {"F": simple()})
    form = pdf.make_indirect(form_of(pdf, b"BT /F 20 Tf (x) Tj ET" + b" /X Do" * times))
    pdf.pages[0].Resources.XObject = Dictionary(X=form)
    form.Resources = Dictionary(XObject=Dictionary(X=form), Font=Dictionary(F=simple()))
    return saved(pdf)


def forms_by_the_billion():
    """Ten forms, each of which draws the next ten times."""
    pdf = page_of(b"/X Do", {"F": simple()})
    inner = pdf.make_indirect(form_of(pdf, b"0 0 1 1 re f"))
    for _ in range(9):
        outer = pdf.make_indirect(form_of(pdf, b"/X Do " * 10))
        outer.Resources = Dictionary(XObject=Dictionary(X=inner))
        inner = outer
    pdf.pages[0].Resources.XObject = Dictionary(X=inner)
    return saved(pdf)


def form_of(pdf, content):
    return Stream(pdf, content, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 400, 400])


def encrypted(user):
    pdf = pikepdf.open(BytesIO(shown(simple(), b"(locked)")))
    return saved(pdf, encryption=pikepdf.Encryption(owner="owner", user=user))


def annotations_of_any_type():
    pdf = page_of(text(b"(text)"), {"F": simple()})
    pdf.pages[0].obj.Annots = Array([7, String("no dictionary"), Name.Nor, Array([])])
    return saved(pdf)


def fonts_of_any_type():
    pdf = page_of(
        b"BT /A 9 Tf (a) Tj /B 9 Tf (b) Tj /F 20 Tf 20 300 Td (text) Tj ET", {"F": simple()}
    )
    pdf.pages[0].Resources.Font["/A"] = 7
    pdf.pages[0].Resources.Font["/B"] = Array([Name.B])
    return saved(pdf)


def broken_stream():
    pdf = page_of(text(b"(text)"), {"F": simple()})
    pdf.pages[0].obj.Contents = Stream(pdf, b"this is not packed", Filter=Name.FlateDecode)
    return saved(pdf, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)


def broken_second_page():
    pdf = page_of(text(b"(text)"), {"F": simple()})
    page = pdf.add_blank_page()
    page.obj.Contents = Stream(pdf, zlib.compress(b"q" * 900)[:-9], Filter=Name.FlateDecode)
    return saved(pdf, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)


def contents_partly_broken():
    """A page of two streams, of which the first cannot be unpacked."""
    pdf = page_of(b"", {"F": simple()})
    broken = pdf.make_indirect(Stream(pdf, b"this is not packed", Filter=Name.FlateDecode))
    pdf.pages[0].obj.Contents = Array([broken, pdf.make_indirect(Stream(pdf, text(b"(text)")))])
    return saved(pdf, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)


def operators_without_operands():
    return saved(page_of(b"BT Tf /F Tf 1 q \xa7\xff ET " + text(b"(text)"), {"F": simple()}))


def jbig2_without_decoder():
    pdf = page_of(b"/X Do " + text(b"(text)"), {"F": simple()})
    picture = Stream(pdf, b"\0\1\2\3", Filter=Name.JBIG2Decode)
    for key, value in {
        "Type": Name.XObject,
        "Subtype": Name.Image,
        "Width": 8,
        "Height": 8,
    }.items():
        picture[f"/{key}"] = value
    pdf.pages[0].Resources.XObject = Dictionary(X=picture)
    return saved(pdf)


def names_beyond_utf8():
    """The names of fonts in GBK, as some programs write them."""
    plain = shown(simple(), b"(text)")
    return plain.replace(b"/Helvetica", b"/#cb#ce#cc#e5").replace(b"/F ", b"/#ba ")


def name_beyond_utf8():
    pdf = page_of(text(b"(text)").replace(b"/F", b"/#ba#da"))
    font = pikepdf.Object.parse(
        b"<< /#ba#da << /Type /Font /Subtype /Type1 /BaseFont /#cb#ce >> >>"
    )
    pdf.pages[0].Resources.Font = font
    return saved(pdf)


def pages_in_a_ring():
    pdf = page_of(text(b"(text)"), {"F": simple()})
    tree = pdf.Root.Pages
    pdf.Root.Pages.Kids = Array([pdf.pages[0].obj, tree])
    return saved(pdf)


def xmp(*lines):
    """A document whose metadata are given as the attributes and elements of one description."""
    pdf = page_of(text(b"(text)"), {"F": simple()})
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf='
        f'"http://www.w3.org/1999/02/22-rdf-syntax-ns#">{"".join(lines)}</rdf:RDF></x:xmpmeta>'
    )
    pdf.Root.Metadata = Stream(pdf, packet.encode(), Type=Name.Metadata, Subtype=Name.XML)
    return saved(pdf)

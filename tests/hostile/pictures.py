"""Hostile pictures: SVG, PNG, JPEG."""

import io
import struct
import zlib

from PIL import Image

from tests.hostile.mutations import Case, mutated, number, page, renumbered, rewritten

PICTURE, DOCUMENT, EMBLEM = (
    "templates/documents/notice/boat.png",
    "templates/documents/notice.md",
    "emblem.svg",
)
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 20 20" width="20" height="20">'
BOMB = (
    '<!DOCTYPE svg [<!ENTITY a "xxxxxxxxxx">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
SHAPES = (
    lambda c: "<text>&j;</text>", lambda c: "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg/>",
    lambda c: "<g>" * (n := c.choice((90, 300, 5000))) + "<circle r='9'/>" + "</g>" * n, lambda c: "<svg>" * (n := c.choice((90, 1000))) + "</svg>" * n,
    lambda c: f"<filter id='f'><feGaussianBlur stdDeviation='{number(c)}'/></filter><circle r='9' filter='url(#f)'/>", lambda c: "<filter id='f' x='-1e6' y='-1e6' width='1e9' height='1e9'><feFlood/></filter><circle r='9' filter='url(#f)'/>", lambda c: "<filter id='f'>" + "<feTurbulence numOctaves='99999' baseFrequency='1e9'/>" * 90 + "</filter><circle r='9' filter='url(#f)'/>", lambda c: "<filter id='f'><feMorphology radius='100000'/><feConvolveMatrix order='999'/></filter><circle r='9' filter='url(#f)'/>", lambda c: "<filter id='f'><feImage href='#g'/></filter><g id='g' filter='url(#f)'><circle r='9'/></g>", lambda c: "<filter id='f'><feImage href='/etc/passwd'/></filter><circle r='9' filter='url(#f)'/>",
    lambda c: "<pattern id='p' width='1' height='1'><circle r='9' fill='url(#p)'/></pattern><circle r='9' fill='url(#p)'/>", lambda c: "<pattern id='p' width='0.0001' height='0.0001' patternUnits='userSpaceOnUse'><circle r='9'/></pattern><circle r='9' fill='url(#p)'/>", lambda c: "".join(f"<pattern id='p{n}' width='0.1' height='0.1'><circle r='9' fill='url(#p{n + 1})'/></pattern>" for n in range(30)) + "<circle r='9' fill='url(#p0)'/>",
    lambda c: "<g id='a'><use href='#a'/></g>", lambda c: "".join(f"<g id='a{n}'>" + f"<use href='#a{n + 1}'/>" * 10 + "</g>" for n in range(9)) + "<g id='a9'><circle r='1'/></g><use href='#a0'/>", lambda c: "<use href='/etc/passwd#x'/>", lambda c: "<image href='file:///etc/passwd' width='9' height='9'/>", lambda c: "<image href='http://127.0.0.1:9/x' width='9' height='9'/>", lambda c: "<image href='../../../secret.txt' width='9' height='9'/>", lambda c: "<image href='data:image/svg+xml,%3Csvg/%3E' width='9' height='9'/>", lambda c: "<image href='emblem.svg' width='9' height='9'/>",
    lambda c: "<mask id='m'><circle r='9' mask='url(#m)'/></mask><circle r='9' mask='url(#m)'/>", lambda c: "<clipPath id='m'><circle r='9' clip-path='url(#m)'/></clipPath><circle r='9' clip-path='url(#m)'/>", lambda c: "<linearGradient id='g' href='#g'/><circle r='9' fill='url(#g)'/>", lambda c: "<linearGradient id='g'>" + "<stop offset='2'/>" * 9000 + "</linearGradient><circle r='9' fill='url(#g)'/>", lambda c: "<radialGradient id='g' r='0' fr='-1' fx='1e99'><stop offset='nan'/></radialGradient><circle r='9' fill='url(#g)'/>",
    lambda c: f"<path d='M0 0 {c.choice(('L', 'A', 'C', 'a', 'Q', 'h'))}" + f" {number(c)}" * c.choice((1, 7, 30000)) + "'/>", lambda c: "<path d='" + "M0 0h1v1z" * 30000 + "'/>", lambda c: "<path stroke='red' stroke-width='1' stroke-dasharray='0.000001' d='M0 0h999'/>", lambda c: f"<path stroke='red' stroke-width='{number(c)}' stroke-miterlimit='{number(c)}' d='M0 0h9v9'/>", lambda c: f"<circle r='9' transform='scale({number(c)}) rotate({number(c)}) matrix({number(c)})'/>", lambda c: f"<rect width='{number(c)}' height='{number(c)}' rx='{number(c)}'/>",
    lambda c: f"<text font-size='{number(c)}' x='{number(c)} 1 2'>words</text>", lambda c: "<text>" + "字" * 5000 + "</text>", lambda c: "<text><textPath href='#none'>x</textPath></text>", lambda c: "<text>" + "<tspan>" * 900 + "x" + "</tspan>" * 900 + "</text>", lambda c: "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>", lambda c: "<script>alert(1)</script>", lambda c: "<a href='javascript:alert(1)'><circle r='9' onclick='x()'/></a>", lambda c: "<style>@import url(/etc/passwd); circle { fill: url(http://127.0.0.1:9/) }</style><circle r='9'/>", lambda c: "<style>" + "g > " * 900 + "circle { fill: red }</style><circle r='9'/>", lambda c: "<style>{{{{</style>", lambda c: "<marker id='m'><path marker-start='url(#m)' d='M0 0h1'/></marker><path marker-start='url(#m)' stroke='red' d='M0 0h1v1'/>", lambda c: "<switch><g requiredFeatures='x'/></switch>", lambda c: "<animate/>", lambda c: "<x:y/>", lambda c: "<circle r='9' " + "".join(f"a{n}='1' " for n in range(3000)) + "/>", lambda c: "\0", lambda c: "&#0;", lambda c: "<![CDATA[", lambda c: "<!-- --", lambda c: "<circle r='9' fill='device-cmyk(1,2,3,4)'/><circle fill='icc-color(x)'/>", lambda c: "<circle r='9' opacity='nan' fill='rgb(999%,-1,x)'/>", lambda c: "<title>x</title><desc>" + "x" * 99999 + "</desc><circle r='9'/>",
)  # fmt: skip


def svg(project, chance):
    """A drawing: the emblem, or one in a document."""
    shape = chance.choice(SHAPES)(chance)
    text = f"{BOMB if '&j;' in shape else ''}{HEAD}{shape}</svg>"
    act = chance.randrange(8)
    content = text.encode("utf-8", "surrogatepass")
    if act == 0:
        content = mutated(content, chance)
    elif act == 1:
        content = renumbered(text, chance).encode()
    elif act == 2:
        content = rewritten(
            text.replace("<", "\n<"), chance, [it(chance)[:2000] for it in chance.sample(SHAPES, 2)]
        ).encode("utf-8", "surrogatepass")
    elif act == 3:
        content = (
            text.replace('"0 0 20 20"', f'"{number(chance)} 0 {number(chance)} {number(chance)}"')
            .replace('width="20"', f'width="{number(chance)}"')
            .encode()
        )
    if chance.random() < 0.3:
        return Case(page("html"), {EMBLEM: content})
    words = project[DOCUMENT].replace(b"boat.png", b"boat.svg")
    files = {DOCUMENT: words, PICTURE.replace(".png", ".svg"): content}
    return Case(chance.choice((page("html"), page("pdf"))), files)


def chunk(kind, content, right=True):
    check = zlib.crc32(kind + content) if right else 0
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)


def png(chance):
    """A PNG of any size, depth, colour and chunks."""
    width, height = chance.choice(
        (
            (1, 1),
            (40, 40),
            (60_000, 60_000),
            (0, 1),
            (2**31 - 1, 1),
            (1, 2**31 - 1),
            (2**32 - 1, 2**32 - 1),
            (100_000, 1),
            (1, 60_000),
            (300, 30_000),
            (9_000, 9_000),
        )
    )
    depth, colour = chance.choice((8, 8, 1, 16, 3, 0)), chance.choice((2, 0, 3, 4, 6, 7))
    rows = min(width * height * 8, 10**6)
    packed = zlib.compress(bytes(chance.choice((rows, 0, 10, 10**7))))
    parts = [
        chunk(
            b"IHDR",
            struct.pack(
                ">IIBBBBB",
                width,
                height,
                depth,
                colour,
                0,
                chance.choice((0, 0, 9)),
                chance.choice((0, 1)),
            ),
        )
    ]
    odd = (
        chunk(b"PLTE", chance.randbytes(chance.choice((3, 4, 768, 3000)))), chunk(b"tRNS", chance.randbytes(chance.choice((1, 6, 256, 900)))), chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(10**7))), chunk(b"iCCP", b"x" * 90), chunk(b"iCCP", b"x\0\0" + zlib.compress(chance.randbytes(400))),
        chunk(b"zTXt", b"x\0\0" + zlib.compress(bytes(3 * 10**7))), chunk(b"iTXt", b"x" * 90), chunk(b"eXIf", chance.randbytes(90)), chunk(b"gAMA", struct.pack(">I", chance.choice((0, 1, 2**32 - 1)))), chunk(b"pHYs", struct.pack(">IIB", chance.choice((0, 1, 2**32 - 1)), 1, 1)), chunk(b"acTL", struct.pack(">II", 10**9, 0)), chunk(b"cHRM", bytes(32)), chunk(b"XXXX", b"x"), chunk(b"IDAT", b""), chunk(b"bKGD", b"x"), chunk(b"sBIT", b""),
    )  # fmt: skip
    parts += chance.sample(odd, chance.choice((0, 0, 1, 3)))
    parts += [chunk(b"IDAT", packed, chance.random() < 0.95)] * chance.choice((1, 1, 2))
    return (
        b"\x89PNG\r\n\x1a\n"
        + b"".join(parts)
        + chance.choice((chunk(b"IEND", b""), b"", b"x" * 99))
    )


def whole(kind, chance):
    """A picture as it should be, of a kind that Pillow writes."""
    saved = io.BytesIO()
    mode = chance.choice(
        ("RGB", "L", "CMYK")
        if kind in ("JPEG", "TIFF")
        else ("RGB", "RGBA", "P", "1", "I;16", "LA")
        if kind == "PNG"
        else ("RGB",)
    )
    more = {
        "JPEG": {
            "progressive": chance.random() < 0.5,
            "exif": chance.randbytes(60),
            "icc_profile": chance.randbytes(200),
        },
        "PNG": {"icc_profile": chance.randbytes(200)},
    }
    Image.new(mode, (40, 30)).save(saved, kind, **more.get(kind, {}))
    return saved.getvalue()


def raster(project, chance):
    """A picture in a document."""
    kind = chance.choice(
        ("PNG", "PNG", "JPEG", "JPEG", "WEBP", "GIF", "AVIF", "TIFF", "BMP", "ICNS")
    )
    content = (
        png(chance)
        if kind == "PNG" and chance.random() < 0.6
        else mutated(whole(kind, chance), chance)
    )
    if kind == "JPEG" and chance.random() < 0.2:  # a size that nobody has
        at = content.find(b"\xff\xc0")
        content = content[: at + 5] + b"\xff\xff\xff\xff" + content[at + 9 :] if at > 0 else content
    name = "." + chance.choice((kind.lower(), "jpg" if kind == "JPEG" else "png"))
    files = {
        DOCUMENT: project[DOCUMENT].replace(b"boat.png", b"boat" + name.encode()),
        PICTURE.replace(".png", name): content,
    }
    return Case(chance.choice((page("html"), page("pdf"), page("html", "pdf"))), files)


KINDS = {"svg": svg, "picture": raster}

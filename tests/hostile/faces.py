"""Hostile fonts and colour profiles."""

import functools
import io
import struct

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

from tests.hostile.mutations import Case, mutated, page

FACE, TABLE = "fonts/own/own.ttf", "fonts/fonts.toml"


@functools.cache
def good(kind):
    """A face as it should be: with TrueType outlines, with CFF ones, packed, or several."""
    from tests.build.small_project import ROOT

    folder = ROOT / "fonts/source-sans-3"
    if kind == "otf":
        builder = FontBuilder(1000, isTTF=False)
        names = {code: f"g{code}" for code in range(32, 127)}
        order = [".notdef", *names.values()]
        pen = T2CharStringPen(500, None)
        pen.moveTo((0, 0))
        pen.lineTo((0, 500))
        pen.lineTo((400, 500))
        pen.closePath()
        builder.setupGlyphOrder(order)
        builder.setupCharacterMap(names)
        builder.setupCFF("Own", {}, dict.fromkeys(order, pen.getCharString()), {})
        builder.setupHorizontalMetrics(dict.fromkeys(order, (500, 0)))
        builder.setupHorizontalHeader(ascent=800, descent=-200)
        builder.setupNameTable({"familyName": "Own", "styleName": "Regular"})
        builder.setupOS2()
        builder.setupPost()
        saved = io.BytesIO()
        builder.save(saved)
        return saved.getvalue()
    content = (folder / "SourceSans3-Regular.ttf").read_bytes()
    if kind == "ttc":
        return b"ttcf" + struct.pack(">HHII", 1, 0, 1, 16) + content
    if kind in ("woff2", "woff"):
        font = TTFont(io.BytesIO(good("otf")))
        font.flavor = kind
        saved = io.BytesIO()
        font.save(saved)
        return saved.getvalue()
    return content


def tables(content):
    """Where each table of a face stands: of its record, and of its bytes."""
    many = struct.unpack(">H", content[4:6])[0]
    for at in range(12, 12 + 16 * many, 16):
        name, _, offset, length = struct.unpack(">4sIII", content[at : at + 16])
        yield name, at, offset, length


def retold(content, chance):
    """A face whose directory of tables is wrong, or one of whose tables is."""
    face, found = bytearray(content), list(tables(content))
    for _ in range(chance.choice((1, 1, 2))):
        _, at, offset, length = chance.choice(found)
        act = chance.randrange(8)
        if act == 0:
            face[at : at + 4] = b"none"
        elif act == 1:
            face[at + 12 : at + 16] = struct.pack(
                ">I", chance.choice((0, 1, length // 2, length + 10**6, 2**32 - 1))
            )
        elif act == 2:
            face[at + 8 : at + 12] = struct.pack(
                ">I", chance.choice((0, 12, chance.choice(found)[2], 2**32 - 1, len(face) - 1))
            )
        elif act == 3:
            face[offset : offset + length] = chance.randbytes(length)
        elif act == 4:
            face[offset : offset + length] = bytes([chance.choice((0, 255, 127))]) * length
        elif act == 5 and length > 4:
            place = offset + chance.randrange(min(length, 200))
            face[place : place + 2] = chance.choice((b"\xff\xff", b"\0\0", b"\x7f\xff", b"\x80\0"))[
                : max(0, offset + length - place)
            ]
        elif act == 6:
            face[4:6] = struct.pack(">H", chance.choice((0, 1, 65535)))
        else:
            face[offset : offset + length] = mutated(bytes(face[offset : offset + length]), chance)[
                :length
            ].ljust(length, b"\0")
    return bytes(face)


# What the head of a collection says, where it is none.
COLLECTIONS = (
    struct.pack(">HHI", 1, 0, 0),
    struct.pack(">HHI", 1, 0, 2**31),
    struct.pack(">HHII", 1, 0, 1, 0),
    struct.pack(">HHII", 9, 0, 1, 2**31),
)


def face(project, chance):
    """A face of a family in which the page is set."""
    kind = chance.choice(("ttf", "ttf", "ttf", "otf", "otf", "woff2", "woff", "ttc"))
    content = good(kind)
    content = (
        retold(content, chance)
        if kind in ("ttf", "otf") and chance.random() < 0.8
        else mutated(content, chance)
    )
    if kind == "ttc" and chance.random() < 0.2:
        content = b"ttcf" + chance.choice(COLLECTIONS) + content[16:]
    name = f"own.{kind}"
    files = {TABLE: project[TABLE].replace(b"own.ttf", name.encode()), f"fonts/own/{name}": content}
    return Case(chance.choice((page("html"), page("pdf"))), files)


def profile(project, chance):
    """The profile of a press, or of a picture's colours."""
    from laureate_print.sources.loading import PROFILES

    content = (PROFILES / "FOGRA39L_coated.icc").read_bytes()
    if chance.random() < 0.5:
        content = mutated(content, chance)
    else:
        many = struct.unpack(">I", content[128:132])[0]
        at = 132 + 12 * chance.randrange(many)
        odd = chance.choice((0, 1, 2**32 - 1, len(content) - 1, 10**6))
        place = chance.choice((128, at + 4, at + 8, 0, 16, 20, 8, 36))
        content = content[:place] + struct.pack(">I", odd) + content[place + 4 :]
    settings = (
        project["laureate.toml"].replace(
            b'page = ["html", "pdf"]', b'page = ["html", "pdf", "archive", "print"]'
        )
        + b'[print]\nprofile = "own.icc"\ncondition = "X"\n'
    )
    return Case(
        page(chance.choice(("archive", "print"))), {"laureate.toml": settings, "own.icc": content}
    )


KINDS = {"face": face, "profile": profile}

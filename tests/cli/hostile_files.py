"""Files that a stranger may hand to `inspect`, `archive verify` and `new`, each hostile in one way.

Each function gives files by their names: bytes, or a function that makes one at a path.
"""

import io
import os
import random
import socket
import stat
import zipfile
import zlib

from tests.pdf_reader import handmade
from tests.start.word_file import p, word

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 99


def pdf(*objects, trailer=b"/Root 1 0 R", end=None):
    """A PDF of objects as they stand, numbered from 1; with a table of places that is right."""
    content, places = b"%PDF-1.7\n", []
    for number, inside in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, inside)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, rows)
    content += b"trailer\n<< /Size %d %s >>\n" % (len(objects) + 1, trailer)
    return content + (b"startxref\n%d\n%%%%EOF\n" % (start if end is None else end))


def stream(content, more=b""):
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), more, content)


def page(more=b"", box=b"[0 0 400 400]", pages=b"", root=b"", objects=()):
    """One page, object 3; objects of one's own begin with 4."""
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % root,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 %s >>" % pages,
        b"<< /Type /Page /Parent 2 0 R /MediaBox %s %s >>" % (box, more),
        *objects,
    )


def burst(size=3_000_000_000, fill=b" "):
    """Deflated twice: so many bytes in some thousand."""
    packer, parts, block = zlib.compressobj(9), [], fill * 10_000_000
    for _ in range(size // len(block)):
        parts.append(packer.compress(block))
    parts.append(packer.flush())
    return stream(zlib.compress(b"".join(parts), 9), b"/Filter [/FlateDecode /FlateDecode]")


def locked_and_damaged():
    """PDFs that are encrypted, cut short or changed at random."""
    chance, whole = random.Random(15), handmade.simple_font(b"(text)")()
    found = {
        "encrypted-for-everyone.pdf": handmade.encrypted(""),
        "encrypted-with-a-password.pdf": handmade.encrypted("user"),
        "empty.pdf": b"",
        "head-alone.pdf": b"%PDF-1.7\n",
        "second-page-broken.pdf": handmade.broken_second_page(),
        "contents-partly-broken.pdf": handmade.contents_partly_broken(),
        "no-end.pdf": page()[:-30],
        "start-beyond-the-end.pdf": pdf(b"<< /Type /Catalog >>", end=10**18),
        "start-below-nothing.pdf": pdf(b"<< /Type /Catalog >>", end=-5),
        "encrypted-by-nobody.pdf": pdf(
            b"<< /Type /Catalog >>", trailer=b"/Root 1 0 R /Encrypt << /Filter /Standard /V 99 >>"
        ),
    }
    return found | spoilt(whole, "pdf", chance, 12)


def spoilt(whole, ending, chance, times):
    """A file so many times cut off, and so many times with some bytes changed."""
    found = {}
    for number in range(times):
        found[f"cut-{number}.{ending}"] = whole[: chance.randrange(10, len(whole))]
        changed = bytearray(whole)
        for _ in range(20):
            changed[chance.randrange(len(whole))] = chance.randrange(256)
        found[f"changed-{number}.{ending}"] = bytes(changed)
    return found


def in_a_ring():
    """PDFs whose objects hold themselves."""
    outline = b"<< /Title (a) /First 4 0 R /Next 4 0 R /Parent 4 0 R /Last 4 0 R >>"
    element = b"<< /Type /StructElem /S /P /P 4 0 R /K [5 0 R 5 0 R] >>"
    tree = b"<< /Type /StructTreeRoot /K [5 0 R] /ParentTree 6 0 R >>"
    numbers = b"<< /Kids [6 0 R 6 0 R] /Limits [0 9] >>"
    held = b"4 0 5 5 "
    cmap = stream(b"/F usecmap begincmap endcmap", b"/Type /CMap /UseCMap 5 0 R /CMapName /F")
    fonts = b"/Resources << /Font << /F 4 0 R >> >> /Contents 6 0 R"
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding 5 0 R /ToUnicode 5 0 R"
        b" /DescendantFonts [4 0 R] >>"
    )
    space = b"/Resources << /ColorSpace << /C 4 0 R >> /Pattern << /P 6 0 R >> >> /Contents 5 0 R"
    return {
        "pages-in-a-ring.pdf": handmade.pages_in_a_ring(),
        "page-is-its-own-parent.pdf": pdf(
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [2 0 R] /Parent 2 0 R /Count 1 >>",
        ),
        "tree-in-a-ring.pdf": handmade.tree_in_a_ring(),
        "form-in-a-ring.pdf": handmade.form_in_a_ring(),
        "form-in-two-rings.pdf": handmade.form_in_a_ring(2),
        "outline.pdf": page(root=b"/Outlines 4 0 R", objects=[outline]),
        "element-is-its-own-child.pdf": page(
            b"/StructParents 0", root=b"/StructTreeRoot 4 0 R", objects=[tree, element, numbers]
        ),
        "object-stream-in-itself.pdf": page(
            b"/Contents 5 0 R",
            objects=[stream(held, b"/Type /ObjStm /N 1 /First 4 /Extends 4 0 R"), b"5 0 R"],
        ),
        "files.pdf": page(
            root=b"/Names << /EmbeddedFiles 4 0 R >>",
            objects=[b"<< /Kids [4 0 R 4 0 R] /Limits [(a) (z)] >>"],
        ),
        "length-is-itself.pdf": page(
            b"/Contents 4 0 R", objects=[b"<< /Length 4 0 R >>\nstream\nBT ET\nendstream"]
        ),
        "tables-in-a-ring.pdf": page().replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev 9 "),
        "reference-to-itself.pdf": page(b"/Contents 4 0 R", objects=[b"4 0 R"]),
        "font-and-cmap.pdf": page(fonts, objects=[font, cmap, stream(b"BT /F 9 Tf <0001> Tj ET")]),
        "colour-space.pdf": page(
            space,
            objects=[
                b"[/Indexed 4 0 R 255 <00>]",
                stream(b"/C cs 0 sc 0 0 9 9 re f /Pattern cs /P scn 0 0 9 9 re f"),
                stream(
                    b"/P scn 0 0 9 9 re f",
                    b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9]"
                    b" /XStep 1 /YStep 1 /Resources << /Pattern << /P 6 0 R >> >>",
                ),
            ],
        ),
        "function.pdf": page(
            b"/Resources << /Shading << /S 4 0 R >> >> /Contents 6 0 R",
            objects=[
                b"<< /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 1 1] /Function 5 0 R >>",
                b"<< /FunctionType 3 /Domain [0 1] /Functions [5 0 R 5 0 R] /Bounds [.5]"
                b" /Encode [0 1 0 1] >>",
                stream(b"/S sh"),
            ],
        ),
    }


def deep():
    """Files whose parts stand 100,000 deep inside each other."""
    many = 100_000
    kids = [
        b"<< /Type /StructElem /S /P /P %d 0 R /K [%d 0 R] >>" % (number - 1, number + 1)
        for number in range(5, 20_000)
    ]
    pages = [
        b"<< /Type /Pages /Kids [%d 0 R] /Count 1 /Parent %d 0 R >>" % (number + 1, number - 1)
        for number in range(3, 20_000)
    ]
    return {
        "arrays.pdf": page(b"/A " + b"[" * many + b"]" * many),
        "dictionaries.pdf": page(b"/A " + b"<</A" * many + b" 1" + b">>" * many),
        "operands.pdf": page(
            b"/Contents 4 0 R", objects=[stream(b"[" * many + b"]" * many + b" TJ")]
        ),
        "states.pdf": page(b"/Contents 4 0 R", objects=[stream(b"q " * 1_000_000)]),
        "marks.pdf": page(b"/Contents 4 0 R", objects=[stream(b"/P <</MCID 0>> BDC " * 200_000)]),
        "elements.pdf": page(
            root=b"/StructTreeRoot 4 0 R", objects=[b"<< /Type /StructTreeRoot /K 5 0 R >>", *kids]
        ),
        "pages.pdf": pdf(b"<< /Type /Catalog /Pages 2 0 R >>",
                         b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", *pages),
        "elements.html": b"<!doctype html><title>a</title>" + b"<div>" * 300_000,
        "titles.html": b"<!doctype html>" + b"<title>" * 300_000,
        "faces.html": b"<!doctype html><style>" + b"@font-face {font-family: \"" * 100_000,
        "attributes.html": b"<!doctype html><p " + b"a='b' " * 300_000 + b">",
        "lesser-than.html": b"<!doctype html>" + b"<" * 1_000_000,
        "comments.html": b"<!doctype html>" + b"<!--" * 300_000,
        "declarations.html": b"<!doctype html>" + b"<![CDATA[" * 200_000,
        "spaces.html": b" " * 1_000_000 + b"<html>",
    }  # fmt: skip


def gigantic():
    """Files that are small and ask for a lot."""
    one = burst()
    drawn = b"/Resources << /XObject << /X 4 0 R >> /Font << /F 5 0 R >> >> /Contents 6 0 R"
    font = (
        b"<< /Type /Font /Subtype /TrueType /BaseFont /A /FontDescriptor << /Type /FontDescriptor"
        b" /FontName /A /FontFile2 4 0 R >> /ToUnicode 4 0 R >>"
    )
    shows = stream(b"/X Do BT /F 9 Tf (text) Tj ET")
    intent = b"/OutputIntents [<< /S /GTS_PDFX /OutputConditionIdentifier (FOGRA39)"
    image = (
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB"
        b" /BitsPerComponent 8"
    )
    wide = stream(zlib.compress(b"\2" * 1000), b"/Filter /FlateDecode /DecodeParms << /Predictor"
                  b" 15 /Columns 1000000000 /Colors 4 >>")  # fmt: skip
    xref = stream(b"\1" * 17, b"/Type /XRef /Size 1000000000 /W [1 8 8] /Root 1 0 R"
                  b" /Index [0 1000000000]")  # fmt: skip
    table = b"%PDF-1.7\n1 0 obj\n" + xref + b"\nendobj\nstartxref\n9\n%%EOF\n"
    print_page = {"root": intent + b" >>] /GTS_PDFXVersion (PDF/X-4)"}
    return {
        "stream-of-3-GB.pdf": page(b"/Contents 4 0 R", objects=[one]),
        "metadata-of-3-GB.pdf": page(root=b"/Metadata 4 0 R", objects=[one]),
        "font-and-map-of-3-GB.pdf": page(drawn, objects=[one, font, shows]),
        "profile-of-3-GB.pdf": page(root=intent + b" /DestOutputProfile 4 0 R >>]", objects=[one]),
        "words-of-300-MB.pdf": page(
            b"/Contents 4 0 R", objects=[burst(300_000_000, b"BT (word) Tj ET ")]
        ),
        "operands-of-300-MB.pdf": page(b"/Contents 4 0 R", objects=[burst(300_000_000, b"1 ")]),
        "file-of-3-GB.pdf": page(
            root=b"/Names << /EmbeddedFiles << /Names [(a) << /Type /Filespec /F (a)"
            b" /EF << /F 4 0 R >> >>] >> >>",
            objects=[one],
        ),
        "picture-of-10^12-pixels.pdf": page(
            drawn, objects=[stream(b"a", image % (10**6, 10**6)), font, shows]
        ),
        "picture-of-10^12-pixels.print.pdf": page(
            drawn, objects=[stream(b"a", image % (10**6, 10**6)), font, shows], **print_page
        ),
        "row-of-10^9-pixels.pdf": page(b"/Contents 4 0 R", objects=[wide]),
        "count-of-10^9.pdf": page(pages=b"/Count 1000000000"),
        "page-of-10^9-mm.pdf": page(box=b"[0 0 2834645669 2834645669]"),
        "page-of-10^9-mm.print.pdf": page(
            b"/TrimBox [0 0 2834645669 2834645669]", b"[0 0 2834645669 2834645669]", **print_page
        ),
        "page-of-10^300-mm.print.pdf": page(box=b"[0 0 1" + b"0" * 300 + b" 400]", **print_page),
        "page-of-nothing.print.pdf": page(box=b"[0 0 0 0]", **print_page),
        "table-of-10^9-objects.pdf": table,
        "size-of-10^9.pdf": page().replace(b"/Size 4", b"/Size 999999999"),
        "same-page-100,000-times.pdf": pdf(
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [" + b"3 0 R " * 100_000 + b"] /Count 100000 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        ),
        "numbers-without-end.pdf": page(box=b"[0 0 " + b"9" * 100_000 + b" 9]"),
        "forms-by-the-billion.pdf": handmade.forms_by_the_billion(),
        "hole-of-600-MB.pdf": lambda path: hole(path, b"%PDF-1.7\n", 600_000_000),
        "hole-of-400-MB.pdf": lambda path: hole(path, b"%PDF-1.7\n", 400_000_000),
        "hole-of-1-TB.html": lambda path: hole(path, b"<!doctype html>", 10**12),
        "words-of-100-MB.html": lambda path: path.write_bytes(
            b"<!doctype html>" + b"<p>word " * 12_000_000
        ),
    }


def hole(path, content, size):
    path.write_bytes(content)
    os.truncate(path, size)


def polyglot():
    """Files that are of several kinds, or of none."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("bag/bagit.txt", "BagIt-Version: 1.0\n")
    web = b"<!doctype html><title>a</title><p lang=ja>\xe6\xb2\x96\xe7\xb8\x84"
    return {
        "page-then-zip.pdf": page() + packed.getvalue(),
        "zip-then-page.pdf": packed.getvalue() + page(),
        "web-then-page.pdf": web + page(),
        "page-then-web.html": page() + web,
        "picture-then-page.pdf": PNG + page(),
        "picture.pdf": PNG,
        "words.pdf": b"To whom it may concern",
        "script.pdf": b"#!/bin/sh\nrm -rf /\n" + page(),
        "javascript.pdf": page(
            root=b"/OpenAction << /S /JavaScript /JS (app.launchURL\\('file:///'\\)) >>"
        ),
        "launch.pdf": page(root=b"/OpenAction << /S /Launch /F (/bin/sh) >>"),
        "escapes.html": b"<!doctype html><title>\x1b[2J\x07\nb</title><p>\x9b31m\x00a",
        "name\nof-two-lines\x1b[2J.pdf": b"words",
    }


def no_file():
    """What has a name and is no file."""
    return {
        "pipe.pdf": os.mkfifo,
        "zeros.pdf": lambda path: path.symlink_to("/dev/zero"),
        "ring.pdf": lambda path: path.symlink_to(path),
        "folder.pdf": lambda path: path.mkdir(),
        "socket.pdf": listening,
    }


def listening(path):
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(os.path.relpath(path))


PDFS = {
    "locked and damaged": locked_and_damaged,
    "in a ring": in_a_ring,
    "deep": deep,
    "gigantic": gigantic,
    "polyglot": polyglot,
    "no file": no_file,
}


def zipped(*entries, **more):
    """A zip of entries: a name or a `ZipInfo`, and its bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", **more) as archive:
        for entry, content in entries:
            archive.writestr(entry, content)
    return target.getvalue()


def special(name, kind):
    entry = zipfile.ZipInfo(name)
    entry.create_system, entry.external_attr = 3, (kind | 0o777) << 16
    return entry


BAG = (
    ("bag/bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"),
    ("bag/manifest-md5.txt", b"d41d8cd98f00b204e9800998ecf8427e  data/a\n"),
    ("bag/data/a", b""),
)


def headers(old, new, at=0):
    """A zip with some bytes of its last list of files changed."""
    content = zipped(*BAG)
    place = content.rindex(b"PK\1\2") + at
    assert content[place : place + len(old)] == old or not old
    return content[:place] + new + content[place + len(new) :]


def zips():
    """Zips that lead out, burst, lie, or hold no bag."""
    deflated = {"compression": zipfile.ZIP_DEFLATED, "compresslevel": 9}
    nested = zipped(("bag/a.zip", zipped(("b.zip", zipped(("c", b"\0" * 9_000_000), **deflated)))))
    link = special("bag/data/link", stat.S_IFLNK)
    named = {
        "out": "bag/../../out.txt", "absolute": "/laureate-print-out", "drive": "C:/out",
        "drive-and-back": "bag\\..\\..\\out", "share": "\\\\server\\share", "dot": "bag/./data/a",
        "twice": "bag/data/a", "slashes": "bag//data//b", "case": "bag/data/A",
        "device-name": "bag/data/CON", "device-with-ending": "bag/data/nul.txt",
        "long": "bag/" + "a" * 60_000, "folder-and-file": "bag/data/a/b", "file-on-folder": "bag/data",
        "escape": "bag/data/\x1b[2J", "line": "bag/data/a\nb", "other": "other/a", "file-for-folder": "bag",
        "stream": "bag/data/a:b", "blank-at-the-end": "bag/data/a. ",
    }  # fmt: skip
    found = {
        f"{kind}.zip": zipped(*BAG, (zipfile.ZipInfo(name), b"more"))
        for kind, name in named.items()
    }
    return found | {
        "forms.zip": zipped(*BAG, ("bag/data/é", b""), ("bag/data/é", b"")),
        "link.zip": zipped(*BAG, (link, b"/etc/passwd")),
        "write-through-a-link.zip": zipped(*BAG, (link, b"/tmp"), ("bag/data/link/out", b"out")),
        "pipe.zip": zipped(*BAG, (special("bag/data/pipe", stat.S_IFIFO), b"")),
        "device.zip": zipped(*BAG, (special("bag/data/zero", stat.S_IFCHR), b"")),
        "nested-42.zip": nested,
        "burst-of-4-GB.zip": bomb,
        "one-file-over-another.zip": overlapping,
        "65,536-files.zip": lambda path: many(path, 65_536),
        "200,000-files.zip": lambda path: many(path, 200_000),
        "wrong-crc.zip": zipped(*BAG, ("bag/data/b", b"words")).replace(b"words", b"swords"[:5]),
        "smaller-than-it-is.zip": headers(b"", b"\0\0\0\0", 24),
        "larger-than-it-is.zip": headers(b"", b"\xff\xff\xff\x7f", 24),
        "packed-larger.zip": headers(b"", b"\xff\xff\xff\x7f", 20),
        "beyond-the-end.zip": headers(b"", b"\xff\xff\xff\x7f", 42),
        "encrypted.zip": headers(b"", b"\1\0", 8),
        "unknown-method.zip": headers(b"", b"\x63\0", 10),
        "bzip2.zip": zipped(*BAG, compression=zipfile.ZIP_BZIP2),
        "lzma.zip": zipped(*BAG, compression=zipfile.ZIP_LZMA),
        "nothing.zip": zipped(),
        "empty.zip": b"",
        "words.zip": b"To whom it may concern",
        "cut.zip": zipped(*BAG)[:-30],
        "before.zip": b"#!/bin/sh\n" + zipped(*BAG),
        "comment.zip": zipped(*BAG)[:-2] + b"\xff\xff" + b"a" * 65_535,
        "whole.zip": zipped(*BAG),
        "pipe-for.zip": os.mkfifo,
        "zeros-for.zip": lambda path: path.symlink_to("/dev/zero"),
    }


def bomb(path):
    """Four times 1 GB of nothing."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in BAG:
            archive.writestr(name, content)
        for number in range(4):
            with archive.open(f"bag/data/{number}", "w", force_zip64=True) as entry:
                for _ in range(100):
                    entry.write(b"\0" * 10_000_000)


def overlapping(path):
    """A thousand names for the same packed bytes (Fifield, A better zip bomb, 2019)."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bag/data/a", b"\0" * 1_000_000)
        first = archive.infolist()[0]
        for number in range(1000):
            entry = zipfile.ZipInfo(f"bag/data/{number:04}")
            for key in ("CRC", "compress_size", "file_size", "header_offset", "compress_type"):
                setattr(entry, key, getattr(first, key))
            archive.filelist.append(entry)
        archive._didModify = True


def many(path, count):
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(count):
            archive.writestr(zipfile.ZipInfo(f"bag/data/{number}"), b"")


def bag(path, *entries):
    """A small bag as a folder, with other files in it."""
    path.mkdir()
    (path / "data").mkdir()
    (path / "data" / "a").write_bytes(b"")
    for name, content in (*((name[4:], content) for name, content in BAG), *entries):
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(content)
    return path


def folders():
    """Bags in folders with what is no file in them, or what leads out."""
    empty = b"d41d8cd98f00b204e9800998ecf8427e"

    def manifest(*names):
        lines = b"".join(b"%s  %s\n" % (empty, name) for name in names)
        return lambda path: bag(path, ("manifest-md5.txt", lines))

    def with_(make):
        return lambda path: make(bag(path))

    def said(name, content):
        return lambda path: bag(path, (name, content))

    def odd_name(path):
        target = os.fsencode(bag(path) / "data") + b"/\xff\n\x1b[2J"
        os.close(os.open(target, os.O_CREAT))

    return {
        "whole": bag,
        "pipe": with_(lambda it: os.mkfifo(it / "data" / "pipe")),
        "pipe-for-a-manifest": with_(lambda it: os.mkfifo(it / "manifest-sha256.txt")),
        "socket": with_(lambda it: listening(it / "data" / "s")),
        "device": with_(lambda it: os.mknod(it / "data" / "z", stat.S_IFCHR, os.makedev(1, 5))),
        "link-to-a-device": with_(lambda it: (it / "data" / "z").symlink_to("/dev/zero")),
        "link-out": with_(lambda it: (it / "data" / "p").symlink_to("/etc/passwd")),
        "link-to-a-folder": with_(lambda it: (it / "data" / "f").symlink_to("/")),
        "link-to-itself": with_(lambda it: (it / "data" / "l").symlink_to("l")),
        "name-of-bytes": odd_name,
        "out": manifest(b"data/a", b"../../../etc/passwd"),
        "absolute": manifest(b"data/a", b"/etc/passwd"),
        "home": manifest(b"data/a", b"~/.ssh/id"),
        "encoded": manifest(b"data/a", b"data/%2e%2e/%2e%2e/etc"),
        "twice": manifest(b"data/a", b"data/a"),
        "case": manifest(b"data/a", b"data/A"),
        "forms": manifest(b"data/a", "data/é".encode(), "data/é".encode()),
        "device-name": manifest(b"data/a", b"data/CON"),
        "line-end": manifest(b"data/a", b"data/a%0Ab"),
        "a-million-lines": manifest(*(b"data/%d" % number for number in range(300_000))),
        "fetch": said("fetch.txt", b"http://127.0.0.1:9/a 9 data/b\nfile:///etc/passwd 9 data/c\n"),
        "bytes-for-words": said("bag-info.txt", bytes(range(256)) * 10),
        "codec-of-bytes": said(
            "bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: zlib\n"
        ),
        "no-such-codec": said(
            "bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: \x00\n"
        ),
        "no-such-version": said(
            "bagit.txt", b"BagIt-Version: 9.9\nTag-File-Character-Encoding: UTF-8\n"
        ),
        "one-line-of-20-MB": said("bag-info.txt", b"A: " + b"b" * 20_000_000),
        "no-such-algorithm": said("manifest-crc1.txt", b"00  data/a\n"),
        "algorithm-that-leads-out": said("manifest-..txt", b"00  data/a\n"),
        "versions-of-no-kind": said("data/software/versions.json", b"[" * 100_000),
        "hole": with_(lambda it: hole(it / "data" / "h", b"", 3 * 10**9)),
        "no-bag": lambda path: path.mkdir(),
        "no-data": lambda path: (path.mkdir(), (path / "bagit.txt").touch()),
        "manifest-is-a-folder": with_(lambda it: (it / "manifest-sha512.txt").mkdir()),
    }


def words():
    """Word files that burst, lie or hold themselves."""
    whole = word(p("沖縄平和賞"))
    parts = {name: zipfile.ZipFile(io.BytesIO(whole)).read(name) for name in names(whole)}

    def made(change, compression=zipfile.ZIP_DEFLATED):
        return zipped(*(parts | change).items(), compression=compression)

    text = parts["word/document.xml"]
    body = text.index(b"<w:body>") + len(b"<w:body>")
    sample = b"<w:p><w:r><w:t>%s</w:t></w:r></w:p>"

    def with_text(content):
        return made({"word/document.xml": text[:body] + content + text[body:]})

    def tables(count):
        return b"<w:tbl><w:tr><w:tc>" * count + sample % b"a" + b"</w:tc></w:tr></w:tbl>" * count

    laughs = b'<!DOCTYPE a [<!ENTITY a "' + b"a" * 1000 + b'">' + b"".join(
        b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 100) for letter in b"bcdefg"
    ) + b"]><a>&g;</a>"  # fmt: skip
    outside = b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><a>&a;</a>'
    styles = (
        b'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b'<w:style w:styleId="a" w:type="paragraph"><w:basedOn w:val="a"/></w:style></w:styles>'
    )
    rels = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s'
    lead = b'<Relationship Id="rId1" Type="x/officeDocument" Target="%s"/></Relationships>'
    chance, found = random.Random(15), {}
    found |= spoilt(whole, "docx", chance, 10)
    found |= {
        f"laughs-{name.replace('/', '-')}.docx": made({name: laughs})
        for name in ("word/document.xml", "word/styles.xml", "word/numbering.xml", "_rels/.rels")
    }
    return found | {
        "whole.docx": whole,
        "outside.docx": made({"word/document.xml": outside}),
        "outside-of-styles.docx": made({"word/styles.xml": outside}),
        "burst-of-4-GB.docx": bomb,
        "burst-of-text.docx": with_text(b" " * 45_000_000),
        "burst-of-more-text.docx": with_text(b" " * 60_000_000),
        "paragraphs-of-40-MB.docx": with_text(sample % b"word" * 1_000_000),
        "picture-of-190-MB.docx": made({"word/media/image1.png": b"\0" * 190_000_000}),
        "tables-100-deep.docx": with_text(tables(30)),
        "tables-10,000-deep.docx": with_text(tables(10_000)),
        "styles-in-a-ring.docx": made({"word/styles.xml": styles}),
        "text-is-a-list.docx": made({"_rels/.rels": rels % (lead % b"_rels/.rels")}),
        "text-leads-out.docx": made({"_rels/.rels": rels % (lead % b"../../../etc/passwd")}),
        "65,536-parts.docx": lambda path: many(path, 65_536),
        "lzma.docx": made({}, zipfile.ZIP_LZMA),
        "bzip2.docx": made({}, zipfile.ZIP_BZIP2),
        "overlapping.docx": overlapping,
        "twice.docx": zipped(*parts.items(), *parts.items()),
        "page.docx": page() + whole,
        "pipe.docx": os.mkfifo,
        "zeros.docx": lambda path: path.symlink_to("/dev/zero"),
        "hole.docx": lambda path: hole(path, b"PK\3\4", 10**10),
        "folder.docx": lambda path: path.mkdir(),
        "long.md": b"word " * 3_000_000,
        "lines.md": b"> " * 100_000 + b"a\n",
        "lists.md": b"".join(b" " * (2 * number) + b"- a\n" for number in range(1500)),
        "brackets.md": b"[" * 100_000 + b"](a)" * 100_000,
        "stars.md": b"*a **b " * 50_000,
        "bytes.md": bytes(range(256)) * 100,
    }  # fmt: skip


def names(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.namelist()


KINDS = {
    **{f"inspect: {kind}": ("inspect", make) for kind, make in PDFS.items()},
    "archive verify: zips": ("archive verify", zips),
    "archive verify: folders": ("archive verify", folders),
    "new: Word and Markdown": ("new", words),
}

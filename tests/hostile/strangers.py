"""Hostile files of strangers: Word files, Markdown to take over, bags and zips, PDFs, web pages."""

import functools
import hashlib
import io
import zipfile

import pikepdf

from tests.hostile.mutations import Case, mutated, renumbered, rewritten, some_letters
from tests.hostile.texts import JINJA, MARKDOWN

PARTS = (
    "<w:p/>",
    "<w:p><w:r><w:t>x</w:t></w:r>",
    "</w:p>",
    "<w:tbl>" * 300 + "</w:tbl>" * 300,
    "<w:p>" * 300 + "</w:p>" * 300,
    "<w:tbl><w:tr><w:tc>" * 99 + "</w:tc></w:tr></w:tbl>" * 99,
    '<w:gridSpan w:val="1000000000"/>',
    '<w:gridSpan w:val="x"/>',
    '<w:vMerge w:val="restart"/>',
    '<w:numPr><w:ilvl w:val="-1"/><w:numId w:val="1e9"/></w:numPr>',
    '<w:ilvl w:val="99999999999"/>',
    '<w:footnoteReference w:id="1"/>',
    '<w:footnoteReference w:id="none"/>',
    "<w:footnoteReference/>",
    '<w:fldSimple w:instr="SEQ x \\* \\* ARABIC">x</w:fldSimple>',
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    '<w:r><w:instrText>INCLUDETEXT "/etc/passwd"</w:instrText></w:r>',
    '<w:hyperlink r:id="none"/>',
    '<w:pStyle w:val=""/>',
    "<w:pStyle/>",
    '<a:blip r:embed="../../x"/>',
    '<w:sz w:val="nan"/>',
    '<w:sym w:font="Wingdings" w:char="ZZZZ"/>',
    '<w:sym w:char="F0FFFFFF"/>',
    "<w:sdt/>",
    "<mc:AlternateContent/>",
    "<w:ruby/>",
    "<w:ruby><w:rt/><w:rubyBase/></w:ruby>",
    "<m:oMath/>",
    "<w:del><w:p/></w:del>",
    "<w:moveFrom/>",
    "&x;",
    "\0",
    "<!-- ",
    "<?x?>",
    '<w:hyperlink r:id="none"><w:r><w:t>x</w:t></w:r></w:hyperlink>',
    '<w:sym w:font="x"/>',
    "<w:r><w:tab/></w:r>" * 9000,
    "<w:r><w:t>x</w:t></w:r>" * 9000,
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>EQ x</w:instrText></w:r>'
    * 1500,
    "<!-- x --><?x y?>",
)
PICTURES = (
    b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) (r) file\nshowpage\n",
    b"\1\0\0\0\x6c\0\0\0" + bytes(32) + b" EMF" + bytes(99),
    b"\xd7\xcd\xc6\x9a" + bytes(99),
    b"BM" + b"\xff" * 99,
    b"II*\0\x08\0\0\0" + b"\xff" * 99,
    b"8BPS\0\1" + bytes(99),
    b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>',
)  # fmt: skip


@functools.cache
def word():
    """A Word file as it should be."""
    from tests.start import word_file as made

    picture = io.BytesIO()
    from PIL import Image

    Image.new("RGB", (9, 9)).save(picture, "PNG")
    return made.word(
        made.p("A notice of peace", style="a3"), made.p("What follows", style="1"),
        made.p("The harbour opens in May.", made.note(1)), made.item("One"), made.item("Two", 2, 1),
        made.table(("a", "b"), ("1", "2")), made.p(made.picture("p1", "A boat")),
        notes=("A note.",), relations=(("p1", "image", "media/a.png"),), parts=(("word/media/a.png", picture.getvalue()),),
    )  # fmt: skip


def repacked(content, chance, change):
    """A zip of which one part is changed, and which may have odd parts beside."""
    saved, parts = io.BytesIO(), {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([it for it in parts if it.endswith(".xml")] * 3 + list(parts))
    parts[name] = change(name, parts[name])
    if chance.random() < 0.2:
        parts.pop(chance.choice(list(parts)))
    if chance.random() < 0.2:
        odd = chance.choice(
            (
                "../../escaped.txt",
                "/etc/escaped.txt",
                "a" * 300,
                "word/../x",
                "C:\\x",
                "",
                "word/media/a.png",
            )
        )
        parts[odd + ""] = bytes(chance.choice((1, 5 * 10**7)))
    with zipfile.ZipFile(
        saved, "w", chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
    ) as archive:
        for part, inside in parts.items():
            if part:  # Python's writer takes no empty name
                archive.writestr(part, inside)
    return saved.getvalue()


def take_over(project, chance):
    """A Word or Markdown file that begins a project."""
    if chance.random() < 0.2:
        words = "\n\n".join(it(chance) for it in chance.sample(MARKDOWN, 3)) + some_letters(chance)
        return new("text.md", words.encode("utf-8", "surrogatepass"))

    def change(name, content):
        if name.startswith("word/media/") and chance.random() < 0.5:
            return chance.choice(PICTURES)
        text = content.decode("utf-8", "replace").replace("><", ">\n<")
        if not name.endswith(".xml") or chance.random() < 0.3:
            return mutated(content, chance)
        if chance.random() < 0.3:
            bomb = '<!DOCTYPE x [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
            text = bomb + text.replace("harbour", chance.choice(("&x;", "&b;", "x" * 10**6)))
        return rewritten(renumbered(text, chance), chance, PARTS).encode("utf-8", "surrogatepass")

    content = mutated(word(), chance) if chance.random() < 0.3 else repacked(word(), chance, change)
    return new("text.docx", content)


def new(name, content):
    return Case(("new", "{place}/made", "--from", f"{{place}}/{name}"), {f"../{name}": content})


@functools.cache
def bag():
    """A small whole bag of somebody else."""
    files = {"data/a.txt": b"words", "data/b/é.txt": b"more words"}
    rows = "".join(f"{hashlib.sha256(it).hexdigest()}  {name}\n" for name, it in files.items())
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "manifest-sha256.txt": rows.encode(),
        "bag-info.txt": b"Payload-Oxum: 15.2\nContact-Name: x\n",
    }
    return files | tags


BAG = (
    "../../../etc/passwd",
    "/etc/passwd",
    "data/../../x",
    "data/a.txt",
    "data/A.txt",
    "~/x",
    "data/%0a",
    "data/%25%25",
    "data/" + "x" * 300,
    "data/\0",
    "data/e\u0301.txt",
    "x" * 64 + "  data/x",
    "",
    "*data/a.txt",
    "fetch.txt",
    "http://127.0.0.1:9/x 9 data/z",
    "BagIt-Version: 99",
    "Tag-File-Character-Encoding: utf-7",
    "Tag-File-Character-Encoding: x",
    "BagIt-Version: ²",
    "Payload-Oxum: 1e9.x",
    "Payload-Oxum: ",
    "\ufeff",
    "  x",
)


def package(project, chance):
    """A bag, as a folder or zipped."""
    parts = dict(bag())
    for _ in range(chance.choice((1, 2))):
        name = chance.choice(list(parts))
        act = chance.randrange(6)
        if act == 0:
            parts[name] = mutated(parts[name], chance)
        elif act == 1:
            del parts[name]
        elif act == 2:
            parts[
                chance.choice(
                    (
                        "fetch.txt",
                        "manifest-md5.txt",
                        "manifest-x.txt",
                        "tagmanifest-sha256.txt",
                        "data/more",
                        "data/a.txt/x",
                        "data/50%.txt",
                        "data/" + "d/" * 150 + "x",
                        "metadata/premis.xml",
                        "ro-crate-metadata.json",
                    )
                )
            ] = chance.choice(
                (
                    b"",
                    b"{}",
                    b"[]",
                    b"<x/>",
                    b"http://127.0.0.1:9/ - data/z\n",
                    b"0" * 64 + b"  data/../../secret.txt\n",
                    b"[" * 10**5,
                )
            )
        else:
            parts[name] = rewritten(parts[name].decode("utf-8", "replace"), chance, BAG).encode(
                "utf-8", "surrogatepass"
            )
        if not parts:
            break
    if chance.random() < 0.5:
        odd = chance.choice(
            (
                os_link("/etc/passwd"),
                os_link("../../secret.txt"),
                os_link("."),
                lambda path: path.mkdir(),
            )
        )
        files = {
            f"../bag/{name}": it for name, it in parts.items() if not name.startswith("data/a.txt/")
        }
        if chance.random() < 0.3:
            files["../bag/data/link"] = odd
        return Case(("archive", "verify", "{place}/bag"), files or {"../bag/x": b""})
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        top = chance.choice(
            ("bag/", "bag/", "", "bag/" + "d/" * 300, "../", "/", "bag/../../", "é/")
        )
        for name, it in parts.items():
            archive.writestr(top + name, it)
        if chance.random() < 0.2:
            archive.writestr("bag/data/bomb", bytes(10**8))
    content = saved.getvalue()
    return Case(
        ("archive", "verify", "{place}/bag.zip"),
        {"../bag.zip": mutated(content, chance) if chance.random() < 0.4 else content},
    )


def os_link(target):
    return lambda path: path.symlink_to(target)


def reformed(content, chance):
    """A PDF in which some objects are of another type."""
    document = pikepdf.open(io.BytesIO(content))
    odd = (
        pikepdf.Name.X,
        0,
        -1,
        2**31,
        pikepdf.Array([]),
        pikepdf.Dictionary(),
        pikepdf.String("x"),
        True,
        None,
        pikepdf.Array([pikepdf.Array([])] * 30),
        1e30,
        pikepdf.String(b"\xfe\xff\xd8"),
    )
    for _ in range(chance.choice((1, 3, 9))):
        one = document.get_object(chance.randrange(1, len(document.objects)), 0)
        if isinstance(one, pikepdf.Dictionary | pikepdf.Stream) and len(list(one.keys())):
            key = chance.choice(
                [it for it in list(one) if it not in ("/Length", "/Filter", "/DecodeParms")]
                or ["/X"]
            )
            value = chance.choice(
                (*odd, document.get_object(chance.randrange(1, len(document.objects)), 0))
            )
            try:
                one[key] = value
            except (ValueError, pikepdf.PdfError):
                continue
            if isinstance(one, pikepdf.Stream) and chance.random() < 0.3:
                one.write(mutated(one.read_bytes(), chance))
        elif isinstance(one, pikepdf.Array) and len(one):
            one[chance.randrange(len(one))] = chance.choice([it for it in odd if it is not None])
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def pdf(project, chance):
    """A PDF that somebody wants to know about."""
    content = project["page.pdf"]
    try:
        content = mutated(content, chance) if chance.random() < 0.4 else reformed(content, chance)
    except (pikepdf.PdfError, ValueError, RuntimeError, TypeError):
        content = mutated(content, chance)
    return Case(("inspect", "{place}/page.pdf"), {"../page.pdf": content})


HEADS = (
    b"<meta charset=undefined>", b"<meta charset=idna>", b"<meta charset=zlib>", b"<meta charset=utf-16>",
    b"<p>&#" + b"9" * 5000 + b";", b"<b>" * 20_000 + b"</i>" * 20_000, b"<title>" * 5000, b"<![CDATA[", b"<!--",
)  # fmt: skip


def web_page(project, chance):
    """A web page that somebody wants to know about."""
    content = project["page.html"]
    if chance.random() < 0.2:
        content = content.replace(b"</head>", chance.choice(HEADS) + b"</head>", 1)
    elif chance.random() < 0.7:
        content = content.replace(
            b"<main", chance.choice(JINJA)(chance).encode("utf-8", "surrogatepass") + b"<main", 1
        )
    else:
        content = mutated(content, chance)
    return Case(
        ("inspect", "{place}/page.html"),
        {
            "../page.html": renumbered(content.decode("utf-8", "replace"), chance).encode()
            if chance.random() < 0.2
            else content
        },
    )


KINDS = {"taken over": take_over, "package": package, "pdf": pdf, "web page": web_page}

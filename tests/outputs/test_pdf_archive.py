"""Each archive file of each edition, read by readers that we did not write, and opened again for
what is inside.
"""

import dataclasses
import os
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from functools import cache

import pikepdf
import pytest
from babel.messages.pofile import read_po

from laureate_print.model import Attachment
from laureate_print.sources.languages import language as language_of
from laureate_print.sources.ruby import without_readings
from tests.conftest import DOCUMENT, LANGUAGES, ROOT, change, run
from tests.in_engine import page_of, written
from tests.readers import pdf as readers
from tests.readers import xmp

LEAFLETS = ("ja-simple", "en", "ar", "my")
DATE = "D:20240110150000Z"  # 11 January 2024 begins in Japan
STANDARDS = ("PDF/A-4F", "PDF/UA-2 + Tagged PDF", "WTPDF 1.0 Accessibility", "WTPDF 1.0 Reuse")
WTPDF = [f"http://pdfa.org/declarations/wtpdf#{part}1.0" for part in ("accessibility", "reuse")]

# What an announcement has not, and another document may have.
BODY = """<body><main id="top"><h1>Title</h1>
<p>See <a href="#end">the <strong>end</strong></a>, <em>soon</em>, <code>x</code>, <q>said</q>,
<abbr title="it">i</abbr>.</p>
<section><h2>Lists</h2><ul><li>one</li></ul><ol><li>first</li></ol><dl><dt>term</dt><dd>meaning</dd></dl></section>
<blockquote>Quoted <b>loosely</b></blockquote>
<table><tr><th>A</th><th>B</th></tr><tr><th scope="row">x</th><td>1</td></tr></table>
<article><h2 id="end">End</h2>Loose text</article></main></body></html>"""

languages = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module")
def leaflets(tmp_path_factory):
    """The folder of some archive files by a project that keeps its leaflets."""
    project = tmp_path_factory.mktemp("leaflets")
    settings = (ROOT / "laureate.toml").read_text(encoding="utf-8")
    (project / "laureate.toml").write_text(
        settings.replace('["pdf", "print"]', '["archive"]'), encoding="utf-8"
    )
    chosen = [part for tag in LEAFLETS for part in ("-l", tag)]
    for folder in ("locales", "templates", "theme"):
        shutil.copytree(ROOT / folder, project / folder)
    done = run("build", "-t", "leaflet", *chosen, project=project)
    assert done.returncode == 0, done.stdout + done.stderr
    return project / "dist" / DOCUMENT


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    """A document with all that an announcement has not, as a file to read and as one to keep."""
    folder = tmp_path_factory.mktemp("other")
    for output in ("pdf", "archive"):
        page = page_of("page", "en", output).page
        html = page.html[: page.html.index("<body>")] + BODY
        inside = (Attachment("a.txt", b"a", "text/plain", "a text", "Source"),)
        page = dataclasses.replace(
            page, html=html, attachments=inside if page.job.output.has_attachments else ()
        )
        [artifact] = written(page)
        (folder / f"{output}.pdf").write_bytes(artifact.content)
    return folder


@pytest.mark.java
@pytest.mark.slow
def test_every_archive_file_is_valid(dist, leaflets, other):
    """By what it declares, which is four standards."""
    paths = [
        *sorted(dist.glob("*/*.archive.pdf")),
        *sorted(leaflets.glob("*/*.pdf")),
        other / "archive.pdf",
    ]
    found = readers.declared([*paths, other / "pdf.pdf"])

    assert found.pop(str(other / "pdf.pdf"))["PDF/UA-1"] == []
    assert len(found) == len(LANGUAGES) + len(LEAFLETS) + 1
    assert [
        name for name, answer in found.items() if answer != {standard: [] for standard in STANDARDS}
    ] == []


def strip(path, target, mend):
    with pikepdf.open(path) as pdf:
        mend(pdf)
        pdf.save(target)
    return target


def unlead(pdf):
    del pdf.Root.Outlines.First.A.SD


def undescribe(pdf):
    del pdf.Root.AF[0].Desc


@pytest.mark.java
@pytest.mark.editions("en")
def test_verapdf_finds_what_is_broken(dist, tmp_path):
    mends = {"8.8": unlead, "8.14.1": undescribe}
    paths = {clause: tmp_path / f"{clause}.pdf" for clause in mends}
    for clause, mend in mends.items():
        strip(dist / "en" / "page.archive.pdf", paths[clause], mend)

    _, broken = readers.verapdf(paths.values(), "ua2")
    assert broken == {str(path): [clause] for clause, path in paths.items()}


@pytest.mark.editions("ja-simple")
def test_the_bytes_are_the_same_whatever_else_is_built(dist, tmp_path):
    done = run("build", "-l", "ja-simple", "-t", "page", "-o", "archive", "--out", tmp_path)

    assert done.returncode == 0, done.stdout
    [made] = tmp_path.rglob("*.pdf")
    assert made.read_bytes() == (dist / "ja-simple" / "page.archive.pdf").read_bytes()


@languages
def test_the_packet_declares_four_standards_once(dist, language):
    rdf = xmp.packet(dist / language / "page.archive.pdf")

    assert xmp.identified(rdf) == {
        "pdfaid:part": "4",
        "pdfaid:rev": "2020",
        "pdfaid:conformance": "F",
        "pdfuaid:part": "2",
        "pdfuaid:rev": "2024",
    }
    assert xmp.declarations(rdf) == WTPDF


@languages
def test_the_packet_tells_title_description_and_rights_in_every_language(dist, language):
    assert_told(xmp.packet(dist / language / "page.archive.pdf"), language)


@languages
def test_files_to_read_tell_the_same(dist, language):
    rdf = xmp.packet(dist / language / "page.pdf")

    assert xmp.identified(rdf) == {
        "pdfaid:part": "2",
        "pdfaid:conformance": "A",
        "pdfuaid:part": "1",
    }
    assert_told(rdf, language)


def assert_told(rdf, own):
    """A packet says what the catalogs say: this edition's words by default, and in each language
    its own.
    """
    for name, place in (("title", 0), ("description", 1)):
        answer = xmp.in_languages(rdf, name)
        assert list(answer) == ["x-default", own, *(tag for tag in LANGUAGES if tag != own)]
        assert answer["x-default"] == answer[own]
        assert answer == {tag: wording(tag, place) for tag in LANGUAGES} | {
            "x-default": wording(own, place)
        }
    rights = {tag: f"© 2024 {publisher(tag)}" for tag in LANGUAGES}
    assert xmp.in_languages(rdf, "rights") == rights | {"x-default": rights[own]}
    bodies = list(dict.fromkeys(["沖縄県", publisher(own)]))
    assert xmp.listed(rdf, "creator") == xmp.listed(rdf, "publisher") == bodies
    assert xmp.listed(rdf, "language") == [own]
    assert xmp.listed(rdf, "date") == ["2024-01-11T00:00:00+09:00"]


@cache
def messages(tag, name):
    """The messages of a catalog in the order of its file, read by Babel; the source's are its own."""
    file = ROOT / "locales" / language_of(tag).folder / "LC_MESSAGES" / f"{name}.po"
    with (file if tag != "en" else ROOT / "locales" / f"{name}.pot").open("rb") as opened:
        return {it.id: it.string if tag != "en" else it.id for it in read_po(opened) if it.id}


def wording(tag, place):
    text = list(messages(tag, DOCUMENT).values())[place]
    return without_readings(text) if tag.startswith("ja") else text


def publisher(tag):
    text = messages(tag, DOCUMENT)["Okinawa Prefecture"]
    return without_readings(text) if tag.startswith("ja") else text


def test_no_reading_and_no_markup_is_in_a_packet(dist):
    for path in dist.glob("*/*.archive.pdf"):
        with pikepdf.open(path) as pdf:
            assert not re.search("[｜《》]|&lt;", pdf.Root.Metadata.read_bytes().decode())


def sources(language):
    """The files from which an edition is made, by the names that they should have inside."""
    folder = ROOT / "locales" / language_of(language).folder / "LC_MESSAGES"
    catalogs = [ROOT / "locales" / f"{name}.pot" for name in (DOCUMENT, "interface")]
    catalogs = (
        catalogs
        if language == "en"
        else [folder / f"{name}.po" for name in (DOCUMENT, "interface")]
    )
    files = [
        *catalogs,
        ROOT / "templates" / "documents" / f"{DOCUMENT}.md",
        ROOT / "templates" / "documents" / f"{DOCUMENT}.txt",
        ROOT / "laureate.toml",
    ]
    return {file.name: file.read_bytes() for file in files}


@pytest.mark.reader
@languages
def test_sources_come_back_out_byte_for_byte(dist, tmp_path, language):
    path = dist / language / "page.archive.pdf"
    subprocess.run(
        ["pdfdetach", "-saveall", "-o", str(tmp_path), str(path)], check=True, capture_output=True
    )

    found = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    web_page = found.pop("page.html").decode()
    assert found == sources(language)
    assert f'<html lang="{language}"' in web_page
    links = set(re.findall(r'(?:href|src)="([^"]*)"', web_page))
    assert {link.partition(":")[0] for link in links if not link.startswith("#")} <= {"tel", "data"}
    assert all(f'id="{link[1:]}"' in web_page for link in links if link.startswith("#"))


@languages
def test_files_inside_say_what_they_are(dist, language):
    types = {
        "po": "text/x-gettext-translation",
        "txt": "text/plain",
        "md": "text/markdown",
        "html": "text/html",
        "toml": "application/toml",
    }
    types["pot"] = types["po"]
    with pikepdf.open(dist / language / "page.archive.pdf") as pdf:
        names = [str(name) for name in pdf.Root.Names.EmbeddedFiles.Names[::2]]
        associated = {file.objgen for file in pdf.Root.AF}
        for name in names:
            file = pdf.attachments[name]
            embedded = file.obj.EF.F
            assert file.description
            assert file.get_file().mime_type == types[name.rpartition(".")[2]]
            assert file.obj.AFRelationship == ("/Alternative" if name == "page.html" else "/Source")
            assert file.obj.objgen in associated
            assert str(embedded.Params.CreationDate) == str(embedded.Params.ModDate) == DATE
        assert names == sorted([*sources(language), "page.html"])  # a name tree is sorted
        assert len(pdf.Root.AF) == len(associated) == len(names)


def test_the_date_inside_is_that_of_the_epoch(tmp_path):
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1800000000"}
    run("build", "-l", "en", "-t", "page", "-o", "archive", "--out", tmp_path, env=environment)
    day = datetime.fromtimestamp(1800000000, UTC).date()
    with pikepdf.open(next(tmp_path.rglob("page.archive.pdf"))) as pdf:
        answer = str(pdf.attachments["laureate.toml"].obj.EF.F.Params.ModDate)

    assert answer == f"D:{day - timedelta(days=1):%Y%m%d}150000Z"  # the day begins in Japan


@languages
def test_bookmarks_lead_to_headings(dist, language):
    with pikepdf.open(dist / language / "page.archive.pdf") as pdf:
        parts = readers.tree(dist / language / "page.archive.pdf")
        entries = list(outlines(pdf.Root.Outlines))
        for entry in entries:
            element = entry.A.SD[0]
            assert re.fullmatch("/H[12]", str(element.S))
            assert entry.A.D[0].objgen in {page.objgen for page in pdf.pages}
            assert "/Dest" not in entry
        heads = re.findall(r"^ *H[12]\b.*", parts, re.MULTILINE)
        assert [str(entry.A.SD[0].S)[1:] for entry in entries] == [
            head.split()[0] for head in heads
        ]
        assert len({entry.A.SD[0].objgen for entry in entries}) == len(entries) == 3
        assert "/SD" in pdf.Root.Names.Dests.Names[1]


def outlines(parent):
    entry = parent.get("/First")
    while entry is not None:
        yield entry
        yield from outlines(entry)
        entry = entry.get("/Next")


@pytest.mark.slow
def test_links_and_lists_of_another_document_are_written_as_pdf_2_asks(other):
    found = {}
    for output in ("pdf", "archive"):
        with pikepdf.open(other / f"{output}.pdf") as pdf:
            parts = [
                it
                for it in pdf.objects
                if isinstance(it, pikepdf.Dictionary) and it.get("/Type") == "/StructElem"
            ]
            [link] = [annotation for page in pdf.pages for annotation in page.get("/Annots", [])]
            numbering = [str(part.A.ListNumbering)[1:] for part in parts if part.S == "/L"]
            old = {str(part.S)[1:] for part in parts if "/NS" not in part}
            led = str(link.A.SD[0].S)[1:] if "/A" in link else str(link.Dest)
            found[output] = numbering, led, "Art" in old, "P" in old

    assert found["pdf"] == (["Disc", "Decimal", "None"], "end", True, True)
    assert found["archive"] == (["Unordered", "Decimal", "Description"], "H2", True, False)


@languages
def test_the_text_is_that_of_the_file_to_read(dist, language):
    one, other = dist / language / "page.archive.pdf", dist / language / "page.pdf"

    assert readers.tree(one) == readers.tree(other)
    assert readers.standard(one) == readers.standard(other)
    assert readers.pdfium(one) == readers.pdfium(other)
    with pikepdf.open(one) as archive_pdf, pikepdf.open(other) as read_pdf:
        drawn = [
            [page.Contents.read_bytes() for page in pdf.pages] for pdf in (archive_pdf, read_pdf)
        ]
    assert drawn[0] == drawn[1]


@pytest.mark.editions("my")
def test_inspect_tells_standards_and_files(dist):
    answer = run("inspect", dist / "my" / "page.archive.pdf").stdout

    assert "PDF/A-4F, PDF/UA-2, WTPDF 1.0 accessibility, WTPDF 1.0 reuse" in answer
    assert wording("my", 0) in answer
    assert re.search(
        r"okinawa-peace-prize-8\.po: .* \(text/x-gettext-translation, [\d,]+ bytes, Source\)",
        answer,
    )
    assert re.search(r"page\.html: .* \(text/html, [\d,]+ bytes, Alternative\)", answer)


def test_a_broken_web_page_inside_is_told(project):
    script = '{% if output == "html" %}<img src="https://example.org/x.png">{% endif %}'
    change(
        project / "templates" / "page" / "page.html", '<main id="main"', f'{script}<main id="main"'
    )
    done = run("build", "-l", "en", "-t", "page", "-o", "archive", project=project)

    assert done.returncode == 1
    assert "example.org" in done.stdout + done.stderr

"""Writes docs/archive-files.md: what veraPDF says of every PDF of every edition, and of other
engines' for some.
"""

import subprocess
import sys
import tempfile
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

import typst

from laureate_print.errors import LaureateError
from laureate_print.sources import load
from laureate_print.sources.fonts import fonts
from tests.conftest import DOCUMENT, LANGUAGES, ROOT, TEMPLATES, copied, run
from tests.in_engine import page_of
from tests.readers import pdf, raw
from tests.readers.browser import chromium, program

REPORT = ROOT / "docs" / "archive-files.md"
FLAVOURS = {
    "4f": "PDF/A-4f",
    "ua2": "PDF/UA-2",
    "wt1a": "WTPDF accessibility",
    "wt1r": "WTPDF reuse",
    "2a": "PDF/A-2a",
    "ua1": "PDF/UA-1",
}
OURS = {"archive": ("4f", "ua2", "wt1a", "wt1r"), "pdf": ("2a", "ua1")}
SOME = ("en", "ja", "ar", "my", "vi")
VARIANTS = ("pdf/a-2a", "pdf/ua-1", "pdf/a-4f", "pdf/ua-2")
STANDARDS = (["a-2a", "ua-1"], ["a-4f"], ["a-4f", "ua-2"])
TEXT = """# Archive files

What veraPDF says of every PDF in every language: `page` and `leaflet`, to keep (`….archive.pdf`) and to read (`….pdf`).
`make archive-files` builds them and writes this page; `make test` keeps what it claims for every `page`.

Each cell tells how many of the two files of an edition are valid by that standard. An archive file keeps four at once,
and holds what it was made from: the catalogs, the text that was handed in, the project file, the web page.

| edition | PDF/A-4f | PDF/UA-2 | WTPDF accessibility | WTPDF reuse | PDF/A-2a | PDF/UA-1 |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
"""
OTHERS = """
## Beside other engines

The same announcement by other engines, in {languages}: how many of these editions are valid by each standard, and
the clauses that the others break. A file is made once for each line and judged by every standard. What a line asks for
is what the engine itself offers; where it refuses, its own words stand there. Clauses are those of the standard in the
head of the column; tables are those of ISO 32005.

- **WeasyPrint, raw**: the page that this project composes, in the same faces, without the mends of `pdf_engine/`; with a
  file inside where `pdf/a-4f` is asked for.
- **Typst**: a plain document of the same words: heading, paragraphs, the address and its link; with a file inside where
  `a-4f` is asked for.
- **Chromium**: print to PDF of this project's web page, tagged, with an outline.

| engine | asked for | {flavours} |
| --- | --- | {lines} |
"""


def built(folder):
    """Builds what is judged, by a project that keeps its leaflets, too; gives its folder."""
    file = copied(folder) / "laureate.toml"
    settings = file.read_text(encoding="utf-8").replace(
        'leaflet = ["pdf", "print"]', 'leaflet = ["pdf", "archive"]'
    )
    file.write_text(settings, encoding="utf-8")
    chosen = [part for template in TEMPLATES for part in ("-t", template)]
    done = run(
        "build", *chosen, "--out", folder / "dist", "--jobs", "2", project=folder, timeout=3600
    )
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return folder / "dist" / DOCUMENT


def ours(dist):
    """Gives the rows of every edition and of all together: how many of its files are valid by each
    standard.
    """
    valid = {}
    for output, flavours in OURS.items():
        ending = ".archive.pdf" if output == "archive" else ".pdf"
        paths = [
            dist / language / f"{template}{ending}"
            for language in LANGUAGES
            for template in TEMPLATES
        ]
        for flavour in flavours:
            good, _ = pdf.verapdf(paths, flavour)
            valid[flavour] = [path.parent.name for path in paths if str(path) in good]
    rows = [
        [language, *(valid[flavour].count(language) for flavour in FLAVOURS)]
        for language in LANGUAGES
    ]
    files = len(LANGUAGES) * len(TEMPLATES)
    return [*rows, ["**all**", *(f"{len(valid[flavour])} of {files}" for flavour in FLAVOURS)]]


def by_weasyprint(folder, variant):
    """The raw engine's files of the composed pages."""
    sources, pages = load(ROOT), {}
    for language in SOME:
        html = page_of("page", language, "pdf", sources).page.html
        if variant == "pdf/a-4f":
            html = html.replace(
                "</head>",
                '<link rel="attachment" href="data:text/plain,a" title="a text"></head>',
                1,
            )
        pages[folder / f"{language}.pdf"] = html
    raw.render(pages, variant)


def by_typst(folder, standards):
    """Typst's files of plain documents of the same words."""
    sources = load(ROOT)
    for language in SOME:
        case = page_of("page", language, "pdf", sources)
        title, _, name, *paragraphs = [
            message.text for message in case.catalogs[0].messages.values()
        ]
        faces = ", ".join(f'"{family}"' for family in families(language))
        source = (
            f"#set document(title: {quoted(title)})\n#set text(lang: {quoted(language)}, font:"
            f" ({faces},))\n"
            + '#pdf.attach("a.txt", bytes("a"), relationship: "source", mime-type: "text/plain",'
            ' description: "a")\n'
            * ("a-4f" in standards)
            + f"#heading(level: 1, text({quoted(title)}))\n#heading(level: 2,"
            f" text({quoted(name)}))\n"
            + "\n".join(f"#par(text({quoted(paragraph)}))" for paragraph in paragraphs[:5])
            + '\n#par(text(lang: "ja", font: ("BIZ UDPGothic",), "沖縄県 知事公室 平和・地域外交推進課"))\n'
            + '#par(link("tel:+81-98-894-2226", "098-894-2226"))\n'
        )
        content = typst.compile(
            source.encode(),
            pdf_standards=standards,
            font_paths=[str(ROOT / "fonts")],
            ignore_system_fonts=True,
        )
        (folder / f"{language}.pdf").write_bytes(content)


def families(language):
    """The families of a language's text, by the names that their files have."""
    from fontTools.ttLib import TTFont

    faces = fonts(load(ROOT))
    for family in faces.families(language):
        with TTFont(BytesIO(faces.faces[family][0].file.content), lazy=True) as font:
            yield font["name"].getBestFamilyName()


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def by_chromium(folder, dist):
    """Chromium's files of this project's web pages."""
    with chromium() as browser:
        for language in SOME:
            page = browser.new_page()
            page.goto((dist / language / "page.html").as_uri())
            page.pdf(
                path=folder / f"{language}.pdf",
                tagged=True,
                outline=True,
                prefer_css_page_size=True,
            )
            page.close()


def others(folder, dist):
    """Gives the rows of other engines."""
    engines = [
        *(
            (f"WeasyPrint {version('weasyprint')}, raw", f"`{variant}`", by_weasyprint, variant)
            for variant in VARIANTS
        ),
        *(
            (f"Typst {version('typst')}", f"`{' + '.join(names)}`", by_typst, names)
            for names in STANDARDS
        ),
        (browser_version(), "tagged", by_chromium, dist),
    ]
    for number, (engine, asked, make, setting) in enumerate(engines):
        target = folder / str(number)
        target.mkdir()
        try:
            make(target, setting)
        except (typst.TypstError, ValueError, LaureateError) as error:
            yield [
                engine,
                asked,
                f"refused: {str(error).splitlines()[0]}",
                *[""] * (len(FLAVOURS) - 1),
            ]
            continue
        yield [engine, asked, *(judged(target, flavour) for flavour in FLAVOURS)]


def judged(folder, flavour):
    """How many files of a folder are valid, and which clauses the others break."""
    valid, broken = pdf.verapdf(sorted(folder.glob("*.pdf")), flavour)
    clauses = sorted({clause for found in broken.values() for clause in found})
    return f"{len(valid)} of {len(SOME)}" + (f": {', '.join(clauses)}" if clauses else "")


def browser_version():
    wording = subprocess.run(
        [program(), "--version", "--no-sandbox"], capture_output=True, text=True, check=True
    ).stdout
    return " ".join(wording.split()[:2])


def main():
    """Builds, judges and writes the page."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        dist = built(folder)
        rows, more = ours(dist), list(others(folder, dist))
    head = OTHERS.format(
        languages=", ".join(SOME),
        flavours=" | ".join(FLAVOURS.values()),
        lines=" | ".join(["---"] * len(FLAVOURS)),
    )
    tables = [
        "".join(f"| {' | '.join(map(str, row))} |\n" for row in table) for table in (rows, more)
    ]
    judge = next(pdf.VERAPDF.glob("*.jar")).stem.replace("greenfield-apps-", "veraPDF ")
    REPORT.write_text(
        f"{TEXT}{tables[0]}{head}{tables[1]}\n## Judge\n\n{judge}\n", encoding="utf-8"
    )
    print(f"{REPORT.relative_to(ROOT)} is written; all: {', '.join(map(str, rows[-1][1:]))}")


if __name__ == "__main__":
    main()

"""Writes docs/text-layer.md: what each reader gives back of this project's files and of the raw
engine's.
"""

import json
import subprocess
import tempfile
from importlib.metadata import version
from pathlib import Path

from laureate_print.sources import load
from tests.conftest import DOCUMENT, LANGUAGES, ROOT, TEMPLATES, run
from tests.in_engine import page_of
from tests.readers import pdf, pdfjs, raw
from tests.readers.browser import chromium
from tests.readers.comparison import blocks, compared, exact_blocks

REPORT = ROOT / "docs" / "text-layer.md"
NAMES = {
    "standard": "the standard",
    "pdfium": "PDFium",
    "pdfjs": "pdf.js",
    "poppler": "poppler",
    "mupdf": "mupdf",
}
TEXT = """# The text layer

What each reader gives back of every PDF: of this project's, and of the raw engine's for the same pages and faces.
`make text-layer` writes this page. `make test` keeps what it claims for the standard, PDFium, pdf.js and poppler.

## How to read it

`page.pdf` and `leaflet.pdf` of an edition together have {blocks} headings, paragraphs and lines (fewer in Japanese,
which needs no gloss, and in English, which is no draft). Each cell tells how many of them come back letter for letter
and in order. **exact** says more: the whole text, from first letter to last, is equal, and nothing stands between. Left
is this project, right the raw engine.

- **The standard** is its own rule: the text in the order of the tag tree, where `ActualText` wins over `ToUnicode`
  (ISO 32000-1, 14.9.4). It is what assistive technology should say.
- **PDFium** reads in Chrome, Edge and Android, **pdf.js** in Firefox, **poppler** in the viewers of Linux desktops,
  **mupdf** in small viewers and in tools.
- pdf.js and mupdf take no heed of `ActualText`: what they give is what the glyphs themselves can carry.

Compared is Unicode text in NFC without spaces and line ends. Of what was written, the marks that only break and order
lines are left out (U+200B, U+2060, bidi controls); of what a reader gives nothing is left out, so that such a mark counts
as an error. Furigana count as base, then reading. Spaces are looked at by [searching](search.md), and in every build: each
two words of which one has a number, a Latin letter, a bracket or a vowel mark are typed into PDFium where lines run from
right to left.

## What is left out, and why

- Page numbers and running heads, which are no part of the text: they are taken off this project's files by what they
  should say, and the raw engine's files are made without them.
- The embeddings (U+202A to U+202C) that poppler writes of its own.

## What was wrong

Until November 2026 the text layer of lines from right to left held marks of direction (74 on the Arabic page), by which
poppler and PDFium put numbers in their places. Every check squeezed these marks out, and left out the brackets that PDFium
mirrors: so nobody saw that a search for `11 يناير 2024` or `(JAR)` found nothing, in PDFium 0 of 32 such phrases and in
Firefox 5. Now the text layer holds what was written and no more, and the checks compare what a reader gets.

## From right to left: what it costs

Readers part over lines from right to left, and no file is right in all. Search and clipboard in PDFium and pdf.js come
first. A line is drawn from left to right as one marked content for each element; as far as pdf.js turns it into what was
written it is one text, else it begins anew. Where PDFium would turn the line into another text, and where a vowel mark has
no width of its own, the marked content has an `/ActualText` that PDFium turns into the right one.

| | before | now |
| --- | --- | --- |
| phrases with a number, Latin word or bracket, PDFium · Firefox | 0 · 5 of 32 | of another sample, 408 phrases: 401 · 393 |
| 100 phrases of hard lines (e-mail, URL, telephone, paths, codes) | – | PDFium 100, Firefox 90 |
| lines copied from PDFium with brackets and marks (five editions, 200 blocks) | 98 | 200 |
| the same from pdf.js, spaces aside | 195 | 194 |
| the same from poppler, marks of direction counted · squeezed out | 91 · 179 | 98 |
| the same from mupdf (as they stand from left to right) | 40 | 40 |

- **That `/ActualText` is no text by the standard.** It is what PDFium has to be given, and stands under a tag that poppler
  does not heed (`P`, not `Span`). The true text stands on the structure element, whose `ActualText` holds for all that is
  in it (ISO 32000-1, 14.9.4): so read assistive technology, this project's checks and veraPDF, which finds all files valid.
  A program that takes the `/ActualText` of marked content and no structure gets letters in a strange order.
- **It rests on what PDFium does, not on what it promises**: `tests/pdf_engine/test_lines_from_right.py` asks each new
  version. In these lines a hit is marked about where it stands: of 553 words of three editions 16 by less than half
  (before: 4 of 537), each of them beside its place by less than its own width.
- **pdf.js begins anew** where a line has another face, at links and other elements, and where a hyphened number (or a
  telephone) stands before letters from right to left, which it would turn round; there it loses the space. On the last
  letter of a line it gives a vowel mark before the letter; Firefox's search does not mind.
- **poppler** (pdftotext, Evince, Okular) gives the words of a line in an order of its own where numbers, Latin words or
  brackets stand among them: only marks of direction in the text would help it.
- **PDFium** takes some letters apart (ۂ into ہ and U+0654): copied they are the same text, but a search for the letter
  as one finds nothing.

Out of reach, too: poppler reads Simple Japanese as it stands on the page, each row of readings before the row of their
bases (the raw engine sets readings in line); mupdf gives text from right to left as it stands from left to right.

## Figures

"""


def figures(dist, other, readers):
    """For each language and reader: how many blocks, and for ours and the raw engine's how many
    exact and if all is.
    """
    found = {}
    for language in LANGUAGES:
        text = blocks(dist, language)
        for name, read in readers.items():
            pairs = []
            for folder, page_artifacts in ((dist, True), (other, False)):
                answer = [
                    compared(
                        text,
                        language,
                        template,
                        name,
                        read(folder / language / f"{template}.pdf"),
                        page_artifacts,
                    )
                    for template in TEMPLATES
                ]
                exact = sum(exact_blocks(written, given) for written, given in answer)
                pairs.append((exact, all("".join(written) == given for written, given in answer)))
            found[language, name] = (len(text) * len(TEMPLATES), *pairs)
    return found


def render_raw(folder):
    """The raw engine's file of each edition, from the page that this project composes for it."""
    sources, pages = load(ROOT), {}
    for language in LANGUAGES:
        for template in TEMPLATES:
            page = page_of(template, language, "pdf", sources).page
            size = (
                f"<style>:root {{ font-size: {page.sizes[0]}pt }}</style></head>"
                if page.sizes
                else "</head>"
            )
            target = folder / language / f"{template}.pdf"
            target.parent.mkdir(parents=True, exist_ok=True)
            pages[target] = page.html.replace("</head>", size, 1)
    raw.render(pages)


def written(found, verified):
    """The report as Markdown."""
    rows = [[language, *(_cell(found[language, name]) for name in NAMES)] for language in LANGUAGES]
    totals = ["editions exact"]
    for name in NAMES:
        ours, theirs = (
            [found[language, name][side][1] for language in LANGUAGES] for side in (1, 2)
        )
        totals.append(f"**{sum(ours)} of {len(ours)}** · {sum(theirs)}")
    head = ["language", *NAMES.values()]
    lines = [head, ["---"] * len(head), *rows, totals]
    table = "".join(f"| {' | '.join(line)} |\n" for line in lines)
    most = max(total for total, *_ in found.values())
    valid = "".join(
        f"- {name}: {good} of {total} files are valid ({_verapdf()})\n"
        for name, good, total in verified
    )
    return (
        f"{TEXT.format(blocks=most)}{table}\n## Conformance\n\n{valid}\n## Readers\n\n{_versions()}"
    )


def _cell(figures):
    total, *pairs = figures
    return " · ".join("**exact**" if equal else f"{exact}/{total}" for exact, equal in pairs)


def _verapdf():
    return next(pdf.VERAPDF.glob("*.jar")).stem.replace("greenfield-apps-", "veraPDF ")


def _versions():
    from pypdfium2.version import PDFIUM_INFO

    def wording(*command):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return (done.stdout + done.stderr).split("version ")[1].split()[0]

    library = json.loads((pdfjs.LIBRARY / "package.json").read_text(encoding="utf-8"))
    return (
        f"PDFium {PDFIUM_INFO.build} · pdf.js {library['version']} · poppler"
        f" {wording('pdftotext', '-v')} · mupdf {wording('mutool', '-v')}\n\nThe raw engine: WeasyPrint"
        f' {version("weasyprint")}, `write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)`\n'
    )


def main():
    """Builds everything twice, reads it back and writes the report."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        dist, other = Path(folder) / "dist", Path(folder) / "raw"
        done = run("build", "-o", "pdf", "-o", "html", "--out", dist, "--jobs", "2")
        assert done.returncode == 0, done.stdout + done.stderr
        render_raw(other)
        readers = {"pdfjs": pdfjs.reader(browser)} | {
            name: getattr(pdf, name) for name in NAMES if name != "pdfjs"
        }
        files = sorted((dist / DOCUMENT).glob("*/*.pdf"))
        verified = [
            (name, len(pdf.verapdf(files, flavour)[0]), len(files))
            for name, flavour in (("PDF/UA-1", "ua1"), ("PDF/A-2a", "2a"))
        ]
        REPORT.write_text(
            written(figures(dist / DOCUMENT, other, readers), verified), encoding="utf-8"
        )
    print(f"{REPORT.relative_to(ROOT)} is written")


if __name__ == "__main__":
    main()

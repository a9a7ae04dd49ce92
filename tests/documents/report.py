"""Builds the documents of this folder through every template and output, asks readers that we did
not write, and writes docs/documents-shown.md.
"""

import json
import re
import tempfile
from collections import defaultdict
from pathlib import Path

import pypdfium2

from tests.conftest import run
from tests.documents.words import DOCUMENTS, LANGUAGES, PROJECT, runs
from tests.editions import ROOT
from tests.readers import pdf as readers
from tests.readers import pdfjs
from tests.readers.browser import chromium

TARGET = ROOT / "docs/documents-shown.md"
HEAD = """# Three documents, every template and output

Written by `make documents` from `tests/documents/`: a document with every element, an announcement as an officer writes one, and a report
with tables over pages and thirty notes, each in five scripts. Nothing here is a sample of the product's own text.

"""
# Errors of a text for which its sheet is too small.
TOO_LONG = {
    "sheet_is_not_exceeded",
    "text_stays_clear_of_frames",
    "pictures_stay_clear_of_frames",
    "pictures_are_whole",
}


def built(folder):
    """Builds everything; gives for each file what `build` said of it."""
    done = run("build", "--json", "--out", folder, "--jobs", "2", project=PROJECT)
    return json.loads(done.stdout)["artifacts"]


def fits(rows):
    """Gives a table: which file was written, with its pages, and of which the text was too long."""
    table = defaultdict(dict)
    for row in rows:
        errors = [it for it in row["findings"] if it["severity"] == "error"]
        told = {it["check"] for it in errors}
        too_long = told and told <= TOO_LONG
        cell = "too long" if too_long else ", ".join(sorted(told)) or _pages(row["path"])
        table[row["document"], f"{row['template']} ({row['output']})"][row["language"]] = cell
    return table


def _pages(path):
    if not path.endswith(".pdf"):
        return "yes"
    with pypdfium2.PdfDocument(path) as document:
        return str(len(document))


def given(text, document, language):
    """Gives how many of the runs of words that stand there a reader gives, white space aside."""
    wanted = [re.sub(r"\s+", "", words) for words in runs(document, language)]
    squeezed = re.sub(r"[\s\u00ad]+", "", text)
    return f"{sum(words in squeezed for words in wanted)} of {len(wanted)}"


def pdfium(path):
    """PDFium's text of a file, all characters of it."""
    with pypdfium2.PdfDocument(path) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def read(folder):
    """Gives the rows of the readers: for each page file the runs that each of them gives."""
    with chromium() as browser:
        by_pdfjs = pdfjs.reader(browser)
        for document in DOCUMENTS:
            for language in LANGUAGES:
                path = folder / document / language / "page.pdf"
                texts = (
                    readers.standard(path),
                    pdfium(path),
                    by_pdfjs(path),
                    readers.poppler(path),
                )
                yield document, language, *(given(text, document, language) for text in texts)


def main():
    """Builds, asks and writes."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        table = fits(built(folder))
        files = [*folder.glob("*/*/*.pdf")]
        verdicts = readers.declared([it for it in files if ".print." not in it.name])
        answers = list(read(folder))
    editions = [*LANGUAGES]
    lines = [
        HEAD,
        "## Built without a finding of severity error\n",
        "The figure is the number of pages.\n",
    ]
    lines += [f"| document | file | {' | '.join(editions)} |", f"|---|---|{'---|' * len(editions)}"]
    for (document, name), cells in sorted(table.items()):
        whole = next(iter(cells.values())) if not set(cells) & set(editions) else ""
        row = [cells.get(it, whole if it == editions[0] else "") for it in editions]
        lines.append(f"| {document} | {name} | {' | '.join(row)} |")
    lines += ["\n## veraPDF\n", "| standard | files | valid |", "|---|---|---|"]
    by_standard = defaultdict(list)
    for found in verdicts.values():
        for standard, broken in found.items():
            by_standard[standard].append(not broken)
    lines += [
        f"| {it} | {len(found)} | {sum(found)} |" for it, found in sorted(by_standard.items())
    ]
    lines += ["\n## Runs of words that readers give, `page.pdf`\n"]
    lines += [
        "| document | language | tag tree | PDFium | pdf.js | poppler |",
        "|---|---|---|---|---|---|",
    ]
    lines += [f"| {' | '.join(row)} |" for row in answers]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

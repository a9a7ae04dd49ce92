"""Writes docs/search.md: what PDFium and Firefox find of phrases of every language, typed as a person
searches, in this project's files and in the raw engine's.
"""

import tempfile
import unicodedata
from itertools import pairwise
from pathlib import Path

import pypdfium2
from icu4py.breakers import WordBreaker
from pypdfium2.version import PDFIUM_INFO

from tests.conftest import DOCUMENT, LANGUAGES, ROOT, run
from tests.readers.comparison import RIGHT_TO_LEFT
from tests.readers.firefox import firefox
from tests.readers.paragraphs import paragraphs
from tests.readers.report import render_raw

REPORT = ROOT / "docs" / "search.md"
MOST = 20  # phrases of each language; Firefox takes a quarter of a second for each
TEXT = """# Found as people search

Phrases of every language, two neighbouring words each, typed into PDFium (Chrome, Edge, Android: `textpage.search`) and
into the search bar of Firefox's viewer (settings as they come), in `page.pdf` of each edition. `make search` writes this
page. Each cell tells how many are found: left this project's file, right the raw engine's for the same page and faces.

From right to left the phrases are those with a number, a Latin letter, a bracket or a vowel mark, as far as there are so
many; elsewhere they are taken from the whole page at even distances. Nothing is tidied: a phrase goes over line ends where
the page does.

PDFium takes letters such as ۂ apart, so they are found only if they are typed in two. In plain Japanese a phrase whose
words have readings above them is not found, for the readings stand between; nowhere is one that goes on over the page. What it costs that phrases from right to left
are found is told in [the text layer](text-layer.md).

"""


def phrases(page, language):
    """What is typed: two neighbouring words of a paragraph, at even distances over the page."""
    found = [
        phrase
        for paragraph in paragraphs(page)
        if paragraph.language == language
        for phrase in _pairs(paragraph.plain, language)
    ]
    if language in RIGHT_TO_LEFT:
        found = [phrase for phrase in found if _is_apart(phrase)] or found
    found = list(dict.fromkeys(found))
    step = max(1, len(found) // MOST)
    return found[::step][:MOST]


def _pairs(text, language):
    text = "".join(letter for letter in text if letter not in "\u00ad\u200b\u200e\u200f\u2060")
    words = [str(word) for word in WordBreaker(text, language.partition("-simple")[0])]
    if " " in text.strip() and language not in ("ja", "ja-simple", "th", "lo", "km", "my"):
        yield from map(" ".join, pairwise(text.split()))
    else:
        yield from (first + second for first, second in pairwise(words) if _is_word(first + second))


def _is_word(text):
    """Whether it is letters and their marks alone."""
    return all(unicodedata.category(letter)[0] in "LM" for letter in text)


def _is_apart(phrase):
    return any(
        unicodedata.category(letter) in ("Nd", "Mn", "Ps", "Pe", "Pi", "Pf")
        or (letter.isascii() and letter.isalpha())
        for letter in phrase
    )


def in_pdfium(path, typed):
    """How many phrases PDFium finds."""
    with pypdfium2.PdfDocument(path) as document:
        pages = [page.get_textpage() for page in document]
        return sum(
            any(page.search(phrase).get_next() is not None for page in pages) for phrase in typed
        )


def figures(dist, other):
    """For each language: how many phrases, and for each reader how many are found in ours and in
    the raw engine's file; and Firefox's version.
    """
    found = {}
    with firefox() as browser:
        for language in LANGUAGES:
            typed = phrases(dist / language / "page.html", language)
            row = [len(typed)]
            for path in (dist / language / "page.pdf", other / language / "page.pdf"):
                browser.open(path)
                hits = browser.hits(typed)
                row.append((in_pdfium(path, typed), sum(map(bool, hits))))
            found[language] = row
        return found, browser.version()


def written(found, version):
    """The report as Markdown."""
    rows = [["language", "phrases", "PDFium", "Firefox"], ["---"] * 4]
    for language, (count, ours, theirs) in found.items():
        pairs = (f"{mine} · {other}" for mine, other in zip(ours, theirs, strict=True))
        rows.append([language, str(count), *pairs])
    total = [sum(count for count, *_ in found.values())]
    sums = [
        f"**{sum(ours[place] for _, ours, _ in found.values())}**"
        f" · {sum(theirs[place] for _, _, theirs in found.values())}"
        for place in (0, 1)
    ]
    rows.append(["all", str(total[0]), *sums])
    table = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    return f"{TEXT}{table}\nPDFium {PDFIUM_INFO.build} · Firefox {version}\n"


def main():
    """Builds every page twice, searches, and writes the report."""
    with tempfile.TemporaryDirectory() as folder:
        dist, other = Path(folder) / "dist", Path(folder) / "raw"
        done = run("build", "-t", "page", "-o", "pdf", "-o", "html", "--out", dist, "--jobs", "2")
        assert done.returncode == 0, done.stdout + done.stderr
        render_raw(other)
        REPORT.write_text(written(*figures(dist / DOCUMENT, other)), encoding="utf-8")
    print(f"{REPORT.relative_to(ROOT)} is written")


if __name__ == "__main__":
    main()

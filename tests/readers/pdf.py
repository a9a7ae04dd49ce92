"""Text by PDFium, poppler and mupdf, and by the standard's own rule; validity by veraPDF. Pages end
with U+000C.
"""

import json
import re
import subprocess
from pathlib import Path

import pypdfium2
from lxml import etree

from tests.readers.tags import standard, tree

__all__ = [
    "PROGRAMS",
    "READERS",
    "declared",
    "lines",
    "mupdf",
    "pdfium",
    "placed_characters",
    "placed_lines",
    "poppler",
    "poppler_in_file_order",
    "standard",
    "tree",
    "verapdf",
]

QUICKLY = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")  # a run is too short for more
VERAPDF = Path(__file__).parents[2] / ".venv" / "share" / "verapdf"


def pdfium(path):
    with pypdfium2.PdfDocument(path) as document:
        return "".join(
            page.get_textpage().get_text_bounded().replace("\r\n", "\n") + "\f" for page in document
        )


def poppler(path):
    return _output("pdftotext", "-enc", "UTF-8", path, "-")


def poppler_in_file_order(path):
    """What poppler gives in the order of the content stream, and not of the page."""
    return _output("pdftotext", "-raw", "-enc", "UTF-8", path, "-")


def mupdf(path):
    return _output("mutool", "draw", "-q", "-F", "txt", path).replace("\f\n", "\f")


PROGRAMS = (poppler, mupdf)
READERS = (pdfium, *PROGRAMS)


def placed_lines(path):
    """The top and bottom of each line as poppler sees it, in pt, from the top, page by page."""
    read = etree.fromstring(_output("pdftotext", "-bbox-layout", path, "-").encode())
    named = "{http://www.w3.org/1999/xhtml}"
    return [
        sorted(
            (float(line.get("yMin")), float(line.get("yMax"))) for line in page.iter(f"{named}line")
        )
        for page in read.iter(f"{named}page")
    ]


def placed_characters(path):
    """The characters of the first page as mupdf sees them, a list for each line, each with its
    left and right in pt.
    """
    read = etree.fromstring(_output("mutool", "draw", "-q", "-F", "stext", path, "1").encode())
    return [
        [
            (it.get("c"), float(it.get("quad").split()[0]), float(it.get("quad").split()[2]))
            for it in line.iter("char")
        ]
        for line in read.iter("line")
    ]


def lines(text):
    """The lines of a text, without the marks that only order them (U+200E, U+202A and the like) and
    edge spaces.
    """
    return [
        re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", line).strip()
        for line in text.splitlines()
    ]


def verapdf(paths, flavour):
    """The files that veraPDF finds valid, and for the others the rules that they break."""
    valid, broken = set(), {}
    for name, results in _judged(paths, flavour):
        for result in results:
            if result["compliant"]:
                valid.add(name)
            else:
                broken[name] = [rule["clause"] for rule in result["details"]["ruleSummaries"]]
    return valid, broken


def declared(paths):
    """What veraPDF says of each file by each standard that it declares: the clauses that it breaks."""
    return {
        name: {
            result["profileName"].removesuffix(" validation profile"): [
                rule["clause"]
                for rule in result["details"]["ruleSummaries"]
                if not result["compliant"]
            ]
            for result in results
        }
        for name, results in _judged(paths, "0")
    }


def _judged(paths, flavour):
    jar = next(VERAPDF.glob("*.jar"))
    command = [
        "java",
        *QUICKLY,
        "-cp",
        str(jar),
        "org.verapdf.apps.GreenfieldCliWrapper",
        "-f",
        flavour,
        "--format",
        "json",
    ]
    for job in json.loads(_output(*command, *paths, check=False))["report"]["jobs"]:
        yield job["itemDetails"]["name"], job["validationResult"]


def _output(*command, check=True):
    done = subprocess.run([str(part) for part in command], capture_output=True, check=check)
    return done.stdout.decode()

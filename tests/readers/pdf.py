"""Text by PDFium, poppler and mupdf, and by the standard's own rule; validity by veraPDF. Pages end with U+000C."""

import json
import re
import subprocess
from pathlib import Path

import pypdfium2

from tests.readers.tags import standard, tree

__all__ = ["READERS", "lines", "mupdf", "pdfium", "poppler", "poppler_in_file_order", "standard", "tree", "verapdf"]

VERAPDF = Path(__file__).parents[2] / ".venv" / "share" / "verapdf"


def pdfium(path):
    with pypdfium2.PdfDocument(path) as document:
        return "".join(page.get_textpage().get_text_bounded().replace("\r\n", "\n") + "\f" for page in document)


def poppler(path):
    return _output("pdftotext", "-enc", "UTF-8", path, "-")


def poppler_in_file_order(path):
    """What poppler gives in the order of the content stream, and not of the page."""
    return _output("pdftotext", "-raw", "-enc", "UTF-8", path, "-")


def mupdf(path):
    return _output("mutool", "draw", "-q", "-F", "txt", path).replace("\f\n", "\f")


READERS = (pdfium, poppler, mupdf)


def lines(text):
    """The lines of a text, without the marks that only order them (U+200E, U+202A and the like) and edge spaces."""
    return [re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", line).strip() for line in text.splitlines()]


def verapdf(paths, flavour):
    """The files that veraPDF finds valid, and for the others the rules that they break."""
    jar = next(VERAPDF.glob("*.jar"))
    command = ["java", "-cp", str(jar), "org.verapdf.apps.GreenfieldCliWrapper", "-f", flavour, "--format", "json"]
    report = json.loads(_output(*command, *paths, check=False))["report"]
    valid, broken = set(), {}
    for job in report["jobs"]:
        name = job["itemDetails"]["name"]
        for result in job["validationResult"]:
            if result["compliant"]:
                valid.add(name)
            else:
                broken[name] = [rule["clause"] for rule in result["details"]["ruleSummaries"]]
    return valid, broken


def _output(*command, check=True):
    done = subprocess.run([str(part) for part in command], capture_output=True, check=check)
    return done.stdout.decode()

"""Reads what the XMP packet of any PDF declares: the standards that it keeps, its title."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

_DECLARATION = re.compile(r"http://pdfa\.org/declarations/wtpdf#([a-z]+)([\d.]+)")
_TITLE = re.compile(
    r"<dc:title>.*?<rdf:li\s+xml:lang=[\"']x-default[\"']\s*>(.*?)</rdf:li>", re.DOTALL
)


def standards(xmp: str) -> Iterator[str]:
    """Gives the standards that a packet declares, such as PDF/A-2A, PDF/UA-1, WTPDF 1.0
    accessibility, PDF/X-4.
    """
    yield f"PDF/A-{_value(xmp, 'pdfaid:part')}{_value(xmp, 'pdfaid:conformance')}"
    yield f"PDF/UA-{_value(xmp, 'pdfuaid:part')}"
    for part, version in _DECLARATION.findall(xmp):
        yield f"WTPDF {version} {part}"
    yield _value(xmp, "pdfxid:GTS_PDFXVersion")


def title(xmp: str) -> str:
    """Gives the title that readers show where they know no other language; else nothing."""
    found = _TITLE.search(xmp)
    return html.unescape(found[1]) if found else ""


def _value(xmp: str, name: str) -> str:
    found = re.search(rf"{name}(?:>|=[\"'])([^<\"']+)", xmp)
    return found[1] if found else ""

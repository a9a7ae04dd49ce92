"""Reads what the XMP packet of any PDF declares: the standards that it keeps, its title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import pikepdf

from laureate_print.pdf_reader.objects import BROKEN, entry

_PDF_A = "http://www.aiim.org/pdfa/ns/id/"
_PDF_UA = "http://www.aiim.org/pdfua/ns/id/"
_PDF_X = "http://www.npes.org/pdfx/ns/id/"
_OLD_PDF_X = "http://ns.adobe.com/pdfx/1.3/"  # where PDF/X-1a and X-3 are declared, if in XMP
_CONFORMS_TO = "{http://pdfa.org/declarations/}conformsTo"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_WTPDF = re.compile(r"http://pdfa\.org/declarations/wtpdf#([a-z]+)([\d.]+)$")


class Xmp:
    """The metadata of an open PDF, whatever prefixes its namespaces have; empty where there are
    none that can be read.
    """

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._metadata = None
        if isinstance(entry(pdf.Root, "/Metadata"), pikepdf.Stream):
            try:
                self._metadata = pdf.open_metadata()
                self._metadata.get("dc:title")  # reads the packet
            except (*BROKEN, SyntaxError):  # lxml's errors are of the latter
                self._metadata = None

    @property
    def readable(self) -> bool:
        """Whether there is a packet, and anything in it."""
        return bool(self._metadata)

    def value(self, namespace: str, name: str) -> str:
        """Gives a property as text, a list with semicolons; nothing where there is none."""
        if self._metadata is None:
            return ""
        found = self._metadata.get(f"{{{namespace}}}{name}")
        if found is None or isinstance(found, str):
            return (found or "").strip()
        return "; ".join(str(part) for part in found if part)

    def standards(self) -> Iterator[str]:
        """Gives the standards that the packet declares, such as PDF/A-2A, PDF/UA-1, WTPDF 1.0
        accessibility, PDF/X-4.
        """
        if part := self.value(_PDF_A, "part"):
            yield f"PDF/A-{part}{self.value(_PDF_A, 'conformance').upper()}"
        if part := self.value(_PDF_UA, "part"):
            yield f"PDF/UA-{part}"
        yield from self._declarations()
        for namespace in (_PDF_X, _OLD_PDF_X):
            if version := self.value(namespace, "GTS_PDFXVersion"):
                yield version

    def _declarations(self) -> Iterator[str]:
        """Gives the PDF Declarations of WTPDF: structures, which pikepdf keeps but does not
        unpack.
        """
        for element in self._tree.iter(_CONFORMS_TO) if self._tree is not None else ():
            if found := _WTPDF.match((element.text or "").strip()):
                yield f"WTPDF {found[2]} {found[1]}"

    def title(self) -> str:
        """Gives the title that readers show where they know no other language; else nothing."""
        if self._tree is None:
            return ""
        titles = self._tree.iterfind(f".//{_TITLE}")
        texts = (item.text for title in titles for item in title.iter(f"{_RDF}li") if _plain(item))
        return next(filter(None, texts), "")

    @cached_property
    def _tree(self) -> Any:
        """The packet as XML, of which pikepdf keeps what it does not know."""
        if self._metadata is None:
            return None
        from lxml.etree import XMLParser, fromstring

        parser = XMLParser(resolve_entities=False, no_network=True, recover=True)
        return fromstring(str(self._metadata), parser)


def _plain(item: Any) -> bool:
    return bool(item.get("{http://www.w3.org/XML/1998/namespace}lang") == "x-default")

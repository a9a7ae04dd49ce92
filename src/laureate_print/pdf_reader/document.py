"""Reads any PDF back as a stranger would: standards, language, fonts, boxes, colours,
links, text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pikepdf

from laureate_print.errors import InputError
from laureate_print.model import MM_PER_PT
from laureate_print.pdf_reader.font_flaws import flaws
from laureate_print.pdf_reader.fonts import Font
from laureate_print.pdf_reader.objects import (
    BROKEN,
    dictionary,
    elements,
    entry,
    inherited,
    name_of,
    numbers,
    one_line,
    open_pdf,
    text_of,
)
from laureate_print.pdf_reader.page_content import Contents, read_pages
from laureate_print.pdf_reader.structure_tree import Piece, pieces
from laureate_print.pdf_reader.xmp import Xmp

_FONT_KINDS = ("Type0", "Type1", "MMType1", "TrueType", "Type3")


@dataclass(frozen=True, slots=True)
class FontFacts:
    """A font of a PDF: its name there, its kind (Type0, TrueType, …), and whether its program is
    inside; the PostScript name and revision that the program has, if it has them.

    `textless` are the codes that pages show and the font's ToUnicode map does not name.
    """

    name: str
    kind: str
    embedded: bool
    postscript: str
    revision: float
    subset: bool
    textless: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file inside a PDF, as `Attachment` describes it."""

    name: str
    content: bytes
    media_type: str
    description: str
    relationship: str


class PdfReader:
    """A PDF opened by pikepdf (objects) and PDFium (text).

    Raises `InputError` if it is none, or does not open without a password.
    """

    def __init__(self, content: bytes) -> None:
        self._pdf = open_pdf(content)
        self._content = content

    @property
    def opened(self) -> pikepdf.Pdf:
        """The file's objects, for what looks at each."""
        return self._pdf

    @cached_property
    def standards(self) -> tuple[str, ...]:
        """The standards that the file declares, such as PDF/A-2A, PDF/UA-1, WTPDF 1.0
        accessibility, PDF/X-4.
        """
        in_info = text_of(entry(self._pdf.trailer, "/Info", "/GTS_PDFXVersion"))
        return tuple(dict.fromkeys(filter(None, [*self._xmp.standards(), in_info])))

    @property
    def is_for_print(self) -> bool:
        """Whether the file declares PDF/X, or has the output intent of PDF/X (ISO 15930-7, 6.8)."""
        intents = elements(entry(self._pdf.Root, "/OutputIntents"))
        return any(name.startswith("PDF/X") for name in self.standards) or any(
            entry(intent, "/S") == "/GTS_PDFX" for intent in intents
        )

    @cached_property
    def _xmp(self) -> Xmp:
        return Xmp(self._pdf)

    @property
    def title(self) -> str:
        """The title: that of the document information, or of the metadata, where PDF/A-4 has it
        alone.
        """
        return text_of(entry(self._pdf.trailer, "/Info", "/Title")) or self._xmp.title()

    @cached_property
    def files(self) -> tuple[AttachedFile, ...]:
        """The files that stand inside, by name; one that is not associated has no relationship."""
        named = map(dictionary, elements(entry(self._pdf.Root, "/AF")))
        associated = {file.objgen for file in named if file is not None}
        found = []
        for name, file in self._pdf.attachments.items():
            embedded = file.get_file()
            relationship = name_of(file.obj.get("/AFRelationship"))
            found.append(
                AttachedFile(
                    name,
                    embedded.read_bytes(),
                    embedded.mime_type,
                    file.description,
                    relationship if file.obj.objgen in associated else "",
                )
            )
        return tuple(found)

    @property
    def language(self) -> str:
        """The language of the document as a whole (ISO 32000-1, 14.9.2)."""
        return text_of(entry(self._pdf.Root, "/Lang"))

    @cached_property
    def inner_languages(self) -> tuple[str, ...]:
        """The languages that structure elements declare."""
        declared = (text_of(element.get("/Lang")) for element in self._elements())
        return tuple(dict.fromkeys(filter(None, declared)))

    def _elements(self) -> Iterator[pikepdf.Object]:
        for item in self._pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem":
                yield item

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self._pdf.pages)

    def boxes(self) -> list[dict[str, tuple[float, ...]]]:
        """Gives the boxes of each page in mm: left, bottom, width, height."""
        found = []
        for page in self._pdf.pages:
            boxes = {}
            for name in ("MediaBox", "BleedBox", "TrimBox"):
                edges = numbers(inherited(page.obj, f"/{name}"))
                if len(edges) == 4:
                    left, bottom, right, top = (value * MM_PER_PT for value in edges)
                    boxes[name] = tuple(
                        round(value, 2) for value in (left, bottom, right - left, top - bottom)
                    )
            found.append(boxes)
        return found

    @cached_property
    def _contents(self) -> Contents:
        return read_pages(self._pdf)

    @property
    def complaints(self) -> tuple[str, ...]:
        """What of the pages could not be understood."""
        return tuple(self._contents.walk.complaints)

    def colours(self) -> tuple[str, ...]:
        """Gives the colour spaces that the pages and what they draw paint in."""
        return tuple(
            dict.fromkeys(space for page in self._contents.pages for space in page.colours)
        )

    @cached_property
    def fonts(self) -> tuple[FontFacts, ...]:
        """The fonts of the file: those that are objects of their own, then others on pages."""
        used: dict[str, set[int]] = {}
        fonts = {font.name: font for font in self._font_objects()}
        for page in self._contents.pages:
            for font, codes in page.codes.items():
                used.setdefault(font.name, set()).update(codes)
                fonts.setdefault(font.name, font)
        return tuple(_facts(font, used.get(name, set())) for name, font in fonts.items())

    def font_flaws(self) -> Iterator[tuple[str, str]]:
        """Gives the name of each font that pages show, with what standards do not permit of it."""
        used: dict[Font, set[int]] = {}
        for page in self._contents.pages:
            for font, codes in page.codes.items():
                used.setdefault(font, set()).update(codes)
        for font, codes in used.items():
            yield from ((font.name, flaw) for flaw in flaws(font, codes))

    def _font_objects(self) -> Iterator[Font]:
        for item in self._pdf.objects:
            if (
                isinstance(item, pikepdf.Dictionary)
                and item.get("/Type") == "/Font"
                and name_of(item.get("/Subtype")) in _FONT_KINDS
            ):
                yield self._contents.walk.font(item)

    def links(self) -> list[tuple[str, int]]:
        """Gives each link annotation's description and how many annotations its structure element
        has.
        """
        found = []
        for element in self._elements():
            if element.get("/S") == "/Link":
                kids = elements(element.get("/K"))
                own = [annotation for kid in kids if (annotation := dictionary(entry(kid, "/Obj")))]
                found += [(text_of(annotation.get("/Contents")), len(own)) for annotation in own]
        return found

    @property
    def is_tagged(self) -> bool:
        """Whether the file has a tag tree (14.7.2)."""
        return dictionary(entry(self._pdf.Root, "/StructTreeRoot")) is not None

    @cached_property
    def tagged_text(self) -> tuple[Piece, ...]:
        """The text in the order of the tag tree, as assistive technology should take it."""
        return tuple(pieces(self._pdf, self._contents.pages))

    @cached_property
    def page_texts(self) -> tuple[str, ...]:
        """The text of each page as PDFium reads it (Chrome, Edge, Android).

        Raises `InputError` if PDFium cannot open the file or a page of it, or would never end.
        """
        with self._in_pdfium() as document:
            return tuple(page.get_textpage().get_text_range() for page in document)

    def unfound(self, phrases: Iterable[str]) -> tuple[str, ...]:
        """Gives the phrases that PDFium's search finds on no page; it parts letters from their
        marks, so they may be typed in either way.

        Raises `InputError` as for `page_texts`.
        """
        with self._in_pdfium() as document:
            pages = [page.get_textpage() for page in document]
            return tuple(
                phrase
                for phrase in phrases
                if not any(
                    page.search(typed).get_next()
                    for typed in dict.fromkeys((phrase, unicodedata.normalize("NFD", phrase)))
                    for page in pages
                )
            )

    @contextmanager
    def _in_pdfium(self) -> Iterator[Any]:
        import pypdfium2

        if self._contents.walk.is_exhausted:
            raise InputError("more forms are drawn than PDFium could read")
        try:
            with pypdfium2.PdfDocument(self._content) as document:
                yield document
        except pypdfium2.PdfiumError as error:
            raise InputError(f"PDFium cannot read the PDF: {one_line(error)}") from error

    @property
    def artifact_texts(self) -> tuple[tuple[str, ...], ...]:
        """The texts on each page that are no part of the document, such as its number."""
        return tuple(page.artifacts for page in self._contents.pages)

    @property
    def text(self) -> str:
        """The text of all pages."""
        return "\n".join(self.page_texts)


def _facts(font: Font, used: set[int]) -> FontFacts:
    try:
        mapped = font.to_unicode.keys()
    except BROKEN:
        mapped = {}.keys()
    return FontFacts(
        font.name,
        font.kind,
        font.embedded,
        font.program.postscript,
        font.program.revision,
        "+" in font.name,
        tuple(sorted(used - mapped)),
    )

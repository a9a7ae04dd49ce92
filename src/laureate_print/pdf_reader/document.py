"""Reads any PDF back as a stranger would: standards, language, fonts, boxes, colours,
links, text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any

from laureate_print.errors import InputError
from laureate_print.pdf_reader import xmp
from laureate_print.pdf_reader.structure_tree import Piece, artifacts, pieces, to_unicode
from laureate_print.pdf_reader.structure_tree import codes as shown_codes

_MM = 25.4 / 72  # one PDF point in mm
_SPACES = {
    "g": "DeviceGray",
    "G": "DeviceGray",
    "rg": "DeviceRGB",
    "RG": "DeviceRGB",
    "k": "DeviceCMYK",
    "K": "DeviceCMYK",
}


@dataclass(frozen=True, slots=True)
class EmbeddedFont:
    """A font of a PDF: its name there, the PostScript name and revision inside the font file,
    glyphs without text.
    """

    name: str
    postscript: str
    revision: float
    subset: bool
    textless: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file inside a PDF, as `Source` tells of it."""

    name: str
    content: bytes
    media_type: str
    description: str
    relationship: str


class PdfReader:
    """A PDF opened by pikepdf (objects) and PDFium (text)."""

    def __init__(self, content: bytes) -> None:
        import pikepdf

        try:
            self._pdf = pikepdf.open(BytesIO(content))
        except pikepdf.PdfError as error:
            raise InputError(f"this is no PDF that can be read: {error}") from error
        self._content = content

    @cached_property
    def standards(self) -> tuple[str, ...]:
        """The standards that the file declares, such as PDF/A-2A, PDF/UA-1, WTPDF 1.0
        accessibility, PDF/X-4.
        """
        declared = [*xmp.standards(self._xmp), str(self._pdf.docinfo.get("/GTS_PDFXVersion", ""))]
        return tuple(dict.fromkeys(name for name in declared if name and not name.endswith("-")))

    @cached_property
    def _xmp(self) -> str:
        read = bytes(self._pdf.Root.Metadata.read_bytes()) if "/Metadata" in self._pdf.Root else b""
        return read.decode(errors="replace")

    @property
    def title(self) -> str:
        """The title: that of the document information, or of the metadata, where PDF/A-4 has it
        alone.
        """
        return str(self._pdf.docinfo.get("/Title", "")) or xmp.title(self._xmp)

    @cached_property
    def files(self) -> tuple[AttachedFile, ...]:
        """The files that stand inside, by name; one that is not associated has no relationship."""
        associated = {file.objgen for file in self._pdf.Root.get("/AF", ())}
        found = []
        for name, file in self._pdf.attachments.items():
            held = file.get_file()
            relationship = str(file.obj.get("/AFRelationship", "")).lstrip("/")
            told = relationship if file.obj.objgen in associated else ""
            found.append(
                AttachedFile(name, held.read_bytes(), held.mime_type, file.description, told)
            )
        return tuple(found)

    @property
    def language(self) -> str:
        """The language of the document as a whole (ISO 32000-1, 14.9.2)."""
        return str(self._pdf.Root.get("/Lang", ""))

    @cached_property
    def inner_languages(self) -> tuple[str, ...]:
        """The languages that structure elements declare."""
        return tuple(dict.fromkeys(str(item.Lang) for item in self._elements() if "/Lang" in item))

    def _elements(self) -> Iterator[Any]:
        import pikepdf

        for item in self._pdf.objects:
            if (
                isinstance(item, pikepdf.Dictionary)
                and "/S" in item
                and item.get("/Type") == "/StructElem"
            ):
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
                if f"/{name}" in page:
                    left, bottom, right, top = (float(value) * _MM for value in page[f"/{name}"])
                    boxes[name] = tuple(
                        round(value, 2) for value in (left, bottom, right - left, top - bottom)
                    )
            found.append(boxes)
        return found

    def colours(self) -> tuple[str, ...]:
        """Gives the colour spaces that the pages and what they draw paint in."""
        import pikepdf

        spaces: dict[str, None] = {}
        streams = [*self._pdf.pages]
        streams += [
            item for item in self._pdf.objects if isinstance(item, pikepdf.Stream) and _paints(item)
        ]
        for stream in streams:
            for instruction in pikepdf.parse_content_stream(stream):
                operator = str(instruction.operator)
                if operator in ("cs", "CS"):
                    spaces[str(instruction.operands[0]).lstrip("/")] = None
                elif operator in _SPACES:
                    spaces[_SPACES[operator]] = None
        return tuple(spaces)

    @cached_property
    def fonts(self) -> tuple[EmbeddedFont, ...]:
        """The composite fonts of the file."""
        import pikepdf

        used = self._used_glyphs()
        found = {}
        for item in self._pdf.objects:
            if (
                isinstance(item, pikepdf.Dictionary)
                and item.get("/Type") == "/Font"
                and "/CIDSystemInfo" not in item
            ):
                found[str(item.BaseFont)] = _font(item, used.get(str(item.BaseFont), set()))
        return tuple(found.values())

    def _used_glyphs(self) -> dict[str, set[int]]:
        """Gives, for each font, the two-byte codes that the pages show."""
        import pikepdf

        used: dict[str, set[int]] = {}
        for page in self._pdf.pages:
            codes: set[int] = set()
            for instruction in pikepdf.parse_content_stream(page):
                if str(instruction.operator) == "Tf":
                    name = str(page.Resources.Font[str(instruction.operands[0])].BaseFont)
                    codes = used.setdefault(name, set())
                elif str(instruction.operator) in ("Tj", "TJ"):
                    codes.update(shown_codes(instruction.operands[0]))
        return used

    def links(self) -> list[tuple[str, int]]:
        """Gives each link annotation's description and how many annotations its structure element
        has.
        """
        found = []
        for element in self._elements():
            if element.S == "/Link":
                kids = element.K if element.K._type_name == "array" else [element.K]
                own = [kid.Obj for kid in kids if hasattr(kid, "keys") and "/Obj" in kid]
                found += [(str(annotation.get("/Contents", "")), len(own)) for annotation in own]
        return found

    @cached_property
    def tagged_text(self) -> tuple[Piece, ...]:
        """The text in the order of the tag tree, as assistive technology should take it."""
        return tuple(pieces(self._pdf))

    @cached_property
    def page_texts(self) -> tuple[str, ...]:
        """The text of each page as PDFium reads it (Chrome, Edge, Android)."""
        import pypdfium2

        try:
            document = pypdfium2.PdfDocument(self._content)
        except pypdfium2.PdfiumError as error:
            raise InputError(f"PDFium cannot open the PDF: {error}") from error
        try:
            return tuple(page.get_textpage().get_text_bounded() for page in document)
        finally:
            document.close()

    @cached_property
    def artifact_texts(self) -> tuple[tuple[str, ...], ...]:
        """The texts on each page that are no part of the document, such as its number."""
        return tuple(tuple(artifacts(page)) for page in self._pdf.pages)

    @property
    def text(self) -> str:
        """The text of all pages."""
        return "\n".join(self.page_texts)


def _paints(stream: Any) -> bool:
    return bool(stream.get("/Subtype") == "/Form" or stream.get("/PatternType") == 1)


def _font(item: Any, used: set[int]) -> EmbeddedFont:
    from fontTools.ttLib import TTFont

    name = str(item.BaseFont).lstrip("/")
    descriptor = (item.DescendantFonts[0] if "/DescendantFonts" in item else item).get(
        "/FontDescriptor"
    )
    file = next(
        (
            descriptor[key]
            for key in ("/FontFile2", "/FontFile3")
            if descriptor and key in descriptor
        ),
        None,
    )
    postscript, revision = "", 0.0
    if file is not None:
        font = TTFont(BytesIO(file.read_bytes()), lazy=True)
        postscript, revision = (
            font["name"].getDebugName(6) or "",
            round(float(font["head"].fontRevision), 3),
        )
    mapped = to_unicode(item).keys()
    return EmbeddedFont(name, postscript, revision, "+" in name, tuple(sorted(used - mapped)))

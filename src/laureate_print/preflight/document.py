"""A PDF document for the rules: its objects, what its pages paint and hold, and what its plates
show.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from laureate_print.pdf_reader.objects import entry, items, name_of, open_pdf, text_of
from laureate_print.pdf_reader.xmp import Xmp
from laureate_print.preflight.bleed import Side, bleed_sides
from laureate_print.preflight.geometry import Sheet, sheet
from laureate_print.preflight.grounds import Ground, grounds
from laureate_print.preflight.marks import MarksFound, find_marks
from laureate_print.preflight.painting import paint
from laureate_print.preflight.plates import InkMaximum, Separation
from laureate_print.preflight.printed import PrintedColours, printed_colours
from laureate_print.preflight.resources import Resource, resources
from laureate_print.preflight.values import Limits, PaintedObject

_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
}
# mm inside the bleed's edge, along which Japanese corner marks run: of plates, of things.
_EDGE, _HAIR = 0.5, 0.3


@dataclass(frozen=True, slots=True)
class Picture:
    """What the plates of a page show: the most ink in one pixel and in one square millimetre, inks,
    bleed, marks, and what text and thin black lines stand on.
    """

    pixel: InkMaximum
    square: InkMaximum
    inks: tuple[str, ...]
    sides: tuple[Side, ...]
    marks: MarksFound
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page as the rules see it: what it paints, its resources, and what could not be
    understood.
    """

    sheet: Sheet
    objects: tuple[PaintedObject, ...]
    resources: tuple[Resource, ...]
    complaints: tuple[str, ...]

    @property
    def printed(self) -> list[PaintedObject]:
        """What stands inside the bleed, and can be seen."""
        box = self.sheet.bleed.grown(-_HAIR)
        return [thing for thing in self.objects if thing.alpha > 0 and thing.meets(box)]


class PreflightDocument:
    """A PDF and what a shop asks of it; raises `InputError` if it cannot be opened."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        self.pdf = open_pdf(content)
        self.content, self.limits = content, limits

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The pages, interpreted."""
        pages = []
        for number, page in enumerate(self.pdf.pages, 1):
            here = sheet(number, page)
            objects, complaints = paint(here, page)
            pages.append(Page(here, objects, tuple(resources(page)), complaints))
        return tuple(pages)

    @cached_property
    def _separated(self) -> tuple[tuple[Picture | None, ...], tuple[str, ...]]:
        with Separation(self.content) as separation:
            return (
                tuple(self._picture(separation, page) for page in self.pages),
                separation.warnings,
            )

    @cached_property
    def _printed_colours(self) -> PrintedColours | None:
        return printed_colours(self.pdf)

    def _picture(self, separation: Separation, page: Page) -> Picture | None:
        here = page.sheet
        plates = separation.page(here)
        if plates is None:
            return None
        inside, bleed = here.bleed.grown(-_EDGE), self.limits.bleed
        return Picture(
            plates.worst(inside),
            plates.worst(inside, window=1.0),
            plates.inks_in(inside),
            bleed_sides(plates, bleed),
            find_marks(plates, bleed),
            grounds(plates, page.printed, self._printed_colours, self.limits),
        )

    @property
    def pictures(self) -> tuple[Picture | None, ...]:
        """What the plates of each page show; none where Ghostscript gave none."""
        return self._separated[0]

    @property
    def ghostscript_warnings(self) -> tuple[str, ...]:
        """What Ghostscript had to say."""
        return self._separated[1]

    @cached_property
    def info(self) -> dict[str, str]:
        """The document information dictionary (ISO 32000-1, 14.3.3)."""
        given = items(entry(self.pdf.trailer, "/Info"))
        return {name[1:]: text_of(value) or name_of(value) for name, value in given}

    @cached_property
    def xmp(self) -> Xmp:
        """The XMP packet's properties."""
        return Xmp(self.pdf)

    def xmp_value(self, name: str) -> str:
        """Gives an XMP property as text, a list with semicolons; empty where there is none. `name`
        as in `dc:title`.
        """
        prefix, _, local = name.partition(":")
        return self.xmp.value(_NAMESPACES[prefix], local)

    @property
    def standard(self) -> str:
        """The part of PDF/X that the file declares, such as PDF/X-4; empty if none."""
        return self.xmp_value("pdfxid:GTS_PDFXVersion") or self.info.get(
            "GTS_PDFXConformance", self.info_standard
        )

    @property
    def info_standard(self) -> str:
        """What the document information alone declares."""
        return self.info.get("GTS_PDFXVersion", "")

    @property
    def is_x1a(self) -> bool:
        """Whether the file is to be judged as PDF/X-1a: of PDF 1.4, without transparency."""
        return (self.limits.standard or self.standard).startswith(("PDF/X-1", "PDF/X-3"))


def moment(text: str) -> datetime | None:
    """Gives the moment of a PDF date or an XMP date; UTC where it has no zone; none if it
    is no date.
    """
    found = re.match(
        r"(?:D:)?(\d{4})-?(\d\d)?-?(\d\d)?T?(\d\d)?:?(\d\d)?:?(\d\d)?(?:\.\d+)?(.*)", text
    )
    if not found:
        return None
    year, month, day, hour, minute, second = (
        int(part or low) for part, low in zip(found.groups()[:6], "011000", strict=True)
    )
    zone = re.match(r"([+-])(\d\d)[':]?(\d\d)?", found[7])
    offset = f"{zone[1]}{zone[2]}:{zone[3] or '00'}" if zone else "+00:00"
    try:
        return datetime.fromisoformat(
            f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{offset}"
        ).astimezone(UTC)
    except ValueError:
        return None

"""Puts laid-out pages on the sheets of a press: panels beside each other, boxes, bleed, marks.

The engine draws its pages at the trim box with the bleed outside, so its media box begins below
0; here each page becomes a form on a sheet whose media box begins at the origin (media, bleed
and trim box nested: ISO 32000-1, 14.11.2).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from laureate_print.model import BLEED, PT_PER_MM, Face, Page, Panel, folded
from laureate_print.pdf_engine.marks import MARGIN, marks
from laureate_print.pdf_engine.outlines import Outlines

_FORM = "/Page"
_OVERLAP = 0.1  # mm
_EMPTY = 0  # where a sheet stays white
Side = Sequence[Panel]


def singles(widths: Sequence[float], page: Page) -> Sequence[Side]:
    """Gives the sides that a shop asks for: of a folded sheet its two, or else each page by itself,
    as it is read; `widths` are those of the pages that were laid out, in mm.

    A book has a multiple of four pages: white ones stand before the last, which is its back.
    """
    if page.sides:
        return folded(page.sides, page.language.direction)
    single = [(Panel(number, width),) for number, width in enumerate(widths, 1)]
    empty = [(Panel(_EMPTY, widths[-1]),)] * (-len(single) % 4 if page.stitched else 0)
    return [*single[:-1], *empty, single[-1]]


def spreads(single: Sequence[Side], page: Page) -> Sequence[Side]:
    """Gives the sides of a stitched book as they lie on the press: on the outermost sheet the last
    page and the first.

    The deeper a sheet lies, the further out its edge would stand, so its pages move towards the
    spine by the paper's thickness a sheet.
    """
    paper = page.print_settings.paper if page.print_settings else 0
    count, found = len(single), []
    for number in range(count // 2):
        pair = [single[count - 1 - number][0], single[number][0]]
        if (number % 2 == 1) != (page.language.direction == "rtl"):
            pair.reverse()
        creep = (number // 2) * paper
        found.append(
            tuple(
                Panel(it.page, it.width, way * creep) for it, way in zip(pair, (1, -1), strict=True)
            )
        )
    return found


def sheets(source: Any, page: Page, sides: Sequence[Side], face: Face) -> Any:
    """Gives a new PDF with a sheet for each side.

    `source` is the engine's PDF, opened; `face` sets what the slug says.
    """
    import pikepdf

    made, outlines = pikepdf.new(), Outlines(face)
    forms: dict[int, Any] = {}
    height = _height(source.pages[0])
    kind = page.print_settings.marks if page.print_settings else "none"
    for number, panels in enumerate(sides, 1):
        made.add_blank_page(page_size=(100, 100))
        sheet = made.pages[-1]
        sheet.Resources = pikepdf.Dictionary(
            XObject=pikepdf.Dictionary(), ColorSpace=_registration()
        )
        content = [b"q 1 0 0 1 %.4f %.4f cm" % (MARGIN * PT_PER_MM, MARGIN * PT_PER_MM)]
        edges = [0.0, *accumulate(panel.width for panel in panels)]
        for place, panel in enumerate(panels):
            shown = page_on(panel, len(source.pages), page)
            if shown is None:
                continue
            if shown not in forms:
                forms[shown] = _form(made, source, shown)
            sheet.Resources.XObject[f"{_FORM}{place}"] = forms[shown]
            content += _drawn(place, edges, panel.creep, height)
        note = _note(page, number, len(sides))
        content += [marks(kind, edges[-1], height, edges[1:-1], note, outlines), b"Q"]
        sheet.Contents = made.make_stream(b"\n".join(content))
        _set_boxes(sheet, edges[-1], height)
    return made


def _drawn(place: int, edges: Sequence[float], creep: float, height: float) -> list[bytes]:
    """Gives the content that draws the form of a panel, cut at its edges; at those of the sheet the
    bleed goes on, and at a fold it reaches below the next panel, so that no paper shines through.

    `edges` are those of all panels, in mm from the left.
    """
    left = edges[place] - BLEED * (place == 0)
    right = edges[place + 1] + (BLEED if place == len(edges) - 2 else _OVERLAP)
    clip = left, -BLEED, right - left, height + 2 * BLEED
    return [
        b"q %.4f %.4f %.4f %.4f re W n" % tuple(value * PT_PER_MM for value in clip),
        b"1 0 0 1 %.4f 0 cm %s%d Do Q"
        % ((edges[place] + creep) * PT_PER_MM, _FORM.encode(), place),
    ]


def _note(page: Page, number: int, count: int) -> str:
    """Gives what the slug says: the document, its kind, its language, its date, and which sheet it
    is.
    """
    job = page.job
    return "   ".join(
        [job.document, job.template, job.edition.name, page.date[:10], f"{number}/{count}"]
    )


def _height(sheet: Any) -> float:
    return float(sheet.TrimBox[3] - sheet.TrimBox[1]) / PT_PER_MM


def page_on(panel: Panel, pages: int, page: Page) -> int | None:
    """Gives which of the `pages` that were laid out stands on a panel; none where the text ends
    before it and only the last page is to come, which of a folded sheet is the back.
    """
    if panel.page == _EMPTY:
        return None
    if panel.page < 0:
        return pages
    limit = page.pages or 0 if page.sides else 0
    return panel.page if panel.page < pages or pages >= limit else None


def _form(made: Any, source: Any, number: int) -> Any:
    """Gives a page of the engine as a form whose origin is the lower left corner of
    its trim box.
    """
    import pikepdf

    page, edge = source.pages[number - 1], BLEED * PT_PER_MM
    left, bottom, right, top = (float(value) for value in page.TrimBox)
    form = source.make_stream(page.Contents.read_bytes())
    form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    form.BBox = [left - edge, bottom - edge, right + edge, top + edge]
    form.Matrix = [1, 0, 0, 1, -left, -bottom]
    form.Resources = page.Resources
    return made.copy_foreign(form)


def _registration() -> Any:
    """Gives the colour of all plates: /All, for marks alone (ISO 32000-1, 8.6.6.4)."""
    import pikepdf

    tint = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    names = pikepdf.Name
    return pikepdf.Dictionary(
        All=pikepdf.Array([names.Separation, names.All, names.DeviceCMYK, tint])
    )


def _set_boxes(sheet: Any, width: float, height: float) -> None:
    """Sets the boxes in pt: trim in the middle, bleed round it, slug round that."""
    for name, outside in (("MediaBox", MARGIN), ("BleedBox", BLEED), ("TrimBox", 0.0)):
        corner = MARGIN - outside
        box = corner, corner, MARGIN + width + outside, MARGIN + height + outside
        sheet[f"/{name}"] = [round(value * PT_PER_MM, 4) for value in box]

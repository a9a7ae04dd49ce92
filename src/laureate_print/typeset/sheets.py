"""Puts laid-out pages on the sheets of a press: panels beside each other, boxes, bleed, marks.

The engine draws its pages at the trim box with the bleed outside, so its media box begins below nought; here each page
becomes a form on a sheet whose media box begins at the origin (ISO 15930-7, 6.10: media, bleed and trim box nested).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from laureate_print.model import Face, Page, Panel
from laureate_print.typeset.marks import BLEED, MARGIN, MM, marks

_FORM = "/Page"


def sheets(source: Any, page: Page, face: Face) -> Any:
    """Gives a new PDF with a sheet for each side of a page's template, or else for each page that was laid out.

    `source` is the engine's PDF, opened; `face` sets what the slug says.
    """
    import pikepdf

    made = pikepdf.new()
    sides = _sides(source, page)
    for number, panels in enumerate(sides, 1):
        width = sum(panel.width for panel in panels)
        trim = source.pages[0].TrimBox
        height = float(trim[3] - trim[1]) / MM
        folds = list(accumulate(panel.width for panel in panels[:-1]))
        job = page.job
        note = "   ".join([job.document, job.template, job.language, page.date[:10], f"{number}/{len(sides)}"])
        kind = page.press.marks if page.press else "none"
        made.add_blank_page(page_size=(100, 100))
        sheet = made.pages[-1]
        left = 0.0
        content = [b"q 1 0 0 1 %.4f %.4f cm" % (MARGIN * MM, MARGIN * MM)]
        sheet.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(), ColorSpace=_registration())
        for place, panel in enumerate(panels):
            low, high = left - BLEED * (place == 0), left + panel.width + BLEED * (place == len(panels) - 1)
            here, left = left, left + panel.width
            if (drawn := _drawn(panel, len(source.pages), page.pages or 0)) is None:
                continue
            sheet.Resources.XObject[f"{_FORM}{place}"] = _form(made, source, drawn)
            clip = low, -BLEED, high - low, height + 2 * BLEED
            content.append(b"q %.4f %.4f %.4f %.4f re W n" % tuple(value * MM for value in clip))
            content.append(b"1 0 0 1 %.4f 0 cm %s%d Do Q" % (here * MM, _FORM.encode(), place))
        content += [marks(kind, width, height, folds, note, face), b"Q"]
        sheet.Contents = made.make_stream(b"\n".join(content))
        _set_boxes(sheet, width, height)
    return made


def _sides(source: Any, page: Page) -> Sequence[Sequence[Panel]]:
    """Gives the panels of each sheet; mirrored where the language runs from right to left, for so it is folded."""
    if page.sides:
        turned = page.language.direction == "rtl"
        return [tuple(reversed(side)) if turned else side for side in page.sides]
    sizes = [float(sheet.TrimBox[2] - sheet.TrimBox[0]) / MM for sheet in source.pages]
    return [[Panel(number, width)] for number, width in enumerate(sizes, 1)]


def _drawn(panel: Panel, pages: int, limit: int) -> int | None:
    """Gives the page that stands on a panel; none where the text ends before it and only the last page is to come."""
    if panel.page < 0:
        return pages
    return panel.page if panel.page < pages or pages == limit else None


def _form(made: Any, source: Any, number: int) -> Any:
    """Gives a page of the engine as a form whose origin is the lower left corner of its trim box."""
    import pikepdf

    page, edge = source.pages[number - 1], BLEED * MM
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
    return pikepdf.Dictionary(All=pikepdf.Array([names.Separation, names.All, names.DeviceCMYK, tint]))


def _set_boxes(sheet: Any, width: float, height: float) -> None:
    """Sets the boxes in pt: trim in the middle, bleed round it, slug round that."""
    for name, outside in (("MediaBox", MARGIN), ("BleedBox", BLEED), ("TrimBox", 0.0)):
        corner = MARGIN - outside
        box = corner, corner, MARGIN + width + outside, MARGIN + height + outside
        sheet[f"/{name}"] = [round(value * MM, 4) for value in box]

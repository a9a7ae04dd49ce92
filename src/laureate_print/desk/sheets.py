"""Where on each sheet of a finished PDF its trim, bleed and folds are, and what runs over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from laureate_print.checks import ArtifactContext
from laureate_print.checks.overflow import Overflow, overflows
from laureate_print.desk.values import Area, Mark, Placed, Sheet
from laureate_print.model import Layout, Page
from laureate_print.pdf_engine.imposition import page_on, singles
from laureate_print.pdf_reader.objects import open_pdf
from laureate_print.preflight.geometry import Box, sheet
from laureate_print.preflight.geometry import Sheet as Geometry


def sheets(context: ArtifactContext, messages: Sequence[Placed] = ()) -> tuple[Sheet, ...]:
    """Gives each sheet of an artifact as it is looked at, with the boxes of messages; of a web page
    there is none.
    """
    layout, page = context.artifact.layout, context.page
    if layout is None:
        return ()
    over = list(overflows(layout, page.pages))
    sides = list(_sides(layout, page))
    with open_pdf(context.artifact.content) as pdf:
        seen = [sheet(number, it) for number, it in enumerate(pdf.pages, 1)]
    areas = [(it.identity, area) for it in messages for area in it.areas]
    return tuple(
        _sheet(geometry, side, over, areas) for geometry, side in zip(seen, sides, strict=True)
    )


@dataclass(frozen=True, slots=True)
class PagePlace:
    """Where a page that was laid out stands: on which sheet of the PDF, and how far from its top
    left corner, in mm.
    """

    sheet: int
    left: float
    top: float


def page_places(context: ArtifactContext) -> dict[int, PagePlace]:
    """Gives the place of each page of an artifact, by its number; of a web page there is none."""
    layout, page = context.artifact.layout, context.page
    if layout is None:
        return {}
    with open_pdf(context.artifact.content) as pdf:
        media = [sheet(number, it).media for number, it in enumerate(pdf.pages, 1)]
    return {
        page: PagePlace(number, left - media[number - 1].left, -media[number - 1].top)
        for number, side in enumerate(_sides(layout, page), 1)
        for page, left, _ in side
        if page is not None
    }


_AIR = 0.9  # mm: letters reach beyond the box of their line, most of all below
_Page = tuple[int | None, float, float]  # a page, where it begins and how wide it is, in mm


def _sides(layout: Layout, page: Page) -> Iterator[Sequence[_Page]]:
    """Gives the pages on each sheet, from left to right: one each, but for what goes to a press."""
    widths = [width for width, _ in layout.sizes]
    if not page.job.output.for_press:
        yield from ([(number, 0.0, width)] for number, width in enumerate(widths, 1))
        return
    for panels in singles(widths, page):
        edges = accumulate((panel.width for panel in panels), initial=0.0)
        yield [
            (page_on(panel, len(widths), page), left + panel.creep, panel.width)
            for panel, left in zip(panels, edges, strict=False)
        ]


def _sheet(
    seen: Geometry,
    side: Sequence[_Page],
    over: Sequence[Overflow],
    areas: Sequence[tuple[str, Area]],
) -> Sheet:
    media = seen.media
    return Sheet(
        media.width,
        media.height,
        _within(seen.trim, media),
        _within(seen.bleed, media),
        tuple(left - media.left for _, left, _ in side[1:]),
        tuple(
            Mark(
                it.left + left - media.left,
                it.top - media.top,
                it.right - it.left,
                it.bottom - it.top,
                it.of,
                it.excess,
            )
            for page, left, _ in side
            for it in over
            if it.page == page
        ),
        tuple(
            (own, _around(it, left - media.left, -media.top))
            for page, left, _ in side
            for own, it in areas
            if it.page == page
        ),
    )


def _around(area: Area, right: float, down: float) -> Area:
    """Gives the box of some lines as it is drawn, elsewhere and with some air around it."""
    return replace(
        area,
        left=area.left + right - _AIR,
        top=area.top + down - _AIR / 2,
        width=area.width + 2 * _AIR,
        height=area.height + 2 * _AIR,
    )


def _within(box: Box, media: Box) -> tuple[float, float, float, float]:
    return box.left - media.left, box.top - media.top, box.width, box.height

"""Where each message of a page came to stand, as the desk shows it; which run over; and how much
more text there is room for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from laureate_print.checks.overflow import TOLERANCE, Overflow, overflows
from laureate_print.desk.highlight import blocks
from laureate_print.desk.values import Area, Placed
from laureate_print.model import Layout, Line, MessageName, MessagePlace, Page
from laureate_print.page.places import Spoken, letters, places
from laureate_print.preflight.geometry import Box


def identity(catalog: str, key: str) -> str:
    """Gives the name by which a browser knows a message; a letter and twelve more."""
    return f"m{hashlib.sha256(chr(0).join((catalog, key)).encode()).hexdigest()[:12]}"


def placed(said: Spoken, tag: str, layout: Layout | None) -> tuple[Placed, ...]:
    """Gives the messages of a language in the order in which they stand on a page, with their
    places in its text and on the pages that were laid out; last those that it shows nowhere.
    """
    found = places(said, layout) if layout else {}
    segments: dict[MessageName, list[tuple[int, int]]] = {}
    for stretch in said.stretches:
        segments.setdefault(stretch.name, []).append((stretch.start, stretch.end))
    return tuple(
        Placed(
            identity(name.catalog, name.key),
            name,
            tuple(segments.get(name, ())),
            tuple(_areas(found.get(name, ()))),
        )
        for name in (*said.order, *said.unseen)
        if name.language == tag
    )


def _areas(parts: Iterable[MessagePlace]) -> Iterator[Area]:
    """Gives the blocks of lines that show a message."""
    for page, own in groupby(parts, key=lambda it: it.page):
        for it in blocks(Box(it.left, it.top, it.right, it.bottom) for it in own):
            yield Area(page, it.left, it.top, it.width, it.height)


def excesses(
    layout: Layout | None, limit: int | None, messages: Sequence[Placed]
) -> dict[str, float]:
    """Gives by how much each message runs over, in mm, where it does."""
    found: dict[str, float] = {}
    for over in overflows(layout, limit) if layout else ():
        for message in messages:
            if any(_meet(area, over) for area in message.areas):
                own = message.identity
                found[own] = max(found.get(own, 0), over.excess)
    return found


def _meet(area: Area, over: Overflow) -> bool:
    return (
        area.page == over.page
        and min(area.right, over.right) > max(area.left, over.left)
        and min(area.bottom, over.bottom) - max(area.top, over.top) > TOLERANCE
    )


def room(layout: Layout | None, page: Page) -> int | None:
    """Gives about how many letters more a page has room for, fewer than none where it runs over;
    nothing where there is no end to its pages.

    Where the size of the type is chosen, a text may grow until the smallest; else down to what
    stands at the foot. Letters are counted as `letters` does.
    """
    if layout is None or page.pages is None:
        return None
    flow = [line for line in layout.lines if line.kind != "running" and not line.frame]
    if not flow:
        return None
    many = sum(len(letters(line.text)) for line in flow)
    each = many / len({(it.page, round(it.bottom), round(it.container_left)) for it in flow})
    height = sum(line.bottom - line.top for line in flow) / len(flow)
    over = [it.excess for it in overflows(layout, page.pages) if it.of in ("sheet", "frame")]
    if over:
        return -max(1, round(sum(over) / height * each))
    smallest = page.sizes[0] if page.sizes else 0
    grown = (layout.type_size / smallest) ** 2 if smallest and layout.type_size else 1
    return round(many * (grown - 1) + _free(layout, page.pages, flow) / height * each * grown)


def _free(layout: Layout, pages: int, flow: Sequence[Line]) -> float:
    """Gives how much of the height of the last page, in mm, the flow leaves, above what stands at
    its foot.
    """
    last = [line for line in flow if line.page == pages]
    head = min(line.top for line in flow)
    ends = [frame.top for frame in layout.frames if frame.page == pages]
    end = min(ends, default=layout.sizes[min(pages, len(layout.sizes)) - 1][1] - head)
    return max(0.0, end - max((line.bottom for line in last), default=head))

"""Finds which page shows each message of a language first, and draws that page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from laureate_print.build.jobs import choose
from laureate_print.desk.drawing import drawn
from laureate_print.desk.highlight import blocks, highlighted
from laureate_print.desk.shown import Shown, says
from laureate_print.model import Book, Job, MessageName, MessagePlace, Whole
from laureate_print.preflight.geometry import Box
from laureate_print.sources import catalogs
from laureate_print.sources.loading import Sources

if TYPE_CHECKING:
    from PIL.Image import Image

_OUTPUTS = ("pdf", "print", "html")  # of which the first is what a reader sees as it is
_SCALE = 5.2  # px for each mm: the words of a page can be read
_WIDEST = 1100  # px
_AROUND = 24.0  # mm above and below a message
_LEAST = 0.62  # of a page's width, the height of a picture
_WHOLE = 0.85  # of a page, beyond which all of it is shown


@dataclass(frozen=True, slots=True)
class Asked:
    """Of which pages the messages are looked for: those of a language, and of documents and
    templates; of all where none is named.
    """

    language: str
    documents: Sequence[str] = ()
    templates: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Sight:
    """A page, and the messages that it is the first to show, in the order in which it does."""

    job: Job
    view: View
    names: tuple[MessageName, ...]


def wanted(sources: Sources, asked: Asked) -> dict[MessageName, catalogs.Wanted]:
    """Gives each message of these documents and templates in a language, those of the glossary
    aside.
    """
    left_out = {catalogs.GLOSSARY}
    if asked.documents:
        left_out |= set(sources.project.documents) - set(asked.documents)
    if asked.templates:
        shared = {*sources.project.documents, catalogs.INTERFACE, *asked.templates}
        left_out |= set(catalogs.names(sources, asked.language)) - shared
    return {
        MessageName(name, asked.language, own): message
        for name in catalogs.names(sources, asked.language)
        if name not in left_out
        for own, message in catalogs.wanted(sources, name).items()
    }


def sights(
    sources: Sources, asked: Asked, names: Collection[MessageName], lay: Callable[[Job], Shown]
) -> Iterator[Sight]:
    """Gives the pages that show some messages first: PDFs to read, then print files, then web
    pages; books last. A page that shows nothing new is not laid out.

    Raises:
        UsageError: the project does not have what is named.
        LaureateError: a page cannot be made.
    """
    waiting = set(names)
    for job in _jobs(sources, asked):
        told = [name for name in says(sources, job).order if name in waiting]
        if told:
            view = View(lay(job))
            found = tuple(name for name in told if view.places(name))
            waiting -= set(found)
            if found:
                yield Sight(job, view, found)


def _jobs(sources: Sources, asked: Asked) -> list[Job]:
    """Gives the jobs that say something in a language, in the order in which they are looked at."""
    tag = asked.language
    every = choose(sources, asked.documents, (), asked.templates)
    whole = [it for it in every if isinstance(it.edition, Whole)]
    names = list(dict.fromkeys(it.template for it in every if it not in whole))
    own = choose(sources, asked.documents, [tag], names) if names else []
    found = [*own, *(it for it in whole if tag in it.edition.languages)]
    return sorted(
        (it for it in found if it.output.name in _OUTPUTS),
        key=lambda it: (isinstance(it.edition, Book), _OUTPUTS.index(it.output.name)),
    )


class View:
    """A page that was laid out, as pictures on which its messages are marked."""

    def __init__(self, shown: Shown) -> None:
        self._shown = shown
        self._drawn: tuple[tuple[int, float], Image] | None = None  # one sheet: a report has many

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self._shown.layout.sizes)

    def size(self, number: int) -> tuple[float, float]:
        """Gives how wide and high a page is, in mm."""
        return self._shown.layout.sizes[number - 1]

    def lines(self, number: int) -> list[Box]:
        """Gives where the lines of a page stand."""
        found = (it for it in self._shown.layout.lines if it.page == number)
        return [Box(it.left, it.top, it.right, it.bottom) for it in found]

    def places(self, name: MessageName) -> list[MessagePlace]:
        """Gives the places of a message on the page that shows it first; none where it is hidden
        or stands outside.
        """
        found = [it for it in self._shown.places.get(name, ()) if self._is_on_page(it)]
        return [it for it in found if it.page == found[0].page]

    def part(self, name: MessageName) -> Image:
        """Gives the page that shows a message first, or the part of it around, with the message
        marked.
        """
        marked = self.places(name)
        number = marked[0].page
        scale = min(_SCALE, _WIDEST / self.size(number)[0])
        block = blocks(Box(it.left, it.top, it.right, it.bottom) for it in marked)[0]
        top, bottom = self._cut(number, block.top - _AROUND, block.bottom + _AROUND)
        page = self.page(number, scale)
        shown = page.crop((0, round(top * scale), page.width, round(bottom * scale)))
        lines = [Box(it.left, it.top - top, it.right, it.bottom - top) for it in marked]
        return highlighted(shown, lines, scale)

    def _is_on_page(self, it: MessagePlace) -> bool:
        width, height = self.size(it.page)
        return it.left > -1 and it.top > -1 and it.right < width + 1 and it.bottom < height + 1

    def _cut(self, page: int, top: float, bottom: float) -> tuple[float, float]:
        """Gives from where to where a page is shown, in mm: around a message, no line cut through;
        all of it where little would be left out.
        """
        width, height = self.size(page)
        more = max(_LEAST * width - (bottom - top), 0) / 2
        top, bottom = top - more, bottom + more
        shift = max(-top, 0) - max(bottom - height, 0)
        top, bottom = max(top + shift, 0), min(bottom + shift, height)
        if bottom - top > _WHOLE * height:
            return 0, height
        lines = self.lines(page)
        for line in sorted(lines, key=lambda it: it.bottom):
            if line.top < bottom < line.bottom:
                bottom = min(line.bottom + 0.5, height)
        for line in sorted(lines, key=lambda it: -it.top):
            if line.top < top < line.bottom:
                top = max(line.top - 0.5, 0)
        return top, bottom

    def page(self, number: int, scale: float) -> Image:
        """Gives a page alone, at its trim, with so many px for each mm."""
        place = self._shown.pages[number]
        width, height = self.size(number)
        key = (place.sheet, scale)
        if self._drawn is None or self._drawn[0] != key:
            self._drawn = key, drawn(self._shown.content, place.sheet, scale)
        left, top = place.left * scale, place.top * scale
        right, bottom = left + width * scale, top + height * scale
        return self._drawn[1].crop((round(left), round(top), round(right), round(bottom)))

"""Reads the tag tree of any PDF by the standard's own rule: ActualText wins over what is drawn (ISO
32000-1, 14.9.4).

What it gives is what assistive technology should say: each piece of text in reading order, with its
language.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pikepdf

from laureate_print.pdf_reader.objects import (
    DEEPEST,
    ObjectKey,
    dictionary,
    elements,
    entry,
    is_number,
    items,
    name_of,
    text_of,
)
from laureate_print.pdf_reader.page_content import MarkKey, PageContent


@dataclass(frozen=True, slots=True)
class Part:
    """What is drawn of a piece on one page, counted from zero; none where no page is named."""

    page: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text with the role of the element that holds it and the language in force there
    (14.9.2).

    `alternative` is what a screen reader says in its place: the alternate description of the
    element around it (14.9.3), or the expansion of an abbreviation (14.9.5). `parts` are the text
    page by page, as it is drawn; where ActualText stands in for that, `replaces` is true.
    """

    text: str
    language: str
    role: str
    alternative: str = ""
    parts: tuple[Part, ...] = ()
    replaces: bool = False


def pieces(pdf: pikepdf.Pdf, contents: Sequence[PageContent]) -> Iterator[Piece]:
    """Gives the text of an open PDF in the order of its tag tree; nothing for a file without
    one.
    """
    root = dictionary(entry(pdf.Root, "/StructTreeRoot"))
    if root is not None:
        yield from _Tree(pdf, root, contents).read(text_of(entry(pdf.Root, "/Lang")))


@dataclass(slots=True)
class _Element:
    """An element that is being read: the kids that are left, what it hands down, and the text that
    stands side by side so far.
    """

    kids: Iterator[pikepdf.Object]
    language: str
    role: str = ""
    page: pikepdf.Object | None = None
    alternative: str = ""
    parts: list[Part] = field(default_factory=list)

    def piece(self) -> Iterator[Piece]:
        """Gives what stands side by side as one piece, however many lines it takes."""
        text = "".join(part.text for part in self.parts)
        if text:
            yield Piece(text, self.language, self.role, self.alternative, tuple(self.parts))
        self.parts = []


class _Tree:
    def __init__(
        self, pdf: pikepdf.Pdf, root: pikepdf.Object, contents: Sequence[PageContent]
    ) -> None:
        self._root = root
        self._roles = dict(items(root.get("/RoleMap")))
        self._texts: dict[MarkKey, str] = {}
        self._pages: dict[ObjectKey, int] = {}
        for number, (page, shown) in enumerate(zip(pdf.pages, contents, strict=True)):
            self._pages[page.obj.objgen] = number
            self._texts |= shown.texts
        self._seen: set[ObjectKey] = set()

    def read(self, language: str) -> Iterator[Piece]:
        """Gives the text of the tree; an element that comes a second time is passed over, as trees
        that lead back into themselves have it.
        """
        way = [_Element(iter(elements(self._root.get("/K"))), language)]
        while way:
            here = way[-1]
            kid = next(here.kids, None)
            if kid is None:
                yield from here.piece()
                way.pop()
            elif (part := self._content(kid, here.page)) is not None:
                here.parts.append(part)
            elif (element := self._element(kid, here)) is not None:
                yield from here.piece()
                replacement = entry(kid, "/ActualText")
                if isinstance(replacement, pikepdf.String):
                    yield self._replaced(element, str(replacement))
                else:
                    way.append(element)

    def _content(self, kid: object, page: pikepdf.Object | None) -> Part | None:
        """Gives the text of a marked-content sequence, in the page's own stream or in a form's
        (14.7.4.2); none for another kid.
        """
        if is_number(kid):
            identifier: object = kid
            owner: object = page
        elif entry(kid, "/Type") == "/MCR":
            identifier = entry(kid, "/MCID")
            page = dictionary(entry(kid, "/Pg")) or page
            owner = entry(kid, "/Stm") or page
        else:
            return None
        holder = dictionary(owner)
        if holder is None or not is_number(identifier):
            return Part(None, "")
        number = self._pages.get(page.objgen) if page is not None else None
        return Part(number, self._texts.get((holder.objgen, int(identifier)), ""))

    def _element(self, kid: object, parent: _Element) -> _Element | None:
        """Gives a structure element to read; none for an object reference, or one that came
        before.
        """
        element = dictionary(kid)
        if element is None or element.get("/Type") == "/OBJR" or element.objgen in self._seen:
            return None
        if element.objgen != (0, 0):
            self._seen.add(element.objgen)
        return _Element(
            iter(elements(element.get("/K"))),
            text_of(element.get("/Lang")) or parent.language,
            self._role(name_of(element.get("/S"))),
            dictionary(element.get("/Pg")) or parent.page,
            text_of(element.get("/Alt")) or text_of(element.get("/E")) or parent.alternative,
        )

    def _role(self, name: str) -> str:
        """Gives the standard type that a type of the file's own is mapped to (14.7.3)."""
        for _ in range(DEEPEST):
            mapped = name_of(self._roles.get(f"/{name}"))
            if not mapped or mapped == name:
                break
            name = mapped
        return name

    def _replaced(self, element: _Element, text: str) -> Piece:
        """Gives the piece of an element that has ActualText, and what is drawn below it."""
        drawn, way = list[Part](), [element]
        while way:
            kid = next(way[-1].kids, None)
            if kid is None:
                way.pop()
            elif (part := self._content(kid, way[-1].page)) is not None:
                drawn.append(part)
            elif (inner := self._element(kid, way[-1])) is not None:
                way.append(inner)
        return Piece(
            text, element.language, element.role, element.alternative, tuple(drawn), replaces=True
        )

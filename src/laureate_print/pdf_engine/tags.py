"""Writes a tag tree into a PDF: structure elements, parent tree, link annotations (ISO 32000-1,
14.7).

In PDF 2.0 each element says whose names it uses (ISO 14289-2, 8.2.4), lists are numbered by other
names (8.2.5.25), and bookmarks lead to elements (8.8).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.logger import LOGGER

from laureate_print.pdf_engine.elements import Content, Node
from laureate_print.pdf_engine.line_breaking import plain
from laureate_print.pdf_engine.origins import repeated_groups
from laureate_print.pdf_engine.structure import Tree
from laureate_print.pdf_engine.structure_destinations import lead_to_elements
from laureate_print.pdf_engine.tables import headers, heads_row, places

_PT_PER_PX = 0.75
_ROLE_MAP = {"Strong": "/Span", "Em": "/Span"}
_NAMESPACE = "http://iso.org/pdf2/ssn"
_OLD = {
    "Art",
    "Quote",
    "Code",
    "BlockQuote",
    "Reference",
}  # PDF 2.0 has let go of these: they stay names of PDF 1.7
# How the items of a list are marked, by CSS's names: in PDF 1.7, in PDF 2.0 (14.8.5.5).
_NUMBERING = {
    **{name: (f"/{name.title()}",) * 2 for name in ("none", "circle", "square")},
    "disc": ("/Disc", "/Unordered"),
    "decimal": ("/Decimal", "/Decimal"),
    "lower-roman": ("/LowerRoman", "/LowerRoman"),
    "upper-roman": ("/UpperRoman", "/UpperRoman"),
    **dict.fromkeys(("lower-alpha", "lower-latin"), ("/LowerAlpha", "/LowerAlpha")),
    **dict.fromkeys(("upper-alpha", "upper-latin"), ("/UpperAlpha", "/UpperAlpha")),
    "description": ("/None", "/Description"),
}
_NUMBERED = ("/Decimal", "/Ordered")  # in any other way, as in digits of another script


def add_tags(pdf: Any, document: Any, pdf_version: str, page_streams: list[Any]) -> None:
    """Adds the tag tree of the drawn pages to the PDF; the engine calls this in place
    of its own.
    """
    if not document.metadata.lang:
        LOGGER.error('Missing required "lang" attribute at the root of the document')
        pdf.catalog["Lang"] = pydyf.String()
    repeated = repeated_groups(page._page_box for page in document.pages)
    tree = Tree(document.metadata.lang or "", repeated)
    for page, stream in zip(document.pages, page_streams, strict=True):
        tree.add_page(page._page_box, stream._tags)
    _Writer(pdf, document, tree, pdf_version).write()


class _Writer:
    def __init__(self, pdf: Any, document: Any, tree: Tree, version: str) -> None:
        self._pdf, self._document, self._tree = pdf, document, tree
        self._second = version == "2.0"
        self._namespace = (
            self._add({"Type": "/Namespace", "NS": pydyf.String(_NAMESPACE)})
            if self._second
            else None
        )
        self._references: dict[Node, bytes] = {}
        self._names: dict[bytes, bytes] = {}  # elements by their identifiers
        self._annotations: list[tuple[Any, bytes]] = []

    def write(self) -> None:
        root = self._tree.finish()
        parents = self._add({"Nums": pydyf.Array()})
        top = self._add({"Type": "/StructTreeRoot", "ParentTree": parents.reference})
        top["RoleMap"] = pydyf.Dictionary(_ROLE_MAP)
        if self._namespace:
            top["Namespaces"] = pydyf.Array([self._namespace.reference])
        top["K"] = pydyf.Array([self._element(root, top.reference)])
        self._name_notes()
        if self._names:
            top["IDTree"] = self._name_tree().reference
        for number, owners in enumerate(self._tree.pages):
            parents["Nums"].extend(
                [number, pydyf.Array(self._references[owner] for owner in owners)]
            )
        for number, (annotation, reference) in enumerate(
            self._annotations, start=len(self._tree.pages)
        ):
            parents["Nums"].extend([number, reference])
            annotation["StructParent"] = number
        top["ParentTreeNextKey"] = len(self._tree.pages) + len(self._annotations)
        for page, annotation in self._tree.surplus:
            self._drop(page, annotation)
        if self._second:
            annotations = [annotation for annotation, _ in self._annotations]
            lead_to_elements(self._pdf, self._tree, self._reference, annotations)
        catalog = self._pdf.catalog
        catalog["StructTreeRoot"] = top.reference
        catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
        catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})

    def _add(self, entries: dict[str, Any]) -> Any:
        dictionary = pydyf.Dictionary(entries)
        self._pdf.add_object(dictionary)
        return dictionary

    def _element(self, node: Node, parent: bytes) -> bytes:
        element = self._add(
            {"Type": "/StructElem", "S": self._role(node), "P": parent, "K": pydyf.Array()}
        )
        reference: bytes = element.reference
        self._references[node] = reference
        if self._namespace and self._role(node)[1:] not in _OLD:
            element["NS"] = self._namespace.reference
        if node.parent is None or node.language != node.parent.language:
            element["Lang"] = pydyf.String(node.language)
        self._attributes(node, element)
        for kid in node.kids:
            if isinstance(kid, Node):
                element["K"].append(self._element(kid, reference))
            else:
                element["K"].append(self._content(kid))
        if node.role == "Table":
            self._name_headers(node, element.number)
        for page, annotation in self._links(node) if node.role == "Link" else node.annotations:
            target = {
                "Type": "/OBJR",
                "Obj": annotation.reference,
                "Pg": self._pdf.page_references[page],
            }
            element["K"].append(pydyf.Dictionary(target))
            self._annotations.append((annotation, reference))
        return reference

    def _role(self, node: Node) -> str:
        return "/FENote" if self._second and node.role == "Note" else f"/{node.role}"

    def _name_notes(self) -> None:
        """Gives each note its identifier (ISO 14289-1, 7.9); in PDF 2.0 also its kind, and ties it
        and its calls to each other (ISO 14289-2, 8.2.5.14).
        """
        for name, node in self._tree.notes.items():
            if node not in self._references:
                continue
            note, identifier = self._object(node), f"note-{name}"
            note["ID"] = pydyf.String(identifier)
            self._names[identifier.encode()] = self._references[node]
            if self._second:
                at_foot = node.element.tag == "span"
                kind = "/Footnote" if at_foot else "/Endnote"
                note["A"] = pydyf.Dictionary({"O": "/FENote", "NoteType": kind})
                calls = [
                    self._references[call] for called, call in self._tree.calls if called == name
                ]
                note["Ref"] = pydyf.Array(calls)
                for reference in calls:
                    self._by(reference)["Ref"] = pydyf.Array([note.reference])

    def _by(self, reference: bytes) -> Any:
        return self._pdf.objects[int(reference.split()[0])]

    def _reference(self, node: Node) -> bytes:
        """Gives the element that was written for a node, or for the nearest one around it that
        holds something.
        """
        while node not in self._references and node.parent:
            node = node.parent
        return self._references[node]

    def _content(self, content: Content) -> Any:
        page = self._pdf.page_references[content.page]
        return pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": content.number})

    def _attributes(self, node: Node, element: Any) -> None:
        if node.role == "Figure" and node.bounds:
            page = next(kid.page for kid in node.kids if isinstance(kid, Content))
            left, top, right, bottom = (value * _PT_PER_PX for value in node.bounds)
            height = self._document.pages[page].height * _PT_PER_PX
            box = pydyf.Array([left, height - bottom, right, height - top])
            element["A"] = pydyf.Dictionary({"O": "/Layout", "BBox": box})
        elif node.role == "L":
            numbering = _NUMBERING.get(node.numbering, _NUMBERED)[self._second]
            element["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": numbering})
        elif node.role in ("TH", "TD"):
            element["A"] = self._cell(node)
        elif node.raised:
            position = "/Sup" if node.raised > 0 else "/Sub"
            shift = {"BaselineShift": node.raised * _PT_PER_PX}
            own = {"TextPosition": position} if self._second else shift
            element["A"] = pydyf.Dictionary({"O": "/Layout", **own})
        if node.text is not None:
            element["ActualText"] = pydyf.String(node.text)
        if node.alternative:
            element["Alt" if node.role == "Figure" else "E"] = pydyf.String(node.alternative)

    @staticmethod
    def _cell(node: Node) -> Any:
        attributes = pydyf.Dictionary({"O": "/Table"})
        if node.role == "TH":
            attributes["Scope"] = "/Row" if heads_row(node) else "/Column"
        _, columns, rows = node.span
        attributes.update(
            {key: it for key, it in (("ColSpan", columns), ("RowSpan", rows)) if it > 1}
        )
        return attributes

    def _name_headers(self, table: Node, number: int) -> None:
        """Gives the head cells of a table identifiers, and each other cell those of its heads."""
        cells = places(table)
        names = {}
        for place in cells:
            if place.cell.role == "TH":
                names[place.cell] = f"{number}-{place.row}-{place.column}"
                self._object(place.cell)["ID"] = pydyf.String(names[place.cell])
                self._names[names[place.cell].encode()] = self._references[place.cell]
        for place in cells:
            if found := headers(place, cells):
                heads = pydyf.Array(pydyf.String(names[head]) for head in found)
                self._object(place.cell)["A"]["Headers"] = heads

    def _name_tree(self) -> Any:
        """Gives the tree by which an element is found by its identifier (ISO 32000-1, 7.9.6)."""
        pairs = (
            part
            for name, reference in sorted(self._names.items())
            for part in (pydyf.String(name.decode()), reference)
        )
        return self._add({"Names": pydyf.Array(pairs)})

    def _object(self, node: Node) -> Any:
        return self._by(self._references[node])

    def _links(self, node: Node) -> list[tuple[int, Any]]:
        """Gives one annotation a page for a link, however many lines it takes (ISO 14289-1,
        7.18.5).
        """
        links: dict[int, Any] = {}
        for page, annotation in node.annotations:
            left, top, right, bottom = annotation["Rect"]
            corners = [left, top, right, top, left, bottom, right, bottom]
            if page in links:
                first = links[page]
                first["QuadPoints"] = pydyf.Array([*first["QuadPoints"], *corners])
                xs, ys = first["QuadPoints"][::2], first["QuadPoints"][1::2]
                first["Rect"] = pydyf.Array([min(xs), min(ys), max(xs), max(ys)])
                self._drop(page, annotation)
            else:
                annotation["QuadPoints"] = pydyf.Array(corners)
                text = node.element.get("aria-label") or "".join(_words(node.element))
                annotation["Contents"] = pydyf.String(re.sub(r"\s+", " ", plain(text)).strip())
                links[page] = annotation
        return list(links.items())

    def _drop(self, page: int, annotation: Any) -> None:
        number = int(self._pdf.page_references[page].split()[0])
        self._pdf.objects[number]["Annots"].remove(annotation.reference)
        annotation.clear()


def _words(element: Any) -> Iterator[str]:
    """Gives the text of an element, with what is read in place of its pictures."""
    yield element.text or ""
    for inner in element:
        yield from [inner.get("alt", "")] if inner.tag == "img" else _words(inner)
        yield inner.tail or ""

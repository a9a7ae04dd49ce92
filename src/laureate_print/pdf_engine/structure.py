"""Builds the tag tree of a PDF: one structure element for each HTML element, in reading order, with
its language.

The engine's own tree drops inner languages, makes one Link annotation for each nested box and
leaves headers and footers unlinked (Kozea/WeasyPrint#1836). Replaces `weasyprint.pdf.add_tags`;
roles after ISO 32000-1, 14.8.4.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.logger import LOGGER

from laureate_print.pdf_engine import notes
from laureate_print.pdf_engine.elements import (
    GROUPS,
    INLINE,
    Content,
    Node,
    prune,
    put_text_in_order,
    restore_spaces,
)
from laureate_print.pdf_engine.origins import Origin, origin
from laureate_print.pdf_engine.text_layer import Mark, actual_text

_NO_BREAK_SPACE = "\u00a0"
_HYPHEN_AT_END = re.compile(r"-\s*$")
ROLES = {
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
    **dict.fromkeys(("section", "nav", "aside"), "Sect"),
    **dict.fromkeys(("main", "div", "header", "footer", "address", "figure", "form"), "Div"),
    **dict.fromkeys(("ul", "ol", "dl"), "L"),
    **{name: name.title() for name in ("table", "caption", "strong", "em", "code")},
    **{"kbd": "Code", "samp": "Code", "pre": "P"},
    **{"tr": "TR", "th": "TH", "td": "TD", "thead": "THead", "tbody": "TBody", "tfoot": "TFoot"},
    **{
        "article": "Art",
        "blockquote": "BlockQuote",
        "q": "Quote",
        "p": "P",
        "figcaption": "Caption",
        **dict.fromkeys(("abbr", "sup", "sub"), "Span"),
    },
    **{"ruby": "Ruby", "rb": "RB", "rt": "RT"},
    **{"li": "LBody", "dt": "Lbl", "dd": "LBody", "a": "Link"},
}


class Tree:
    """Grows the tag tree while the pages' boxes are walked in order."""

    def __init__(self, language: str, repeated: set[Any]) -> None:
        self.root = Node("Document", language)
        self._repeated = repeated  # heads and feet of tables that stood on another page
        self.pages: list[
            list[Node]
        ] = []  # for each page, the owner of each marked-content identifier
        self.surplus: list[tuple[int, Any]] = []  # link annotations that a link has too many
        self.bookmarked: list[Node] = []  # the element of each bookmark, in the order of the text
        self.anchors: dict[str, Node] = {}  # the element of each place that a link can name
        self.notes: dict[str, Node] = {}  # by the id of their HTML
        self.calls: list[tuple[str, Node]] = []  # the id of a note, and a Reference to it
        self._nodes: dict[Any, Node] = {}
        self._marks: dict[Any, list[Mark]] = {}
        self._last: list[Any] = []  # the last text of the line that is walked
        self._line_ends: set[Any] = set()  # the last content of each line

    def add_page(self, page_box: Any, marks: dict[Any, list[Mark]]) -> None:
        """Walks a page; an element that began on an earlier page goes on."""
        self.pages.append([])
        self._marks = marks
        self._walk(page_box, self.root)
        for mark in chain.from_iterable(marks.values()):
            mark.artifact()
        marks.clear()

    def finish(self) -> Node:
        """Writes numbers and texts into the marks; gives the root."""
        for node in self._nodes.values():
            if node.element is not None and node.role not in INLINE:
                contents = list(node.contents())
                source = notes.own_text(node.element)
                restore_spaces(contents, source, list(node.readings()))
        for owner in dict.fromkeys(owner for owners in self.pages for owner in owners):
            for kid in [kid for kid in owner.kids if isinstance(kid, Content)]:
                kid.mark.tag(kid.number, self._told(owner, kid))
            for content, span in put_text_in_order(owner):
                self.pages[content.page][content.number] = span
        prune(self.root)
        return self.root

    def _told(self, owner: Node, content: Content) -> str | None:
        """Gives the text that readers of glyphs should take. A hyphen at a line's end has a space
        behind it that does not break: else PDFium takes it for its own, and drops it. What was
        written stands on a Span around it.
        """
        text = content.text and actual_text(content.text)
        if text and content in self._line_ends and _HYPHEN_AT_END.search(text):
            span = Node("Span", owner.language, owner, kids=[content], text=text)
            owner.kids[owner.kids.index(content)] = span
            self.pages[content.page][content.number] = span
            return text + _NO_BREAK_SPACE
        return text

    def _walk(self, box: Any, parent: Node) -> None:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if isinstance(box, boxes.MarginBox):
            subtype = "Header" if box.at_keyword.startswith("@top") else "Footer"
            self._page_artifact(box, subtype)
        elif box in self._repeated:
            self._page_artifact(box)
        elif isinstance(box, boxes.TextBox):
            self._text(box, parent)
        elif isinstance(box, boxes.ReplacedBox):
            self._link(box, parent)  # the whole picture leads where its link does
            self._figure(box, parent)
        else:
            if isinstance(box, boxes.LineBox):
                texts = [it for it in box.descendants() if isinstance(it, boxes.TextBox)]
                self._last = [it for it in texts if it.text.strip()][-1:]
            node = self._node(box, parent)
            self._link(box, node)
            self._field(box, node)
            self._place(box, node)
            for child in box.children:
                self._walk(child, node)

    def _node(self, box: Any, parent: Node) -> Node:
        """Gives the element to which a box's content belongs: a new one only where the HTML element
        is new.
        """
        element, tag = box.element, box.element_tag
        if (
            element is None
            or tag in ("html", "body")
            or isinstance(box, boxes.LineBox | boxes.PageBox)
        ):
            return parent
        if tag.endswith("::marker"):
            own = self._nodes.get(element)  # the page itself has none
            return self._label(element, (own and own.parent) or parent)
        if tag.endswith(notes.CALL) and element not in self._nodes:
            self._note(element, box, parent)
        if "::" in tag:
            return parent
        if element in self._nodes:
            return self._nodes[element]
        return self._element(box, parent)

    def _element(self, box: Any, parent: Node) -> Node:
        """Gives the node of an HTML element that begins here, or the one around it, if it needs
        none.
        """
        element, tag = box.element, box.element_tag
        if not has_element(box, parent.language):
            return parent
        language = box.style["lang"] or parent.language
        role = notes.role(element) or _role(tag, element)
        if role == "Note":
            return self._note(element, box, parent)
        if tag == "div" and parent.role == "L":
            return parent  # a group of terms and what they mean
        if tag in ("li", "dt", "dd"):
            parent = self._item(tag, parent)
        if round_link := notes.wrapped(element):
            parent = self._grow(round_link, parent, parent.language)
            if round_link == "Reference":
                self.calls.append((element.get("href", "").removeprefix("#"), parent))
        node = self._grow(role or "Span", parent, language, element)
        _describe(node, box)
        self._nodes[element] = node
        return node

    def _note(self, element: Any, box: Any, parent: Node) -> Node:
        """Gives a note a node where it is called; its content may stand on another page."""
        language = box.style["lang"] or parent.language
        node = self._grow("Note", parent, language, element)
        self._nodes[element] = self.notes[element.get("id", "")] = node
        return node

    def _label(self, element: Any, item: Node) -> Node:
        """Gives the label of a list item: it stands before the body, whose box holds its box."""
        if (element, "Lbl") not in self._nodes:
            self._nodes[element, "Lbl"] = label = Node("Lbl", item.language, item)
            item.kids.insert(0, label)
        return self._nodes[element, "Lbl"]

    def _item(self, tag: str, parent: Node) -> Node:
        """Gives the item of a list that holds an element: one for each `li`; terms in a row share
        one with all that they mean.
        """
        items = [kid for kid in parent.kids if isinstance(kid, Node)]
        roles = {kid.role for kid in items[-1].kids if isinstance(kid, Node)} if items else set()
        if (tag == "dt" and roles == {"Lbl"}) or (tag == "dd" and roles):
            return items[-1]
        return self._grow("LI", parent, parent.language)

    def _grow(self, role: str, parent: Node, language: str, element: Any = None) -> Node:
        if role in INLINE:
            parent = self._paragraph(parent)
        node = Node(role, language, parent, element)
        parent.kids.append(node)
        return node

    def _paragraph(self, parent: Node) -> Node:
        """Gives an anonymous paragraph where inline content stands directly in a group (ISO
        32000-1, 14.8.4.2).
        """
        if parent.role not in GROUPS:
            return parent
        last = parent.kids[-1] if parent.kids else None
        if isinstance(last, Node) and last.role == "P" and last.element is None:
            return last
        return self._grow("P", parent, parent.language)

    def _own(self, owner: Node, box: Any, shown: Origin | None) -> None:
        text, generated = (shown.text, shown.generated) if shown else (None, False)
        for mark in self._marks.pop(box, ()):
            page, number = len(self.pages) - 1, len(self.pages[-1])
            told = text if mark.text is None else mark.text
            owner.kids.append(Content(mark, page, told, number, generated))
            self.pages[-1].append(owner)

    def _text(self, box: Any, parent: Node) -> None:
        if box.text.strip() or parent.role not in GROUPS:
            owner = self._paragraph(parent)
            self._own(owner, box, origin(box))
            if box in self._last:
                self._line_ends.update(owner.kids[-1:])

    def _figure(self, box: Any, parent: Node) -> None:
        title = box.element.find("{http://www.w3.org/2000/svg}title")
        alternative = (
            box.element.get("alt")
            or box.element.get("aria-label")
            or (title is not None and title.text)
        )
        if alternative and box.element.get("aria-hidden") != "true":
            node = self._grow("Figure", parent, parent.language, box.element)
            node.alternative = alternative
            left, top = box.content_box_x(), box.content_box_y()
            node.bounds = (left, top, left + box.width, top + box.height)
            self._own(node, box, None)
        elif box.element_tag == "img" and "alt" not in box.element.attrib:
            source = box.element.get("src", "unknown")
            LOGGER.error('Image "%s" has no required alt description', source)

    def _page_artifact(self, repeated: Any, subtype: str = "") -> None:
        """Makes what repeats on each page an artifact, with its links (ISO 32000-1, 14.8.2.2.2)."""
        for box in repeated.descendants():
            for mark in self._marks.pop(box, ()):
                text = actual_text(origin(box).text) if hasattr(box, "text") else None
                mark.artifact("Pagination", subtype, text)
            if box.link_annotation:
                self.surplus.append((len(self.pages) - 1, box.link_annotation))

    def _link(self, box: Any, node: Node) -> None:
        if box.link_annotation:
            own = node.role == "Link" and (
                node.element is box.element or isinstance(box, boxes.ReplacedBox)
            )
            (node.annotations if own else self.surplus).append(
                (len(self.pages) - 1, box.link_annotation)
            )

    def _field(self, box: Any, node: Node) -> None:
        """Gives a field of a form an element of its own (ISO 32000-1, 14.8.4.5)."""
        if box.widget_annotation:
            field = self._grow("Form", node, node.language, box.element)
            field.annotations.append((len(self.pages) - 1, box.widget_annotation))

    def _place(self, box: Any, node: Node) -> None:
        """Notes where bookmarks and internal links lead, by the engine's own
        conditions for both.
        """
        if box.bookmark_label and box.style["bookmark_level"] != "none":
            self.bookmarked.append(node)
        if box.style["anchor"]:
            self.anchors.setdefault(box.style["anchor"], node)


def _describe(node: Node, box: Any) -> None:
    """Notes of an element what its attributes will say."""
    if node.role in ("TH", "TD"):
        node.span = getattr(box, "grid_x", 0), box.colspan, box.rowspan
    elif node.role == "L":
        node.numbering = "description" if box.element_tag == "dl" else _style_of_numbers(box)
    elif box.element_tag == "abbr":
        node.alternative = node.element.get("title")
    elif box.element_tag in ("sup", "sub"):
        shift = box.style["font_size"] / 2  # of the engine, for `super` and `sub`
        node.raised = shift if box.element_tag == "sup" else -shift


def _style_of_numbers(box: Any) -> str:
    style = box.style["list_style_type"]
    return style if isinstance(style, str) else "disc"  # a sign of the style sheet's own


def has_element(box: Any, language: str) -> bool:
    """Says whether a box has a structure element of its own within one of a language."""
    element, tag = box.element, box.element_tag or ""
    if element is None or "::" in tag:
        return tag.endswith(("::marker", notes.CALL))
    role = notes.role(element) or _role(tag, element)
    return bool(role) or (box.style["lang"] or language) != language


def _role(tag: str, element: Any) -> str:
    """Gives the role of an HTML element, if it has one."""
    if tag == "a" and "href" not in element.attrib:
        return ""
    if tag == "figure" and element.find("figcaption") is not None:
        return "Sect"  # a caption ends an element of its own (ISO 14289-2, 8.2.5.27)
    return ROLES.get(tag, "")

"""Makes marks of a Word file those that mammoth knows (ECMA-376, Part 1, 17.3.2)."""

from __future__ import annotations

from typing import Any

from laureate_print.start.word_xml import above, child, name, remove, value


def dots(element: Any) -> None:
    """Lets dots of emphasis (圏点, 17.3.2.12) be emphasis."""
    if name(element.getparent()) == "rPr" and value(element) not in ("none", ""):
        element.addnext(element.makeelement(element.tag.replace("}em", "}i"), {}))


def unwrapped(element: Any) -> None:
    """Puts what is inside an element into its place."""
    parent, at = element.getparent(), element.getparent().index(element)
    parent.remove(element)
    for offset, part in enumerate([*element]):
        parent.insert(at + offset, part)


def line_end(element: Any) -> None:
    """Lets a carriage return (17.3.3.4) be a line break."""
    element.tag = element.tag.replace("}cr", "}br")


def underlined(element: Any) -> None:
    """Lets an underline be emphasis, but that of a link."""
    run = above(element, "r")
    linked = run is None or above(run, "hyperlink") is not None or child(run, "fldChar") is not None
    style = child(element.getparent(), "rStyle")
    is_link = "yperlink" in value(style)
    if not linked and not is_link and value(element) not in ("none", "", "0", "false"):
        element.addnext(element.makeelement(element.tag.rpartition("}")[0] + "}i", {}))


def own_mark(element: Any) -> None:
    """Takes out a mark that an author gave a note: the template counts them."""
    if value(element, "customMarkFollows") in ("1", "true", "on"):
        for held in [it for it in element.itersiblings() if name(it) in ("t", "sym")]:
            remove(held)


def struck(element: Any) -> None:
    """Lets a double line through words be a single one."""
    if name(element.getparent()) == "rPr" and value(element) not in ("0", "false"):
        element.tag = element.tag.replace("}dstrike", "}strike")

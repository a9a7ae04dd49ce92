"""Gives the pictures of a page their place in it: each `<img>` points to one by its number, and has
a width and a height in CSS px, so that nothing moves when it comes.

A drawing that stands in the HTML itself (`<svg>`) becomes an `<img>`, too: its title is what is
read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape, unescape

from laureate_print.model import Picture
from laureate_print.sources.fonts import fonts
from laureate_print.sources.loading import Sources
from laureate_print.sources.pictures import judged, picture

SCHEME = "picture:"
STYLE = "shared/pictures.css"  # of pages that have pictures
_IMG = re.compile(r"""<img\b((?:[^>"']|"[^"]*"|'[^']*')*)>""", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([^\s=/>"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_NO_MEANING = ("none", "presentation")
_KEPT = ("class", "id", "lang", "style")
_SVG_TAG = re.compile(r"<(/?)svg\b[^>]*?(/?)>", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL | re.IGNORECASE)
_NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"'
_LINKS = 'xmlns:xlink="http://www.w3.org/1999/xlink"'


def placed(
    sources: Sources, document: str, html: str, for_browsers: bool
) -> tuple[str, tuple[Picture, ...]]:
    """Gives the HTML with numbers of pictures, and the pictures.

    One that has a `data-focus`, a position by CSS, fills its box on paper, and what has no room is
    cut; on screens it stays whole, for their pages have no boxes of a given size.

    Browsers get each width and height as attributes. The engine is told by the picture itself: as
    attributes both would hold where a style sheet allows less of one, and distort it.
    """
    found: list[Picture] = []

    def point(match: re.Match[str]) -> str:
        attributes = dict(_attributes(match[1]))
        if "src" not in attributes:
            attributes["src"] = ""
        if "data-svg" in attributes:
            svg = (attributes.pop("data-svg") or "").encode()
            shown = judged("a drawing in the document", svg, fonts(sources))
        else:
            shown = picture(sources, document, attributes["src"] or "")
        shown = _framed(_sized(shown, attributes), attributes, for_browsers)
        if attributes.get("aria-hidden") == "true" or attributes.get("role") in _NO_MEANING:
            attributes["alt"] = ""  # it is decoration: HTML 4.8.4.4.5 asks for an empty alt
        attributes["src"] = f"{SCHEME}{len(found)}"
        attributes = {key: told for key, told in attributes.items() if key not in _SIDES}
        if for_browsers and shown.width and shown.height:
            attributes["width"] = f"{max(round(shown.width), 1)}"
            attributes["height"] = f"{max(round(shown.height), 1)}"
        found.append(shown)
        return f"<img{''.join(map(_written, attributes.items()))}>"

    return _IMG.sub(point, "".join(_without_svg(html))), tuple(found)


def _framed(shown: Picture, attributes: dict[str, str | None], for_browsers: bool) -> Picture:
    focus = attributes.pop("data-focus", None)
    if not focus or for_browsers:
        return shown
    attributes["style"] = f"object-fit: cover; object-position: {focus}"
    return replace(shown, framed=True)


def _attributes(text: str) -> Iterator[tuple[str, str | None]]:
    for name, value in _ATTRIBUTE.findall(text):
        bare = value[1:-1] if value[:1] in ('"', "'") else value
        yield name.lower(), unescape(bare) if value else None


def _written(attribute: tuple[str, str | None]) -> str:
    name, value = attribute
    return f' {name}="{escape(value)}"' if value is not None else f" {name}"


def _sized(shown: Picture, attributes: dict[str, str | None]) -> Picture:
    """Gives a picture the width or height that the document asks for, the other side with it."""
    width, height = (_px(attributes.get(key)) for key in _SIDES)
    if width is None or height is None:
        told = next(it for it in map(attributes.get, _SIDES) if _px(it) is None)
        hint = "write it in px, 96 of which are an inch, or in mm: {width=80mm}"
        return replace(shown, trouble=f"'{told}' is no width or height", hint=hint)
    if not shown.width or not shown.height or not (width or height):
        return shown
    ratio = shown.width / shown.height
    return replace(shown, width=width or height * ratio, height=height or width / ratio)


def _px(told: str | None) -> float | None:
    """Gives a length in CSS px; 0 where none is told, none where it is no length."""
    found = _LENGTH.fullmatch(told or "0")
    return float(found[1]) * _UNITS[found[2] or ""] if found else None


_SIDES = ("width", "height")
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(px|mm|cm|in|pt)?\s*")
_UNITS = {"": 1.0, "px": 1.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "pt": 96 / 72}


def _without_svg(html: str) -> Iterator[str]:
    """Gives HTML in which each drawing is an `<img>` that holds it."""
    depth, start, done = 0, 0, 0
    for tag in _SVG_TAG.finditer(html):
        if tag[2]:
            continue
        if not tag[1]:
            start = tag.start() if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield html[done:start]
                yield _img(html[start : tag.end()])
                done = tag.end()
    yield html[done:]


def _img(svg: str) -> str:
    head = svg[: svg.index(">") + 1]
    attributes = dict(_attributes(head[4:].rstrip(">").rstrip("/")))
    title = _TITLE.search(svg)
    hidden = attributes.get("aria-hidden") == "true"
    alt = "" if hidden else attributes.get("aria-label") or (unescape(title[1]) if title else None)
    for name, space in (("xlink:", _LINKS), ("", _NAMESPACE)):
        if space[: space.index("=")] not in head and (not name or name in svg):
            svg = f"<svg {space}{svg[4:]}"
    given: dict[str, str | None] = {"data-svg": svg}
    given.update((key, attributes[key]) for key in _KEPT if key in attributes)
    if alt is not None:
        given["alt"] = alt.strip()
    return f"<img{''.join(map(_written, given.items()))}>"

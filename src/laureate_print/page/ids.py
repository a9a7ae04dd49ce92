"""Gives each language of a page ids of its own: a document that stands in a file twice, as in a
booklet or on a sheet for two languages, would name each of its places twice.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from laureate_print.page.elements import Edit, edited, elements, part

_NAMING = re.compile(r'\b(id|href|for|headers|aria-labelledby|aria-describedby)="([^"]*)"')


def own_ids(html: str, languages: Sequence[str]) -> str:
    """Gives a page in which each id that stands in parts of several languages begins with the
    language of its part (`ar-summary`), as does all that names it there.
    """
    if len(languages) < 2:
        return html
    found = elements(html)
    parts: dict[str, set[str]] = defaultdict(set)
    for element in found:
        if name := element.attributes.get("id"):
            parts[name].add(part(element, languages))
    twice = {name: tags for name, tags in parts.items() if len(tags) > 1}
    edits: list[Edit] = []
    for element in found if twice else ():
        tag = part(element, languages)
        own = {name for name, tags in twice.items() if tag in tags}
        edits += _renamed(html, element.start, element.inner, tag, own)
    return edited(html, edits)


def _renamed(html: str, start: int, end: int, tag: str, own: set[str]) -> Iterator[Edit]:
    """Gives the changes within a start tag."""
    for found in _NAMING.finditer(html, start, end):
        key, value = found.groups()
        if key == "href":
            names = [f"#{tag}-{value[1:]}" if value[:1] == "#" and value[1:] in own else value]
        else:
            names = [f"{tag}-{name}" if name in own else name for name in value.split()]
        if names != value.split():
            yield found.start(2), found.end(2), " ".join(names)

"""Walks all that a page holds, whether painted or not: colour spaces, images, forms, states,
shadings, thumbnails.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

from laureate_print.pdf_reader.content import resources_of
from laureate_print.pdf_reader.objects import (
    DEEPEST,
    ObjectKey,
    dictionary,
    elements,
    entry,
    items,
    name_of,
)


@dataclass(frozen=True, slots=True)
class Resource:
    """Something that a page holds: what it is, the way to it in a person's words, and pikepdf's
    object.

    `kind` is space, image, form, state, shading, group or font; `named` are the colour spaces
    around it.
    """

    kind: str
    way: str
    value: pikepdf.Object
    named: pikepdf.Object | None = None


def resources(page: pikepdf.Page) -> Iterator[Resource]:
    """Gives what a page holds, each thing once."""
    yield from _Walk().page(page)


class _Walk:
    def __init__(self) -> None:
        self._seen: set[ObjectKey] = set()

    def _new(self, value: pikepdf.Object) -> bool:
        key = value.objgen
        if key == (0, 0):
            return True
        known = key in self._seen
        self._seen.add(key)
        return not known

    def page(self, page: pikepdf.Page) -> Iterator[Resource]:
        group, thumbnail = entry(page.obj, "/Group"), entry(page.obj, "/Thumb")
        if group is not None:
            yield Resource("group", "the page's group", group)
        yield from self.resources(resources_of(page), "", 0)
        if thumbnail is not None:
            yield from self.image(thumbnail, "the thumbnail", None)
        for annotation in elements(entry(page.obj, "/Annots")):
            kind = name_of(entry(annotation, "/Subtype")) or "nameless"
            way = f"the appearance of a {kind} annotation"
            yield from self._appearances(entry(annotation, "/AP"), way, 0)

    def _appearances(self, value: object, way: str, depth: int) -> Iterator[Resource]:
        if isinstance(value, pikepdf.Stream):
            yield from self.form(value, way, 0)
        elif depth < 3:
            for _, inner in items(value):
                yield from self._appearances(inner, way, depth + 1)

    def resources(self, value: object, way: str, depth: int) -> Iterator[Resource]:
        given = dictionary(value)
        if given is None or depth > DEEPEST or not self._new(given):
            return
        named, begin = given.get("/ColorSpace"), f"{way} > " if way else ""
        for name, value in _entries(given, "/ColorSpace"):
            yield Resource("space", f"{begin}colour space {name}", value, named)
        for name, value in _entries(given, "/Shading"):
            yield Resource("shading", f"{begin}shading {name}", value, named)
        for name, value in _entries(given, "/ExtGState"):
            yield from self._state(value, f"{begin}graphics state {name}", depth)
        for name, value in _entries(given, "/XObject"):
            if value.get("/Subtype") == "/Image":
                yield from self.image(value, f"{begin}image {name}", named)
            else:
                yield from self.form(value, f"{begin}form {name}", depth)
        yield from self._patterns_and_fonts(given, begin, depth)

    def _patterns_and_fonts(
        self, given: pikepdf.Object, begin: str, depth: int
    ) -> Iterator[Resource]:
        named = given.get("/ColorSpace")
        for name, value in _entries(given, "/Pattern"):
            if value.get("/PatternType") == 2:
                yield Resource("shading", f"{begin}pattern {name}", value.Shading, named)
            else:
                yield from self.resources(
                    value.get("/Resources"), f"{begin}pattern {name}", depth + 1
                )
        for name, value in _entries(given, "/Font"):
            yield Resource("font", f"{begin}font {name}", value)
            if value.get("/Subtype") == "/Type3":
                yield from self.resources(value.get("/Resources"), f"{begin}font {name}", depth + 1)

    def _state(self, state: pikepdf.Object, way: str, depth: int) -> Iterator[Resource]:
        yield Resource("state", way, state)
        mask = entry(state, "/SMask", "/G")
        if mask is not None:
            yield from self.form(mask, f"{way} > soft mask", depth)

    def form(self, form: pikepdf.Object, way: str, depth: int) -> Iterator[Resource]:
        if not self._new(form):
            return
        yield Resource("form", way, form)
        if "/Group" in form:
            yield Resource("group", f"{way}'s group", form.Group)
        yield from self.resources(form.get("/Resources"), way, depth + 1)

    def image(
        self, image: pikepdf.Object, way: str, named: pikepdf.Object | None
    ) -> Iterator[Resource]:
        if not self._new(image):
            return
        yield Resource("image", way, image, named)
        for name, words in (("/SMask", "soft mask"), ("/Mask", "mask")):
            mask = image.get(name)
            if isinstance(mask, pikepdf.Stream):
                yield from self.image(mask, f"{way}'s {words}", named)


def _entries(resources: pikepdf.Object, kind: str) -> Iterator[tuple[str, pikepdf.Object]]:
    for name, value in items(resources.get(kind)):
        if kind == "/ColorSpace" or isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            yield name[1:], value

"""Walks all that a page holds, whether painted or not: colour spaces, images, forms, states,
shadings, thumbnails.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_DEEPEST = 24


@dataclass(frozen=True, slots=True)
class Resource:
    """Something that a page holds: what it is, the way to it in a person's words, and pikepdf's
    object.

    `kind` is space, image, form, state, shading, group or font; `named` are the colour spaces
    around it.
    """

    kind: str
    way: str
    value: Any
    named: Any = None


def held(page: Any) -> Iterator[Resource]:
    """Gives what a page holds, each thing once; `page` is pikepdf's."""
    yield from _Walk().page(page.obj)


class _Walk:
    def __init__(self) -> None:
        self._seen: set[tuple[int, int]] = set()

    def _new(self, value: Any) -> bool:
        key = getattr(value, "objgen", (0, 0))
        if key == (0, 0):
            return True
        known = key in self._seen
        self._seen.add(key)
        return not known

    def page(self, page: Any) -> Iterator[Resource]:
        if "/Group" in page:
            yield Resource("group", "the page's group", page.Group)
        node, depth = page, 0
        while node is not None and "/Resources" not in node and depth < 32:
            node, depth = node.get("/Parent"), depth + 1
        if node is not None:
            yield from self.resources(node.get("/Resources"), "", 0)
        if "/Thumb" in page:
            yield from self.image(page.Thumb, "the thumbnail", None)
        for annotation in page.get("/Annots", ()):
            kind = (
                f"the appearance of a {str(annotation.get('/Subtype', '/nameless'))[1:]} annotation"
            )
            yield from self._appearances(annotation.get("/AP"), kind, 0)

    def _appearances(self, value: Any, way: str, depth: int) -> Iterator[Resource]:
        import pikepdf

        if isinstance(value, pikepdf.Stream):
            yield from self.form(value, way, 0)
        elif isinstance(value, pikepdf.Dictionary) and depth < 3:
            for key in value.keys():  # noqa: SIM118 pikepdf's dictionaries are no mappings to iterate
                yield from self._appearances(value[key], way, depth + 1)

    def resources(self, given: Any, way: str, depth: int) -> Iterator[Resource]:
        if given is None or depth > _DEEPEST or not self._new(given):
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

    def _state(self, state: Any, way: str, depth: int) -> Iterator[Resource]:
        import pikepdf

        yield Resource("state", way, state)
        mask = state.get("/SMask")
        if isinstance(mask, pikepdf.Dictionary) and "/G" in mask:
            yield from self.form(mask.G, f"{way} > soft mask", depth)

    def form(self, form: Any, way: str, depth: int) -> Iterator[Resource]:
        if not self._new(form):
            return
        yield Resource("form", way, form)
        if "/Group" in form:
            yield Resource("group", f"{way}'s group", form.Group)
        yield from self.resources(form.get("/Resources"), way, depth + 1)

    def image(self, image: Any, way: str, named: Any) -> Iterator[Resource]:
        import pikepdf

        if not self._new(image):
            return
        yield Resource("image", way, image, named)
        for name, words in (("/SMask", "soft mask"), ("/Mask", "mask")):
            if isinstance(image.get(name), pikepdf.Stream):
                yield from self.image(image[name], f"{way}'s {words}", named)


def _entries(resources: Any, kind: str) -> Iterator[tuple[str, Any]]:
    import pikepdf

    group = resources.get(kind)
    if not isinstance(group, pikepdf.Dictionary):
        return
    for name in group.keys():  # noqa: SIM118 pikepdf's dictionaries are no mappings to iterate
        value = group[name]
        if kind == "/ColorSpace" or isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
            yield str(name)[1:], value

"""XLIFF 2.1 (OASIS, 2018), with its modules for metadata and for limits of length."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from lxml import etree

from laureate_print.desk.exchange.codes import Piece, joined, numbered
from laureate_print.desk.exchange.values import (
    TOOL,
    Part,
    Returned,
    ReturnedPart,
    State,
    Unit,
    catalog_of,
    parsed_id,
)
from laureate_print.desk.exchange.xml import (
    LANG,
    SPACE,
    add,
    append_text,
    below,
    first,
    local,
    words,
    written,
)

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
_METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
_SIZES = "urn:oasis:names:tc:xliff:sizerestriction:2.0"
_MODULES = {None: NAMESPACE, "mda": _METADATA, "slr": _SIZES}
_LEAVES = frozenset(("source", "target", "note", "data", "meta"))
_EXPORTED = "exported"
_FUZZY = "gettext:fuzzy"
_TYPES = {
    "strong": ("fmt", "xlf:b"),
    "emphasis": ("fmt", "xlf:i"),
    "link": ("link", ""),
    "image": ("image", ""),
    "break": ("fmt", "xlf:lb"),
    "placeholder": ("ui", "xlf:var"),
}
_RANKS: tuple[State | None, ...] = (None, "needs-work", "translated", "reviewed")
_STATES: dict[str, State] = {
    "translated": "translated",
    "reviewed": "reviewed",
    "final": "reviewed",
}
_AUTHORS = ("developer", "translator")
_HEX = re.compile(r"[0-9A-Fa-f]{1,6}")


def xliff(parts: Sequence[Part], copied: bool = False) -> bytes:
    """Gives catalogs of a language, all of them written in one other language, as one file;
    `copied` lets the source stand where nothing is translated yet.
    """
    root = etree.Element(f"{{{NAMESPACE}}}xliff", nsmap=_MODULES, version="2.1")
    root.set("srcLang", parts[0].source_language)
    root.set("trgLang", parts[0].language)
    for part in parts:
        file = add(
            root, "file", id=part.name, original=part.path, srcDir=part.source_direction,
            trgDir=part.direction,
        )  # fmt: skip
        if any(unit.most for unit in part.units):
            add(file, f"{{{_SIZES}}}profiles", generalProfile="xliff:codepoints")
        for own, units in groupby(part.units, key=lambda unit: unit.own):
            forms = list(units)
            place = file
            if forms[0].form >= 0:
                place = add(file, "group", id=own, type="gettext:plurals")
            for unit in forms:
                _add_unit(place, unit, part, copied)
    return written(root, _LEAVES)


def _add_unit(place: Any, unit: Unit, part: Part, copied: bool) -> None:
    identity = unit.own if unit.form < 0 else f"{unit.own}.{unit.form}"
    item = add(place, "unit", id=identity, name=unit.context or "")
    item.set(SPACE, "preserve")
    if unit.most:
        item.set(f"{{{_SIZES}}}sizeRestriction", str(unit.most))
    group = add(add(item, f"{{{_METADATA}}}metadata"), f"{{{_METADATA}}}metaGroup", category=TOOL)
    add(group, f"{{{_METADATA}}}meta", unit.base, type=_EXPORTED)
    notes = [*_notes(unit)]
    if notes:
        box = add(item, "notes")
        for category, about, text in notes:
            add(box, "note", text, category=category, appliesTo=about)
    writer = _Writer(item)
    segment = add(item, "segment")
    _set_state(segment, unit)
    pieces = unit.target or (unit.source if copied else ())
    mine, theirs = numbered(unit.source, pieces)
    writer.add(add(segment, "source"), unit.source, mine, part.source_language)
    if pieces:
        writer.add(add(segment, "target"), pieces, theirs, part.language)


def _set_state(segment: Any, unit: Unit) -> None:
    if unit.state in ("translated", "reviewed"):
        segment.set("state", unit.state)
    elif unit.state == "needs-work":
        segment.set("state", "initial")
        segment.set("subState", _FUZZY)


def _notes(unit: Unit) -> Iterator[tuple[str, str, str]]:
    for note in unit.notes:
        yield note.author, "source" if note.author == "developer" else "target", note.text
    if unit.context is not None:
        yield "context", "", unit.context
    if unit.earlier:
        yield "previous-source", "target", joined(unit.earlier)
    if unit.places:
        yield "location", "", " ".join(unit.places)


@dataclass
class _Writer:
    """Writes the inline content of a unit; native codes stand once each in `<originalData>`."""

    item: Any
    known: dict[str, str] = field(default_factory=dict)

    def add(
        self, element: Any, pieces: Sequence[Piece], numbers: dict[int, int], language: str
    ) -> None:
        """Writes text and codes into a source or target."""
        element.set(LANG, language)
        places = [element]
        for at, piece in enumerate(pieces):
            if isinstance(piece, str):
                append_text(places[-1], piece)
            elif piece.kind == "control":
                self._add_control(places[-1], piece.data)
            elif piece.role == "close":
                places.pop().set("dataRefEnd", self._data(piece.data))
            else:
                single = piece.role == "single"
                code = add(places[-1], "ph" if single else "pc", id=f"c{numbers[at]}")
                code.set("dataRef" if single else "dataRefStart", self._data(piece.data))
                if single:
                    add_attribute(code, "disp", piece.data)
                kind, detail = _TYPES.get(piece.kind, ("other", ""))
                code.set("type", kind)
                add_attribute(code, "subType", detail)
                if not single:
                    places.append(code)

    def _add_control(self, element: Any, character: str) -> None:
        if character == "\r":
            append_text(element, character)
        else:
            add(element, "cp", hex=f"{ord(character):04X}")

    def _data(self, text: str) -> str:
        """Gives the name of a native code, which is written down at its first use."""
        if not self.known:
            box = etree.Element(f"{{{NAMESPACE}}}originalData")
            self.item.insert(len(self.item) - 1, box)
        if text not in self.known:
            self.known[text] = f"d{len(self.known) + 1}"
            add(first(self.item, "originalData"), "data", text, id=self.known[text])
        return self.known[text]


def add_attribute(element: Any, name: str, value: str) -> None:
    """Sets an attribute that has something to say."""
    if value:
        element.set(name, value)


def returned(root: Any) -> tuple[ReturnedPart, ...]:
    """Reads what came back."""
    return tuple(
        ReturnedPart(
            name=catalog_of(file.get("original", "")) or file.get("id", ""),
            language=root.get("trgLang", ""),
            source_language=root.get("srcLang", ""),
            units=tuple(_returned(item) for item in file.iter("{*}unit")),
        )
        for file in below(root, "file")
    )


def _returned(item: Any) -> Returned:
    own, form = parsed_id(item.get("id", ""))
    reader = _Reader(item)
    return Returned(
        line=item.sourceline or 1,
        own=own,
        form=form,
        source=reader.text("source"),
        target=reader.text("target") if reader.is_whole else None,
        state=reader.state,
        base=next(
            (words(it) for it in item.iter(f"{{{_METADATA}}}meta") if it.get("type") == _EXPORTED),
            "",
        ),
        notes=tuple(
            words(note)
            for box in below(item, "notes")
            for note in below(box, "note")
            if note.get("category", "translator") in _AUTHORS
        ),
    )


class _Reader:
    """Reads the segments of a unit."""

    def __init__(self, item: Any) -> None:
        self.parts = below(item, "segment", "ignorable")
        self.segments = below(item, "segment")
        box = first(item, "originalData")
        data = [] if box is None else below(box, "data")
        self.data = {it.get("id"): "".join(self._inline(it)) for it in data}
        sources = (it for part in self.parts for it in below(part, "source"))
        self.known = {code.get("id"): code for source in sources for code in source.iter()}

    @property
    def is_whole(self) -> bool:
        """Whether each segment has a target."""
        return bool(self.segments) and all(first(it, "target") is not None for it in self.segments)

    @property
    def state(self) -> State | None:
        """How far the least of its segments is; nothing where they do not say."""
        if not self.is_whole:
            return None
        told = [
            "needs-work" if it.get("subState") == _FUZZY and it.get("state") in (None, "initial")
            else _STATES.get(it.get("state", ""))
            for it in self.segments
        ]  # fmt: skip
        return min(told, key=_RANKS.index)

    def text(self, side: str) -> str:
        """Gives the text of all segments, in the order of that side."""
        found = []
        for place, part in enumerate(self.parts, 1):
            element = first(part, side)
            if element is None:  # what is between sentences may have no target of its own
                element = first(part, "source")
            if element is not None:
                order = element.get("order", "")
                found.append((int(order) if order.isdecimal() else place, element))
        found.sort(key=lambda pair: pair[0])
        return "".join(text for _, element in found for text in self._inline(element))

    def _inline(self, element: Any) -> Iterator[str]:
        yield element.text or ""
        for child in element:
            name = local(child)
            if name == "cp":
                yield _character(child.get("hex", ""))
            elif name == "pc":
                yield self._native(child, "dataRefStart")
                yield from self._inline(child)
                yield self._native(child, "dataRefEnd")
            elif name == "mrk":
                yield from self._inline(child)
            elif name in ("ph", "sc", "ec"):
                yield self._native(child, "dataRef")
            yield child.tail or ""

    def _native(self, code: Any, name: str) -> str:
        """Gives what a code stands for; one without a word of its own is that of the same number in
        the source.
        """
        reference = code.get(name)
        if reference is None:
            same = self.known.get(code.get("id") or code.get("startRef"))
            swapped = {"sc": "dataRefStart", "ec": "dataRefEnd"}.get(local(code), name)
            reference = None if same is None else same.get(name) or same.get(swapped)
        return self.data.get(reference, "")


def _character(code: str) -> str:
    try:
        return chr(int(code, 16)) if _HEX.fullmatch(code) else ""
    except ValueError:
        return ""

"""XLIFF 1.2 (OASIS, 2008), as agencies take it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from lxml import etree

from laureate_print.desk.exchange.codes import Piece, numbered
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
from laureate_print.version import __version__

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_LEAVES = frozenset(("source", "target", "note", "context"))
_STATES: dict[State, str] = {
    "untranslated": "needs-translation",
    "needs-work": "needs-review-translation",
    "translated": "translated",
    "reviewed": "signed-off",
}
_DELIMITERS = {"strong": "bold", "emphasis": "italic", "link": "link"}
_PLACEHOLDERS = {"image": "image", "break": "lb"}
_HIDDEN = ("seg-source", "alt-trans", "sub")
_CONTROL = "x-control"


def xliff(parts: Sequence[Part], copied: bool = False) -> bytes:
    """Gives the catalogs of a language as one file; `copied` lets the source stand where nothing is
    translated yet.
    """
    root = etree.Element(f"{{{NAMESPACE}}}xliff", nsmap={None: NAMESPACE}, version="1.2")
    for part in parts:
        file = add(
            root, "file", original=part.path, source_language=part.source_language,
            target_language=part.language, datatype="po", tool_id=TOOL, product_name=part.name,
        )  # fmt: skip
        header = add(file, "header")
        add(header, "tool", tool_id=TOOL, tool_name=TOOL, tool_version=__version__)
        body = add(file, "body")
        for own, units in groupby(part.units, key=lambda unit: unit.own):
            forms = list(units)
            place = body
            if forms[0].form >= 0:
                place = add(body, "group", id=own, restype="x-gettext-plurals")
            for unit in forms:
                _add_unit(place, unit, part, copied)
    return written(root, _LEAVES)


def _add_unit(place: Any, unit: Unit, part: Part, copied: bool) -> None:
    identity = unit.own if unit.form < 0 else f"{unit.own}[{unit.form}]"
    item = add(place, "trans-unit", id=identity)
    item.set("approved", "yes" if unit.state == "reviewed" else "no")
    item.set(SPACE, "preserve")
    if unit.most:
        item.set("maxwidth", str(unit.most))
        item.set("size-unit", "char")
    item.set("extradata", unit.base)
    pieces = unit.target or (unit.source if copied else ())
    mine, theirs = numbered(unit.source, pieces)
    _add_pieces(add(item, "source"), unit.source, mine, part.source_language)
    if pieces:
        target = add(item, "target", state=_STATES[unit.state])
        _add_pieces(target, pieces, theirs, part.language)
    _add_context(item, unit)
    for note in unit.notes:
        about = "source" if note.author == "developer" else "target"
        add(item, "note", note.text, from_=note.author, annotates=about)
    if unit.earlier and unit.target:
        other = add(item, "alt-trans", alttranstype="previous-version")
        old, new = numbered(unit.earlier, unit.target)
        _add_pieces(add(other, "source"), unit.earlier, old, part.source_language)
        _add_pieces(add(other, "target"), unit.target, new, part.language)


def _add_context(item: Any, unit: Unit) -> None:
    if unit.context is not None:
        group = add(item, "context-group", purpose="information")
        add(group, "context", unit.context, context_type="x-gettext-msgctxt")
    for place in unit.places:
        file, _, line = place.rpartition(":")
        group = add(item, "context-group", purpose="location")
        add(group, "context", file.strip("\u2068\u2069") or line, context_type="sourcefile")
        if file:
            add(group, "context", line, context_type="linenumber")


def _add_pieces(
    element: Any, pieces: Sequence[Piece], numbers: dict[int, int], language: str
) -> None:
    """Writes text and codes; native codes stand inside `<ph>`, `<bpt>` and `<ept>`."""
    element.set(LANG, language)
    for at, piece in enumerate(pieces):
        if isinstance(piece, str):
            append_text(element, piece)
            continue
        number = str(numbers[at])
        if piece.role == "single":
            code = add(element, "ph", piece.data, id=number)
            code.set("ctype", _PLACEHOLDERS.get(piece.kind, f"x-{piece.kind}"))
            if piece.kind == "control":
                code.text, code.attrib["ctype"] = f"{ord(piece.data):04X}", _CONTROL
        else:
            name = "bpt" if piece.role == "open" else "ept"
            code = add(element, name, piece.data, id=number, rid=number)
            if name == "bpt":
                code.set("ctype", _DELIMITERS.get(piece.kind, f"x-{piece.kind}"))


def returned(root: Any) -> tuple[ReturnedPart, ...]:
    """Reads what came back."""
    return tuple(
        ReturnedPart(
            name=catalog_of(file.get("original", "")),
            language=file.get("target-language", ""),
            source_language=file.get("source-language", ""),
            units=tuple(_returned_units(file)),
        )
        for file in below(root, "file")
    )


def _returned_units(file: Any) -> Iterator[Returned]:
    for item in file.iter(f"{{{NAMESPACE}}}trans-unit"):
        own, form = parsed_id(item.get("id", ""))
        source, target = first(item, "source"), first(item, "target")
        known = {code.get("id"): code for code in source.iter()} if source is not None else {}
        yield Returned(
            line=item.sourceline or 1,
            own=own,
            form=form,
            source="".join(_text(source, {})) if source is not None else "",
            target="".join(_text(target, known)) if target is not None else None,
            state=_state(item, target),
            base=item.get("extradata", ""),
            notes=tuple(words(note) for note in below(item, "note")),
        )


def _state(item: Any, target: Any) -> State | None:
    """Gives how far a text is by the file's own word; nothing where it has none."""
    if target is None:
        return None
    told = target.get("state", "")
    if item.get("approved") == "yes" or told in ("signed-off", "final"):
        return "reviewed"
    if told in ("", "new", "needs-translation"):  # its tool has not said
        return None
    return "needs-work" if told.startswith("needs-") else "translated"


def _text(element: Any, known: dict[str, Any]) -> Iterator[str]:
    """Gives the text of an element with the native codes inside; a code that a tool has emptied is
    that of the same number in the source.
    """
    yield element.text or ""
    for child in element:
        name = local(child)
        if name in ("mrk", "g"):
            yield from _text(child, known)
        elif name and name not in _HIDDEN:
            yield _native(child, known)
        yield child.tail or ""


def _native(code: Any, known: dict[str, Any]) -> str:
    data = words(code)
    if not data and (same := known.get(code.get("id"))) is not None:
        code, data = same, words(same)
    if code.get("ctype") == _CONTROL:
        try:
            return chr(int(data, 16))
        except (ValueError, OverflowError):
            return ""
    return data

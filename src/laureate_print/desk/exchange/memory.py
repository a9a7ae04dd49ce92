"""The translations of a project as a memory (TMX 1.4b, LISA OSCAR 2005) for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from laureate_print.desk.exchange.codes import Code, Piece, joined, numbered
from laureate_print.desk.exchange.parts import names, part
from laureate_print.desk.exchange.values import Unit
from laureate_print.desk.exchange.xml import LANG, add, append_text, written
from laureate_print.errors import UsageError
from laureate_print.sources import catalogs
from laureate_print.sources.languages import language
from laureate_print.sources.loading import Sources
from laureate_print.version import __version__

_LEAVES = frozenset(("seg", "prop", "note"))
_DOCTYPE = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
_TYPES = {"strong": "bold", "emphasis": "italic", "break": "lb"}
_FINISHED = ("translated", "reviewed")


@dataclass(slots=True)
class _Memory:
    """A source text, and its translations by language."""

    catalog: str
    language: str
    unit: Unit
    translations: dict[str, Unit]


def memory(sources: Sources, tags: Iterable[str] = ()) -> tuple[bytes, int]:
    """Gives what is translated into some languages (all, if none is named) as TMX, without what
    needs work and without the glossary, whose translations are lists of forms; and how many texts.

    Raises:
        UsageError: nothing is translated.
        CatalogError: a catalog cannot be read.
    """
    chosen = [language(tag).tag for tag in tags]
    tags = chosen or [it for it in sources.translated if _has_any(sources, it)]
    found = [*_found(sources, tags)]
    if not found:
        raise UsageError("nothing is translated yet, so there is nothing to remember")
    root = etree.Element("tmx", version="1.4")
    origins = {it.language for it in found}
    add(
        root, "header", creationtool="laureate-print", creationtoolversion=__version__,
        segtype="block", o_tmf="PO", adminlang="en", datatype="plaintext",
        srclang=origins.pop() if len(origins) == 1 else "*all*",
    )  # fmt: skip
    body = add(root, "body")
    for one in found:
        _add(body, one)
    return written(root, _LEAVES, _DOCTYPE), len(found)


def _has_any(sources: Sources, tag: str) -> bool:
    return any(
        catalogs.find(sources, name, tag) and not catalogs.is_source(sources, name, tag)
        for name in catalogs.names(sources, tag)
    )


def _found(sources: Sources, tags: Sequence[str]) -> Iterator[_Memory]:
    """Gives each source text once for its document and context; the plural forms of a language that
    has more than others stand behind it, by themselves.
    """
    known: dict[tuple[str, str, str], list[_Memory]] = {}
    for tag in tags:
        chosen = [it for it in catalogs.names(sources, tag) if it != catalogs.GLOSSARY]
        having = [it for it in chosen if catalogs.find(sources, it, tag)]
        for name in names(sources, tag, [it for it in having if not _is_source(sources, it, tag)]):
            own = part(sources, name, tag)
            for unit in own.units:
                if unit.state in _FINISHED and name != catalogs.GLOSSARY:
                    rows = known.setdefault((name, unit.own, joined(unit.source)), [])
                    row = next((it for it in rows if tag not in it.translations), None)
                    if row is None:
                        row = _Memory(name, own.source_language, unit, {})
                        rows.append(row)
                    row.translations[tag] = unit
    yield from (it for rows in known.values() for it in rows)


def _is_source(sources: Sources, name: str, tag: str) -> bool:
    return catalogs.is_source(sources, name, tag)


def _add(body: Any, one: _Memory) -> None:
    item = add(body, "tu", srclang=one.language)
    for note in one.unit.notes:
        if note.author == "developer":
            add(item, "note", note.text)
    add(item, "prop", one.catalog, type="x-document")
    if one.unit.context is not None:
        add(item, "prop", one.unit.context, type="x-context")
    mine, _ = numbered(one.unit.source, ())
    _add_variant(item, one.language, one.unit.source, mine)
    for tag, unit in one.translations.items():
        _, theirs = numbered(one.unit.source, unit.target)
        variant = _add_variant(item, tag, unit.target, theirs)
        if unit.state == "reviewed":
            variant.insert(0, etree.Element("prop", type="x-reviewed"))
            variant[0].text = "yes"


def _add_variant(item: Any, tag: str, pieces: Sequence[Piece], numbers: dict[int, int]) -> Any:
    variant = add(item, "tuv")
    variant.set(LANG, tag)
    segment = add(variant, "seg")
    for at, piece in enumerate(pieces):
        if isinstance(piece, str):
            append_text(segment, piece)
        else:
            _add_code(segment, piece, str(numbers[at]))
    return variant


def _add_code(segment: Any, code: Code, number: str) -> None:
    if code.role == "single":
        text = f"U+{ord(code.data):04X}" if code.kind == "control" else code.data
        add(segment, "ph", text, x=number, type=_TYPES.get(code.kind, code.kind))
    elif code.role == "open":
        kind = _TYPES.get(code.kind, code.kind)
        add(segment, "bpt", code.data, i=number, x=number, type=kind)
    else:
        add(segment, "ept", code.data, i=number)

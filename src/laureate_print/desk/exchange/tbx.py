"""TBX-Basic (ISO 30042): of 2008, which every termbase reads, and of 2019."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from laureate_print.desk.exchange.terms import ReturnedTerms, Termbase
from laureate_print.desk.exchange.values import own_id
from laureate_print.desk.exchange.xml import LANG, add, content_of, local, root_of, words, written
from laureate_print.errors import InputError

_LEAVES = frozenset(("title", "p", "term", "termNote", "descrip"))
_PREFERRED, _ADMITTED = "preferredTerm-admn-sts", "admittedTerm-admn-sts"
_NOT_TO_BE_USED = ("deprecated", "superseded", "forbidden", "obsolete")


@dataclass(frozen=True, slots=True)
class _Names:
    """What the parts of a termbase are called in an edition of the standard."""

    root: str
    namespace: str
    header: str
    entry: str
    language: str
    term: str


VERSIONS = {
    "2": _Names("martif", "", "martifHeader", "termEntry", "langSet", "tig"),
    "3": _Names(
        "tbx", "urn:iso:std:iso:30042:ed-2", "tbxHeader", "conceptEntry", "langSec", "termSec"
    ),
}


def tbx(base: Termbase, version: str, title: str) -> bytes:
    """Gives a glossary as TBX-Basic; each form of a term stands by itself, the dictionary form as
    the preferred one.
    """
    names = VERSIONS[version]
    space = {None: names.namespace} if names.namespace else None
    tag = f"{{{names.namespace}}}{names.root}" if names.namespace else names.root
    root = etree.Element(tag, nsmap=space, type="TBX-Basic")
    if version == "3":
        root.set("style", "dca")
    root.set(LANG, base.language)
    header = add(root, names.header)
    described = add(header, "fileDesc")
    add(add(described, "titleStmt"), "title", title)
    add(add(described, "sourceDesc"), "p", "Written by laureate-print")
    if version == "2":
        add(add(header, "encodingDesc"), "p", "TBXBasicXCSV02.xcs", type="XCSURI")
    body = add(add(root, "text"), "body")
    for term in base.terms:
        entry = add(body, names.entry, id=own_id(term.source))
        if term.comment:
            add(entry, "descrip", term.comment, type="definition")
        for language, forms in {base.language: (term.source,), **term.forms}.items():
            section = add(entry, names.language)
            section.set(LANG, language)
            for form in forms:
                item = add(section, names.term)
                add(item, "term", form)
                status = _PREFERRED if form == forms[0] else _ADMITTED
                add(item, "termNote", status, type="administrativeStatus")
    return written(root, _LEAVES)


def read(path: Path) -> ReturnedTerms:
    """Reads TBX of either edition and style.

    Raises:
        InputError: it is none.
    """
    root = root_of(content_of(path), str(path), "TBX file", doctype=True)
    if local(root) not in ("martif", "tbx", "TBX"):
        raise InputError(f"{path}:1: this is {local(root)}, and no TBX file")
    came = ReturnedTerms()
    for entry in root.iter("{*}termEntry", "{*}conceptEntry"):
        concept: dict[str, list[str]] = {}
        for section in entry.iter("{*}langSet", "{*}langSec"):
            terms = _terms([*section.iter("{*}tig", "{*}ntig", "{*}termSec")])
            concept.setdefault(section.get(LANG, ""), []).extend(terms)
        came.concepts.append(concept)
    return came


def _terms(items: Sequence[Any]) -> list[str]:
    """Gives the terms of a language that may be used, preferred ones first."""
    found: list[tuple[bool, str]] = []
    for item in items:
        text = " ".join(next((words(it) for it in item.iter("{*}term")), "").split())
        status = next((words(it).strip() for it in item.iter() if _is_status(it)), "")
        if text and not status.lower().startswith(_NOT_TO_BE_USED):
            found.append((not status.startswith("preferred"), text))
    return [text for _, text in sorted(found, key=lambda pair: pair[0])]


def _is_status(element: Any) -> bool:
    return "administrativeStatus" in (local(element), element.get("type"))

"""What is asked of a catalog, as a file without translations; how such files are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from laureate_print.atomic_write import atomic_edit
from laureate_print.model import SourceFile
from laureate_print.sources.catalogs import Wanted, wanted
from laureate_print.sources.documents import document
from laureate_print.sources.languages import language
from laureate_print.sources.loading import Sources
from laureate_print.sources.po_editing import edited
from laureate_print.sources.po_files import Entry, PoFile
from laureate_print.sources.po_writing import written
from laureate_print.version import __version__

_DATE = re.compile(rb'^"(POT-Creation|PO-Revision)-Date:.*$', re.MULTILINE)
_COMMENT = " Words of laureate-print: {name}."
_OWNER = " The announcement's text is {publisher}'s."
_HEADER = """\
Project-Id-Version: {name} {version}
Report-Msgid-Bugs-To: {bugs}
POT-Creation-Date: {now}
PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE
Last-Translator: FULL NAME <EMAIL@ADDRESS>
{language}Language-Team: LANGUAGE <LL@li.org>
{plural}MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit
Generated-By: laureate-print {version}
"""
# Where Poedit finds what a message stands in: from the catalog's folder, and below that.
_POEDIT = {"X-Poedit-Basepath": "../../..", "X-Poedit-SearchPath-0": "templates"}


def template_of(sources: Sources, name: str) -> PoFile:
    """Gives what the templates ask of a catalog, as a catalog without translations."""
    entries = (_entry(asked) for asked in wanted(sources, name).values())
    return PoFile(header(sources, name), tuple(entries))


def _entry(asked: Wanted) -> Entry:
    sources = (asked.source, asked.plural) if asked.plural else (asked.source,)
    places = (place.rpartition(":") for place in asked.places)
    ordered = sorted((file, int(line)) for file, _, line in places)
    return Entry(
        sources=sources,
        texts=("", "") if asked.plural else ("",),
        context=asked.context,
        notes=tuple(asked.comments),
        places=tuple(_place(file, line) for file, line in ordered),
        flags=("python-brace-format",) if "{" in "".join(sources) else (),
    )


def _place(file: str, line: int) -> str:
    """Gives a place as gettext writes it: a file with spaces in its name between isolates."""
    return f"\u2068{file}\u2069:{line}" if " " in file else f"{file}:{line}"


def header(sources: Sources, name: str, locale: str = "", plural: str = "") -> Entry:
    """Gives the header of a catalog, as gettext's tools and editors expect it."""
    fields = _HEADER.format(
        name=name,
        version=__version__,
        now=_now(),
        bugs="",
        language=f"Language: {locale}\n" if locale else "",
        plural=f"Plural-Forms: {plural}\n" if plural else "",
    )
    comments = (_COMMENT.format(name=name), *_owner(sources, name))
    return Entry(("",), (fields,), comments=comments)


def filled(catalog: PoFile, tag: str) -> PoFile:
    """Gives the catalog of a language with a header in which nothing is left to fill in, as `msgfmt
    --check` asks for, and which lets Poedit find the sources; what others wrote stays.
    """
    for name, (left, value) in _left_to_fill(tag).items():
        if left.fullmatch(catalog.field(name)):
            catalog = catalog.with_field(name, value)
    if not catalog.field("X-Poedit-Basepath"):
        for name, value in _POEDIT.items():
            catalog = catalog.with_field(name, value)
    return catalog


def _left_to_fill(tag: str) -> dict[str, tuple[re.Pattern[str], str]]:
    """Gives the fields of a template that say something to nobody, how they say it, and what the
    catalog of a language says instead.
    """
    fields = {
        "Report-Msgid-Bugs-To": ("EMAIL@ADDRESS", ""),
        "PO-Revision-Date": ("YEAR-.*", _now()),
        "Last-Translator": ("FULL NAME <EMAIL@ADDRESS>", ""),
        "Language-Team": (".*<LL@li.org>", language(tag).name),
    }
    return {name: (re.compile(left), value) for name, (left, value) in fields.items()}


def _now() -> str:
    return datetime.now().astimezone().strftime("%Y-%m-%d %H:%M%z")


def has_own(sources: Sources, name: str) -> bool:
    """Says whether the project's own templates ask for anything of a catalog."""
    places = (place for asked in wanted(sources, name).values() for place in asked.places)
    return not all(sources.is_packaged(place.rpartition(":")[0]) for place in places)


def _owner(sources: Sources, name: str) -> Iterator[str]:
    """Gives the line that says whose words a document's catalog holds; labels are nobody's."""
    if name in sources.project.documents:
        facts = document(sources, name).facts
        if publisher := facts.get("publisher_label") or facts.get("publisher"):
            yield _OWNER.format(publisher=publisher)


def store_messages(
    sources: Sources, file: SourceFile, catalog: PoFile, changed: Iterable[Entry], path: str
) -> None:
    """Writes messages of a catalog that are others than they were in its file; every other byte
    stays as it is.

    Raises:
        OutputError: as `store`.
    """
    content = edited(file.content, catalog, changed)
    if content != file.content:
        own = sources.own.files.get(path)
        atomic_edit(own.content if own else None, content, sources.root / path)


def store(sources: Sources, catalog: PoFile, path: str) -> bool:
    """Writes a catalog of the project if more than its dates is new; says whether it was.

    Raises:
        OutputError: it cannot be written, or an editor has saved it since the sources were read.
    """
    content = written(catalog)
    before = sources.find(path)
    if before and _DATE.sub(b"", before.content) == _DATE.sub(b"", content):
        return False
    own = sources.own.files.get(path)
    atomic_edit(own.content if own else None, content, sources.root / path)
    return True

"""Writes the words of a language for the tools of translators."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from laureate_print.atomic_write import atomic_write
from laureate_print.desk.exchange import sheets, tbx
from laureate_print.desk.exchange.memory import memory
from laureate_print.desk.exchange.parts import names, part
from laureate_print.desk.exchange.terms import ReturnedTerms, termbase
from laureate_print.desk.exchange.values import Part
from laureate_print.desk.exchange.xliff import WRITERS
from laureate_print.errors import UsageError
from laureate_print.sources import catalogs
from laureate_print.sources.languages import language
from laureate_print.sources.loading import Sources


def send_out(
    sources: Sources,
    tag: str,
    path: Path,
    version: str,
    chosen: Iterable[str] = (),
    copied: bool = False,
) -> Iterator[str]:
    """Writes the catalogs of a language into one XLIFF file; gives a line for each.

    Args:
        sources: the project.
        tag: the language.
        path: the file; what stands there is replaced.
        version: of XLIFF, one of `WRITERS`.
        chosen: the catalogs; all that the project translates, if none is named.
        copied: whether the source stands where nothing is translated yet, for programs that can
            only write over what stands there.

    Raises:
        UsageError: there is nothing to translate, or it cannot stand in one file.
        CatalogError: a catalog cannot be read.
        OutputError: the file cannot be written.
    """
    own = language(tag).tag
    parts = [part(sources, name, own) for name in names(sources, own, [*chosen])]
    written_in = parts[0].source_language
    apart = [it for it in parts if it.source_language != written_in]
    if version != "1.2" and apart:  # such a file has one source language
        if chosen:
            raise UsageError(
                f"XLIFF {version} has one source language in a file; {parts[0].name} is written in"
                f" '{written_in}', {apart[0].name} in '{apart[0].source_language}': export them one"
                " by one"
            )
        parts = [it for it in parts if it.source_language == written_in]
    atomic_write(WRITERS[version](parts, copied), path)
    yield from (_line(it, sources) for it in parts)
    yield (
        f"{path}: XLIFF {version}, {written_in} to {own}; 'laureate-print catalog import' takes it"
        " back"
    )
    if version != "1.2":
        for it in apart:
            yield (
                f"{it.name} is written in '{it.source_language}' and needs a file of its own:"
                f" -c {it.name}"
            )


def send_terms(
    sources: Sources, path: Path, version: str, tags: Iterable[str] = ()
) -> Iterator[str]:
    """Writes the glossary for a termbase (`.tbx`) or a spreadsheet (`.csv`); gives a line.

    Raises:
        UsageError: there are no terms, or the file is to be something else.
        CatalogError: a glossary cannot be read.
        OutputError: the file cannot be written.
    """
    reader_of(path)
    base = termbase(sources, tags)
    title = ", ".join(sources.project.documents)
    as_table = path.suffix.lower() == ".csv"
    content = sheets.table(base) if as_table else tbx.tbx(base, version, title)
    atomic_write(content, path)
    count, forms = (
        len(base.terms),
        sum(len(it) for term in base.terms for it in term.forms.values()),
    )
    yield (
        f"{path}: {count} terms, {forms} forms in {len(base.languages)} languages;"
        f" 'laureate-print catalog glossary {path} --import' takes it back"
    )


def send_memory(sources: Sources, path: Path, tags: Iterable[str] = ()) -> Iterator[str]:
    """Writes a translation memory; gives a line.

    Raises:
        UsageError: nothing is translated.
        CatalogError: a catalog cannot be read.
        OutputError: the file cannot be written.
    """
    content, count = memory(sources, tags)
    atomic_write(content, path)
    yield f"{path}: TMX 1.4b, {count} texts"


def reader_of(path: Path) -> Callable[[Path], ReturnedTerms]:
    """Gives what reads a glossary, by the ending of its file.

    Raises:
        UsageError: it is neither of a termbase nor of a spreadsheet.
    """
    readers = {".tbx": tbx.read, ".csv": sheets.read}
    if path.suffix.lower() not in readers:
        raise UsageError(
            f"{path}: a glossary is for a termbase (.tbx) or for a spreadsheet (.csv); let the name"
            " of the file end so"
        )
    return readers[path.suffix.lower()]


def _line(part: Part, sources: Sources) -> str:
    states = [unit.state for unit in part.units]
    counts = [
        (states.count("untranslated"), "to translate"),
        (states.count("needs-work"), "marked as needing work"),
        (states.count("translated"), "not reviewed"),
    ]
    told = "".join(f", {count} {what}" for count, what in counts if count)
    asked = catalogs.wanted(sources, part.name)
    have = len({unit.own for unit in part.units})
    late = (
        ""
        if have == len(asked)
        else "; the document asks for others: 'laureate-print catalog update' first"
    )
    return f"{part.name}: {len(states)} texts{told}{late}"

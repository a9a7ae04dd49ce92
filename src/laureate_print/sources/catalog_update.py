"""Keeps the catalogs in step with the templates: extract, init, update."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from difflib import SequenceMatcher

from laureate_print.atomic_write import atomic_write
from laureate_print.errors import CatalogError, UsageError
from laureate_print.sources import catalogs, free_faces, plurals, reviews
from laureate_print.sources.catalogs import Wanted, wanted
from laureate_print.sources.documents import document
from laureate_print.sources.fonts import fonts, named, undrawn
from laureate_print.sources.languages import alphabet, language
from laureate_print.sources.loading import Sources
from laureate_print.sources.po_files import Entry, PoFile, parse
from laureate_print.sources.po_writing import written
from laureate_print.version import __version__

_DATE = re.compile(rb'^"(POT-Creation|PO-Revision)-Date:.*$', re.MULTILINE)
_COMMENT = " Words of laureate-print: {name}."
_OWNER = " The announcement's text is {publisher}'s."
_HEADER = """\
Project-Id-Version: {name} {version}
Report-Msgid-Bugs-To: EMAIL@ADDRESS
POT-Creation-Date: {now}
PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE
Last-Translator: FULL NAME <EMAIL@ADDRESS>
{language}Language-Team: {team}<LL@li.org>
{plural}MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit
Generated-By: laureate-print {version}
"""
_WORD = re.compile(r"\{[^{}]*\}|\w+")
# How many of its words a source must share, in order, with the one that it replaces (0 to 1).
# Measured on the announcement: two of its sources of twelve words or more share at most 0.2, two
# shorter ones or terms at most 0.67.
_ALIKE, _ALIKE_IF_SHORT, _SHORT = 0.5, 0.7, 12


def extract(sources: Sources) -> Iterator[str]:
    """Writes `locales/<catalog>.pot` from the templates; gives a line for each catalog.

    Labels for which the project's own templates do not ask are the package's, and so is their file.
    """
    for name in filter(lambda it: _has_own(sources, it), catalogs.names(sources)):
        template = template_of(sources, name)
        path = catalogs.template_path(name)
        changed = store(sources, template, path)
        count = len(template.entries)
        yield f"{path}: {count} messages{'' if changed else ', unchanged'}"


def init(sources: Sources, tag: str) -> Iterator[str]:
    """Makes the catalogs that a language lacks; gives a line for each, and the next step.

    Raises:
        UsageError: the language is not known, needs no catalogs, or has them all already.
        CatalogError: a catalog from which messages are taken over cannot be read.
    """
    chosen = language(tag)
    names = catalogs.names(sources, chosen.tag)
    if all(catalogs.is_source(sources, name, chosen.tag) for name in names):
        raise UsageError(f"'{chosen.tag}' needs no catalogs: its words come from the templates")
    missing = _missing(sources, chosen.tag)
    if not missing:
        folder = catalogs.place(sources, catalogs.INTERFACE, chosen.tag).rpartition("/")[0]
        raise UsageError(
            f"{folder} has its catalogs already; 'laureate-print catalog update' refreshes them"
        )
    yield from _without_a_face(sources, chosen.tag)
    for name in missing:
        yield _made(sources, name, chosen.tag)
    yield (
        f"next: translate them, in Poedit for instance; then 'laureate-print check -l {chosen.tag}'"
    )


def _without_a_face(sources: Sources, tag: str) -> Iterator[str]:
    """Says what of a language's letters no face draws, before anyone translates in vain."""
    if missing := undrawn(fonts(sources), tag, alphabet(tag)):
        advice = free_faces.advice(missing) or "look for a face under the SIL Open Font License"
        yield (
            f"no face of '{tag}' draws {named(missing)}; put one that does into fonts/<family>/ and"
            f" name it in fonts/fonts.toml; {advice}"
        )


def _missing(sources: Sources, tag: str) -> list[str]:
    """Gives the catalogs that a language lacks."""
    return [
        name
        for name in catalogs.names(sources, tag)
        if not catalogs.is_source(sources, name, tag) and catalogs.find(sources, name, tag) is None
    ]


def _made(sources: Sources, name: str, tag: str) -> str:
    """Makes a catalog of a language; gives a line that says what it holds."""
    path, forms = catalogs.place(sources, name, tag), plurals.of_language(tag)
    header = _header(sources, name, language(tag).folder, forms.header)
    catalog = _follow(
        PoFile(header), template_of(sources, name), forms.count, _others(sources, name, tag)
    )
    store(sources, catalog, path)
    there = sum(entry.translated for entry in catalog.entries)
    known = f", {there} taken over from other catalogs" if there else ""
    return f"{path}: {len(catalog.entries) - there} messages to translate{known}"


def update(sources: Sources) -> Iterator[str]:
    """Brings each catalog to what the templates ask for and makes what is missing; gives a line for
    each catalog.

    A message whose source changed keeps its translation, marked fuzzy, and the source that it
    translated. A new one is untranslated, unless another catalog of its language has it: then that
    translation is taken over, and a comment says whence. One that nobody asks for any more is kept
    as obsolete, and comes back when it is asked for again.

    Raises:
        CatalogError: catalogs that cannot be read, one a line; all others are up to date then.
    """
    broken: dict[str, None] = {}
    for tag in sources.translated:
        missing = _missing(sources, tag)
        for name in catalogs.names(sources, tag):
            path = catalogs.place(sources, name, tag)
            try:
                if name in missing:
                    yield _made(sources, name, tag)
                elif file := sources.own.files.get(path):
                    changed = store(sources, _updated(sources, name, tag, parse(file)), path)
                    yield f"{path}: {'updated' if changed else 'unchanged'}"
            except CatalogError as error:
                broken[str(error)] = None
    if broken:
        raise CatalogError("\n".join(broken))


def _updated(sources: Sources, name: str, tag: str, catalog: PoFile) -> PoFile:
    forms = plurals.parsed(catalog.field("Plural-Forms"))
    counted = any(len(entry.sources) > 1 and any(entry.texts) for entry in catalog.entries)
    if not counted and not (forms and forms.fits(tag)):
        forms = plurals.of_language(tag)
        catalog = catalog.with_field("Plural-Forms", forms.header)
    count = (forms or plurals.of_language(tag)).count
    return _follow(catalog, template_of(sources, name), count, _others(sources, name, tag))


def _others(sources: Sources, name: str, tag: str) -> dict[str, Entry]:
    """Gives by key the finished translations that other catalogs of a language have, each with the
    mark that says whence; those that somebody has reviewed come first.
    """
    found: list[tuple[bool, Entry]] = []
    if name == catalogs.GLOSSARY:  # its translations are lists of forms
        return {}
    for other in catalogs.names(sources, tag):
        file = catalogs.find(sources, other, tag)
        if file and other not in (name, catalogs.GLOSSARY):
            for entry in parse(file).entries:
                if entry.translated and not entry.fuzzy:
                    comments = reviews.taken_over(entry.comments, other)
                    found.append((not reviews.fits(entry), replace(entry, comments=comments)))
    first = sorted(found, key=lambda pair: pair[0])
    return {entry.key: entry for _, entry in reversed(first)}


def _follow(catalog: PoFile, template: PoFile, count: int, others: dict[str, Entry]) -> PoFile:
    """Brings a catalog to what the template holds, translations and comments kept.

    Args:
        catalog: as it is.
        template: what is asked for.
        count: how many plural forms the language has.
        others: translations of other catalogs by key, for what this one lacks.
    """
    asked = {entry.key for entry in template.entries}
    kept = {entry.key: entry for entry in catalog.obsolete if any(entry.texts)}
    known = kept | {entry.key: entry for entry in catalog.entries}
    lacking = [entry for entry in template.entries if not any(_texts(known, entry))]
    taken = {entry.key: others[entry.key] for entry in lacking if entry.key in others}
    changes = _changes(
        [entry for entry in catalog.entries if entry.key not in asked and any(entry.texts)],
        [entry for entry in template.entries if entry.key not in known and entry.key not in taken],
    )
    entries = [
        _renewed(entry, (changes | known | taken).get(entry.key), count)
        for entry in template.entries
    ]
    replaced = {old.key for old in changes.values()}
    gone = [
        replace(entry, obsolete=True, notes=(), places=())
        for entry in (*catalog.obsolete, *catalog.entries)
        if entry.key not in asked | replaced and any((*entry.texts, *entry.comments))
    ]
    return replace(catalog, entries=tuple(entries), obsolete=tuple(gone))


def _texts(known: dict[str, Entry], entry: Entry) -> tuple[str, ...]:
    return known[entry.key].texts if entry.key in known else ()


def _renewed(asked: Entry, old: Entry | None, count: int) -> Entry:
    """Gives a message as it is asked for, with the translation that it had."""
    plural = len(asked.sources) > 1
    if old is None:
        return replace(asked, texts=("",) * count if plural else ("",))
    texts = old.texts if plural == (len(old.sources) > 1) else (old.texts[0],)
    if plural:
        texts = (*texts, *("",) * count)[: max(count, len(texts) if len(old.sources) > 1 else 0)]
    formats = [flag for flag in asked.flags if flag not in old.flags]
    flags = [flag for flag in old.flags if not flag.endswith("-format") or flag in asked.flags]
    changed = old.sources != asked.sources and any(texts)
    previous = old.previous if old.fuzzy else ()
    if changed:
        flags = list(dict.fromkeys(["fuzzy", *flags]))
        # What the translation was made for is the older source, if nobody has looked at it since.
        previous = previous or _as_previous(old)
    return replace(
        asked,
        texts=texts,
        comments=old.comments,
        flags=(*flags, *formats),
        previous=previous,
    )


def _as_previous(old: Entry) -> tuple[tuple[str, str], ...]:
    context = () if old.context is None else (("msgctxt", old.context),)
    return (*context, *zip(("msgid", "msgid_plural"), old.sources, strict=False))


def _changes(vanished: list[Entry], new: list[Entry]) -> dict[str, Entry]:
    """Gives for the key of each new message the vanished one that it replaces: the most alike
    first, and each only once.

    A message that is still asked for has not changed, however much a new one is like it; nor has
    one that stood in another file, or in another context.
    """
    pairs = (
        (_likeness(old, message), x, y)
        for x, old in enumerate(vanished)
        for y, message in enumerate(new)
    )
    chosen: dict[int, int] = {}
    for likeness, x, y in sorted(pairs, key=lambda pair: (-pair[0], pair[1:])):
        if likeness and x not in chosen and y not in chosen.values():
            chosen[x] = y
    return {new[y].key: vanished[x] for x, y in chosen.items()}


def _likeness(old: Entry, new: Entry) -> float:
    """Gives the share of words that two sources have in common, in order; 0 if one is no
    change of the other.
    """
    files = [{_stem(place) for place in entry.places} for entry in (old, new)]
    if len(old.sources) != len(new.sources) or old.context != new.context:
        return 0
    if files[0] and not files[0] & files[1]:
        return 0
    before, after = (_WORD.findall(" ".join(entry.sources)) for entry in (old, new))
    ratio = SequenceMatcher(None, before, after, autojunk=False).ratio()
    return (
        ratio
        if ratio >= (_ALIKE if min(len(before), len(after)) >= _SHORT else _ALIKE_IF_SHORT)
        else 0
    )


def _stem(place: str) -> str:
    """Gives the file of a place without its ending: a document may become Markdown."""
    return place.strip("\u2068").partition(":")[0].rpartition(".")[0]


def template_of(sources: Sources, name: str) -> PoFile:
    """Gives what the templates ask of a catalog, as a catalog without translations."""
    entries = (_entry(asked) for asked in wanted(sources, name).values())
    return PoFile(_header(sources, name), tuple(entries))


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


def _header(sources: Sources, name: str, locale: str = "", plural: str = "") -> Entry:
    """Gives the header of a catalog, as gettext's tools and editors expect it."""
    fields = _HEADER.format(
        name=name,
        version=__version__,
        now=datetime.now().astimezone().strftime("%Y-%m-%d %H:%M%z"),
        language=f"Language: {locale}\n" if locale else "",
        team=f"{locale} " if locale else "LANGUAGE ",
        plural=f"Plural-Forms: {plural}\n" if plural else "",
    )
    comments = (_COMMENT.format(name=name), *_owner(sources, name))
    return Entry(("",), (fields,), comments=comments)


def _has_own(sources: Sources, name: str) -> bool:
    places = (place for asked in wanted(sources, name).values() for place in asked.places)
    return not all(sources.is_packaged(place.rpartition(":")[0]) for place in places)


def _owner(sources: Sources, name: str) -> Iterator[str]:
    """Gives the line that says whose words a document's catalog holds; labels are nobody's."""
    if name in sources.project.documents:
        facts = document(sources, name).facts
        if publisher := facts.get("publisher_label") or facts.get("publisher"):
            yield _OWNER.format(publisher=publisher)


def store(sources: Sources, catalog: PoFile, path: str) -> bool:
    """Writes a catalog of the project if more than its dates is new; says whether it was."""
    content = written(catalog)
    before = sources.find(path)
    if before and _DATE.sub(b"", before.content) == _DATE.sub(b"", content):
        return False
    atomic_write(content, sources.root / path)
    return True

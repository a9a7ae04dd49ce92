"""Reads a `.po` file into messages that remember file and line; says which messages a catalog
should hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from laureate_print.errors import CatalogError, InputError, TemplateError
from laureate_print.model import Catalog, Message, SourceFile, State
from laureate_print.sources import conformance, plurals, pseudo, reviews
from laureate_print.sources.documents import Asked, asked_for, asked_of, document, terms
from laureate_print.sources.folders import PROJECT_FILE
from laureate_print.sources.languages import language, normalise
from laureate_print.sources.loading import Sources, remembered
from laureate_print.sources.po_files import Entry, key, parse
from laureate_print.sources.templates import all_files, own_catalog, template

INTERFACE = "interface"
GLOSSARY = "glossary"
LABELS_LANGUAGE = "en"
_FORMS = (
    "One accepted form a line, the dictionary form first; a stem stands for all that begins"
    " with it."
)

# Characters between which no line breaks: no space, and none of a script that writes without them.
_TOGETHER = re.compile(
    "[^\\s\u00ad\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u200b\u2e80-\U0010ffff]+"
)

_SUPPRESSED = re.compile(r"ignore-[\w-]+")
_SUPPRESSING = re.compile(r"\s*ignore-[\w-]+(?:[\s,]+ignore-[\w-]+)*\s*")


@dataclass(slots=True)
class Wanted:
    """A message that templates ask for: where (`file:line`, the first place first), and what its
    translators should know.
    """

    source: str
    plural: str
    context: str | None
    places: list[str]
    comments: list[str]


@remembered
def names(sources: Sources, tag: str = "") -> tuple[str, ...]:
    """Gives the catalogs of a project: one for each document, the interface, and the glossary if it
    has terms.

    Behind them stands one for each template that has languages of its own; with a language, only if
    it is one of them.
    """
    documents = sources.project.documents
    glossary = (GLOSSARY,) if any(terms(sources, name) for name in documents) else ()
    owners = {own_catalog(sources, file) for file in all_files(sources, (".html",))} - {""}
    own = [name for name in sorted(owners) if not tag or tag in template(sources, name).languages]
    return (*documents, INTERFACE, *glossary, *own)


def path(name: str, tag: str) -> str:
    """Gives where the catalog of a language stands: `locales/<lang>/LC_MESSAGES/<name>.po`."""
    return f"locales/{language(tag).folder}/LC_MESSAGES/{name}.po"


@remembered
def folder(sources: Sources, tag: str) -> str:
    """Gives the folder of a language's catalogs: the project may call it otherwise, such as
    `pt-BR`.
    """
    own = language(tag)
    folders = {path.split("/")[1] for path in sources.own.files if path.startswith("locales/")}
    named = sorted(name for name in folders if normalise(name) == own.tag and name != own.folder)
    return own.folder if own.folder in folders or not named else named[0]


def place(sources: Sources, name: str, tag: str) -> str:
    """Gives where the catalog of a language stands in a project, or would."""
    return f"locales/{folder(sources, tag)}/LC_MESSAGES/{name}.po"


def template_path(name: str) -> str:
    """Gives where the words of a catalog stand in the source language: `locales/<name>.pot`."""
    return f"locales/{name}.pot"


def find(sources: Sources, name: str, tag: str) -> SourceFile | None:
    """Gives the file of a catalog in a language; nothing where there is none."""
    return sources.find(place(sources, name, tag)) or sources.find(path(name, tag))


@remembered
def wanted(sources: Sources, name: str) -> dict[str, Wanted]:
    """Gives each message that templates ask of a catalog, by its key, in the order in which they
    ask.

    Raises:
        TemplateError: a template is not Jinja, or two ask for different plurals of one message.
    """
    messages: dict[str, Wanted] = {}
    for asked, place in _asked(sources, name):
        own = key(asked.source, asked.context)
        check_size(sources, asked.source, place, TemplateError)
        entry = messages.setdefault(own, Wanted(asked.source, "", asked.context, [], []))
        if asked.plural and entry.plural not in ("", asked.plural):
            raise TemplateError(
                f"{place}: the plural of '{asked.source}' is another one at {entry.places[0]};"
                " write the same, or give one of them a context: npgettext"
            )
        entry.plural = entry.plural or asked.plural
        entry.places.append(place)
        entry.comments = list(dict.fromkeys([*entry.comments, *asked.comments]))
    if name == GLOSSARY:
        for entry in messages.values():
            entry.comments.append(_FORMS)
    return messages


def _asked(sources: Sources, name: str) -> Iterator[tuple[Asked, str]]:
    """Gives each call for a catalog's messages, and its place."""
    if name == GLOSSARY:
        for owner in sources.project.documents:
            for term, comment, place in terms(sources, owner):
                yield Asked(0, term, (comment,)), place
    elif name in sources.project.documents:
        markup = document(sources, name).markup.path
        for asked in asked_of(sources, name):
            yield asked, f"{markup}:{asked.line}"
    else:
        yield from _labels(sources, "" if name == INTERFACE else name)


def _labels(sources: Sources, owner: str) -> Iterator[tuple[Asked, str]]:
    """Gives each call for the labels of the interface, or of a template that has its own."""
    for file in all_files(sources, (".html",)):
        if own_catalog(sources, file) == owner:
            for asked in asked_for(sources, file, "ui"):
                yield asked, f"{file.path}:{asked.line}"
    if owner:
        for source, comment, place in conformance.messages(sources, template(sources, owner)):
            yield Asked(0, source, (comment,)), place


def source_language(sources: Sources, name: str) -> str:
    """Gives the language in which the messages of a catalog are written: a document's is that of
    the project, labels are English.
    """
    words = name in (*sources.project.documents, GLOSSARY)
    return sources.project.source_language if words else LABELS_LANGUAGE


def is_source(sources: Sources, name: str, tag: str) -> bool:
    """Says whether a language takes its words from the messages themselves: it has no file."""
    own = tag == source_language(sources, name) and find(sources, name, tag) is None
    return own or tag in pseudo.LANGUAGES


@remembered
def catalog(sources: Sources, name: str, tag: str) -> Catalog:
    """Opens a catalog; the source language needs no file, its words are the messages themselves,
    and labels that nobody has translated into it stand in English: its author has no translator.

    Raises:
        CatalogError: the file is missing, is not UTF-8, or has a syntax error; with file and line.
    """
    if is_source(sources, name, tag):
        state: State = "draft" if tag in pseudo.LANGUAGES else "source"
        messages = {
            own: _own_words(asked, state, tag) for own, asked in wanted(sources, name).items()
        }
        return Catalog(name, tag, template_path(name), messages, plurals.SOURCE.header)
    file = find(sources, name, tag)
    written_in = source_language(sources, name)
    lent = written_in if tag == sources.project.source_language else ""
    if file is None:
        where = sources.shown(sources.root / place(sources, name, tag))
        if lent:
            return Catalog(name, tag, where, {}, lent=lent)
        raise CatalogError(f"{where} is missing; 'laureate-print catalog update' makes it")
    read = parse(file)
    for entry in read.entries:
        for text in entry.texts:
            check_size(sources, text, f"{file.shown}:{entry.line}", CatalogError)
    asked = wanted(sources, name)
    messages = {
        entry.key: _message(entry, file.shown)
        for entry in read.entries
        # One that counts by another plural than is asked for is none: 'catalog update' brings it.
        if entry.key not in asked or asked[entry.key].plural == "".join(entry.sources[1:])
    }
    packaged = sources.is_packaged(file.path)
    forms, declared = read.field("Plural-Forms"), read.field("Language")
    return Catalog(name, tag, file.shown, messages, forms, packaged, lent, declared)


def check_size(sources: Sources, text: str, where: str, error: type[InputError]) -> None:
    """Sees that a message, and each of its words, is no longer than a project's limits allow.

    Raises:
        InputError: it is, as the `error` that is given.
    """
    limits = sources.project.limits
    if len(text) > limits.message:
        raise error(
            f"{where}: a message of {len(text):,} characters, {limits.message:,} are allowed; make"
            f" several of it, or raise 'message' in [limits] of {PROJECT_FILE}"
        )
    if len(text) > limits.word:
        longest = max(map(len, _TOGETHER.findall(text)), default=0)
        if longest > limits.word:
            raise error(
                f"{where}: a word of {longest:,} characters, {limits.word:,} are allowed; put"
                f" spaces into it, or raise 'word' in [limits] of {PROJECT_FILE}"
            )


def _own_words(asked: Wanted, state: State, tag: str) -> Message:
    """Gives a message as the source itself has it."""
    text, plural = (pseudo.rendered(words, tag) for words in (asked.source, asked.plural))
    forms = (text, plural) if plural else ()
    return Message(asked.source, text, asked.places[0], state, plural=asked.plural, forms=forms)


def _message(entry: Entry, shown: str) -> Message:
    """Gives a message as a catalog has it.

    Reviewed is what a record of this very text says so, and what nobody has marked as fuzzy since.
    A fuzzy translation of another source, as it was before or as it is elsewhere, is none of this.
    """
    earlier = _earlier(entry)
    texts = ("",) * len(entry.texts) if earlier else entry.texts
    state: State = "draft" if all(texts) else "untranslated"
    given, outdated = reviews.records(entry.comments), ""
    if all(texts) and given:
        if reviews.fits(entry):
            state = "draft" if entry.fuzzy else "reviewed"
        else:
            outdated = f"{given[-1].reviewer} on {given[-1].day}"
    return Message(
        source=entry.sources[0],
        text=texts[0],
        where=f"{shown}:{entry.line}",
        state=state,
        flags=frozenset((*entry.flags, *_suppressions(entry.comments))),
        outdated=outdated,
        unsigned="" if given else reviews.unsigned(entry.comments),
        earlier=earlier,
        plural="".join(entry.sources[1:]),
        forms=texts if len(entry.sources) > 1 else (),
    )


def _suppressions(comments: Iterable[str]) -> Iterator[str]:
    """Gives what translators suppress by a comment in place of a flag: gettext's tools, and Poedit
    with them, take flags away that they do not know.
    """
    for row in comments:
        if _SUPPRESSING.fullmatch(row):
            yield from _SUPPRESSED.findall(row)


def _earlier(entry: Entry) -> str:
    """Gives the source that a fuzzy translation was made for, if it is another one."""
    if not (entry.fuzzy and any(entry.texts)):
        return ""
    before = dict(entry.previous)
    sources = tuple(before.get(name, "") for name in ("msgid", "msgid_plural"))
    return "" if sources[: len(entry.sources)] == entry.sources else sources[0]


@remembered
def glossary(sources: Sources, tag: str) -> dict[str, tuple[str, ...]]:
    """Gives the accepted forms of each term in a language, the dictionary form first; none where it
    has no glossary.
    """
    plain = tag == sources.project.source_language or tag in pseudo.LANGUAGES
    if plain or find(sources, GLOSSARY, tag) is None:
        return {}
    messages = catalog(sources, GLOSSARY, tag).messages
    rows = {
        term: messages[term].text.splitlines() if term in messages else []
        for term in wanted(sources, GLOSSARY)
    }
    return {term: tuple(filter(None, map(str.strip, lines))) for term, lines in rows.items()}

"""The terms of a project with their accepted forms, as they go out to termbases and come back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from laureate_print.desk.exchange.taking_in import find_language
from laureate_print.errors import InputError, UsageError
from laureate_print.sources import catalogs
from laureate_print.sources.catalog_template import store_messages
from laureate_print.sources.languages import language
from laureate_print.sources.loading import Sources
from laureate_print.sources.po_files import Entry, parse

_NAMED = 5  # terms that a line names


@dataclass(frozen=True, slots=True)
class Term:
    """A term, what translators should know of it, and by language (BCP 47) the forms that are
    accepted, the dictionary form first.
    """

    source: str
    comment: str
    forms: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Termbase:
    """The terms of a project and the language that they are written in."""

    language: str
    terms: tuple[Term, ...]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that have a form of any term."""
        return tuple(dict.fromkeys(tag for term in self.terms for tag in term.forms))


@dataclass(slots=True)
class ReturnedTerms:
    """What a termbase holds: for each of its concepts, by language as it says, the terms, the
    preferred one first; where a language is the one of the project, what a concept is called there.
    """

    concepts: list[dict[str, list[str]]] = field(default_factory=list)


def termbase(sources: Sources, tags: Iterable[str] = ()) -> Termbase:
    """Gives the glossary in some languages; in all that have one, if none is named.

    Raises:
        UsageError: the project has no terms, or a language has no glossary.
        CatalogError: a glossary cannot be read.
    """
    if catalogs.GLOSSARY not in catalogs.names(sources):
        raise UsageError(
            "this project has no terms; they stand in templates/documents/<name>.glossary.toml"
        )
    having = [tag for tag in sources.translated if catalogs.find(sources, catalogs.GLOSSARY, tag)]
    chosen = [language(tag).tag for tag in tags]
    for tag in chosen:
        if tag not in having:
            raise UsageError(f"'{tag}' has no glossary; it is there in {', '.join(having)}")
    found = {tag: catalogs.glossary(sources, tag) for tag in chosen or having}
    terms = [
        Term(
            source=own,
            comment=" ".join(asked.comments[:-1]),  # the last is on how forms are written there
            forms={tag: forms[own] for tag, forms in found.items() if forms.get(own)},
        )
        for own, asked in catalogs.wanted(sources, catalogs.GLOSSARY).items()
    ]
    return Termbase(sources.project.source_language, tuple(terms))


def take_terms(
    sources: Sources, shown: str, came: ReturnedTerms, chosen: Iterable[str] = ()
) -> Iterator[str]:
    """Writes the forms that a termbase has into the glossaries of all languages, or of those that
    are chosen; gives a line for each.

    A language or a term that it lacks stays as it is here.

    Raises:
        InputError: it has terms or languages that this project has not, or a glossary cannot be
            read; the rest is in.
    """
    known = {it.source.casefold(): it.source for it in termbase(sources).terms}
    refused: dict[str, None] = {}
    tags = _languages(sources, shown, came, refused)
    if wanted := [language(tag).tag for tag in chosen]:
        tags = {told: tag for told, tag in tags.items() if tag in ("", *wanted)}
    found: dict[str, dict[str, list[str]]] = {}
    unknown: dict[str, None] = {}
    for concept in came.concepts:
        own = [it for told, terms in concept.items() if tags.get(told) == "" for it in terms]
        source = next((known[it.casefold()] for it in own if it.casefold() in known), None)
        if source is None:
            unknown |= dict.fromkeys(own[:1])
            continue
        for told, terms in concept.items():
            if tag := tags.get(told):
                forms = found.setdefault(tag, {}).setdefault(source, [])
                forms += [it for it in terms if it not in forms]
    yield from _written(sources, found, refused)
    if unknown:
        named = ", ".join(f"'{it}'" for it in [*unknown][:_NAMED])
        more = f" and {len(unknown) - _NAMED} more" if len(unknown) > _NAMED else ""
        refused[
            f"{shown}: no document of this project has the term {named}{more}; name what it needs"
            " in templates/documents/<name>.glossary.toml, with a comment"
        ] = None
    if refused:
        raise InputError("\n".join(refused))


def _languages(
    sources: Sources, shown: str, came: ReturnedTerms, refused: dict[str, None]
) -> dict[str, str]:
    """Gives the languages of a termbase as the project calls them; the project's own is empty."""
    own = sources.project.source_language
    tags: dict[str, str] = {}
    for told in dict.fromkeys(it for concept in came.concepts for it in concept):
        if told.lower() == own or told.lower().startswith(f"{own}-"):
            tags[told] = ""
            continue
        try:
            tags[told] = find_language(sources, shown, told)
        except InputError as error:
            refused[str(error).partition("; ")[0]] = None
    return tags


def _written(
    sources: Sources, found: Mapping[str, Mapping[str, Sequence[str]]], refused: dict[str, None]
) -> Iterator[str]:
    for tag, terms in found.items():
        path = catalogs.place(sources, catalogs.GLOSSARY, tag)
        file = catalogs.find(sources, catalogs.GLOSSARY, tag)
        if file is None:
            refused[f"{path} is missing; 'laureate-print catalog update' makes it"] = None
            continue
        try:
            catalog = parse(file)
        except InputError as error:
            refused[str(error)] = None
            continue
        changed = [*filter(None, map(partial(_changed, terms), catalog.entries))]
        if changed:
            store_messages(sources, file, catalog, changed, path)
        yield f"{path}: {f'{len(changed)} terms changed' if changed else 'unchanged'}"


def _changed(terms: Mapping[str, Sequence[str]], entry: Entry) -> Entry | None:
    """Gives a term with other forms; nothing where they are those that it has."""
    forms = terms.get(entry.sources[0])
    before = [row.strip() for row in entry.texts[0].splitlines() if row.strip()]
    if not forms or [*forms] == before:
        return None
    flags = tuple(flag for flag in entry.flags if flag != "fuzzy")
    return replace(entry, texts=("\n".join(forms),), flags=flags, previous=())

"""Gives the texts of a language's catalogs as they are exchanged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from laureate_print.desk.exchange.codes import Manner, Piece, split
from laureate_print.desk.exchange.values import Note, Part, State, Unit, own_id
from laureate_print.errors import CatalogError, UsageError
from laureate_print.sources import catalogs, documents, plurals, pseudo, reviews
from laureate_print.sources.languages import language
from laureate_print.sources.loading import Sources
from laureate_print.sources.plurals import PluralForms
from laureate_print.sources.po_files import Entry, PoFile, parse

# `#, max-length:40`, as Weblate has it, or so in a comment for translators.
_MOST = re.compile(r"\bmax-length:(\d{1,6})\b")
_SHOWN = 6  # numbers that a note on a plural form names


def names(sources: Sources, tag: str, chosen: Iterable[str] = ()) -> list[str]:
    """Gives the catalogs of a language that are translated: those that are chosen, else all that
    the project has, not those that come with the program.

    Raises:
        UsageError: there is no such catalog, or the language needs none.
    """
    known = [
        name
        for name in catalogs.names(sources, tag)
        if not catalogs.is_source(sources, name, tag) and catalogs.find(sources, name, tag)
    ]
    own = [name for name in known if catalogs.place(sources, name, tag) in sources.own.files]
    for name in chosen:
        if name not in known:
            raise UsageError(f"{tag} has no catalog '{name}'; it has {', '.join(known) or 'none'}")
    if not chosen and not own:
        if tag in pseudo.LANGUAGES or tag == sources.project.source_language:
            raise UsageError(f"'{tag}' needs no translation: its words are the messages themselves")
        raise UsageError(f"{tag} has no catalogs; 'laureate-print catalog init {tag}' makes them")
    return list(dict.fromkeys(chosen)) or own


def part(sources: Sources, name: str, tag: str) -> Part:
    """Gives the texts of a catalog.

    Raises:
        CatalogError: it cannot be read.
    """
    file = catalogs.find(sources, name, tag)
    if file is None:
        raise CatalogError(
            f"{catalogs.place(sources, name, tag)} is missing; 'laureate-print catalog update'"
            " makes it"
        )
    catalog = parse(file)
    reader = Reader(sources, name, tag, forms_of(catalog, tag))
    own, theirs = language(tag), language(reader.source_language)
    return Part(
        name=name,
        path=file.path,
        source_language=theirs.tag,
        language=own.tag,
        source_direction=theirs.direction,
        direction=own.direction,
        units=tuple(unit for entry in catalog.entries for unit in reader.units(entry)),
    )


def forms_of(catalog: PoFile, tag: str) -> PluralForms:
    """Gives the plural forms of a catalog: as its header says, else those of its language."""
    return plurals.parsed(catalog.field("Plural-Forms")) or plurals.of_language(tag)


@dataclass(frozen=True)
class Reader:
    """Reads the messages of a catalog as texts to exchange."""

    sources: Sources
    name: str
    tag: str
    forms: PluralForms

    @property
    def source_language(self) -> str:
        """The language that the messages of the catalog are written in."""
        return catalogs.source_language(self.sources, self.name)

    @property
    def is_markdown(self) -> bool:
        """Whether the messages of the catalog are Markdown."""
        is_document = self.name in self.sources.project.documents
        return is_document and documents.document(self.sources, self.name).body is not None

    def units(self, entry: Entry) -> Iterator[Unit]:
        """Gives the text of a message, or each of its plural forms."""
        if len(entry.sources) == 1:
            yield self._unit(entry, -1, entry.sources[0], entry.texts[0], ())
            return
        for form, text in enumerate(entry.texts):
            one = form == self.forms.of_one and form in self.forms.single
            notes = (self._form_note(form),)
            yield self._unit(entry, form, entry.sources[0 if one else 1], text, notes)

    def _unit(
        self, entry: Entry, form: int, source: str, text: str, notes: tuple[Note, ...]
    ) -> Unit:
        manner = self._manner(entry)
        earlier = dict(entry.previous).get("msgid_plural" if form > 0 else "msgid", "")
        comments = reviews.without_records(entry.comments)
        return Unit(
            own=own_id(entry.key),
            form=form,
            source=self.pieces(source, manner, self.source_language),
            target=self.pieces(text, manner, self.tag),
            state=state(entry, text),
            context=entry.context,
            notes=(
                *(
                    Note("developer", note)
                    for note in ([" ".join(entry.notes)] if entry.notes else [])
                ),
                *notes,
                *(Note("translator", row.strip()) for row in comments),
            ),
            places=entry.places,
            most=most_characters(entry),
            earlier=(
                self.pieces(earlier, manner, self.source_language)
                if entry.fuzzy and earlier and earlier != source
                else ()
            ),
        )

    def _manner(self, entry: Entry) -> Manner:
        if self.is_markdown:
            return "markdown"
        return "html" if "<" in "".join(entry.sources) else "plain"

    def pieces(self, text: str, manner: Manner, tag: str) -> tuple[Piece, ...]:
        """Takes a text apart as its language has it."""
        return split(text, manner, language(tag).script == "Jpan")

    def _form_note(self, form: int) -> Note:
        """Says for which numbers a plural form stands."""
        numbers = [str(it) for it in range(201) if self.forms.form(it) == form]
        more = " …" if len(numbers) > _SHOWN else ""
        shown = ", ".join(numbers[:_SHOWN]) + more
        return Note(
            "developer", f"Plural form {form + 1} of {self.forms.count}, for the numbers {shown}"
        )


def state(entry: Entry, text: str) -> State:
    """Gives how far a text is; reviewed is what the record of a review says so of all of it."""
    if not text:
        return "untranslated"
    if entry.fuzzy:
        return "needs-work"
    return "reviewed" if entry.translated and reviews.fits(entry) else "translated"


def most_characters(entry: Entry) -> int:
    """Gives how many characters a translation may have, as a flag or the comment for translators
    says; 0 where neither does.
    """
    most = _MOST.search(" ".join((*entry.flags, *entry.notes)))
    return int(most[1]) if most else 0

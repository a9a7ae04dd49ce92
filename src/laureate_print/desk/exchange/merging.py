"""Puts what came back of one catalog into it, message by message."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from laureate_print.checks.translations import marks, placeholders
from laureate_print.desk.exchange.codes import joined
from laureate_print.desk.exchange.parts import Reader, forms_of
from laureate_print.desk.exchange.values import Returned, State, Unit, digest, own_id
from laureate_print.desk.exchange.xml import holdable
from laureate_print.errors import CatalogError
from laureate_print.sources import catalogs, reviews
from laureate_print.sources.catalog_template import store_messages
from laureate_print.sources.loading import Sources
from laureate_print.sources.po_files import Entry, parse

_LONGEST = 60


class RefusedError(Exception):
    """Why a message cannot be taken in."""


class Merging:
    """A catalog, and what is taken into it; `refused` has a line for each message that is not."""

    def __init__(self, sources: Sources, shown: str, name: str, tag: str) -> None:
        self._sources, self._shown, self._tag, self._name = sources, shown, tag, name
        self._path = catalogs.place(sources, name, tag)
        file = catalogs.find(sources, name, tag)
        if file is None:
            raise CatalogError(f"{self._path} is missing; 'laureate-print catalog update' makes it")
        self._file, self._catalog = file, parse(file)
        self._reader = Reader(sources, name, tag, forms_of(self._catalog, tag))
        self._entries = {own_id(entry.key): entry for entry in self._catalog.entries}
        self._changed: dict[str, Entry] = {}
        self._counts: Counter[str] = Counter()
        self.refused: list[str] = []

    def take(self, forms: Sequence[Returned]) -> None:
        """Takes in what came back of one message: its text, or its plural forms."""
        try:
            entry = self._entries.get(forms[0].own)
            if entry is None:
                raise RefusedError(_unknown(forms[0]))
            merged = self._merged(entry, forms)
            if merged != entry:
                self._entries[forms[0].own] = self._changed[entry.key] = merged
        except RefusedError as refusal:
            own = self._entries.get(forms[0].own)
            here = f" ({self._file.shown}:{own.line})" if own else ""
            line = f"{self._shown}:{forms[0].line}: '{_short(forms[0].source)}'{here}: {refusal}"
            self.refused.append(line)

    def finish(self) -> Iterator[str]:
        """Writes the catalog if anything is new; gives what is to be told of it."""
        changed = list(self._changed.values())
        if changed:
            store_messages(self._sources, self._file, self._catalog, changed, self._path)
        fuzzy = sum(entry.fuzzy for entry in changed)
        needing = f", {fuzzy} of them marked as needing work (fuzzy)" if fuzzy else ""
        count = f"{len(changed)} messages changed{needing}" if changed else "unchanged"
        yield f"{self._path}: {count}"
        for told in _TOLD:
            if self._counts[told]:
                yield f"  {self._counts[told]} {_TOLD[told].format(tag=self._tag, name=self._name)}"

    def _merged(self, entry: Entry, forms: Sequence[Returned]) -> Entry:
        """Gives a message with what was changed outside.

        Raises:
            RefusedError: it cannot be taken in.
        """
        units = {unit.form: unit for unit in self._reader.units(entry)}
        texts = list(entry.texts)
        for came in forms:
            unit = units.get(came.form)
            if unit is None:
                raise RefusedError(f"the catalog has no plural form {came.form} of it")
            if came.source.split() != joined(unit.source).split():
                raise RefusedError(
                    "its source text was changed in the file; the source stands in the document"
                )
            texts[max(came.form, 0)] = self._text(unit, came)
        fuzzy = _is_fuzzy(entry, tuple(texts), [(units[it.form], it) for it in forms])
        flags = tuple(flag for flag in entry.flags if flag != "fuzzy")
        merged = replace(
            entry,
            texts=tuple(texts),
            flags=(*(("fuzzy",) if fuzzy else ()), *flags),
            previous=entry.previous if fuzzy else (),
            comments=(*entry.comments, *self._comments(entry, units.values(), forms)),
        )
        if fuzzy == entry.fuzzy:
            merged = replace(merged, flags=entry.flags, previous=entry.previous)
        if any(it.state == "reviewed" for it in forms) and not reviews.fits(merged):
            self._counts["claimed"] += 1
        return merged

    def _text(self, unit: Unit, came: Returned) -> str:
        """Gives the text of a message, or of one of its forms, as it is now."""
        own, theirs, base = joined(unit.target), came.target or "", came.base.rpartition(" ")[2]
        if theirs == own:
            return own
        is_copy = came.base.startswith("untranslated") and came.state is None
        if not theirs or (is_copy and theirs == joined(unit.source)):
            self._counts["lacking"] += 1
            return own
        if base and base == digest(theirs):
            self._counts["newer"] += 1
            return own
        if base and base != digest(own):
            raise RefusedError(
                "it was changed here since it was exported, and in the file; ours stays: see which"
                " is right"
            )
        self._look(unit, theirs)
        return theirs

    def _look(self, unit: Unit, text: str) -> None:
        """Sees that a text keeps what is protected, and its room.

        Raises:
            RefusedError: it does not.
        """
        source, is_markdown = joined(unit.source), self._reader.is_markdown
        forms = self._reader.forms
        had, has = (placeholders(it, is_markdown) for it in (source, text))
        lost = had - has if unit.form not in forms.single else Counter()
        flaws = [
            *(f"{{{it}}} is lost" for it in sorted(lost)),
            *(f"{{{it}}} is not in the source" for it in sorted(has - had)),
        ]
        had, has = (marks(it, is_markdown) for it in (source, text))
        flaws += [f"{it} is lost" for it in sorted(had - has)]
        flaws += [f"{it} is not in the source" for it in sorted(has - had)]
        if flaws:
            raise RefusedError(f"{', '.join(flaws)}; mend it in the file and import that again")
        if unit.most and len(text) > unit.most:
            raise RefusedError(f"it has {len(text)} characters, there is room for {unit.most}")
        try:
            catalogs.check_size(self._sources, text, "", CatalogError)
        except CatalogError as error:
            raise RefusedError(str(error).removeprefix(": ")) from error

    def _comments(
        self, entry: Entry, units: Iterable[Unit], forms: Sequence[Returned]
    ) -> Iterator[str]:
        """Gives the notes that were written outside, as comments of translators.

        Raises:
            RefusedError: they are, or make others, the record of a review.
        """
        known = {_squeezed(holdable(note.text)) for unit in units for note in unit.notes}
        given = dict.fromkeys(note for it in forms for note in it.notes)
        longest = self._sources.project.limits.message
        rows = [
            f" {row.strip()[:longest]}"
            for note in given
            if _squeezed(note) not in known
            for row in note.splitlines()
            if row.strip()
        ]
        if reviews.records((*entry.comments, *rows)) != reviews.records(entry.comments):
            raise RefusedError(
                "a note says that it was reviewed; whoever has read it says so by 'laureate-print"
                " catalog review'"
            )
        yield from rows[: longest // 100]


_TOLD = {
    "newer": "were changed here since, and not in the file: they stay",
    "lacking": "have no translation in the file: they stay",
    "claimed": (
        "are reviewed by the word of the file, which nobody signs: 'laureate-print catalog review"
        " {tag} -c {name} --by NAME' does"
    ),
}


def _is_fuzzy(entry: Entry, texts: tuple[str, ...], pairs: Sequence[tuple[Unit, Returned]]) -> bool:
    """Says whether a message needs work: as the file says of a text that is new, or says otherwise
    than when it was sent out; else as it was.
    """
    told = [came.state for _, came in pairs]
    if texts != entry.texts:
        return "needs-work" in told
    for unit, came in pairs:
        sent = came.base.partition(" ")[0] or unit.state
        if came.state and sent == unit.state and _work(came.state) != _work(unit.state):
            return "needs-work" in told
    return entry.fuzzy


def _work(of: State) -> str:
    return "translated" if of == "reviewed" else of


def _unknown(came: Returned) -> str:
    if came.own:
        return (
            "its source text has changed since it was exported, or nobody asks for it any more;"
            " export again what is to be translated"
        )
    return "it is no message that this project has exported"


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _short(text: str) -> str:
    text = _squeezed(text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"

"""The words of one language at the desk: what stands in its catalogs, what was typed and is not
saved yet, and what others have saved meanwhile.

A catalog is written message by message into what stands there at that moment. Where both sides have
changed the same message, both are shown, and the catalog keeps its own until somebody chooses.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal

from laureate_print.atomic_write import atomic_edit
from laureate_print.desk.drafts import Draft, Drafts, Name, Texts, alone_in
from laureate_print.desk.placing import identity
from laureate_print.errors import CatalogError, InputError, OutputError, UsageError
from laureate_print.model import SourceFile
from laureate_print.sources import catalogs, plurals, reviews
from laureate_print.sources.loading import Sources
from laureate_print.sources.po_editing import edited
from laureate_print.sources.po_files import Entry, PoFile, parse

State = Literal["untranslated", "needs-work", "translated", "reviewed"]
_TRIES = 5  # to write a catalog that others write, too


@dataclass(frozen=True, slots=True)
class Wording:
    """A message as the desk shows it: with the draft, if there is one, in the place of its text.

    `theirs` is what the catalog has where that is neither what the draft was begun from nor the
    draft itself. `version` grows with each change of what is shown. `numbers` are examples for each
    plural form.
    """

    identity: str
    name: Name
    entry: Entry
    state: State
    version: int
    unsaved: bool = False
    theirs: Texts = ()
    also: tuple[Texts, ...] = ()
    numbers: tuple[tuple[int, ...], ...] = ()
    place: str = ""
    packaged: bool = False


@dataclass(frozen=True, slots=True)
class Saved:
    """How saving ended: what was written, the messages that both sides have changed, and what went
    wrong.
    """

    written: Drafts = field(default_factory=dict)
    torn: tuple[Name, ...] = ()
    trouble: tuple[str, ...] = ()


@dataclass
class _Shelf:
    """A catalog as it was read last, and as far as it could be read."""

    file: SourceFile
    catalog: PoFile
    trouble: str = ""


@dataclass
class Writing:
    """What is written in one language."""

    language: str
    drafts: Drafts = field(default_factory=dict)
    _shelves: dict[str, _Shelf] = field(default_factory=dict)
    _seen: dict[Name, tuple[Texts, bool, bool, int]] = field(default_factory=dict)
    _count: int = 0
    _names: tuple[str, ...] = ()

    def catalogs(self, sources: Sources) -> tuple[str, ...]:
        """Gives the names of the catalogs of the language that can be written, in their order; as
        they were, while a document or a template cannot be read.
        """
        with suppress(InputError):  # it is told beside the page
            names = catalogs.names(sources, self.language)
            self._names = tuple(it for it in names if catalogs.find(sources, it, self.language))
        return self._names

    def missing(self, sources: Sources, names: Iterable[str]) -> list[Name]:
        """Gives the messages that are asked for and do not stand in the catalogs."""
        found = []
        for name in names:
            if catalogs.is_source(sources, name, self.language):
                continue
            shelf = self._shelf(sources, name)
            known = {it.key for it in shelf.catalog.entries} if shelf else set[str]()
            found += [(name, own) for own in catalogs.wanted(sources, name) if own not in known]
        return found

    def trouble(self, sources: Sources) -> list[str]:
        """Gives why catalogs cannot be read; what they had before is shown."""
        shelves = (self._shelf(sources, name) for name in self.catalogs(sources))
        return [shelf.trouble for shelf in shelves if shelf and shelf.trouble]

    def wordings(self, sources: Sources, name: str) -> Iterator[Wording]:
        """Gives the messages of a catalog that are asked for, in the order of its file; all that it
        has, while nobody can say what is asked for.
        """
        shelf = self._shelf(sources, name)
        if shelf is None:
            return
        asked: Collection[str] | None = None
        with suppress(InputError):  # of a document or a template, which is told beside the page
            asked = catalogs.wanted(sources, name)
        numbers = self._numbers(shelf.catalog)
        for entry in shelf.catalog.entries:
            if asked is None or entry.key in asked:
                yield self._wording((name, entry.key), entry, shelf.file, numbers, sources)

    def wording(self, sources: Sources, own: str) -> Wording | None:
        """Gives the message of an identity."""
        names = self.catalogs(sources)
        found = (it for name in names for it in self.wordings(sources, name) if it.identity == own)
        return next(found, None)

    def homeless(self, sources: Sources) -> list[tuple[Name, Draft]]:
        """Gives the drafts of messages that nobody asks for any more."""
        known = {
            (name, entry.key)
            for name in dict.fromkeys(name for name, _ in self.drafts)
            if (shelf := self._shelf(sources, name))
            for entry in shelf.catalog.entries
            if entry.key in catalogs.wanted(sources, name)
        }
        return [(name, draft) for name, draft in self.drafts.items() if name not in known]

    def _wording(
        self,
        name: Name,
        entry: Entry,
        file: SourceFile,
        numbers: tuple[tuple[int, ...], ...],
        sources: Sources,
    ) -> Wording:
        draft = self.drafts.get(name)
        shown = with_draft(entry, draft) if draft else entry
        return Wording(
            identity=identity(*name),
            name=name,
            entry=shown,
            state=state(shown),
            version=self._version(name, shown, draft is not None),
            unsaved=draft is not None,
            theirs=entry.texts if draft and not draft.fits(entry) else (),
            also=draft.also if draft else (),
            numbers=numbers if len(entry.sources) > 1 else (),
            place=f"{file.shown}:{entry.line}",
            packaged=sources.is_packaged(file.path),
        )

    def _numbers(self, catalog: PoFile) -> tuple[tuple[int, ...], ...]:
        header = catalog.field("Plural-Forms")
        forms = plurals.parsed(header) or plurals.of_language(self.language)
        found: list[list[int]] = [[] for _ in range(forms.count)]
        for number in range(201):
            found[forms.form(number)].append(number)
        return tuple(tuple(it[:5]) for it in found)

    def _version(self, name: Name, entry: Entry, unsaved: bool) -> int:
        *known, version = self._seen.get(name, ((), False, False, 0))
        if known != [entry.texts, entry.fuzzy, unsaved]:
            self._count += 1
            version = self._count
            self._seen[name] = entry.texts, entry.fuzzy, unsaved, version
        return version

    def _shelf(self, sources: Sources, name: str) -> _Shelf | None:
        """Gives a catalog as the sources have it; of one that cannot be read what it had before."""
        file = catalogs.find(sources, name, self.language)
        known = self._shelves.get(name)
        if file is None:
            return None
        if known is None or known.file.content != file.content or known.file.path != file.path:
            try:
                known = _Shelf(file, parse(file))
            except CatalogError as error:
                if known is None:
                    known = _Shelf(file, PoFile(Entry(("",))))
                known = replace(known, trouble=str(error), file=file)
            self._shelves[name] = known
        return known

    def type(self, sources: Sources, own: str, texts: Texts, needs_work: bool, seen: int) -> bool:
        """Takes what was typed for a message by somebody who saw its version `seen`; says whether
        there is such a message. What another has typed meanwhile stays beside it.
        """
        wording = self.wording(sources, own)
        if wording is None or len(texts) != len(wording.entry.texts):
            return False
        entry = self._entry(sources, wording.name)
        texts = tuple(
            shaped(entry.sources[min(at, len(entry.sources) - 1)], it)
            for at, it in enumerate(texts)
        )
        before = self.drafts.get(wording.name)
        draft = Draft(texts, needs_work, entry.texts, entry.fuzzy)
        if before:
            draft = replace(draft, was=before.was, was_needing=before.was_needing, also=before.also)
            if seen != wording.version:
                draft = draft.with_also(before.texts)
        if draft.stands_in(entry) and not draft.also:
            self.drafts.pop(wording.name, None)
        else:
            self.drafts[wording.name] = draft
        return True

    def settle(self, sources: Sources, own: str, texts: Texts) -> bool:
        """Takes the texts that somebody has chosen where there were several."""
        wording = self.wording(sources, own)
        if wording is None or len(texts) != len(wording.entry.texts):
            return False
        entry = self._entry(sources, wording.name)
        draft = Draft(texts, wording.entry.fuzzy, entry.texts, entry.fuzzy)
        if texts == entry.texts:
            self.drafts.pop(wording.name, None)
        else:
            self.drafts[wording.name] = draft
        return True

    def _entry(self, sources: Sources, name: Name) -> Entry:
        shelf = self._shelf(sources, name[0])
        return (
            next(it for it in shelf.catalog.entries if it.key == name[1]) if shelf else Entry(("",))
        )

    def words(self, sources: Sources) -> tuple[SourceFile, ...]:
        """Gives the catalogs with the drafts in them, for pages that show what is typed."""
        found = []
        for catalog in dict.fromkeys(name for name, _ in self.drafts):
            shelf = self._shelf(sources, catalog)
            if shelf is None or shelf.trouble:
                continue
            changed = [
                with_draft(it, draft)
                for it in shelf.catalog.entries
                if (draft := self.drafts.get((catalog, it.key)))
            ]
            path = catalogs.place(sources, catalog, self.language)
            content = edited(shelf.file.content, shelf.catalog, changed)
            found.append(SourceFile(path, content, sources.shown(sources.root / path)))
        return tuple(found)

    def save(self, sources: Sources, drafts: Drafts) -> Saved:
        """Writes all of these drafts that can be written: those of messages that another has
        changed as well cannot. They are drafts until `forget`.
        """
        written, torn, trouble = dict[Name, Draft](), list[Name](), list[str]()
        for catalog in dict.fromkeys(name for name, _ in drafts):
            own = {key: it for (name, key), it in drafts.items() if name == catalog}
            try:
                gone, kept = self._saved(sources, catalog, own)
            except (CatalogError, OutputError) as error:
                trouble.append(str(error))
                continue
            written |= {(catalog, key): own[key] for key in gone}
            torn += [(catalog, key) for key in kept]
        return Saved(written, tuple(torn), tuple(trouble))

    def forget(self, written: Drafts) -> None:
        """Lets go of drafts that stand in the catalogs; what was typed since goes on from them."""
        for name, saved in written.items():
            draft = self.drafts.get(name)
            if draft == saved:
                del self.drafts[name]
            elif draft:
                self.drafts[name] = replace(draft, was=saved.texts, was_needing=saved.needs_work)

    def tidy(self, sources: Sources) -> None:
        """Lets go of drafts that somebody else has put into the catalogs."""
        for (catalog, key), draft in [*self.drafts.items()]:
            shelf = self._shelf(sources, catalog)
            entries = shelf.catalog.entries if shelf and not shelf.trouble else ()
            if not draft.also and any(it.key == key and draft.stands_in(it) for it in entries):
                del self.drafts[catalog, key]

    def _saved(
        self, sources: Sources, catalog: str, drafts: dict[str, Draft]
    ) -> tuple[list[str], list[str]]:
        """Writes the drafts of a catalog; gives those that stand in it, and those that do not."""
        kept: list[str] = []

        def merged(file: PoFile) -> list[Entry]:
            known = {entry.key: entry for entry in file.entries}
            fitting = {
                key: draft
                for key, draft in drafts.items()
                if key in known and draft.fits(known[key]) and not draft.also
            }
            kept[:] = [key for key in drafts if key not in fitting]
            return [with_draft(known[key], draft) for key, draft in fitting.items()]

        self._write(sources, catalog, merged)
        return [key for key in drafts if key not in kept], kept

    def accept(self, sources: Sources, own: str, seen: Texts, reviewer: str, day: date) -> None:
        """Writes that somebody has reviewed a message as they saw it.

        Raises:
            UsageError: there is nothing to accept, it reads otherwise by now, or the name is none.
            CatalogError, OutputError: the catalog cannot be read, or not be written.
        """
        name = reviewer_name(reviewer)
        self._judge(sources, own, seen, lambda entry: reviews.approved(finished(entry), name, day))

    def give_back(self, sources: Sources, own: str, seen: Texts, given: reviews.Return) -> None:
        """Writes that a message needs work, and why.

        Raises:
            UsageError, CatalogError, OutputError: as `accept`.
        """
        note = " ".join(given.note.split())
        if not note:
            raise UsageError("say what is to be done: the translator reads it beside the message")
        told = replace(given, reviewer=reviewer_name(given.reviewer), note=note)
        self._judge(sources, own, seen, lambda entry: reviews.returned(entry, told))

    def _judge(
        self, sources: Sources, own: str, seen: Texts, judged: Callable[[Entry], Entry]
    ) -> None:
        wording = self.wording(sources, own)
        if wording is None or not any(wording.entry.texts):
            raise UsageError("there is no translation of this message yet")
        catalog, key = wording.name
        draft = self.drafts.get(wording.name)

        def decided(file: PoFile) -> list[Entry]:
            entry = next((it for it in file.entries if it.key == key), None)
            if entry is None or (draft and not draft.fits(entry)):
                raise UsageError("this message was changed meanwhile; read it again")
            shown = with_draft(entry, draft) if draft else entry
            if shown.texts != seen:
                raise UsageError("this message was changed meanwhile; read it again")
            return [judged(shown)]

        self._write(sources, catalog, decided)

    def _write(
        self, sources: Sources, catalog: str, change: Callable[[PoFile], list[Entry]]
    ) -> None:
        """Writes a catalog as it stands on the disk now, with some messages changed."""
        path = catalogs.place(sources, catalog, self.language)
        target = sources.root / path
        with alone_in(target.parent):
            for left in range(_TRIES - 1, -1, -1):
                before = target.read_bytes() if target.is_file() else None
                file = catalogs.find(sources, catalog, self.language)
                content = before if before is not None else file.content if file else b""
                read = parse(SourceFile(path, content, sources.shown(target)))
                after = edited(content, read, change(read))
                if after == before:
                    return
                try:
                    atomic_edit(before, after, target)
                except OutputError:
                    if not left or _stands(target, before):
                        raise
                else:
                    return


def _stands(target: Path, before: bytes | None) -> bool:
    """Says whether a file still has the bytes that were read: then nobody was faster."""
    with suppress(OSError):
        return (target.read_bytes() if target.is_file() else None) == before
    return True


def state(entry: Entry) -> State:
    """Says how far a message is."""
    if entry.fuzzy and any(entry.texts):
        return "needs-work"
    if not all(text.strip() for text in entry.texts):
        return "untranslated"
    return "reviewed" if reviews.fits(entry) else "translated"


def with_draft(entry: Entry, draft: Draft) -> Entry:
    """Gives a message as a draft has it; what is done needs no earlier source any more."""
    if not draft.needs_work:
        entry = finished(entry)
    elif not entry.fuzzy:
        entry = replace(entry, flags=("fuzzy", *entry.flags))
    texts = draft.texts if len(draft.texts) == len(entry.texts) else entry.texts
    return replace(entry, texts=texts)


def finished(entry: Entry) -> Entry:
    """Gives a message that needs no work any more."""
    flags = tuple(flag for flag in entry.flags if flag != "fuzzy")
    return replace(entry, flags=flags, previous=()) if entry.fuzzy else entry


def shaped(source: str, text: str) -> str:
    """Gives a text as a catalog can have it: letters that are some, line ends as its source has
    them at its ends, as gettext asks for.
    """
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if not text.strip():
        return ""
    first = "\n" if source.startswith("\n") else ""
    last = "\n" if source.endswith("\n") else ""
    return f"{first}{text.strip(chr(10))}{last}"


def reviewer_name(name: str) -> str:
    """Gives the name of a reviewer as a record can have it.

    Raises:
        UsageError: it is none.
    """
    found = " ".join(name.split())
    if not found or ":" in found:
        raise UsageError("a review has the name of a person or an office, without a colon")
    return found

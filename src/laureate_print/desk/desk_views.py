"""What the browser sees of the desk: the languages, and the messages of one beside a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from laureate_print.checks.glossary import term_places
from laureate_print.desk.bench import DRAFT
from laureate_print.desk.exchange.parts import most_characters
from laureate_print.desk.interface import Interface
from laureate_print.desk.memory import Alike
from laureate_print.desk.placing import identity
from laureate_print.desk.studio import Sight
from laureate_print.desk.values import Placed, Told
from laureate_print.desk.views import Views
from laureate_print.desk.writing import Wording, Writing
from laureate_print.errors import InputError
from laureate_print.model import Finding, Job
from laureate_print.page.places import letters
from laureate_print.sources import catalogs, reviews, ruby
from laureate_print.sources.catalog_status import Standing
from laureate_print.sources.languages import language
from laureate_print.sources.loading import Sources
from laureate_print.sources.po_files import CONTEXT_ENDS

_STEPS = ((20, 1), (100, 5), (1000, 10), (2000, 50))  # letters, and in which steps they are told
_UNTRANSLATED = "every_message_is_translated"
_GLYPHS = "every_character_has_a_glyph"


@dataclass(frozen=True, slots=True)
class Row:
    """A message in the list: how it reads, where it stands on the page, and what was found."""

    wording: Wording
    placed: Placed | None
    findings: tuple[Finding, ...]
    over: float

    @property
    def signature(self) -> tuple[Any, ...]:
        """What is the same as long as the browser need not be told anew."""
        it = self.wording
        shown = self.placed is not None
        return it.version, it.state, it.theirs, it.also, self.findings, self.over, shown


@dataclass(frozen=True, slots=True)
class Group:
    """Some messages of the list: those of the page in its order, or those that it does not show."""

    name: str
    rows: tuple[Row, ...]


class DeskViews(Views):
    """The pages of the desk; everything in them is escaped."""

    def languages(self, standings: Sequence[Standing], interface: Interface) -> str:
        """Gives the page with all languages and how far each is, labels that come with the program
        aside.
        """
        sources, sums = self._studio.sources, dict[str, Counter[str]]()
        for it in standings:
            if it.catalog and not _is_packaged(sources, it):
                figures = {"translated": it.translated, "reviewed": it.reviewed}
                whole = it.translated + it.fuzzy + it.missing
                sums.setdefault(it.language, Counter()).update(figures | {"all": whole})
        rows = [(it, language(tag), self._over(tag)) for tag, it in sums.items()]
        return self._filled("languages.html", interface, rows=rows)

    def _over(self, tag: str) -> int:
        """Counts the messages of a language that run over, on the pages that were made."""
        sights = (self._studio.sight(job) for job in self._studio.jobs if _is_of(job, tag))
        return len({own for it in sights if it.made for own in it.made.told.over})

    def beginning(self, tag: str, interface: Interface, message: str) -> str:
        """Gives the page of a language that has no catalogs yet."""
        return self._filled("beginning.html", interface, tag=language(tag), message=message)

    def desk(self, job: Job, jobs: Sequence[Job], writing: Writing, interface: Interface) -> str:
        """Gives the desk: the messages of a language on the left, a page on the right."""
        sight = self._studio.sight(job)
        groups = list(self.groups(sight, writing))
        values = self._sight(sight) | {
            "jobs": jobs,
            "several": len({it.document for it in jobs}) > 1,
            "groups": groups,
            "tag": language(writing.language),
            "source": self._source_language,
            "counted": counted(groups),
            "missing": len(self._missing(job, writing)),
            "told": self._told,
            "terms": self._terms(writing.language),
            "page_findings": page_findings(sight, self._studio.trouble),
            **self._troubles(writing),
        }
        return self._filled("desk.html", interface, **values)

    def _troubles(self, writing: Writing) -> dict[str, Any]:
        """Gives the catalogs that cannot be read, and words whose messages are no more."""
        sources = self._studio.sources
        try:
            homeless = writing.homeless(sources)
        except InputError:  # a template with a fault: nobody knows what is asked for
            homeless = []
        return {
            "trouble": writing.trouble(sources),
            "homeless": [(identity(*name), name[1], draft) for name, draft in homeless],
        }

    def _missing(self, job: Job, writing: Writing) -> list[tuple[str, str]]:
        try:
            return writing.missing(self._studio.sources, self._names(job, writing))
        except InputError:  # a template with a fault, which is told beside the page
            return []

    def _names(self, job: Job, writing: Writing) -> list[str]:
        """Gives the catalogs of a page, and the glossary."""
        found = writing.catalogs(self._studio.sources)
        return [it for it in found if it in (job.document, catalogs.INTERFACE, catalogs.GLOSSARY)]

    def groups(self, sight: Sight, writing: Writing) -> Iterator[Group]:
        """Gives the messages for a page: what it shows, in its order, then all others."""
        told = sight.made.told if sight.made else Told()
        found = self._found(sight, told)
        places = {it.identity: it for it in told.messages}
        rows = {
            wording.identity: Row(
                wording,
                places.get(wording.identity),
                tuple(_telling(wording, found.get(wording.identity, ()))),
                told.over.get(wording.identity, 0.0),
            )
            for name in self._shown_names(sight.job, writing, told)
            for wording in writing.wordings(self._studio.sources, name)
        }
        shown = [rows.pop(own) for own in places if own in rows]
        if shown:
            yield Group("page", tuple(shown))
        for name in dict.fromkeys(it.wording.name[0] for it in rows.values()):
            yield Group(name, tuple(it for it in rows.values() if it.wording.name[0] == name))

    def _shown_names(self, job: Job, writing: Writing, told: Told) -> Iterable[str]:
        """Gives the catalogs whose messages are listed: those of the page, in whose order its own
        words come first.
        """
        on_page = [it.name.catalog for it in told.messages]
        known = writing.catalogs(self._studio.sources)
        wanted = dict.fromkeys([job.document, *on_page, *self._names(job, writing)])
        return [it for it in wanted if it in known]

    def _found(self, sight: Sight, told: Told) -> Mapping[str, tuple[Finding, ...]]:
        """Gives what was found of each message."""
        found: dict[str, list[Finding]] = {}
        for finding in sight.findings:
            if finding.check == DRAFT:
                continue
            whose = [told.whose[finding.where]] if finding.where in told.whose else []
            if finding.check == _GLYPHS:
                whose = [*told.lacking]
            for own in whose:
                found.setdefault(own, []).append(finding)
        return {own: tuple(it) for own, it in found.items()}

    def news(
        self, sight: Sight, writing: Writing, known: dict[str, Any], interface: Interface
    ) -> dict[str, Any]:
        """Gives what a window of the desk has to be told, but for what is `known` to it."""
        groups = list(self.groups(sight, writing))
        rows = [row for group in groups for row in group.rows]
        changed = [row for row in rows if known.get(row.wording.identity) != row.signature]
        known |= {row.wording.identity: row.signature for row in changed}
        news: dict[str, Any] = {
            "messages": {
                row.wording.identity: {
                    "version": row.wording.version,
                    "state": row.wording.state,
                    "unsaved": row.wording.unsaved,
                    "needs_work": row.wording.entry.fuzzy,
                    "texts": row.wording.entry.texts,
                    "worst": worst(row),
                    "told": self._told(row, interface),
                }
                for row in changed
            },
        }
        parts = {
            "counted": self._filled("counted.html", interface, counted=counted(groups)),
            "missing": self._filled(
                "lacking.html", interface, missing=len(self._missing(sight.job, writing))
            ),
            "state": self._state(sight, writing, interface),
            "order": [row.wording.identity for row in rows],
            "segments": self._segments(sight),
            "room": self._filled("room.html", interface, room=about(sight)),
        }
        for name, part in parts.items():
            if known.get(f"/{name}") != part:
                known[f"/{name}"] = news[name] = part
        if known.get("/picture") != sight.picture:
            known["/picture"] = sight.picture
            news["pages"] = self._filled("pages.html", interface, **self._sight(sight))
        making = not self._studio.is_current(sight)
        return news | {"picture": sight.picture, "old": sight.state == "old", "making": making}

    def _segments(self, sight: Sight) -> dict[str, Any]:
        """Gives where each message stands in the text of a web page."""
        if sight.job.output.ending != "html" or sight.made is None:
            return {}
        return {it.identity: it.segments for it in sight.made.told.messages}

    def _state(self, sight: Sight, writing: Writing, interface: Interface) -> str:
        values = self._sight(sight) | {
            "page_findings": page_findings(sight, self._studio.trouble),
            **self._troubles(writing),
            "tag": language(writing.language),
        }
        return self._filled("desk_state.html", interface, **values)

    def _told(self, row: Row, interface: Interface) -> Markup:
        """Gives what stands below the field of a message."""
        entry, tag = row.wording.entry, row.wording
        text = "".join(entry.texts)
        return Markup(  # noqa: S704 - a template of ours, which escapes
            self._filled(
                "told.html",
                interface,
                row=row,
                it=tag,
                many=len(letters(text)),
                most=most_characters(entry),
                longest=max(map(len, entry.texts)),
                of=len(letters("".join(entry.sources[: len(entry.texts)]))),
                ruby=ruby_of(text) if "《" in text else "",
                returned=reviews.returns(entry.comments),
                reviews=reviews.records(entry.comments) if row.wording.state == "reviewed" else (),
            )
        )

    def similar(self, found: Sequence[Alike], tag: str, interface: Interface) -> str:
        """Gives the translations of messages like one."""
        values = {"found": found, "tag": language(tag), "source": self._source_language}
        return self._filled("similar.html", interface, **values)

    def _source_language(self, name: str) -> Any:
        return language(catalogs.source_language(self._studio.sources, name))

    def _terms(self, tag: str) -> Any:
        """Gives a function from a wording to its source with terms marked, and these terms with
        their forms.
        """
        sources = self._studio.sources
        try:
            glossary = catalogs.glossary(sources, tag)
        except InputError:
            glossary = {}

        def terms(wording: Wording, source: str) -> tuple[Markup, dict[str, tuple[str, ...]]]:
            if wording.name[0] == catalogs.GLOSSARY:
                return escape(source), {}
            return marked(source, glossary)

        return terms


def marked(
    source: str, glossary: Mapping[str, tuple[str, ...]]
) -> tuple[Markup, dict[str, tuple[str, ...]]]:
    """Gives a source as HTML with its terms marked, and the forms of each."""
    html, at, found = Markup(), 0, dict[str, tuple[str, ...]]()
    for begin, end, term in sorted(term_places(source, tuple(glossary))):
        html += escape(source[at:begin]) + Markup("<mark>{}</mark>").format(source[begin:end])
        found[term] = glossary[term]
        at = end
    return html + escape(source[at:]), found


def ruby_of(text: str) -> Markup:
    """Gives a text with its readings above it."""
    return Markup(ruby.markup(str(escape(text))))  # noqa: S704 - escaped


def worst(row: Row) -> str:
    """Gives how grave the worst is that was found of a message; nothing where all is well."""
    if row.over or any(it.severity == "error" for it in row.findings):
        return "error"
    return "warning" if row.findings or row.wording.theirs or row.wording.also else ""


def about(sight: Sight) -> int | None:
    """Gives how many letters more a page has room for, no finer than it is known."""
    room = sight.made.told.room if sight.made else None
    if room is None:
        return None
    step = next((step for most, step in _STEPS if abs(room) < most), 100)
    return round(room / step) * step


def page_findings(sight: Sight, trouble: Iterable[Finding] = ()) -> list[Finding]:
    """Gives what was found of a page and is of none of its messages."""
    whose = sight.made.told.whose if sight.made else {}
    found = dict.fromkeys([*trouble, *sight.findings])
    return [it for it in found if it.where not in whose and it.check not in (DRAFT, _GLYPHS)]


def counted(groups: Iterable[Group]) -> dict[str, int]:
    """Counts the messages of a list by how far they are; labels that come with the program are
    nobody's to do.
    """
    rows = [row for group in groups for row in group.rows]
    own = [row for row in rows if not row.wording.packaged]
    states = [row.wording.state for row in own]
    return {
        "all": len(own),
        "translated": states.count("translated") + states.count("reviewed"),
        "reviewed": states.count("reviewed"),
        "over": sum(bool(row.over) for row in rows),
        "unsaved": sum(row.wording.unsaved for row in rows),
    }


def _telling(wording: Wording, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Gives what is worth telling: that nothing is translated yet is to be seen."""
    begun = any(wording.entry.texts)
    yield from (it for it in findings if begun or it.check != _UNTRANSLATED)


def _is_packaged(sources: Sources, standing: Standing) -> bool:
    file = catalogs.find(sources, standing.catalog, standing.language)
    return file is not None and sources.is_packaged(file.path)


def desk_link(job: Job) -> str:
    """Gives the address of the desk beside a page."""
    [tag] = job.edition.languages
    return f"/desk/{tag}/{job.document}/{job.template}/{job.output.name}"


def context_of(wording: Wording) -> str:
    """Gives the context that tells a message from others of the same source."""
    return wording.name[1].rpartition(CONTEXT_ENDS)[0]


def _is_of(job: Job, tag: str) -> bool:
    return job.edition.languages == (tag,)

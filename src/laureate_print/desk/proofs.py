"""Writes a translation out for who reads it on paper: each finished page with the numbers of its
messages, behind it source, translation, comments and state of each, and a place to sign.

It is a page as any other, though no template of the project: the engine and the checks of a build
make it, so it is tagged, and its letters have faces.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from laureate_print.desk.interface import interfaces
from laureate_print.desk.numbered import numbered
from laureate_print.desk.shown import Shown
from laureate_print.desk.sights import Asked, Sight, sights, wanted
from laureate_print.errors import UsageError
from laureate_print.model import Catalog, Job, Language, Message, MessageName, Page, Picture, Single
from laureate_print.outputs import OUTPUTS
from laureate_print.page import markdown
from laureate_print.page.pictures import SCHEME
from laureate_print.page.style_sheets import language_rules
from laureate_print.page.theming import theme_style
from laureate_print.sources import catalogs, documents, plurals, reviews, ruby
from laureate_print.sources.fonts import fonts
from laureate_print.sources.languages import language, normalise
from laureate_print.sources.loading import Sources
from laureate_print.sources.markdown import plain
from laureate_print.sources.po_files import Entry, parse

PAGES = Path(__file__).with_name("pages")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_NOTE = '<sup><code dir="ltr">[{}]</code></sup>'
_PICTURE = re.compile(r'<img\b[^>]*?\balt="([^"]*)"[^>]*>')
_LINK = re.compile(r"<(/?)a\b[^>]*>")
_COUNTED, _SAMPLES = 40, 3  # numbers that are tried for a plural form, and shown
_SCRIPTS = {
    "Jpan": ("Hira", "Kana", "Hani"),
    "Kore": ("Hang",),
    "Hans": ("Hani",),
    "Hant": ("Hani",),
}
_FEW, _LITTLE = 5, 900  # messages, and their letters, that have room below a smaller picture
_STATES = ("reviewed", "draft", "untranslated", "source")


@dataclass(frozen=True, slots=True)
class Proofs:
    """A page that holds the proofs, ready to be written; how many messages and pages it shows."""

    page: Page
    messages: int
    sights: int


@dataclass(frozen=True, slots=True)
class Row:
    """A message of a proof: its number, its source, what translators should know, its translation
    (each form with the numbers that it serves), its state, and who has reviewed it.
    """

    number: int
    written: Language
    source: Sequence[Markup]
    comments: Sequence[tuple[str, str, str]]
    translation: Sequence[tuple[str, Markup]]
    state: str
    reviewer: str

    @property
    def letters(self) -> int:
        """How much it says, in letters."""
        texts = [*self.source, *(text for _, text in self.translation)]
        return sum(map(len, texts)) + sum(len(it) for *_, it in self.comments)


def proofs(sources: Sources, asked: Asked, file: Path, lay: Callable[[Job], Shown]) -> Proofs:
    """Gives the proofs of a language as a page; the ending of the file says of which output.

    Raises:
        UsageError: the file is to be neither a PDF nor a web page, or the project does not have
            what is named.
        LaureateError: a page cannot be made.
    """
    output = OUTPUTS.get(file.suffix.lower().removeprefix("."))
    if output is None:
        raise UsageError(f"{file}: proofs are a file .pdf or .html")
    asked = replace(asked, language=normalise(asked.language))
    names = wanted(sources, asked)
    if all(catalogs.is_source(sources, it, asked.language) for it in {it.catalog for it in names}):
        raise UsageError(
            f"'{asked.language}' is translated from nothing: there is no proof to read"
        )
    table = _Table(sources, asked.language, names)
    pages: list[_Sheet] = []
    for sight in sights(sources, asked, names, lay):
        pages += _sheets(sources, sight, table, len(pages))
    unseen = [table.row(name) for name in names if name not in table.numbers]
    told = documents.document(sources, (asked.documents or sources.project.documents)[0])
    html, title = _html(sources, asked, table, pages, unseen)
    style = [language_rules(sources, html), (PAGES / "proofs.css").read_text("utf-8")]
    style += theme_style(sources, output)
    whole = "\n".join(style)
    page = Page(
        job=Job(told.name, "proofs", Single(asked.language), output),
        language=table.labels.language,
        html=html.replace("</head>", f"<style>\n{whole}\n</style>\n</head>", 1),
        title=title,
        date=sources.midnight(told.facts["date"]),
        address=(),
        pages=None,
        pictures=tuple(it.shown for it in pages),
        limits=sources.project.limits,
    )
    return Proofs(page, len(table.numbers), len(pages))


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A finished page in a proof: the file that it is of, which page of how many, its picture with
    the numbers of its messages, and these.
    """

    file: str
    number: int
    total: int
    picture: str
    shown: Picture
    rows: Sequence[Row]

    @property
    def is_short(self) -> bool:
        """Whether its messages have room below a smaller picture."""
        return len(self.rows) <= _FEW and sum(row.letters for row in self.rows) <= _LITTLE


def _sheets(sources: Sources, sight: Sight, table: _Table, before: int) -> Iterator[_Sheet]:
    """Gives each page of a file that shows a message first."""
    by_page: dict[int, list[MessageName]] = {}
    for name in sight.names:
        by_page.setdefault(sight.view.places(name)[0].page, []).append(name)
    for place, (number, names) in enumerate(sorted(by_page.items()), before):
        rows = [table.row(name) for name in names]
        face = _face(sources)
        shown = numbered(sight.view, number, [(it, table.numbers[it]) for it in names], face)
        file = sight.job.path.rpartition("/")[2]
        yield _Sheet(file, number, sight.view.pages, f"{SCHEME}{place}", shown, rows)


def _face(sources: Sources) -> bytes:
    """Gives the file of the face in which numbers are drawn."""
    faces = fonts(sources)
    return faces.faces[faces.fallback("text")[0]][-1].file.content


class _Table:
    """The rows of a proof, numbered as they are asked for."""

    def __init__(
        self, sources: Sources, tag: str, names: Mapping[MessageName, catalogs.Wanted]
    ) -> None:
        self._sources, self._names, self.reader = sources, names, language(tag)
        self.numbers: dict[MessageName, int] = {}
        self.states: Counter[str] = Counter()
        speaking = interfaces()
        own = sources.project.source_language.partition("-")[0]
        self.labels = speaking.get(own, speaking["en"])
        self._entries: dict[str, dict[str, Entry]] = {}
        for catalog in dict.fromkeys(name.catalog for name in names):
            file = catalogs.find(sources, catalog, tag)
            read = parse(file).entries if file else ()
            self._entries[catalog] = {entry.key: entry for entry in read}

    def row(self, name: MessageName) -> Row:
        """Gives the row of a message."""
        number = self.numbers.setdefault(name, len(self.numbers) + 1)
        asked = self._names[name]
        catalog = catalogs.catalog(self._sources, name.catalog, name.language)
        message = catalog.messages.get(name.key)
        entry = self._entries[name.catalog].get(name.key)
        state = message.state if message else "untranslated"
        self.states[state] += 1
        written = language(catalogs.source_language(self._sources, name.catalog))
        is_markdown = self._is_markdown(name.catalog)
        return Row(
            number,
            written,
            [_words(it, written, is_markdown) for it in (asked.source, asked.plural) if it],
            [self._spoken(it, written) for it in self._comments(asked, entry)],
            [(told, _words(it, self.reader, is_markdown)) for told, it in _texts(message, catalog)],
            state,
            _reviewer(entry) if state == "reviewed" else "",
        )

    def _is_markdown(self, catalog: str) -> bool:
        named = catalog in self._sources.project.documents
        return named and documents.document(self._sources, catalog).body is not None

    def _comments(self, asked: catalogs.Wanted, entry: Entry | None) -> Iterator[str]:
        """Gives what the author says to translators, and what these have noted."""
        yield from asked.comments
        if entry:
            notes = "\n".join(reviews.without_records(entry.comments)).strip()
            yield from filter(None, [notes])

    def _spoken(self, text: str, written: Language) -> tuple[str, str, str]:
        """Gives a comment with the language that it seems to be in, and its direction."""
        from fontTools.unicodedata import script

        told = {script(letter) for letter in text if letter.isalpha()} - {"Zyyy", "Zinh"}
        known = (written, self.reader, language("en"), language("ja"))
        speaker = next(
            (it for it in known if told & {it.script, *_SCRIPTS.get(it.script, ())}), written
        )
        return speaker.tag, speaker.direction, text


def _texts(message: Message | None, catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Gives the texts of a translation, each plural form with numbers that it serves."""
    if message is None or not message.forms:
        yield "", message.text if message else ""
        return
    forms = plurals.of_catalog(catalog)
    for form, text in enumerate(message.forms):
        served = [str(it) for it in range(_COUNTED) if forms.form(it) == form]
        more = ", …" if len(served) > _SAMPLES else ""
        yield f"{', '.join(served[:_SAMPLES])}{more}:", text


def _words(text: str, reader: Language, is_markdown: bool) -> Markup:
    """Gives a message as a page shows it, with what takes the place of its placeholders by name."""
    named = {name: f'<code dir="ltr">{{{name}}}</code>' for name in _PLACEHOLDER.findall(text)}
    if is_markdown:
        html = markdown.Inline(named, reader, _NOTE.format).html(text)
        html = _PICTURE.sub(r"[\1]", _LINK.sub(r"<\1span>", html))
        return Markup(html)  # noqa: S704 - all text is escaped there
    html = str(escape(text))
    html = ruby.markup(html) if reader.script == "Jpan" else html
    for name, value in named.items():
        html = html.replace(f"{{{name}}}", value)
    return Markup(html)  # noqa: S704 - escaped above


def _reviewer(entry: Entry | None) -> str:
    given = [it for it in reviews.records(entry.comments) if entry] if entry else []
    return f"{given[-1].reviewer}, {given[-1].day}" if given else ""


def _html(
    sources: Sources, asked: Asked, table: _Table, pages: Sequence[_Sheet], unseen: Sequence[Row]
) -> tuple[str, str]:
    """Gives the page without its style, and its title."""
    said = table.labels
    told = [
        documents.document(sources, name) for name in asked.documents or sources.project.documents
    ]
    written = language(sources.project.source_language)
    titles = [plain(it.title) if it.body else it.title for it in told]
    title = f"{said('Proof to be read')}: {', '.join(titles)} ({table.reader.tag})"
    environment = Environment(
        loader=FileSystemLoader(PAGES),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    html = environment.get_template("proofs.html").render(
        _=said,
        language=said.language,
        reader=table.reader,
        title=title,
        titles=[(written.tag, written.direction, it) for it in titles],
        publisher=told[0].facts.get("publisher", ""),
        created=sources.midnight(told[0].facts["date"]),
        counts=[(state, table.states[state]) for state in _STATES if table.states[state]],
        pages=pages,
        unseen=unseen,
    )
    return html, title

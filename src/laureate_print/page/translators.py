"""What a template needs to say the words of a language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from jinja2 import pass_context
from markupsafe import Markup, escape

from laureate_print.model import Body, Catalog, Document, Language, Message, MessageName
from laureate_print.page import markdown
from laureate_print.page.filters import written_fact, written_number
from laureate_print.page.marks import Marks
from laureate_print.sources import laureates, plurals, ruby
from laureate_print.sources.languages import language
from laureate_print.sources.po_files import key


class Words:
    """The words of a catalog, that remember which messages were asked for, by their keys; with
    `marks`, each says in the page where it begins and ends.
    """

    def __init__(self, catalog: Catalog, marks: Marks | None = None) -> None:
        self.catalog = catalog
        self._marks = marks
        self.language = language(catalog.language)
        self.asked: dict[str, None] = {}

    def text(self, source: str, context: str | None = None) -> str:
        """Gives a message; where it is not translated, its source."""
        message = self._message(source, context)
        return message.text if message and message.text else source

    def counted(self, one: str, many: str, number: int, context: str | None = None) -> str:
        """Gives the plural form that a number takes; where there is none, the source's own."""
        message = self._message(one, context)
        if message and message.forms:
            form = plurals.of_catalog(self.catalog).form(abs(number))
            if text := "".join(message.forms[form : form + 1]):
                return text
        return one if abs(number) == 1 else many

    def is_lent(self, source: str, context: str | None = None) -> bool:
        """Says whether a message stands in another language than the rest, for nobody has
        translated it.
        """
        message = self.catalog.messages.get(key(source, context))
        return bool(self.catalog.lent) and not (message and message.text)

    def marked(self, html: Markup, source: str, context: str | None = None) -> Markup:
        """Gives a message as HTML, with its marks if its page has them."""
        if self._marks is None or not source:
            return html
        name = MessageName(self.catalog.name, self.catalog.language, key(source, context))
        return self._marks.around(name, html)

    def _message(self, source: str, context: str | None) -> Message | None:
        own = key(source, context)
        if own:
            self.asked[own] = None
        return self.catalog.messages.get(own)


def translator(words: Words, labels: Words, document: Document, draft: bool) -> dict[str, Any]:
    """Gives what a template needs of a language: `_` for the document's words, `ui` for labels;
    `ngettext`, `pgettext` and `npgettext` ask the
    document's words in a document, and the labels everywhere else.
    """
    body, facts = document.body, document.facts
    own = _Markdown(words, facts, body) if body else _lookup(words)
    return {
        "language": words.language,
        "_": own,
        "ui": _lookup(labels),
        "draft": draft,
        **_gettext(words, labels),
    }


def _lookup(words: Words) -> Callable[..., Markup]:
    """Gives the function by which a template asks for a message."""

    def look_up(source: str, /, **values: Any) -> Markup:
        return _said(words, source, words.text(source), values)

    return look_up


def _said(
    words: Words,
    source: str,
    text: str,
    values: Mapping[str, Any],
    context: str | None = None,
    plural: str = "",
) -> Markup:
    """Gives a message as HTML; values take the place of `{name}`.

    A message keeps its markup only where its source has some; else all is escaped. One that is lent
    says its language, and in it each value says its own.
    """
    # The markup check compared the translation's tags with those of the source.
    has_markup = "<" in source + plural
    safe = Markup(text) if has_markup else escape(text)  # noqa: S704 - compared
    is_lent = words.is_lent(source, context)
    japanese = words.language.script == "Jpan" and not is_lent
    safe = Markup(ruby.markup(safe)) if japanese else safe  # noqa: S704 - escaped above
    for name, value in values.items():
        given = _spoken(escape(value), words.language) if is_lent else escape(value)
        safe = Markup(safe.replace(f"{{{name}}}", given))  # noqa: S704 - both sides are escaped
    safe = _spoken(safe, language(words.catalog.lent)) if is_lent else safe
    return words.marked(safe, source, context)


def _spoken(safe: Markup, speaker: Language) -> Markup:
    """Gives HTML that says its language and direction."""
    spoken = Markup('<span lang="{}" dir="{}">{}</span>')
    return spoken.format(speaker.tag, speaker.direction, safe)


def _gettext(words: Words, labels: Words) -> dict[str, Callable[..., Markup]]:
    """Gives the functions of gettext; `{n}` in a message is the number, in the reader's digits."""

    def asked(context: Any) -> Words:
        return words if context.name.startswith("documents/") else labels

    @pass_context
    def gettext(context: Any, source: str, /, **values: Any) -> Markup:
        return _said(asked(context), source, asked(context).text(source), values)

    @pass_context
    def pgettext(context: Any, meant: str, source: str, /, **values: Any) -> Markup:
        return _said(asked(context), source, asked(context).text(source, meant), values, meant)

    @pass_context
    def ngettext(context: Any, one: str, many: str, number: int, /, **values: Any) -> Markup:
        text = asked(context).counted(one, many, number)
        return _said(asked(context), one, text, counting(number) | values, None, many)

    @pass_context
    def npgettext(
        context: Any, meant: str, one: str, many: str, number: int, /, **values: Any
    ) -> Markup:
        text = asked(context).counted(one, many, number, meant)
        return _said(asked(context), one, text, counting(number) | values, meant, many)

    def counting(number: int) -> dict[str, Any]:
        return {"n": written_number(number, words.language)}

    return {
        "gettext": gettext,
        "ngettext": ngettext,
        "pgettext": pgettext,
        "npgettext": npgettext,
    }


class _Markdown:
    """`_` for a Markdown document: its facts take their places by themselves, notes are left out;
    and the whole body as HTML, written only where a template asks for it.
    """

    def __init__(self, words: Words, facts: Mapping[str, Any], body: Body) -> None:
        self._words, self._body = words, body
        self._values = _values(words, facts)

    def __call__(self, source: str, /, **values: Any) -> Markup:
        given = self._values | {name: str(escape(value)) for name, value in values.items()}
        html = markdown.Inline(given, self._words.language).html(self._words.text(source))
        return self._marked(source, html)

    @cached_property
    def _written(self) -> markdown.Written:
        return self._as_html(self._body)

    def _as_html(self, body: Body) -> markdown.Written:
        reader = markdown.Reader(self._words.language, self._words.text, self._marked)
        return markdown.written(body, reader, self._values)

    def _marked(self, source: str, html: str) -> Markup:
        return self._words.marked(Markup(html), source)  # noqa: S704 - all text is escaped there

    @property
    def title(self) -> Markup:
        """The title, with its marks and notes."""
        return Markup(self._written.title)  # noqa: S704 - all text is escaped there

    @property
    def story(self) -> Markup:
        """All that stands below it."""
        return Markup(self._written.story)  # noqa: S704 - as above

    @property
    def uncited(self) -> Markup:
        """The same without the citation."""
        return Markup(self._as_html(laureates.uncited(self._body)).story)  # noqa: S704 - as above


def _values(words: Words, facts: Mapping[str, Any]) -> dict[str, str]:
    written = {name: written_fact(value, words.language) for name, value in facts.items()}
    return {name: value for name, value in written.items() if value}

"""What a template needs to say the words of a language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup, escape

from laureate_print.model import Body, Catalog
from laureate_print.page import markdown
from laureate_print.page.filters import written_fact
from laureate_print.sources import ruby
from laureate_print.sources.languages import language


def translator(
    words: Catalog, labels: Catalog, body: Body | None, facts: Mapping[str, Any]
) -> dict[str, Any]:
    """Gives what a template needs of a language: `_` for the document's words, `ui` for labels,
    `text` for the whole body of a Markdown document.
    """
    messages = [*words.messages.values(), *labels.messages.values()]
    own = _markdown(words, facts) if body else _lookup(words)
    return {
        "language": language(words.language),
        "_": own,
        "ui": _lookup(labels),
        "text": _body(words, facts, body) if body else None,
        "draft": any(message.state == "draft" for message in messages),
    }


def _text(catalog: Catalog, source: str) -> str:
    message = catalog.messages.get(source)
    return message.text if message and message.text else source


def _lookup(catalog: Catalog) -> Callable[..., Markup]:
    """Gives the function by which a template asks for a message; values take the place of `{name}`.

    A message keeps its markup only where its source has some; else all is escaped.
    """
    japanese = language(catalog.language).script == "Jpan"

    def look_up(source: str, **values: Any) -> Markup:
        text = _text(catalog, source)
        # The markup check compared the translation's tags with those of the source.
        safe = Markup(text) if "<" in source else escape(text)  # noqa: S704 - compared
        safe = Markup(ruby.markup(safe)) if japanese else safe  # noqa: S704 - escaped above
        for name, value in values.items():
            replaced = safe.replace(f"{{{name}}}", escape(value))
            safe = Markup(replaced)  # noqa: S704 - both sides are escaped
        return safe

    return look_up


def _markdown(catalog: Catalog, facts: Mapping[str, Any]) -> Callable[..., Markup]:
    """Gives the same function for a Markdown document: its facts take their places by themselves,
    notes are left out.
    """
    own, japanese = _values(catalog, facts), language(catalog.language).script == "Jpan"

    def look_up(source: str, **values: Any) -> Markup:
        given = own | {name: str(escape(value)) for name, value in values.items()}
        html = markdown.Inline(given, japanese).html(_text(catalog, source))
        return Markup(html)  # noqa: S704 - all text is escaped there

    return look_up


def _body(catalog: Catalog, facts: Mapping[str, Any], body: Body) -> dict[str, Markup]:
    japanese = language(catalog.language).script == "Jpan"

    def translate(source: str) -> str:
        return _text(catalog, source)

    written = markdown.written(body, translate, _values(catalog, facts), japanese)
    return {
        "title": Markup(written.title),  # noqa: S704 - all text is escaped there
        "story": Markup(written.story),  # noqa: S704
    }


def _values(catalog: Catalog, facts: Mapping[str, Any]) -> dict[str, str]:
    reader = language(catalog.language)
    written = {name: written_fact(value, reader) for name, value in facts.items()}
    return {name: value for name, value in written.items() if value}

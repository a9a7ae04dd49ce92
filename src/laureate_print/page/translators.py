"""What a template needs to say the words of a language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from laureate_print.model import Catalog
from laureate_print.sources import ruby
from laureate_print.sources.languages import language


def translator(words: Catalog, labels: Catalog) -> dict[str, Any]:
    """Gives what a template needs of a language: `_` for the document's words, `ui` for labels."""
    messages = [*words.messages.values(), *labels.messages.values()]
    return {
        "language": language(words.language),
        "_": _lookup(words),
        "ui": _lookup(labels),
        "draft": any(message.state == "draft" for message in messages),
    }


def _lookup(catalog: Catalog) -> Callable[..., Any]:
    """Gives the function by which a template asks for a message; values take the place of `{name}`.

    A message keeps its markup only where its source has some; else all is escaped.
    """
    from markupsafe import Markup, escape

    japanese = language(catalog.language).script == "Jpan"

    def look_up(source: str, **values: Any) -> Markup:
        message = catalog.messages.get(source)
        text = message.text if message and message.text else source
        # The markup check compared the translation's tags with those of the source.
        safe = Markup(text) if "<" in source else escape(text)  # noqa: S704 - compared
        safe = Markup(ruby.markup(safe)) if japanese else safe  # noqa: S704 - escaped above
        for name, value in values.items():
            replaced = safe.replace(f"{{{name}}}", escape(value))
            safe = Markup(replaced)  # noqa: S704 - both sides are escaped
        return safe

    return look_up

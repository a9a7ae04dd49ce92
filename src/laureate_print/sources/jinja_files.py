"""Reads Jinja files: each is parsed once, for the messages that it asks for and to be filled."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from laureate_print.errors import TemplateError
from laureate_print.model import SourceFile
from laureate_print.sources.loading import Sources, remembered
from laureate_print.sources.text_files import text

if TYPE_CHECKING:
    from jinja2 import nodes

SYNTAX: dict[str, Any] = {"trim_blocks": True, "lstrip_blocks": True}
# Which arguments of a function are messages, and which is their context.
_MESSAGES = {
    "_": (0,),
    "ui": (0,),
    "gettext": (0,),
    "ngettext": (0, 1),
    "pgettext": (1,),
    "npgettext": (1, 2),
}
_CONTEXTS = {"pgettext": 0, "npgettext": 0}
GETTEXT = ("gettext", "ngettext", "pgettext", "npgettext")
_COMMENT = re.compile(r"\{#[-+]?(.*?)[-+]?#\}", re.DOTALL)
_FOR_TRANSLATORS = "i18n:"


@dataclass(frozen=True, slots=True)
class Call:
    """A call for a message that a file writes out: its line, the message with its plural if it has
    one, its context, and the comment for translators that stands before it.
    """

    line: int
    messages: tuple[str, ...]
    context: str | None
    comments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JinjaFile:
    """A file as it was parsed: its tree, and in their order the calls of functions of messages with
    their lines and arguments, none for what is no text.
    """

    source: str
    tree: nodes.Template
    calls: tuple[tuple[int, str, tuple[str | None, ...]], ...]

    def asked(self, functions: Collection[str]) -> Iterator[Call]:
        """Gives the calls of some functions whose messages are written out."""
        comments, last = list(_comments(self.source)), 0
        for line, function, given in self.calls:
            if function not in functions:
                continue
            before = [comment for place, comment in comments if last < place <= line]
            last = max(last, line)
            said = [given[at] for at in _MESSAGES[function] if at < len(given)]
            messages = tuple(message for message in said if message is not None)
            if len(messages) == len(_MESSAGES[function]) and messages[0]:
                context = given[_CONTEXTS[function]] if function in _CONTEXTS else None
                yield Call(line, messages, context, tuple(before[-1:]))


@remembered
def parsed(sources: Sources, file: SourceFile) -> JinjaFile:
    """Parses a file.

    Raises:
        TemplateError: it is not Jinja, with its file and line.
    """
    from jinja2 import Environment, TemplateSyntaxError
    from jinja2.ext import extract_from_ast

    source = text(file)
    try:
        tree = Environment(**SYNTAX).parse(source)  # noqa: S701 - rendered elsewhere
        # Whoever compiles the tree changes it: so its calls are listed before.
        calls = extract_from_ast(tree, tuple(_MESSAGES))
        told = [(line, name, it if isinstance(it, tuple) else (it,)) for line, name, it in calls]
    except TemplateSyntaxError as error:
        raise TemplateError(f"{file.shown}:{error.lineno}: {error.message}") from error
    except ValueError as error:  # Python reads no number of more than 4,300 digits
        raise TemplateError(f"{file.shown}: a number has too many digits") from error
    except RecursionError:
        raise TemplateError(
            f"{file.shown}: blocks or brackets are nested too deeply; take some apart"
        ) from None
    return JinjaFile(source, tree, tuple(told))


def _comments(source: str) -> Iterator[tuple[int, str]]:
    """Gives each comment for translators with its line."""
    line, done = 1, 0
    for found in _COMMENT.finditer(source):
        line, done = line + source.count("\n", done, found.start()), found.start()
        words = found[1].split(None, 1)
        if len(words) == 2 and words[0] == _FOR_TRANSLATORS:
            yield line, words[1].rstrip()

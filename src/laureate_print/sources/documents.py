"""Reads documents: their facts, their glossary terms, and the messages that their markup holds."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from laureate_print.errors import ProjectError, TemplateError, UsageError
from laureate_print.model import Document, SourceFile
from laureate_print.sources.loading import Sources, remembered
from laureate_print.sources.project import is_name
from laureate_print.sources.templates import find_file
from laureate_print.sources.text_files import text, toml


@remembered
def document(sources: Sources, name: str) -> Document:
    """Reads a document's facts; raises `UsageError` or `ProjectError` if there is no
    such document.
    """
    if not is_name(name):
        raise UsageError(
            f"'{name}' is no document name; this project has {', '.join(sources.project.documents)}"
        )
    markup = f"documents/{name}.html"
    facts = toml(find_file(sources, f"documents/{name}.toml"))
    missing = {"date", "address", "telephone"} - facts.keys()
    if missing:
        raise ProjectError(
            f"documents/{name}.toml: the fact '{sorted(missing)[0]}' is missing; every document"
            " has it"
        )
    return Document(name=name, markup=markup, facts=facts)


@remembered
def terms(sources: Sources, name: str) -> tuple[tuple[str, str, str], ...]:
    """Gives the glossary terms of a document, each with its translator comment and its place
    (`file:line`).

    They stand in `documents/<name>.glossary.toml`, which a document need not have.

    Raises:
        ProjectError: the file is not TOML, or a term has no comment.
    """
    path = f"documents/{name}.glossary.toml"
    file = sources.find(f"templates/{path}")
    if file is None:
        return ()
    entries, rows = toml(file).get("terms"), text(file).splitlines()
    if not isinstance(entries, dict) or not all(
        isinstance(comment, str) for comment in entries.values()
    ):
        raise ProjectError(
            f'{file.shown}: each line below [terms] should be "term" = "comment for translators"'
        )
    lines = {
        term: number
        for number, row in enumerate(rows, 1)
        for term in entries
        if row.strip().startswith((f'"{term}"', f"{term} "))
    }
    return tuple(
        (term, comment, f"templates/{path}:{lines.get(term, 1)}")
        for term, comment in entries.items()
    )


@remembered
def asked_for(
    sources: Sources, file: SourceFile, function: str
) -> tuple[tuple[int, str, tuple[str, ...]], ...]:
    """Gives line, message and translator comments of each call of `function` (`_` or `ui`) in a
    template.

    Raises:
        TemplateError: the template is not Jinja, with its file and line.
    """
    return tuple(_extract(file, function))


@remembered
def named(sources: Sources, file: SourceFile, name: str) -> str:
    """Gives the message to which a document's markup gives a name: `{% set title = _("…") %}`; else
    nothing.

    Raises:
        TemplateError: the markup is not Jinja, with its file and line.
    """
    from jinja2 import Environment, TemplateSyntaxError, nodes

    try:
        tree = Environment().parse(text(file))  # noqa: S701 - parsed, never rendered
    except TemplateSyntaxError as error:
        raise TemplateError(f"{file.shown}:{error.lineno}: {error.message}") from error
    for assigned in tree.find_all(nodes.Assign):
        target, call = assigned.target, assigned.node
        if isinstance(target, nodes.Name) and target.name == name and isinstance(call, nodes.Call):
            asked = call.args[0] if call.args else None
            if (
                isinstance(call.node, nodes.Name)
                and call.node.name == "_"
                and isinstance(asked, nodes.Const)
            ):
                return str(asked.value)
    return ""


def _extract(file: SourceFile, function: str) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    from babel.messages.extract import extract
    from jinja2.exceptions import TemplateSyntaxError

    opened = BytesIO(text(file).encode())
    options = {"silent": "false"}  # a template with a mistake is an error, not an empty list
    method = "jinja2.ext:babel_extract"
    try:
        rows = extract(
            method, opened, {function: None}, ("i18n:",), options, strip_comment_tags=True
        )
        for line, message, comments, _ in rows:
            yield line, message if isinstance(message, str) else message[0], tuple(comments)
    except TemplateSyntaxError as error:
        raise TemplateError(f"{file.shown}:{error.lineno}: {error.message}") from error

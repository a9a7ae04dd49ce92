"""Reads template folders and documents: paper, outputs, limits, markup and style, and the messages
they ask for.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from laureate_print.errors import ProjectError, TemplateError, UsageError
from laureate_print.model import MULTIPLE, Document, Job, Panel, Template
from laureate_print.sources.languages import normalise
from laureate_print.sources.project import Project, is_name, read_toml

_KEYS = {
    "outputs": list,
    "markup": str,
    "styles": list,
    "html_styles": list,
    "print_styles": list,
    "sides": list,
    "together": str,
    "pair_sizes": list,
    "pages": int,
    "sizes": list,
    "languages": list,
    "sheet": str,
}


def find_file(project: Project, path: str) -> Path:
    """Gives the file of a template folder, the project's own first; raises `TemplateError` if there
    is none.
    """
    for folder in project.searched("templates"):
        candidate = (folder / path).resolve()
        if candidate.is_file() and candidate.is_relative_to(folder.resolve()):
            return candidate
    raise TemplateError(f"there is no template file '{path}' in {_folders(project)}")


def read(project: Project, path: str) -> str:
    """Gives the text of a template file, the project's own first."""
    return read_file(find_file(project, path))


def read_file(path: Path) -> str:
    """Gives the text of a file; raises `TemplateError` if it is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise TemplateError(
            f"{path} is not UTF-8; save the file as UTF-8 in your editor"
        ) from error


def template(project: Project, name: str) -> Template:
    """Reads `templates/<name>/template.toml`; raises `TemplateError` if it is missing or has an
    unknown key.
    """
    path = find_file(project, f"{name}/template.toml")
    settings = read_toml(path)
    for key, value in settings.items():
        if key not in _KEYS or not isinstance(value, _KEYS[key]):
            known = ", ".join(f"{key} ({kind.__name__})" for key, kind in _KEYS.items())
            raise TemplateError(
                f"{project.shown(path)}: '{key}' is not right; the keys are {known}"
            )
    if (together := settings.get("together", "")) not in ("", "pair", "book"):
        raise TemplateError(
            f"{project.shown(path)}: together is '{together}'; it should be pair or book"
        )
    return Template(
        name=name,
        outputs=tuple(settings.get("outputs", ("html", "pdf"))),
        markup=settings.get("markup", f"{name}/{name}.html"),
        styles=tuple(settings.get("styles", (f"{name}/{name}.css",))),
        pages=settings.get("pages"),
        sizes=_sizes(project.shown(path), settings, "sizes"),
        pair_sizes=_sizes(project.shown(path), settings, "pair_sizes"),
        together=together,
        html_styles=tuple(settings.get("html_styles", ())),
        print_styles=tuple(settings.get("print_styles", ())),
        sides=_sides(project.shown(path), settings.get("sides", [])),
        languages=tuple(normalise(tag) for tag in settings.get("languages", ())),
        sheet=settings.get("sheet", ""),
    )


def _sizes(where: str, settings: dict[str, Any], key: str) -> tuple[float, float] | None:
    sizes = settings.get(key)
    if sizes is None:
        return None
    if len(sizes) != 2 or not all(isinstance(size, int | float) for size in sizes):
        raise TemplateError(
            f"{where}: {key} should be the smallest and the largest in pt: [10, 14]"
        )
    return float(min(sizes)), float(max(sizes))


def _sides(where: str, sides: list[Any]) -> tuple[tuple[Panel, ...], ...]:
    """Gives the panels of each side, from `[[page, width in mm], …]`."""
    try:
        return tuple(
            tuple(Panel(int(page), float(width)) for page, width in side) for side in sides
        )
    except (TypeError, ValueError) as error:
        raise TemplateError(
            f"{where}: each of 'sides' is a list of panels: [[page, width in mm], …]"
        ) from error


def own_catalog(file: Path) -> str:
    """Gives the catalog of a markup file's labels where its template has languages of its own; else
    nothing.
    """
    return file.parent.name if _has_languages(file.with_name("template.toml")) else ""


@lru_cache  # asked for each markup file of each job
def _has_languages(settings: Path) -> bool:
    described = read_toml(settings) if settings.is_file() else {}
    return bool(described.get("languages")) and not described.get("together")


def document(project: Project, name: str) -> Document:
    """Reads a document's facts; raises `UsageError` or `ProjectError` if there is no
    such document.
    """
    if not is_name(name):
        raise UsageError(
            f"'{name}' is no document name; this project has {', '.join(project.documents)}"
        )
    markup = f"documents/{name}.html"
    facts = read_toml(find_file(project, f"documents/{name}.toml"))
    missing = {"date", "address", "telephone"} - facts.keys()
    if missing:
        raise ProjectError(
            f"documents/{name}.toml: the fact '{sorted(missing)[0]}' is missing; every document"
            " has it"
        )
    return Document(name=name, markup=markup, facts=facts)


def terms(project: Project, name: str) -> tuple[tuple[str, str, str], ...]:
    """Gives the glossary terms of a document, each with its translator comment and its place
    (`file:line`).

    They stand in `documents/<name>.glossary.toml`, which a document need not have.

    Raises:
        ProjectError: the file is not TOML, or a term has no comment.
    """
    path = f"documents/{name}.glossary.toml"
    if not any((folder / path).is_file() for folder in project.searched("templates")):
        return ()
    file = find_file(project, path)
    entries, rows = read_toml(file).get("terms"), read_file(file).splitlines()
    if not isinstance(entries, dict) or not all(
        isinstance(comment, str) for comment in entries.values()
    ):
        raise ProjectError(
            f'{project.shown(file)}: each line below [terms] should be "term" = "comment for'
            ' translators"'
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


def template_names(project: Project) -> tuple[str, ...]:
    """Gives the templates to print: those of `laureate.toml`, then each further folder of the
    project's own.
    """
    own = sorted(path.parent.name for path in (project.root / "templates").glob("*/template.toml"))
    return tuple(dict.fromkeys([*project.templates, *own]))


def languages(project: Project, name: str) -> tuple[str, ...]:
    """Gives those of a template's languages that the project has; none where each language has a
    file of its own.
    """
    own = template(project, name).languages
    had = [tag for tag in own if tag in (*project.translated, project.source_language)]
    return tuple(had or (own and [project.source_language]))


def spoken(project: Project, job: Job) -> tuple[str, ...]:
    """Gives the languages that stand in the artifact of a job."""
    return (
        languages(project, job.template)
        if job.language == MULTIPLE
        else tuple(job.language.split("+"))
    )


def outputs(project: Project, name: str) -> tuple[str, ...]:
    """Gives the outputs of a template: as `laureate.toml` says, or else as the template itself
    does.
    """
    return project.templates.get(name) or template(project, name).outputs


def all_files(project: Project, endings: tuple[str, ...] = (".html", ".css")) -> tuple[Path, ...]:
    """Gives every markup file and style sheet, the project's own in place of a packaged one of the
    same name.
    """
    files: dict[str, Path] = {}
    for folder in project.searched("templates"):
        for path in sorted(folder.glob("*/*")):
            if path.suffix in endings and path.resolve().is_relative_to(folder.resolve()):
                files.setdefault(str(path.relative_to(folder)), path)
    return tuple(files[key] for key in sorted(files))


@lru_cache
def asked_for(path: Path, function: str) -> tuple[tuple[int, str, tuple[str, ...]], ...]:
    """Gives line, message and translator comments of each call of `function` (`_` or `ui`) in a
    template.

    Raises:
        TemplateError: the template is not Jinja, with its file and line.
    """
    return tuple(_extract(path, function))


@lru_cache
def named(path: Path, name: str) -> str:
    """Gives the message to which a document's markup gives a name: `{% set title = _("…") %}`; else
    nothing.

    Raises:
        TemplateError: the markup is not Jinja, with its file and line.
    """
    from jinja2 import Environment, TemplateSyntaxError, nodes

    try:
        tree = Environment().parse(read_file(path))  # noqa: S701 - parsed, never rendered
    except TemplateSyntaxError as error:
        raise TemplateError(f"{path}:{error.lineno}: {error.message}") from error
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


def _extract(path: Path, function: str) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    from babel.messages.extract import extract
    from jinja2.exceptions import TemplateSyntaxError

    read_file(path)
    options = {"silent": "false"}  # a template with a mistake is an error, not an empty list
    try:
        with path.open("rb") as file:
            rows = extract(
                "jinja2.ext:babel_extract",
                file,
                {function: None},
                ("i18n:",),
                options,
                strip_comment_tags=True,
            )
            for line, message, comments, _ in rows:
                yield line, message if isinstance(message, str) else message[0], tuple(comments)
    except TemplateSyntaxError as error:
        raise TemplateError(f"{path}:{error.lineno}: {error.message}") from error


def _folders(project: Project) -> str:
    return (
        " or ".join(project.shown(folder) for folder in project.searched("templates"))
        or "templates/"
    )

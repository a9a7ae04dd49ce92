"""Reads template folders: paper, outputs, limits, markup and style of each kind of publication."""

from __future__ import annotations

from posixpath import normpath
from typing import Any

from laureate_print.errors import TemplateError
from laureate_print.model import Panel, SourceFile, Template
from laureate_print.sources.languages import normalise
from laureate_print.sources.loading import Sources, remembered
from laureate_print.sources.text_files import text, toml

_LARGEST = 10_000  # pt, of a type size that a template allows
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
    "hyphens": str,
    "align": str,
    "notes": str,
    "links": str,
}
_OF_WORDS = ("outputs", "styles", "html_styles", "print_styles", "languages")
_CHOICES = {
    "together": ("pair", "book"),
    "hyphens": ("manual", "auto"),
    "align": ("start", "justify"),
    "notes": ("foot", "end"),
    "links": ("printed", "plain"),
}


def find_file(sources: Sources, path: str) -> SourceFile:
    """Gives a file of the template folders, the project's own first.

    Raises:
        TemplateError: there is none; with the folders that were looked in.
    """
    place = normpath(f"templates/{path}")
    found = sources.find(place) if place.startswith("templates/") else None
    if found is None:
        looked = "templates/, then the packaged one" if len(sources.layers) > 1 else "templates/"
        raise TemplateError(f"there is no template file '{path}' in {looked}")
    return found


def read(sources: Sources, path: str) -> str:
    """Gives the text of a template file, the project's own first."""
    return text(find_file(sources, path))


@remembered
def template(sources: Sources, name: str) -> Template:
    """Reads `templates/<name>/template.toml`; raises `TemplateError` if it is missing or has an
    unknown key.
    """
    file = sources.find(f"templates/{name}/template.toml")
    if file is None:
        parts = [found.path.split("/") for found in sources.below("templates")]
        known = ", ".join(part[1] for part in parts if part[2:] == ["template.toml"])
        raise TemplateError(
            f"{sources.project.shown}: there is no template '{name}'; there are {known}"
        )
    settings = toml(file)
    for key, value in settings.items():
        if not _fits(key, value):
            known = ", ".join(f"{key} ({kind.__name__})" for key, kind in _KEYS.items())
            raise TemplateError(f"{file.shown}: '{key}' is not right; the keys are {known}")
        if key in _CHOICES and value not in _CHOICES[key]:
            choices = " or ".join(_CHOICES[key])
            raise TemplateError(f"{file.shown}: {key} is '{value}'; it should be {choices}")
    return Template(
        name=name,
        outputs=tuple(settings.get("outputs", ("html", "pdf"))),
        markup=settings.get("markup", f"{name}/{name}.html"),
        styles=tuple(settings.get("styles", (f"{name}/{name}.css",))),
        pages=settings.get("pages"),
        sizes=_sizes(file.shown, settings, "sizes"),
        pair_sizes=_sizes(file.shown, settings, "pair_sizes"),
        together=settings.get("together", ""),
        html_styles=tuple(settings.get("html_styles", ())),
        print_styles=tuple(settings.get("print_styles", ())),
        sides=_sides(file.shown, settings.get("sides", [])),
        languages=tuple(normalise(tag) for tag in settings.get("languages", ())),
        sheet=settings.get("sheet", ""),
        hyphens=settings.get("hyphens", ""),
        align=settings.get("align", ""),
        notes=settings.get("notes", "foot"),
        links=settings.get("links", ""),
    )


def _fits(key: str, value: Any) -> bool:
    """Says whether a key is known and its value of the right type, a list of the right parts."""
    right = key in _KEYS and isinstance(value, _KEYS[key])
    return right and (key not in _OF_WORDS or all(isinstance(word, str) for word in value))


def _sizes(where: str, settings: dict[str, Any], key: str) -> tuple[float, float] | None:
    sizes = settings.get(key)
    if sizes is None:
        return None
    numbers = all(isinstance(size, int | float) and 0 < size < _LARGEST for size in sizes)
    if len(sizes) != 2 or not numbers:
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


def is_document(file: SourceFile) -> bool:
    """Says whether a markup file is a document and no template: it speaks by its own catalog."""
    return file.path.startswith("templates/documents/")


def own_catalog(sources: Sources, file: SourceFile) -> str:
    """Gives the catalog of a markup file's labels where its template has languages of its own; else
    nothing.
    """
    folder = file.path.rpartition("/")[0]
    settings = sources.find(f"{folder}/template.toml")
    described = toml(settings) if settings else {}
    own = bool(described.get("languages")) and not described.get("together")
    return folder.rpartition("/")[2] if own else ""


def template_names(sources: Sources) -> tuple[str, ...]:
    """Gives the templates to print: those of `laureate.toml`, then each further folder of the
    project's own.
    """
    parts = (path.split("/") for path in sources.own.files)
    own = sorted(part[1] for part in parts if part[::2] == ["templates", "template.toml"])
    return tuple(dict.fromkeys([*sources.project.templates, *own]))


def languages(sources: Sources, name: str) -> tuple[str, ...]:
    """Gives the languages that one file of a template holds: of those that the project chose for a
    book, or the template names, the published ones; or else, for a book, all that are published,
    for another the source language. None where each language has a file of its own.
    """
    described, source = template(sources, name), sources.project.source_language
    published, is_book = sources.languages, described.together == "book"
    own = (sources.project.books.get(name, ()) if is_book else ()) or described.languages
    others = published if is_book else (source,)
    return tuple(tag for tag in own if tag in published) or (others if own or is_book else ())


def outputs(sources: Sources, name: str) -> tuple[str, ...]:
    """Gives the outputs of a template by name: as `laureate.toml` has them, or else as the template
    itself does.
    """
    return sources.project.templates.get(name) or template(sources, name).outputs


def all_files(
    sources: Sources, endings: tuple[str, ...] = (".html", ".css")
) -> tuple[SourceFile, ...]:
    """Gives every markup file and style sheet, the project's own in place of a packaged one of the
    same name.
    """
    return tuple(
        file
        for file in sources.below("templates")
        if file.path.count("/") == 2 and file.path.endswith(endings)
    )

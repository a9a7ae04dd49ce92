"""What a project has: for people and for machines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from laureate_print.sources import catalogs, pseudo, templates
from laureate_print.sources.languages import language
from laureate_print.sources.loading import Sources


def listing(sources: Sources) -> dict[str, Any]:
    """Gives what the project has, as JSON can hold it."""
    published = list(sources.languages)
    return {
        "documents": list(sources.project.documents),
        "languages": [
            {"tag": tag, "name": language(tag).name, "published": tag in published}
            for tag in (*published, *(it for it in sources.translated if it not in published))
        ],
        "pseudo_languages": [
            {"tag": tag, "shows": shows} for tag, shows in pseudo.LANGUAGES.items()
        ],
        "templates": [
            {
                "name": name,
                "outputs": list(templates.outputs(sources, name)),
                "packaged": sources.is_packaged(f"templates/{name}/template.toml"),
            }
            for name in templates.template_names(sources)
        ],
        "packaged_labels": [
            tag
            for tag in sources.translated
            if sources.is_packaged(catalogs.path(catalogs.INTERFACE, tag))
        ],
    }


def lines(project: Mapping[str, Any]) -> Iterator[str]:
    """Gives the same as lines."""
    yield "documents"
    yield from (f"  {document}" for document in project["documents"])
    yield "languages"
    yield from (_row(it) for it in project["languages"] if it["published"])
    if more := [_row(it) for it in project["languages"] if not it["published"]]:
        yield from ("languages that laureate.toml does not name (built with -l)", *more)
    yield "pseudo-languages (built with -l, to try a layout)"
    yield from (f"  {it['tag']:10} {it['shows']}" for it in project["pseudo_languages"])
    yield "templates"
    for template in project["templates"]:
        behind = "  (from the package)" if template["packaged"] else ""
        yield f"  {template['name']:8} {', '.join(template['outputs'])}{behind}"
    if project["packaged_labels"]:
        yield f"labels from the package: {', '.join(project['packaged_labels'])}"


def _row(entry: Mapping[str, Any]) -> str:
    return f"  {entry['tag']:10} {entry['name']}"

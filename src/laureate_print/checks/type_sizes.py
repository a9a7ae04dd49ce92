"""Asks of each finished PDF whether its type is large enough to be read, as it stands on paper."""

from __future__ import annotations

from collections.abc import Iterator

from laureate_print.checks.contexts import ArtifactContext
from laureate_print.model import Finding

_NAMES = {
    "text": "running text",
    "gloss": "text that goes with the running text",
    "reversed": "light type on a dark ground",
    "ruby": "a reading above a word",
    "raised": "a raised or lowered sign",
}


def type_is_large_enough(context: ArtifactContext) -> Iterator[Finding]:
    """No type of the file is smaller than the project lets it be, measured in the file."""
    if not context.artifact.path.endswith(".pdf") or context.has_pages_too_many:
        return
    from laureate_print.preflight.type_sizes import small_type

    pages = context.painted.pages
    inside = [[it for it in page.objects if it.meets(page.sheet.trim)] for page in pages]
    for small in small_type(inside, context.page.smallest):
        place = small.text.place
        more = f" ({small.count} pieces of it in all)" if small.count > 1 else ""
        yield Finding(
            "type_is_large_enough",
            "error",
            f"{_NAMES[small.name]} stands in {small.text.size:.1f} pt, and the floor is"
            f" {small.floor:g} pt{more}",
            f"dist/{context.artifact.path}: page {small.page}, {place.left:.0f} mm from the left,"
            f" {place.top:.0f} mm from the top",
            f"make it larger in templates/{context.job.template}/ (sizes in template.toml), or"
            f" allow less in laureate.toml: [smallest] {small.name} = …",
        )

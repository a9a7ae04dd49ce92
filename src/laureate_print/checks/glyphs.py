"""Looks at the composed page: the faces of its languages can draw every character."""

from __future__ import annotations

from collections.abc import Iterator

from laureate_print.checks.contexts import ArtifactContext, PageContext
from laureate_print.errors import UsageError
from laureate_print.model import Finding, Layout
from laureate_print.sources import free_faces
from laureate_print.sources.fonts import named, undrawn
from laureate_print.sources.languages import language


def every_character_has_a_glyph(context: PageContext) -> Iterator[Finding]:
    """Some face of the language's stack draws each character; else a reader sees an empty box."""
    spoken: dict[str, list[str]] = {}
    for run in context.read.runs:
        try:
            tag = language(run.language).tag
        except UsageError:
            yield Finding(
                "every_character_has_a_glyph",
                "error",
                f"the language '{run.language}' of '{run.text.strip()[:40]}' is not known",
                f"templates/{context.job.template}/",
                "give it a BCP 47 tag such as ja in its lang attribute",
            )
            continue
        spoken.setdefault(tag, []).append(run.text)
    for tag, texts in spoken.items():
        if not undrawn(context.fonts, tag, "\n".join(texts)):
            continue
        characters = [it for text in texts for it in undrawn(context.fonts, tag, text)]
        if characters:
            # The words of the language come first, in their order: so it is one finding, whatever
            # the template.
            words = (
                "".join(message.text for message in context.translated)
                if tag == context.job.edition.name
                else ""
            )
            yield _finding(
                context,
                tag,
                list(dict.fromkeys([*undrawn(context.fonts, tag, words), *characters])),
            )


def generated_text_has_glyphs(context: ArtifactContext) -> Iterator[Finding]:
    """Some face of the page draws each character that the engine made, such as a bullet."""
    layout = context.artifact.layout or Layout()
    made = "".join(line.text for line in layout.lines if line.kind != "written")
    lacking = set(made)
    for tag in context.job.edition.languages:
        lacking &= set(undrawn(context.fonts, tag, "".join(sorted(lacking))))
    if lacking:
        yield _finding(context, context.page.language.tag, sorted(lacking))


def _finding(context: PageContext, tag: str, characters: list[str]) -> Finding:
    """Names all that the faces of a language lack at once, at the place of the first."""
    advice = free_faces.advice(characters)
    return Finding(
        "every_character_has_a_glyph",
        "error",
        f"no face of '{tag}' draws {named(characters)}",
        context.message_place(characters[0]) or f"templates/{context.job.template}/",
        "put a face that has them into fonts/<family>/ and name it in fonts/fonts.toml "
        f"(the stack of '{tag}' is {', '.join(context.fonts.families(tag))})"
        f"{'; ' if advice else ''}{advice}",
    )

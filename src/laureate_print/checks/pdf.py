"""Opens the finished PDF again as a stranger: what it declares, its fonts, its links, and the
address that it gives.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from laureate_print.checks.contexts import ArtifactContext
from laureate_print.model import Face, Finding
from laureate_print.sources.font_files import with_tables

_POSTSCRIPT = 6  # the number of the name (OpenType, name)


def _error(
    context: ArtifactContext, check: str, message: str, hint: str, where: str = ""
) -> Finding:
    return Finding(check, "error", message, where or f"dist/{context.job.path}", hint)


def standards_are_declared(context: ArtifactContext) -> Iterator[Finding]:
    """The file declares the standards of its output, all of them, and has its title and its
    language.
    """
    pdf = context.pdf
    if pdf is None:
        return
    for missing in (name for name in context.job.output.standards if name not in pdf.standards):
        yield _error(
            context,
            "standards_are_declared",
            f"{missing} is not declared",
            "this is our mistake: please report it",
        )
    if pdf.language != context.page.language.tag or not pdf.title:
        message = f"its language is '{pdf.language}' and its title '{pdf.title}'"
        yield _error(
            context, "standards_are_declared", message, "the template needs <html lang> and <title>"
        )


def fonts_are_ours(context: ArtifactContext) -> Iterator[Finding]:
    """Each embedded face is one of `fonts/`, as it was drawn: no other machine's, none slanted by
    force.
    """
    pdf = context.pdf
    if pdf is None:
        return
    ours = {_identity(face) for faces in context.fonts.faces.values() for face in faces}
    for font in pdf.fonts:
        if (font.postscript, font.revision) not in ours or not font.subset:
            message = (
                f"the font {font.name} ({font.postscript} {font.revision}) is not one of fonts/"
            )
            yield _error(
                context,
                "fonts_are_ours",
                message,
                "name a face of fonts/fonts.toml in the style sheet",
            )
        elif "Oblique" in font.name or ("Italic" in font.name and "Italic" not in font.postscript):
            message = f"the font {font.name} is slanted by force"
            yield _error(
                context, "fonts_are_ours", message, "set font-style: normal in the style sheet"
            )


@lru_cache
def _identity(face: Face) -> tuple[str, float]:
    """Gives the PostScript name of a face, and its revision, read by another reader than those of
    the file.
    """
    import uharfbuzz

    tables = uharfbuzz.Face(uharfbuzz.Blob(with_tables(face.file, ("head", "name"))))
    revision = int.from_bytes(tables.reference_table("head").data[4:8], "big", signed=True)
    return tables.get_name(_POSTSCRIPT) or "", round(revision / 0x10000, 3)


def fonts_keep_the_standards(context: ArtifactContext) -> Iterator[Finding]:
    """Each font is inside, may be, does not vary, and is as wide as the file says: else a reader
    draws letters over each other, and no archive takes the file (ISO 19005-2, 6.2.11; ISO 14289-1,
    7.21).
    """
    pdf = context.pdf
    for name, flaw in pdf.font_flaws() if pdf else ():
        yield _error(
            context,
            "fonts_keep_the_standards",
            f"the font {name}: {flaw}",
            "choose another face in fonts/fonts.toml; if it is one of ours, please report it",
        )


def every_glyph_has_text(context: ArtifactContext) -> Iterator[Finding]:
    """Each glyph that is shown has an entry in its font's ToUnicode map (ISO 32000-1, 9.10.3)."""
    pdf = context.pdf
    for font in pdf.fonts if pdf else ():
        if font.textless:
            message = (
                f"{len(font.textless)} glyphs of {font.name} stand for no text, the first is"
                f" {font.textless[0]}"
            )
            yield _error(
                context, "every_glyph_has_text", message, "this is our mistake: please report it"
            )


def links_are_described(context: ArtifactContext) -> Iterator[Finding]:
    """Each link has one annotation with a description (ISO 14289-1, 7.18.5)."""
    pdf = context.pdf
    for description, count in pdf.links() if pdf else ():
        if not description or count != 1:
            message = f"the link '{description}' has {count} annotations"
            yield _error(
                context, "links_are_described", message, "give the link a text or an aria-label"
            )


def address_reads_back(context: ArtifactContext) -> Iterator[Finding]:
    """The lines of the address block come back character for character, in their order."""
    pdf = context.pdf
    if pdf is None:
        return
    text, position = " ".join(pdf.text.split()), 0
    for line in context.page.address:
        found = text.find(" ".join(line.split()), position)
        if found < 0:
            yield _error(
                context,
                "address_reads_back",
                f"the address line '{line}' does not read back",
                "see its face",
                context.facts_at,
            )
        position = max(position, found)

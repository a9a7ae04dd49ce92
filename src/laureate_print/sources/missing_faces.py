"""Says which letters of a language no face draws, and how to bring one that does: before anyone
translates in vain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from laureate_print.sources import typography
from laureate_print.sources.fonts import Fonts, fonts, named, undrawn
from laureate_print.sources.free_faces import LICENCE, FreeFace, free_faces
from laureate_print.sources.languages import alphabet
from laureate_print.sources.loading import Sources

_SHOWN = 4  # letters by name
_IN_COLUMNS = ("Mong", "Phag")  # UAX #50


def missing_faces(sources: Sources, tag: str) -> Iterator[str]:
    """Gives lines that say which scripts of a language no face draws, which free face does, where
    its files go and what to write into `fonts.toml`; nothing where all is drawn.
    """
    from fontTools.unicodedata import script

    found, needed = fonts(sources), alphabet(tag)
    by_script: dict[str, list[str]] = {}
    for letter in undrawn(found, tag, needed):
        by_script.setdefault(script(letter[0]), []).append(letter)
    for code, letters in by_script.items():
        drawn = any(script(it) == code for it in needed if it not in letters)
        yield _what_is_missing(tag, code, letters, drawn)
        faces = free_faces(letters[0])
        if faces:
            yield from _how_to_bring(found, tag, "" if drawn else code, faces)
        else:
            yield f"no free face is known here that draws them; one needs the {LICENCE}"
        if not drawn and code not in typography.settings(sources):
            yield (
                "its lines stand as far apart as Latin ones; where its letters stack, write a row"
                f" [{code}] with leading = 1.8 into fonts/typography.toml"
            )
        if code in _IN_COLUMNS:
            yield (
                f"{_name(code)} is written in columns from top to bottom (UAX #50); pages here have"
                " lines, in which its letters lie on their side: show one to readers first"
            )


def _what_is_missing(tag: str, code: str, letters: Sequence[str], drawn: bool) -> str:
    few = named(letters, _SHOWN)
    if drawn:
        count = f"{len(letters)} of its letters" if len(letters) > 1 else "one of its letters"
        return f"no face of '{tag}' draws {count}: {few}"
    return (
        f"no face of '{tag}' draws {_name(code)}, in which it is written: {few}; until one does, no"
        f" page of '{tag}' can be made"
    )


def _name(code: str) -> str:
    """Gives the name of a script."""
    from babel.core import Locale
    from fontTools.unicodedata import script_name

    known = Locale("en").scripts.get(code)
    return str(known or script_name(code, "other signs")).replace("_", " ")


def _how_to_bring(found: Fonts, tag: str, code: str, faces: Sequence[FreeFace]) -> Iterator[str]:
    """Says how the first of some faces is brought; it sets a script, or stands behind what the
    language has.
    """
    face, *others = faces
    besides = f" (so does {', '.join(it.family for it in others)})" if others else ""
    yield f"{face.family} does{besides}, free under the {LICENCE}: {face.address}"
    files = " and ".join(face.files.values())
    yield (
        f"put {files} (as the download's folder 'static' has them) and its OFL.txt into"
        f" fonts/{face.folder}/, and these lines into fonts/fonts.toml:"
    )
    own = [] if code else [*found.own(tag, "text")]
    families = ", ".join(f'"{family}"' for family in [*own, face.family])
    yield "\n".join(
        (
            "",
            f'[faces."{face.family}"]',
            f'folder = "{face.folder}"',
            *(f'{key} = "{file}"' for key, file in face.files.items()),
            "",
            f"[stacks.{code or _quoted(tag)}]",
            f"text = [{families}]",
            "",
        )
    )


def _quoted(tag: str) -> str:
    """Gives a key of TOML; those with other signs than letters, digits and - stand in quotes."""
    return tag if tag.replace("-", "").isalnum() and tag.isascii() else f'"{tag}"'

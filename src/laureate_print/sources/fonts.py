"""Which faces exist, which characters each can draw, which stack a language gets; cuts faces to
characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from laureate_print.errors import FontError
from laureate_print.model import Face, SourceFile
from laureate_print.sources import font_files
from laureate_print.sources.languages import language
from laureate_print.sources.late_files import LateFile
from laureate_print.sources.loading import Layer, Sources, remembered
from laureate_print.sources.text_files import toml

Role = Literal["text", "display"]
ROLES: tuple[Role, ...] = ("text", "display")
_NAMED = 12  # characters that a message names
_WEIGHTS = {"regular": 400, "bold": 700}
_FACE_KEYS = {"folder", "regular", "bold", "version", "origin", "reserved", "cut"}


@dataclass(frozen=True, slots=True)
class Fonts:
    """The faces of a project by family, and the stacks by language tag or script."""

    faces: dict[str, tuple[Face, ...]]
    stacks: dict[str, dict[Role, tuple[str, ...]]]

    def stack(self, tag: str, role: Role) -> tuple[str, ...]:
        """Gives the families of a language in the order in which they are tried; the fallback
        stands behind all.
        """
        return tuple(dict.fromkeys([*self.own(tag, role), *self.fallback(role)]))

    def own(self, tag: str, role: Role) -> tuple[str, ...]:
        """Gives a language's own families: those of the role, and for what only they can draw,
        those of the other.
        """
        return _both(self.stacks.get(tag) or self.stacks.get(language(tag).script) or {}, role)

    def fallback(self, role: Role) -> tuple[str, ...]:
        """Gives the families that stand behind every stack."""
        return _both(self.stacks.get("fallback", {}), role)

    def family(self, tag: str, role: Role, character: str) -> str | None:
        """Gives the first family of a language that draws a character, with its selector."""
        stack = self.stack(tag, role)
        return next((name for name in stack if draws(self.faces[name][0], character)), None)

    def other_family(self, tag: str, role: Role, character: str) -> str | None:
        """Gives the family that draws an ideograph in the form that its selector asks for, or a
        character in its keycap, where another one draws it alone; whoever sets text chooses by
        that.
        """
        if not is_whole(character):
            return None
        family = self.family(tag, role, character)
        return None if family == self.family(tag, role, character[0]) else family

    def for_page(self, html: str) -> Fonts:
        """Gives the same with no face but those in which the languages of a page may be set."""
        tags = dict.fromkeys(re.findall(r'\blang="([^"]+)"', html))
        keys = {"fallback", *tags, *(language(tag).script for tag in tags)}
        faces = {family: self.faces[family] for tag in tags for family in self.families(tag)}
        return Fonts(faces, {key: stack for key, stack in self.stacks.items() if key in keys})

    def of_page(self, html: str) -> tuple[Face, ...]:
        """Gives every face in which the languages of a page may be set."""
        tags = dict.fromkeys(re.findall(r'\blang="([^"]+)"', html))
        families = dict.fromkeys(family for tag in tags for family in self.families(tag))
        return tuple(face for family in families for face in self.faces[family])

    def regular(self, tag: str) -> Role:
        """Gives the role that sets what is for display in a regular weight: the text's, where the
        language's face for display has none.
        """
        weights = [face.weight for it in self.own(tag, "display")[:1] for face in self.faces[it]]
        return "display" if not weights or _WEIGHTS["regular"] in weights else "text"

    def families(self, tag: str) -> tuple[str, ...]:
        """Gives every family in which a language may be set."""
        return tuple(dict.fromkeys([*self.stack(tag, "text"), *self.stack(tag, "display")]))


def _both(stack: dict[Role, tuple[str, ...]], role: Role) -> tuple[str, ...]:
    other: Role = "text" if role == "display" else "display"
    return tuple(dict.fromkeys([*stack.get(role, ()), *stack.get(other, ())]))


@remembered
def fonts(sources: Sources) -> Fonts:
    """Reads each `fonts.toml`, the project's own above the packaged one.

    Raises:
        FontError: there is no face at all, a font file or its licence is missing, a key is
            unknown, or a stack names a face that is not there.
    """
    faces: dict[str, tuple[Face, ...]] = {}
    stacks: dict[str, dict[Role, tuple[str, ...]]] = {}
    for layer in reversed(sources.layers):
        if file := layer.files.get("fonts/fonts.toml"):
            for family, entry in _table(file, "faces").items():
                faces[family] = _faces(layer, file, family, entry)
            for key, entry in _table(file, "stacks").items():
                stacks[key] = _stack(file, key, entry)
    if not faces:
        raise FontError(
            "there are no fonts: install the package laureate-print-fonts, or name faces of your"
            " own in fonts/fonts.toml"
        )
    for key, roles in stacks.items():
        for family in (family for families in roles.values() for family in families):
            if family not in faces:
                raise FontError(
                    f"fonts.toml: the stack '{key}' names '{family}', which is no face of"
                    " fonts.toml"
                )
    return Fonts(faces, stacks)


def _table(file: SourceFile, name: str) -> dict[str, Any]:
    found = toml(file).get(name, {})
    if not isinstance(found, dict):
        raise FontError(f"{file.shown}: '{name}' should be a table, such as [{name}.…]")
    return found


def _stack(file: SourceFile, key: str, entry: Any) -> dict[Role, tuple[str, ...]]:
    if not isinstance(entry, dict) or any(
        role not in ("text", "display")
        or not isinstance(families, list)
        or not all(isinstance(family, str) for family in families)
        for role, families in entry.items()
    ):
        raise FontError(
            f"{file.shown}: the stack '{key}' should be text = [\"Family\", …] and display ="
            ' ["Family", …]'
        )
    return {role: tuple(families) for role, families in entry.items()}


def _faces(
    layer: Layer, settings: SourceFile, family: str, entry: dict[str, Any]
) -> tuple[Face, ...]:
    """Gives the files of a family, which stand in a folder of their own beside `fonts.toml`."""
    if not isinstance(entry, dict) or not isinstance(entry.get("folder"), str):
        raise FontError(f"{settings.shown}: the face '{family}' needs a folder and its files")
    if unknown := entry.keys() - _FACE_KEYS:
        raise FontError(
            f"{settings.shown}: '{family}' has an unknown key '{min(unknown)}'; the keys are"
            f" {', '.join(sorted(_FACE_KEYS))}"
        )
    for key, value in entry.items():
        if not isinstance(value, bool if key == "cut" else str):
            kind = "true or false" if key == "cut" else "words between quotation marks"
            raise FontError(f"{settings.shown}: '{key}' of the face '{family}' should be {kind}")
    place = f"fonts/{entry['folder']}"
    if f"{place}/OFL.txt" not in layer.files:
        raise FontError(
            f"{settings.shown}: the folder of '{family}' has no licence: put {place}/OFL.txt"
            " beside its files"
        )
    return tuple(
        Face(
            family,
            weight,
            _font_file(layer, place, entry[name], family, weight),
            entry.get("version", ""),
            entry.get("cut", False),
        )
        for name, weight in _WEIGHTS.items()
        if name in entry
    )


def _font_file(layer: Layer, folder: str, named: str, family: str, weight: int) -> SourceFile:
    """Gives the file of a face; one of a collection is named behind `#`."""
    name, _, member = named.partition("#")
    path = f"{folder}/{name}"
    file = layer.files.get(path)
    if file is None:
        raise FontError(f"the font file {path} is missing; fonts.toml names it for '{family}'")
    if not font_files.is_font(file):
        raise FontError(
            f"{file.shown} is no TrueType or OpenType font; fonts.toml names it for '{family}'"
        )
    return font_files.opened(file, member, weight)


# Characters that draw nothing by themselves, among them those that choose the form of the one
# before (Unicode, Default_Ignorable_Code_Point).
_UNDRAWN = {*"\n\r\t\u00ad\u034f\u200b\u200c\u200d\u2060", *map(chr, range(0xFE00, 0xFE10))}
_KEYCAP = "\u20e3"  # encloses the character before it
_SELECTOR = "[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
_SELECTORS = frozenset((*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
_CHARACTER = re.compile(rf"(?s).{_SELECTOR}?{_KEYCAP}?")
_BELONGING = re.compile(rf"{_SELECTOR}|{_KEYCAP}")


def characters(text: str) -> list[str]:
    """Gives the characters of a text, each with the variation selector and the keycap behind it."""
    return _CHARACTER.findall(text)


def chooses_letter(character: str) -> bool:
    """Says whether a variation selector makes a character another letter of a name: an ideograph
    (UTS #37); else it asks for a style that a face may lack.
    """
    return len(character) > 1 and unicodedata.name(character[0], "").startswith("CJK ")


def is_whole(character: str) -> bool:
    """Says whether what belongs to a character has to be drawn by the same face."""
    return chooses_letter(character) or character[1:].endswith(_KEYCAP)


def undrawn(fonts: Fonts, tag: str, text: str) -> list[str]:
    """Gives the characters of a text that no face of a language draws, each once; an ideograph in
    a form that none has with its selector.
    """
    known = [fonts.faces.get(family, ()) for family in fonts.families(tag)]
    faces = [face for found in known for face in found[:1]]
    if not _BELONGING.search(text) and _draw(faces, text):
        return []
    return [
        character if is_whole(character) else character[0]
        for character in dict.fromkeys(characters(text))
        if not any(draws(face, character) for face in faces)
        and character not in _UNDRAWN
        and unicodedata.category(character[0]) != "Cf"
    ]


def _draw(faces: Sequence[Face], text: str) -> bool:
    """Says whether faces draw each character of a text, none of which belongs to the one before; no
    further face is asked than has to be.
    """
    left = {ord(character) for character in set(text) - _UNDRAWN}
    for face in faces:
        if not left:
            break
        covered = coverage(face)
        left = {character for character in left if character not in covered}
    return not left


def named(characters: Sequence[str], most: int = _NAMED) -> str:
    """Gives characters with their code points and names, as far as a line can hold them."""
    shown = [
        f"'{character}' ({' '.join(f'U+{ord(one):04X}' for one in character)}"
        f" {unicodedata.name(character[0], 'unnamed')})"
        for character in characters[:most]
    ]
    more = len(characters) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")


def draws(face: Face, character: str) -> bool:
    """Says whether a face draws a character with what belongs to it, an ideograph in the form that
    its selector asks for (OpenType, cmap, format 14).
    """
    if chooses_letter(character):
        return character in sequences(face)
    belonging = (ord(one) for one in character[1:] if one not in _UNDRAWN)
    covered = coverage(face)
    return ord(character[0]) in covered and all(one in covered for one in belonging)


@lru_cache
def sequences(face: Face) -> frozenset[str]:
    """Gives the variation sequences that a face can draw."""
    whole = opened(face)
    return frozenset(
        chr(base) + chr(selector)
        for selector in whole.variation_selectors
        for base in whole.variation_unicodes(selector)
    )


@lru_cache
def coverage(face: Face) -> Collection[int]:
    """Gives the code points that a face can draw, from its character map."""
    found: Collection[int] = opened(face).unicodes
    return found


def opened(face: Face) -> Any:
    """Opens a face for HarfBuzz."""
    import uharfbuzz

    if isinstance(face.file, LateFile):
        return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(face.file.place()))
    return uharfbuzz.Face(uharfbuzz.Blob(face.file.content))


def cut(face: Face, characters: Iterable[str]) -> bytes:
    """Gives the face cut to these characters, layout features and all."""
    # Shaping takes letters apart, such as U+0E33 and U+0DDA: their parts are wanted too.
    parts = frozenset(
        ord(part)
        for character in characters
        for part in (character, *unicodedata.normalize("NFKD", character))
    )
    drawn = coverage(face)
    return _cut(face, frozenset(part for part in parts if part in drawn or part in _SELECTORS))


@lru_cache(maxsize=32)  # of few kB each
def _cut(face: Face, code_points: frozenset[int]) -> bytes:
    """Gives a face cut to code points that it knows; pages ask for the same of faces of names and
    signs, and each output of a page for the same of all.
    """
    import uharfbuzz

    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(code_points)
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.invert()  # all features, not only those that are on by default
    with font_files.reading(face.file):
        return bytes(uharfbuzz.subset(opened(face), wanted).blob.data)


def declarations(fonts: Fonts, tag: str) -> dict[str, str]:
    """Gives the CSS that sets a language in its own stack: `--text`, `--display` and, for what is
    set in its regular weight, `--display-regular`, inherited.
    """
    rules = {"font-family": "var(--text)"}
    for role in ROLES:
        rules[f"--{role}-behind"] = ", ".join(f'"{family}"' for family in fonts.fallback(role))
        rules[f"--{role}"] = ", ".join(
            [*(f'"{family}"' for family in fonts.own(tag, role)), f"var(--{role}-behind)"]
        )
    rules["--display-regular"] = f"var(--{fonts.regular(tag)})"
    return rules

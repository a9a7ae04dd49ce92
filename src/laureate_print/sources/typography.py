"""How each language is set: line height, hyphenation, alignment and emphasis, from
`fonts/typography.toml`, and where a template asks for hyphenation and justification.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from laureate_print.errors import FontError
from laureate_print.model import Template
from laureate_print.sources.languages import language
from laureate_print.sources.loading import Sources, remembered
from laureate_print.sources.text_files import toml

_WORDS = {
    "hyphens": ("manual", "auto", "none"),
    "align": ("start", "justify"),
    "emphasis": ("weight", "italic"),
}
# CSS Counter Styles Level 3, 6.1, by the digit zero.
_COUNTERS = {
    **{"٠": "arabic-indic", "۰": "persian", "০": "bengali", "०": "devanagari", "၀": "myanmar"},
    **{"០": "khmer", "๐": "thai", "໐": "lao", "༠": "tibetan", "௦": "tamil", "౦": "telugu"},
    **{"೦": "kannada", "൦": "malayalam", "୦": "oriya", "૦": "gujarati", "੦": "gurmukhi"},
}


_MEASURES = "faces"  # strokes and heights, for those who choose faces


@dataclass(frozen=True, slots=True)
class Setting:
    """How a language is set; `leading` and `heading` are line heights in type sizes.

    `align` says how running text stands in PDFs; `justified`, whether a template that asks for
    justification gets it.
    """

    leading: float
    heading: float
    hyphens: str
    align: str
    justified: bool
    emphasis: str
    source: str


@remembered
def settings(sources: Sources) -> dict[str, dict[str, Any]]:
    """Reads each `typography.toml`, the project's own above the packaged one.

    Raises:
        FontError: a key or a value is not known.
    """
    table: dict[str, dict[str, Any]] = {}
    for layer in reversed(sources.layers):
        if file := layer.files.get("fonts/typography.toml"):
            for key, entry in toml(file).items():
                if key == _MEASURES:
                    continue
                table[key] = {**table.get(key, {}), **_checked(f"{file.shown}: [{key}]", entry)}
    return table


def _checked(where: str, entry: Any) -> dict[str, Any]:
    known = {field.name for field in fields(Setting)}
    for name, value in entry.items() if isinstance(entry, dict) else [(entry, None)]:
        if name not in known:
            raise FontError(
                f"{where} has an unknown key '{name}'; the keys are {', '.join(sorted(known))}"
            )
        if name in ("leading", "heading") and not (
            isinstance(value, int | float) and 1 <= value <= 4
        ):
            raise FontError(
                f"{where}: {name} is '{value}'; it should be a line height in type sizes, such"
                " as 1.6"
            )
        if name == "justified" and not isinstance(value, bool):
            raise FontError(f"{where}: justified is '{value}'; it should be true or false")
        if name in _WORDS and value not in _WORDS[name]:
            raise FontError(
                f"{where}: {name} is '{value}'; it should be one of {', '.join(_WORDS[name])}"
            )
    return dict(entry)


def setting(table: dict[str, dict[str, Any]], tag: str) -> Setting:
    """Gives how a language is set: by its own entry above that of its script above the default."""
    found = {**table["default"], **table.get(language(tag).script, {}), **table.get(tag, {})}
    return Setting(**found)


def declarations(table: dict[str, dict[str, Any]], tag: str) -> dict[str, str]:
    """Gives the CSS that sets a language as the table says; `--leading`, `--heading` and emphasis
    are inherited.
    """
    chosen = setting(table, tag)
    slant, weight = ("normal", "700") if chosen.emphasis == "weight" else ("italic", "400")
    return {
        "--leading": str(chosen.leading),
        "--heading": str(chosen.heading),
        "--slant": slant,
        "--weight": weight,
        "line-height": "var(--leading)",
        "hyphens": chosen.hyphens,
        "text-align": "start",
        "--numerals": counter_style(tag),
    }


def running_text(table: dict[str, dict[str, Any]], template: Template, tag: str) -> dict[str, str]:
    """Gives the CSS of running text in a language that is justified in print, or for a template
    that asks for hyphenation or justification; nothing where neither suits the language.
    """
    chosen, asked = setting(table, tag), {}
    if template.hyphens == "auto" and chosen.hyphens != "none":
        asked["hyphens"] = "auto"
    if chosen.align == "justify" or (template.align == "justify" and chosen.justified):
        asked["text-align"] = "justify"
    return asked


def counter_style(tag: str) -> str:
    """Gives the CSS counter style that counts in a language's own digits."""
    return _COUNTERS.get(language(tag).digits[0], "decimal")

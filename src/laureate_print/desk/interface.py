"""What the preview itself says, in the language of its reader."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from laureate_print.model import SourceFile
from laureate_print.sources.languages import language
from laureate_print.sources.po_files import parse

_FOLDER = Path(__file__).with_name("words")
_SOURCE = "en"


class Interface:
    """The words of the preview in one language; what is not translated is English."""

    def __init__(self, tag: str, words: dict[str, str]) -> None:
        self.language = language(tag)
        self._words = words

    def __call__(self, source: str, /, **values: Any) -> Markup:
        """Gives a message as HTML; values take the place of `{name}`."""
        said = escape(self._words.get(source) or source)
        for name, value in values.items():
            said = Markup(said.replace(f"{{{name}}}", escape(value)))  # noqa: S704 - both escaped
        return said


def interfaces() -> dict[str, Interface]:
    """Gives each language that the preview speaks, English first."""
    found = {_SOURCE: Interface(_SOURCE, {})}
    for path in sorted(_FOLDER.glob("*.po")):
        catalog = parse(SourceFile(path.name, path.read_bytes(), str(path)))
        words = {entry.key: entry.texts[0] for entry in catalog.entries if not entry.fuzzy}
        found[path.stem] = Interface(path.stem, words)
    return found


def chosen(speaking: dict[str, Interface], accepted: str) -> Interface:
    """Gives the language that a browser asks for first among those that there are (RFC 9110,
    12.5.4); English if there is none.
    """
    ranked = []
    for place, part in enumerate(accepted.split(",")):
        tag, _, weight = part.strip().partition(";q=")
        own = tag.split("-")[0].lower()
        if own in speaking:
            ranked.append((-_weight(weight), place, own))
    return speaking[min(ranked)[2] if ranked else _SOURCE]


def _weight(text: str) -> float:
    try:
        return float(text or 1)
    except ValueError:
        return 0

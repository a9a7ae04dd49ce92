"""Reads the styles of a Word file: what a paragraph is by its style, and what its words look like.

A style has all that the one has which it is based on, and changes some of it (ECMA-376, Part 1,
17.7.4). Most offices have styles of their own, based on those of Word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from laureate_print.start.word_package import WordFile
from laureate_print.start.word_xml import child, name, value

# Word names its own styles in English, whatever language it speaks; other programs do not.
_HEADING = re.compile(
    r"(?:heading|見出し|标题|標題|제목|überschrift|titre|título|заголовок)\s*([1-9])"
)
_ROLES = {
    "title": ("title", "表題", "タイトル", "标题", "题目", "標題", "제목"),
    "h1": ("heading",),
    "caption": ("caption", "図表番号", "题注", "標號", "캡션"),
    "quote": ("quote", "intense quote", "quotations", "引用文", "引用文 2", "block text"),
    "toc": ("toc heading", *(f"toc {level}" for level in range(1, 10))),
}
_BY_NAME = {named: role for role, names in _ROLES.items() for named in names}
_DEEPEST = 6  # level of headings in HTML


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says.

    `role` is what a paragraph is by it: `title`, `h1` to `h6`, `caption`, `quote`, `toc`; nothing
    for plain text. `marks` are the names of settings of words that are on by it: `b`, `i`,
    `vanish`. `is_numbered` says whether it counts its paragraphs.
    """

    role: str = ""
    marks: frozenset[str] = frozenset()
    is_numbered: bool = False


def styles(file: WordFile) -> dict[str, Style]:
    """Gives each style of a file by its id."""
    root = file.xml(f"{file.folder}/styles.xml")
    found = [it for it in (root if root is not None else ()) if name(it) == "style"]
    by_id = {value(it, "styleId"): it for it in found}
    known = dict[str, Style]()
    for key in by_id:
        for own in reversed([*_chain(key, by_id, known)]):
            base = known.get(value(child(by_id[own], "basedOn")), Style())
            known[own] = _style(by_id[own], base)
    return known


def outline_role(settings: Any) -> str:
    """Gives what a level of the outline (17.3.1.20) makes of a paragraph; nothing for text."""
    level = value(child(settings, "outlineLvl"))
    return f"h{min(int(level) + 1, _DEEPEST)}" if level.isdigit() and int(level) < 9 else ""


def is_on(setting: Any) -> bool:
    """Says whether a setting that is on or off (17.3.2) is on."""
    return setting is not None and value(setting) not in ("0", "false", "none", "off")


def _chain(key: str, by_id: Mapping[str, Any], known: Mapping[str, Style]) -> Iterator[str]:
    """Gives a style and those that it is based on and of which nothing is known, the nearest
    first.
    """
    seen = set()
    while key in by_id and key not in seen and key not in known:
        seen.add(key)
        yield key
        key = value(child(by_id[key], "basedOn"))


def _style(own: Any, base: Style) -> Style:
    look = child(own, "rPr")
    said = {mark: child(look, mark) for mark in ("b", "i", "vanish")}
    return Style(
        _role(own) or base.role,
        frozenset(
            mark
            for mark, setting in said.items()
            if (mark in base.marks if setting is None else is_on(setting))
        ),
        base.is_numbered or any(name(inner) == "numPr" for inner in own.iter()),
    )


def _role(style: Any) -> str:
    named = " ".join(value(child(style, "name")).lower().split())
    if heading := _HEADING.fullmatch(named):
        return f"h{min(int(heading[1]), _DEEPEST)}"
    return _BY_NAME.get(named) or outline_role(child(style, "pPr"))

"""Holds together in Chinese text what a browser would part at a line's end (GB/T 15834-2011, 5.1):
signs that join names and numbers begin no line, and what is doubled, —— and ……, is not divided.

No value of `line-break` says so; a box that does not break does, and changes no text. For PDFs
`pdf_engine/line_breaking` holds the same signs.
"""

from __future__ import annotations

import re

from laureate_print.outputs.web_variants import Placed
from laureate_print.sources.languages import language

RULE = ".held{white-space:nowrap}"
_CHINESE = ("Hans", "Hant")
_LETTER = "[^\\s—…][\ufe00-\ufe0f\U000e0100-\U000e01ef]?"
_HELD = re.compile(f"{_LETTER}(?:[ \n]?(?:[·‧•～〜]|—(?!—)|／(?:{_LETTER})?))+|—{{2,}}|…{{2,}}")


def with_held_signs(html: str) -> tuple[str, str]:
    """Gives a page whose signs stand in spans with the letters before them, and the rule of these
    spans, if there are any.
    """
    finder = _Finder(html)
    finder.feed(html)
    finder.close()
    for start, end in reversed(finder.found):
        html = f'{html[:start]}<span class="held">{html[start:end]}</span>{html[end:]}'
    return html, RULE if finder.found else ""


class _Finder(Placed):
    """Collects what is held together in a page's text: where it begins and ends."""

    def __init__(self, html: str) -> None:
        super().__init__(html)
        self.found: list[tuple[int, int]] = []  # in the order of the page

    def handle_text(self, data: str, language_tag: str, heading: bool, strong: bool) -> None:
        """Notes what is held in a Chinese text."""
        if language(language_tag).script in _CHINESE:
            place = self.place()
            self.found += [(place + it.start(), place + it.end()) for it in _HELD.finditer(data)]

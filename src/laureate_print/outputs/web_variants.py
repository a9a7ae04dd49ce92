"""Sets each ideograph that a variation selector makes another letter of a name in a face that has
it, and a digit in its keycap in one that has both: browsers choose a face by the character alone.
"""

from __future__ import annotations

from itertools import accumulate

from laureate_print.outputs.web_fonts import Reader, role
from laureate_print.sources.fonts import Fonts, characters


def with_faces(html: str, fonts: Fonts) -> tuple[str, str]:
    """Gives a page whose variants stand in spans of their own, and the rules of these spans."""
    finder = _Finder(html, fonts)
    finder.feed(html)
    finder.close()
    families = list(dict.fromkeys(family for _, _, family in finder.found))
    for place, variant, family in reversed(finder.found):
        span = f'<span class="variant-{families.index(family)}">{variant}</span>'
        html = html[:place] + span + html[place + len(variant) :]
    rules = (
        f'.variant-{number}{{font-family:"{family}"}}' for number, family in enumerate(families)
    )
    return html, "".join(rules)


class Placed(Reader):
    """Reads the texts of a page, and where each stands in its HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.convert_charrefs = False  # so that the place of a text is that of its source
        self._lines = [0, *accumulate(map(len, html.splitlines(keepends=True)))]

    def place(self) -> int:
        """Gives where the text that is read begins."""
        line, column = self.getpos()
        return self._lines[line - 1] + column


class _Finder(Placed):
    """Collects the variants in a page's text: where they stand, and in which family."""

    def __init__(self, html: str, fonts: Fonts) -> None:
        super().__init__(html)
        self.found: list[tuple[int, str, str]] = []  # in the order of the page
        self._fonts = fonts

    def handle_text(self, data: str, language: str, heading: bool, strong: bool) -> None:
        """Notes the variants of a text that the face of their bases lacks."""
        place = self.place()
        for character in characters(data):
            family = self._fonts.other_family(language, role(heading), character)
            if family:
                self.found.append((place, character, family))
            place += len(character)

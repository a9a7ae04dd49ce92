"""Kinds of publications."""

from __future__ import annotations

from dataclasses import dataclass

from laureate_print.model.jobs import Output
from laureate_print.model.sheets import Panel


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of publication. `markup`, the styles and `sheet` are paths below the template folders;
    `pages` its limit.

    `sizes` are the smallest and the largest type size in pt that it allows, `pair_sizes` those for
    two languages on one sheet: the build takes the largest that fits. `together` is `pair` where
    two languages may stand on one sheet, and `book` where all that are chosen make one file.
    `html_styles` are for browsers alone, `print_styles` for the press. `sides` of a sheet that is
    folded hold its panels from left to right, as they lie for a language that runs from left to
    right. `languages` are those that stand side by side in the one file which serves all languages
    of a document; none where each language has its own. `sheet` holds the criteria that it reports
    on. `hyphens` and `align` ask for hyphenation (`auto`) and justification (`justify`) of running
    text in PDFs, in the languages whose typography has it. `notes` says where its PDFs have notes:
    at the `foot` of the page or at the `end` of the text; `links` whether they print the addresses
    of links: `printed` in each, `plain` in none, else for the press alone.
    """

    name: str
    outputs: tuple[str, ...]
    markup: str
    styles: tuple[str, ...]
    pages: int | None
    sizes: tuple[float, float] | None
    html_styles: tuple[str, ...] = ()
    print_styles: tuple[str, ...] = ()
    sides: tuple[tuple[Panel, ...], ...] = ()
    together: str = ""
    pair_sizes: tuple[float, float] | None = None
    languages: tuple[str, ...] = ()
    sheet: str = ""
    hyphens: str = ""
    align: str = ""
    notes: str = "foot"
    links: str = ""

    def styles_for(self, output: Output) -> tuple[str, ...]:
        """The style sheets of an output, in their order: those of all, then its own."""
        further = {"html": self.html_styles, "print": self.print_styles}
        return (*self.styles, *further.get(output.styles, ()))

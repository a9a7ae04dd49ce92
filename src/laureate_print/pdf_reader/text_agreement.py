"""Compares the two texts of any PDF: what its tag tree tells, for screen readers, and what PDFium
reads off its pages.

In a file whose text layer is right both are one text; where they part, search and clipboard or
speech go wrong.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import takewhile

from laureate_print.pdf_reader.structure_tree import Piece
from laureate_print.pdf_reader.text import squeezed, unmirrored, without_artifacts


def agreement(
    told: Sequence[Piece], pages: Sequence[str], artifacts: Sequence[Sequence[str]]
) -> str:
    """Says whether both texts agree, else at which character they part; `artifacts` are no part of
    either.
    """
    if not told:
        return "there is no tag tree"
    tree = "".join(piece.text for piece in told)
    form = (
        unmirrored
        if any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in tree)
        else squeezed
    )
    tree = form(tree)
    seen = "".join(
        without_artifacts([form(text) for text in outside], form(page))
        for page, outside in zip(pages, artifacts, strict=True)
    )
    if tree == seen:
        return f"the tag tree and PDFium agree in {len(tree):,} characters"
    alike = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(tree, seen, strict=False))
    )
    parted = (
        f"the tag tree tells {_named(tree[alike : alike + 1])}, PDFium"
        f" {_named(seen[alike : alike + 1])}"
    )
    return (
        f"differs at character {alike + 1:,}: after '{tree[max(0, alike - 12) : alike]}' {parted}"
    )


def _named(character: str) -> str:
    if not character:
        return "nothing more"
    return f"'{character}' (U+{ord(character):04X} {unicodedata.name(character, 'unnamed')})"

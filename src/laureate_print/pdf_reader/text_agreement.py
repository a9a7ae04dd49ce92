"""Compares the two texts of any PDF: what its tag tree gives, for screen readers, and what PDFium
reads off its pages.

In a file whose text layer is right both are one text; where they part, search and clipboard or
speech go wrong. The tree may have its parts in another order than the pages draw them.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from itertools import takewhile

from laureate_print.pdf_reader.structure_tree import Piece
from laureate_print.pdf_reader.text import simplified, squeezed, unmirrored, without_artifacts

_TAKEN = "\0"  # stands where a text was found, so that what is left does not grow together


def agreement(
    tagged: Sequence[Piece], pages: Sequence[str], artifacts: Sequence[Sequence[str]]
) -> str:
    """Says whether both texts agree, else at which character they part; `artifacts` are no part of
    either.
    """
    if len(pages) != len(artifacts):
        return f"differs: PDFium finds {len(pages)} of {len(artifacts)} pages"
    joined = "".join(piece.text for piece in tagged)
    from_right = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in joined)
    form = unmirrored if from_right else squeezed
    tree = form(joined)
    seen = "".join(
        without_artifacts([form(text) for text in outside], form(page))
        for page, outside in zip(pages, artifacts, strict=True)
    )
    if tree == seen:
        return f"the tag tree and PDFium agree in {len(tree):,} characters"
    if _same_words(tagged, pages, artifacts, from_right=from_right):
        replaced = sum(piece.replaces for piece in tagged)
        stand = "texts stand" if replaced > 1 else "text stands"
        more = f"; {replaced} {stand} in for what is drawn" if replaced else ""
        return f"the tag tree and PDFium agree in {len(tree):,} characters, part by part{more}"
    alike = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(tree, seen, strict=False))
    )
    parted = (
        f"the tag tree gives {_named(tree[alike : alike + 1])}, PDFium"
        f" {_named(seen[alike : alike + 1])}"
    )
    return (
        f"differs at character {alike + 1:,}: after '{tree[max(0, alike - 12) : alike]}' {parted}"
    )


def _same_words(
    tagged: Sequence[Piece],
    pages: Sequence[str],
    artifacts: Sequence[Sequence[str]],
    *,
    from_right: bool,
) -> bool:
    """Whether PDFium reads on each page all parts of the tree and the artifacts, and nothing else.

    Of a text that stands in for what is drawn, PDFium knows what is drawn alone.
    """
    drawn = defaultdict[int | None, list[str]](list)
    for piece in tagged:
        for part in piece.parts:
            drawn[part.page].append(part.text)
    for number, texts in enumerate(artifacts):
        drawn[number] += texts
    if any(text.strip() for text in drawn.pop(None, ())):
        return False
    return all(
        _holds(_form(page, from_right=from_right), drawn[number], from_right=from_right)
        for number, page in enumerate(pages)
    )


def _form(text: str, *, from_right: bool) -> str:
    return unmirrored(simplified(text)) if from_right else simplified(text)


def _holds(page: str, texts: Sequence[str], *, from_right: bool) -> bool:
    """Whether a page consists of texts: each as a whole, else word by word, the longest first."""
    queue = [(-len(text), text, False) for text in texts]
    heapify(queue)
    while queue:
        _, text, is_word = heappop(queue)
        wanted = _form(text, from_right=from_right)
        if wanted in page:
            page = page.replace(wanted, _TAKEN, 1) if wanted else page
        elif is_word:
            return False
        else:
            for word in text.split():
                heappush(queue, (-len(word), word, True))
    return not page.strip(_TAKEN)


def _named(character: str) -> str:
    if not character:
        return "nothing more"
    return f"'{character}' (U+{ord(character):04X} {unicodedata.name(character, 'unnamed')})"

"""Says which characters a reader sees."""

from __future__ import annotations

import unicodedata

# Format characters that are seen: they are drawn below or around the digits that follow
# (Prepended_Concatenation_Mark).
DRAWN = {
    *map(chr, range(0x0600, 0x0606)),
    "\u06dd",
    "\u070f",
    "\u0890",
    "\u0891",
    "\u08e2",
    "\U000110bd",
    "\U000110cd",
}
_UNSEEN = {"Zs", "Zl", "Zp", "Cc", "Cf"}
# Letters and symbols that are drawn as nothing: Hangul fillers, the Braille blank.
_BLANK = set("\u115f\u1160\u3164\uffa0\u2800")


def is_seen(text: str) -> bool:
    """Says whether a reader sees anything of a text: it is not only spaces and invisible marks."""
    return any(
        it in DRAWN or (it not in _BLANK and unicodedata.category(it) not in _UNSEEN) for it in text
    )

"""Knows the hyphen of a word that a line end divides from one that was written.

The engine sets `hyphenate-character` behind the part of the word that stays, in the same run of
text. Here that is U+2060 and U+002D: readers join a word at U+002D alone, and no written text has
the one before the other. Eyes see the hyphen; in the file it is an artifact (ISO 32000-1,
14.8.2.2), and the text of its line does without it.
"""

from __future__ import annotations

from laureate_print.pdf_engine.line_breaking import WORD_JOINER

HYPHEN = f"{WORD_JOINER}-"
STYLE = f'html {{ hyphenate-character: "{HYPHEN}"; hyphenate-limit-chars: 6 2 3 }}\n'


def divides(text: str) -> bool:
    """Says whether a run of text ends with a hyphen that the engine has set."""
    return text.endswith(HYPHEN)


def written(text: str) -> str:
    """Gives a run of text without the hyphen that the engine has set."""
    return text.removesuffix(HYPHEN)

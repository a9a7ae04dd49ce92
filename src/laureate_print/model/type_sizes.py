"""How small type may be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SmallestType:
    """The smallest type of finished PDFs in pt, by what it is for; a project sets others in
    `[smallest]` of its file.

    `text` is in the size of most lines, `gloss` what is set a step smaller and goes with it, such
    as glosses, notes, captions, heads and feet of pages. `reversed` is light type on a dark ground,
    `ruby` the readings above words, `raised` the signs above or below a line, such as the numbers
    of notes.
    """

    text: float = 8.0
    gloss: float = 7.0
    reversed: float = 7.0
    ruby: float = 6.0
    raised: float = 5.0

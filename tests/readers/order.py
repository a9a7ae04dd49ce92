"""The order in which a line shows its characters, by python-bidi, which is a binding of Rust's
unicode-bidi.
"""

import re

from bidi import get_display

FORMATTING = (  # isolates and marks: they order, but draw nothing
    "\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
)


def levels(text, base="R"):
    """The embedding level of each character of a paragraph; the library tells one for each byte of
    UTF-8.
    """
    answer = re.findall(
        r"Level\(\s*(\d+)", get_display(text, base_dir=base, debug=True).partition("levels: [")[2]
    )
    counted, place = [], 0
    for character in text:
        counted.append(int(answer[place]))
        place += len(character.encode())
    return counted


def shown(text, start=0, end=None, base="R"):
    """What a line of a paragraph shows from left to right (UAX #9: L1 for the line's end, and L2)."""
    end = len(text) if end is None else end
    characters, found = list(text[start:end]), levels(text, base)[start:end]
    for place in range(len(characters) - 1, -1, -1):
        if not (characters[place].isspace() or characters[place] in "\u2066\u2067\u2068\u2069"):
            break
        found[place] = 1 if base == "R" else 0
    for level in range(max(found, default=0), 0, -1):
        place = 0
        while place < len(found):
            stop = place
            while stop < len(found) and found[stop] >= level:
                stop += 1
            characters[place:stop] = characters[place:stop][::-1]
            found[place:stop] = found[place:stop][::-1]
            place = stop + 1
    return "".join(character for character in characters if character not in FORMATTING)

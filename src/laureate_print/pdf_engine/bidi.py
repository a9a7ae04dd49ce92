"""Finds in a paragraph from right to left what runs from left to right, by the Unicode
Bidirectional Algorithm.

UAX #9 at a paragraph level of 1: rules W1-W7, N0-N2, I1 and I2 by their numbers. What stands
between U+2066 and U+2069 counts as one neutral (BD8, BD9); older embeddings (U+202A-U+202E) and
what draws nothing count as nothing (X9).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

_BRACKETS = (  # BD14, BD15: those that texts have
    "()[]{}（）［］｛｝「」『』【】〔〕〈〉《》〖〗〘〙〚〛｢｣⟨⟩⟪⟫⁅⁆⁽⁾₍₎"
)
_CLOSED_BY = dict(zip(_BRACKETS[::2], _BRACKETS[1::2], strict=True))
_NEUTRAL = ("WS", "ON", "S", "B")
SEPARATOR = "\u2029"


def runs_from_left(text: str) -> Iterator[tuple[int, int]]:
    """Gives start and end of each run that is set from left to right in paragraphs from right to
    left (P1, I1, I2).
    """
    for paragraph in re.finditer(f"[^{SEPARATOR}]+", text):
        places = [
            place
            for place, kind in enumerate(_classes(paragraph[0]), paragraph.start())
            if kind != "BN"
        ]
        kinds = _resolved([text[place] for place in places])
        for from_left, run in groupby(zip(places, kinds, strict=True), lambda pair: pair[1] != "R"):
            if from_left:
                found = [place for place, _ in run]
                yield found[0], found[-1] + 1


def _classes(text: str | list[str]) -> list[str]:
    """Gives the class of each character; isolates and what they hold are neutral."""
    classes, depth = [], 0
    for character in text:
        kind = "WS" if character in "\t\n\r\f" else unicodedata.bidirectional(character) or "L"
        depth -= kind == "PDI" and depth > 0
        if depth or kind in ("LRI", "RLI", "FSI", "PDI"):
            depth += kind in ("LRI", "RLI", "FSI")
            kind = "ON"
        classes.append("BN" if kind in ("LRE", "RLE", "LRO", "RLO", "PDF") else kind)
    return classes


def _resolved(text: list[str]) -> list[str]:
    """Gives L, R, EN or AN for each character."""
    kinds = _classes(text)
    marks = [kind == "NSM" for kind in kinds]
    strong = before = "R"  # sos (X10)
    for place, kind in enumerate(kinds):
        if kind == "NSM":  # W1
            kind = "ON" if place and text[place - 1] in "\u2066\u2067\u2068\u2069" else before
        before = kind
        strong = kind if kind in ("L", "R", "AL") else strong
        kinds[place] = "AN" if kind == "EN" and strong == "AL" else kind  # W2
    kinds = ["R" if kind == "AL" else kind for kind in kinds]  # W3
    for place in range(1, len(kinds) - 1):  # W4
        number = kinds[place - 1]
        if number == kinds[place + 1] and (number, kinds[place]) in (
            ("EN", "ES"),
            ("EN", "CS"),
            ("AN", "CS"),
        ):
            kinds[place] = number
    for start, end in _stretches(kinds, ("ET",)):  # W5
        if "EN" in kinds[max(0, start - 1) : start] + kinds[end : end + 1]:
            kinds[start:end] = ["EN"] * (end - start)
    strong = "R"
    for place, kind in enumerate(kinds):
        kinds[place] = "ON" if kind in ("ES", "ET", "CS") else kind  # W6
        strong = kind if kind in ("L", "R") else strong
        kinds[place] = "L" if kind == "EN" and strong == "L" else kinds[place]  # W7
    _pair_brackets(text, kinds, marks)
    for start, end in _stretches(kinds, _NEUTRAL):  # N1, N2
        left = start > 0 and kinds[start - 1] == "L" and kinds[end : end + 1] == ["L"]
        kinds[start:end] = ["L" if left else "R"] * (end - start)
    return kinds


def _pair_brackets(text: list[str], kinds: list[str], marks: list[bool]) -> None:
    """Gives paired brackets the direction of what they hold, or of what stands before them (BD16,
    N0).
    """
    waiting: list[int] = []
    pairs = []
    for place, character in enumerate(text):
        if kinds[place] == "ON" and character in _CLOSED_BY:
            waiting.append(place)
        elif kinds[place] == "ON" and character in _CLOSED_BY.values():
            opening = next(
                (place for place in reversed(waiting) if _CLOSED_BY[text[place]] == character), None
            )
            if opening is not None:
                del waiting[waiting.index(opening) :]
                pairs.append((opening, place))
    for opening, closing in sorted(pairs):
        within = {_direction(kind) for kind in kinds[opening + 1 : closing]} - {""}
        before = next(filter(None, map(_direction, reversed(kinds[:opening]))), "R")
        if within:
            kinds[opening] = kinds[closing] = "L" if within == {"L"} and before == "L" else "R"
            for bracket in (opening, closing):
                for mark in range(bracket + 1, len(kinds)):
                    if not marks[mark]:
                        break
                    kinds[mark] = kinds[bracket]


def _stretches(kinds: list[str], wanted: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Gives start and end of each stretch of certain classes."""
    for found, stretch in groupby(range(len(kinds)), lambda place: kinds[place] in wanted):
        if found:
            places = list(stretch)
            yield places[0], places[-1] + 1


def _direction(kind: str) -> str:
    """Gives the direction that a class stands for beside brackets: numbers count with the text
    (N0).
    """
    return "R" if kind in ("R", "EN", "AN") else "L" if kind == "L" else ""

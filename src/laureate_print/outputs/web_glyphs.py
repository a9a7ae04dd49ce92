"""Cuts a face to the glyphs that a page is drawn with, those on the way included."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from laureate_print.model import Face
from laureate_print.sources.fonts import opened
from laureate_print.sources.languages import language as language_of

# For vertical text, for screens of old, and for variations of faces that vary: a web page asks for
# none of them.
_DROPPED = ("BASE", "DSIG", "STAT", "VORG", "gasp", "hdmx", "vhea", "vmtx")
_DROPPED_FEATURES = (
    "dnom",
    "frac",
    "jalt",
    "numr",
    "rand",
    "valt",
    "vert",
    "vhal",
    "vkrn",
    "vpal",
    "vrt2",
)


def cut(face: Face, runs: Collection[tuple[str, str]]) -> tuple[bytes, bool]:
    """Gives a face with the glyphs alone with which runs of a text, each with its language, are
    drawn; nameless, for the OFL 1.1, clause 3, reserves some names. Says also whether a rule calls
    further ones in it.

    A letter that shaping takes apart, such as U+0E33, needs its parts, which shaping asks for by
    their characters. What is drawn otherwise after the cut lacks glyphs on the way. Where a rule
    calls further ones, as in Nastaliq, they stay unseen: those are found by trying which of all
    that the letters could become are needed.
    """
    import uharfbuzz

    whole = uharfbuzz.Font(opened(face))
    letters = {letter for text, _ in runs for letter in text}
    parts = {part for letter in letters for part in unicodedata.normalize("NFKD", letter)}
    pieces = {(piece, tag) for text, tag in runs for piece in _pieces(whole, text, tag)}
    meant = {piece: _drawn(whole, *piece) for piece in sorted(pieces)}
    glyphs = {glyph for drawn in meant.values() for glyph, *_ in drawn}

    def attempt(further: Collection[int]) -> tuple[Any, Iterator[tuple[str, str]]]:
        """Cuts; gives the face, and the pieces that it draws otherwise."""
        kept = glyphs | {*further}
        needed = {part for part in parts if whole.get_nominal_glyph(ord(part)) in kept}
        plan = uharfbuzz.SubsetPlan(whole.face, _wanted(letters | needed, kept))
        small, before = plan.execute(), dict(plan.new_to_old_glyph_mapping)
        font = uharfbuzz.Font(small)
        return small, (it for it, drawn in meant.items() if _drawn(font, *it, before) != drawn)

    def is_drawn(further: Collection[int]) -> bool:
        return not any(attempt(further)[1])

    while True:
        small, otherwise = attempt(())
        wrong = list(otherwise)
        if not wrong:
            return _content(small), False
        on_the_way = {glyph for piece in wrong for glyph in _on_the_way(whole, *piece)}
        if on_the_way <= glyphs:
            break
        glyphs |= on_the_way
    wanted = _wanted(letters | parts, glyphs)
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING
    reached = uharfbuzz.SubsetPlan(whole.face, wanted).old_to_new_glyph_mapping
    needed = _needed(is_drawn, (), sorted({*map(int, reached)} - glyphs))
    small, otherwise = attempt(needed)
    return _content(uharfbuzz.subset(whole.face, wanted) if any(otherwise) else small), True


def _content(face: Any) -> bytes:
    return bytes(face.blob.data)


def _wanted(letters: Collection[str], glyphs: Collection[int]) -> Any:
    """Gives what HarfBuzz is to keep of a face: these letters, these glyphs, and no others."""
    import uharfbuzz

    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(map(ord, letters))
    wanted.glyph_set.update(glyphs)
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
    wanted.drop_table_tag_set.update(map(_number, _DROPPED))
    for feature in _DROPPED_FEATURES:
        wanted.layout_feature_tag_set.discard(_number(feature))
    wanted.name_id_set.clear()
    return wanted


def _needed(
    suffices: Callable[[Collection[int]], bool],
    beside: Sequence[int],
    candidates: Sequence[int],
    is_new: bool = False,
) -> list[int]:
    """Gives those of several candidates without which, `beside` others, it does not suffice: about
    as many trials as needed ones times the logarithm of all (Junker, QuickXplain, 2004). `is_new`
    says that something came beside since it was tried last.
    """
    if is_new and suffices(beside):
        return []
    if len(candidates) < 2:
        return [*candidates]
    first, second = candidates[: len(candidates) // 2], candidates[len(candidates) // 2 :]
    of_second = _needed(suffices, [*beside, *first], second, is_new=True)
    of_first = _needed(suffices, [*beside, *of_second], first, is_new=bool(of_second))
    return [*of_first, *of_second]


def _pieces(font: Any, text: str, language: str) -> set[str]:
    """Gives a run as a whole, by words, as browsers shape it, and by clusters where lines end
    within what no space divides.
    """
    pieces = {text, *text.split()}
    if language_of(language).breaks_words:
        starts = sorted({cluster for _, cluster, *_ in _drawn(font, text, language)})
        pieces |= {text[start:end] for start, end in pairwise((*starts, None))}
    return pieces


def _drawn(
    font: Any, text: str, language: str, before: Mapping[int, int] | None = None
) -> list[tuple[int, ...]]:
    """Gives which glyphs stand where in a piece; in a face that was cut, those that they were
    `before`.
    """
    buffer = _shaped(font, text, language)
    return [
        (it.codepoint if before is None else before[it.codepoint], it.cluster, *place.position)
        for it, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    ]


def _on_the_way(font: Any, text: str, language: str) -> set[int]:
    """Gives the glyphs that a piece is drawn with, those on the way included."""
    found: set[int] = set()

    def note(message: str, buffer: Any) -> None:
        if "lookup" in message:  # before the first of them it holds characters, no glyphs
            found.update(info.codepoint for info in buffer.glyph_infos)

    _shaped(font, text, language, note)
    return found


def _shaped(
    font: Any, text: str, language: str, note: Callable[[str, Any], None] | None = None
) -> Any:
    """Gives a buffer of HarfBuzz with a piece; `note` gets each of its messages, and the buffer."""
    import uharfbuzz

    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.language = language
    if note:
        buffer.set_message_func(lambda message: note(message, buffer) or True)
    uharfbuzz.shape(font, buffer)
    return buffer


def _number(tag: str) -> int:
    """Gives a tag of OpenType as HarfBuzz counts it."""
    return int.from_bytes(tag.encode(), "big")

"""Cuts a face to the glyphs that a page is drawn with, those on the way included."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache
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
    their characters. Where a rule calls further ones, as in Nastaliq, glyphs on the way stay
    unseen: those are found by trying which of all that the letters could become are needed.
    """
    import uharfbuzz

    whole = opened(face)
    glyphs = {glyph for text, language in runs for glyph in _glyphs(face, text, language)}
    letters = {letter for text, _ in runs for letter in text}
    parts = {part for letter in letters for part in unicodedata.normalize("NFKD", letter)}
    nominal = uharfbuzz.Font(whole).get_nominal_glyph
    letters |= {part for part in parts if nominal(ord(part)) in glyphs}
    meant = {run: _drawn(whole, *run) for run in runs}

    def smaller(further: Collection[int]) -> Any:
        return uharfbuzz.SubsetPlan(whole, _wanted(letters, glyphs | {*further}))

    def is_drawn(further: Collection[int]) -> bool:
        plan = smaller(further)
        small, before = plan.execute(), dict(plan.new_to_old_glyph_mapping)
        return all(_drawn(small, *run, before) == drawn for run, drawn in meant.items())

    if is_drawn(()):
        return bytes(smaller(()).execute().blob.data), False
    wanted = _wanted(letters, glyphs)
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING
    reached = uharfbuzz.SubsetPlan(whole, wanted).old_to_new_glyph_mapping
    needed = _needed(is_drawn, (), sorted({*map(int, reached)} - glyphs))
    if is_drawn(needed):
        return bytes(smaller(needed).execute().blob.data), True
    return bytes(uharfbuzz.subset(whole, wanted).blob.data), True


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


def _drawn(
    face: Any, text: str, language: str, before: Mapping[int, int] | None = None
) -> list[tuple[int, ...]]:
    """Gives which glyphs stand where in a run, whole and by words; in a face that was cut, those
    that they were `before`.
    """
    import uharfbuzz

    font, found = uharfbuzz.Font(face), []
    for piece in (text, *text.split()):
        buffer = uharfbuzz.Buffer()
        buffer.add_str(piece)
        buffer.guess_segment_properties()
        buffer.language = language
        uharfbuzz.shape(font, buffer)
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            glyph = info.codepoint if before is None else before[info.codepoint]
            found.append((glyph, info.cluster, *place.position))
    return found


def _number(tag: str) -> int:
    """Gives a tag of OpenType as HarfBuzz counts it."""
    return int.from_bytes(tag.encode(), "big")


@lru_cache(maxsize=4096)
def _glyphs(face: Face, text: str, language: str) -> frozenset[int]:
    """Gives the glyphs that a run is drawn with, those on the way included.

    It is shaped as a whole, by words, as browsers do, and by clusters where lines end within what
    no space divides.
    """
    import uharfbuzz

    font = uharfbuzz.Font(opened(face))
    found: set[int] = set()

    def shape(piece: str) -> list[int]:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(piece)
        buffer.guess_segment_properties()
        buffer.language = language

        def note(message: str) -> bool:
            if (
                "lookup" in message
            ):  # before the first of them the buffer holds characters, no glyphs
                found.update(info.codepoint for info in buffer.glyph_infos)
            return True

        buffer.set_message_func(note)
        uharfbuzz.shape(font, buffer)
        found.update(info.codepoint for info in buffer.glyph_infos)
        return sorted({info.cluster for info in buffer.glyph_infos})

    starts = shape(text)
    pieces = set(text.split())
    if language_of(language).breaks_words:
        pieces |= {text[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)}
    for piece in sorted(pieces - {text}):
        shape(piece)
    return frozenset(found)

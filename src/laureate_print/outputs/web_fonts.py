"""Which faces a web page is set in, each cut to the very glyphs that its words are drawn with, as
WOFF2.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

from laureate_print.model import Face
from laureate_print.sources.fonts import Fonts, Role, characters, chooses_letter, draws, opened
from laureate_print.sources.languages import language as language_of

_VOID = {"meta", "link", "br", "img", "hr", "input", "wbr", "source"}
_UNSEEN = {"style", "script", "title", "rp"}
_HEADINGS = {"h1", "h2", "h3"}
_STRONG = {"b", "em", "strong", "h4", "th", "dt", "caption", "tfoot"}
_BULLETS = "•◦▪"
_BOLD = 600  # from here on a weight is a bold one
_JOINERS = "\u200c\u200d"
_UNITS = 500  # to the em: a step is a seventh of a device pixel in a title on a phone
OTHERS = "Other scripts"
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


@dataclass(frozen=True, slots=True)
class Words:
    """A text of the page: its language, and whether it is set as a heading, or strong."""

    text: str
    language: str
    heading: bool
    strong: bool


def web_fonts(html: str, fonts: Fonts, own: str) -> Iterator[tuple[str, int, bytes]]:
    """Gives each font that a page in the language `own` needs: family, weight, and the file as
    WOFF2.

    Faces of other languages, in which a page sets little more than their names, come as one font,
    called `OTHERS`.
    """
    drawn: dict[Face, set[tuple[str, str]]] = {}
    for words in _words(html):
        for face, run in _runs(words, fonts):
            drawn.setdefault(face, set()).add((run, words.language))
    main = {*fonts.families(own), *fonts.fallback("text")}
    others: dict[Face, bytes] = {}
    taken: set[str] = set()
    for face, runs in drawn.items():
        drawn_here = {character for text, _ in runs for character in characters(text)}
        chosen = any(map(chooses_letter, drawn_here))  # merging would lose the sequences
        if face.family in main or face.weight >= _BOLD or chosen or drawn_here & taken:
            yield face.family, face.weight, _cut_and_packed(face, frozenset(runs))
        else:
            others[face] = _cut_and_saved(face, frozenset(runs))
            taken |= drawn_here
    if others:
        yield OTHERS, 400, _merged(tuple(others.values()))


def _words(html: str) -> list[Words]:
    reader = _WordReader()
    reader.feed(html)
    return reader.found


class Reader(HTMLParser):
    """Reads the texts of a page, each with its language and how it is set."""

    def __init__(self) -> None:
        super().__init__()
        self._stack: list[tuple[str, str, bool, bool]] = [("", "", False, False)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enters an element."""
        if tag not in _VOID:
            _, language, heading, strong = self._stack[-1]
            language = dict(attrs).get("lang") or language
            self._stack.append(
                (tag, language, heading or tag in _HEADINGS, strong or tag in _STRONG)
            )

    def handle_endtag(self, tag: str) -> None:
        """Leaves the elements up to the one that ends."""
        while tag not in _VOID and len(self._stack) > 1 and self._stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Gives a text that is seen to `handle_text`."""
        tag, language, heading, strong = self._stack[-1]
        if tag not in _UNSEEN and data.strip():
            self.handle_text(data, language, heading, strong)

    def handle_text(self, data: str, language: str, heading: bool, strong: bool) -> None:
        """Takes a text: its language, and whether it stands in a heading or is strong."""
        raise NotImplementedError


class _WordReader(Reader):
    """Collects the texts of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Words] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enters an element; the markers of a list are drawn, too."""
        super().handle_starttag(tag, attrs)
        language = self._stack[-1][1]
        if tag in ("ul", "ol") and language:
            markers = _BULLETS if tag == "ul" else language_of(language).digits + "."
            self.found.append(Words(markers, language, heading=False, strong=False))

    def handle_text(self, data: str, language: str, heading: bool, strong: bool) -> None:
        text = re.sub(r"[\t\n\r\f]", " ", data)
        self.found.append(Words(text, language, heading, strong))
        if strong and any(tag == "th" for tag, *_ in self._stack):  # some sheets set it plain
            self.found.append(Words(text, language, heading, strong=False))


def _runs(words: Words, fonts: Fonts) -> Iterator[tuple[Face, str]]:
    """Parts a text as browsers do: where another face draws it, and where another script begins
    (UAX #24).
    """
    from fontTools.unicodedata import script

    faces = [
        _face(fonts, family, words) for family in fonts.stack(words.language, role(words.heading))
    ]
    run, drawn_by, written_in = "", None, ""
    for character in characters(words.text):
        face = next((face for face in faces if draws(face, character)), None)
        face = drawn_by if drawn_by and character in _JOINERS else face
        own = script(character[0])
        own = written_in if own in ("Zyyy", "Zinh") else own
        if run and (face is not drawn_by or (written_in and own != written_in)):
            if drawn_by:
                yield drawn_by, run
            run = ""
        run, drawn_by, written_in = run + character, face, own
    if drawn_by:
        yield drawn_by, run


def role(heading: bool) -> Role:
    """Gives what a text is for a stack of families."""
    return "display" if heading else "text"


def _face(fonts: Fonts, family: str, words: Words) -> Face:
    """Gives the weight of a family in which these words are set: no weight is made up by force."""
    faces = sorted(fonts.faces[family], key=lambda face: face.weight)
    bold = words.heading or words.strong
    return next(
        (face for face in faces if bold == (face.weight >= _BOLD)), faces[-1 if bold else 0]
    )


# The address block and the names of the languages recur on every page.
@lru_cache(maxsize=256)
def _cut_and_packed(face: Face, runs: frozenset[tuple[str, str]]) -> bytes:
    return _woff2(_cut(face, runs))


@lru_cache(maxsize=256)
def _cut_and_saved(face: Face, runs: frozenset[tuple[str, str]]) -> bytes:
    return _saved(_cut(face, runs))


def _cut(face: Face, runs: frozenset[tuple[str, str]]) -> Any:
    """Gives a face with the glyphs of these runs alone, nameless, for the OFL 1.1, clause 3,
    reserves some names.

    A letter that shaping takes apart, such as U+0E33, needs its parts, which shaping asks for by
    their characters. Where a rule calls further ones, as in Nastaliq, glyphs on the way stay
    unseen: such a face keeps all that its letters could become.
    """
    import uharfbuzz

    whole = opened(face)
    glyphs = {glyph for text, language in runs for glyph in _glyphs(face, text, language)}
    letters = {letter for text, _ in runs for letter in text}
    parts = {part for letter in letters for part in unicodedata.normalize("NFKD", letter)}
    nominal = uharfbuzz.Font(whole).get_nominal_glyph
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(
        map(ord, letters | {part for part in parts if nominal(ord(part)) in glyphs})
    )
    wanted.glyph_set.update(glyphs)
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
    wanted.drop_table_tag_set.update(map(_number, _DROPPED))
    for feature in _DROPPED_FEATURES:
        wanted.layout_feature_tag_set.discard(_number(feature))
    wanted.name_id_set.clear()
    small = uharfbuzz.subset(whole, wanted)
    if all(_drawn(small, *run) == _drawn(whole, *run) for run in runs):
        return _scaled(_read(bytes(small.blob.data)))
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING
    # Not in coarser steps: where each letter hangs from the one before, they would add up.
    return _read(bytes(uharfbuzz.subset(whole, wanted).blob.data))


def _drawn(face: Any, text: str, language: str) -> list[tuple[Any, ...]]:
    """Gives where each glyph of a run comes to stand, whole and by words, and how large it is."""
    import uharfbuzz

    font, found = uharfbuzz.Font(face), []
    for piece in (text, *text.split()):
        buffer = uharfbuzz.Buffer()
        buffer.add_str(piece)
        buffer.guess_segment_properties()
        buffer.language = language
        uharfbuzz.shape(font, buffer)
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            size = font.get_glyph_extents(info.codepoint)
            found.append((info.cluster, *place.position, *(size or ())))
    return found


def _number(tag: str) -> int:
    """Gives a tag of OpenType as HarfBuzz counts it."""
    return int.from_bytes(tag.encode(), "big")


@lru_cache(maxsize=64)
def _merged(contents: tuple[bytes, ...]) -> bytes:
    """Gives fonts that share no character as one, as WOFF2: each costs some four hundred bytes by
    itself.
    """
    from fontTools.merge import Merger

    font = Merger().merge([BytesIO(content) for content in contents])
    font["post"].formatType = 3.0  # without names of glyphs
    font.recalcTimestamp = False
    font["head"].created = font["head"].modified = _read(contents[0])[
        "head"
    ].modified  # not now, as fontTools has it
    return _woff2(_read(_saved(font)))


def _woff2(font: Any) -> bytes:
    """Packs a font, without the tables of layout that have nothing left to do."""
    for table in ("GPOS", "GSUB"):
        if table in font and not font[table].table.FeatureList.FeatureRecord:
            del font[table]
    font.flavor = "woff2"
    return _saved(font)


def _scaled(font: Any) -> Any:
    """Gives a font with at most so many units to the em: finer steps cost bytes, and no screen
    shows them.
    """
    from fontTools.ttLib.scaleUpem import scale_upem

    if font["head"].unitsPerEm > _UNITS:
        scale_upem(font, _UNITS)
    return font


def _read(content: bytes) -> Any:
    from fontTools.ttLib import TTFont

    return TTFont(BytesIO(content), recalcTimestamp=False)


def _saved(font: Any) -> bytes:
    saved = BytesIO()
    font.save(saved)
    return saved.getvalue()


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

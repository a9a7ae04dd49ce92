"""Breaks lines where readers expect it: between Burmese, Khmer and Lao words, not within Korean or
hyphened ones.

The engine breaks the first only at spaces, as no space divides their words: U+200B from ICU's
dictionaries mends it. A translator's own U+200B wins: a message that has one gets no other
(w3c/i18n-drafts#163). Thai it breaks by libthai's dictionary too, within words of ICU and of
translators: such a word gets a box that does not break. Korean it breaks anywhere, for want of
`word-break: keep-all`: U+2060 within a word holds it together. It does so before signs of
repetition, which begin no line, and after hyphens: PDFium takes a hyphen at a line's end for one of
hyphenation and drops it, from words and telephone numbers. A Japanese address breaks at its spaces
alone, as in browsers (house style). Running text keeps dates and postcodes whole, and Japanese and
Chinese numbers with what they count; a heading keeps phrases, numbers and names together
(`sources/phrases`): as many U+2060 hold a place as it may wait to part (`parted`). No line
divides a name that ICU does not know but the glossary does. A web address ends its lines after its
joints alone, without a hyphen. `tests/pdf_engine/test_upstream.py`
shows when these are no longer needed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any

from laureate_print.pdf_engine.notes import classes, is_call
from laureate_print.sources.languages import language
from laureate_print.sources.phrases import FREE, IDEOGRAPHIC, POSTCODE, WORD, held, label, wholes

ZERO_WIDTH_SPACE = "\u200b"
WORD_JOINER = "\u2060"
SOFT_HYPHEN = "\u00ad"
_UNSEEN = dict.fromkeys(map(ord, (ZERO_WIDTH_SPACE, WORD_JOINER, SOFT_HYPHEN)))
_WITHIN_KOREAN_WORD = re.compile(r"(?<=[\uac00-\ud7a3])(?=[\w(‘“])|(?<=[\w)’”])(?=[\uac00-\ud7a3])")
_CHINESE = ("Hans", "Hant")
_HEADINGS = ("h1", "h2", "h3")
_TABLE = ("td", "th")
_WEB_ADDRESS = "web address"  # or one of mail, in an element of the class `address`
# A dot before `jp` or `html` is none: short ends stay with what they belong to.
_AFTER_JOINT = re.compile(
    r"(?<=[/?&=#_@])(?![/?&=#_.@]|$)|(?<=\.)(?![/?&=#_.@]|$|[A-Za-z]{1,5}(?:[/?#:]|$))"
)
_ADDRESS = 24  # letters: one that is no longer keeps to one line; each panel has room for it
_ROW_HEAD = 8  # letters: the head of a row that is no longer keeps to one line
_WITHIN_JAPANESE_PHRASE = re.compile(r"(?<=\S)(?=[^\s\ufe00-\ufe0f\U000e0100-\U000e01ef])")
_BEFORE_REPETITION = re.compile("(?=[ๆໆៗ])")
_THAI = re.compile("[\u0e01-\u0e5b]")
_THAI_WORD = re.compile("([\u0e01-\u0e5b]+)")
_THAI_PIECE = re.compile("([^\\s\u200b]+(?: ?\u2060[^\\s\u200b]+)+|[\u0e01-\u0e5b]+)")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\uaa60-\uaa7f]|$")
_SKIPPED = ("style", "script", "title")
# GB/T 15834-2011, 5.1: signs that join and part names and numbers begin no line, and a slash ends
# none either. What is doubled, —— and ……, the engine divides nowhere.
_CHINESE_HELD = re.compile("(?<!\u2060)(?:(?=[·‧•～〜／])|(?<=／)|(?<!—)(?=—(?!—)))")
_AFTER_HYPHEN = re.compile(r"(?:(?<=[^\s-]-)|(?<=^-))(?=[^\s-]|$)|(?<=\w-[ \n])(?=\S|$)")


def break_lines(
    root: Any,
    tag: str,
    names: Sequence[str] = (),
    within: str = "",
    in_headings: Collection[str] = (),
) -> None:
    """Marks in the texts of an element tree where lines may break, by the language of each; changes
    the tree.

    No line divides one of the `names`, none of a heading that has room one of those `in_headings`.
    `within` is the address or heading that the tree stands in: a line divides no Japanese phrase of
    the one, no phrase of the other. A short head of a table's row (`th`) stays whole.
    """
    tag, within = root.get("lang") or tag, _within(root, within)
    if root.text and root.tag not in _SKIPPED:
        root.text = _marked(root.text, tag, names, within, in_headings)
    for child in root:
        if isinstance(child.tag, str):
            break_lines(child, tag, names, within, in_headings)
        if child.tail:
            child.tail = _marked(child.tail, tag, names, within, in_headings)
    for place, child in enumerate(root):
        if is_call(child):
            _join(root, place)
    if within == "address" and language(tag).script == "Jpan":
        _join_to_elements(root)


def hold_wholes(root: Any, tag: str) -> None:
    """Marks in the texts of an element tree what no line of running text divides; changes the
    tree. It does so before runs from left to right get boxes of their own, which part dates.
    """
    tag = root.get("lang") or tag
    if root.tag in (*_SKIPPED, *_HEADINGS, *_TABLE, "pre") or is_displayed(root):
        return
    root.text = _with_wholes(root.text or "", tag)
    for child in root:
        if isinstance(child.tag, str):
            hold_wholes(child, tag)
        child.tail = _with_wholes(child.tail or "", tag)
    _join_to_labels(root, tag)


def is_displayed(element: Any) -> bool:
    """Says whether a paragraph is set as headings are."""
    return is_name(element) or is_citation(element)


def is_name(element: Any) -> bool:
    """Says whether a paragraph is a laureate's name, where no heading of the text says it."""
    return element.tag == "p" and "laureate" in classes(element)


def is_citation(element: Any) -> bool:
    """Says whether a paragraph is a citation, in few lines below a name."""
    return element.tag == "p" and "citation" in classes(element)


def _within(element: Any, around: str) -> str:
    """Gives what an element is to its lines: an address, a heading, the head of a table's row,
    another cell, or a web or mail address.
    """
    if "address" in classes(element):
        return _WEB_ADDRESS
    if is_displayed(element):
        return _HEADINGS[1]
    if element.tag == "pre":
        return "td"  # it breaks where it was broken
    if element.tag in _TABLE:
        return "th" if element.get("scope") in ("row", "rowgroup") else "td"
    return str(element.tag) if element.tag in ("address", *_HEADINGS) else around


def _join_to_elements(root: Any) -> None:
    """Holds a label to the number that stands in an element of its own behind it."""
    for place in range(len(root)):
        before = root[place - 1].tail if place else root.text
        if before and not before[-1].isspace():
            _join(root, place)


def _join_to_labels(root: Any, tag: str) -> None:
    """Holds a code that stands in an element of its own to the word before it, which says what it
    is.
    """
    divided = language(tag).script in IDEOGRAPHIC
    for place, child in enumerate(root):
        before = (root[place - 1].tail if place else root.text) or ""
        if child.get("dir") == "ltr" and POSTCODE.fullmatch(child.text or "") and not len(child):
            start = label(before)
            word = _WITHIN_JAPANESE_PHRASE.sub(WORD_JOINER, before[start:])
            if start < len(before):
                text = before[:start] + word if divided else before
                _set_before(root, place, text + WORD_JOINER)


def _set_before(root: Any, place: int, text: str) -> None:
    if place:
        root[place - 1].tail = text
    else:
        root.text = text


def _join(root: Any, place: int) -> None:
    """Holds a part of an element to what stands before it."""
    before = (root[place - 1].tail if place else root.text) or ""
    _set_before(root, place, before + WORD_JOINER)


def hold_words(root: Any, tag: str, within: str = "") -> None:
    """Wraps the words in the Thai texts of an element tree within which the engine would end a
    line, and what U+2060 joins.
    """
    tag = root.get("lang") or tag
    if root.tag in _SKIPPED:
        return
    within = _within(root, within)
    for child in root:
        if isinstance(child.tag, str):
            hold_words(child, tag, within)
    if language(tag).script == "Thai":
        pieces = _THAI_WORD if within in _HEADINGS else _THAI_PIECE  # a heading's may part
        for child in reversed(list(root)):
            child.tail, spans = _held(child.tail, root, tag, pieces)
            place = list(root).index(child) + 1
            root[place:place] = spans
        root.text, root[0:0] = _held(root.text, root, tag, pieces)


def _held(
    text: str | None, element: Any, tag: str, pieces: re.Pattern[str]
) -> tuple[str, list[Any]]:
    """Gives the text before the first word to hold, and a box for each, with the text that follows
    it as its tail.
    """
    from weasyprint.text.line_break import can_break_text

    before, spans = "", []
    for word in pieces.split(text or ""):
        if _THAI.search(word) and pieces.fullmatch(word) and can_break_text(word, tag):
            spans.append(element.makeelement("span", {"style": "white-space: nowrap"}))
            spans[-1].text, spans[-1].tail = word, ""
        elif spans:
            spans[-1].tail += word
        else:
            before += word
    return before, spans


def plain(text: str) -> str:
    """Gives a text without the marks that only say where its lines may break: a search would
    stumble over them.
    """
    return text.translate(_UNSEEN)


def parted(text: str) -> str:
    """Gives a text, a piece that is held together, whose lines may break where it may wait least;
    itself if it has no such place.
    """
    most = max(map(len, re.findall(f"{WORD_JOINER}{{2,}}", text)), default=0)
    return re.sub(f"(.?){WORD_JOINER}{{{most}}}(.?)", _unheld, text) if most else text


def _unheld(place: re.Match[str]) -> str:
    before, after = place.groups()
    between = not before.isspace() and _UNSPACED.match(before + after)
    return before + (ZERO_WIDTH_SPACE if between else "") + after


def _marked(
    text: str, tag: str, names: Sequence[str], within: str, in_headings: Collection[str]
) -> str:
    marked = _by_language(text, tag, names, within)
    return _in_phrases(text, marked, tag, in_headings) if within in _HEADINGS else marked


def _in_phrases(text: str, marked: str, tag: str, names: Collection[str]) -> str:
    """Gives the marked text of a heading with as many U+2060 at a place as it may wait to part."""
    places = held(text, tag, names)
    joined, place, run = "", 0, ""
    for letter in marked:
        if place < len(text) and letter == text[place]:
            level = places.get(place, FREE)
            joined += _between(run, level, tag) + letter
            place, run = place + 1, ""
        else:  # it was added here
            run += letter
    return joined + run


def _between(run: str, level: int, tag: str) -> str:
    """Gives what stands at a place where a `run` of marks does by the rules of its language."""
    if level == FREE or WORD_JOINER in run:
        return run
    if level == WORD and language(tag).breaks_words:
        return ""
    return WORD_JOINER * level


def _by_language(text: str, tag: str, names: Sequence[str], within: str) -> str:
    script = language(tag).script
    if not text.strip():
        return text
    if within == _WEB_ADDRESS:
        text = _AFTER_HYPHEN.sub(WORD_JOINER, text)
        return _AFTER_JOINT.sub(ZERO_WIDTH_SPACE, text) if len(text) > _ADDRESS else text
    is_row_head = within == "th" and script in IDEOGRAPHIC and len(text) <= _ROW_HEAD
    if (within == "address" and script == "Jpan") or is_row_head:
        return _WITHIN_JAPANESE_PHRASE.sub(WORD_JOINER, text)
    text = _AFTER_HYPHEN.sub(WORD_JOINER, text)
    if script == "Kore":
        return _WITHIN_KOREAN_WORD.sub(WORD_JOINER, text)
    if script in _CHINESE:
        return _CHINESE_HELD.sub(WORD_JOINER, text)
    return _broken(text, tag, names) if language(tag).breaks_words else text


def _with_wholes(text: str, tag: str) -> str:
    """Gives a text with U+2060 where a line would divide what it keeps whole."""
    inside = {place for start, end in wholes(text, tag) for place in range(start + 1, end)}
    divided = language(tag).script in IDEOGRAPHIC
    for place in sorted(inside, reverse=True):
        before, after = text[place - 1], text[place]
        if before.isspace() or (divided and not (before + after).isascii() and after != " "):
            text = text[:place] + WORD_JOINER + text[place:]
    return text


def _broken(text: str, tag: str, names: Sequence[str]) -> str:
    """Gives a text with U+200B between its words, of which each of the names is one."""
    from icu4py.breakers import LineBreaker

    text = _BEFORE_REPETITION.sub(WORD_JOINER, text)
    if ZERO_WIDTH_SPACE in text:
        return text
    pieces = [str(piece) for piece in LineBreaker(text, tag)]
    joined = ""
    for piece, following in zip(pieces, [*pieces[1:], ""], strict=True):
        joined += piece if not following or piece[-1:].isspace() else piece + ZERO_WIDTH_SPACE
    for name in filter(None, names):
        joined = re.sub(f"{ZERO_WIDTH_SPACE}?".join(map(re.escape, name)), name, joined)
    return joined

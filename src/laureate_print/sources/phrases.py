"""Where the lines of a title may break, and what they had better hold together; and what no line of
running text divides: dates, numbers with what they count in Japanese and Chinese, postcodes.

Names of the glossary, numbers with what they count, whole, particles with the word that follows
them, and phrases of languages that no space divides: Japanese by BudouX, Chinese by ICU's words
(JLREQ 3.1.10 and clreq 6.1 leave a title's lines to its sense). `held` says it for
`pdf_engine/line_breaking`, which lets a piece part that has no room, and `outputs/web_lines`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Any

from laureate_print.sources.calendars import own_months
from laureate_print.sources.fonts import characters
from laureate_print.sources.languages import language

# What a place stands in: the first lets a line break, the last parts first where there is no room.
FREE, WORD, PHRASE, NAME, BESIDE_NAME = range(5)

IDEOGRAPHIC = ("Jpan", "Hans", "Hant")
_CASED = ("Latn", "Cyrl", "Grek")
_SHORT = 8  # ideographs that a phrase has at most
_SHORT_UNSPACED = 10  # letters of Burmese, Khmer, Lao and Thai, without their marks
_SHORT_SPACED = 16  # letters

_ALONE = 3  # letters of a first word that is no line by itself, even before a name

_HAN = "[々〆〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
_NUMERAL = r"[0-9０-９]+(?:[.,，．:：][0-9０-９]+)*"
_HAN_NUMERAL = "[〇一二三四五六七八九十百千]+"
_ANY = f"(?:{_NUMERAL}|{_HAN_NUMERAL})"
_COUNTED = (
    "周年|週年|世紀|世纪|丁目|番地|時間|小时|小時|年間|年度|年代|日間|週間|回目|度目|人目"
    "|[かヶカヵケ箇個个](?:月|国|所|國)"
)
_COUNTER = "[回届屆年月日時时分秒人名個个件位次万萬億亿項项国國章番号號歳岁歲]"
_NUMBER = re.compile(
    rf"(?:[第約约全計计共])?{_NUMERAL}[万萬億亿千百]*(?:{_COUNTED}|{_HAN}|[%％℃])?"
    rf"|第{_HAN_NUMERAL}{_HAN}?|(?<!{_HAN}){_HAN_NUMERAL}(?:{_COUNTED}|{_COUNTER})"
)
_SINGLE = (
    f"(?![年月日号號第的与與和及在为為向對对从從於于以由將将被把〇一二三四五六七八九十]){_HAN}"
)
_UNKNOWN = re.compile(_SINGLE * 2)
_ERA = "西暦|公元|平成|令和|昭和|大正|民國|民国"
_DATE = re.compile(
    rf"(?:{_ERA})?{_ANY}年(?:{_ANY}月(?:{_ANY}[日号號])?)?|{_ANY}月{_ANY}[日号號]"
    rf"|(?:午前|午後|上午|下午){_ANY}[時时點点](?:{_ANY}分)?"
)
_BEFORE_CLOSING = re.compile(
    r"[\s、。，．・：；？！）〕］｝〉》」』】〙〗”’,.:;?!)\]}ー々〻ぁぃぅぇぉっゃゅょァィゥェォッャュョヵヶ]"
)
_AFTER_OPENING = re.compile(r"[（〔［｛〈《「『【〘〖“‘(\[{]")
_HIRAGANA = re.compile("[ぁ-ゖ]")
_LAST_PARTICLE = re.compile("[はがをにへとのもでや](?:[：、。！？]|$)")
_BRACKETED = re.compile(
    "（[^（）]{1,8}）|「[^「」]{1,8}」|『[^『』]{1,8}』|《[^《》]{1,8}》|〈[^〈〉]{1,8}〉"
)
_CHINESE_PREPOSITIONS = frozenset("与與和及在为為向對对从從於于以由將将被把")
_ASCII_WORD = re.compile("[0-9A-Za-z]")

_N = r"(?<![^\W_])\d{1,4}[^\W\d]{0,4}[.,،º°ª]?"
_CONNECTED = r"[ \u00a0](?:(?:[^\s\d]{1,3}|tháng|พ\.ศ\.|ค\.ศ\.)[ \u00a0])?"
_AFTER_DATE = re.compile(r"[,،]$|(?<=\d)\.$")
_THAI_YEAR = re.compile(r"(?:พ\.ศ\.|ค\.ศ\.)[ \u00a0]\d{4}")
_LABEL = re.compile(
    r"(?:^|(?<=[\s,，、。;；()（）]))[^\s\d,，、。;；:：()（）]{1,8}[:：]?[ \u00a0]?$"
)
POSTCODE = re.compile(r"\d{3}-\d{4}|\d{4,6}")
_LABELLED = re.compile(
    "(?:〒|郵便番号|邮政编码|邮编|郵遞區號|우편번호)[:：]?[ \u00a0]?[0-9]{3,6}(?:-[0-9]{4})?"
)
# What is in the brackets may be an element of its own: from right to left letters of other scripts.
_SHORT_FORM = re.compile(r"\((?:[^()]{1,8}\)\W?)?")
_SPACED_NUMBER = re.compile(r"\W{0,2}(?:[^\W\d]{1,4}-)?\d[\d.,:/]*\S{0,5}")
_NUMBER_FOLLOWS = ("vi", "th", "km", "lo", "id", "ms", "jv", "su")  # what it counts
_SYLLABLE = re.compile("[^aeiouy]*[aeiouy]{1,3}[^aeiouy]*", re.IGNORECASE)
_ENDING = ",;:!?)]»”"
_BEFORE = {  # particles that belong to the word after them, longer than three letters or uncased
    "vi": "thứ lần số năm ngày tháng của các những và với cho ở tại về trong được do từ đến là",
    "ar": "في من على إلى عن مع أو بين",
    "fa": "از در به با و که برای تا",
    "fr": "pour dans avec chez sans sous",
    "es": "para como desde",
    "pt": "para como pelo pela",
    "en": "with from into",
    "de": "dem den des vom von zur",
    "fil": "para mula",
    "id": "dari pada untuk yang",
}
_AFTER = {  # particles that belong to the word before them
    "hi": "का के की को में से पर ने तक",
    "ur": "کا کے کی کو میں سے پر نے تک",
    "mr": "चा ची चे च्या",
}


def held(text: str, tag: str, names: Collection[str] = ()) -> dict[int, int]:
    """Gives each place of a title's text where a line could end, by the letter before which it is:
    `FREE`, or what it would divide there, a `WORD`, a `PHRASE`, a `NAME`, or a name and what is
    beside it: a number, a particle.

    Args:
        text: a text of the title.
        tag: its language.
        names: what is held together in every language of the page.
    """
    here = language(tag)
    if here.script in IDEOGRAPHIC:
        return {} if tag == "ja-simple" else _ideographic(text, tag, names)
    return _unspaced(text, tag, names) if here.breaks_words else _spaced(text, tag, names)


def _ideographic(text: str, tag: str, names: Collection[str]) -> dict[int, int]:
    """Gives the places of a Japanese or Chinese text: all but those within Latin words."""
    found = _found(text, names)
    ends_of_names = {place for span in found for place in span}
    single = _words(text, tag)
    words = _boundaries(_joined(single)) | (_boundaries(single) & ends_of_names)
    numbers = [it.span() for it in _NUMBER.finditer(text)]
    whole = [it.span() for pattern in (_BRACKETED, _DATE) for it in pattern.finditer(text)]
    cuts = _cuts(text, tag, words, [*found, *numbers, *whole])
    inside = {
        **_inside(found, _ideographic_name, text),
        **_inside(whole, lambda _: PHRASE, text),
        **_inside(numbers, lambda _: WORD, text),
    }
    ends = [0, *sorted(cuts), len(text)]
    short = {
        place
        for start, end in pairwise(ends)
        for place in range(start + 1, end)
        if end - start <= _SHORT or _clings(text, place, tag)
    }
    places = {}
    for place in list(accumulate(map(len, characters(text))))[:-1]:
        if _ASCII_WORD.match(text, place - 1) and _ASCII_WORD.match(text, place):
            continue
        if place not in words and place not in cuts:
            places[place] = WORD
        else:
            places[place] = inside.get(place, PHRASE if place in short else FREE)
        if _BEFORE_CLOSING.match(text, place) or _AFTER_OPENING.match(text, place - 1):
            places[place] = WORD
    return places


def _ideographic_name(name: str) -> int:
    return WORD if len(name) <= _SHORT / 2 else PHRASE if len(name) <= _SHORT else NAME


def _cuts(text: str, tag: str, words: set[int], whole: Iterable[tuple[int, int]]) -> set[int]:
    """Gives the places between phrases; each of the `whole` is in one, with the particle after
    it.
    """
    phrases = _boundaries(_phrases(text, tag))
    cuts = phrases & words
    whole = [*whole]
    for start, end in whole:
        cuts |= {start, end} & words
    for start, end in whole:
        cuts -= {*range(start + 1, end)}
    return {
        place
        for place in cuts
        if 0 < place < len(text)
        and not _BEFORE_CLOSING.match(text, place)
        and not _AFTER_OPENING.match(text, place - 1)
        and (place in phrases or not _clings(text, place, tag))
        and not _LAST_PARTICLE.match(text, place)
    }


def _clings(text: str, place: int, tag: str) -> bool:
    """Says whether a particle keeps two words together: one after the first, or before the
    second.
    """
    if language(tag).script == "Jpan":
        return bool(_HIRAGANA.match(text, place))
    return text[place] == "的" or text[place - 1] in _CHINESE_PREPOSITIONS


def _phrases(text: str, tag: str) -> list[str]:
    """Gives the phrases of a Japanese text; of a Chinese one words, each with the single letters
    after it.
    """
    if language(tag).script == "Jpan":
        return list(_japanese_parser().parse(text))
    phrases: list[str] = []
    for word in _joined(_words(text, tag)):
        if phrases and len(word) == 1 and word not in _CHINESE_PREPOSITIONS:
            phrases[-1] += word
        else:
            phrases.append(word)
    return phrases


@lru_cache(maxsize=1)
def _japanese_parser() -> Any:
    import budoux

    return budoux.load_default_japanese_parser()


def _words(text: str, tag: str) -> list[str]:
    from icu4py.breakers import WordBreaker

    return [str(word) for word in WordBreaker(text, tag)]


def _joined(words: Iterable[str]) -> list[str]:
    """Gives ICU's words; two single ideographs side by side are one that it does not know."""
    joined: list[str] = []
    for word in words:
        if joined and len(word) == 1 and _UNKNOWN.fullmatch(joined[-1] + word):
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _boundaries(pieces: Sequence[str]) -> set[int]:
    return {*accumulate(map(len, pieces))}


def _found(text: str, names: Collection[str]) -> list[tuple[int, int]]:
    """Gives where names stand, the longest first: what one says of a place a shorter one within it
    knows better; one that only overlaps it is none here.
    """
    found: list[tuple[int, int]] = []
    for name in sorted({*names}, key=lambda name: (-len(name), name)):
        pattern = " +".join(map(re.escape, name.split())) if len(name) > 1 else "(?!)"
        for it in re.finditer(pattern, text, re.IGNORECASE):
            overlaps = (
                start < it.start() < end < it.end() or it.start() < start < it.end() < end
                for start, end in found
            )
            if not any(overlaps):
                found.append(it.span())
    return found


def wholes(text: str, tag: str) -> list[tuple[int, int]]:
    """Gives where in a running text stands what no line divides."""
    found = [*dates(text, tag), *labelled(text)]
    found += [it.span() for it in _THAI_YEAR.finditer(text)]
    if language(tag).script in IDEOGRAPHIC:
        found += [it.span() for it in _NUMBER.finditer(text)]
    return found


def labelled(text: str) -> list[tuple[int, int]]:
    """Gives where in a text postcodes stand with their label."""
    return [it.span() for it in _LABELLED.finditer(text)]


def dates(text: str, tag: str) -> list[tuple[int, int]]:
    """Gives where in a text dates of its language stand, by CLDR's names of months."""
    if language(tag).script in IDEOGRAPHIC:
        return [it.span() for it in _DATE.finditer(text)]
    found = _date(tag).finditer(text) if any(map(str.isdecimal, text)) else ()
    ends = ((it, len(_AFTER_DATE.sub("", it[0]))) for it in found)
    return [
        (it.start(), it.start() + end) for it, end in ends if any(map(str.isdecimal, it[0][:end]))
    ]


@lru_cache(maxsize=64)
def _date(tag: str) -> re.Pattern[str]:
    from babel import Locale

    months = Locale.parse(language(tag).locale).months
    names = {name for kind in months.values() for name in kind["wide"].values()}
    names |= own_months(language(tag))
    month = "|".join(re.escape(it) for it in sorted(names, key=lambda it: (-len(it), it)))
    named = rf"(?<![^\W\d_])(?:{month})(?!\d)[^\s\d,.،]{{0,3}}[.,،]?"
    then = rf"{_CONNECTED}(?:năm )?{_N}"
    return re.compile(
        rf"(?:(?:[Nn]gày )?{_N}{_CONNECTED}{named}(?:{then})?|{named}(?:{then}){{0,2}})(?: [гр]\.)?"
    )


def label(text: str) -> int:
    """Gives from where a text ends with a label of what stands after it, one word; its length if it
    does not.
    """
    found = _LABEL.search(text)
    return found.start() if found else len(text)


def _inside(
    spans: Iterable[tuple[int, int]], level: Callable[[str], int], text: str
) -> dict[int, int]:
    return {
        place: level(text[start:end]) for start, end in spans for place in range(start + 1, end)
    }


def _unspaced(text: str, tag: str, names: Collection[str]) -> dict[int, int]:
    """Gives the places between the words of a Burmese, Khmer, Lao or Thai text, by ICU; none where
    a translator wrote them (U+200B).
    """
    from icu4py.breakers import LineBreaker

    if "\u200b" in text:
        return {}
    parts = [it.span() for it in re.finditer("[^ ]+", text)]
    inside = {
        **_inside(dates(text, tag), lambda _: PHRASE, text),
        **_inside(parts, lambda part: PHRASE if _letters(part) <= _SHORT_UNSPACED else FREE, text),
        **_inside(_found(text, names), _unspaced_name, text),
    }
    places = {}
    for place in sorted(_boundaries([str(it) for it in LineBreaker(text, tag)]) - {len(text)}):
        level = inside.get(place, FREE)
        if text[place - 1].isspace():
            word = text[place:].split(" ", 1)[0]
            is_one = _is_number(text, place, tag) or _SHORT_FORM.fullmatch(word)
            level = PHRASE if is_one else NAME if level else FREE
        places[place] = level
    return places


def _is_number(text: str, place: int, tag: str) -> bool:
    """Says whether a number and what it counts stand on both sides of a space."""
    before, after = text[:place], text[place:]
    if not before[-1].isspace():
        return False
    if _code(tag) in _NUMBER_FOLLOWS:
        return bool(_SPACED_NUMBER.match(after))
    return bool(_SPACED_NUMBER.fullmatch(before.split()[-1])) if before.split() else False


def _letters(text: str) -> int:
    """Counts letters, without marks and spaces."""
    return sum(unicodedata.category(letter)[0] not in "MZC" for letter in text)


def _unspaced_name(name: str) -> int:
    short = _letters(name) <= _SHORT_UNSPACED
    return (PHRASE if " " in name else WORD) if short else NAME


def _spaced_name(name: str) -> int:
    return PHRASE if len(name) <= _SHORT_SPACED else NAME


def _spaced(text: str, tag: str, names: Collection[str]) -> dict[int, int]:
    """Gives the places after the spaces of a text in another script."""
    names = [name for name in names if " " in name]
    inside = {
        **_inside(_found(text, names), _spaced_name, text),
        **_inside(dates(text, tag), lambda _: PHRASE, text),
    }
    words = [(it[0], it.start()) for it in re.finditer(r"[^ \t\r\n\f]+", text)]
    places = {
        place + hyphen.end(): WORD
        for word, place in words
        if _SPACED_NUMBER.fullmatch(word)
        for hyphen in re.finditer("-(?=.)", word)
    }
    beside = {place for start, end in _found(text, names) for place in (start, end + 1)}
    for number, ((before, _), (after, place)) in enumerate(pairwise(words)):
        is_first, is_last = number == 0, number == len(words) - 2
        bound = _holds_next(before, is_first, tag) or _holds_before(after, is_last, tag)
        alone = is_first and len(before) <= _ALONE
        if _SHORT_FORM.fullmatch(after):  # of the name before it
            places[place] = PHRASE
        elif bound and place in beside and inside.get(place, FREE) == FREE and not alone:
            places[place] = BESIDE_NAME
        elif bound or _is_vietnamese(before, after, tag):
            places[place] = PHRASE
        else:
            places[place] = inside.get(place, FREE)
    return places


def _holds_next(word: str, is_first: bool, tag: str) -> bool:
    """Says whether a word belongs to the next one, so that no line of a title ends with it: a
    particle, or a number.
    """
    code = _code(tag)
    if word.casefold() in _BEFORE.get(code, "").split():
        return True
    if _SPACED_NUMBER.fullmatch(word):
        return code not in _NUMBER_FOLLOWS and word[-1] not in _ENDING
    short = len(word) <= 3 and word.isalpha() and (word.islower() or is_first)
    return short and code != "vi" and language(tag).script in _CASED


def _holds_before(word: str, is_last: bool, tag: str) -> bool:
    """Says whether a word belongs to the one before it: a particle, or a number."""
    is_number = _SPACED_NUMBER.fullmatch(word) and (is_last or _code(tag) in _NUMBER_FOLLOWS)
    return bool(is_number) or word in _AFTER.get(_code(tag), "").split()


def _is_vietnamese(before: str, after: str, tag: str) -> bool:
    """Says whether two syllables are one word: the first capitalised, the second not."""
    letters = "".join(it for it in unicodedata.normalize("NFD", before) if it.isalpha())
    is_syllable = _code(tag) == "vi" and _SYLLABLE.fullmatch(letters)
    return bool(is_syllable) and before.istitle() and after.islower()


def _code(tag: str) -> str:
    return tag.partition("-")[0]

"""Where the lines of every edition end, as mupdf sees them: between words, by kinsoku, never within
a syllable.
"""

import math
import re
import unicodedata
from io import BytesIO
from itertools import combinations, pairwise
from typing import NamedTuple

import pytest
from babel.dates import format_date
from babel.messages.pofile import read_po, write_po
from icu4py.breakers import CharacterBreaker, WordBreaker

from laureate_print.sources.phrases import FREE, WORD, held
from tests.conftest import DOCUMENT, LANGUAGES, ROOT, TEMPLATES
from tests.editions import FACTS
from tests.outputs.web.pages import DIGITS, FOLDERS
from tests.pdf_engine.measures import build, project_with_measures
from tests.readers.paragraphs import Paragraph, paragraphs
from tests.readers.positions import Row, letters, rows, without_readings

pytestmark = pytest.mark.reader

FURNITURE = {
    "page": (0, 24),
    "leaflet": (32, 0),
}  # mm of running heads, from a second page on, and of page numbers
WIDTHS = (47, 59, 92)
editions = pytest.mark.parametrize("edition", [*TEMPLATES, "narrow"])
languages = pytest.mark.parametrize("language", LANGUAGES)
by_dictionary = pytest.mark.parametrize("language", ["my", "km", "lo", "th"])

# JLREQ (W3C) A.1 to A.11 and 3.1.7, JIS X 4051 6.1: what no line may begin with, in Japanese and,
# as GB/T 15834 5.1 and KS X ISO 10646 typesetting have the same marks, in Chinese and Korean.
CLOSING = "’”）〕］｝〉》」』】⦆〙〗»〟)]}｣"
SMALL = "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｬｭｮｯ"
NOT_FIRST = set(
    CLOSING + SMALL + "‐〜゠–～！？‼⁇⁈⁉!?・：；:;·‧。．.｡、，,､ヽヾゝゞ々〻ーｰ°′″℃％%‰¢"
)
NOT_LAST = set("‘“（〔［｛〈《「『【⦅〘〖«〝([{｢￥＄£＃＄€№¥$")
INSEPARABLE = {"——", "……", "‥‥", "―――", "──"}
NOT_FIRST_ELSEWHERE = set(
    "၊။ៗ។៕៖ໆຯๆฯ፣፤።፧।॥،؛؟۔,.!?;:)]}、。"
)  # signs that belong to the word before them

BREAKS_AFTER = set("·/—–…")


class End(NamedTuple):
    """The end of a line within a paragraph: the text up to it, and from the next line's first
    letter on.
    """

    paragraph: Paragraph
    end: int
    start: int
    row: Row

    @property
    def at_space(self):
        return self.end < self.start

    @property
    def last(self):
        return self.paragraph.plain[self.end - 1]

    @property
    def first(self):
        return self.paragraph.plain[self.start]

    def __repr__(self):
        text = self.paragraph.plain
        return f"{text[max(0, self.end - 15) : self.end]}|{text[self.start : self.start + 15]}"


@pytest.fixture(scope="module")
def narrow(tmp_path_factory):
    """Every edition at three measures."""
    folder = tmp_path_factory.mktemp("measures")
    return build(project_with_measures(folder / "project", WIDTHS), folder / "out")


@pytest.fixture(scope="module")
def line_ends(dist, narrow):
    """Gives the line ends of an edition; each is looked up once."""
    known = {}

    def look_up(language, edition):
        if (language, edition) not in known:
            source = paragraphs(dist / language / "page.html", edition)
            if edition == "narrow":
                source = [found for found in source if "article" in found.within] * len(WIDTHS)
            path = narrow(language) if edition == "narrow" else dist / language / f"{edition}.pdf"
            known[language, edition] = list(ends(source, rows(path, *FURNITURE.get(edition, ()))))
        assert known[language, edition]
        return known[language, edition]

    return look_up


def ends(source, found):
    """The line ends: the rows, one after another, hold the letters of the paragraphs, one after
    another.
    """
    found = without_readings(found)
    assert sorted(letters("".join(each.plain for each in source))) == sorted(
        "".join(row.text for row in found)
    )
    firsts, place = {}, 0
    for row, before in zip(found, [found[0], *found], strict=False):
        firsts[place] = before
        place += len(row.text)
    place = 0
    for paragraph in source:
        places = [index for index, letter in enumerate(paragraph.plain) if letters(letter)]
        for count, start in enumerate(places):
            if count and place + count in firsts:
                yield End(paragraph, places[count - 1] + 1, start, firsts[place + count])
        place += len(places)


def edges(breaker, paragraph):
    return {end for _, end in breaker(paragraph.plain, paragraph.language).segments()}


def fills_its_line(end):
    """Whether the word that a line end breaks began its line: it is too wide for any line (CSS
    overflow-wrap).
    """
    return end.row.text == letters(end.paragraph.plain[: end.end].split()[-1])


# kinsoku


@editions
@languages
def test_no_line_begins_with_what_must_not_begin_it(line_ends, language, edition):
    assert [
        end for end in line_ends(language, edition) if east_asian(end) and end.first in NOT_FIRST
    ] == []


@editions
@languages
def test_no_line_ends_with_what_must_not_end_it(line_ends, language, edition):
    assert [
        end for end in line_ends(language, edition) if east_asian(end) and end.last in NOT_LAST
    ] == []


@editions
@pytest.mark.parametrize("language", ["ja", "ja-simple", "zh-Hans", "zh-Hant", "ko"])
def test_what_belongs_together_is_not_parted(line_ends, language, edition):
    parted = [end for end in line_ends(language, edition) if not end.at_space and east_asian(end)]
    assert [end for end in parted if end.last + end.first in INSEPARABLE] == []
    assert [end for end in parted if end.last.isdigit() and end.first.isdigit()] == []
    assert [end for end in parted if (end.last + end.first).isascii()] == []


def east_asian(end):
    return end.paragraph.language.partition("-")[0] in ("ja", "zh", "ko")


# words


@editions
@languages
def test_no_line_begins_with_a_sign_of_the_word_before_it(line_ends, language, edition):
    assert [end for end in line_ends(language, edition) if end.first in NOT_FIRST_ELSEWHERE] == []


@editions
@languages
def test_no_line_ends_within_a_syllable(line_ends, language, edition):
    seen = line_ends(language, edition)
    assert [end for end in seen if end.end not in edges(CharacterBreaker, end.paragraph)] == []
    assert [end for end in seen if unicodedata.category(end.first).startswith("M")] == []


@editions
@by_dictionary
def test_burmese_khmer_lao_and_thai_break_between_words(line_ends, language, edition):
    seen = [
        end
        for end in line_ends(language, edition)
        if not end.at_space and end.paragraph.language == language
    ]
    assert len(seen) > 10
    assert [end for end in seen if end.end not in edges(WordBreaker, end.paragraph)] == []


@by_dictionary
def test_no_line_divides_okinawa(line_ends, language):
    """A name that no dictionary has, but the glossary."""
    glossary = (ROOT / f"locales/{language}/LC_MESSAGES/glossary.po").read_bytes()
    [name] = [entry.string for entry in read_po(BytesIO(glossary)) if entry.id == "Okinawa"]
    seen = [end for edition in (*TEMPLATES, "narrow") for end in line_ends(language, edition)]
    within = [
        (end, end.paragraph.plain[end.end - len(name) + 1 : end.end + len(name) - 1])
        for end in seen
    ]
    assert any(name in end.paragraph.plain for end in seen)
    assert [end for end, around in within if name in around] == []


@editions
@languages
def test_lines_of_a_title_are_about_as_long_as_each_other(line_ends, language, edition):
    """No other choice of places to break at, such as divide nothing that is held together longer,
    would make the longest line of a title much shorter.
    """
    titles = []
    for end in line_ends(language, edition):
        if titles and titles[-1][-1].paragraph is end.paragraph and titles[-1][-1].end < end.end:
            titles[-1].append(end)
        elif end.paragraph.tag in ("h1", "h2"):
            titles.append([end])
    for found in titles:
        plain, tag = found[0].paragraph.plain, found[0].paragraph.language
        starts = [end.start for end in found]
        levels = held(plain, tag, named(tag))
        parted = min({levels.get(start, WORD) for start in starts} - {FREE}, default=math.inf)
        spaces = (it.end() for it in re.finditer(" +", plain))
        places = [
            it for it in spaces if levels.get(it, WORD) == FREE or levels.get(it, WORD) >= parted
        ]
        others = (in_lines(plain, chosen) for chosen in combinations(places, len(starts)))
        lines = in_lines(plain, starts)
        least = min(map(longest, others), default=longest(lines))
        assert longest(lines) <= 1.15 * least, lines


@editions
@languages
def test_no_paragraph_ends_in_a_line_of_one_word_and_no_date_is_divided(
    line_ends, language, edition
):
    seen = [end for end in line_ends(language, edition) if end.paragraph.tag == "p"]
    seen = [end for end in seen if "address" not in end.paragraph.within]
    assert [end for end in seen if is_in_date(end)] == []
    for end, following in zip(seen, [*seen[1:], None], strict=True):
        goes_on = following and following.paragraph is end.paragraph and following.end > end.end
        if not goes_on and len(letters(end.paragraph.plain)) >= 60:
            assert east_asian(end) or is_of_two_words(end), end
            assert len(letters(end.paragraph.plain[end.start :])) >= 3, end


def is_in_date(end):
    plain, language = end.paragraph.plain, end.paragraph.language
    locale = "ja" if language == "ja-simple" else language.replace("-", "_")
    own_digits = dict(
        zip(range(ord("0"), ord("9") + 1), DIGITS.get(language, "0123456789"), strict=True)
    )
    written = "'ngày' d 'tháng' M 'năm' y" if language == "vi" else "long"
    date = format_date(FACTS["date"], written, locale=locale).translate(own_digits)
    found = re.finditer(rf"{re.escape(date)}|\d+[年月日回名]", plain)
    return any(it.start() < end.start < it.end() for it in found)


def is_of_two_words(end):
    """Whether the last line of a paragraph has two words, as long as they have room: a postcode has
    its label with it.
    """
    plain, language = end.paragraph.plain, end.paragraph.language
    words = [plain[start:stop] for start, stop in WordBreaker(plain, language).segments()]
    words = plain.split() if " " in plain.rstrip()[-20:] else words
    last = [word for word in words if word.strip()][-2:]
    if last[0].strip(",،፣").replace("-", "").isdigit():
        return True
    return len("".join(last)) >= 20 or len(letters(plain[end.start :])) > len(letters(last[-1]))


def named(language):
    """The names and short terms of the glossary."""
    path = ROOT / f"locales/{FOLDERS.get(language, language)}/LC_MESSAGES/glossary.po"
    if not path.is_file():
        return ["Okinawa Peace Prize", "Japan Association for Refugees"]
    catalog = read_po(BytesIO(path.read_bytes()))
    forms = (
        (entry.id, form) for entry in catalog if entry.id for form in entry.string.splitlines()
    )
    return [form for term, form in forms if not term.islower() or len(form) <= 16]


def in_lines(text, starts):
    return [text[start:stop] for start, stop in pairwise([0, *starts, len(text)])]


def longest(lines):
    return max(len(line.strip()) for line in lines)


@editions
@pytest.mark.parametrize(
    "language", [tag for tag in LANGUAGES if tag not in ("my", "km", "lo", "th")]
)
def test_other_words_are_not_broken(line_ends, language, edition):
    seen = [
        end
        for end in line_ends(language, edition)
        if end.paragraph.language.partition("-")[0] not in ("ja", "zh")
    ]
    broken = [end for end in seen if not end.at_space and end.last not in BREAKS_AFTER]
    assert [end for end in broken if edition != "narrow" or not fills_its_line(end)] == []


# a translator's own U+200B


@by_dictionary
def test_a_translators_own_breaks_win(tmp_path, language):
    project = project_with_measures(tmp_path / "project", WIDTHS, outputs=("html", "pdf"))
    own = with_breaks_of_its_own(
        project / f"locales/{language}/LC_MESSAGES/{DOCUMENT}.po", language
    )
    built = build(project, tmp_path / "out", language)
    source = paragraphs(built(language, "html"))
    seen = [end for end in ends(source, rows(built(language))) if end.paragraph.plain == own]
    assert len(seen) > 20
    assert [end for end in seen if not end.at_space] == []


def with_breaks_of_its_own(path, language):
    """Puts U+200B into the longest message after every second word, as nobody else would; gives the
    message.
    """
    with path.open("rb") as file:
        catalog = read_po(file)
    message = max(
        (message for message in catalog if message.id), key=lambda message: len(message.string)
    )
    words = [str(word) for word in WordBreaker(message.string, language)]
    message.string = "\u200b".join(
        "".join(words[place : place + 2]) for place in range(0, len(words), 2)
    )
    with path.open("wb") as file:
        write_po(file, catalog)
    return message.string

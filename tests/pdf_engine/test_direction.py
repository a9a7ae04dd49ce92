"""Every line from right to left shows its characters in the order of the Unicode Bidirectional
Algorithm (UAX #9).

The judge is python-bidi, for the paragraph as it stands in the web page; where an element has a
`dir`, it gets the isolate that HTML says this means. mupdf tells where a PDF shows each character,
Chromium where the web page does.
"""

import random
import re
import shutil
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from laureate_print.pdf_engine.bidi import _OTHER_FORMS, runs_from_left
from tests.conftest import ROOT
from tests.pdf_engine.measures import project_with_measures, set_unchecked
from tests.readers.browser import lines_shown
from tests.readers.order import FORMATTING, shown
from tests.readers.paragraphs import paragraphs
from tests.readers.positions import bare, rows

LANGUAGES = ("ar", "fa", "ur", "ckb", "ps")
FURNITURE = {"page": (0, 24), "leaflet": (32, 0), "narrow": (0, 0)}
ONE_MORE = ROOT / "tests" / "sources" / "one_more"
WIDTHS = (45, 62, 90, 150)
WINDOWS = (320, 512, 1280)
languages = pytest.mark.parametrize("language", LANGUAGES)

PARAGRAPHS = """
<p>تعمل المنظمة (JAR)، ومعها UNHCR، في طوكيو.</p>
<p>قال Amnesty International Japan and the Japan Association for Refugees (JAR)، إنها تأسست سنة 1999 (في طوكيو).</p>
<p>الهاتف <a href="tel:+81-98-894-2226" dir="ltr">098-894-2226</a>، <span dir="ltr">098-869-7018</span>، 098-8.</p>
<p>من 2012 إلى 2024، في 11.01.2024 و 11/1/2024 و 1999-2024، بنسبة 45% و $1,200.50 و -7.</p>
<p>الأرقام ١٢٣٫٤٥ و ١١/١/٢٠٢٤ و ١٩٩٩-٢٠٢٤ و ٤٥٪ ثم ۱۲۳ و ۱۱/۱/۲۰۲۴ و ABC-۱۲ و ۱۲ABC.</p>
<p>جمعية <span lang="ja">難民支援協会</span> (JAR) و<strong>UNHCR</strong> (Tokyo Office) و <em lang="ja">沖縄県</em>
  平和賞 [8]، و«JAR» و“NGO” ثم (UNHCR (JAR)).</p>
<p>The <strong>Japan <em>Association</em></strong> for <b>Refugees</b>، <strong>جمعية UNHCR</strong> JAR، هي
  <i>12</i>/<i>34</i>.</p>
<p>الموقع https://www.refugee.or.jp/en/about/?id=8&amp;x=1#top، والبريد info@refugee.or.jp.</p>
<p>JAR هي جمعية. (UNHCR) أيضا! C++ و A/B و 3 km، و5° ثم 20:30، أليس كذلك؟ نعم<br>NGO هنا</p>
<p>قال <span dir="ltr">UNHCR ثم <span dir="rtl">هنا (ABC) 12</span> (JAR)</span>، كذا.</p>
<p dir="ltr">The word سلام (peace) and ١٢ and لاجئ, JAR.</p>
"""
WORDS = re.findall(
    r"\S+",
    "لاجئون اليابان، (جمعية) سلام. في و JAR UNHCR (NGO) Tokyo Office «JAR» 1999 45% 20:30 3-4 - :",
)
WORDS += re.findall(r"\S+", "٢٠٢٤ ۱۲۳ 難民 「平和」 A/B")
LETTERS = (
    "ابجچگאבabXY012٠١٢۰۱۲"
    " +-.,:/%$#'()[]{}「」（）«»“”!?،؛؟ـ·—–…\u00a0\u064e\u0301\u200c\u200d\u200e\u200f難民カ"
)


def made_up(seed):
    """Paragraphs of words in any order, some of them in inline elements."""
    chance = random.Random(seed)
    found = []
    for _ in range(12):
        words = [chance.choice(WORDS) for _ in range(chance.randint(6, 24))]
        found.append(
            "<p>"
            + " ".join(chance.choice(("{}", "{}", "<b>{}</b>")).format(word) for word in words)
            + "</p>\n"
        )
    return "".join(found)


@pytest.fixture(scope="module")
def stressed(tmp_path_factory):
    """The announcement and mixed paragraphs at four measures, as PDF and web page; in Hebrew the
    former alone.
    """
    folder = tmp_path_factory.mktemp("stressed")
    mixed = "{% if language.tag != 'he' %}" + PARAGRAPHS + made_up(8) + "{% endif %}"
    project = project_with_measures(
        folder / "project", WIDTHS, "{{ words.announcement() }}\n" + mixed, ("html", "pdf")
    )
    shutil.copytree(ONE_MORE / "locales/he", project / "locales/he")
    return set_unchecked(project, folder / "out", (*LANGUAGES, "he"))


def differences(told, lines):
    """Lays lines, each from left to right, beside the paragraphs of a page; gives those that show
    another order.
    """
    lines, found, count = iter(lines), [], 0
    for paragraph in told:
        places = [place for place, letter in enumerate(paragraph.text) for _ in bare(letter)]
        first = 0
        while first < len(places):
            line, count = next(lines), count + 1
            last = first + len(line)
            assert last <= len(places), f"{line} is no line of {paragraph.text}"
            end = places[last] if last < len(places) else None
            expected = bare(
                shown(
                    paragraph.text, places[first], end, "R" if paragraph.direction == "rtl" else "L"
                )
            )
            if line != expected:
                found.append((line, expected))
            first = last
    assert next(lines, None) is None
    assert count > 30
    return found


def printed(path, edition):
    """The lines of a PDF; what stands side by side comes in pieces, from the right."""
    pieces = [piece for row in rows(path, *FURNITURE[edition]) for piece in reversed(row.pieces())]
    return [bare("".join(glyph.text for glyph in piece.seen)) for piece in pieces]


@languages
def test_every_paragraph_but_the_japanese_runs_from_the_right(dist, language):
    found = [
        (paragraph.language, paragraph.direction)
        for paragraph in paragraphs(dist / language / "page.html")
    ]
    assert set(found) == {(language, "rtl"), ("ja", "ltr")}


@pytest.mark.parametrize("edition", ["page", "leaflet"])
@languages
@pytest.mark.reader
def test_every_line_of_a_pdf_shows_its_characters_in_order(dist, language, edition):
    lines = printed(dist / language / f"{edition}.pdf", edition)
    assert differences(paragraphs(dist / language / "page.html", edition), lines) == []


@pytest.mark.parametrize("language", [*LANGUAGES, "he"])
@pytest.mark.reader
def test_mixed_paragraphs_show_their_characters_in_order_at_every_measure(stressed, language):
    lines = printed(stressed / language / "narrow.pdf", "narrow")
    assert differences(paragraphs(stressed / language / "narrow.html"), lines) == []


@pytest.mark.parametrize("language", [*LANGUAGES, "he"])
@pytest.mark.reader
def test_a_short_form_stands_beside_the_last_word_of_its_name(stressed, language):
    """Of a heading that breaks before a word from left to right: (JAR) is no line by itself."""
    lines = printed(stressed / language / "narrow.pdf", "narrow")
    assert [it for it in lines if it.startswith(")JAR(")]  # as it is written, from the left
    assert ")JAR(" not in lines


@pytest.mark.parametrize("window", WINDOWS)
@languages
def test_every_line_of_a_web_page_shows_its_characters_in_order(dist, browser, language, window):
    path = dist / language / "page.html"
    assert differences(paragraphs(path), map(bare, lines_shown(browser, path, window))) == []


@pytest.mark.parametrize("language", [*LANGUAGES, "he"])
def test_mixed_paragraphs_show_their_characters_in_order_on_screen(stressed, browser, language):
    path = stressed / language / "narrow.html"
    assert differences(paragraphs(path), map(bare, lines_shown(browser, path, 1280))) == []


# the rules, on texts made up at random


def ordered(text):
    """What shows when each run is a box from left to right, and all else runs from right to left."""
    boxes, position = [], 0
    for start, end in runs_from_left(text):
        boxes += [*text[position:start], text[start:end]]
        position = end
    return seen("".join(reversed([*boxes, *text[position:]])))


def seen(text):
    return "".join(letter for letter in text if letter not in FORMATTING + "\u200c\u200d").strip(
        " \u00a0"
    )


mixed = given(st.text(alphabet=LETTERS, max_size=24))


@mixed
@example("قال UNHCR (JAR)، رقم 098-894-2226 (في 1999-2024)")
@example("abc (١٢) def [ج] ghi")
@example("X{0}\u064e")  # a mark on a bracket that runs from the left
def test_runs_from_the_left_give_the_order_of_the_algorithm(text):
    assert ordered(text) == seen(shown(text))


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("ab (c\uff09", [(0, 5)]),  # brackets of two forms are no pair (BD14)
        ("「民￼\u0301」カ", [(1, 2), (5, 6)]),  # a mark on a neutral is no mark on a bracket (N0)
        ("a (b\u2067)\u2069ج", [(0, 4)]),  # the inside of an isolate pairs with nothing (BD16)
        ("a\u2066ج", [(0, 1)]),  # an isolate that nothing closes goes on to the end (BD9)
        ("a\u202dج\u202c b", [(0, 1), (5, 6)]),  # older embeddings count as nothing
        ("a\u2029ب c", [(0, 1), (4, 5)]),  # each paragraph begins anew (P1)
        ("a\tb ", [(0, 3)]),
    ],
)
def test_what_pango_would_take_otherwise(text, runs):
    assert list(runs_from_left(text)) == runs


def test_every_bracket_in_another_form_has_a_stand_in():
    """Of all characters of Unicode; those for vertical lines are no brackets to the algorithm."""
    forms = [
        character
        for character in map(chr, range(0x110000))
        if unicodedata.category(character) in ("Ps", "Pe")
        and unicodedata.mirrored(character)
        and unicodedata.decomposition(character).startswith("<")
    ]
    assert {ord(character) for character in forms} == set(_OTHER_FORMS)


@mixed
def test_each_box_keeps_its_order_alone(text):
    position = 0
    for start, end in [*runs_from_left(text), (len(text), len(text))]:
        assert seen(shown(text[start:end], base="L")) == seen(text[start:end])
        assert seen(shown(text[position:start])) == seen(text[position:start][::-1])
        position = end

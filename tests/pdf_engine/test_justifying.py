"""Lines of Chinese and Japanese are flush on both sides, and read as they did."""

import unicodedata
from itertools import pairwise

import pikepdf
import pytest

from tests.conftest import ROOT
from tests.pdf_engine.mended import page, set_kinds
from tests.readers import pdf as readers
from tests.readers.positions import rows

FACES = {
    "ja": {"F": ROOT / "fonts/biz-udpgothic/BIZUDPGothic-Regular.ttf"},
    "zh-Hans": {"F": ROOT / "fonts/noto-sans-sc/NotoSansSC-Regular.ttf"},
    "zh-Hant": {"F": ROOT / "fonts/noto-sans-tc/NotoSansTC-Regular.ttf"},
}
WORDS = {
    "ja": "特定非営利活動法人<span>難民支援協会</span>（以下「JAR」といいます。）は、1999年に設立されました。国際人権NGO"
    "アムネスティ・インターナショナル<a href='https://jar.example/'>日本のメンバー</a>が中心です――いまも。",
    "zh-Hans": "非营利组织<span>日本难民支援协会</span>（以下简称“JAR”）正是为应对这一状况而诞生的。JAR成立于1999年，主要由"
    "<a href='https://jar.example/'>国际人权</a>非政府组织——国际特赦组织日本分会的成员发起创立。",
    "zh-Hant": "非營利組織<span>難民支援協會</span>（以下簡稱「JAR」）的誕生，是為了因應難民與尋求庇護者人數不斷增加，JAR成立"
    "於1999年，主要由<a href='https://jar.example/'>國際人權</a>非政府組織——國際特赦組織日本分會的成員所創立。",
}
STYLE = "@page {{ size: 110mm 200mm; margin: 10mm }} p {{ font-size: 11pt; text-align: {align}; margin: 0 }} body {{ margin: 0 }}"
KOREAN = "난민을 지원하는 일본의 비영리 단체는 1999년에 설립되었습니다. "
ENGLISH = "The association, in Japanese 難民支援協会, was born in response to the low number. "
LEFT, RIGHT = 10 / 25.4 * 72, 100 / 25.4 * 72  # the measure, in pt
SIZE = 11


def placed(path):
    """The characters of each line as mupdf sees them, with their left and right in pt."""
    return [[(it.text, it.left, it.right) for it in row.seen] for row in rows(path)]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    kinds = {
        (tag, align): page(f"<p>{WORDS[tag] * 3}</p>", FACES[tag], tag, STYLE.format(align=align))
        for tag in WORDS
        for align in ("start", "justify")
    }
    mixed = {"F": FACES["ja"]["F"], "G": ROOT / "fonts/vazirmatn/Vazirmatn-Regular.ttf"}
    arabic = WORDS["ja"].replace("NGO", "السلام")
    for align in ("start", "justify"):
        style = STYLE.format(align=align) + " p { font-family: F, G }"
        kinds["mixed", align] = page(f"<p>{arabic * 3}</p>", mixed, "ja", style)
    boxes = ("<i></i>", "<ruby>人<rt>ひと</rt></ruby>")
    text = "".join(
        "難民支援協会の人々は日本で"[: number % 13 + 1] + boxes[number % 2] for number in range(60)
    )
    style = STYLE.format(align="justify")
    inline = " i { display: inline-block; width: 9mm; height: 3mm; background: red }"
    kinds["boxes"] = page(f"<p>{text}</p>", FACES["ja"], "ja", style + inline)
    korean = {"F": ROOT / "fonts/noto-sans-kr/NotoSansKR-Regular.ttf"}
    latin = {"F": ROOT / "fonts/source-sans-3/SourceSans3-Regular.ttf", "G": FACES["ja"]["F"]}
    for align in ("start", "justify"):
        style = STYLE.format(align=align) + " p { font-family: F, G }"
        kinds["ko", align] = page(f"<p>{KOREAN * 4}</p>", korean, "ko", style)
        kinds["en", align] = page(f"<p>{ENGLISH * 4}</p>", latin, "en", style)
    return set_kinds(tmp_path_factory.mktemp("justified"), kinds)


@pytest.mark.reader
@pytest.mark.parametrize("tag", WORDS)
def test_lines_end_at_the_measure(made, tag):
    *full, last = placed(made[tag, "justify"])
    ragged = [line[-1][2] for line in placed(made[tag, "start"])[:-1]]

    assert len(full) > 5
    ends = [line[-1] for line in full]
    marks = [
        end for letter, _, end in ends if unicodedata.category(letter[-1]) in ("Po", "Pe", "Pf")
    ]
    others = [end for letter, _, end in ends if unicodedata.category(letter[-1])[0] in "LN"]
    assert others == pytest.approx([RIGHT] * len(others), abs=0.1)
    assert all(RIGHT < end <= RIGHT + 0.5 * SIZE + 0.1 for end in marks)  # they hang
    assert [line[0][1] for line in full] == pytest.approx([LEFT] * len(full), abs=0.1)
    assert last[-1][2] < RIGHT - SIZE
    assert max(ragged) - min(ragged) > 0.5 * SIZE


@pytest.mark.reader
@pytest.mark.parametrize("tag", WORDS)
def test_text_is_read_as_that_of_a_ragged_paragraph(made, tag):
    files = made[tag, "start"], made[tag, "justify"]
    for reader in (readers.pdfium, readers.poppler, readers.mupdf):
        ragged, flush = map(reader, files)
        assert ragged == flush
        assert "  " not in flush


@pytest.mark.reader
@pytest.mark.parametrize("tag", WORDS)
def test_words_and_pairs_of_dashes_stay_as_they_are(made, tag):
    def gaps(align):
        return {
            (one[0] + other[0], round(other[1] - one[2], 1))
            for line in placed(made[tag, align])
            for one, other in pairwise(line)
            if (one[0] + other[0]).isascii() or one[0] == other[0] in "―—"
        }

    assert {"JA", "AR", "19", "99"} <= {pair for pair, _ in gaps("justify")}
    assert gaps("justify") == gaps("start")


@pytest.mark.reader
def test_a_line_with_words_from_right_to_left_stays_ragged(made):
    for ragged, flush in zip(
        *(placed(made["mixed", it]) for it in ("start", "justify")), strict=True
    ):
        if any(unicodedata.bidirectional(letter[0]) == "AL" for letter, _, _ in ragged):
            assert flush == ragged
        elif ragged[-1][2] < RIGHT - 1:
            assert flush[-1][2] >= ragged[-1][2]
    texts = [readers.pdfium(made["mixed", it]) for it in ("start", "justify")]
    assert texts[0] == texts[1]


@pytest.mark.reader
def test_a_line_may_end_in_a_box(made):
    """A picture or a word with its reading stands at the end of some of these lines."""
    full = [line for line in placed(made["boxes"]) if len(line) > 12]
    assert len(full) > 8
    assert all(line[-1][2] <= RIGHT + 0.5 * SIZE for line in full)
    assert sum(abs(line[-1][2] - RIGHT) < 0.1 for line in full) > 3


@pytest.mark.reader
@pytest.mark.parametrize("tag", ["ko", "en"])
def test_other_languages_stretch_their_spaces_alone(made, tag):
    def within(align):
        return {
            round(other[1] - one[2], 1)
            for line in placed(made[tag, align])
            for one, other in pairwise(line)
            if " " not in (one[0], other[0])
        }

    *full, _ = placed(made[tag, "justify"])
    ends = [[it for it in line if it[0] != " "][-1][2] for line in full]
    assert ends == pytest.approx([RIGHT] * len(full), abs=0.2)
    assert within("justify") == within("start")


@pytest.mark.reader
@pytest.mark.parametrize("tag", WORDS)
def test_links_cover_their_words(made, tag):
    words = WORDS[tag].split("'>")[1].split("<")[0]
    characters = [it for line in placed(made[tag, "justify"]) for it in line]
    places = [
        place
        for place in range(len(characters))
        if "".join(letter for letter, _, _ in characters[place : place + len(words)]) == words
    ]
    with pikepdf.open(made[tag, "justify"]) as pdf:
        links = [[float(side) for side in it.Rect] for it in pdf.pages[0].Annots]
    edges = [(left, right) for left, _, right, _ in links]
    assert len(places) == 3
    for place in places:
        for _, left, right in characters[place : place + len(words)]:
            assert any(begin - 0.2 <= left and right <= end + 0.2 for begin, end in edges)

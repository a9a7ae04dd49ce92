"""What room is left over the foot of a page stands between its paragraphs, as far as its style
allows; lines keep their breaks and pages.
"""

from itertools import groupby, pairwise

import pypdfium2
import pytest

from tests.conftest import ROOT
from tests.pdf_engine.mended import page, set_kinds
from tests.readers import pdf as readers
from tests.readers import positions

FACES = {
    "en": {"F": ROOT / "fonts/source-sans-3/SourceSans3-Regular.ttf"},
    "ar": {"F": ROOT / "fonts/vazirmatn/Vazirmatn-Regular.ttf"},
}
WORDS = {"en": "Peace does not keep itself. ", "ar": "السلام لا يحفظ نفسه. "}
STYLE = """
@page { size: 100mm 120mm; margin: 10mm }
p { font-size: 10pt; line-height: 15pt; margin: 0 0 10pt; orphans: 4; widows: 4 }
.tint { background: #ff8000 } footer { position: absolute; bottom: 0; height: 15mm; width: 30mm; background: #00f }
"""  # three lines a paragraph: none of them is parted
LAST = "<p>The last.</p><footer></footer>"
POINTS = 72 / 25.4


def baselines(path):
    """Those of each page as mupdf sees them, in pt from its top."""
    return [
        [row.baseline for row in page]
        for _, page in groupby(positions.rows(path), key=lambda row: row.page)
    ]


def spaces(sheet):
    """How far each paragraph of a page begins below the line before it, more than a line does."""
    steps = [low - high for high, low in pairwise(sheet)]
    return [step - 15 for step in steps if step > 16]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Pages as ever and feathered: in two scripts, and with what moves in the way."""
    kinds = {}
    for tag, words in WORDS.items():
        text = "".join(f"<p>{words * 5}</p>" for _ in range(8)) + LAST
        kinds[tag] = page(text, FACES[tag], tag, STYLE)
        kinds[f"{tag}, feathered"] = page(text, FACES[tag], tag, STYLE + "p { --room: 2 }")
    mixed = (
        f"<p>{WORDS['en']}</p><section class=tint><p>One.</p><ul><li>Two.</li></ul><p>Three.</p>"
        "</section><table><tr><td>Four.</td></tr></table><p>Five.</p><p>Six.</p><footer></footer>"
    )
    kinds["mixed"] = page(mixed, FACES["en"], "en", STYLE)
    kinds["mixed, feathered"] = page(mixed, FACES["en"], "en", STYLE + "p { --room: 3 }")
    return set_kinds(tmp_path_factory.mktemp("feathered"), kinds)


@pytest.mark.reader
@pytest.mark.parametrize("tag", WORDS)
def test_paragraphs_share_out_what_is_left_over_the_foot(made, tag):
    plain, feathered = baselines(made[tag]), baselines(made[f"{tag}, feathered"])

    assert [len(sheet) for sheet in plain] == [len(sheet) for sheet in feathered]
    assert len(plain) > 1
    for sheet, before in zip(feathered, plain, strict=True):
        assert spaces(before) == pytest.approx([10] * len(spaces(before)), abs=0.5)
        shared = spaces(sheet)
        assert shared == pytest.approx([shared[0]] * len(shared), abs=0.5)
        assert 10.5 < shared[0] <= 20.5
    assert 106 < feathered[0][-1] / POINTS < 110  # the foot


@pytest.mark.reader
def test_text_and_its_order_are_those_of_a_page_that_is_not_feathered(made):
    for kind in (*WORDS, "mixed"):
        assert readers.pdfium(made[kind]) == readers.pdfium(made[f"{kind}, feathered"])


@pytest.mark.reader
def test_grounds_go_with_their_text_and_what_stands_at_the_foot_stays(made):
    tops = {}
    for kind in ("mixed", "mixed, feathered"):
        with pypdfium2.PdfDocument(made[kind]) as document:
            assert len(document) == 1
            picture = document[0].render(scale=POINTS).to_pil().convert("RGB")
        rows = [y for y in range(picture.height) if picture.getpixel((400, y)) == (255, 128, 0)]
        feet = [y for y in range(picture.height) if picture.getpixel((100, y)) == (0, 0, 255)]
        [(_, one, two, three, *_, last)] = baselines(made[kind])
        assert rows[0] / POINTS == pytest.approx(one - 10, abs=3)
        assert one < two < three
        assert rows[-1] / POINTS == pytest.approx(three + 4, abs=3)
        assert len(rows) == rows[-1] - rows[0] + 1
        tops[kind] = rows[0], feet[0]
        assert last < feet[0] / POINTS - 4 * POINTS
    (before, foot), (after, same) = tops.values()
    assert after > before + 10 * POINTS
    assert foot == same

"""Lines from right to left as a person searches and copies them: in PDFium and pdf.js, with numbers,
Latin words, brackets and vowel marks, in the faces of Arabic, Urdu and Hebrew.
"""

import base64
import dataclasses
import html
import random
import re
import unicodedata

import pypdfium2
import pytest

from tests.conftest import ROOT
from tests.in_engine import page_of, written
from tests.readers import pdfjs
from tests.readers.tags import standard

ARABIC = """البريد الإلكتروني: peace@example.jp للاستفسار
الموقع https://www.refugee.or.jp/en/about/?id=8 على الشبكة
هاتف +81 98-894-2226 الجمعية (JAR)
1999-09-02 الجمعية (JAR)
منظمة Amnesty International Japan وهي منظمة
قال UNHCR (JAR)، رقم 12 في COVID-19
الملف C:\\Users\\peace\\a.pdf هنا
نسبة 45% و$1,200.50 و-7 درجات
«JAR» و“NGO” ثم (UNHCR (JAR))
الأرقام ١٢٣٫٤٥ و١١/١/٢٠٢٤ و٤٥٪
حَبيبي habibi الطاقة (JAR)
1999 JAR""".splitlines()
VOCALISED = """بِسْمِ اللَّهِ الرَّحْمٰنِ الرَّحِيمِ هنا
السَّلَامُ عَلَيْكُمْ وَرَحْمَةُ اللَّهِ
كِتَابٌ جَدِيدٌ قَرَأْتُهُ فِي الْمَدْرَسَةِ
عملاً وشكراً نسبتاً (JAR)""".splitlines()
URDU = """تارکینِ وطن اور پناہ گزین (JAR) کو انعام
قیامِ امن کے لیے 1999 میں""".splitlines()
HEBREW = """בְּרֵאשִׁית בָּרָא אֱלֹהִים
הָאַגּוּדָה הַיָּפָּנִית (JAR) הוּקְמָה בִּשְׁנַת 1999""".splitlines()
FACES = {
    "Vazirmatn": ARABIC + VOCALISED + URDU,
    "Amiri": VOCALISED,
    "Noto Nastaliq Urdu": URDU,
    "Noto Sans Hebrew": HEBREW,
}
WORDS = [
    "لاجئون",
    "اليابان،",
    "(جمعية)",
    "سلام.",
    "في",
    "و",
    "JAR",
    "UNHCR",
    "(NGO)",
    "Tokyo",
    "«JAR»",
    "1999",
    "45%",
    "20:30",
    ":",
    "٢٠٢٤",
    "۱۲۳",
    "難民",
    "A/B",
    "peace@example.jp",
    "https://a.jp/?b=1",
    "+81-98",
    "COVID-19",
    "“سلام”",
    "كِتَابٌ",
    "می\u200cشود",
    "ژاپن،",
    "!نعم",
    "C++",
]
FILES = {
    "Noto Nastaliq Urdu": "noto-nastaliq-urdu/NotoNastaliqUrdu-Regular.ttf",
    "Noto Sans Hebrew": "noto-sans-hebrew/NotoSansHebrew-Regular.ttf",
}


def made_up():
    """Lines of words in any order; each begins and ends with one from right to left."""
    chance = random.Random(3)
    return [
        " ".join(["سلام", *(chance.choice(WORDS) for _ in range(chance.randint(1, 6))), "سلام"])
        for _ in range(40)
    ]


LINES = [(face, line) for face, lines in FACES.items() for line in lines]
LINES += [("Vazirmatn", line) for line in made_up()]


def style():
    rules = "p { margin: 0; font-size: 11pt; white-space: nowrap } "
    for face, name in FILES.items():
        data = base64.b64encode((ROOT / "fonts" / name).read_bytes()).decode()
        rules += f'@font-face {{ font-family: "{face}"; src: url(data:font/ttf;base64,{data}) }} '
    return rules


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A file with all lines."""
    page = page_of("page", "ar", "pdf").page
    body = "".join(
        f"<p style='font-family: \"{face}\"'>{html.escape(line)}</p>" for face, line in LINES
    )
    markup = re.sub("(?s)<body.*</body>", lambda _: f"<body>{body}</body>", page.html)
    markup = markup.replace("</head>", f"<style>{style()}</style></head>", 1)
    [artifact] = written(dataclasses.replace(page, html=markup))
    path = tmp_path_factory.mktemp("lines") / "lines.pdf"
    path.write_bytes(artifact.content)
    return path


def normal(text):
    return unicodedata.normalize("NFC", text).strip()


def lines_of(text):
    return {normal(line) for line in text.replace("\f", "\n").splitlines()}


def phrases():
    for _, line in LINES:
        yield from map(" ".join, zip(line.split(), line.split()[1:], strict=False))


def test_pdfium_copies_each_line_as_it_was_written(made):
    with pypdfium2.PdfDocument(made) as document:
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
    assert [line for _, line in LINES if normal(line) not in lines_of(text)] == []


def test_pdfium_finds_each_two_words(made):
    with pypdfium2.PdfDocument(made) as document:
        pages = [page.get_textpage() for page in document]
        missed = [
            phrase
            for phrase in phrases()
            if not any(page.search(phrase).get_next() for page in pages)
        ]
    assert missed == []


def test_the_tag_tree_has_each_line(made):
    text = normal(standard(made))
    assert [line for _, line in LINES if normal(line) not in text] == []


@pytest.mark.browser
def test_pdfjs_reads_each_line_in_order(made, browser):
    """Where it must begin anew, it loses the space; on the last letter of a line marks come first."""
    text = re.sub(r"\s+", "", normal(pdfjs.reader(browser)(made)))
    missed = [
        line
        for _, line in LINES
        if re.sub(r"\s+", "", normal(line)) not in text and unicodedata.category(line[-1]) != "Mn"
    ]
    assert missed == []


@pytest.mark.browser
def test_pdfjs_keeps_the_spaces_between_names_and_years(made, browser):
    found = lines_of(pdfjs.reader(browser)(made))
    whole = [line for line in ARABIC + HEBREW[1:] + URDU if normal(line) in found]
    assert {ARABIC[0], ARABIC[4], ARABIC[7], ARABIC[9], ARABIC[10], *URDU, HEBREW[1]} <= set(whole)

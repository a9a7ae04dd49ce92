"""What keeps its own order in text from right to left stands in an isolate, and nothing else does."""

import re

import pytest
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as some

from laureate_print.page.isolates import isolated


def isolates(text):
    page = isolated(f'<p dir="rtl">{text}</p>')
    assert re.sub("</?bdi[^>]*>", "", page) == f'<p dir="rtl">{text}</p>'
    return re.findall('<bdi dir="ltr">(.*?)</bdi>', page)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1999-09-02|الجمعية (JAR)", ["1999-09-02"]),
        ("هاتف +81 98-894-2226 الجمعية (JAR)", ["+81 98-894-2226"]),
        ("טלפון (098) 894-2226, 098-894-2226.", ["(098) 894-2226", "098-894-2226"]),
        (
            "نشانی: peace+x@example.co.jp، www.example.jp/a.",
            ["peace+x@example.co.jp", "www.example.jp/a"],
        ),
        ("پتہ https://example.jp/a?b=1&amp;c=2، اور", ["https://example.jp/a?b=1&amp;c=2"]),
        ("A/B و COVID-19 و v2.0.1 و 2.0.1", ["A/B", "COVID-19", "v2.0.1", "2.0.1"]),
        ("docs/a_b.txt، C:\\x\\y، ISO/IEC", ["docs/a_b.txt", "C:\\x\\y", "ISO/IEC"]),
        ("١٩٩٩-٠٩-٠٢ و ۰۲۱-۱۲۳-۴۵۶۷ و 900-8570", ["١٩٩٩-٠٩-٠٢", "۰۲۱-۱۲۳-۴۵۶۷", "900-8570"]),
        ("&lt;https://a.jp&gt; &quot;x/y&quot; R&amp;D &#39;", ["https://a.jp", "x/y"]),
        (
            "عکس: A. Rahimi/UNHCR، Windows 11 Home/Pro N.",
            ["A. Rahimi/UNHCR", "Windows 11 Home/Pro N"],
        ),
        ("בתי Café 3D A/B Smith v2.0 Lake של", ["Café 3D A/B Smith v2.0 Lake"]),
        ("دمای ۲۲ °C و −5.5 °F", ["۲۲ °C", "−5.5 °F"]),
        ("من 1999-2024، 45%، 1,200.50، 10:30، 24/7", []),
        ("الجمعية (JAR)، Asia-Pacific Rights، 3D، Wi-Fi", []),
    ],
)
def test_codes_are_found_whole(text, found):
    assert isolates(text) == found


def test_only_text_from_right_to_left_is_touched():
    kept = (
        '<html dir="rtl"><title>1-2-3</title><style>a{b:1-2-3}</style>'
        '<p dir="ltr">1-2-3</p><p><span dir="ltr">1-2-3</span><bdi>1-2-3</bdi>'
        '<a href="https://example.jp/1-2-3" title="A/B">x</a><br></p><!-- A/B -->'
    )
    assert isolated(kept) == kept
    assert isolated('<p dir="ltr">1-2-3 A/B</p>') == '<p dir="ltr">1-2-3 A/B</p>'
    mixed = '<div dir="rtl"><p dir="ltr">A/B</p>A/B</div>A/B'
    assert isolated(mixed) == mixed.replace("</p>A/B", '</p><bdi dir="ltr">A/B</bdi>')


@given(some.text(alphabet="ab19/-_.:+@ ()&;,مש۵\u0660", max_size=40))
def test_no_letter_is_lost_or_added(text):
    isolates(text.replace("&", "&amp;"))


def test_codes_are_shown_in_their_own_order():
    """As python-bidi puts the letters of a line in a row, each stands from left to right."""
    codes = (
        *("2.0.1-rc2", "ISO/IEC 8859-6", "ISO/IEC 27001", "UNHCR/ILO joint report", "Report A/B"),
        *("Côte/ONU", "−5°C", "-12.5", "26.2124°N", "@peace_prize", "#Peace2026", "098 894 2226"),
        *("06 12 34 56 78", "1 250 000", "/usr/share/x.txt", "C++", "+1 (808) 555-0142", "3D"),
        *("1999-09-02T10:30:00Z", "U.S.A.", "A/RES/70/1"),
    )
    for word in ("كلمة", "מילה"):
        for code in codes:
            page = isolated(f'<p dir="rtl">{word} {code} {word}</p>')
            text = re.sub("<p[^>]*>|</p>", "", page)
            text = text.replace('<bdi dir="ltr">', "\u2066").replace("</bdi>", "\u2069")
            assert code in re.sub("[\u2066\u2069]", "", get_display(text, base_dir="R"))


def test_words_beside_a_code_are_one_phrase_with_it():
    assert isolates("تقرير UNHCR/ILO joint report و ISO/IEC 8859-6، R&amp;D A/B.") == [
        "UNHCR/ILO joint report",
        "ISO/IEC 8859-6",
        "R&amp;D A/B",
    ]
    assert isolates("https://example.jp/ar/السلام، سنة 1999 -2024 من 5 - 7 و -JAR-") == [
        "https://example.jp/ar/السلام"
    ]

"""What the lines of a title keep together, language by language."""

from itertools import pairwise

import pytest

from laureate_print.sources.phrases import BESIDE_NAME, FREE, PHRASE, WORD, held, wholes

NAMES = [
    "沖縄平和賞",
    "冲绳和平奖",
    "오키나와 평화상",
    "Giải thưởng Hòa bình Okinawa",
    "Premio de la Paz",
]


@pytest.mark.parametrize(
    ("tag", "title"),
    [
        ("ja", "第8回|沖縄平和賞|受賞者"),
        ("ja", "2026年5月1日に|開催する|授賞式の|お知らせ"),
        ("ja", "午後2時から|1,000人が|参加"),
        ("ja", "「海の橋」を|かける|人びとへ：|5か国の|若者|12名が|登壇"),
        ("zh-Hans", "第8届|冲绳和平奖|得主"),
        ("zh-Hant", "1,000名|難民|獲獎|理由：|第十屆|沖繩|和平獎"),
        ("ko", "제8회 |오키나와 평화상 |수상자"),
        ("vi", "Tổ chức |được trao |Giải thưởng Hòa bình Okinawa |lần thứ 8"),
        ("es", "Entrega |del 8.º Premio de la Paz |el 1 de mayo de 2026"),
        ("ru", "Вручение |8-й премии |мира |1 мая 2026 года"),
        ("de", "Die Verleihung |des 10. Preises |am 1. Mai 2026"),
        ("en", "The Laureate |of the 8th Prize"),
        ("hi", "10वें पुरस्कार का |समारोह"),
        ("ar", "تسليم |الجائزة |في 1 مايو 2026"),
        ("th", "ครั้งที่ 8"),
        ("my", "၁ ရက်"),
    ],
)
def test_a_title_parts_between_what_is_read_as_one(tag, title):
    text = title.replace("|", "")
    places = sorted(place for place, level in held(text, tag, NAMES).items() if level == FREE)

    ends = [0, *places, len(text)]
    assert "|".join(text[start:end] for start, end in pairwise(ends)) == title


def test_a_number_with_a_hyphen_is_one_word():
    assert held("8-й", "ru") == held("8-ї", "uk") == {2: WORD}


def test_what_is_beside_a_name_parts_before_it_unless_it_stood_alone():
    name = ["Premio de la Paz"]
    assert held("Del gran 8.º Premio de la Paz", "es", name)[13] == BESIDE_NAME
    assert held("8.º Premio de la Paz", "es", name)[4] == PHRASE


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("en", "Japan Association for Refugees"),
        ("hi", "जापान शरणार्थी सहायता संघ"),
        ("am", "የጃፓን የስደተኞች ድጋፍ ማኅበር"),
        ("fa", "انجمن ژاپنی حمایت از پناهندگان"),
        ("he", "האגודה היפנית למען פליטים"),
        ("my", "ဂျပန်နိုင်ငံ ဒုက္ခသည်ကူညီစောင့်ရှောက်ရေးအသင်း"),
    ],
)
def test_a_short_form_stays_with_the_last_word_of_its_name(tag, name):
    """The name itself parts before that does: nothing stands alone on a line in its brackets."""
    for short_form in ("(JAR)", "("):  # in an element of its own its bracket alone is seen
        levels = held(f"{name} {short_form}", tag, [name])
        assert levels.pop(len(name) + 1) == PHRASE
        assert max(levels.values()) >= PHRASE


def test_furigana_has_phrases_of_its_own():
    assert held("沖縄平和賞", "ja-simple") == {}


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("ja", "[2024年1月11日]に[第8回]、[15年]以上、[〒900-8570] 難民[12名]"),
        ("zh-Hant", "[民國113年1月11日]，[郵遞區號900-8570]"),
        ("ko", "[2024년 1월 11일에] 3명이, [우편번호 900-8570]"),
        (
            "en",
            "On [January 11, 2024] and the [11th of May 2023], 3 people in 1999; in [May 2020], we may",
        ),
        ("vi", "[ngày 11 tháng 1 năm 2024], [11 tháng 12, 2024]"),
        ("es", "el [11 de enero de 2024] y"),
        ("ru", "от [11 января 2024 г.] и"),
        ("th", "วันที่ [11 มกราคม ค.ศ. 2024] และ [11 มกราคม 2567]"),
        ("my", "[၂၀၂၄ ဇန်နဝါရီ ၁၁] တွင်"),
        ("ar", "في [11 يناير 2024]، عام 1999"),
        ("fa", "[۱۱ ژانویهٔ ۲۰۲۴]"),
        ("hi", "[11 जनवरी 2024] को"),
        ("am", "[11 ጃንዋሪ 2024]"),
    ],
)
def test_dates_numbers_and_postcodes_of_running_text_are_whole(tag, text):
    plain = text.replace("[", "").replace("]", "")
    inside = {place for start, end in wholes(plain, tag) for place in range(start, end)}
    marked = "".join(
        "[" * (place in inside and place - 1 not in inside)
        + letter
        + "]" * (place in inside and place + 1 not in inside)
        for place, letter in enumerate(plain)
    )
    assert marked == text

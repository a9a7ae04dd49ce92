"""Lines break between words, and never within a syllable."""

from xml.etree.ElementTree import Element, SubElement

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fragment_fromstring, tostring

from laureate_print.pdf_engine.last_lines import hold_ends
from laureate_print.pdf_engine.line_breaking import break_lines, hold_wholes, parted, plain


def broken(text, language, names=(), tag="p", in_headings=()):
    root = Element(tag)
    root.text = text
    break_lines(root, language, names, in_headings=in_headings)
    return root.text


def test_burmese_breaks_between_words():
    assert broken("ဒုက္ခသည်များအတွက်", "my").count("\u200b") >= 2


def test_a_translators_own_breaks_win():
    assert broken("ဒုက္ခ\u200bသည်များအတွက်", "my") == "ဒုက္ခ\u200bသည်များအတွက်"


def test_a_name_of_the_glossary_holds_together():
    assert "\u200b" in broken("အိုကီနာဝါ", "my")
    assert "အိုကီနာဝါ" in broken("ကအိုကီနာဝါ", "my", ["အိုကီနာဝါ"])


def test_what_a_heading_holds_together_waits_to_part():
    prize = ["沖縄平和賞"]
    title = broken("第8回沖縄平和賞受賞者", "ja", tag="h1", in_headings=prize)
    assert (
        title
        == "第\u20608\u2060回沖\u2060縄\u2060\u2060平\u2060和\u2060\u2060賞受\u2060賞\u2060\u2060者"
    )
    assert parted(title) == "第\u20608\u2060回沖\u2060縄平\u2060和賞受\u2060賞者"
    assert broken("和平奖", "zh-Hans", tag="h2", in_headings=["和平奖"]) == "和\u2060平\u2060奖"
    name = "Premio de la Paz"
    assert broken(f"el 8.º {name}", "es", tag="h1", in_headings=[name]).count("\u2060") == 2 + 4 + 6
    assert broken("沖縄", "ja") == "沖縄"


def test_a_long_burmese_name_parts_between_its_words():
    name = "ဂျပန်နိုင်ငံဒုက္ခသည်ကူညီစောင့်ရှောက်ရေးအသင်း"
    held = broken(name, "my", tag="h2", in_headings=[name])
    assert "\u200b" not in held
    assert parted(held) == broken(name, "my")


def test_signs_of_chinese_begin_no_line():
    for sign in "·～〜—":
        held = broken(f"安东{sign}古特", "zh-Hans")
        assert held == f"安东\u2060{sign}古特"
    assert broken("甲／乙", "zh-Hant") == "甲\u2060／\u2060乙"
    assert broken("他说——好……", "zh-Hans") == "他说——好……"
    assert "和\u2060平\u2060·" in broken("和平·古特", "zh-Hans", tag="h2")


def test_korean_words_hold_together():
    assert broken("난민 지원", "ko") == "난\u2060민 지\u2060원"


def test_numbers_with_hyphens_hold_together():
    assert broken("098-894-2226", "en") == "098-\u2060894-\u20602226"


def test_language_of_a_part_counts():
    root = Element("p")
    part = SubElement(root, "b", lang="en")
    root.text, part.text, part.tail = "난민 ", "ab cd", " 지원"
    break_lines(root, "ko")

    assert root[0].text == "ab cd"
    assert root[0].tail == " 지\u2060원"


@pytest.mark.parametrize("language", ["en", "ja", "ko", "my"])
@given(
    text=st.text(
        alphabet=st.characters(
            exclude_characters="\u200b\u2060\u00ad", exclude_categories=["Cs", "Cc"]
        )
    )
)
def test_marks_are_all_that_is_added(language, text):
    assert plain(broken(text, language)) == text


@given(text=st.text(alphabet="ကခဂစဆညတထနပမယရလဝသဟအာိီုူေဲံ့း်ျြွှ၊။ ", max_size=80))
def test_burmese_never_breaks_before_a_dependent_sign(text):
    signs = "ာိီုူေဲံ့း်ျြွှ"

    assert not any(f"\u200b{sign}" in broken(text, "my") for sign in signs)


def test_a_japanese_address_breaks_at_its_spaces_alone():
    root = Element("address", lang="ja")
    line = SubElement(root, "p")
    number = SubElement(line, "span")
    line.text, number.text, number.tail = "電話:", "098", " 階(東)"
    break_lines(root, "en")

    assert line.text == "電\u2060話\u2060:\u2060"
    assert number.tail == " 階\u2060(\u2060東\u2060)"
    assert broken("電話", "ja") == "電話"


def test_a_web_address_breaks_after_its_joints_and_keeps_short_ends_whole():
    root = Element("p", lang="en")
    address = SubElement(root, "bdi", {"class": "address"})
    address.text = "www.pref.okinawa.example/peace-prize/prize.8/index.html?a=b.jp"
    break_lines(root, "en")

    assert address.text.replace("\u2060", "").split("\u200b") == [
        *("www.", "pref.", "okinawa.", "example/", "peace-prize/", "prize.", "8/"),
        *("index.html?", "a=", "b.jp"),
    ]


def marked(markup, language, mark):
    """A paragraph with a mark where U+2060 was put."""
    root = fragment_fromstring(markup)
    mark(root, language)
    return tostring(root, encoding="unicode").replace("\u2060", "~")


def test_running_text_keeps_dates_whole_but_in_tables_and_as_it_was_written():
    assert (
        marked("<p>am <b>1. Mai 2024</b></p>", "de", hold_wholes)
        == "<p>am <b>1. ~Mai ~2024</b></p>"
    )
    assert marked("<p>2024年1月</p>", "ja", hold_wholes) == "<p>2024~年~1~月</p>"
    for cell in ("<td>1. Mai 2024</td>", "<pre>1. Mai 2024</pre>"):
        assert marked(cell, "de", hold_wholes) == cell


def test_a_postcode_stays_with_its_label():
    code = '<span dir="ltr">9008</span>'
    assert marked(f"<p>1층, 우편 {code}</p>", "ko", hold_wholes) == f"<p>1층, 우편 ~{code}</p>"
    assert (
        marked(f"<p>（东侧），邮编{code}</p>", "zh-Hans", hold_wholes)
        == f"<p>（东侧），邮~编~{code}</p>"
    )
    assert marked(f"<p>Naha, {code}</p>", "ru", hold_wholes) == f"<p>Naha, {code}</p>"


WORDS = "Words, and more of them, so that the paragraph has more than one line, "


@pytest.mark.parametrize(
    ("language", "paragraph"),
    [
        ("en", f"<p>{WORDS}as it ~ends.</p>"),
        ("en", f"<p>{WORDS}as <em>it ~</em>ends <b>»</b></p>"),
        ("en", f"<p>{WORDS}unpronounceable ornithorhynchus.</p>"),
        ("en", f'<p>{WORDS}as it ~ends<span class="note">Or not.</span>.</p>'),
        ("en", "<p>In short: it ends.</p>"),
        ("ja", f"<p>{'難民のため' * 9}に活動していま~し~た~。</p>"),
        ("my", f"<p>{'ဒုက္ခသည် ' * 20}အသင်း\u200bအဖွဲ့~အစည်း</p>"),
    ],
)
def test_no_paragraph_ends_in_a_line_of_one_word(language, paragraph):
    bare = paragraph.replace("~", "\u200b" if language == "my" else "")
    assert marked(bare, language, hold_ends) == paragraph

"""Lines in a browser: what GB/T 15834 holds together in Chinese is held, and headings divide no word,
no number, and in Japanese, Chinese and Korean no name, at any width of the window.
"""

import random
import re
from itertools import pairwise

import pytest
from icu4py.breakers import CharacterBreaker, WordBreaker

from laureate_print.outputs.web_lines import with_held_signs
from tests.outputs.web.pages import catalog, each_language

LETTERS = "甲乙丙丁子丑寅卯王田中山川"
SIGNS = ["·", "‧", "•", "——", "……", "，", "。", "《", "》", "（", "）", "～", "／"]
# Where each letter of the page stands, in the order of the text: line by line.
LINES = """() => {
  const lines = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let top = null;
  for (let node; (node = walker.nextNode());) for (let at = 0; at < node.length; at++) {
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    const box = range.getBoundingClientRect();
    if (top === null || Math.abs(box.top - top) > box.height / 2) lines.push('');
    top = box.top;
    lines[lines.length - 1] += node.data[at];
  }
  return lines;
}"""


def lines_of(page, html):
    page.set_content(html)
    found = []
    for width in (320, 500, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        found.append(page.evaluate(LINES))
    return found


def flaws(lines):
    begun = [line for line in lines[1:] if line[0] in "·‧•～／"]
    pairs = pairwise(lines)
    return begun + [after for before, after in pairs if before[-1] == after[0] in "—…"]


def test_chinese_lines_begin_with_no_interpunct_and_part_nothing_doubled(browser):
    draw = random.Random(15834)
    parts = ("".join(draw.choices(LETTERS, k=draw.randint(1, 5))) for _ in range(600))
    text = "".join(part + draw.choice(SIGNS) for part in parts)
    page = browser.new_page()
    for tag in ("zh-Hans", "zh-Hant"):
        html = f'<html lang="{tag}"><body style="line-break: loose">{text}</body></html>'
        held, rule = with_held_signs(html)
        assert re.sub("<[^>]*>", "", held) == text
        assert any(map(flaws, lines_of(page, html)))
        assert not any(map(flaws, lines_of(page, f"<style>{rule}</style>{held}")))
    assert with_held_signs(html.replace("zh-Hant", "ja")) == (html.replace("zh-Hant", "ja"), "")
    page.close()


PLACES = ("Okinawa", "Japan", "Naha")
WIDTHS = (320, 390, 480, 600, 768, 1024, 1280)
# Where lines of a heading end: its text without readings, and the places in it.
ENDS = """() => [...document.querySelectorAll("h1, h2, h3")].filter(it => it.getClientRects().length).map(it => {
  const walker = document.createTreeWalker(it, NodeFilter.SHOW_TEXT), range = document.createRange();
  let text = "", bottom = null, ends = [];
  for (let node; (node = walker.nextNode());) {
    if (node.parentElement.closest("rt, rp")) continue;
    for (let at = 0; at < node.length; at++) {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const [box] = range.getClientRects();
      if (box && box.width) {
        if (bottom !== null && box.bottom - bottom > box.height / 2) ends.push(text.length + at);
        bottom = box.bottom;
      }
    }
    text += node.data;
  }
  return [text, ends];
})"""
NUMBER = re.compile(r"第?\d+[回届屆]|제\d+회|\d+-\w+")


@each_language
def test_no_line_of_a_heading_ends_within_a_word_or_a_number(shown):
    language, page = shown
    catalogued = catalog("glossary", language).values()
    all_names = [form for entry in catalogued for form in (entry.string or entry.id).splitlines()]
    places = [it for entry in catalogued if entry.id in PLACES for it in entry.string.splitlines()]
    words = [it for it in places if " " not in it]
    names = all_names if re.match("ja$|zh|ko", language) else words
    divided = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for text, ends in page.evaluate(ENDS):
            spans = [it.span() for name in names for it in re.finditer(re.escape(name), text)]
            spans += [it.span() for it in NUMBER.finditer(text)]
            divided += [
                (width, f"{text[:end]} / {text[end:]}")
                for end in ends
                if not is_between_words(text, end, language)
                or any(start < end < stop for start, stop in spans)
            ]
    assert divided == []


def is_between_words(text, end, language):
    if language in ("my", "km", "lo", "th"):  # browsers have dictionaries of their own
        return end in {end for _, end in CharacterBreaker(text, language).segments()}
    return end in {end for _, end in WordBreaker(text, language).segments()}


@pytest.mark.parametrize(
    ("tag", "heading", "held"),
    [
        ("ja", "第8回沖縄平和賞受賞者", "第8回|沖縄平和賞|受賞者"),
        (
            "ja",
            "第8回<ruby>沖縄平和賞<rp>（</rp><rt>おきなわ</rt><rp>）</rp></ruby><em>受賞者</em>のお知らせ",
            "第8回|<ruby>沖縄平和賞<rp>（</rp><rt>おきなわ</rt><rp>）</rp></ruby>|<em>受賞者</em>の|お知らせ",
        ),
        ("zh-Hans", "冲绳和平奖&amp;第8届冲绳和平奖", "冲绳和平奖|&amp;|第8届|冲绳和平奖"),
        ("ko", "제8회 <b>오키나와 평화상</b> 수상자", "제8회 <b>오키나와[ ]평화상</b> 수상자"),
        ("th", "รางวัลสันติภาพโอกินาวะ ครั้งที่ 8", "รางวัลสันติภาพ[โอกินาวะ] ครั้งที่ 8"),
        ("uk", "Лауреат 8-ї премії", "Лауреат [8-ї] премії"),
        ("vi", "Giải thưởng Hòa bình", "Giải thưởng Hòa bình"),
        ("ja", "ほかの言語", "ほかの言語"),
    ],
)
def test_marks_of_a_heading_stand_outside_of_its_elements(tag, heading, held):
    names = ["沖縄平和賞", "冲绳和平奖", "오키나와 평화상", "Giải thưởng Hòa bình", "โอกินาวะ"]
    html, _ = with_held_signs(f'<h1 lang="{tag}">{heading}</h1>', names[-2:], names)
    marks = {'<wbr aria-hidden="true">': "|", '<span class="held">': "[", "</span>": "]"}
    for mark, sign in marks.items():
        html = html.replace(mark, sign)
    assert html == f'<h1 lang="{tag}">{held}</h1>'


def test_dates_and_postcodes_are_whole_but_in_tables_and_as_they_were_written():
    code, date = '<span dir="ltr">900-8570</span>', "2024年1月11日"
    html, _ = with_held_signs(
        f'<body lang="zh-Hans"><p>（东侧），邮政编码{code}，{date}</p><time>{date}</time>'
        f'<td>{date}</td><pre>{date}</pre><p lang="ru">Наха, {code}</p>'
    )
    held = f'<span class="held">邮政编码{code}</span>，<span class="held">{date}</span></p>'
    assert html.count('class="held"') == 2
    assert held in html

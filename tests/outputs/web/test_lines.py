"""Lines in a browser, at any width of the window: what GB/T 15834 holds together in Chinese text is
held, and no title parts a word, a number or, where it has room, a name.
"""

import random
import re
from itertools import accumulate, pairwise

from laureate_print.outputs.web_lines import with_held_signs

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


# Where a line of a title may end, and how wide a letter is at most, in em.
TITLES = {
    "ja": ("第8回/沖縄平和賞/受賞者", 1.1),
    "zh-Hans": ("第8届/冲绳和平奖/得主", 1.1),
    "ko": ("제8회 /오키나와 평화상 /수상자", 0.8),
    "my": ("အိုကီနာဝါ /ငြိမ်းချမ်းရေးဆု", 0.45),
    "ru": ("Лауреат /8-й /премии мира", 0.6),
    "es": ("Entrega /del 8.º /Premio de Paz", 0.55),
}
NAMES = {
    "沖縄平和賞",
    "冲绳和平奖",
    "得主",
    "오키나와 평화상",
    "အိုကီနာဝါ",
    "премии мира",
    "Premio de Paz",
}
STYLE = "body{margin:0 24px}h1{font-size:36px;margin:0;overflow-wrap:break-word}"


def test_no_title_parts_what_is_read_as_one_where_it_has_room(browser):
    page = browser.new_page()
    for tag, (marked, letter) in TITLES.items():
        title = marked.replace("/", "")
        html = f'<html lang="{tag}"><body><h1>{title}</h1></body></html>'
        held, rule = with_held_signs(html, NAMES, lambda text, _, it=letter: it * len(text))
        assert re.sub("<[^>]*>", "", held) == title
        for lines in lines_of(page, f"<style>{STYLE}{rule}</style>{held}"):
            assert set(ends(map(str.strip, lines))) <= set(ends(marked.split("/"))), (tag, lines)
    page.close()


def ends(lines):
    return accumulate(len(line.replace(" ", "")) for line in lines)

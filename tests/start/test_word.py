"""A Word file becomes a document: what can be taken over is, what cannot is told with its place."""

import contextlib
import io
import random
import time
import zipfile
from copy import deepcopy

import pytest
from lxml import etree
from PIL import Image

from laureate_print.errors import InputError
from laureate_print.sources import markdown
from laureate_print.sources.document_body import read_body
from laureate_print.start.html_markdown import escaped
from laureate_print.start.word import read_word
from tests.start.word_file import item, note, p, picture, r, table, word

CENTRED = '<w:jc w:val="center"/>'


def png(width=40, height=20):
    """A picture, red on its left half and blue on its right."""
    image = Image.new("RGB", (width, height), "red")
    image.paste("blue", (width // 2, 0, width, height))
    saved = io.BytesIO()
    image.save(saved, "PNG")
    return saved.getvalue()


def moving():
    """A GIF that shows the picture, and then it upside down."""
    first = Image.open(io.BytesIO(png()))
    saved = io.BytesIO()
    first.save(saved, "GIF", save_all=True, append_images=[first.rotate(180)])
    return saved.getvalue()


def ruby(base, reading):
    return (
        f"<w:r><w:ruby><w:rt>{r(reading)}</w:rt><w:rubyBase>{r(base)}</w:rubyBase></w:ruby></w:r>"
    )


def graphic(uri, inside="", number=7):
    data = f'<a:graphicData uri="http://schemas.example/{uri}">{inside}</a:graphicData>'
    return (
        f'<w:drawing><wp:inline><wp:docPr id="{number}" name="x"/><a:graphic>{data}</a:graphic>'
        "</wp:inline></w:drawing>"
    )


def box(words):
    shape = f"<wps:wsp><wps:txbx><w:txbxContent>{p(words)}</w:txbxContent></wps:txbx></wps:wsp>"
    choice = f'<mc:Choice Requires="wps">{graphic("wordprocessingShape", shape)}</mc:Choice>'
    return f"<w:r><mc:AlternateContent>{choice}<mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r>"


def change(kind, words):
    held = f"<w:delText>{words}</w:delText>" if kind == "del" else f"<w:t>{words}</w:t>"
    return f'<w:{kind} w:id="1"><w:r>{held}</w:r></w:{kind}>'


LETTER = word(
    p("第9回平和賞の決定について", style="a3"),
    p("　", ruby("難民", "なんみん"), "と第", ruby("9回", "きゅうかい"), "の", r("支え", "<w:b/>"), "。", note(1)),
    p("1. 打った番号"), p("# 打った見出し"), p("・点の一"), p("・点の二"),
    p("経緯", style="1"), p("細目", style="3"),
    item("一"), item("入れ子", level=1), item("数", number=2, level=1), item("二"), item("ア", number=3),
    p("表1 一覧", style="ae"),
    table(["年", "団体", "人数"], ["2022", "甲 | 乙", "1,200"], ["2024", ("丙", '<w:vMerge w:val="restart"/>'), "30"],
          ["2026", ("", "<w:vMerge/>"), "5"], [("丁", '<w:gridSpan w:val="2"/>'), "7"]),
    table([("項目", '<w:gridSpan w:val="2"/>')], [p("一") + p("続き"), "二"], head=False), table([p("囲み")]),
    p(picture("p1", "式典の写真")), p("図1 式典", style="ae"), p(picture("p1", "")),
    p(picture("p1", "", more='<adec:decorative val="1"/>')), p(picture("p2", "古い図")),
    p(picture("p3", "右半分", crop='<a:srcRect l="50000"/>')),
    p('<w:hyperlink r:id="l1">' + r("県の頁", '<w:rStyle w:val="aa"/><w:u w:val="single"/>') + "</w:hyperlink>", "と",
      '<w:hyperlink r:id="l2">' + r("書類") + "</w:hyperlink>"),
    p("H", r("2", '<w:vertAlign w:val="subscript"/>'), "O、m", r("2", '<w:vertAlign w:val="superscript"/>'),
      r("傍点", '<w:em w:val="dot"/>'), r("赤", '<w:color w:val="FF0000"/>'), r("秘密", "<w:vanish/>")),
    p("電話", "<w:r><w:tab/></w:r>", "098-000-0000"), p(box("枠の中"), "枠の外"),
    p(f"<w:r>{graphic('chart')}</w:r>"), p("式", "<m:oMath><m:r><m:t>1+1=2</m:t></m:r></m:oMath>"),
    p("前", change("ins", "足した"), change("del", "消した"), "後"),
    p("一行目", "<w:r><w:br/></w:r>", "- 二行目"), p("引用です。", style="q"), p("終わり", note(2)),
    notes=["注の言葉。", p("注二。") + p("二段目。")], company="例県",
    relations=[("p1", "image", "media/1.png"), ("p2", "image", "media/2.emf"), ("p3", "image", "media/3.gif"),
               ("l1", "hyperlink", "https://www.example.jp/a (b)/"), ("l2", "hyperlink", "file:///C:/x.docx")],
    parts=[("word/media/1.png", png()), ("word/media/2.emf", b"\x01\x00\x00\x00 EMF"),
           ("word/media/3.gif", moving())],
)  # fmt: skip

BODY = """\
難民《なんみん》と第｜9回《きゅうかい》の**支え**。[^1]

1\\. 打った番号

\\# 打った見出し

- 点の一
- 点の二

## 経緯

### 細目

- 一
  - 入れ子
  1. 数
- 二

1. ア

| 年 | 団体 | 人数 |
|---|---|---:|
| 2022 | 甲 \\| 乙 | 1,200 |
| 2024 | 丙 | 30 |
| 2026 | ^^ | 5 |
| 丁 | << | 7 |

: 表1 一覧

| 項目 |  |
|---|---|
| 一 続き | 二 |

囲み

![式典の写真](picture-1.png "図1 式典")

![picture-2.png](picture-2.png)

![](picture-3.png)

![右半分](picture-4.png)

[県の頁](https://www.example.jp/a%20%28b%29/)と書類

H~2~O、m^2^*傍点*赤

電話 098-000-0000

枠の外

枠の中

式`1+1=2`

前足した後

一行目\\
\\- 二行目

> 引用です。

終わり[^2]

[^1]: 注の言葉。

[^2]: 注二。

    二段目。"""

TOLD = [
    "paragraph 13 (“ア”): the list counts 1, 2, 3 now, not by “aiueo”",
    "paragraph 22 (“H2O、m2傍点赤秘密”): coloured words are black now; say with words what colour said",
    "paragraph 22 (“H2O、m2傍点赤秘密”): hidden words are left out: “秘密”",
    "paragraph 23 (“電話 098-000-0000”): a tab is a space now; for columns make a table in Word",
    "paragraph 24 (“枠の外”): a text box stands behind it now: “枠の中”",
    "paragraph 25: a chart is left out; save it as a picture and insert that",
    "paragraph 26 (“式1+1=2”): an equation is a line of text now; see whether it is right: “1+1=2”",
    "paragraph 27 (“前足した後”): changes are tracked: an insertion is taken over, as Word shows it without marks",
    "paragraph 27 (“前足した後”): changes are tracked: a deletion is carried out, as Word shows it without marks",
    "paragraph 17: picture-2.png has no alternative text: say between its brackets what it shows,"
    " ![…](picture-2.png); without a word it is ornament",
    "paragraph 19: a picture (x-emf) is left out: it cannot be read; save it as PNG or JPEG and insert it anew",
    "paragraph 20: a picture moves: picture-4.png is its first one alone",
    "table 2: the head cell “項目” reached over others, which are empty now: in the head of a Markdown table"
    " each column has a cell of its own",
    "table 2: its first row is taken for its head",
    "table 2: the paragraphs of a cell are one now",
    "table 3: the frame around a text is left out",
    "the link “書類” leads to file:///C:/x.docx; it is words now",
]


def test_a_letter_becomes_a_document_and_each_loss_is_told_with_its_place():
    found = read_word(LETTER, "letter.docx")

    assert found.title == "第9回平和賞の決定について"
    assert found.body == BODY
    assert sorted(found.told) == sorted(f"letter.docx: {it}" for it in TOLD)
    assert found.publisher == "例県"
    assert list(found.pictures) == [f"picture-{number}.png" for number in range(1, 5)]
    with Image.open(io.BytesIO(found.pictures["picture-4.png"])) as cut:
        assert (cut.size, cut.convert("RGB").getpixel((0, 0))) == ((20, 20), (0, 0, 255))


VML = (
    '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape alt="古い写真"><v:imagedata r:id="p1"/>'
    "</v:shape></w:pict></w:r>"
)
BEGIN, END = (f'<w:r><w:fldChar w:fldCharType="{it}"/></w:r>' for it in ("begin", "end"))
EMOJI = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="w16se"><w16se:symEx xmlns:w16se="x"/></mc:Choice>'
    "<mc:Fallback><w:t>☺</w:t></mc:Fallback></mc:AlternateContent></w:r>"
)
WINGDINGS = '<w:rFonts w:ascii="Wingdings"/>'
OWN_STYLES = {
    "h": '<w:basedOn w:val="2"/>', "o": '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>',
    "x": "<w:rPr><w:vanish/></w:rPr>", "s": "<w:rPr><w:i/></w:rPr>",
}  # fmt: skip


def field(code, shown=""):
    """A field as Word writes it: its code, and what it shows."""
    return f"{BEGIN}<w:r><w:instrText>{code}</w:instrText></w:r>{r(shown)}{END}"


def test_what_offices_make_of_word_is_taken_over_or_told():
    """Own styles, fields, faces of signs, pictures among words, emoji, marks that Google writes."""
    called = note(1).replace("<w:r>", '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>')
    letter = word(
        p(r("告知", "<w:b/>"), properties=CENTRED), p("章", style="h"), p("節", style="o"),
        p("隠れた段", style="x"), p(r("傾", '<w:rStyle w:val="s"/>'), "き", called),
        p(field(r"EQ \o\ad(\s\up 9(きょうこく),峡谷)"), "、", field(r"EQ \o\ac(○,印)"), "、", field("PAGEREF _T", "3"), "頁"),
        p(r("\uf0fc", WINGDINGS), r("J", WINGDINGS), EMOJI, r("やめた", "<w:dstrike/>")),
        p("前", picture("p1", "中の写真"), "後"), p(VML), p("一\u2028二"), p("○○県"), p("・・・"),
        p(picture("gone", "ない写真")), table([p(r("頭", "<w:b/>"))], ["١٬٢٠٠"]),
        notes=[p("注") + item("一") + item("二")], own_styles=OWN_STYLES,
        relations=[("p1", "image", "media/1.png")], parts=[("word/media/1.png", png())],
    )  # fmt: skip
    found = read_word(letter, "x.docx")

    assert found.title == "告知"
    assert found.body.split("\n\n") == [
        "## 章", "### 節", "*傾*き[^1]", "峡谷《きょうこく》、○ 印、3頁", "✓☺☺~~やめた~~", "前後",
        "![中の写真](picture-1.png)", "![古い写真](picture-2.png)", "一\\\n二", "○○県", "・・・",
        "| 頭 |\n|---:|\n| ١٬٢٠٠ |", "[^1]: 注", "    一", "    二",
    ]  # fmt: skip
    assert [it.removeprefix("x.docx: ") for it in found.told] == [
        "paragraph 1 (“告知”): taken for the title, for it is the first centred line",
        "paragraph 8 (“前後”): a picture among its words stands behind it now",
        "paragraph 4 (“隠れた段”): hidden words are left out: “隠れた段”",
        "paragraph 6 (“、、3頁”): an equation field is words now; see whether it is right: “○ 印”",
        "paragraph 6 (“、、3頁”): “3” is a number that Word counted; see whether it is right",
        "paragraph 13: a picture is left out: it is not in the file; insert it anew",
        "the note 1 held a list or a table, which is paragraphs now",
    ]


def test_lines_that_look_like_headings_are_taken_for_them_where_no_style_says_so():
    bold = "<w:b/>"
    found = read_word(
        word(
            p(r("題", bold)),
            p("前文"),
            p(r("理由", bold)),
            p("文。"),
            p(r("一文です。", bold)),
            p("文。"),
        ),
        "x.docx",
    )
    assert (found.title, found.body) == ("題", "前文\n\n## 理由\n\n文。\n\n**一文です。**\n\n文。")
    assert (
        found.told[1]
        == "x.docx: paragraph 3 (“理由”): taken for a heading, for it is a bold line by itself"
    )


@pytest.mark.parametrize(
    ("paragraphs", "named", "title", "body"),
    [
        ([p("題", style="a3"), p("章", style="1"), p("文")], "", "題", "## 章\n\n文"),
        ([p("題", style="m1"), p("章", style="2")], "", "題", "## 章"),  # 見出し 1, of another program
        (
            [p("令和8年5月1日"), p("決定について", properties=CENTRED), p("文")],
            "",
            "決定について",
            "令和8年5月1日\n\n文",
        ),
        ([p("Text"), p("A", style="1"), p("B", style="1")], "Named *so*", "Named \\*so\\*", "Text\n\n## A\n\n## B"),
        ([p("題", style="a3"), p("深い", style="3")], "", "題", "## 深い"),
    ],
)  # fmt: skip
def test_the_title_is_found_and_headings_go_down_step_by_step(paragraphs, named, title, body):
    found = read_word(word(*paragraphs, title=named), "x.docx")
    assert (found.title, found.body) == (title, body)


@pytest.mark.parametrize(
    "text",
    [
        "2 * 3 * 4, **no** mark, snake_case_name, _x_, a~b~c, x^2^, `code` and \\ too",
        "[words](https://example.jp/), [^1], ![x](y.png), {name}, <b>bold</b>, <!-- x -->",
        "AT&amp;T & Co &copy; 5 < 6 > 4 | a | b",
        "※注意　「第1回」・〔別紙〕｛重要｝～10~12名",
        "見出し？ [a][b] [c]: d ](e) ** *** `` {{x}} [^2]: ![",
        "السلام *عليكم* [1] {2} _3_",
        "မြန်မာ *စာ* [၁] {၂}",
        "हिन्दी **पाठ** [१] `२`",
        "ไทย ~ข้อ~ ^๑^ {๒}",
    ],
)
def test_what_was_typed_is_read_as_it_was_typed(text):
    for begin in ("", "1. ", "- ", "+ ", "# ", "> ", ": ", "12) ", "=== ", "--- "):
        found = read_word(word(p("T", style="a3"), p(begin + text)), "x.docx")
        assert found.body == "" or found.body.count("\n") == 0
        tokens = markdown.parser().parse(found.body)
        assert [it.type for it in tokens] == ["paragraph_open", "inline", "paragraph_close"]
        read = "".join(it.content for it in tokens[1].children)
        assert read == begin + text
        assert read_body(f"# T\n\n{found.body}\n", 0, ())[1] == []
    assert markdown.plain(escaped(text)) == text


def test_lists_go_on_after_other_words_and_what_stands_in_a_cell_stays_on_its_line():
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'
    link = "".join(
        f"<w:r>{it}</w:r>"
        for it in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText> HYPERLINK "mailto:a@example.jp" </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>', "<w:t>a@example.jp</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )  # fmt: skip
    found = read_word(
        word(
            p("題", style="a3"), item("一", 2), item("深", 2, 1), p("間の文"), item("二", 2), item("深い", 2, 1),
            p("章", style="1", properties=numbered),
            table(["a", "b"], [p("x") + table(["i", "j"], ["k", "l"]), item("甲") + item("乙")]),
            p('<w:fldSimple w:instr="SEQ 表"><w:r><w:t>5</w:t></w:r></w:fldSimple>', "番目、", link),
            p('<w:hyperlink w:anchor="b1">' + r("章へ") + "</w:hyperlink>"),
            p('<w:bookmarkStart w:id="1" w:name="b1"/>', "別の章", style="2"),
            p('<w:r><w:sym w:font="県外字" w:char="E001"/></w:r>', "外字"),
        ),
        "x.docx",
    )  # fmt: skip
    assert found.body.split("\n\n") == [
        "1. 一\n   1. 深", "間の文", "2. 二\n   1. 深い", "## 章",
        "| a | b |\n|---|---|\n| x i j k l | 甲 乙 |", "5番目、<a@example.jp>", "[章へ](#別の章)", "### 別の章", "外字",
    ]  # fmt: skip
    assert [line.removeprefix("x.docx: ") for line in found.told] == [
        "paragraph 7 (“章”): the number of the heading is left out; write it, if it is needed",
        "paragraph 11 (“外字”): a sign of the face 県外字 is left out; no other face has it",
        "table 1: a list or table inside a cell is words now",
    ]


@pytest.mark.slow
def test_a_broken_file_is_read_or_refused_but_never_a_traceback():
    """Parts of its text are lost, doubled or stand where they should not."""
    chance = random.Random(13)
    with zipfile.ZipFile(io.BytesIO(LETTER)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(60):
        root = etree.fromstring(parts["word/document.xml"])
        for _ in range(8):
            one, other = chance.choices([*root.iter()], k=2)
            kind = chance.randrange(4)
            if kind == 0 and one.getparent() is not None:
                one.getparent().remove(one)
            elif kind == 1 and one.attrib:
                one.set(chance.choice(list(one.attrib)), chance.choice(["", "-1", "999", "rId9"]))
            elif kind == 2:
                other.append(deepcopy(one))
            elif one.getparent() is not None:
                one.getparent().insert(0, deepcopy(other))
        broken = io.BytesIO()
        with zipfile.ZipFile(broken, "w") as archive:
            for name, content in (parts | {"word/document.xml": etree.tostring(root)}).items():
                archive.writestr(name, content)
        with contextlib.suppress(InputError):
            read_word(broken.getvalue(), "x.docx")


def test_no_picture_starts_a_program_or_breaks_us():
    """Postscript would start Ghostscript; over broken files Pillow raises what it stumbles on."""
    made = {"bmp": io.BytesIO(), "tiff": io.BytesIO(), "png": io.BytesIO()}
    for kind, saved in made.items():
        size = (20_000, 20_000) if kind == "png" else (9, 9)
        Image.new("1", size).save(saved, kind)
    emf = b"\1\0\0\0\x6c\0\0\0" + bytes(32) + b" EMF" + bytes(99)  # a frame of no width
    eps = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) (r) file\nshowpage\n"
    files = {"emf": emf, "eps": eps} | {kind: it.getvalue() for kind, it in made.items()}
    read = read_word(
        word(
            *(p(picture(kind, "A boat")) for kind in files),
            relations=[(kind, "image", f"media/a.{kind}") for kind in files],
            parts=[(f"word/media/a.{kind}", content) for kind, content in files.items()],
        ),
        "x.docx",
    )

    assert sorted(name[-3:] for name in read.pictures) == ["png"] * 3
    assert sum("a picture" in it and "is left out" in it for it in read.told) == 2


@pytest.mark.slow
def test_many_parts_of_one_line_take_no_longer_than_many_lines():
    """None of these may look at all the others for each: some hundred times as long."""
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r>"
    fields = (field.format("begin") + code) * 2000 + field.format("end") * 2000
    content = word(
        p(fields),
        p("<w:r><w:t>a</w:t></w:r>" * 4000),
        p("<w:r>" + "<w:tab/>" * 4000 + "</w:r>"),
        p("<w:r><w:tab/></w:r>" * 4000),
        p(" " * 1_000_000 + "b"),
        own_styles={f"x{at}": f'<w:basedOn w:val="x{at + 1}"/>' for at in range(3000)},
    )
    began = time.process_time()
    read = read_word(content, "x.docx")

    assert read.body.count("a") == 4000
    assert time.process_time() - began < 8


def test_comments_in_the_parts_of_a_package_are_passed_over_and_errors_are_in_plain_words():
    with zipfile.ZipFile(io.BytesIO(word(p("Peace")))) as archive:
        parts = {it: archive.read(it).decode() for it in archive.namelist()}
    first = parts["_rels/.rels"].replace("<Relationship ", "<!-- a --><?b c?><Relationship ", 1)
    assert read_word(word(p("Peace"), parts=[("_rels/.rels", first)]), "x.docx").body == "Peace"

    for body in (
        '<w:p><w:hyperlink r:id="none"/></w:p>',
        '<w:p><w:r><w:sym w:font="a"/></w:r></w:p>',
    ):
        with pytest.raises(InputError, match=r"x.docx is broken: [^'()]+; save it anew in Word"):
            read_word(word(body), "x.docx")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "Word 97 to 2003; open it in Word and save it as .docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "by a password; take it off"),
        (b"{\\rtf1 x}", "is rich text (RTF); open it in Word"),
        (b"PK\x03\x04 cut off", "is broken"),
        (b"words", "is no Word file"),
        (b"", "is no Word file"),
        (word(parts=[("word/document.xml", "<w:document")]), "word/document.xml is no XML"),
        (word(parts=[("word/document.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')]), "a document type"),
        (word(parts=[("xl/workbook.xml", "")]), "an Excel file"),
    ],
)  # fmt: skip
def test_what_is_no_word_file_is_refused_with_what_to_do(content, told):
    with pytest.raises(InputError) as refused:
        read_word(content, "y.doc")
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)

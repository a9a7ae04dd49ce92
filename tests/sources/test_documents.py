"""Documents in Markdown: a message for each block, and an author's slips told by file and line."""

import time

import pytest
from babel.messages.pofile import read_po

from laureate_print.errors import DocumentError
from laureate_print.sources import laureates, load, markdown
from laureate_print.sources.catalogs import wanted
from laureate_print.sources.document_body import read_body
from laureate_print.sources.documents import document
from tests.conftest import DOCUMENT, ROOT, run

MATTER = """\
+++
date = 2026-05-01
publisher = "沖縄県"
description = "The prize."

[[contact]]
language = "ja"
lines = ["沖縄県", "電話 098-894-2226"]
telephone = "098-894-2226"
+++
"""
BODY = "\n# The prize\n\nA paragraph.\n"


@pytest.fixture
def written(tmp_path):
    """A function that writes a document into a project and reads it."""
    (tmp_path / "laureate.toml").write_text(
        'documents = ["prize"]\n[templates]\npage = ["html"]\n', encoding="utf-8"
    )
    path = tmp_path / "templates/documents/prize.md"
    path.parent.mkdir(parents=True)

    def write(text):
        path.write_text(text, encoding="utf-8")
        return load(tmp_path)

    return write


def messages(text):
    """Gives the messages of a body, in their order."""
    body, slips = read_body(text, 0, ["date"])
    assert slips == []
    return [block.message for block in body.all_blocks if block.message]


def test_each_block_is_one_message_without_its_marks():
    text = """\
# The *prize*

## A name

Words of
two lines, www.e.org, **strong**, [a link](https://e.org/).[^n]

- an item
  1. inside

| Year | Laureate |
|-----:|----------|
| 2022 | [Lee][l] |

: The caption

![a bridge](b.jpg "at Naha")

Term
: Meaning

> quoted

[^n]: The note.

[l]: https://e.org/lee "The laureate"
"""
    assert messages(text) == [
        "The *prize*",
        "A name",
        "Words of two lines, www.e.org, **strong**, [a link](https://e.org/).[^n]",
        *("an item", "inside"),
        *("The caption", "Year", "Laureate", "2022", '[Lee](https://e.org/lee "The laureate")'),
        *("a bridge", "at Naha", "Term", "Meaning", "quoted", "The note."),
    ]


@pytest.mark.parametrize(
    ("filled", "message"),
    [
        ("one\ntwo  \nthree", "one two\\\nthree"),
        ("沖縄\n平和賞は\n1999年", "沖縄平和賞は 1999年"),
        ("평화\n상", "평화 상"),
        ("สันติ\nภาพ", "สันติ ภาพ"),
    ],
)
def test_a_paragraph_that_is_filled_anew_is_the_same_message(filled, message):
    assert messages(f"# T\n\n{filled}")[1] == message


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**「平和」**は", {"**…**": 1}),
        ("*「平和」*と**（JAR）**を", {"*…*": 1, "**…**": 1}),
        ("这是**“和平”**的", {"**…**": 1}),
        ('**"peace"** is', {"**…**": 1}),
        ("5 * 3 * 2 and a_b_c", {}),
        (r"\*no\* [x]{lang=fr}", {}),
    ],
)
def test_emphasis_stands_where_its_writer_expects_it(text, html):
    assert dict(markdown.marks(text)) == html


def test_what_has_no_letter_is_no_message_and_comments_reach_the_translator(written):
    text = (
        f"{MATTER}\n# T\n\n<!-- i18n: Keep\nit short. -->\n## A\n\n| a |\n|--:|\n| 12.5 |\n| ٣ |\n"
    )
    asked = wanted(written(text), "prize")
    assert list(asked) == ["T", "The prize.", "A", "a", "沖縄県"]
    assert asked["A"].comments == ["Keep it short."]
    assert asked["A"].places == ["templates/documents/prize.md:16"]


def test_cells_reach_over_others_and_rows_have_heads():
    body, slips = read_body("# T\n\n|  | A |\n|--|--:|\n| R | 1 |\n| ^^ | 2 |\n| S | << |\n", 0, ())
    assert slips == []
    [table] = body.blocks
    rows = [
        [(cell.name, dict(cell.attributes)) for cell in row.blocks]
        for group in table.blocks[1:]
        for row in group.blocks
    ]
    assert [len(group.blocks) for group in table.blocks[1:]] == [2, 1]
    number = {"class": "number"}
    assert rows == [
        [("th", {"scope": "row", "rowspan": "2"}), ("td", number)],
        [("td", number)],
        [("th", {"scope": "row", "colspan": "2"})],
    ]


SLIPS = {
    "**Words": "12: ** has no counterpart",
    "Words*": "",
    "A *word": "12: * has no counterpart",
    "![A bridge](bridge.jpg)": "12: there is no picture bridge.jpg",
    "| a | b |\n|---|---|\n| 1 |": "14: a row of 1 cells in a table of 2 columns",
    "# Another": "12: a second title",
    "a\tb": "12: a tab",
    "<b>Words</b>": "12: <b> is HTML",
    "<div>\nx\n</div>": "12: <div> is HTML",
    "Words.[^1]": "12: the note [^1] has no text",
    "Words.[^1]\n\n[^1]: Words.\n\n    - item": "16: a note has paragraphs alone, and here is a <ul>",
    "[^1]: Words.": "12: nothing refers to the note [^1]",
    "[x](nowhere)": "12: the link leads to 'nowhere'",
    "[x](#nowhere)": "12: no heading is called '#nowhere'",
    "[x][y]": "12: the address behind [x][y] is not given",
    "#### Deep": "12: a heading #### under one of #",
    "##Near": "12: a heading has a space behind its ##",
    "一つ\n・二つ": "13: ・ makes no list",
    "１．一つ\n２．二つ": "13: ２． makes no list",
    "2. 기준\n   가. 하나\n   나. 둘": "14: 나. makes no list",
    "1.one\\\n2.two": "",
    "##\u3000見出し": "12: the space behind ## is a wide or a fixed one",
    "## ": "12: ## has no words",
    "- a\n-\n- b": "13: an item of a list has no words",
    "T\n: a\n\n: \u00a0": "",
    "[\u200b ](https://x.example)": "12: a link has no words",
    "[`x`](https://x.example) [![A boat](photo.jpg)](https://x.example)": "12: there is no picture",
    "```\ncode": "12: ``` has no counterpart",
    "> ```\n> code\n> ```": "",
    "| a | b |\n| 1 | 2 |": "12: no table without",
    "| a | << |\n|---|---|\n| 1 | 2 |": "",
    "| a | b |\n|---|---|\n| ^^ | 2 |": "14: ^^ has no cell above it",
    "| a | b |\n|---|---|\n| All << | 2 |": "14: << stands alone",
    "![[photo.jpg]]": "12: ![[photo.jpg]] is no picture",
    "[^ 1]": "12: the note [^ 1] has no text",
    "{nothing}": "12: {nothing} is no fact",
    '[mots]{langue="fr"}': '12: {langue="fr"} says nothing here',
    '{couleur="rouge"}\n文です。': '13: {couleur="rouge"} says nothing here',
    '[слова]{lang="zz9"}': '12: no language is called {lang="zz9"}',
    '[كلمات]{lang="ar"}, [𞤀]{lang="ff-Adlm"}': "",
    "[x](mailto:nobody)": "12: the link leads to 'mailto:nobody'",
    "[x](https://)": "12: the link leads to 'https://'",
    "<mailto:a@example.jp>, [x](tel:119), [y](https://例.jp)": "",
    "&foo; R&D; &eacute;": "12: &foo; is no sign that HTML knows",
    "The day: {date}": "",
    r"\{nothing\} and \*": "",
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_the_text_is_told_by_file_and_line(written, slip):
    sources = written(f"{MATTER}# T\n{slip}\n")
    if not SLIPS[slip]:
        assert document(sources, "prize").title == "T"
        return
    with pytest.raises(DocumentError) as told:
        document(sources, "prize")
    [line] = str(told.value).split("\n")
    assert line.startswith(f"templates/documents/prize.md:{SLIPS[slip]}")


PICTURE = '[picture]\nfile = "a.jpg"\n'
LACKS = {
    ("[[contact]]", f"{PICTURE}\n[[contact]]"): "6: the picture has no 'alt'; say what it shows",
    ("[[contact]]", f'{PICTURE}alt = "A"\n[[contact]]'): "6: there is no picture a.jpg; put it",
    (
        "[[contact]]",
        f'{PICTURE}alt = "A"\ncredits = "B"\n[[contact]]',
    ): "9: no key of a picture is called 'credits'; did you mean 'credit'?",
    (
        "[[contact]]",
        f'{PICTURE}alt = " "\nfocus = [0.5, 30]\n[[contact]]',
    ): "9: 'focus' should be two numbers from 0 to 1; from the left and from the top: focus =",
    ("[[contact]]", 'picture = "a.jpg"\n[[contact]]'): "6: 'picture' should be a table: [picture]",
    ("date = 2026-05-01", 'date = "1 May"'): "2: '1 May' is no date",
    ("date = 2026-05-01", "date = 2026-02-30"): "2: there is no such day",
    ('publisher = "', "publisher = "): "3: no value that TOML knows; words stand between",
    ("date = 2026-05-01\n", ""): "1: the key 'date' is missing",
    ("publisher =", "publihser ="): "3: no key is called 'publihser'; did you mean 'publisher'?",
    ('lines = ["沖縄県", "電話 098-894-2226"]\n', ""): "6: this contact has no 'lines'",
    ('telephone = "098', 'telefone = "098'): "9: nothing asks for 'telefone' of this contact",
    ('telephone = "098-894-2226"', 'telephone = "098-894-2226(内線2234)"'): (
        "9: '098-894-2226(内線2234)' is more than a number; write it alone, all else in lines:"
        ' telephone = "098-894-2226"'
    ),
    ('telephone = "098-894-2226"', 'email = "a@b.jp?bcc=c@d.jp"'): "9: 'a@b.jp?bcc=c@d.jp' is no",
    ('telephone = "098-894-2226"', 'email = "a@b.jp\\nc"'): "9: 'a@b.jp",
    ('telephone = "098-894-2226"', 'web = "javascript:x"'): "9: 'javascript:x' is no address",
    ('lines = ["沖縄県"', 'lines = ["沖\\u0007縄県"'): "8: 'lines' holds \\x07, which nobody sees",
    ('publisher = "', 'publisher = "\\u202e'): "3: 'publisher' holds \\u202e, which nobody sees",
    ('language = "ja"', 'language = "jp"'): "7: no language 'jp' is known",
    ("[[contact]]", "[contact]"): "6: each contact begins with [[contact]]",
    (
        'lines = ["沖縄県"',
        'gloss = ["{block}"]\nlines = ["沖縄県"',
    ): "8: the gloss asks for {block}",
}


@pytest.mark.parametrize(("old", "new"), LACKS)
def test_a_slip_in_the_facts_is_told_by_file_and_line(written, old, new):
    assert old in MATTER
    with pytest.raises(DocumentError) as told:
        document(written(MATTER.replace(old, new) + BODY), "prize")
    lines = str(told.value).split("\n")
    assert any(line.startswith(f"templates/documents/prize.md:{LACKS[old, new]}") for line in lines)


def test_all_that_a_document_lacks_is_told_at_once_by_the_command(tmp_path, written):
    written("+++\nnumber = 9\n+++\nNo title. **open\n")
    done = run("build", project=tmp_path)
    assert done.returncode == 3
    told = done.stderr.splitlines()
    assert len(told) == 6
    for key in ("publisher", "description", "date", "contact"):
        assert any(f"md:1: the key '{key}' is missing" in line for line in told)


def test_a_document_may_say_that_nobody_is_to_be_asked(written):
    matter = MATTER[: MATTER.index("[[contact]]")] + "contact = []\n+++\n"
    assert document(written(matter + BODY), "prize").contacts == ()


def test_the_words_of_the_8th_announcement_are_those_of_its_catalogs():
    asked = wanted(load(ROOT), DOCUMENT)
    with (ROOT / f"locales/{DOCUMENT}.pot").open("rb") as file:
        template = read_po(file)
    assert [message.id for message in template if message.id] == list(asked)


def test_what_is_beyond_a_message_is_told_before_its_marks_are_read():
    """A parser of Markdown goes over the marks of a paragraph again and again."""
    began = time.process_time()
    _, slips = read_body(f"# T\n\n{'[' * 300_000}\n\nWords.\n\n{'*a ' * 100_000}", 5, ())

    assert slips == [
        f"{line}: a message of {length:,} characters, 10,000 are allowed; make several of it, or raise"
        " 'message' in [limits] of laureate.toml"
        for line, length in ((8, 300_000), (12, 299_999))
    ]
    assert time.process_time() - began < 2


def test_a_table_of_many_rows_takes_as_long_as_its_rows():
    began = time.process_time()
    body, _ = read_body("# T\n\n| A | B |\n|---|---|\n" + "| 1 | << |\n" * 2000, 0, ())

    assert {cell.attributes for cell in body.all_blocks if cell.name == "td"} == {
        (("colspan", "2"),)
    }
    assert time.process_time() - began < 2


NAME, PRAISE = "The Sea Bridge", "For forty years of ferries"
HONOURED = MATTER.replace("[[", f'laureate = "{NAME}"\ncitation = "{PRAISE}"\n\n[[', 1)


def honours(sources):
    """The blocks of a document that are about its laureate: element, words, class."""
    found = document(sources, "prize").body.all_blocks
    return [
        (block.name, block.message, dict(block.attributes)["class"])
        for block in found
        if "class" in dict(block.attributes)
    ]


def test_the_citation_stands_below_the_heading_with_the_laureates_name(written):
    sources = written(f"{HONOURED}{BODY}\n## Whom\n\n### {NAME}\n\nIts story.\n")
    assert honours(sources) == [("h3", NAME, "laureate"), ("p", PRAISE, "citation")]
    words = [it.message for it in document(sources, "prize").body.all_blocks if it.message]
    assert words[-3:] == [NAME, PRAISE, "Its story."]
    asked = wanted(sources, "prize")
    assert asked[PRAISE].places == ["templates/documents/prize.md:7"]
    assert "15 to 25 words" in asked[PRAISE].comments[0]
    assert asked[NAME].places == ["templates/documents/prize.md:21"]


def test_a_sheet_may_say_the_citation_in_another_place(written):
    """Whatever marks it has."""
    marked = HONOURED.replace(PRAISE, "For *years* of [help](https://e.org/help)")
    sources = written(f"{marked}{BODY}\n## Whom\n\n### {NAME}\n\nIts story.\n")
    body = document(sources, "prize").body
    left = [it.message for it in laureates.uncited(body).all_blocks if it.message]
    assert [it.message for it in body.all_blocks if it.message][-3:-1] == [
        NAME,
        "For *years* of [help](https://e.org/help)",
    ]
    assert left[-2:] == [NAME, "Its story."]


def test_a_name_may_have_marks_in_its_heading(written):
    found = document(written(f"{HONOURED}{BODY}\n## The *Sea* Bridge\n"), "prize")
    assert found.facts["laureate"] == "The *Sea* Bridge"
    assert [it.message for it in found.body.all_blocks][-3:-1] == ["The *Sea* Bridge", PRAISE]


@pytest.mark.parametrize("key", ["laureate", "citation"])
def test_a_name_without_a_heading_and_a_citation_without_a_name_stand_before_the_text(written, key):
    matter = MATTER.replace("[[", f'{key} = "{PRAISE}"\n\n[[', 1)
    body = document(written(matter + BODY), "prize").body
    first = [it for it in body.all_blocks if it.message][1]
    assert (first.message, dict(first.attributes)) == (PRAISE, {"class": key})
    assert body.blocks[-1].message == "A paragraph."


def test_a_name_that_a_heading_says_otherwise_is_told(written):
    with pytest.raises(DocumentError, match=r"prize\.md:19: 'laureate' is 'The Sea Bridge'"):
        document(written(f"{HONOURED}{BODY}\n## The Sea-Bridge\n"), "prize")
    with pytest.raises(DocumentError, match=r"prize\.md:7: 'citation' should be words"):
        document(written(HONOURED.replace(f'"{PRAISE}"', "[]") + BODY), "prize")

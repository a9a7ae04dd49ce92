"""Lists, tables, quotations, code: in five scripts each passes every check, says in its tags what it
is, and reads back.
"""

import re
import shutil
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest

import laureate_print
from laureate_print.pdf_reader.document import PdfReader
from tests.conftest import DOCUMENT, ROOT
from tests.readers import pdf as readers
from tests.readers import pdfjs

pytestmark = pytest.mark.slow

LANGUAGES = ("en", "ja", "ar", "my", "hi")
FILES = [*((tag, "pdf") for tag in LANGUAGES), ("ar", "archive"), ("my", "archive"), ("ja", "html")]
SENTENCES = {
    "en": "The association was born in response to the low number of recognized refugees.",
    "ja": "日本における難民認定者数が少ない状況を受けて設立された非営利団体です。",
    "ar": "ولدت المنظمة استجابة للعدد القليل نسبيا من اللاجئين المعترف بهم في البلاد.",
    "my": "ဂျပန်နိုင်ငံရှိ ဒုက္ခသည်များအတွက် အသင်းကို တည်ထောင်ခဲ့သည်။",
    "hi": "जापान में शरणार्थियों के लिए संघ की स्थापना हुई।",
}
WORDS = {"en": "Work", "ja": "活動", "ar": "العمل", "my": "လုပ်ငန်း", "hi": "कार्य"}
# Marks of a Latin letter each, in Arabic letters where the text is Arabic.
LETTERS = "ABCDEFGHIKLRST"
MARKS = {"ar": dict(zip(LETTERS, "أبتثجحخدذرزسشص", strict=True))}
NUMERALS = {"en": "9", "ja": "9", "ar": "9", "my": "၉", "hi": "9"}
STORY = """
<section><h2>{word}</h2><div>
<p>{sentence} (<abbr title="{sentence}">JAR</abbr>) <code>make</code></p>
<ul><li>{word} {A}<ol start="9"><li>{word} {B}</li><li><p>{word} {C}</p><p>{word} {D}</p></li></ol></li></ul>
<ol type="{roman}" reversed><li>{word} {E}</li><li>{word} {E}</li></ol>
<dl><dt>{word} {F}</dt><dt>{word} {G}</dt><dd>{word} {H}</dd><dd>{word} {I}</dd></dl>
<blockquote><p>{sentence}</p></blockquote><pre dir="ltr"><code>a
  b</code></pre><hr>
{sections}
<table><caption>{word} {T}</caption>
<thead><tr><th scope="col">{word} {K}</th><th scope="col" class="number">{word} {L}</th></tr></thead>
<tbody>{rows}</tbody><tfoot><tr><th scope="row">{word} {S}</th><td class="number">1770</td></tr></tfoot>
</table>
<table><tbody><tr><th scope="rowgroup" rowspan="50">{word} {R}</th><td>{word} 0</td></tr>
{spanned}</tbody></table>
</div></section>
"""


def marks(language):
    return MARKS.get(language, dict(zip(LETTERS, LETTERS, strict=True)))


def story(language):
    word, sentence = WORDS[language], SENTENCES[language]
    part = f"<section><h3>{word}</h3><p>{sentence} {sentence} {sentence}</p><h4>{word}</h4>"
    rows = "".join(
        f'<tr><th scope="row">{word} {number}</th><td class="number">{number}</td></tr>'
        for number in range(1, 60)
    )
    return STORY.format(
        **marks(language),
        roman="1" if language == "ar" else "i",
        word=word,
        sentence=sentence,
        sections=(part + f"<p>{sentence} {sentence}</p></section>") * 8,
        rows=rows,
        spanned="".join(f"<tr><td>{word} {number}</td></tr>" for number in range(1, 50)),
    )


def project_with(folder, stories):
    """Gives a copy of the project whose announcement tells other stories, by language."""
    for name in ("templates", "locales", "theme"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "laureate.toml", folder)
    markup = folder / "templates/shared/announcement.html"
    cases = "".join(
        f'{{% if language.tag == "{tag}" %}}{text}{{% endif %}}' for tag, text in stories.items()
    )
    pattern = r"(\{% macro story\([^)]*\) %\}).*?(\{% endmacro %\})"
    text, count = re.subn(
        pattern,
        lambda found: found[1] + cases + found[2],
        markup.read_text(encoding="utf-8"),
        count=1,
        flags=re.DOTALL,
    )
    assert count == 1
    markup.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The files of each language by output, as the build writes them."""
    folder = tmp_path_factory.mktemp("content")
    project_with(folder / "project", {tag: story(tag) for tag in LANGUAGES})
    found = {}
    with laureate_print.load(folder / "project") as project:
        for tag, output in FILES:
            render = project.render(DOCUMENT, "page", tag, output)
            assert [it for it in render.findings if it.severity == "error"] == []
            found[tag, output] = folder / f"{tag}.{output}.pdf"
            found[tag, output].write_bytes(render.artifact.content)
    return found


def elements(pdf, role):
    return [
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary)
        and item.get("/Type") == "/StructElem"
        and str(item.S) == f"/{role}"
    ]


def texts(made, language, role):
    """The texts of the elements of a role, in the order of the tag tree."""
    pieces = PdfReader(made[language, "pdf"].read_bytes()).tagged_text
    return ["".join(piece.text.split()) for piece in pieces if piece.role == role]


@pytest.mark.parametrize("language", LANGUAGES)
def test_items_are_numbered_in_the_readers_own_digits(made, language):
    labels = [text for text in texts(made, language, "Lbl") if text[0] in "•◦▪" or text[-1] == "."]
    nine = NUMERALS[language]
    ten = {"9": "10", "၉": "၁၀"}[nine]
    assert labels == [
        "•",
        f"{nine}.",
        f"{ten}.",
        *(("2.", "1.") if language == "ar" else ("ii.", "i.")),
    ]


def test_lists_say_how_they_are_numbered(made):
    found = {}
    for output in ("pdf", "archive"):
        with pikepdf.open(made["my", output]) as pdf:
            found[output] = sorted(str(item.A.ListNumbering) for item in elements(pdf, "L"))
    assert found["pdf"] == ["/Decimal", "/Disc", "/LowerRoman", "/None"]
    assert found["archive"] == ["/Description", "/LowerRoman", "/Ordered", "/Unordered"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_are_read_where_their_items_are(made, language):
    page = readers.pdfium(made[language, "pdf"]).split("\f")[0]
    text = re.sub(r"[\s\u200b\u200e\u200f]", "", page)
    word, nine = WORDS[language], NUMERALS[language]
    first, second, third = (f"{word}{marks(language)[name]}" for name in "ABC")
    assert text.index(first) < text.index(f"{nine}.{second}") < text.index(third)


@pytest.mark.node
@pytest.mark.browser
@pytest.mark.parametrize("language", [tag for tag in LANGUAGES if tag != "ar"])
def test_firefox_reads_numbers_before_their_items(made, browser, language):
    text = re.sub(r"\s", "", pdfjs.reader(browser)(made[language, "pdf"]))
    word, nine = WORDS[language], NUMERALS[language]
    assert text.index(f"{word}A") < text.index(f"{nine}.{word}B") < text.index(f"{word}C")


def test_a_table_over_pages_is_one_table_with_one_head(made):
    with pikepdf.open(made["en", "pdf"]) as pdf:
        assert len(elements(pdf, "Table")) == 2
        assert len(elements(pdf, "Caption")) == 1
        assert len(elements(pdf, "THead")) == len(elements(pdf, "TFoot")) == 1
        scopes = [str(head.A.Scope) for head in elements(pdf, "TH")]
        assert scopes.count("/Column") == 2
        assert scopes.count("/Row") == 59 + 1 + 1
    assert texts(made, "en", "TH")[:2] == ["WorkK", "WorkL"]
    assert texts(made, "en", "TH").count("WorkK") == 1


def test_a_head_that_is_repeated_is_an_artifact(made):
    reader = PdfReader(made["en", "pdf"].read_bytes())
    repeated = [page for page in reader.artifact_texts if "Work K" in page]
    shown = [page for page in reader.page_texts if "Work K" in page]
    assert len(repeated) == len(shown) - 1 >= 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tag_tree_and_pdfium_agree_though_heads_are_repeated(made, language):
    facts = laureate_print.inspect(made[language, "pdf"].read_bytes())
    assert re.fullmatch(r"the tag tree and PDFium agree in [\d,]+ characters", facts["text layer"])


def test_a_cell_over_pages_heads_all_its_rows(made):
    with pikepdf.open(made["en", "pdf"]) as pdf:
        [head] = [item for item in elements(pdf, "TH") if item.A.get("/RowSpan") == 50]
        headed = [
            cell for cell in elements(pdf, "TD") if bytes(head.ID) in map(bytes, cell.A.Headers)
        ]
    assert len(headed) == 50


def test_terms_share_an_item_with_what_they_mean(made):
    with pikepdf.open(made["en", "pdf"]) as pdf:
        [meanings] = [it for it in elements(pdf, "L") if str(it.A.ListNumbering) == "/None"]
        [item] = meanings.K
        assert [str(kid.S) for kid in item.K] == ["/Lbl", "/Lbl", "/LBody", "/LBody"]


def test_a_break_between_thoughts_stands_in_the_middle(made):
    """From right to left the engine counts margins that are `auto` twice, and draws off the page."""
    for language in ("en", "ar"):
        with pypdfium2.PdfDocument(made[language, "pdf"]) as pdf:
            boxes = [it.get_bounds() for page in pdf for it in page.get_objects(filter=[2])]
            width = pdf[0].get_width()
        breaks = [it for it in boxes if it[3] - it[1] < 1 and 50 < it[2] - it[0] < 100]
        assert any(abs((left + right) / 2 - width / 2) < 1 for left, _, right, _ in breaks), breaks


def test_abbreviations_have_their_meaning_and_code_is_code(made):
    with pikepdf.open(made["hi", "pdf"]) as pdf:
        assert [str(it.E) for it in elements(pdf, "Span") if "/E" in it] == [SENTENCES["hi"]]
    assert texts(made, "hi", "Code") == ["make", "ab"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_heading_and_no_line_is_left_alone(made, language):
    pieces = PdfReader(made[language, "pdf"].read_bytes()).tagged_text
    last = {part.page: piece.role for piece in pieces for part in piece.parts}
    assert len(last) > 2
    assert not {role for role in last.values() if role in ("H1", "H2", "H3", "H4", "Caption")}


def test_no_paragraph_leaves_one_line_on_a_page(made):
    with pypdfium2.PdfDocument(made["en", "pdf"]) as document:
        pages = [page.get_textpage().get_text_bounded().split("\r\n") for page in document]
    sentence = SENTENCES["en"]
    for page, following in pairwise(pages):
        words = [line for line in page if not line.startswith("Page ")]
        if words[-1].strip() in sentence and not words[-1].strip().endswith("."):
            assert words[-2].strip() in f"{sentence} {sentence}"
            assert following[1].strip() in f"{sentence} {sentence}"


def test_a_web_page_has_its_tables_in_regions(made):
    html = made["ja", "html"].read_text(encoding="utf-8")
    regions = re.findall(r'<div class="scroll"([^>]*)>\s*<table>\s*(?:<caption id="(.*?)">)?', html)
    assert [(name, 'tabindex="0"' in attributes) for attributes, name in regions] == [
        ("table-1", True),
        ("", True),
    ]
    assert 'aria-labelledby="table-1"' in regions[0][0]
    assert "<code>a\n  b</code>" in html


@pytest.mark.java
def test_all_standards_hold(made):
    paths = [path for (_, output), path in made.items() if output != "html"]
    found = readers.declared(paths)
    assert len(found) == len(paths)
    assert {name: bad for name, bad in found.items() if any(bad.values())} == {}


INDICES = "من {}<sup>{}</sup> ريال وH<sub>2</sub>O <b>ن<sup>{}</sup></b> ٣٠ م<sup>{}</sup> ور<sup>هـ</sup>"


# Cells without a letter, of which PDFium makes one line with the others of their row.
CALLS = {"ckb": str.maketrans("1234", "١٢٣٤")}
NUMBERS = ("3", "٣", "1.5 %", "2024-25")


def test_indices_and_numbers_from_right_to_left_are_read_where_they_stand(tmp_path):
    # Waw and reh stand low: a raised glyph beside one must not be another line to PDFium.
    digits = {"ar": "٢", "ur": "۲", "ckb": "3"}
    texts = {tag: INDICES.replace("{}", digit) for tag, digit in digits.items()}
    alone = {tag: f"<p>{digit}<sup>{digit}</sup></p>" for tag, digit in digits.items()}
    rows = "".join(
        f'<tr><td>باب</td><td>{number}<span class="note" id="n{place}">باب</span></td></tr>'
        for place, number in enumerate(NUMBERS, 1)
    )
    stories = {
        tag: f"<section><h2>x</h2><p>{text}</p>{alone[tag]}<table>{rows}</table></section>"
        for tag, text in texts.items()
    }
    project_with(tmp_path / "project", stories)
    with laureate_print.load(tmp_path / "project") as project:
        press = project.render(DOCUMENT, "trifold", "ar", "print")
        assert [it for it in press.findings if it.severity == "error"] == []
        for tag, text in texts.items():
            render = project.render(DOCUMENT, "page", tag, "pdf")
            assert [it for it in render.findings if it.severity == "error"] == []
            for place, number in enumerate(NUMBERS, 1):
                call = f"({place})".translate(CALLS.get(tag, {}))
                assert f"باب {number}{call}\n" in _read(render.artifact.content)
            plain, raised = _digits(render.artifact.content, re.sub("<.*?>", "", text))
            assert 0.6 < (raised[3] - raised[1]) / (plain[3] - plain[1]) < 0.8
            assert plain[1] + 1 < raised[1] < plain[3] < raised[3]


def _read(content):
    with pypdfium2.PdfDocument(content) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    return "\n".join(texts).replace("\r", "")


def _digits(content, text):
    """The boxes of the two digits in the line below a text, as PDFium gives them."""
    with pypdfium2.PdfDocument(content) as document:
        page = document[0].get_textpage()
        read = page.get_text_range()
        start = read.index("\n", read.index(text)) + 1
        return page.get_charbox(start), page.get_charbox(start + 1)


def test_what_cannot_be_set_is_named(tmp_path):
    wide = "".join(f'<th scope="col">Column {number}</th>' for number in range(1, 10))
    cells = "<td>Unbreakable</td>" * 9
    text = (
        f"<section><h2>A{'word' * 20}</h2><div><table><thead><tr>{wide}</tr></thead><tbody><tr>{cells}</tr>"
        f'</tbody></table><table><thead><tr><th scope="col" class="number">{"Many words " * 30}</th>'
        '</tr></thead><tbody><tr><td class="number">1</td></tr></tbody></table>'
        "<ul style=\"list-style-type: '\U00013000 '\"><li>x</li></ul>"
        '<ol style="list-style-type: sinhala"><li>x</li></ol>'
        '<p style="text-transform: uppercase">Straße in Größe</p></div></section>'
    )
    project_with(tmp_path / "project", {"en": text})
    with laureate_print.load(tmp_path / "project") as project:
        findings = project.render(DOCUMENT, "page", "en", "pdf").findings
    errors = [(it.check, it.message) for it in findings if it.severity == "error"]
    assert {check for check, _ in errors} == {
        "engine_has_no_complaint",
        "every_character_has_a_glyph",
        "fonts_keep_the_standards",  # what no face draws is .notdef
        "tables_keep_to_the_text",
    }
    assert any("draws '\U00013000' (U+13000 EGYPTIAN" in message for _, message in errors)
    assert any("style 'sinhala', which is not known" in message for _, message in errors)
    columns = [message for check, message in errors if check == "tables_keep_to_the_text"]
    assert re.fullmatch(
        r"column 6 \('Column 6'\) of the table on page 1 passes the text by \d+\.\d mm", columns[0]
    )
    assert len(columns) == 4
    split = [it.message for it in findings if it.check == "titles_split_no_word"]
    assert split == [
        f"a title on page 1 has no room for '{('A' + 'word' * 20)[:40]}', which its lines split"
    ]

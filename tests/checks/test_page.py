"""The checks of the composed page: a good page passes; broken in one line, it is not written."""

import pytest

from tests.conftest import DOCUMENT, change, findings, run

WORDS = f"locales/es/LC_MESSAGES/{DOCUMENT}.po"
PAGE = "templates/page/page.html"
STYLE = "templates/page/page.css"
MAIN = '<main id="main" tabindex="-1">'
NAME = 'msgid "Japan Association for Refugees (JAR)"'
DOT = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNg"
    "AAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)


@pytest.fixture
def errors(project, tmp_path):
    """Builds the Spanish web page and gives what stands against it; then it is not written."""

    def build():
        out = tmp_path / "out"
        done = run(
            "build", "-l", "es", "-t", "page", "-o", "html", "--json", "--out", out, project=project
        )
        assert done.stderr == ""
        found = [finding for finding in findings(done) if finding["severity"] == "error"]
        assert done.returncode == int(bool(found))
        assert (out / DOCUMENT / "es/page.html").is_file() == (not found)
        return found

    return build


def add(project, *markup):
    """Adds lines of markup to the web page's template."""
    change(project / PAGE, MAIN, "\n".join([*markup, MAIN]))


def messages(found, check, markup):
    """The messages of findings, which are of one check, by the markup that each is about."""
    assert {finding["check"] for finding in found} == {check}
    return dict(zip(markup, (finding["message"] for finding in found), strict=True))


def place(project, path, words):
    """Gives file and line of the first line that holds these words."""
    lines = (project / path).read_text(encoding="utf-8").splitlines()
    return f"{path}:{next(number for number, line in enumerate(lines, 1) if words in line)}"


def test_a_flaw_of_the_template_is_told_with_its_line(project, errors):
    add(project, "<script>alert(1)</script>")
    [finding] = errors()
    assert finding["where"] == place(project, PAGE, "<script>")


# page_runs_nothing


def test_words_and_links_pass(project, errors):
    add(
        project,
        "<p>&lt;script&gt; and onclick are only words here</p>",
        '<p><a href="https://example.com/javascript:">a link to elsewhere</a></p>',
        '<p lang="en">once only</p>',
    )
    assert errors() == []


def test_what_runs_stops_the_page(project, errors):
    running = {
        "<script>alert(1)</script>": "<script>",
        '<p onclick="alert(1)">x</p>': "onclick on <p>",
        '<p ONFOCUS="alert(1)">x</p>': "onfocus on <p>",
        "<iframe></iframe>": "<iframe>",
        "<form></form>": "<form>",
    }
    add(project, *running)
    found = [finding for finding in errors() if finding["check"] == "page_runs_nothing"]
    answer = messages(found, "page_runs_nothing", running)
    assert answer == {line: f"the page holds {what}" for line, what in running.items()}


def test_an_address_that_runs_stops_the_page(project, errors):
    """A browser leaves out what is no character of an address before it and in it."""
    running = {
        '<a href=" JavaScript:alert(1)">x</a>': "javascript: on <a>",
        '<area alt="x" href="java&#10;script:alert(1)">': "javascript: on <area>",
        '<p><map href="\x01javascript:alert(1)"></map></p>': "javascript: on <map>",
        '<ins href="vbscript:x">x</ins>': "vbscript: on <ins>",
        '<del href="data:text/html,x">x</del>': "data:text/html on <del>",
    }
    add(project, *running)
    found = [finding for finding in errors() if finding["check"] == "page_runs_nothing"]
    answer = messages(found, "page_runs_nothing", running)
    assert answer == {line: f"the page holds {what}" for line, what in running.items()}
    assert all(finding["where"].startswith(f"{PAGE}:") for finding in found), found


# page_asks_for_nothing_outside


def test_a_picture_inside_the_page_passes(project, errors):
    add(project, f'<img src="{DOT}" alt="">')
    assert errors() == []


def test_markup_that_asks_for_something_outside_stops_the_page(project, errors):
    asking = (
        '<img src="https://example.com/x1.png" alt="">',
        '<img srcset="https://example.com/x2.png 2x" alt="">',
        '<img src="//example.com/x3.png" alt="">',
        '<img src="x4.png" alt="">',
        '<link rel="stylesheet" href="https://example.com/x5.css">',
        '<video poster="https://example.com/x6.png"></video>',
        '<p style="background: url(https://example.com/x7.png)">x</p>',
        '<svg><image href="https://example.com/x8.png"/></svg>',
        '<svg><use href="https://example.com/x9.svg#x"/></svg>',
        '<meta http-equiv="refresh" content="0;url=https://example.com/x10.html">',
        "<style>p { background: url(https://example.com/x11.png) }</style>",
    )
    add(project, *asking)
    found = errors()
    checks = {"page_asks_for_nothing_outside", "pictures_can_be_drawn"}
    assert {finding["check"] for finding in found} - {"pictures_say_what_they_show"} == checks
    for number in range(1, len(asking) + 1):
        assert any(f"x{number}." in finding["message"] for finding in found), number


def test_a_style_sheet_that_asks_for_something_outside_stops_the_page(project, errors):
    asking = (
        '@import "https://example.com/x1.css";',
        "nav { background: URL(https://example.com/x2.png); }",
        r"nav { background: u\72l(https://example.com/x3.png); }",
        'nav { background: image-set("https://example.com/x4.png" 1x); }',
        'nav { content: "/*"; background: URL( "https://example.com/x5.png" ); } /* " */',
        """nav { background: URL("data:,x" 'https://example.com/x6.png'); }""",
    )
    passing = """/* URL(https://example.com/y.png) */
        nav { content: "URL(https://example.com/y.png)"; background: URL( 'data:,y' ); }"""
    change(project / STYLE, "html {", "\n".join([*asking, passing, "html {"]))
    found = [finding["message"] for finding in errors()]
    told = [f"the page asks for https://example.com/x{it}" for it in range(1, len(asking) + 1)]
    assert [message.rpartition(".")[0] for message in found] == told


# every_character_has_a_glyph


@pytest.mark.parametrize(
    ("character", "name"),
    [("\u0f40", "U+0F40 TIBETAN LETTER KA"), ("\U0001d11e", "U+1D11E MUSICAL SYMBOL G CLEF")],
)
def test_a_character_that_no_face_draws_is_told_with_the_line_of_its_message(
    project, errors, character, name
):
    change(project / WORDS, 'los Refugiados (JAR)"', f'los Refugiados (JAR) {character}"')
    [finding] = [
        finding for finding in errors() if finding["check"] == "every_character_has_a_glyph"
    ]
    assert finding["where"] == place(project, WORDS, NAME)
    assert name in finding["message"]


def test_a_character_that_no_face_draws_is_seen_before_the_pdf_is_laid_out(project, tmp_path):
    change(project / WORDS, 'los Refugiados (JAR)"', 'los Refugiados (JAR) \u0f40"')
    done = run(
        "build",
        "-l",
        "es",
        "-t",
        "page",
        "-o",
        "pdf",
        "--json",
        "--out",
        tmp_path / "out",
        project=project,
    )
    assert done.returncode == 1
    assert "every_character_has_a_glyph" in {finding["check"] for finding in findings(done)}
    assert not (tmp_path / "out").exists()


def test_joiners_and_marks_of_direction_draw_nothing_and_pass(project, errors):
    add(project, "<p>los Refugia\u00addos\u200b \u2068(JAR)\u2069</p>")
    assert errors() == []


def test_a_script_without_a_face_is_told_once_with_the_folder_where_its_font_belongs(
    project, errors
):
    change(project / WORDS, 'los Refugiados (JAR)"', 'los Refugiados (JAR) ཀཁགངཅཆཇཉཏཐདནཔ"')
    [finding] = [found for found in errors() if found["check"] == "every_character_has_a_glyph"]
    assert finding["where"] == place(project, WORDS, NAME)
    assert finding["message"].count("TIBETAN LETTER") == 12
    assert finding["message"].endswith("and 1 more")
    assert "into fonts/<family>/ and name it in fonts/fonts.toml" in finding["hint"]


def test_a_language_that_the_project_does_not_publish_may_be_quoted(project, errors):
    add(project, '<p lang="fr">prix de la paix</p>')
    assert errors() == []


def test_a_language_that_does_not_exist_is_an_error(project, errors):
    add(project, '<p lang="xx-nonsense">nobody reads this</p>')
    [finding] = errors()
    assert finding["check"] == "every_character_has_a_glyph"
    assert "the language 'xx-nonsense' of 'nobody reads this' is not known" in finding["message"]
    assert finding["where"].startswith("templates/page/")


def test_what_chooses_the_form_of_a_character_draws_nothing_itself(project, errors):
    add(project, '<p lang="ja">&#x203C;&#xFE0E; &#x2122;&#xFE0F;</p>')
    assert errors() == []


# no_cluster_is_broken


def test_words_whose_signs_have_their_letters_pass(project, errors):
    add(
        project,
        '<p lang="my">မြန်မာနိုင်ငံ ဒုက္ခသည်များ အင်္ဂလိပ် ဩဂုတ် ၏ ၎င်း</p>',
        '<p lang="hi">शिक्षक संघ जापान ◌ि क्‍ष र्‍य श्रीमती</p>',
        '<p lang="bn">বাংলাদেশ ক্ষুধা র‍্যাব</p><p lang="km">ភាសាខ្មែរ</p>',
        '<p lang="ta">ஸ்ரீ க்ஷ</p><p lang="si">ශ්‍රී ලංකාව</p><p lang="th">น้ำ กำลัง</p>',
        '<p lang="ar">مُحَمَّدٌ</p><p lang="he">שָׁלוֹם</p><p lang="vi">trợ giúp</p>',
    )
    assert errors() == []


def test_a_dotted_circle_that_nobody_wrote_is_told(project, errors):
    broken = {
        '<p lang="my">ျမန္မာႏိုင္ငံ ဒုကၡသည္</p>': "'ျမန္မာႏိုင္ငံ' is written in Zawgyi",
        '<p lang="my">ဒုက္ခ ာသည်</p>': "'ာသည်' has a sign without a letter",
        '<p lang="my">ဒုက္ခသည််</p>': "'ဒုက္ခသည််' has a sign twice",
        '<p lang="hi">संघ िक्षक</p>': "'िक्षक' has a sign without a letter",
        '<p lang="hi">जापाान</p>': "'जापाान' has a sign twice: 'ा' (U+093E",
        '<p lang="hi">(िक्षक)</p>': "'(िक्षक)' has a sign without a letter",
        '<p lang="bn">«াবাংলা»</p>': "'«াবাংলা»' has a sign without a letter",
        '<p lang="km">ភាាសា</p>': "'ភាាសា' has a sign twice",
        '<p lang="km">ភាេះា</p>': "'ភាេះា' is drawn with a dotted circle",
        '<p lang="si">(ාලංකාව)</p>': "'(ාලංකාව)' has a sign without a letter",
        '<p lang="my">ကာသူ်ု</p>': "'ကာသူ်ု' is drawn with a dotted circle",
        '<p lang="th">้น้ำ</p>': "'้น้ำ' has a sign without a letter",
        '<p lang="ar">مُُحمد</p>': "'مُُحمد' has a sign twice",
    }
    add(project, *broken)
    answer = messages(errors(), "no_cluster_is_broken", broken)
    for line, words in broken.items():
        assert answer[line].startswith(words)


# parts_say_their_language


def test_a_part_in_its_own_script_passes(project, errors):
    add(
        project,
        '<p lang="ja">難民支援協会 ジャパン JAR</p>',
        '<p lang="ko">난민 難民 (JAR)</p>',
        '<p lang="zh-Hant">難民支援協會 ㄋㄢˋ</p>',
        '<p lang="ar">UNHCR — NGO</p>',
        '<p lang="ar">المنظمة الدولية لحقوق الإنسان Amnesty Japan في اليابان</p>',
        '<p lang="ar">شبكة UNHCR JAR NGO Asia</p>',
        '<p lang="ru">Médecins Sans Frontières (JAR)</p>',
        '<p lang="el">Η οργάνωση Amnesty International στην Αθήνα</p>',
        '<p lang="th">องค์กร iPhone และ Médecins Sans Frontières ในญี่ปุ่น</p>',
        '<p lang="ka"><b>Sony Co., Ltd.</b> და <b>Van Gogh</b></p>',
        '<p lang="fr">Оксана Забужко, vitamine α</p>',
        '<p lang="ar"><a href="mailto:peace@example.jp">peace@example.jp</a> https://example.jp/a_b</p>',
        '<p lang="th">docs/file_name.txt v2.0.1 <code>print edition</code> a/b</p>',
        '<p lang="ar">قال <span lang="en">nobody is left behind in the end</span> اليوم</p>',
        '<p lang="hi">शरणार्थी ९ — 8</p>',
        '<p lang="ja">E-mail:<a href="mailto:peace@example.jp">peace@example.jp</a> 代表</p>',
        '<p lang="ar">e-mail</p><p lang="th">mail: peace@example.jp</p>',
        '<p lang="my">◆whom readers may ask◆</p>',
        '<p lang="my">ဒုက္ခသည်</p>',
    )
    assert errors() == []


def test_a_part_in_a_script_of_another_language_is_told(project, errors):
    parts = {
        "<p>Premio 沖縄 de la Paz</p>": "'沖縄' in Han",
        '<p lang="ko">난민 ジャパン</p>': "'ジャパン' in Katakana",
        '<p lang="zh-Hant">おきなわ</p>': "'おきなわ' in Hiragana",
        '<p lang="ja">난민</p>': "'난민' in Hangul",
        '<p lang="ar">Amnesty International works for human rights</p>': "'Amnesty' in Latin",
        '<p lang="ru">The Laureate of the 8th Okinawa Peace Prize</p>': "'The' in Latin",
        '<p lang="th">contact us</p>': "'contact' in Latin",
        '<p lang="hi">আমার</p>': "'আমার' in Bengali",
        '<p>el precio de la <span lang="uk">paz del mundo</span></p>': "'paz' in Latin",
    }
    add(project, *parts)
    found = [finding for finding in errors() if finding["check"] == "parts_say_their_language"]
    answer = messages(found, "parts_say_their_language", parts)
    for line, holds in parts.items():
        assert answer[line].endswith(f"but holds {holds}")


def test_an_address_that_does_not_say_that_it_is_japanese_is_told(project, errors):
    change(
        project / "templates/shared/announcement.html",
        '<address lang="{{ contact.language }}" dir=',
        "<address dir=",
    )
    found = errors()
    assert {finding["check"] for finding in found} == {"parts_say_their_language"}
    assert (
        found[0]["message"]
        == "'沖縄県 知事公室 平和・地域外交推進課' says that it is 'es', but holds '沖縄県' in Han"
    )

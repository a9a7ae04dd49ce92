"""The checks of what was laid out: a good sheet passes; broken in one line, it is not written."""

import re
from collections import Counter

import pypdfium2
import pytest

from tests.conftest import DOCUMENT, change, findings, run

WORDS = f"locales/es/LC_MESSAGES/{DOCUMENT}.po"
LAST_WORDS = "toda la región de Asia y el Pacífico."
LEAFLET = "templates/leaflet/leaflet.css"
PAGE = "templates/page/page.css"
SENTENCE = " Que la paz perdure."


@pytest.fixture
def errors(project, tmp_path):
    """Builds a Spanish PDF, in one type size, and gives what stands against it; then it is not
    written.
    """
    change(project / "templates/leaflet/template.toml", "sizes = [10, 16]", "sizes = [12.5, 12.5]")

    def build(template):
        out = tmp_path / "out"
        done = run(
            "build",
            "-l",
            "es",
            "-t",
            template,
            "-o",
            "pdf",
            "--json",
            "--out",
            out,
            project=project,
        )
        assert done.stderr == ""
        found = [finding for finding in findings(done) if finding["severity"] == "error"]
        assert done.returncode == int(bool(found))
        assert (out / DOCUMENT / "es" / f"{template}.pdf").is_file() == (not found)
        return found

    return build


def lengthen(project, words):
    """Adds words to the last paragraph of the translation."""
    change(project / WORDS, LAST_WORDS, LAST_WORDS + words)


def restyle(project, path, rule):
    """Adds a rule to the end of a style sheet."""
    with (project / path).open("a", encoding="utf-8") as file:
        file.write(f"{rule}\n")


def millimetres(finding):
    """Gives by how much a finding says that something runs over."""
    return float(re.search(r"(\d+\.\d) mm", finding["message"])[1])


def place(project, path, words):
    """Gives file and line of the first line that holds these words."""
    lines = (project / path).read_text(encoding="utf-8").splitlines()
    return f"{path}:{next(number for number, line in enumerate(lines, 1) if words in line)}"


@pytest.mark.parametrize("template", ["page", "leaflet"])
def test_a_text_of_the_length_of_ours_passes(project, errors, template):
    lengthen(project, SENTENCE)
    assert errors(template) == []


# sheet_is_not_exceeded


def test_a_text_too_long_for_its_sheet_is_told_in_millimetres(project, errors):
    lengthen(project, SENTENCE * 100)
    [finding] = errors("leaflet")
    assert finding["check"] == "sheet_is_not_exceeded"
    assert finding["where"] == WORDS
    assert re.fullmatch(
        r"3 pages where 2 are allowed: the text runs over by \d+\.\d mm", finding["message"]
    )
    assert "sizes in templates/leaflet/template.toml" in finding["hint"]


@pytest.mark.slow
def test_lines_more_run_over_by_their_height(project, errors):
    lengthen(project, SENTENCE * 100)
    [finding] = errors("leaflet")
    lengthen(project, SENTENCE * 20)
    [longer] = errors("leaflet")
    line = 12.5 * 1.55 / 72 * 25.4
    lines = (millimetres(longer) - millimetres(finding)) / line
    assert 4 <= lines <= 7
    assert lines == pytest.approx(round(lines), abs=0.02)


@pytest.mark.slow
def test_a_template_without_a_limit_takes_any_length(project, errors):
    lengthen(project, SENTENCE * 200)
    assert errors("page") == []


# text_stays_in_its_box


def test_a_long_word_is_broken_where_its_box_ends(project, errors):
    lengthen(project, " " + "paz" * 27)
    assert errors("page") == []


def test_a_long_word_that_may_not_break_passes_its_box(project, errors):
    lengthen(project, " " + "paz" * 27)
    restyle(project, PAGE, "section p { overflow-wrap: normal; }")
    [finding] = errors("page")
    assert finding["check"] == "text_stays_in_its_box"
    assert finding["where"] == place(project, WORDS, 'msgid "Due to JAR')
    assert re.fullmatch(r"'(paz){13}p' on page \d passes its box by \d+\.\d mm", finding["message"])


def test_a_line_that_leaves_the_sheet_passes_its_page(project, errors):
    restyle(project, PAGE, "h1 { white-space: nowrap; font-size: 60pt; }")
    boxes = [finding for finding in errors("page") if finding["check"] == "text_stays_in_its_box"]
    assert "on page 1 passes its page by" in boxes[0]["message"]
    assert boxes[0]["where"] == place(project, WORDS, 'msgid "The Laureate of the 8th')


@pytest.mark.slow
def test_a_box_that_is_ten_millimetres_narrower_is_passed_by_ten_more(project, errors):
    restyle(
        project,
        LEAFLET,
        "section h2.laureate { font-size: 16pt; white-space: nowrap; width: 60mm; }",
    )
    [finding] = errors("leaflet")
    change(project / LEAFLET, "width: 60mm", "width: 50mm")
    [narrower] = errors("leaflet")
    assert finding["check"] == narrower["check"] == "text_stays_in_its_box"
    assert millimetres(narrower) - millimetres(finding) == pytest.approx(10, abs=0.11)


# no_text_is_cut_off

HIDING = {
    "a head that has no room": (
        "section h2 { height: 2mm; overflow: hidden }",
        'msgid "Japan Association',
    ),
    "a paragraph that is too low": (
        "section div p { max-height: 12mm; overflow: hidden }",
        'msgid "The nonprofit',
    ),
    "a line that is too long": (
        "address p { overflow: hidden; white-space: nowrap; max-width: 20mm }",
        "",
    ),
    "a box inside another": (
        "main { height: 40mm; overflow: hidden } article { overflow: visible }",
        "",
    ),
}


@pytest.mark.parametrize("kind", HIDING)
def test_what_a_box_hides_of_its_text_is_told(project, errors, kind):
    rule, words = HIDING[kind]
    restyle(project, PAGE, rule)
    found = [finding for finding in errors("page") if finding["check"] == "no_text_is_cut_off"]
    assert found
    assert re.search(r"cannot be seen: the box round it hides \d+\.\d mm", found[0]["message"])
    assert not words or found[0]["where"] == place(project, WORDS, words)


def test_what_is_for_the_ear_and_what_has_room_is_not_cut_off(project, errors):
    """As authors hide words for those who listen; and boxes that would hide, if there were more."""
    restyle(
        project, PAGE, "body, main, article, section, p, li, address, h1, h2 { overflow: hidden }"
    )
    restyle(
        project,
        PAGE,
        ".s { position: absolute; width: 1px; height: 1px; overflow: hidden; white-space: nowrap }",
    )
    change(
        project / "templates/page/page.html", "</main>", '<p class="s" lang="en">Heard</p></main>'
    )
    assert errors("page") == []


# text_stays_clear_of_frames


def test_a_text_under_the_foot_of_the_leaflet_is_told_in_millimetres(project, errors):
    lengthen(project, SENTENCE * 30)
    [finding] = errors("leaflet")
    assert finding["check"] == "text_stays_clear_of_frames"
    assert finding["where"] == WORDS
    assert re.fullmatch(
        r"the text on page 2 runs \d+\.\d mm into the box that stands there", finding["message"]
    )


@pytest.mark.slow
def test_a_foot_that_is_ten_millimetres_higher_is_met_by_ten_more(project, errors):
    lengthen(project, SENTENCE * 30)
    [finding] = errors("leaflet")
    restyle(project, LEAFLET, "article > footer { padding-top: 17mm; }")
    [higher] = errors("leaflet")
    assert millimetres(higher) - millimetres(finding) == pytest.approx(10, abs=0.11)


# no_text_is_lost


def test_a_paragraph_that_was_not_laid_out_is_lost(project, errors):
    restyle(project, PAGE, "section p:last-child { display: none; }")
    found = {finding["check"]: finding for finding in errors("page")}
    assert found["no_text_is_lost"]["where"] == place(project, WORDS, 'msgid "Due to JAR')
    assert "'Gracias a los proyectos" in found["no_text_is_lost"]["message"]


# engine_has_no_complaint


def test_what_the_engine_does_not_know_is_an_error(project, errors):
    restyle(project, PAGE, "h1 { text-shadow: 1px 1px red; }")
    [finding] = errors("page")
    assert finding["check"] == "engine_has_no_complaint"
    assert finding["where"].startswith("templates/page/")
    assert "text-shadow: 1px 1px red" in finding["message"]


def test_what_is_for_screens_only_does_not_trouble_the_engine(project, errors):
    restyle(project, PAGE, "@media screen { h1 { text-shadow: 1px 1px red; } }")
    assert errors("page") == []


# copyfitting


@pytest.mark.slow
def test_a_longer_text_is_set_smaller_and_a_shorter_one_larger(project):
    sizes = [most_common_size(project, words) for words in ("", SENTENCE * 40, SENTENCE * 40)]

    assert 10 <= sizes[2] < sizes[1] < sizes[0] <= 16


@pytest.mark.slow
def test_a_text_too_long_for_the_smallest_size_is_told(project):
    lengthen(project, SENTENCE * 400)
    done = run("build", "-l", "es", "-t", "leaflet", "-o", "pdf", "--json", project=project)

    assert "sheet_is_not_exceeded" in {
        one["check"] for one in findings(done) if one["severity"] == "error"
    }
    assert not (project / "dist" / DOCUMENT / "es" / "leaflet.pdf").exists()


def most_common_size(project, words):
    """Gives the size in pt in which PDFium sees most characters of the leaflet, these words added
    to it.
    """
    lengthen(project, words)
    done = run("build", "-l", "es", "-t", "leaflet", "-o", "pdf", project=project)
    assert done.returncode == 0, done.stdout
    with pypdfium2.PdfDocument(project / "dist" / DOCUMENT / "es" / "leaflet.pdf") as document:
        sizes = Counter()
        for page in document:
            text = page.get_textpage()
            count = pypdfium2.raw.FPDFText_CountChars(text)
            pixels = (pypdfium2.raw.FPDFText_GetFontSize(text, place) for place in range(count))
            sizes.update(round(size * 0.75, 2) for size in pixels)  # the page counts in CSS pixels
    return sizes.most_common(1)[0][0]

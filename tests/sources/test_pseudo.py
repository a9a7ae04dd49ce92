"""The pseudo-languages: their words come from the source by rule, they are built on request and
never published.
"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from laureate_print.sources import markdown, pseudo
from tests.conftest import DOCUMENT, change, run

TAGS = ("en-XA", "ar-XB")
KEPT = re.compile(r"\{\w+\}|<[^<>]*>|\b[A-Z]{2,}\b|\d+")
SENTENCE = (
    "Okinawa Prefecture announces the laureate of the 8th Okinawa Peace Prize: the"
    " <em>Association</em> (JAR) {date}."
)
pieces = some.lists(
    some.sampled_from(
        ["{date}", "<em>", "</em>", "JAR", "UNHCR", "1999", "refugees", "In Japan,", "&amp;"]
    )
)


@pytest.mark.parametrize("tag", TAGS)
@given(parts=pieces)
def test_placeholders_markup_digits_and_acronyms_stay(tag, parts):
    source = " ".join(parts)

    assert KEPT.findall(pseudo.rendered(source, tag)) == KEPT.findall(source)
    assert pseudo.rendered(source, tag).count("&amp;") == source.count("&amp;")


@pytest.mark.parametrize("tag", TAGS)
def test_links_notes_and_code_of_markdown_stay(tag):
    source = (
        'More in [the pages](https://www.example.org/a_b?c=d "Their title")[^one], *now* and **then**,'
        " `as code`, <mail@example.org>, https://example.org/x [mots]{lang=fr}.[^two]"
    )
    rendered = pseudo.rendered(source, tag)

    assert markdown.marks(rendered) == markdown.marks(source)
    assert "the pages" not in rendered and "`as code`" in rendered


def test_accented_text_is_bracketed_and_about_two_fifths_longer():
    wording = pseudo.rendered(SENTENCE, "en-XA")

    assert wording[0] + wording[-1] == "[]"
    assert 1.25 < len(wording) / len(SENTENCE) < 1.55
    assert not re.search(r"\b[a-z]{4,}\b", re.sub(r"\{\w+\}|<[^<>]*>", "", wording))


def test_text_from_right_to_left_has_no_latin_word_left_and_no_mark_of_direction():
    wording = re.sub(r"\{\w+\}|<[^<>]*>|JAR", "", pseudo.rendered(SENTENCE, "ar-XB"))

    assert not re.search(r"[A-Za-z]", wording)
    assert not re.search(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]", wording)
    assert len(re.findall(r"[\u0600-\u06ff]+", wording)) > 10


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.slow
def test_page_and_pdf_are_built_on_request_as_drafts(tag, tmp_path):
    done = run("build", "-l", tag, "-t", "page", "--out", tmp_path)
    page = (tmp_path / DOCUMENT / tag / "page.html").read_text(encoding="utf-8")

    assert done.returncode == 0, done.stdout
    assert "warning" not in done.stdout
    assert f'<html lang="{tag}" dir="{"rtl" if tag == "ar-XB" else "ltr"}"' in page
    assert pseudo.rendered("Draft translation, not yet reviewed", tag) in page
    assert (tmp_path / DOCUMENT / tag / "page.pdf").stat().st_size > 10_000


@pytest.mark.parametrize("tag", TAGS)
def test_a_release_refuses_them(tag, tmp_path):
    done = run("build", "-l", tag, "-t", "page", "-o", "html", "--release", "--out", tmp_path)

    assert done.returncode == 1
    assert "translation_is_reviewed" in done.stdout


@pytest.mark.parametrize("tag", TAGS)
def test_they_are_never_part_of_everything(project, tag):
    folder = project / "locales" / tag.replace("-", "_") / "LC_MESSAGES"
    assert run("catalog", "init", tag, project=project).returncode == 2
    assert not folder.exists()
    published, _, tried = run("list", project=project).stdout.partition("pseudo-languages")
    assert tag not in published
    assert tag in tried
    change(project / "laureate.toml", "languages = [", f'languages = ["{tag}", ')
    done = run("list", project=project)
    assert done.returncode == 3
    assert "is a pseudo-language" in done.stderr


@pytest.mark.parametrize("tag", TAGS)
def test_sources_are_checked_without_a_catalog(tag):
    done = run("check", "-l", tag)

    assert (done.returncode, done.stdout) == (0, "sources: 0 errors, 0 warnings\n")

"""The one table of line height, hyphenation, alignment and emphasis: each language has its row and
its source.
"""

import dataclasses
import re

import pytest

from laureate_print.sources import load
from laureate_print.sources.templates import template
from laureate_print.sources.typography import running_text, settings
from tests.conftest import DOCUMENT, LANGUAGES, ROOT, change, run

TABLE = "fonts/typography.toml"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_set_as_the_table_says(dist, language):
    html = (dist / language / "page.html").read_text(encoding="utf-8")
    rule = declared(html, language)

    leading, heading = float(rule["--leading"]), float(rule["--heading"])
    assert 1.5 <= leading <= 2.5  # WCAG 2.2, 1.4.8: at least one and a half; Nastaliq asks for most
    assert 1.2 <= heading <= leading
    assert rule["hyphens"] == "manual"
    assert "letter-spacing" not in html


def declared(html, language):
    """What the style sheet of a page declares for a language: what all have in common, and its own."""
    rules = re.findall(
        r"([^{}]*)\{([^{}]*)\}", html.partition("<style>")[2].partition("</style>")[0]
    )
    found = {}
    for selector, body in rules:
        if {"[lang]", f'[lang="{language}"]'} & {part.strip() for part in selector.split(",")}:
            found |= dict(declaration.split(":", 1) for declaration in body.split(";"))
    return found


def test_scripts_with_marks_above_and_below_get_more_air():
    rows = dict(
        re.findall(
            r"^\[([\w-]+)\]\nleading = ([\d.]+)",
            (ROOT / TABLE).read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    )

    assert min(
        float(rows[script]) for script in ("Mymr", "Khmr", "Thai", "Laoo", "Arab", "Deva")
    ) > float(rows["Latn"])
    assert float(rows["ur"]) >= 2.2  # Nastaliq
    assert float(rows["ja-simple"]) > float(rows["Jpan"]) > float(rows["Latn"])


def test_every_row_has_its_source():
    text = (ROOT / TABLE).read_text(encoding="utf-8")
    rows = re.split(r"^\[[\w-]+\]$", text, flags=re.MULTILINE)[1:]

    assert len(rows) > 15
    assert all(re.search(r'^source = ".{10,}"$', row, re.MULTILINE) for row in rows)


@pytest.fixture
def own(project):
    """A project with a table of its own above the packaged one."""
    (project / "fonts").mkdir()
    (project / TABLE).write_text("[es]\nleading = 1.9\n", encoding="utf-8")
    return project


def test_a_project_s_own_row_wins(own):
    assert run("build", "-l", "es", "-t", "page", "-o", "html", project=own).returncode == 0
    html = (own / "dist" / DOCUMENT / "es" / "page.html").read_text(encoding="utf-8")

    rule = declared(html, "es")
    assert (rule["--leading"], rule["--heading"]) == ("1.9", "1.25")


@pytest.mark.parametrize(
    ("row", "answer"),
    [
        ("leading = 19", "leading is '19'; it should be a line height in type sizes, such as 1.6"),
        ('emphasis = "shout"', "emphasis is 'shout'; it should be one of weight, italic"),
        ("leeding = 1.9", "has an unknown key 'leeding'"),
    ],
)
def test_a_wrong_row_is_told(own, row, answer):
    change(own / TABLE, "leading = 1.9", row)
    done = run("build", "-o", "html", "-o", "pdf", "-l", "es", project=own)

    assert done.returncode == 3
    assert answer in done.stderr
    assert "[es]" in done.stderr


def test_running_text_is_set_as_a_template_asks_where_that_suits_the_language():
    sources = load(ROOT)
    table = settings(sources)
    plain = template(sources, "page")
    asks = dataclasses.replace(plain, hyphens="auto", align="justify")

    both = {"hyphens": "auto", "text-align": "justify"}
    assert [running_text(table, asks, tag) for tag in ("en", "ar", "hi")] == [both] * 3
    assert all(
        running_text(table, asks, tag) == {"hyphens": "auto"} for tag in ("ja-simple", "th", "my")
    )
    assert [running_text(table, asks, tag) for tag in ("ja", "zh-Hans")] == [both] * 2
    assert [running_text(table, plain, tag) for tag in ("en", "ja-simple", "th")] == [{}] * 3
    flush = {"text-align": "justify"}
    assert [running_text(table, plain, tag) for tag in ("ja", "zh-Hans", "zh-Hant")] == [flush] * 3

"""Plural forms and contexts: each reader meets the form that a number takes in their language, and
what is not right for a language is an error.
"""

import json

import pytest

from laureate_print.build.jobs import job
from laureate_print.build.render import page_context
from laureate_print.errors import TemplateError
from laureate_print.sources import load, plurals
from laureate_print.sources.po_files import parse
from laureate_print.sources.po_writing import written
from tests.conftest import DOCUMENT, change, run

# What catalogs of Arabic, Russian, French and Japanese say of one, two, five and eleven.
FORMS = {
    "ar": ["لا ملف", "ملف واحد", "ملفان", "{n} ملفات", "{n} ملف", "{n} ملفا"],
    "ru": ["{n} файл", "{n} файла", "{n} файлов"],
    "fr": ["{n} fichier", "{n} fichiers"],
    "ja": ["ファイル{n}個"],
    "hi": ["{n} फ़ाइल", "{n} फ़ाइलें"],
}
READ = {
    "en": ["0 files", "1 file", "2 files", "5 files", "11 files"],
    "ar": ["لا ملف", "ملف واحد", "ملفان", "5 ملفات", "11 ملفا"],
    "ru": ["0 файлов", "1 файл", "2 файла", "5 файлов", "11 файлов"],
    "fr": ["0 fichier", "1 fichier", "2 fichiers", "5 fichiers", "11 fichiers"],
    "ja": [f"ファイル{number}個" for number in (0, 1, 2, 5, 11)],
    "hi": ["0 फ़ाइल", "1 फ़ाइल", "2 फ़ाइलें", "5 फ़ाइलें", "11 फ़ाइलें"],
}
COUNTED = """
{% for number in (0, 1, 2, 5, 11) %}
{# i18n: How many files there are. #}
<i>{{ ngettext("{n} file", "{n} files", number) }}</i>
{% endfor %}
<b>{{ pgettext("verb", "Contact") }}</b><b>{{ ui("Contact") }}</b>
<u>{{ npgettext("<paper>", "one sheet", "{n} sheets", 1) }}</u>
</main>"""


@pytest.fixture
def counted(project):
    """A project whose page counts, with the catalogs of those languages filled in."""
    change(project / "templates" / "page" / "page.html", "</main>", COUNTED)
    assert run("catalog", "update", project=project).returncode == 0
    for tag, forms in FORMS.items():
        path = f"locales/{tag}/LC_MESSAGES/interface.po"
        catalog = parse(load(project).need(path))
        new = {entry.sources[0]: entry for entry in catalog.entries if not entry.translated}
        assert [len(new[source].texts) for source in ("{n} file", "one sheet")] == [len(forms)] * 2
        texts = {"{n} file": forms, "one sheet": forms, "Contact": [f"[{tag}]"]}
        filled = [replaced(new[source], texts=tuple(texts[source])) for source in new]
        (project / path).write_bytes(written(catalog.with_entries(filled)))
    return project


def replaced(entry, **fields):
    from dataclasses import replace

    return replace(entry, **fields)


def test_each_language_counts_by_its_own_forms(counted):
    sources = load(counted)
    for tag, expected in READ.items():
        page = page_context(sources, job(sources, DOCUMENT, "page", tag, "html")).page.html
        shown = [part.partition("</i>")[0] for part in page.split("<i>")[1:]]
        assert shown == expected, tag
        if tag in FORMS:
            assert f"<b>[{tag}]</b><b>" in page
            assert f"<b>[{tag}]</b><b>[" not in page


@pytest.mark.slow
def test_wrong_forms_are_told_and_right_ones_pass(counted):
    change(
        counted / "locales/ru/LC_MESSAGES/interface.po",
        "nplurals=3; plural=(n%10==1",
        "nplurals=2; plural=(n%10==1",
    )
    change(counted / "locales/fr/LC_MESSAGES/interface.po", "(n > 1)", "(n == 2)")
    change(counted / "locales/hi/LC_MESSAGES/interface.po", "{n} फ़ाइलें", "फ़ाइलें")
    change(counted / "locales/ja/LC_MESSAGES/interface.po", "ファイル{n}個", "")
    tags = [part for tag in FORMS for part in ("-l", tag)]
    found = json.loads(run("check", *tags, "--json", project=counted).stdout)["findings"]
    told = {
        (finding["where"].split("/")[1], finding["check"])
        for finding in found
        if finding["severity"] == "error"
    }
    assert told == {
        ("ru", "plural_forms_are_those_of_the_language"),
        ("fr", "plural_forms_are_those_of_the_language"),
        ("hi", "placeholders_are_kept"),
        ("ja", "every_message_is_translated"),
    }
    [french] = [
        it for it in found if it["where"].startswith("locales/fr") and "(n == 2)" in it["message"]
    ]
    assert "Plural-Forms: nplurals=2; plural=(n > 1);" in french["hint"]


def test_two_plurals_of_one_message_are_a_mistake(project):
    change(
        project / "templates" / "page" / "page.html",
        "</main>",
        '{{ ngettext("file", "files", 2) }}{{ ngettext("file", "all files", 2) }}</main>',
    )
    done = run("catalog", "extract", project=project)
    assert done.returncode == TemplateError.exit_code
    assert "the plural of 'file' is another one at templates/page/page.html:" in done.stderr


def test_every_language_of_cldr_has_forms_that_are_right():
    tags = (
        "ar",
        "be",
        "cs",
        "cy",
        "fil",
        "ga",
        "he",
        "lt",
        "lv",
        "my",
        "pl",
        "sr-Latn",
        "ti",
        "tzm",
    )
    for tag in tags:
        assert plurals.of_language(tag).equals(tag), tag


@pytest.mark.parametrize(
    "formula", ["1/n", "n%0", "1/(n-7)", "n n", "((((n", "1/(n-200)", "(" * 200 + "n" + ")" * 200]
)
def test_forms_that_nobody_can_count_by_are_none(formula):
    assert plurals.parsed(f"nplurals=3; plural={formula};") is None


def test_a_number_far_away_that_a_formula_cannot_count_has_the_first_form():
    forms = plurals.parsed("nplurals=2; plural=1/(n-1000)+1;")

    assert [forms.form(number) for number in (1, 999, 1000, 1001)] == [0, 0, 0, 1]


def test_more_forms_than_can_be_written_are_none():
    assert plurals.parsed(f"nplurals={'9' * 5000}; plural=0;") is None

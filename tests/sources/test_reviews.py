"""A review has a record of its own, in the catalog: who, when, which text."""

import hashlib
import json
from dataclasses import replace
from datetime import date

import pytest

from laureate_print.build.jobs import job
from laureate_print.build.render import page_context
from laureate_print.build.sibling_files import expected
from laureate_print.errors import UsageError
from laureate_print.sources import catalog_review, catalogs, load, reviews
from laureate_print.sources.po_files import Entry, parse
from tests.conftest import DOCUMENT, change, review, run

DAY = date(2026, 11, 29)
FILES = Entry(("one file", "{n} files"), ("{n} fichero", "{n} ficheros"), context="menu")
WORDS = f"locales/es/LC_MESSAGES/{DOCUMENT}.po"
INTERFACE = "locales/es/LC_MESSAGES/interface.po"


def test_a_record_says_who_when_and_which_text():
    [row] = reviews.approved(FILES, "Higa Yōko", DAY).comments
    read = '["menu",["one file","{n} files"],["{n} fichero","{n} ficheros"]]'
    assert json.loads(read)
    assert (
        row == f" reviewed: 2026-11-29 Higa Yōko sha256:{hashlib.sha256(read.encode()).hexdigest()}"
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"context": None},
        {"sources": ("one file", "{n} Files")},
        {"sources": ("a file", "{n} files")},
        {"texts": ("{n} fichero", "{n} archivos")},
    ],
    ids=["context", "plural", "source", "text"],
)
def test_a_text_that_changes_has_been_reviewed_by_nobody(changed):
    reviewed = reviews.approved(FILES, "Higa Yōko", DAY)
    assert reviews.fits(reviewed)
    assert not reviews.fits(replace(reviewed, **changed))


def test_two_may_review_and_what_fits_no_more_goes():
    other = [" asked the laureate", " taken over from prize-8"]
    old = reviews.approved(replace(FILES, texts=("x", "y"), comments=(*other,)), "Ana", DAY)
    new = replace(old, texts=FILES.texts)
    for reviewer in ("Higa Yōko", "Ana", "Higa Yōko"):
        new = reviews.approved(new, reviewer, DAY)
    assert [it.reviewer for it in reviews.records(new.comments)] == ["Higa Yōko", "Ana"]
    assert new.comments[0] == " asked the laureate"
    assert len(new.comments) == 3


def test_an_editor_that_wraps_comments_does_no_harm():
    row = reviews.approved(FILES, "Higa Yōko", DAY).comments[0]
    first, _, last = row.rpartition(" ")
    wrapped = replace(FILES, comments=(" before", first, f" {last}", " behind"))
    assert reviews.fits(wrapped)
    assert reviews.without_records(wrapped.comments) == [" before", " behind"]


@pytest.mark.parametrize(
    "row", [" reviewed: yes", " reviewed: 2026-02-30 Ana sha256:" + 64 * "0", " reviewed by Ana"]
)
def test_what_is_no_record_is_told(row):
    assert reviews.records([row]) == ()
    assert reviews.unsigned([row]) == row


def test_review_signs_what_is_finished_and_check_tells_what_changed_since(project):
    change(project / INTERFACE, 'msgid "Contact"', '#, fuzzy\nmsgid "Contact"')
    done = run(
        "catalog", "review", "es", "--by", "Higa Yōko", "--on", "2026-11-28", project=project
    )
    assert done.returncode == 0, done.stderr
    assert f"{INTERFACE}: " in done.stdout
    assert "1 not: untranslated or fuzzy" in done.stdout
    found = catalogs.catalog(load(project), "interface", "es").messages
    assert found["Contact"].state == "draft"
    assert found["Leaflet"].state == "reviewed"

    change(project / INTERFACE, 'msgstr "Folleto"', 'msgstr "Hoja"')
    change(project / INTERFACE, "# reviewed: 2026-11-28 Higa Yōko sha256:", "# reviewed: by me ")
    told = json.loads(run("check", "-l", "es", "--json", project=project).stdout)["findings"]
    messages = [it["message"] for it in told if it["check"] == "reviews_are_of_this_text"]
    assert len(messages) == 2
    assert any("'Hoja' is not what Higa Yōko on 2026-11-28 reviewed" in it for it in messages)
    assert any("no record of a review: '# reviewed: by me" in it for it in messages)


def test_a_page_is_a_draft_if_something_on_it_is(project):
    review(project, "es")
    notice = 'msgstr "Traducción provisional, aún no revisada"'
    change(project / INTERFACE, notice, notice.replace("provisional", "no definitiva"))
    change(project / INTERFACE, 'msgstr "Folleto"', 'msgstr "Hoja"')
    sources, drafts = load(project), {}
    for output in ("html", "pdf"):
        asked = job(sources, DOCUMENT, "page", "es", output)
        page = page_context(sources, asked, expected(sources, asked)).page
        drafts[output] = 'class="draft"' in page.html
    assert drafts == {"html": True, "pdf": False}  # the leaflet is named on the web alone


def test_a_desk_reviews_one_message(project):
    change(project / INTERFACE, 'msgid "Contact"', '#, fuzzy\nmsgid "Contact"')
    catalog_review.review_message(load(project), "es", "interface", "Contact", "Ana", DAY)
    entries = parse(load(project).need(INTERFACE)).entries
    assert [entry.sources[0] for entry in entries if reviews.fits(entry)] == ["Contact"]
    assert not any(entry.fuzzy for entry in entries)
    with pytest.raises(UsageError, match="no translation of 'Nothing'"):
        catalog_review.review_message(load(project), "es", "interface", "Nothing", "Ana", DAY)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("it", "--by", "Ana"), "has no catalog"),
        (("es", "--by", " "), "the name of a person"),
        (("es", "--by", "Ana\x1b[31m"), "the name of a person"),
        (("es", "--by", "Ana", "-c", "nothing"), "has no catalog 'nothing'"),
        (("es", "--by", "Ana", "--on", "yesterday"), "no day"),
    ],
)
def test_a_review_by_nobody_of_nothing_is_a_mistake(project, arguments, told):
    done = run("catalog", "review", *arguments, project=project)
    assert done.returncode == 2
    assert told in done.stderr

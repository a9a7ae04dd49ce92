"""Notes are counted and linked both ways, addresses stand where paper readers need them, and each
language of a page has ids of its own.
"""

import re
from pathlib import Path

import pytest

from laureate_print.build import jobs
from laureate_print.build.render import composed
from laureate_print.errors import TemplateError
from laureate_print.page.addresses import with_addresses
from laureate_print.page.ids import own_ids
from laureate_print.page.notes import FORMS, with_notes
from laureate_print.page.templating import Macros
from laureate_print.sources import load
from laureate_print.sources.languages import language
from tests.conftest import ROOT

DOCUMENTS = Path(__file__).parents[1] / "documents"
BURMESE, ARABIC, JAPANESE = "ဆု", "جائزة", "賞"


@pytest.fixture(scope="module")
def sources():
    return load(ROOT)


def spoken(sources, *tags, output="pdf"):
    """The languages of a page, and the packaged forms in each."""
    languages = [language(tag) for tag in tags]

    def ui(message, **values):
        return message.format(**values)

    def form(of):
        return Macros(sources, FORMS, of, {"ui": ui, "language": of, "output": output})

    return languages, {of.tag: form(of) for of in languages}


def note(name, text="x"):
    return f'<span class="note" id="{name}">{text}</span>'


def test_each_language_counts_its_own_notes_in_its_own_digits(sources):
    body = "".join(
        f'<div lang="{tag}"><section><p>{word}{note(tag + "-a")} {word}{note(tag + "-b")}'
        f'<a class="note-call" href="#{tag}-a"></a></p></section></div>'
        for tag, word in (("my", BURMESE), ("ar", ARABIC))
    )
    made = with_notes(f"<main>{body}</main>", *spoken(sources, "my", "ar"), foot=True)

    calls = re.findall(r'class="note-call"[^>]* href="#([\w-]+)"[^>]*>([^<]+)<', made)
    assert calls[:3] == [("my-a", "၁"), ("my-b", "၂"), ("my-a", "၁")]
    assert calls[3:] == [("ar-a", "(1)"), ("ar-b", "(2)"), ("ar-a", "(1)")]
    assert made.count('id="my-a-call"') == 1  # a further call has no way back of its own
    assert all(f'href="#{name}-call"' in made for name in ("my-a", "my-b", "ar-a", "ar-b"))


def test_a_long_note_sends_its_language_to_the_end_of_the_text(sources):
    short, long = note("a", JAPANESE), note("b", JAPANESE * 500)
    body = (
        f'<main><article><section lang="ja"><p>1{short}</p></section><section lang="en"><p>2</p>'
        f"</section><footer>3</footer></article></main>"
    )
    spoken_ = spoken(sources, "ja")
    at_foot = with_notes(body, *spoken_, foot=True)
    at_end = with_notes(body.replace(short, short + long), *spoken_, foot=True)

    assert '<span class="note"' in at_foot
    assert '<span class="note"' not in at_end
    assert at_end.index("</section><section") < at_end.index('class="notes"') < at_end.index("3")
    assert with_notes(body, *spoken_, foot=False).count('<div class="note"') == 1


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (note("a", note("b", "inner")), "inner"),
        ('<a class="note-call" href="#gone"></a>', "gone"),
    ],
)
def test_what_cannot_be_a_note_is_told(sources, body, told):
    with pytest.raises(TemplateError, match=told):
        with_notes(f"<main><p>{body}</p></main>", *spoken(sources, "en"), foot=True)


def test_notes_of_a_tables_head_stand_with_the_first_row_of_its_body(sources):
    table = (
        f"<main><table><thead><tr><th>A{note('a')}</th><th>B{note('b')}</th></tr></thead>"
        "<tbody><tr><td>1</td></tr></tbody></table></main>"
    )
    made = with_notes(table, *spoken(sources, "hi"), foot=True)

    head, body = made.split("</thead>")
    assert 'class="note-call"' in head
    assert body.index('id="a"') < body.index('id="b"') < body.index("1</td>")


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_a_web_page_links_each_note_both_ways_under_names_of_their_own(tag):
    project = load(DOCUMENTS)
    context, _ = composed(project, jobs.job(project, "report", "page", tag, "html"))
    html = context.page.html
    ids = re.findall(r'\bid="([^"]+)"', html)
    links = re.findall(r'href="#([^"]+)" role="doc-(noteref|backlink)" aria-label="([^"]+)"', html)
    names = [name for _, _, name in links]

    assert len(links) >= 60
    assert {target for target, _, _ in links} <= set(ids)
    assert len(set(ids)) == len(ids)
    assert len(set(names)) == len(names)
    assert re.search(r'role="doc-endnotes">\s*<h2 id="([^"]+)">', html)


def test_an_address_is_printed_unless_the_words_say_it(sources):
    long = "https://www.example.jp/a/very/long/path/to/the-report.html?year=2026"
    same = [
        '<a href="https://example.jp/r">example.jp/r</a>',
        '<a href="mailto:a@example.jp">a@example.jp</a>',
        '<a href="tel:+81-98-894-2226">098-894-2226</a>',
        '<a href="#here">here</a>',
        '<a href="other.html">other</a>',
    ]
    links = [
        f'<a href="{long}">report</a>',
        '<a href="https://example.jp/r">report</a>',
        '<a href="mailto:a@example.jp?subject=x">write</a>',
        '<a href="tel:+81988942226">call</a>',
    ]
    page = f"<nav>{links[0]}</nav><main lang='en'><p>{'; '.join(same + links)}</p></main>"
    made = with_addresses(page, *spoken(sources, "en"), printed=True)
    shown = re.findall(r'(.)(?:<span class="note"[^>]*>)?<bdi class="address"[^>]*>([^<]+)', made)

    assert shown == [
        (">", "example.jp/r"),
        (">", "a@example.jp"),
        (">", long),
        ("(", "https://example.jp/r"),
        ("(", "a@example.jp"),
        ("(", "+81988942226"),
    ]
    assert made.count('<span class="note"') == 1
    plain = with_addresses(page, *spoken(sources, "en"), printed=False)
    assert re.sub("<bdi[^>]*>|</bdi>", "", plain) == page


def test_ids_of_a_document_that_stands_in_a_file_twice_are_each_languages_own():
    part = (
        '<div lang="{0}"><h2 id="a">x</h2><a href="#a">x</a><p id="{0}-b" aria-labelledby="a {0}-b">'
        "</p></div>"
    )
    page = f'<main id="main"><a href="#main">x</a>{part.format("ja")}{part.format("ar")}</main>'
    made = own_ids(page, ["ja", "ar"])

    ids = re.findall(r' id="([^"]+)"', made)
    assert sorted(ids) == ["ar-a", "ar-b", "ja-a", "ja-b", "main"]
    assert re.findall(r'href="#([^"]+)"', made) == ["main", "ja-a", "ar-a"]
    assert 'aria-labelledby="ar-a ar-b"' in made
    assert own_ids(page, ["ja"]) == page

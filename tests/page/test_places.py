"""Each message is found where the page shows it; nothing of the page changes for that."""

import re
from collections import Counter

import pypdfium2
import pytest

from laureate_print.build.jobs import choose, job
from laureate_print.build.render import page_context, with_attachments
from laureate_print.page.compose import compose
from laureate_print.page.marks import Marks
from laureate_print.page.places import letters, places, spoken
from laureate_print.sources import load
from tests.conftest import ROOT, copied
from tests.in_engine import written_here
from tests.readers.process import apart

MARKS = re.compile("[\U00100000-\U0010ffff]")
ISOLATES = re.compile("</?bdi[^>]*>")
UNSEEN = {"Never shown.", "Note {number}", "Back to note {number} in the text"}
BODY = """+++
date = 2026-05-01
number = 7
contact = []
publisher = "Naha"
description = "Never shown."
+++

# The *Bridge* of the Sea

**Who** crosses it?[^1]

- over the sea
- over the sea

| Year | Who |
|-----:|-----|
{rows}

: Who crossed

[^1]: A note on {{number}}.
"""
SAID = {
    "ja": (
        "*橋《はし》*の受賞《じゅしょう》",
        "**だれ**が渡《わた》るのか。[^1]",
        "海を越えて",
        "年",
        "だれ",
        "人",
        "渡った人",
        "{number}の注",
    ),
    "ar": (
        "*جسر* البحر",
        "**من** يعبره؟[^1]",
        "فوق البحر",
        "السنة",
        "من",
        "شخص",
        "من عبروا",
        "حاشية عن {number}",
    ),
    "my": (
        "ပင်လယ် *တံတား*",
        "**ဘယ်သူ** ဖြတ်သလဲ။[^1]",
        "ပင်လယ်ကို ကျော်၍",
        "နှစ်",
        "ဘယ်သူ",
        "လူ",
        "ဖြတ်ကူးသူများ",
        "{number} မှတ်ချက်",
    ),
    "hi": (
        "समुद्र का *पुल*",
        "**कौन** पार करता है?[^1]",
        "समुद्र के ऊपर",
        "वर्ष",
        "कौन",
        "व्यक्ति",
        "जिन्होंने पार किया",
        "{number} पर टिप्पणी",
    ),
}
KEYS = (
    "The *Bridge* of the Sea",
    "**Who** crosses it?[^1]",
    "over the sea",
    "Year",
    "Who",
    "person",
    "Who crossed",
    "A note on {number}.",
)


OWN = "bridge"


@pytest.mark.parametrize("template", ["page", "leaflet", "booklet", "index", "accessibility"])
def test_a_marked_page_says_the_same(template):
    sources = load(ROOT)
    tags = {"en", "ja", "ja-simple", "ar", "my", "ur"}
    found = choose(sources, template_names=[template])
    found = [it for it in found if tags & {*it.edition.languages} and it.output.name != "archive"]
    assert found
    for it in found:
        context = page_context(sources, it)
        marked = compose(sources, it, context.catalogs, marks=Marks()).html
        assert MARKS.search(marked)
        assert not MARKS.search(context.page.html)
        # Beside an empty string of a style sheet a mark makes another one.
        pages = [MARKS.sub("", html).replace('""', "") for html in (marked, context.page.html)]
        texts = ["".join(ISOLATES.sub("", html).split()) for html in pages]
        assert texts[0] == texts[1], it.path


@pytest.fixture(scope="module")
def bridge(tmp_path_factory):
    """A project with a document that has all that a text can have, in five languages."""
    folder = copied(tmp_path_factory.mktemp("bridge"))
    rows = "\n".join(
        f"| {year} | {'person' if year == 1950 else 'Mori'} |" for year in range(1950, 1990)
    )
    (folder / f"templates/documents/{OWN}.md").write_text(BODY.format(rows=rows), "utf-8")
    for tag, texts in SAID.items():
        words = dict(zip(KEYS, texts, strict=True)) | {"Never shown.": "x", "Mori": "Mori"}
        entries = [f'msgid "{key}"\nmsgstr "{text}"\n' for key, text in words.items()]
        header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
        path = folder / f"locales/{tag}/LC_MESSAGES/{OWN}.po"
        path.write_text("\n".join([header, *entries]), "utf-8")
    settings = folder / "laureate.toml"
    named = settings.read_text("utf-8").replace('documents = ["', f'documents = ["{OWN}", "')
    settings.write_text(named, "utf-8")
    return folder


def found_in(folder):
    """Of each language the file, what its page says, and where."""
    sources = load(folder)
    found = {}
    for tag in ("en", *SAID):
        context = page_context(sources, job(sources, OWN, "page", tag, "pdf"))
        [made] = written_here([with_attachments(context, (), None).page])
        said = spoken(sources, context.job, context.catalogs)
        found[tag] = made.content, said, places(said, made.layout)
    return found


def test_each_message_stands_where_a_reader_of_the_file_finds_it(bridge):
    for tag, (content, said, found) in apart(found_in, bridge).items():
        texts = dict(zip(KEYS, SAID.get(tag, KEYS), strict=True))
        assert {it.key for it in said.unseen} == UNSEEN
        by_key = {it.key: where for it, where in found.items()}
        assert {it.name.key for it in said.stretches} | {it.key for it in said.running} == {*by_key}
        times = Counter(it.name.key for it in said.stretches)
        pages = pypdfium2.PdfDocument(content)
        for key, text in texts.items():
            inside = letters("".join(read(pages, it) for it in by_key[key]))
            wanted = letters(shown(text)) * times[key]
            assert not Counter(wanted) - Counter(inside), (tag, key, inside)
            assert len(inside) <= len(wanted) + 3, (tag, key, inside)
        assert [it.page for it in by_key["Page {number} of {total}"]] == [*range(1, len(pages) + 1)]
        assert len(by_key["over the sea"]) == 2
        assert len(by_key["Year"]) == 1, "the head of the second page is a repetition"
        assert by_key["A note on {number}."][0].top > by_key["**Who** crosses it?[^1]"][0].bottom


def shown(text):
    """A message as a page shows it, its number aside."""
    return re.sub(r"\[\^1\]|\{number\}|[*《》.]", "", text)


def read(pages, place):
    """What PDFium finds in a place."""
    page = pages[place.page - 1]
    high, point = page.get_height(), 72 / 25.4
    box = (place.left, place.top, place.right, place.bottom)
    left, top, right, bottom = (it * point for it in box)
    return page.get_textpage().get_text_bounded(left, high - bottom, right, high - top)

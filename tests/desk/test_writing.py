"""What was typed is kept and put into the catalogs message by message, whoever else writes them; what
was translated before is found again; the desk says what a page shows.
"""

import os
import re
import signal
import subprocess
import sys
from datetime import date

import pytest

from laureate_print.desk.desk_views import marked
from laureate_print.desk.drafts import FOLDER, Draft, Journal
from laureate_print.desk.memory import alike
from laureate_print.desk.placing import identity
from laureate_print.desk.writing import Writing, shaped
from laureate_print.errors import CatalogError, UsageError
from laureate_print.sources import catalog_update, load, reviews
from laureate_print.sources.loading import reload
from tests.desk.desk import CATALOG, DOCUMENT, made

DAY = date(2026, 11, 29)
TITLE = "The laureate of the prize"
HEAD = "Okinawa Prefecture"
COUNTED = '{{ ngettext("{n} island", "{n} islands", 3) }}{{ pgettext("menu", "Open") }}'


@pytest.fixture
def written(tmp_path):
    """A project with a language, and what is written in it."""
    made(tmp_path)
    template = tmp_path / "templates/card"
    template.mkdir()
    (template / "card.html").write_text(f"<p>{COUNTED}</p>", encoding="utf-8")
    (template / "template.toml").write_text('outputs = ["html"]\n', encoding="utf-8")
    [*_] = catalog_update.init(load(tmp_path), "sl")
    return load(tmp_path), Writing("sl")


def typed(written, source, *texts, catalog=DOCUMENT, needs_work=False):
    sources, writing = written
    own = identity(catalog, source)
    version = writing.wording(sources, own).version
    assert writing.type(sources, own, texts, needs_work, version)
    return own


def saved(written):
    """Saves as the server does; the sources as they are then, and how many were written."""
    sources, writing = written
    done = writing.save(sources, dict(writing.drafts))
    writing.forget(done.written)
    return (reload(sources), writing), len(done.written)


def words(sources, catalog=DOCUMENT):
    return (sources.root / CATALOG.format("sl").replace(DOCUMENT, catalog)).read_text("utf-8")


def test_pages_get_what_is_typed_as_values_and_the_disk_nothing(written):
    sources, writing = written
    before = words(sources)
    typed(written, TITLE, "Nagrajenec")
    [file] = writing.words(sources)

    assert file.content.decode() == before.replace(
        f'msgid "{TITLE}"\nmsgstr ""', f'msgid "{TITLE}"\nmsgstr "Nagrajenec"'
    )
    assert words(sources) == before
    typed(written, TITLE, "")  # it is as it was: there is nothing to save
    assert (writing.words(sources), writing.drafts) == ((), {})


def test_plural_forms_and_contexts_are_messages_of_their_own(written):
    sources, writing = written
    typed(
        written,
        "{n} island",
        "{n} otok",
        "{n} otoka",
        "{n} otoki",
        "{n} otokov",
        catalog="interface",
    )
    typed(written, "menu\x04Open", "Odpri", catalog="interface")
    shown = writing.wording(sources, identity("interface", "{n} island"))
    (sources, _), count = saved(written)

    assert count == 2
    assert [it[0] for it in shown.numbers] == [1, 2, 3, 0]
    assert 'msgstr[0] "{n} otok"\nmsgstr[1] "{n} otoka"\n' in words(sources, "interface")
    assert 'msgctxt "menu"\nmsgid "Open"\nmsgstr "Odpri"\n' in words(sources, "interface")


def test_both_sides_of_a_message_are_kept_until_somebody_chooses(written):
    typed(written, TITLE, "mine")
    typed(written, HEAD, "Prefektura")
    sources, writing = written
    path = sources.root / CATALOG.format("sl")
    theirs = words(sources).replace(f'"{TITLE}"\nmsgstr ""', f'"{TITLE}"\nmsgstr "theirs"')
    path.write_text(theirs.replace("# Words", "# Theirs\n# Words"), encoding="utf-8")
    (sources, _), count = saved(written)
    shown = writing.wording(sources, own := identity(DOCUMENT, TITLE))

    assert count == 1
    assert "# Theirs\n" in words(sources) and '"Prefektura"' in words(sources)
    assert 'msgstr "theirs"' in words(sources)
    assert (shown.entry.texts, shown.theirs) == (("mine",), ("theirs",))
    writing.settle(sources, own, ("theirs",))
    assert not writing.drafts


def test_two_windows_that_type_at_once_lose_nothing(written):
    sources, writing = written
    own = identity(DOCUMENT, TITLE)
    seen = writing.wording(sources, own).version
    writing.type(sources, own, ("of one",), False, seen)
    writing.type(sources, own, ("of the other",), False, seen)
    shown = writing.wording(sources, own)

    assert (shown.entry.texts, shown.also) == (("of the other",), (("of one",),))
    assert saved(written)[1] == 0  # until somebody chooses
    writing.settle(sources, own, ("of one",))
    assert saved(written)[1] == 1


def test_what_is_typed_while_it_is_saved_goes_on_from_there(written):
    sources, writing = written
    typed(written, TITLE, "Nagrajenec")
    done = writing.save(sources, dict(writing.drafts))
    typed(written, TITLE, "Nagrajenec leta")
    writing.forget(done.written)
    written = reload(sources), writing

    assert not writing.wording(written[0], identity(DOCUMENT, TITLE)).theirs
    assert saved(written)[1] == 1


def test_a_broken_catalog_shows_its_words_of_before_and_takes_none(written):
    typed(written, TITLE, "Nagrajenec")
    (sources, writing), _ = saved(written)
    [*writing.wordings(sources, DOCUMENT)]  # it was read
    path = sources.root / CATALOG.format("sl")
    path.write_text(words(sources).replace('msgstr "Nag', "msgstr Nag"), encoding="utf-8")
    sources = reload(sources)
    typed((sources, writing), HEAD, "Prefektura")
    done = writing.save(sources, dict(writing.drafts))

    assert writing.wording(sources, identity(DOCUMENT, TITLE)).entry.texts == ("Nagrajenec",)
    [told] = writing.trouble(sources)
    assert re.match(rf"{path.relative_to(sources.root)}:\d+: ", told)
    assert done.trouble == (told,) and writing.drafts


def test_the_words_stay_while_a_document_cannot_be_read(written):
    sources, writing = written
    before = {
        it.identity for name in writing.catalogs(sources) for it in writing.wordings(sources, name)
    }
    path = sources.root / f"templates/documents/{DOCUMENT}.md"
    path.write_text(path.read_text("utf-8").replace("number = 9", "number = "), encoding="utf-8")
    (sources.root / "templates/card/card.html").write_text("{% if %}", encoding="utf-8")
    sources = reload(sources)
    after = {
        it.identity for name in writing.catalogs(sources) for it in writing.wordings(sources, name)
    }

    assert before and before <= after
    typed((sources, writing), TITLE, "Nagrajenec")
    assert saved((sources, writing))[1] == 1


def test_a_review_is_of_what_was_read_and_gone_when_it_is_given_back(written):
    own = typed(written, TITLE, "Nagrajenec")
    sources, writing = written
    given = reviews.Return(DAY, "Higa  Yōko", "say: which\n prize")

    for wrong in ("", "a: b"):
        with pytest.raises(UsageError):
            writing.accept(sources, own, ("Nagrajenec",), wrong, DAY)
    with pytest.raises(UsageError, match="changed meanwhile"):
        writing.accept(sources, own, ("Nagrada",), "Higa Yōko", DAY)
    writing.accept(sources, own, ("Nagrajenec",), "Higa Yōko", DAY)  # and saves what it accepts
    assert re.search("\n# reviewed: 2026-11-29 Higa Yōko sha256:.{64}\nmsgid", words(sources)) or (
        "# reviewed: 2026-11-29 Higa Yōko sha256:" in words(sources)
    )
    writing.drafts.clear()
    sources = reload(sources)
    assert writing.wording(sources, own).state == "reviewed"
    writing.give_back(sources, own, ("Nagrajenec",), given)
    assert "# returned: 2026-11-29 Higa Yōko: say: which prize\n" in words(sources)
    assert "#, fuzzy\n" in words(sources) and "reviewed:" not in words(sources)
    sources = reload(sources)
    entry = writing.wording(sources, own).entry
    assert [it.note for it in reviews.returns(entry.comments)] == ["say: which prize"]
    writing.accept(sources, own, ("Nagrajenec",), "Higa Yōko", DAY)
    assert "returned" not in words(sources) and "fuzzy" not in words(sources)


def test_words_of_messages_that_are_no_more_are_still_there(written):
    typed(written, TITLE, "Nagrajenec")
    sources, writing = written
    path = sources.root / f"templates/documents/{DOCUMENT}.md"
    path.write_text(path.read_text("utf-8").replace("# The laureate", "# The winner"), "utf-8")
    sources = reload(sources)

    assert [name for name, _ in writing.homeless(sources)] == [(DOCUMENT, TITLE)]
    assert writing.missing(sources, [DOCUMENT]) == [(DOCUMENT, "The winner of the prize")]


def test_drafts_of_a_desk_that_died_are_taken_over_and_those_of_one_that_lives_are_not(tmp_path):
    name, draft = (DOCUMENT, "menu\x04Open"), Draft(("Odpri \ud7ff\u2028",), True, ("",), False)
    first = Journal(tmp_path)
    first.keep("sl", {name: draft})
    assert Journal(tmp_path).taken_over() == {}
    script = (
        "import os, signal, sys; from pathlib import Path; from laureate_print.desk.drafts import *;"
        f"Journal(Path(sys.argv[1])).keep('sl', {{{name!r}: Draft(('Odpiraj',), False, ('',), False)}});"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    killed = subprocess.run([sys.executable, "-c", script, str(tmp_path)], env={**os.environ})
    assert killed.returncode == -signal.SIGKILL
    first.close()
    last = Journal(tmp_path)
    found = last.taken_over()["sl"][name]

    assert {found.texts, *found.also} == {draft.texts, ("Odpiraj",)}
    assert Journal(tmp_path).taken_over() == {}
    last.keep("sl", {})
    assert not last.close()
    assert not (tmp_path / FOLDER).exists()


@pytest.mark.parametrize(
    ("source", "text", "kept"),
    [
        ("a", "b\r\nc\rd", "b\nc\nd"),
        ("a\n", "b", "b\n"),
        ("a", "\nb\n", "b"),
        ("a", " \n ", ""),
        ("a", "\0x\ud800", "x\ufffd"),
    ],
)
def test_a_text_is_one_that_a_catalog_can_have(source, text, kept):
    assert shaped(source, text) == kept


def test_messages_like_one_are_found_in_all_catalogs(written):
    sources, _ = written
    documents = sources.root / "templates/documents"
    text = (documents / f"{DOCUMENT}.md").read_text(encoding="utf-8")
    (documents / "older.md").write_text(text.replace("small islands", "small isles"), "utf-8")
    [*_] = catalog_update.update(load(sources.root), ["sl"])
    path = sources.root / "locales/sl/LC_MESSAGES/older.po"
    filled = re.sub(r'(small isles\."\nmsgstr) ""', r'\1 "Nagrada"', path.read_text("utf-8"))
    path.write_text(filled, encoding="utf-8")
    source = "The prize number {number} goes to a group of doctors who work on small islands."
    [found] = alike(load(sources.root), "sl", DOCUMENT, source, source)

    assert (found.remembered.text, found.remembered.catalog) == ("Nagrada", "older")
    assert 90 < found.likeness < 100


def test_terms_are_marked_where_they_stand_the_longest_first():
    glossary = {"Peace Prize": ("Nagrada za mir",), "prize": (), "peace": ()}
    html, found = marked("<The> Peace Prize, prizes {prize}, Peace", glossary)

    assert (
        html
        == "&lt;The&gt; <mark>Peace Prize</mark>, <mark>prizes</mark> {prize}, <mark>Peace</mark>"
    )
    assert [*found] == ["Peace Prize", "prize", "peace"]


def test_a_catalog_that_cannot_be_read_is_not_written(written):
    own = typed(written, TITLE, "Nagrajenec")
    sources, writing = written
    path = sources.root / CATALOG.format("sl")
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(CatalogError):
        writing.accept(sources, own, ("Nagrajenec",), "Higa Yōko", DAY)
    assert path.read_bytes() == b"\xff\xfe"

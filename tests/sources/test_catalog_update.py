"""The catalogs follow the templates: extract, init, update, status."""

import json
import re
import shutil

import pytest
from babel.messages.pofile import read_po

from laureate_print.model import SourceFile
from laureate_print.sources import catalog_merge, catalog_status, catalogs, load
from laureate_print.sources.languages import language
from laureate_print.sources.po_files import Entry, PoFile, parse
from laureate_print.sources.po_writing import written
from tests.conftest import DOCUMENT, LANGUAGES, ROOT, change, review, run


def test_committed_catalogs_are_what_the_templates_ask_for(project):
    done = run("catalog", "extract", project=project)

    assert all(line.endswith("unchanged") for line in done.stdout.splitlines())


def test_every_message_tells_translators_where_it_stands():
    for name in (DOCUMENT, "interface", "glossary"):
        with (ROOT / "locales" / f"{name}.pot").open("rb") as file:
            for message in read_po(file):
                assert not message.id or message.auto_comments, message.id


def test_init_starts_a_language_and_says_what_comes_next(project):
    done = run("catalog", "init", "gl", project=project)
    path = project / "locales" / "gl" / "LC_MESSAGES" / f"{DOCUMENT}.po"

    assert done.returncode == 0
    assert "messages to translate" in done.stdout
    assert "check -l gl" in done.stdout.splitlines()[-1]
    with path.open("rb") as file:
        assert [message.string for message in read_po(file) if message.id] == [""] * counts(
            project, DOCUMENT
        )[0]


def test_init_leaves_a_language_that_is_there_alone(project):
    path = project / "locales" / "es" / "LC_MESSAGES" / f"{DOCUMENT}.po"
    before = path.read_bytes()
    done = run("catalog", "init", "es", project=project)

    assert done.returncode == 2
    assert "catalog update" in done.stderr
    assert path.read_bytes() == before


def test_update_brings_a_new_message_and_keeps_the_old_one(project):
    written = project / "templates" / "documents" / f"{DOCUMENT}.md"
    for before in ('laureate = "', "## "):
        change(written, f"{before}Japan Association for Refugees (JAR)", f"{before}JAR")
    done = run("catalog", "update", project=project)
    text = (project / "locales" / "es" / "LC_MESSAGES" / f"{DOCUMENT}.po").read_text(
        encoding="utf-8"
    )

    assert done.returncode == 0
    assert 'msgid "JAR"\nmsgstr ""' in text
    assert '#~ msgid "Japan Association for Refugees (JAR)"' in text


@pytest.mark.slow
def test_extract_and_update_twice_change_no_byte(project):
    def files():
        return {path: path.read_bytes() for path in (project / "locales").rglob("*.po*")}

    for act in ("extract", "update"):
        run("catalog", act, project=project)
        before = files()
        done = run("catalog", act, project=project)
        assert all(line.endswith("unchanged") for line in done.stdout.splitlines())
        assert files() == before


# A catalog follows its template: a source that changed, one that vanished, one that is only alike.


SENTENCE = (
    "The nonprofit Japan Association for Refugees was born in 1999, and its members work for"
    " refugees in Japan."
)
HEAD = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'


@pytest.fixture
def followed(tmp_path):
    """Brings a catalog, given as text, to what these sources ask for and gives its text; twice is
    as once.
    """

    def follow(entries, *sources, context=None):
        file = tmp_path / "words.po"
        file.write_text(HEAD + entries, encoding="utf-8")
        places = ("templates/words.html:1",)
        asked = [Entry((source,), context=context, places=places) for source in sources]
        texts = []
        for _ in range(2):
            catalog = parse(SourceFile("words.po", file.read_bytes(), "words.po"))
            template = PoFile(Entry(("",)), tuple(asked))
            file.write_bytes(written(catalog_merge.follow(catalog, template, 2, {})))
            texts.append(file.read_text(encoding="utf-8").partition("\n\n")[2])
        assert texts[0] == texts[1]
        return texts[0]

    return follow


def entry(source, text, above=""):
    return f'{above}#: templates/words.html:1\nmsgid "{source}"\nmsgstr "{text}"\n\n'


@pytest.mark.parametrize("flags", ["", "#, fuzzy\n", "#, fuzzy, ignore-length\n"])
def test_a_changed_source_keeps_its_translation_as_fuzzy_with_the_source_it_was_made_for(
    followed, flags
):
    changed = SENTENCE.replace("1999", "1998")
    marks = "fuzzy, ignore-length" if "ignore" in flags else "fuzzy"

    assert followed(
        entry(SENTENCE, "La asociación…", f"# asked the laureate\n{flags}"), changed
    ) == (
        "# asked the laureate\n#: templates/words.html:1\n"
        f'#, {marks}\n#| msgid "{SENTENCE}"\nmsgid "{changed}"\nmsgstr "La asociación…"\n\n'
    )


def test_a_source_that_changes_twice_keeps_the_one_that_was_translated(followed):
    text = followed(
        entry(
            SENTENCE.replace("1999", "1998"), "La asociación…", f'#, fuzzy\n#| msgid "{SENTENCE}"\n'
        ),
        SENTENCE.replace("1999", "1997"),
    )

    assert f'#| msgid "{SENTENCE}"\nmsgid "{SENTENCE.replace("1999", "1997")}"' in text


def test_the_previous_source_goes_when_the_translator_clears_the_fuzzy_mark(followed):
    assert "#|" not in followed(
        entry(SENTENCE, "La asociación…", '#| msgid "as it was"\n'), SENTENCE
    )


def test_a_message_that_is_still_asked_for_lends_its_translation_to_no_other(followed):
    alike = SENTENCE.replace("1999", "2001")
    text = followed(entry(SENTENCE, "La asociación…"), SENTENCE, alike)

    assert f'msgid "{SENTENCE}"\nmsgstr "La asociación…"' in text
    assert f'msgid "{alike}"\nmsgstr ""' in text
    assert "fuzzy" not in text


def test_a_vanished_message_is_taken_over_once_by_the_one_most_like_it(followed):
    near, far = (
        SENTENCE.replace("1999", "1998"),
        SENTENCE.replace("1999", "1998").replace("members", "people"),
    )
    text = followed(entry(SENTENCE, "La asociación…"), far, near)

    assert f'#, fuzzy\n#| msgid "{SENTENCE}"\nmsgid "{near}"\nmsgstr "La asociación…"' in text
    assert f'msgid "{far}"\nmsgstr ""' in text
    assert text.count("fuzzy") == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Okinawa Peace Prize", "Okinawa Prefecture"),
        ("Okinawa Peace Prize", "Nobel Peace Prize"),
        ("Fax: {fax}", "Telex: {telex}"),
        ("Other languages", "Other editions"),
        (
            SENTENCE,
            (
                "It was established in 1999 by members of Amnesty Japan who saw the need to support"
                " refugees in Japan."
            ),
        ),
    ],
)
def test_what_is_merely_alike_takes_over_nothing(followed, old, new):
    text = followed(entry(old, "traducción"), new)

    assert f'msgid "{new}"\nmsgstr ""' in text
    assert f'#~ msgid "{old}"\n#~ msgstr "traducción"' in text
    assert "fuzzy" not in text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "The Laureate of the 8th Okinawa Peace Prize",
            "The Laureate of the 9th Okinawa Peace Prize",
        ),
        ("第8回沖縄平和賞受賞者", "第9回沖縄平和賞受賞者"),
        (
            "الجهة الفائزة بجائزة أوكيناوا للسلام لعام 2024",
            "الجهة الفائزة بجائزة أوكيناوا للسلام لعام 2026",
        ),
        ("အကြိမ် ၈ မြောက် အိုကီနာဝါ ငြိမ်းချမ်းရေးဆုရှင်", "အကြိမ် ၉ မြောက် အိုကီနာဝါ ငြိမ်းချမ်းရေးဆုရှင်"),
        ("आठवें ओकिनावा शांति पुरस्कार से सम्मानित", "नौवें ओकिनावा शांति पुरस्कार से सम्मानित"),
        ("ผู้ได้รับรางวัลสันติภาพโอกินาวะ ครั้งที่ 8", "ผู้ได้รับรางวัลสันติภาพโอกินาวะ ครั้งที่ 9"),
    ],
    ids=["en", "ja", "ar", "my", "hi", "th"],
)
def test_what_is_kept_as_obsolete_or_stands_elsewhere_is_offered_to_one_like_it(followed, old, new):
    kept = followed(f'#~ msgid "{old}"\n#~ msgstr "traducción"\n\n', new)
    fuzzy = f'#, fuzzy\n#| msgid "{old}"\nmsgid "{new}"\nmsgstr "traducción"'
    moved = followed(entry(old, "traducción").replace("words.html", "other.html"), new)
    empty = followed(
        f'#~ msgid "{old}"\n#~ msgstr "traducción"\n\n' + entry(new, "", "# ask\n"), new
    )

    assert fuzzy in kept
    assert f'#~ msgid "{old}"\n#~ msgstr "traducción"' in kept
    assert fuzzy in moved
    assert fuzzy in empty
    assert empty.startswith("# ask\n")


def test_a_draft_that_vanished_comes_back_as_a_draft(followed):
    kept = followed(entry("Contact", "Contacto", "# see page 2\n#, fuzzy\n"), "Fax")
    assert '#, fuzzy\n#~ msgid "Contact"\n#~ msgstr "Contacto"' in kept
    back = followed(kept, "Fax", "Contact")

    assert (
        '# see page 2\n#: templates/words.html:1\n#, fuzzy\nmsgid "Contact"\nmsgstr "Contacto"'
        in back
    )
    assert "#~" not in back


def test_a_context_is_kept(followed):
    menu = 'msgctxt "menu"\nmsgid "Contact"\nmsgstr "Contactar"\n\n'
    text = followed(menu + entry("Contact", "Contacto"), "Contact", context="menu")

    assert '#: templates/words.html:1\nmsgctxt "menu"\nmsgid "Contact"\nmsgstr "Contactar"' in text
    assert '#~ msgid "Contact"\n#~ msgstr "Contacto"' in text
    assert '#~ msgctxt "menu"\n#~ msgid "Contact"\n#~ msgstr "Contactar"' in followed(menu, "Fax")


def test_obsolete_messages_with_previous_sources_are_read(followed):
    text = followed('#, fuzzy\n#~| msgid "as it was"\n#~ msgid "gone"\n#~ msgstr "ido"\n\n', "Fax")

    assert '#, fuzzy\n#~| msgid "as it was"\n#~ msgid "gone"\n#~ msgstr "ido"' in text


def test_a_long_previous_source_is_written_as_other_gettext_tools_read_it(followed):
    long = f"{SENTENCE} “Quoted.” {SENTENCE}\\n{SENTENCE}"
    previous = [
        row
        for row in followed(entry(long, "La asociación…"), long + " More.").splitlines()
        if row[:2] == "#|"
    ]

    assert len(previous) == 3  # as Babel writes the message itself: a line for each of its own
    assert all(re.fullmatch(r'#\| (msgid )?".*"', row) for row in previous)


def test_a_message_in_a_context_does_not_pass_for_the_one_without(project):
    path = project / "locales" / "es" / "LC_MESSAGES" / "interface.po"
    path.write_text(
        path.read_text("utf-8") + '\nmsgctxt "menu"\nmsgid "Contact"\nmsgstr "Contactar"\n', "utf-8"
    )

    assert catalogs.catalog(load(project), "interface", "es").messages["Contact"].text == "Contacto"


# status


def counts(project, name):
    """Gives how many messages a catalog asks for, and of how many words."""
    sources = load(project)
    return len(catalogs.wanted(sources, name)), sum(
        map(catalog_status.words, catalogs.wanted(sources, name))
    )


def test_status_is_a_table_with_a_total_for_each_language(project):
    review(project, "es")
    words = project / "locales" / "es" / "LC_MESSAGES" / "interface.po"
    change(words, 'msgid "Contact"', '#, fuzzy\nmsgid "Contact"')
    change(words, 'msgstr "Archivos PDF"', 'msgstr "Ficheros PDF"')
    change(words, 'msgid "Leaflet"\nmsgstr "Folleto"', 'msgid "Leaflet"\nmsgstr ""')
    head, *rows = run("catalog", "status", project=project).stdout.splitlines()

    asked, words = counts(project, "interface")
    counted = ["translated", "fuzzy", "missing", "reviewed", "stale"]
    in_words = ["words", "translated", "(words)", "reviewed", "(words)"]
    assert head.split() == ["language", "catalog", *counted, *in_words]
    assert {len(row) for row in rows} == {len(head)}
    assert [row.split() for row in rows if row.startswith("es ")][1] == [
        "es",
        "interface",
        *(str(asked - 2), "1", "1"),
        *(str(asked - 3), "1"),
        *(str(words), str(words - 2), str(words - 4)),
    ]
    assert sum(" total " in row for row in rows) == len(LANGUAGES) - 1


def test_status_counts_what_is_not_begun_as_missing(project):
    run("catalog", "init", "it", project=project)
    (project / "locales" / "it" / "LC_MESSAGES" / "interface.po").unlink()
    rows = run("catalog", "status", project=project).stdout.splitlines()

    asked, words = map(str, counts(project, "interface"))
    assert [row.split() for row in rows if row.startswith("it ")][1] == [
        "it",
        "interface",
        *("0", "0", asked),
        *("0", "0"),
        *(words, "0", "0"),
    ]


def test_status_is_told_to_machines(project):
    run("catalog", "init", "it", project=project)
    answer = json.loads(run("catalog", "status", "--json", project=project).stdout)["languages"]
    [italian] = [entry for entry in answer if entry["language"] == "it"]

    assert [entry["catalog"] for entry in italian["catalogs"]] == [
        DOCUMENT,
        "interface",
        "glossary",
    ]
    asked, words = counts(project, "interface")
    nothing = dict.fromkeys(["translated", "fuzzy", "reviewed", "stale"], 0)
    assert italian["catalogs"][1] == {
        **{"catalog": "interface", "missing": asked, "words": words},
        **nothing,
        **{"translated_words": 0, "reviewed_words": 0},
    }
    sums = [sum(part[count] for part in italian["catalogs"]) for count in ("missing", "words")]
    assert [italian["total"][count] for count in ("missing", "words")] == sums


@pytest.mark.slow
def test_labels_come_from_the_package_where_the_project_has_none(project):
    interface = project / "locales" / "es" / "LC_MESSAGES" / "interface.po"
    interface.unlink()
    listed = run("list", project=project)
    built = run("build", "-l", "es", "-t", "page", "-o", "html", project=project)
    updated = run("catalog", "update", project=project)

    assert "labels from the package: es" in listed.stdout.splitlines()
    assert built.returncode == 0, built.stdout
    assert updated.returncode == 0, updated.stderr
    assert not interface.exists()


# What is missing, and what another catalog has already


@pytest.mark.slow
def test_update_makes_what_is_missing_and_takes_over_what_another_document_has(project):
    documents = project / "templates" / "documents"
    text = (documents / f"{DOCUMENT}.md").read_text(encoding="utf-8")
    (documents / "prize-9.md").write_text(text.replace("8th", "9th"), encoding="utf-8")
    change(project / "laureate.toml", f'"{DOCUMENT}"]', f'"{DOCUMENT}", "prize-9"]')
    review(project, "ar")
    shutil.rmtree(project / "locales" / "fa")
    folder = project / "locales" / "es" / "LC_MESSAGES"
    change(folder / f"{DOCUMENT}.po", 'msgid "Japan Assoc', '#, fuzzy\nmsgid "Japan Assoc')
    change(folder / "interface.po", 'msgid "Leaflet"', 'msgid "Leaflet')
    done = run("catalog", "update", project=project)

    assert done.returncode == 3  # one catalog cannot be read; all others are up to date
    assert done.stderr.count("\n") == 1
    assert "locales/es/LC_MESSAGES/interface.po:" in done.stderr
    assert "locales/es/LC_MESSAGES/prize-9.po: " in done.stdout
    assert f"locales/es/LC_MESSAGES/{DOCUMENT}.po: " in done.stdout
    signed = run("catalog", "review", "es", "--by", "Higa Yōko", project=project)
    assert (signed.returncode, signed.stderr) == (3, done.stderr)
    assert [row.partition(":")[0].rpartition("/")[2] for row in signed.stdout.splitlines()] == [
        f"{DOCUMENT}.po",
        "prize-9.po",
        "glossary.po",
    ]
    status = run("catalog", "status", project=project)
    assert (status.returncode, status.stderr) == (3, done.stderr)
    assert sum(row.startswith("es ") for row in status.stdout.splitlines()) == 4
    arabic = catalogs.catalog(load(project), "prize-9", "ar").messages
    states = {source: message.state for source, message in arabic.items()}
    title = arabic["The Laureate of the 9th Okinawa Peace Prize"]
    assert states.pop(title.source) == "untranslated"  # it is offered, and shown to nobody
    assert (title.text, title.earlier) == ("", title.source.replace("9th", "8th"))
    assert set(states.values()) == {"draft", "untranslated"}  # a review is of its own document
    written = (project / "locales/ar/LC_MESSAGES/prize-9.po").read_text(encoding="utf-8")
    assert f"# taken over from {DOCUMENT}\n" in written
    assert f'#| msgid "{title.earlier}"\nmsgid "{title.source}"\nmsgstr "الجهة الفائزة' in written
    assert "# reviewed" not in written
    assert 'msgid "Japan Association for Refugees (JAR)"\nmsgstr ""' not in written
    assert (project / "locales/fa/LC_MESSAGES/prize-9.po").is_file()
    assert not (project / "locales/en").exists()
    change(documents / "prize-9.md", "+++", "++")
    found = run("catalog", "extract", project=project)
    assert found.returncode == 3
    assert "templates/documents/prize-9.md" in found.stderr
    assert f"locales/{DOCUMENT}.pot: " in found.stdout


def test_foreign_headers_and_line_ends_stay(project):
    path = project / "locales" / "es" / "LC_MESSAGES" / "glossary.po"
    text = path.read_text(encoding="utf-8")
    mine = text.replace('"MIME-Version', '"X-Crowdin-Project: peace\\n"\n"MIME-Version').replace(
        'msgid "Naha"', 'msgid "Nafa"'
    )
    path.write_bytes(mine.replace("\n", "\r\n").encode())
    run("catalog", "update", project=project)
    found = path.read_bytes().decode()

    assert '"X-Crowdin-Project: peace\\n"\r\n' in found
    assert found.count("\n") == found.count("\r\n")
    assert '#~ msgid "Nafa"' in found


@pytest.mark.parametrize(
    ("named", "tag", "script", "folder"),
    [
        ("sr@latin", "sr-Latn", "Latn", "sr@latin"),
        ("uz@cyrillic", "uz-Cyrl", "Cyrl", "uz@cyrillic"),
        ("sr_RS@latin", "sr-Latn-RS", "Latn", "sr_RS@latin"),
        ("zh_hant", "zh-Hant", "Hant", "zh_Hant"),
        ("ja@simple", "ja-simple", "Jpan", "ja@simple"),
    ],
)
def test_a_folder_of_gettext_says_script(named, tag, script, folder):
    found = language(named)
    assert (found.tag, found.script, found.folder) == (tag, script, folder)


def test_a_platform_may_name_a_folder_its_own_way(project):
    (project / "locales" / "zh_Hant").rename(project / "locales" / "zh-Hant")
    run("catalog", "update", project=project)
    found = catalogs.catalog(load(project), DOCUMENT, "zh-Hant")

    assert found.where == f"locales/zh-Hant/LC_MESSAGES/{DOCUMENT}.po"
    assert not (project / "locales" / "zh_Hant").exists()

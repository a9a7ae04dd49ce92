"""The catalogs follow the templates: extract, init, update, status."""

from babel.messages.pofile import read_po

from tests.conftest import DOCUMENT, ROOT, change, run


def test_committed_catalogs_are_what_the_templates_ask_for(project):
    done = run("catalog", "extract", project=project)

    assert all(line.endswith("unchanged") for line in done.stdout.splitlines())


def test_every_message_tells_translators_where_it_stands():
    for name in (DOCUMENT, "interface"):
        with (ROOT / "locales" / f"{name}.pot").open("rb") as file:
            for message in read_po(file):
                assert not message.id or message.auto_comments, message.id


def test_init_starts_a_language(project):
    done = run("catalog", "init", "uk", project=project)
    path = project / "locales" / "uk" / "LC_MESSAGES" / f"{DOCUMENT}.po"

    assert done.returncode == 0
    assert "messages to translate" in done.stdout
    with path.open("rb") as file:
        assert [message.string for message in read_po(file) if message.id] == [""] * 10


def test_init_leaves_a_language_that_is_there_alone(project):
    path = project / "locales" / "es" / "LC_MESSAGES" / f"{DOCUMENT}.po"
    before = path.read_bytes()
    done = run("catalog", "init", "es", project=project)

    assert done.returncode == 2
    assert "catalog update" in done.stderr
    assert path.read_bytes() == before


def test_update_brings_a_new_message_and_keeps_the_old_one(project):
    change(
        project / "templates" / "documents" / f"{DOCUMENT}.html",
        '_("Japan Association for Refugees (JAR)")',
        '_("JAR")',
    )
    done = run("catalog", "update", project=project)
    text = (project / "locales" / "es" / "LC_MESSAGES" / f"{DOCUMENT}.po").read_text(encoding="utf-8")

    assert done.returncode == 0
    assert 'msgid "JAR"\nmsgstr ""' in text
    assert '#~ msgid "Japan Association for Refugees (JAR)"' in text


def test_update_twice_changes_nothing(project):
    run("catalog", "update", project=project)
    done = run("catalog", "update", project=project)

    assert all(line.endswith("unchanged") for line in done.stdout.splitlines())


def test_status_counts_drafts():
    lines = run("catalog", "status").stdout.splitlines()

    assert len(lines) == 14
    assert all("0 reviewed" in line and "0 untranslated" in line for line in lines)

"""A build tells each flaw once, in the file that it stands in; a catalog that is broken or not
complete stops only the files that need it.
"""

import json
import shutil

from laureate_print.sources import load
from laureate_print.sources.po_files import parse
from tests.conftest import DOCUMENT, change, review, run

SPANISH = "locales/es/LC_MESSAGES/interface.po"
ARABIC = f"locales/ar/LC_MESSAGES/{DOCUMENT}.po"


def line(project, path, source):
    """Gives the place of a message."""
    entries = parse(load(project).need(path)).entries
    return f"{path}:{next(entry.line for entry in entries if entry.sources[0] == source)}"


def test_one_broken_catalog_stops_its_own_language_alone(project):
    change(project / ARABIC, 'msgid "Japan Assoc', 'msgid "Japan "Assoc')
    tags = [part for tag in ("en", "ar", "tr") for part in ("-l", tag)]
    done = run("build", *tags, "-t", "page", "-o", "html", "--jobs", "1", project=project)
    made = project / "dist" / DOCUMENT

    assert done.returncode == 3
    assert [path.name for path in sorted(made.iterdir())] == ["en", "tr"]
    assert done.stderr.splitlines()[-1].startswith(f"laureate-print: {ARABIC}:")
    assert f"{DOCUMENT}/ar/page.html: not written, 1 error" in done.stdout
    assert done.stdout.splitlines()[-1].endswith("1 language in draft translation, 1 not written")
    checked = run("check", *tags, "--json", project=project)
    unreadable = [
        finding["message"]
        for finding in json.loads(checked.stdout)["findings"]
        if finding["check"] == "sources_can_be_read"
    ]
    assert checked.returncode == 3
    assert len(unreadable) == 1


def test_a_file_needs_the_words_that_it_shows_and_each_is_told_once(project):
    review(project, "es")
    change(project / SPANISH, 'msgstr "Ir al contenido principal"', 'msgstr ""')
    change(project / SPANISH, 'msgstr "Otros idiomas"', 'msgstr ""')
    done = run(
        *("build", "-l", "es", "-t", "page", "-t", "leaflet", "-o", "html", "-o", "pdf"),
        *("-o", "archive", "--jobs", "1"),
        project=project,
    )
    made = {path.name for path in (project / "dist" / DOCUMENT / "es").iterdir()}
    skip, others = (
        line(project, SPANISH, it) for it in ("Skip to main content", "Other languages")
    )

    assert done.returncode == 1
    assert made == {"page.pdf", "leaflet.pdf"}  # the archive file holds the web page
    assert done.stdout.count(f"{skip}: error: not translated") == 1
    assert done.stdout.count(f"{others}: error: not translated") == 1
    assert f"{DOCUMENT}/es/page.html: not written, 2 errors" in done.stdout
    assert "draft" not in done.stdout
    checked = run("check", "-l", "es", project=project).stdout
    assert checked.count("not translated") == 2


def test_what_is_found_is_told_in_the_file_of_its_own_document(project):
    documents = project / "templates" / "documents"
    first = documents / f"{DOCUMENT}.md"
    shutil.copy(first, documents / "a-first.md")
    change(
        project / "laureate.toml",
        f'documents = ["{DOCUMENT}"]',
        f'documents = ["a-first", "{DOCUMENT}"]',
    )
    change(
        first, "## Japan Association for Refugees (JAR)", "## Japan Association for Refugees (ጃር)"
    )
    change(documents / "a-first.md", "Izumizaki", "Izumi")
    done = run("build", DOCUMENT, "-l", "en", "-t", "page", "-o", "html", "--json", project=project)
    places = {
        finding["where"]
        for artifact in json.loads(done.stdout)["artifacts"]
        for finding in artifact["findings"]
    }

    assert done.returncode == 1
    assert places
    assert all(place.startswith(f"templates/documents/{DOCUMENT}.md:") for place in places)

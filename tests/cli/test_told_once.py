"""A build tells each flaw once, in the file that it stands in; a catalog that is broken or not
complete stops only the files that need it.
"""

import json
import shutil

import pytest

from laureate_print.cli.findings import error_lines, warning_lines
from laureate_print.model import Finding, Job, Render, Single
from laureate_print.outputs import OUTPUTS
from laureate_print.sources import load
from laureate_print.sources.po_files import parse
from tests.conftest import DOCUMENT, change, review, run

SPANISH = "locales/es/LC_MESSAGES/interface.po"
ARABIC = f"locales/ar/LC_MESSAGES/{DOCUMENT}.po"


def line(project, path, source):
    """Gives the place of a message."""
    entries = parse(load(project).need(path)).entries
    return f"{path}:{next(entry.line for entry in entries if entry.sources[0] == source)}"


@pytest.mark.slow
def test_one_broken_catalog_stops_its_own_language_alone(project):
    change(project / ARABIC, 'msgid "Japan Assoc', 'msgid "Japan "Assoc')
    tags = [part for tag in ("en", "ar", "tr") for part in ("-l", tag)]
    done = run("build", *tags, "-t", "page", "-o", "html", "--jobs", "1", project=project)
    made = project / "dist" / DOCUMENT

    assert done.returncode == 3
    assert [path.name for path in sorted(made.iterdir())] == ["en", "tr"]
    assert done.stderr.splitlines()[-1].startswith(f"laureate-print: {ARABIC}:")
    assert done.stderr.endswith(f"; not written: {DOCUMENT}/ar/page.html\n")
    assert done.stdout.startswith("2 files in dist, 2 made (")
    assert done.stdout.endswith("; 1 not written; 1 error; 1 language is a draft\n")
    checked = run("check", *tags, "--json", project=project)
    unreadable = [
        finding["message"]
        for finding in json.loads(checked.stdout)["findings"]
        if finding["check"] == "sources_can_be_read"
    ]
    assert checked.returncode == 3
    assert len(unreadable) == 1


@pytest.mark.slow
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
    files = f"{DOCUMENT}/es/page.archive.pdf, {DOCUMENT}/es/page.html"
    assert done.stdout.count(f"\n  not written: 2 files: {files}\n") == 2
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
    for before in ('laureate = "', "## "):
        name = f"{before}Japan Association for Refugees"
        change(first, f"{name} (JAR)", f"{name} (ጃር)")
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


def test_many_warnings_leave_room_on_the_screen():
    tags = ("my", "ar", "hi", "th", "ja")
    findings = [
        Finding("no_word_is_doubled", "warning", f"word {number}", f"a.po:{number}", "mend it")
        for number in range(40)
    ]
    renders = [
        Render(Job("paper", "page", Single(tag), OUTPUTS[name]), None, tuple(findings))
        for tag in tags
        for name in OUTPUTS
    ]
    shown = list(warning_lines(renders, verbose=False))
    whole = list(warning_lines(renders, verbose=True))

    assert shown[0] == "a.po:0: warning: word 0; mend it [no_word_is_doubled]"
    assert shown[1].startswith("  in 20 files: paper/my/page.html, paper/my/page.pdf, ")
    assert len(shown[1]) < 100
    assert len(shown) < 20
    assert shown[-1] == "and 34 more warnings (34 no_word_is_doubled); -v tells all"
    assert len(whole) == 80
    assert whole[1].count("/") == 40


def test_a_release_tells_all_drafts_in_one_line():
    renders = [
        Render(
            Job("paper", "page", Single(tag), OUTPUTS["pdf"]),
            None,
            (Finding("translation_is_reviewed", "error", "draft", f"locales/{tag}/x.po:3"),),
            (tag,),
        )
        for tag in ("my", "ar", "ja")
    ]
    error, files = error_lines(renders, verbose=True)

    assert error.startswith("error: 3 languages are drafts: ar, ja, my; ")
    assert files == "  not written: 3 files: " + ", ".join(it.job.path for it in renders)

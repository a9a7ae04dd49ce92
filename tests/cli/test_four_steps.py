"""From nothing to a new edition in the four steps of the README: init, translate, check, build."""

import json
import re

import pytest
from babel.messages.pofile import read_po, write_po

from tests.conftest import DOCUMENT, ROOT, change, run


def translate(project, folder, source):
    """Fills the catalogs of a language with the translations of these files, as a translator does
    in Poedit.
    """
    for name in (DOCUMENT, "interface"):
        path = project / "locales" / folder / "LC_MESSAGES" / f"{name}.po"
        catalog = read_po(path.open("rb"))
        known = read_po((source / "LC_MESSAGES" / f"{name}.po").open("rb"))
        for message in catalog:
            if message.id:
                message.string = known[message.id].string
        with path.open("wb") as file:
            write_po(file, catalog)


def errors(done):
    """Gives what a check found of severity error."""
    return [
        finding for finding in json.loads(done.stdout)["findings"] if finding["severity"] == "error"
    ]


@pytest.mark.parametrize("tag", ["gl", "pt-AO"])
@pytest.mark.slow
def test_a_language_whose_script_has_a_face(project, tag):
    folder = tag.replace("-", "_")
    begun = run("catalog", "init", tag, project=project)
    untranslated = run("check", "-l", tag, "--json", project=project)
    translate(project, folder, ROOT / "locales" / "es")
    checked = run("check", "-l", tag, "--json", project=project)
    built = run("build", "-o", "html", "-o", "pdf", "-l", tag, project=project)

    assert begun.returncode == 0, begun.stderr
    assert f"'laureate-print check -l {tag}'" in begun.stdout.splitlines()[-1]
    assert {finding["check"] for finding in errors(untranslated)} == {"every_message_is_translated"}
    assert (checked.returncode, errors(checked)) == (0, [])
    assert built.returncode == 0, built.stdout
    made = project / "dist" / DOCUMENT / tag
    assert {path.name for path in made.iterdir()} == {"page.html", "page.pdf", "leaflet.pdf"}
    assert f'<html lang="{tag}"' in (made / "page.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_language_whose_script_has_none_yet(project):
    """It is said before a word is translated, and again of the words; both name free faces."""
    begun = run("catalog", "init", "dz", project=project)
    assert begun.returncode == 0, begun.stderr
    [told] = [line for line in begun.stdout.splitlines() if line.startswith("no face")]
    assert re.search(r"no face of 'dz' draws Tibetan.*'ཀ' \(U\+0F40 TIBETAN.* and \d+ more", told)
    assert '[faces."Noto Serif Tibetan"]' in begun.stdout

    translate(project, "dz", ROOT / "locales" / "es")
    title = 'msgstr "La entidad galardonada con el 8.º Premio de la Paz de Okinawa"'
    change(project / "locales/dz/LC_MESSAGES" / f"{DOCUMENT}.po", title, 'msgstr "ཞི་བདེ།"')
    missing, *_ = [
        finding
        for finding in errors(run("check", "-l", "dz", "--json", project=project))
        if "no face of 'dz' draws 'ཞ' (U+0F5E TIBETAN LETTER ZHA)" in finding["message"]
    ]
    assert "into fonts/<family>/" in missing["hint"]
    assert "Noto Serif Tibetan" in missing["hint"]
    assert missing["where"].startswith("locales/dz/LC_MESSAGES/")


def test_a_language_that_the_project_file_does_not_name_is_not_built_unasked(project):
    run("catalog", "init", "gl", project=project)
    listed = run("list", project=project).stdout

    published, _, more = listed.partition("does not name")
    assert "Galego" not in published
    assert "Galego" in more


def test_a_language_without_catalogs_says_how_to_begin(project):
    for verb in ("check", "build"):
        done = run(verb, "-l", "gl", project=project)
        assert done.returncode == 2
        assert "no language 'gl' in this project" in done.stderr
        assert "'laureate-print catalog init gl'" in done.stderr


def test_the_readme_shows_the_four_steps():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    steps = [
        readme.index(step)
        for step in (
            "catalog init it",
            "2. translate them, in Poedit",
            "check -l it",
            "build -l it",
        )
    ]
    assert steps == sorted(steps)

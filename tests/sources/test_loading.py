"""A project is read once: behind `load` nothing opens a file of it."""

import json
import pickle
import shutil
import subprocess
import sys

import pytest

from laureate_print.errors import InputError
from laureate_print.sources import load
from laureate_print.sources.catalogs import catalog
from laureate_print.sources.fonts import fonts
from laureate_print.sources.loading import reload
from laureate_print.sources.templates import find_file
from tests.conftest import DOCUMENT, ROOT, change, run

# Renders in a process whose every opening of a file is watched.
WATCHED = """
import json, sys
from pathlib import Path
from laureate_print.build import jobs
from laureate_print.build.render import render
from laureate_print.pdf_engine.process import own_this_process
from laureate_print.sources import load

root, document = sys.argv[1:]
own_this_process()
sources, opened = load(Path(root)), []

def watch(event, arguments):
    if event in ("open", "os.listdir", "os.scandir"):
        place = str(arguments[0])
        if place.startswith(tuple(f"{root}/{name}" for name in ("templates", "locales", "fonts", "laureate"))):
            opened.append(place)

sys.addaudithook(watch)
for template, edition, output in [
    ("page", "my", "html"), ("page", "ar", "pdf"), ("page", "ja", "archive"),
    ("leaflet", "ja+en", "print"), ("index", "mul", "html"), ("accessibility", "mul", "html"),
]:
    assert render(sources, jobs.job(sources, document, template, edition, output)).artifact, template
print(json.dumps(opened))
"""


@pytest.mark.slow
def test_no_render_reads_the_disk_of_the_project():
    command = [sys.executable, "-c", WATCHED, str(ROOT), DOCUMENT]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)

    assert done.returncode == 0, done.stderr
    faces = {str(path) for path in (ROOT / "fonts").glob("*/*.[to]t[fc]")}
    assert {*json.loads(done.stdout)} <= faces


def test_a_face_that_was_changed_after_loading_is_refused(project):
    path = project / "fonts/own/Own.ttf"
    path.parent.mkdir(parents=True)
    shutil.copy(ROOT / "fonts/biz-udpgothic/BIZUDPGothic-Regular.ttf", path)
    loaded = load(project)
    sent = pickle.dumps(loaded)
    assert len(sent) < 10e6, "workers are sent no face"
    received = pickle.loads(sent)  # noqa: S301 - made just now
    assert received.find("fonts/own/Own.ttf").content == path.read_bytes()
    path.write_bytes(path.read_bytes() + b" ")

    with pytest.raises(InputError, match=r"fonts/own/Own\.ttf has changed since"):
        loaded.find("fonts/own/Own.ttf").part(0, 4)


def test_what_is_found_is_remembered_by_the_sources_it_was_found_in(project):
    first = load(project)
    assert fonts(first) is fonts(first)
    assert catalog(first, DOCUMENT, "es") is catalog(first, DOCUMENT, "es")

    change(
        project / f"locales/es/LC_MESSAGES/{DOCUMENT}.po",
        'msgstr "Asociación Japonesa para los Refugiados',
        'msgstr "Asociación Japonesa para las Refugiadas',
    )
    again = load(project)
    name = "Japan Association for Refugees (JAR)"
    assert "Refugiadas" not in catalog(first, DOCUMENT, "es").messages[name].text
    assert "Refugiadas" in catalog(again, DOCUMENT, "es").messages[name].text


def test_the_projects_own_files_win_and_the_packaged_ones_serve_what_it_lacks(project):
    (project / "templates" / "page" / "page.css").write_text("/* own */", encoding="utf-8")
    sources = load(project)

    assert find_file(sources, "page/page.css").content == b"/* own */"
    assert find_file(sources, "page/page.css").shown == "templates/page/page.css"
    assert sources.find("fonts/fonts.toml").shown == str(ROOT / "fonts" / "fonts.toml")
    assert load(project, alone=True).find("fonts/fonts.toml") is None


@pytest.mark.parametrize("path", ["../laureate.toml", "page/../../laureate.toml", "/etc/hostname"])
def test_no_path_leads_out_of_the_templates(project, path):
    with pytest.raises(InputError, match="there is no template file"):
        find_file(load(project), path)


def test_links_out_of_the_templates_and_hidden_files_are_no_sources(project, tmp_path):
    (tmp_path / "secret.html").write_text("secret", encoding="utf-8")
    (project / "templates" / "page" / "linked.html").symlink_to(tmp_path / "secret.html")
    (project / "templates" / "page" / ".hidden.html").write_text("hidden", encoding="utf-8")
    paths = load(project).own.files

    assert "templates/page/page.html" in paths
    assert "templates/page/linked.html" not in paths
    assert "templates/page/.hidden.html" not in paths


def test_form_comes_from_the_package_and_words_facts_and_statements_never(project):
    own = [
        f"templates/documents/{DOCUMENT}.md",
        f"templates/documents/{DOCUMENT}.glossary.toml",
        "templates/accessibility/criteria.toml",
        "templates/accessibility/accessibility.html",
        f"locales/es/LC_MESSAGES/{DOCUMENT}.po",
        "locales/es/LC_MESSAGES/glossary.po",
    ]
    form = ["templates/page/page.html", "locales/es/LC_MESSAGES/interface.po", "fonts/fonts.toml"]
    for path in (*own, *form[:2]):
        (project / path).unlink()
    sources = load(project)

    assert [path for path in own if sources.find(path)] == []
    assert [path for path in form if not sources.is_packaged(path)] == []
    assert f"templates/documents/{DOCUMENT}.md" not in sources.digests
    done = run("build", "-l", "es", "-t", "page", "-o", "html", project=project)
    assert done.returncode == 3
    assert f"templates/documents/{DOCUMENT}.md is missing" in done.stderr


def test_a_folder_without_a_project_is_told_how_to_begin(tmp_path):
    with pytest.raises(InputError, match=r"no laureate\.toml in .* 'laureate-print new FOLDER'"):
        load(tmp_path)
    assert run("doctor", project=tmp_path).returncode == 0


def test_what_changed_is_read_again_and_nothing_else(project):
    before = load(project)
    assert reload(before) is before
    catalog = project / "locales/ja/LC_MESSAGES/interface.po"
    was = catalog.read_bytes()
    catalog.write_bytes(was.replace(b"msgstr", b"msgStr", 1))  # as long, in the same moment
    (project / "templates/page/new.css").write_text("")
    (project / "theme/minsa.svg").unlink()

    after = reload(before)

    assert after.digests == load(project).digests
    assert after.profile is before.profile
    for path in before.digests.keys() & after.digests.keys():
        same = path == "locales/ja/LC_MESSAGES/interface.po"
        assert (after.find(path) is before.find(path)) != same, path

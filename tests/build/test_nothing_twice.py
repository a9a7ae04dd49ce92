"""Nothing is made twice: only what would come out otherwise; what stands there is looked at."""

import hashlib
import json
import os
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from laureate_print.atomic_write import atomic_write
from laureate_print.build import jobs
from laureate_print.build.keys import digest
from laureate_print.build.records import NAME, Records
from laureate_print.build.unchanged import Look, Request
from laureate_print.model import Artifact, Kept, SourceFile
from laureate_print.sources import load
from laureate_print.sources.late_files import found_digests
from tests.build import edits
from tests.build.small_project import Project
from tests.conftest import change, run
from tests.readers.process import apart


@pytest.mark.slow
def test_after_edits_kills_and_meetings_the_folder_is_that_of_a_clean_build():
    apart(edits.main, 6, 7)


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    """A project with its output folder, built once by the command."""
    project = Project(tmp_path_factory.mktemp("once") / "project", languages=("en", "fr"))
    assert run("--project", project.folder, "build").returncode == 0
    return project.folder


@pytest.fixture
def project(once, tmp_path):
    return shutil.copytree(once, tmp_path / "project")


def made(project, *options):
    """Gives the paths of what a build makes, and of what it leaves as it is."""
    done = run("--project", project, "build", "--json", *options)
    assert done.returncode == 0, done.stderr
    entries = json.loads(done.stdout)["artifacts"]
    return (
        {entry["path"].removeprefix("dist/notice/") for entry in entries if not entry["unchanged"]},
        {entry["path"].removeprefix("dist/notice/") for entry in entries if entry["unchanged"]},
    )


def test_a_folder_that_was_copied_needs_nothing_made(project):
    assert made(project) == (set(), {"en/page.html", "en/page.pdf", "fr/page.html", "fr/page.pdf"})


@pytest.mark.slow
def test_all_is_made_where_all_is_asked_for(project):
    assert len(made(project, "--all")[0]) == 4


@pytest.mark.slow
def test_a_message_is_made_where_it_is_shown_alone(project):
    catalog = project / "locales/fr/LC_MESSAGES/notice.po"
    words = catalog.read_text(encoding="utf-8")
    catalog.write_text(words.replace("ouvre en mai", "ouvre en juin"), encoding="utf-8")

    assert made(project)[0] == {"fr/page.html", "fr/page.pdf"}


@pytest.mark.slow
def test_what_another_program_has_made_counts_for_nothing(project):
    record = project / "dist" / NAME
    told = json.loads(record.read_bytes())
    told["software"]["weasyprint"] = "69.0"
    for entry in told["asked"].values():
        entry["software"] = ""
    record.write_text(json.dumps(told), encoding="utf-8")

    assert len(made(project)[0]) == 4


@pytest.mark.parametrize(
    "text", ["", "[]", '{"format": 1, "files": 3, "asked": {"a": []}}', "{" * 9]
)
def test_a_record_that_is_none_costs_time_alone(project, text):
    (project / "dist" / NAME).write_text(text, encoding="utf-8")

    assert len(made(project, "-l", "fr", "-o", "html")[0]) == 1


def test_a_face_that_stands_as_it_stood_is_not_read_for_its_digest_again(project):
    record = project / "dist" / NAME
    told = json.loads(record.read_bytes())
    known = {path: entry[-1] for path, entry in told["faces"].items()}
    assert {path: sha256(Path(path).read_bytes()).hexdigest() for path in known} == known
    changed, damaged = list(known)[:2]
    told["faces"][changed][1] += 1
    told["faces"][damaged] = 3
    record.write_text(json.dumps(told), encoding="utf-8")
    young = project / "fonts/own/own.ttf"
    young.parent.mkdir(parents=True)
    shutil.copyfile(changed, young)

    sources, records = load(project), Records(project / "dist", anew=True)
    records.tell_digests(sources)
    files = [file for layer in sources.layers for file in layer.files.values()]
    assert dict(found_digests(files)) == {
        path: digest for path, digest in known.items() if path not in (changed, damaged)
    }
    records.add_digests([(changed, known[changed]), (str(young), known[changed])])
    records.write()
    again = json.loads(record.read_bytes())["faces"]
    assert again[changed][-1] == known[changed]
    assert str(young) not in again


@pytest.mark.slow
def test_a_record_leads_nowhere_outside_its_folder(project):
    record = project / "dist" / NAME
    told = json.loads(record.read_bytes())
    other = project / "dist/notice/fr/page.pdf"
    for entry in told["files"].values():
        entry["beside"] = [{**entry, "path": os.fspath(other.resolve())}]
    record.write_text(json.dumps(told), encoding="utf-8")

    assert len(made(project, "-o", "html", "-l", "fr")[0]) == 1


def test_a_file_that_another_build_puts_there_meanwhile_is_not_taken_for_ours(tmp_path):
    records = Records(tmp_path)
    records.put(Artifact("page.html", b"ours"))
    atomic_write(b"else", tmp_path / "page.html")
    records.add(Kept("page.html", "key", sha256(b"ours").hexdigest(), 4, 0, ""))
    records.write()

    assert Records(tmp_path).standing("page.html") is None


@pytest.mark.parametrize("after", [False, True])
def test_a_drawing_that_changes_while_a_build_is_at_work_is_not_taken_for_seen(project, after):
    records = Records(project / "new")
    look = Look(project, Request(), records)
    sources = load(project)
    acts = [
        lambda: look.loaded(sources, jobs.choose(sources)),
        lambda: change(project / "emblem.svg", 'r="9"', 'r="5"'),
    ]
    for act in acts if after else reversed(acts):
        act()
    look.remember([])

    assert Look(project, Request(), records).renders() is None


def test_values_that_are_not_the_same_have_another_digest():
    values = ["1", 1, b"1", None, ("1",), ["1", ""], {"1": ""}, {"1"}, 1.0, True]
    values.append(SourceFile("a", b"1", "a"))

    assert len({digest(value) for value in values}) == len(values)
    assert digest({"a", "b", "c"}) == digest({"c", "b", "a"})
    with pytest.raises(TypeError):
        digest(print)


def test_what_took_part_in_other_files_alone_counts_where_it_is_asked_for(tmp_path):
    (tmp_path / "page.html").write_bytes(b"")
    records = Records(tmp_path)
    records.made_by({"weasyprint": "70.0"})
    records.add(Kept("page.html", "", hashlib.sha256(b"").hexdigest(), 0, 0))

    for software in (
        {"weasyprint": "70.0", "qpdf": "12.4", "Ghostscript": "10.0"},
        {"weasyprint": "70.0"},
        {"weasyprint": "70.0", "qpdf": "12.4"},
    ):
        records.made_by(software)
        assert records.standing("page.html")
    records.made_by({"weasyprint": "70.0", "qpdf": "12.4", "Ghostscript": "10.1"})
    assert records.standing("page.html") is None

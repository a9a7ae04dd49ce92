"""The file system refuses, somebody else writes at the same time: nothing is lost, and the next run
needs no help.
"""

import os
import shutil
import string
import subprocess
import sys
import time
import unicodedata

import pytest

from laureate_print.atomic_write import atomic_write, unfinished_folder
from laureate_print.cli.listing import listing
from laureate_print.errors import InputError, OutputError
from laureate_print.sources import catalog_review, catalog_update, load
from laureate_print.sources.languages import is_known
from laureate_print.sources.pictures import picture
from tests.build import faults, meetings
from tests.build.small_project import OWN, TEXT, Project
from tests.readers.process import apart

CATALOG = "locales/fr/LC_MESSAGES/notice.po"


@pytest.mark.slow
def test_what_the_file_system_refuses_leaves_nothing_half_done():
    """A few touches of what takes no time; `make faults` refuses all, of builds and archives too."""
    assert apart(faults.main, 61, 5, 0, ("catalog update", "catalog init", "new")) == 0


@pytest.mark.slow
def test_two_writers_lose_nothing():
    """A command and an editor; `make meetings` has builds and a preview meet them, too."""
    assert apart(meetings.main, 2, 5, False, ("update, editor", "review, editor")) == 0


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path / "project", languages=("en", "fr"))


@pytest.mark.parametrize("act", ["update", "review"])
def test_what_an_editor_saves_meanwhile_is_not_lost(project, act):
    project.words["fr"][OWN[0]] = ""
    project.write()
    sources = load(project.folder)
    project.words["fr"][OWN[0]] = "Le port ouvre bientôt."
    project.write()
    saved = (project.folder / CATALOG).read_bytes()
    acts = {
        "update": catalog_update.update(sources),
        "review": catalog_review.review(sources, "fr", "Higa", sources.source_date),
    }
    with pytest.raises(OutputError, match=r"notice\.po was saved by another program meanwhile"):
        list(acts[act])

    assert (project.folder / CATALOG).read_bytes() == saved
    assert not list(project.folder.rglob(".*"))
    list(catalog_update.update(load(project.folder)))
    assert "Le port ouvre bientôt." in (project.folder / CATALOG).read_text(encoding="utf-8")


def test_a_catalog_that_another_makes_meanwhile_stays(project):
    sources = load(project.folder)
    (project.folder / CATALOG).rename(project.folder / "kept.po")
    without = load(project.folder)
    (project.folder / "kept.po").rename(project.folder / CATALOG)
    with pytest.raises(OutputError, match="meanwhile"):
        list(catalog_update.init(without, "fr"))

    assert load(project.folder).need(CATALOG) == sources.need(CATALOG)


def test_what_a_killed_process_left_is_taken_away_a_day_later(tmp_path):
    """Not before: it may be at work on another machine that has the same folder."""
    for age in (0, 90_000):
        with unfinished_folder(tmp_path) as folder:
            (folder / "part").write_bytes(b"")
            left = shutil.copytree(folder, folder.with_name(f"{folder.name}-{age}"))
        file = left.with_name(f"{left.name}-file")
        file.write_bytes(b"half")
        for path in (left, file):
            os.utime(path, (time.time() - age,) * 2)
    (tmp_path / ".laureate-print.json").write_bytes(b"{}")
    atomic_write(b"", tmp_path / "other")

    names = sorted(path.name for path in tmp_path.iterdir() if not path.name.endswith("90000"))
    assert len(names) == 4, names
    assert [name for name in names if "unfinished" in name] == [
        name for name in names if "-0" in name
    ]
    assert not list(tmp_path.glob("*-90000*"))


def test_two_that_write_one_file_have_names_of_their_own(tmp_path):
    """Also where their processes have the same number, on two machines."""
    longest = tmp_path / ("ü" * 127 + "n")
    for content in (b"one", b"two"):
        atomic_write(content, longest)

    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"two"]


@pytest.mark.parametrize("options", [["list"], ["list", "--json"], ["completion", "bash"]])
@pytest.mark.parametrize("full", [True, False], ids=["full", "closed"])
def test_what_is_printed_where_nothing_can_be_is_one_line_at_most(project, options, full):
    command = [sys.executable, "-m", "laureate_print", "--project", project.folder, *options]
    reader, writer = os.pipe()
    os.close(reader)
    with open("/dev/full", "wb") if full else os.fdopen(writer, "wb") as out:  # noqa: PTH123
        done = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, text=True, timeout=60)

    said = "laureate-print: the system refuses: No space left on device\n" if full else ""
    assert (done.returncode, done.stderr) == (4 if full else 0, said)


def test_a_picture_whose_name_is_in_parts_is_found(project):
    """As macOS and its zips give names: é as e and an accent."""
    text = project.folder / "templates/documents/notice.md"
    text.write_text(text.read_text(encoding="utf-8").replace("boat.png", "パリのé.png"), "utf-8")
    boat = project.folder / "templates/documents/notice/boat.png"
    boat.rename(boat.with_name(unicodedata.normalize("NFD", "パリのé.png")))
    assert "boat.png" in TEXT

    assert not picture(load(project.folder), "notice", "パリのé.png").trouble


def test_names_that_are_one_on_another_disk_are_told_before_anything_is_made(project):
    text = (project.folder / "templates/documents/notice.md").read_bytes()
    clashes = (
        ("templates/documents/Ａ.md", "templates/documents/ａ.md"),
        ("templates/documents/caf\u00e9.md", "templates/documents/cafe\u0301.md"),
        ("templates/documents/notice.md", "templates/documents/Notice.md"),
        ("locales/zh-hans/LC_MESSAGES/notice.po", "locales/zh_Hans/LC_MESSAGES/notice.po"),
        ("templates/page/page.css", "templates/Page/own.css"),
    )
    for path in {*sum(clashes, ())} - {clashes[-1][0]}:
        (project.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (project.folder / path).write_bytes(text)
    with pytest.raises(InputError) as refusal:
        load(project.folder)
    told = str(refusal.value)

    assert len(told.splitlines()) == len(clashes)
    assert all(path in told for path in sum(clashes[:3], ()))
    assert "locales/zh-hans and locales/zh_Hans are one name, of one language" in told
    assert "templates/Page and templates/page are one name, on disks" in told


@pytest.mark.slow
def test_a_thousand_folders_of_languages_are_read_in_seconds(project):
    letters = string.ascii_uppercase
    regions = [f"{a}{b}" for a in letters for b in letters if is_known(f"en-{a}{b}")]
    scripts = ("Arab", "Cyrl", "Deva", "Grek", "Hans", "Hebr", "Jpan", "Kore", "Latn", "Thai")
    tags = [f"en_{script}_{region}" for region in regions for script in scripts]
    for tag in tags:
        made = project.folder / f"locales/{tag}/LC_MESSAGES"
        made.mkdir(parents=True)
        (made / "notice.po").write_bytes((project.folder / CATALOG).read_bytes())
    began = time.process_time()
    sources = load(project.folder)
    listing(sources)

    assert time.process_time() - began < 3
    assert len(sources.translated) > 1000 < len(tags)

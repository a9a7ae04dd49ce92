"""The picture of a print file as it lies is made where it is asked for, and never shows another."""

from hashlib import sha256

import pytest
from PIL import Image

from laureate_print.build.keys import digest
from laureate_print.build.records import Records
from laureate_print.model import Artifact, Kept
from laureate_print.sources import load
from laureate_print.sources.print_settings import print_settings, with_mockups
from tests.build.small_project import Project
from tests.conftest import run

CARD = {
    "template.toml": """outputs = ["print"]
styles = ["shared/house.css", "card/card.css"]
print_styles = ["shared/press.css"]
pages = 4
sides = [[[-1, 60], [1, 60]], [[2, 60], [3, 60]]]
""",
    "card.css": "@page { size: 60mm 90mm; margin: 8mm } h1, p { break-after: page }",
    "card.html": """<!doctype html>
<html lang="{{ language.tag }}"><head><title>Card</title></head>
<body><h1>One</h1><p>Two</p><p>Three</p><footer>Four</footer></body></html>
""",
}


@pytest.fixture
def project(tmp_path):
    """A project with a template of its own, which is folded."""
    folder = Project(tmp_path / "project", languages=("en",)).folder
    (folder / "templates/card").mkdir(parents=True)
    for name, text in CARD.items():
        (folder / "templates/card" / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.slow
def test_it_is_made_when_it_is_asked_for_and_stays_while_it_is_true(project):
    folder = project / "dist/notice/en"

    def built(*options):
        done = run("--project", project, "build", "-t", "card", *options)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout, {path.name for path in folder.iterdir()}

    plain = {"card.print.pdf", "card.proof.png"}
    assert built()[1] == plain
    before = (folder / "card.print.pdf").read_bytes()
    assert built("--mockups")[1] == {*plain, "card.mockup.png"}
    assert (folder / "card.print.pdf").read_bytes() == before
    picture = Image.open(folder / "card.mockup.png")
    assert max(picture.size) == 2400
    assert picture.text == {
        "Title": "A notice of peace",
        "Description": "notice/en/card.print.pdf as it lies",
    }
    for options in ((), ("--mockups",)):
        told, files = built(*options)
        assert "1 file in dist is up to date" in told
        assert files == {*plain, "card.mockup.png"}


def test_where_nothing_goes_to_press_there_is_nothing_to_show(project):
    done = run("--project", project, "build", "-o", "html", "--mockups")

    assert done.returncode == 2
    assert "--mockups shows print files" in done.stderr


def test_the_file_is_the_same_with_and_without_it(project):
    sources = load(project)

    asked = print_settings(with_mockups(sources))
    assert asked.mockups and not print_settings(sources).mockups
    assert digest(asked) == digest(print_settings(sources))


def stored(folder, content, *beside):
    """A file and those beside it, put into a folder as a build does, and recorded."""
    records = Records(folder)
    parts = tuple(Artifact(f"a/{name}", name.encode()) for name in beside)
    records.put(Artifact("a/card.pdf", content, beside=parts))
    known = [_known(file.path, file.content) for file in parts]
    records.add(_known("a/card.pdf", content, tuple(known)))
    records.write()
    return {path.name for path in (folder / "a").iterdir()}


def _known(path, content, beside=()):
    return Kept(path, "key", sha256(content).hexdigest(), len(content), 0, beside=beside)


def test_one_that_shows_an_earlier_file_goes_with_it(tmp_path):
    assert stored(tmp_path, b"1", "proof.png", "mockup.png") == {
        *("card.pdf", "proof.png", "mockup.png"),
    }
    assert stored(tmp_path, b"2", "proof.png") == {"card.pdf", "proof.png"}


def test_one_that_somebody_has_changed_stays(tmp_path):
    stored(tmp_path, b"1", "mockup.png")
    (tmp_path / "a/mockup.png").write_bytes(b"by hand")

    assert stored(tmp_path, b"2") == {"card.pdf", "mockup.png"}

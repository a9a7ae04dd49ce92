"""Print files as a person gets them: built once, read back by pikepdf, PDFium, Ghostscript and the
preflight.
"""

from functools import cache

import pytest

from tests.conftest import DOCUMENT, run

EDITIONS = ("ja", "en", "ar", "my")


@pytest.fixture(scope="session")
def printed(tmp_path_factory):
    """The folder of print files: the leaflet in four languages, each kind as a pair, a booklet of
    three languages.
    """
    folder = tmp_path_factory.mktemp("printed")
    languages = [part for tag in ("ja", "en", "ar", "my", "ja+en") for part in ("-l", tag)]
    book = ["-t", "booklet", "-l", "ja", "-l", "en", "-l", "ar"]
    for chosen in (
        ["-t", "leaflet", *languages],
        ["-t", "trifold", "-t", "poster", "-l", "ja+en"],
        book,
    ):
        done = run("build", "-o", "print", "--out", folder, "--jobs", "2", *chosen)
        assert done.returncode == 0, done.stdout + done.stderr
    return folder / DOCUMENT


@pytest.fixture(scope="session")
def editions(tmp_path_factory):
    """Gives a function from a template to the folder of its editions in four languages, their pages
    beside them.
    """
    folder = tmp_path_factory.mktemp("editions")
    named = [part for language in EDITIONS for part in ("-l", language)]

    @cache
    def build(template, output="print"):
        done = run("build", *named, "-t", template, "-o", output, "--out", folder, "--jobs", "1")
        assert done.returncode == 0, done.stdout + done.stderr
        return folder / DOCUMENT

    def built(template):
        build("page", "html")
        return build(template)

    return built


@pytest.fixture
def shop(project):
    """A project whose print shop asks for something: gives a function from the lines of `[print]`
    to the project.
    """

    def ask(*lines):
        with (project / "laureate.toml").open("a", encoding="utf-8") as file:
            file.write("\n".join(["", "[print]", *lines, ""]))
        return project

    return ask

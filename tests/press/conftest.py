"""Print files as a person gets them: built once, read back by pikepdf, PDFium, Ghostscript and the preflight."""

import pytest

from tests.conftest import DOCUMENT, run


@pytest.fixture(scope="session")
def printed(tmp_path_factory):
    """The folder of print files: the leaflet in four languages, each kind as a pair, a booklet of three languages."""
    folder = tmp_path_factory.mktemp("printed")
    languages = [part for tag in ("ja", "en", "ar", "my", "ja+en") for part in ("-l", tag)]
    book = ["-t", "booklet", "-l", "ja", "-l", "en", "-l", "ar"]
    for chosen in (["-t", "leaflet", *languages], ["-t", "trifold", "-t", "poster", "-l", "ja+en"], book):
        done = run("build", "-o", "print", "--out", folder, "--jobs", "2", *chosen)
        assert done.returncode == 0, done.stdout + done.stderr
    return folder / DOCUMENT


@pytest.fixture
def shop(project):
    """A project whose print shop asks for something: gives a function from the lines of `[print]` to the project."""

    def ask(*lines):
        with (project / "laureate.toml").open("a", encoding="utf-8") as file:
            file.write("\n".join(["", "[print]", *lines, ""]))
        return project

    return ask

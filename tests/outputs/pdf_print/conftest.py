"""Print files as a person gets them: built once, read back by pikepdf, PDFium, Ghostscript and the
preflight.
"""

import pytest

EDITIONS = ("ja", "en", "ar", "my")


@pytest.fixture(scope="session")
def printed(built_once):
    """The folder of print files: the leaflet in four languages, each kind as a pair, a booklet of
    three languages.
    """
    languages = [part for tag in ("ja", "en", "ar", "my", "ja+en") for part in ("-l", tag)]
    chosen = (
        ["-t", "leaflet", *languages],
        ["-t", "trifold", "-t", "poster", "-l", "ja+en"],
        ["-t", "booklet", "-l", "ja", "-l", "en", "-l", "ar"],
    )
    return built_once("printed", [["-o", "print", *options] for options in chosen])


@pytest.fixture(scope="session")
def editions(built_once):
    """Gives a function from a template to the folder of its editions in four languages, their pages
    beside them.
    """
    named = [part for language in EDITIONS for part in ("-l", language)]
    return lambda template: built_once(
        f"{template}-editions",
        [[*named, "-t", "page", "-o", "html"], [*named, "-t", template, "-o", "print"]],
    )


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

"""What is no whole page is refused by its template's name; what only a translation calls is left to
the checks of its words.
"""

import pytest

from laureate_print.build import jobs
from laureate_print.build.render import composed
from laureate_print.errors import TemplateError
from laureate_print.sources import load
from tests.build.small_project import Project

PAGE = "templates/page/page.html"


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path, languages=("en", "fr"), outputs=("html",))


def page(project, language="en"):
    """Composes the page of a language."""
    sources = load(project.folder)
    return composed(sources, jobs.job(sources, "notice", "page", language, "html"))[0]


@pytest.mark.parametrize(
    ("markup", "lacking"),
    [
        ("{% if false %}x{% endif %}", "no <html lang>, no <title>, no </head>"),
        ("<!doctype html><html lang=en><title>x</title><p>words", "no </head>"),
        ("<html lang=en><head><title> </title></head><p>words", "no <title>"),
        ("<html data-lang=en><head><title>x</title></head><p>words", "no <html lang>"),
    ],
)
def test_a_template_writes_a_whole_page(project, markup, lacking):
    (project.folder / PAGE).write_text(markup)
    with pytest.raises(TemplateError, match=f"^{PAGE}: its page has {lacking}; write <html"):
        page(project)


def test_a_call_of_a_note_that_is_not_there_is_told_with_its_file(project):
    markup = (project.folder / PAGE).read_text()
    call = '<a class="note-call" href="#gone"></a></main>'
    (project.folder / PAGE).write_text(markup.replace("</main>", call))
    with pytest.raises(TemplateError, match=f"^{PAGE}: a call calls the note '.*gone', which"):
        page(project)

    (project.folder / PAGE).write_text(markup)
    own = "The harbour opens in May."
    project.words["fr"] = project.words["fr"] | {own: "Le port[^1] ouvre en mai."}
    project.write()
    assert "Le port[^1] ouvre en mai." in page(project, "fr").page.html

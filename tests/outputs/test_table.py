"""The table of outputs: a further one is a row and whoever writes it, and nothing else."""

import re

import pytest

from laureate_print.build import jobs
from laureate_print.build.render import render
from laureate_print.errors import ProjectError
from laureate_print.model import Artifact, Output
from laureate_print.outputs import OUTPUTS, output
from laureate_print.sources import load
from tests.conftest import DOCUMENT, change


def write(page, fonts):
    """Plain text, such as an output of tomorrow may be."""
    text = re.sub(r"<style>.*?</style>|<[^<>]*>", "", page.html, flags=re.DOTALL)
    return Artifact(page.job.path, " ".join(text.split()).encode())


@pytest.fixture
def text(monkeypatch, project):
    """A project that asks for the output `text`, whose row stands in the table."""
    monkeypatch.setitem(OUTPUTS, "text", Output("text", "txt", write))
    change(project / "laureate.toml", 'page = ["html", ', 'page = ["text", "html", ')
    return load(project)


def test_a_further_output_is_a_row(text):
    [job] = jobs.choose(text, languages=["ja"], template_names=["page"], output_names=["text"])
    made = render(text, job)

    assert job.path == f"{DOCUMENT}/ja/page.txt"
    assert not made.failed
    assert "沖縄平和賞" in made.artifact.content.decode()


def test_without_its_row_it_is_an_error_that_names_the_others(project):
    change(project / "laureate.toml", 'page = ["html", ', 'page = ["text", "html", ')

    with pytest.raises(
        ProjectError, match=r"laureate\.toml: page: 'text' is no output; .* html, pdf"
    ):
        jobs.choose(load(project))


def test_names_and_endings_are_different():
    assert [row.name for row in OUTPUTS.values()] == list(OUTPUTS)
    assert len({row.ending for row in OUTPUTS.values()}) == len(OUTPUTS)
    assert output("pdf", "here") is OUTPUTS["pdf"]

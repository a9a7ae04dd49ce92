"""What a worker answers can always be received: an error that cannot comes as its traceback."""

import pickle
import threading

import pytest

from laureate_print.build import workers
from laureate_print.build.jobs import job
from laureate_print.build.worker import packed
from laureate_print.errors import TemplateError
from laureate_print.sources import load
from tests.conftest import DOCUMENT, ROOT


class DemandingError(Exception):
    """An error that can be sent, but not made again from its message alone."""

    def __init__(self, place, reason):
        super().__init__(f"{place}: {reason}")


def received(value):
    return pickle.loads(packed(value))  # noqa: S301 - made just now


def test_a_reason_not_to_go_on_comes_as_it_is():
    answer = received(TemplateError("templates/page/page.html:3: no such thing"))

    assert type(answer) is TemplateError
    assert str(answer) == "templates/page/page.html:3: no such thing"


@pytest.mark.parametrize(
    "error", [DemandingError("here", "so"), ValueError(threading.Lock())], ids=["received", "sent"]
)
def test_an_error_that_cannot_be_sent_or_received_comes_as_its_traceback(error):
    answer = received(error)

    assert type(answer) is RuntimeError
    assert type(error).__name__ in str(answer)


def test_a_result_that_cannot_be_sent_says_why():
    assert "cannot pickle" in str(received(threading.Lock()))


@pytest.mark.slow
def test_a_worker_gives_way_after_a_life(monkeypatch):
    """Of each page some memory stays with the libraries: a thousand documents have to fit, too."""
    monkeypatch.setattr(workers, "_LIFE", 2)
    sources = load(ROOT)
    page = job(sources, DOCUMENT, "page", "en", "html")
    seen = []
    side_by_side = workers.Workers(sources, 1)
    for _ in range(3):
        assert side_by_side.render(page).artifact
        seen.append([it._process.pid for it in side_by_side._alive])
    side_by_side.end()

    assert len(seen[0]) == len(seen[2]) == 1
    assert seen[1] == [], "after its second answer"
    assert seen[0] != seen[2]

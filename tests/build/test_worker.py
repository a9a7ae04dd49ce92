"""What a worker answers can always be received: an error that cannot comes as its traceback."""

import pickle
import threading

import pytest

from laureate_print.build.worker import packed
from laureate_print.errors import TemplateError


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

"""A preview as a person starts it, and a browser's part of the talk with it, without a browser."""

import json
import re
import time
import urllib.request

from tests.desk.serving import serving


class Window:
    """A window that looks at a page, or at the grid: it reads the stream of news."""

    def __init__(self, address, at=""):
        self._stream = urllib.request.urlopen(f"{address}news?at={at}", timeout=60)  # noqa: S310 - ours
        self.client = self.next("hello")

    def next(self, kind, fits=lambda told: True):
        """What the next news of a kind tells that fits."""
        while True:
            name = self._row("event: ")
            told = json.loads(self._row("data: "))
            if name == kind and fits(told):
                return told

    def _row(self, start):
        while not (row := self._stream.readline().decode()).startswith(start):
            assert row, "the stream has ended"
        return row.removeprefix(start).strip()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._stream.close()


def asked(address, path="", sent=None, **headers):
    """The status, headers and body of an answer; headers as `sec_fetch_site`."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(f"{address}{path}", sent, headers=named)  # noqa: S310 - ours
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - ours
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def previewing(project, *options):
    """A preview of a project: its process, and its address."""
    return serving("preview", project, *options)


def seconds_until_shown(window, address, at, change):
    """How long it takes from a change until the picture of the page is there, and what was told."""
    began = time.monotonic()
    change()
    told = window.next(
        "edition",
        lambda it: re.search(r"/picture/[^\"]+", it["pages"]) and it["picture"] != window.picture,
    )
    picture = re.search(r'"/(picture/[^"]+)"', told["pages"])[1].replace("&amp;", "&")
    status, _, content = asked(address, picture)
    assert status == 200 and content.startswith(b"\x89PNG")
    window.picture = told["picture"]
    return time.monotonic() - began

"""A desk as a person starts it, a small project for it, and what a browser does there."""

import html
import json
import re
import urllib.request

from laureate_print.desk.placing import identity
from tests.desk.serving import serving

DOCUMENT = "prize"
CATALOG = f"locales/{{}}/LC_MESSAGES/{DOCUMENT}.po"
SETTINGS = """\
source_language = "en"
[templates]
page = ["html"]
leaflet = ["pdf"]
"""
TEXT = """\
+++
number = 9
page_number = "1009999"
date = 2026-05-01
publisher = "沖縄県"
publisher_label = "Okinawa Prefecture"
description = "Okinawa Prefecture announces a prize."
[[contact]]
language = "ja"
lines = ["沖縄県 平和推進課"]
+++

# The laureate of the prize

<!-- i18n: Why it was given. {number} is a number. -->
The prize number {number} goes to a group of doctors who work on small islands.

They came in *every* storm, by boat.
"""
TERMS = """\
[terms]
"prize" = "What is given."
"""


def made(folder):
    """A project with a document of few messages, and one term."""
    documents = folder / "templates/documents"
    documents.mkdir(parents=True)
    (folder / "laureate.toml").write_text(SETTINGS, encoding="utf-8")
    (documents / f"{DOCUMENT}.md").write_text(TEXT, encoding="utf-8")
    (documents / f"{DOCUMENT}.glossary.toml").write_text(TERMS, encoding="utf-8")
    return folder


def at_desk(project, *options):
    """A desk of a project: its process, and its address with the token."""
    return serving("desk", project, *options)


class Window:
    """A window of a browser at the desk, worked by keyboard."""

    def __init__(self, context, address):
        self.page = context.new_page()
        self.faults = []
        self.page.on("pageerror", lambda it: self.faults.append(str(it)))
        self.page.on(
            "console", lambda it: self.faults.append(it.text) if it.type == "error" else None
        )
        self.page.goto(address)

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text):
        """Writes a text in the place of that of the field at which one is."""
        self.press("Control+a")
        self.page.keyboard.insert_text(text)

    @property
    def source(self):
        """The source of the message at which one is."""
        return self.page.locator(".message.current .source p").last.inner_text()

    def go_first(self):
        """Goes to the first message."""
        self.page.locator(".message textarea").first.focus()

    def go_to(self, source):
        """Goes from message to message until one has this source."""
        for _ in range(60):
            if self.source.startswith(source):
                return
            self.press("Control+ArrowDown")
        raise AssertionError(f"no message '{source}'")

    def told(self, text):
        """Waits until something stands below the field at which one is."""
        self.page.locator(".message.current .told", has_text=text).wait_for()

    def said(self, text):
        """Waits until the desk says something."""
        self.page.locator("#said", has_text=text).wait_for()


class Caller:
    """Asks a desk as a browser does, without one: with its cookie and its own Origin."""

    def __init__(self, address, language="es"):
        self.language = language
        self.base, _, self.token = re.match(r"(http://[^/]+)(/[^?]*)\?token=(.+)", address).groups()
        port = self.base.rpartition(":")[2]
        self.headers = {"cookie": f"laureate-print-{port}={self.token}", "origin": self.base}

    def get(self, path, **headers):
        """The status, headers and text of an answer."""
        return self._asked(path, None, headers)

    def post(self, path, value, **headers):
        """The status and what is answered to what was said."""
        status, _, text = self._asked(path, json.dumps(value).encode(), headers)
        return status, json.loads(text) if status == 200 else text

    def type(self, source, text):
        """Writes the text of a message, as somebody who sees it as it is now."""
        own = identity(DOCUMENT, source)
        said = {"message": own, "texts": [text], "needs_work": False, "version": self.version(own)}
        status, answer = self.post(f"/type/{self.language}", [said])
        assert (status, answer["unknown"]) == (200, [])

    def version(self, own):
        """The version of a message that the desk shows."""
        return int(re.search(rf'id="{own}" data-version="(\d+)"', self.page())[1])

    def page(self):
        """The desk beside the leaflet."""
        status, _, text = self.get(f"/desk/{self.language}/{DOCUMENT}/leaflet/pdf")
        assert status == 200
        return html.unescape(text)

    def _asked(self, path, content, headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {key: it for key, it in {**self.headers, **named}.items() if it is not None}
        request = urllib.request.Request(f"{self.base}{path}", content, sent)  # noqa: S310 - ours
        opener = urllib.request.build_opener(_Stays)
        try:
            with opener.open(request, timeout=60) as answer:
                kind = answer.headers.get("content-type", "")
                form = "latin-1" if kind == "application/pdf" else "utf-8"
                return answer.status, answer.headers, answer.read().decode(form)
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read().decode()


class _Stays(urllib.request.HTTPRedirectHandler):
    """Leads nowhere: what a browser is told to do next is looked at."""

    def redirect_request(self, *_):
        return None

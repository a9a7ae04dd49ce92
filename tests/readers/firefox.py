"""Firefox's own viewer of PDFs, searched as a person does: Marionette, the protocol by which Firefox
is driven (length:[0, number, command, parameters]).
"""

import json
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

PROGRAM = "firefox-esr"
_PREFERENCES = {
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.manage-offline-status": False,
    "network.proxy.type": 1,  # of a proxy that is not there: a file is all that is ever opened
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
}
_READY = """
const [done] = arguments, view = window.wrappedJSObject.PDFViewerApplication;
const wait = () => view && view.pdfDocument && view.eventBus ? done(true) : setTimeout(wait, 20);
wait();
"""
_SEARCH = """
const [phrases, done] = arguments, view = window.wrappedJSObject.PDFViewerApplication;
const found = [];
const next = () => {
  if (found.length === phrases.length) { done(found); return; }
  const query = phrases[found.length];
  const controller = view.findController;
  view.eventBus.dispatch("find", Cu.cloneInto({
    source: null, type: "", query, caseSensitive: false, entireWord: false, highlightAll: false,
    findPrevious: false, matchDiacritics: false }, window));
  const look = () => {
    const state = controller.state, pages = controller._extractTextPromises;
    const pending = !state || state.query !== query || controller._pendingFindMatches.size
      || controller.pageMatches.length < view.pagesCount || controller._dirtyMatch;
    if (pending) { setTimeout(look, 15); return; }
    let total = 0;
    for (let page = 0; page < view.pagesCount; page++) total += (controller.pageMatches[page] || []).length;
    found.push(total); next();
  };
  setTimeout(look, 15);
};
next();
"""


class Firefox:
    """A running Firefox."""

    def __init__(self, port):
        self._socket = _connected(port)
        self._number, self._rest = 0, b""
        self._message()
        self._ask("WebDriver:NewSession", {"capabilities": {"alwaysMatch": {}}})
        self._ask("WebDriver:SetTimeouts", {"script": 300_000})

    def open(self, path):
        """Opens a PDF in the viewer."""
        self._ask("WebDriver:Navigate", {"url": Path(path).absolute().as_uri()})
        self._run(_READY)

    def hits(self, phrases):
        """How often each phrase is found in the file that is open."""
        return self._run(_SEARCH, [list(phrases)])

    def version(self):
        return self._run("arguments[0](navigator.userAgent.split('/').pop())")

    def quit(self):
        self._ask("Marionette:Quit", {"flags": ["eForceQuit"]})

    def _run(self, script, arguments=()):
        command = {"script": script, "args": list(arguments), "sandbox": "system"}
        return self._ask("WebDriver:ExecuteAsyncScript", command)["value"]

    def _ask(self, name, parameters):
        self._number += 1
        content = json.dumps([0, self._number, name, parameters]).encode()
        self._socket.sendall(f"{len(content)}:".encode() + content)
        _, _, error, result = self._message()
        if error:
            raise RuntimeError(f"{name}: {error['message']}")
        return result

    def _message(self):
        while b":" not in self._rest:
            self._rest += self._received()
        size, _, self._rest = self._rest.partition(b":")
        while len(self._rest) < int(size):
            self._rest += self._received()
        content, self._rest = self._rest[: int(size)], self._rest[int(size) :]
        return json.loads(content)

    def _received(self):
        received = self._socket.recv(1 << 16)
        if not received:
            raise RuntimeError("Firefox has ended")
        return received


@contextmanager
def firefox():
    """Starts Firefox with settings as they come, and ends it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with TemporaryDirectory() as profile:
        lines = {**_PREFERENCES, "marionette.port": port}
        settings = "".join(
            f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in lines.items()
        )
        (Path(profile) / "user.js").write_text(settings, encoding="utf-8")
        command = [PROGRAM, "--headless", "--marionette", "--profile", profile]
        with subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            try:
                running = Firefox(port)
                yield running
                running.quit()
            finally:
                process.terminate()


def _connected(port):
    for _ in range(300):
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=400)
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{PROGRAM} does not answer")

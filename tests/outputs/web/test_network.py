"""No request leaves a page: by the browser's own network log, by its policy, and by what it
reports.
"""

import json
import re
from contextlib import ExitStack
from urllib.parse import urlsplit

from tests.outputs.web.pages import COMMON, PAGES, path
from tests.outputs.web.server import served
from tests.readers.browser import another

# What the browser asks for itself when it starts, whatever page is open: its updates, and who is
# signed in.
BROWSER_S_OWN = ("update.googleapis.com", "accounts.google.com")
POLICY = re.compile(
    r'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="([^"]+)">'
)
STRICT = {
    "default-src": ["'none'"], "font-src": ["data:"], "img-src": ["data:"], "connect-src": ["'self'"],
    "base-uri": ["'none'"], "form-action": ["'none'"],
}  # fmt: skip


def test_the_network_log_names_the_pages_alone(dist, tmp_path, browser):
    """Chromium's log of all that goes over its network stack, while it opens every page from a
    server.
    """
    log, asked = tmp_path / "network.json", []
    with ExitStack() as stack:
        address = stack.enter_context(served(dist.parent))
        own = stack.enter_context(
            another(browser, f"--log-net-log={log}", "--net-log-capture-mode=Everything")
        )
        page = own.new_page()
        for name in PAGES:
            asked.append(f"{address}/{path(dist, name).relative_to(dist.parent)}")
            page.goto(asked[-1])
            page.evaluate("document.body.offsetHeight && document.fonts.ready.then(() => null)")
            page.keyboard.press("End")
    written = json.loads(log.read_text(encoding="utf-8"))
    kinds = written["constants"]["logEventTypes"]
    began = [event["params"]["url"] for event in written["events"]
             if event["type"] == kinds["URL_REQUEST_START_JOB"] and "url" in event.get("params", {})]  # fmt: skip
    began = [url for url in began if urlsplit(url).netloc not in BROWSER_S_OWN]
    assert len(began) >= len(PAGES)
    assert {urlsplit(url).netloc for url in began if not url.startswith("data:")} == {
        urlsplit(asked[0]).netloc
    }
    assert sorted(set(began)) == sorted(asked)


def test_the_policy_lets_nothing_in(dist):
    for name in PAGES:
        text = path(dist, name).read_text(encoding="utf-8")
        rules = {rule.split()[0]: rule.split()[1:] for rule in POLICY.search(text)[1].split("; ")}
        style, data = rules.pop("style-src"), rules.pop("script-src", None)
        assert (data is None) == (name in COMMON), (
            "the hash of the block of data, which is no script"
        )
        assert data is None or (len(data) == 1 and data[0].startswith("'sha256-"))
        assert rules == STRICT
        assert len(style) == 1 and style[0].startswith("'sha256-")


def test_the_policy_is_kept_by_browser_and_page(shown):
    """A style or a script that is not the page's own is not run, and the page itself breaks no
    rule.
    """
    page = shown[1]
    with page.context.browser.new_context() as context:
        strict, broken = context.new_page(), []
        strict.on("console", lambda message: broken.append(message.text))
        strict.goto(page.url)
        assert broken == []
        strict.evaluate(
            "document.body.insertAdjacentHTML('beforeend', '<p id=x style=\"color: red\">x<img"
            ' src="https://example.org/x.png">\')'
        )
        assert (
            strict.evaluate("getComputedStyle(document.getElementById('x')).color")
            != "rgb(255, 0, 0)"
        )
        strict.wait_for_timeout(50)
        assert len([text for text in broken if "Content Security Policy" in text]) >= 2

"""The preview as a browser meets it: who may ask, what comes when a file changes, how it ends."""

import re
import shutil
import signal
import socket
from pathlib import Path

import pytest

from tests.conftest import DOCUMENT, ROOT
from tests.desk.preview import Window, asked, previewing
from tests.readers import axe

CATALOG = f"locales/es/LC_MESSAGES/{DOCUMENT}.po"
PAGE = f"{DOCUMENT}/leaflet/es/pdf"
GIVEN = ("laureate.toml", "locales", "templates", "theme")


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    """A copy of the project with three of its languages, a preview of it, and its address."""
    folder = tmp_path_factory.mktemp("previewed")
    for name in GIVEN:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    settings = folder / "laureate.toml"
    text = re.sub(
        r"languages = \[.*?\]", 'languages = ["ja", "ar", "es"]', settings.read_text(), flags=re.S
    )
    settings.write_text(re.sub("(?m)^(trifold|poster|booklet|accessibility) = .*$", "", text))
    with previewing(folder) as (process, address):
        yield folder, process, address


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": "evil.example:8014", "origin": "http://evil.example:8014"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},  # another port of this machine
    ],
)
def test_strangers_are_refused(here, headers):
    status, answer, content = asked(here[2], **headers)

    assert (status, b"okinawa" in content) == (403, False)
    assert "default-src 'none'" in answer["content-security-policy"]


def test_no_request_breaks_it(here):
    """What is none is refused; `test_it_ends_on_ctrl_c_without_a_trace` sees that nothing is said."""
    host = here[2].split("/")[2]
    named = f"Host: {host}\r\n\r\n".encode()
    for request, code in (
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n" + named + b"zz\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nContent-Length: -1\r\n" + named, b"400"),
        (b"GET /\xff HTTP/1.1\r\n" + named, b"400"),
        (b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\n" + named.replace(b":", b": evil.", 1), b"403"),
        (b"GET / HTTP/1.1\r\n" + named, b"200"),
    ):
        with socket.create_connection(host.split(":"), 5) as asking:
            asking.sendall(request)
            assert asking.recv(100).split()[1] == code, request


def test_it_listens_on_the_loopback_address_alone(here):
    port = int(re.search(r":(\d+)/", here[2])[1])
    tables = ("/proc/net/tcp", "/proc/net/tcp6")
    rows = [row.split() for name in tables for row in Path(name).read_text().splitlines()[1:]]
    listening = [row[1] for row in rows if row[3] == "0A" and row[1].endswith(f":{port:04X}")]

    assert listening == [f"0100007F:{port:04X}"]


@pytest.mark.parametrize(
    "path",
    [
        "files/../laureate.toml",
        "files/%2e%2e/laureate.toml",
        "files/laureate.toml",
        f"files/{DOCUMENT}/es/..%2f..%2f..%2flaureate.toml",
        "own/..%2fbench.py",
        "own/base.html",
        "faces/0/..%2f..%2f",
        f"edition/{DOCUMENT}/..%2f..%2flaureate.toml/es/pdf",
        f"picture/{DOCUMENT}/leaflet/%2e%2e/pdf/1.png",
        f"news?at={DOCUMENT}/leaflet/../../laureate.toml/pdf",
    ],
)
def test_nothing_is_given_by_its_place_on_the_disk(here, path):
    status, _, content = asked(here[2], path)

    assert status == 404
    assert b"source_language" not in content


@pytest.mark.parametrize("number", ["9" * 30, "9" * 5000, "-1", "1e9"])
def test_a_number_that_counts_nothing_has_no_address(here, number):
    for path in (f"faces/{number}/400", f"faces/0/{number}", f"picture/{PAGE}/{number}.png"):
        assert asked(here[2], path)[0] == 404


def test_what_a_window_sends_is_a_list_of_names_or_nothing(here):
    own = here[2].rstrip("/")
    with Window(here[2]) as window:
        place = f"in-sight/{window.client}"
        for words in (b"{", b"\xff\xfe", b"[" * 100_000, b"9" * 6000, b"{}", b" " * 2_000_000):
            assert asked(here[2], place, words, origin=own)[0] == 404
        assert asked(here[2], place, b'[1, null, {}, [[]], "x"]', origin=own)[0] == 204


@pytest.mark.slow
def test_a_page_follows_its_files_and_the_last_good_one_stays(here):
    folder, _, address = here
    catalog = folder / CATALOG
    was = catalog.read_text(encoding="utf-8")
    named = was.replace('msgstr "Asociación Japonesa', 'msgstr "Nueva Asociación Japonesa', 1)
    broken = named.replace('msgstr "Nueva', "msgstr Nueva")
    long = was.replace('msgstr "Como entidad', f'msgstr "{"Una palabra y otra más. " * 250}Como', 1)
    assert len({was, named, broken, long}) == 4
    with Window(address, PAGE) as window:
        first = window.next("edition", lambda it: it["picture"])
        old_picture = asked(address, picture_of(first))[2]
        catalog.write_text(named, encoding="utf-8")
        second = window.next("edition", lambda it: it["picture"] > first["picture"])
        picture = asked(address, picture_of(second))[2]
        catalog.write_text(broken, encoding="utf-8")
        third = window.next("edition", lambda it: "banner old" in it["state"])
        kept = asked(address, picture_of(third))[2]
        catalog.write_text(long, encoding="utf-8")
        fourth = window.next("edition", lambda it: "runs over by" in it["findings"])

    assert picture != old_picture
    assert kept == picture
    line = broken[: broken.index("msgstr Nueva")].count("\n") + 1
    assert f"<code>{CATALOG}:{line}</code>" in third["findings"]
    assert "<code>msgstr Nueva Asociación" in third["findings"]  # the line itself
    assert "banner old" not in fourth["state"]  # it is shown, though no build would write it
    assert fourth["pages"].count('class="over"') == 1
    assert "beyond the 2" in fourth["pages"]


def picture_of(told):
    """The address of the first picture of a page."""
    return re.search(r'"/(picture/[^"]+)"', told["pages"])[1].replace("&amp;", "&")


@pytest.mark.browser
def test_the_browser_shows_it_and_anybody_can_use_it(here, browser):
    folder, _, address = here
    template = folder / "templates/leaflet/leaflet.css"
    with browser.new_context(locale="ja-JP", bypass_csp=False) as context:
        page = context.new_page()
        faults = []
        page.on("console", lambda it: faults.append(it.text) if it.type == "error" else None)
        page.goto(address)
        page.wait_for_selector("li:nth-child(2) > .card img")  # made, for it is in sight
        assert page.get_by_label("言語を探す").is_visible()
        found = violations(context, page)
        page.get_by_label("言語を探す").fill("es")
        page.locator(f'[id="{PAGE}"] a').press("Enter")
        page.wait_for_selector("#findings li")
        first = page.locator(".paper img").first.get_attribute("src")
        template.write_text(template.read_text(encoding="utf-8") + "\nh1 { color: red }\n")
        page.wait_for_function(
            "before => document.querySelector('.paper img')?.getAttribute('src') !== before",
            arg=first,
        )
        page.get_by_role("status").get_by_text("紙面を作り直しました。").wait_for()
        assert page.locator(".paper img").first.evaluate("it => it.naturalWidth") > 1000
        found |= violations(context, page)

    assert found == set()
    assert faults == []


def violations(context, page):
    """What axe-core finds wrong on a page in both colour schemes, by all its rules."""
    session = context.new_cdp_session(page)
    found = set()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        asked = {"expression": f"{axe.program()};axe.run(document, {{rules: {axe.EVERY_RULE}}})"}
        answer = session.send(
            "Runtime.evaluate", {**asked, "awaitPromise": True, "returnByValue": True}
        )
        for rule in answer["result"]["value"]["violations"]:
            found |= {(scheme, rule["id"], node["html"][:200]) for node in rule["nodes"]}
    session.detach()
    return found


def test_it_ends_on_ctrl_c_without_a_trace(here):
    folder, process, _ = here
    tasks = Path(f"/proc/{process.pid}/task").glob("*/children")
    children = [child for task in tasks for child in task.read_text().split()]
    for _ in range(2):  # whoever is impatient
        process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=10)

    assert process.returncode == 130
    assert said.startswith("laureate-print: stopped;")  # nothing that was asked left a trace
    assert said.count("\n") == 1
    assert children
    assert not any(Path(f"/proc/{child}").exists() for child in children)
    assert [it for it in folder.iterdir() if it.name not in GIVEN] == []

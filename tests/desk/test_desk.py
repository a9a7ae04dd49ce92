"""The translator's desk in a real browser, by keyboard alone: from an empty language to a released
one, by two roles; two desks; a file that changes under it; a crash; input methods; who may come in.
"""

import json
import signal
import time

import pytest

from laureate_print.desk.placing import identity
from tests.conftest import run
from tests.desk.desk import CATALOG, DOCUMENT, Caller, Window, at_desk, made
from tests.desk.test_preview import violations

TITLE = "The laureate of the prize"
GIVEN = "The prize number {number} goes to a group of doctors who work on small islands."
WORDS = {
    TITLE: "Ganador del premio",
    GIVEN: "El premio número {number} es para un grupo de médicos que trabaja en islas pequeñas.",
    "They came in *every* storm, by boat.": "Vinieron con *cada* tormenta, en barco.",
    "Okinawa Prefecture": "Prefectura de Okinawa",
    "Okinawa Prefecture announces a prize.": "La Prefectura de Okinawa anuncia un premio.",
    "prize": "premio\npremios",
}
LONG = "Una palabra y otra más. " * 400


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    """A small project, and a desk of a language that it does not have yet."""
    folder = made(tmp_path_factory.mktemp("written"))
    with at_desk(folder, "-l", "es") as (process, address):
        yield folder, process, address


@pytest.fixture(scope="module")
def window(here, browser):
    """A window at this desk, on the leaflet, as a translator has it."""
    with browser.new_context(locale="en-US") as context:
        window = Window(context, here[2])
        window.press("Tab", "Tab", "Enter")  # over the link to the content: begin this language
        window.page.wait_for_selector(".message")
        window.page.goto(f"{here[2].partition('?')[0]}/prize/leaflet/pdf")
        yield window
        assert window.faults == []


@pytest.mark.browser
def test_a_language_is_written_reviewed_and_released_at_the_desk(here, window):
    folder = here[0]
    catalog = folder / CATALOG.format("es")
    empty = catalog.read_text(encoding="utf-8")
    page = window.page
    for _ in WORDS:
        window.type(WORDS[window.source])
        window.press("Control+Enter")
    # What is wrong is told at the field at once, by the checks of the build.
    window.go_to(GIVEN)
    window.type(WORDS[GIVEN].replace("{number}", "9").replace("premio", "galardón"))
    window.told("{number}")
    window.told("'prize' should be 'premio'")
    window.type(WORDS[GIVEN] + " 𓀀")
    window.told("no face of 'es' draws")
    window.type(WORDS[GIVEN] + LONG)
    window.told("Runs over by")
    page.locator(".counted", has_text="Runs over: ").wait_for()
    window.type(WORDS[GIVEN])
    page.locator(".message.current[data-worst='']").wait_for()
    page.wait_for_function("() => document.querySelectorAll('rect.message.current').length === 1")
    assert empty == catalog.read_text(encoding="utf-8")
    leaflet = f"{DOCUMENT}/es/leaflet.pdf"
    caller = Caller(here[2])
    shown = caller.get(f"/files/{leaflet}")[2]
    window.press("Control+s")
    window.said("Saved: 6")
    assert catalog.read_text(encoding="utf-8") == as_an_editor(empty)
    assert caller.get(f"/files/{leaflet}")[2] == shown
    assert run("build", "-l", "es", "-t", "leaflet", "-q", project=folder).returncode == 0
    assert (folder / "dist" / leaflet).read_bytes().decode("latin-1") == shown
    go_by_the_page(window)
    review(window)
    released = run("build", "--release", "-l", "es", "-q", project=folder)
    assert (released.returncode, released.stdout) == (0, "")
    assert not (folder / ".laureate-print-desk").exists() or not list(
        (folder / ".laureate-print-desk").glob("*/*.json")
    )


def as_an_editor(empty):
    """The catalog as somebody leaves it who writes the words between the quotation marks."""
    for source, text in WORDS.items():
        if source != "prize":  # which stands in the glossary
            begun = f'msgid "{source}"\nmsgstr "'
            assert begun in empty
            empty = empty.replace(begun, begun + text, 1)
    return empty


def go_by_the_page(window):
    """A message leads to its place on the page and back, by keyboard and by a click; on the leaflet
    and on the web page.
    """
    page = window.page
    window.go_first()
    window.go_to(TITLE)
    window.press("Alt+Enter")
    page.locator("#pages:focus").wait_for()
    page.locator("#here", has_text=f"On the page: {TITLE}").wait_for(state="attached")
    while window.source != GIVEN:  # labels stand between
        window.press("ArrowDown")
    page.locator("#here", has_text=GIVEN).wait_for(state="attached")
    window.press("Enter")
    page.locator(".message.current textarea:focus").wait_for()
    assert window.source == GIVEN
    page.locator(f'rect[data-message="{identity(DOCUMENT, TITLE)}"]').first.click()
    assert window.source == TITLE
    leaflet = page.url
    page.goto(leaflet.replace("leaflet/pdf", "page/html"))
    frame = page.frame_locator(".screen iframe")
    frame.get_by_text("médicos").click()
    page.locator(".message.current textarea:focus").wait_for()
    assert window.source == GIVEN
    marked = page.frames[-1].evaluate(
        "() => [...CSS.highlights.get('desk')].map(it => it.toString()).join('')"
    )
    assert "".join(marked.split()) == "".join(WORDS[GIVEN].replace("{number}", "9").split())
    page.goto(leaflet)
    page.wait_for_selector(".message.current")


def review(window):
    """Another role: accepts all but one, gives that back with a note, and accepts it when mended."""
    page = window.page
    page.locator("[name=role][value=writer]").focus()
    window.press("ArrowRight")  # the next choice; it asks for the name
    page.keyboard.type("Higa Yōko")
    window.go_first()
    window.go_to(TITLE)
    window.press("Control+Shift+Enter")
    page.keyboard.type("say: the laureate")
    window.press("Enter")
    window.said("Given back.")
    page.locator(".counted", has_text="Translated: 5 of 6").wait_for()
    for number in range(1, 6):
        window.press("Control+Enter")
        page.locator(".counted", has_text=f"Reviewed: {number}").wait_for()
    page.locator("[name=role][value=reviewer]").focus()
    window.press("ArrowLeft")
    window.go_first()
    window.go_to(TITLE)
    window.told("Given back by Higa Yōko say: the laureate")
    window.type("El ganador del premio")
    window.press("Control+s")
    window.said("Saved: 1")
    page.locator("[name=role][value=writer]").focus()
    window.press("ArrowRight")
    window.go_first()
    window.go_to(TITLE)
    window.press("Control+Enter")
    page.locator(".counted", has_text="Reviewed: 6").wait_for()


@pytest.mark.browser
def test_anybody_can_use_it_in_both_schemes(here, window):
    """By all rules of axe: the list of languages, and the desk with findings and by a reviewer."""
    page = window.page
    found = set()
    page.locator("[name=role][value=writer]").check()
    window.go_first()
    window.go_to(GIVEN)
    window.type("Sin número")
    window.told("{number}")
    found |= violations(page.context, page)
    page.locator("[name=role][value=reviewer]").check()
    page.locator("[name=sieve][value=found]").check()
    found |= violations(page.context, page)
    page.locator("[name=sieve][value=all]").check()
    page.locator("[name=role][value=writer]").check()
    window.go_first()
    window.go_to(GIVEN)
    window.type(WORDS[GIVEN])
    page.locator(".message.current[data-worst='']").wait_for()
    page.goto(here[2].partition("desk/es")[0] + "desk")
    found |= violations(page.context, page)

    assert found == set()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "steps", "said"),
    [
        ("ja", ["ｎ", "な", "なん", "なんみｎ", "なんみん", "難民"], "《なんみん》"),
        ("ko", ["ㅅ", "사", "살", "사라", "사람"], "들"),
    ],
)
def test_an_input_method_is_left_alone_until_it_is_done(here, browser, language, steps, said):
    caller = Caller(here[2])
    assert caller.post(f"/prepare/{language}", {})[0] == 200
    with browser.new_context(locale="ja-JP") as context:
        window = Window(context, here[2])
        page = window.page
        page.goto(f"{caller.base}/desk/{language}/{DOCUMENT}/page/html")
        window.go_first()
        window.go_to(TITLE)
        told = []
        page.on("request", lambda it: told.append(it.post_data) if "/type/" in it.url else None)
        keyboard = context.new_cdp_session(page)
        for step in steps:
            keyboard.send(
                "Input.imeSetComposition",
                {"text": step, "selectionStart": len(step), "selectionEnd": len(step)},
            )
            page.wait_for_timeout(250)  # longer than the desk waits for a key
        window.press("Control+Enter")  # of the input method: it chooses, the desk goes nowhere
        before = list(told), window.source
        keyboard.send("Input.insertText", {"text": steps[-1]})
        with page.expect_response(lambda it: "/type/" in it.url):
            page.keyboard.insert_text(said)
        field = page.locator(".message.current textarea").input_value()
        if language == "ja":
            page.locator(".message.current .told rt", has_text="なんみん").wait_for()
            assert page.locator(".message.current .told ruby").inner_text().startswith("難民")
        window.press("Control+s")
        page.locator("#said", has_text="1件を保存").wait_for()

    assert before == ([], TITLE)
    assert field == steps[-1] + said
    assert json.loads(told[-1])[0]["texts"] == [steps[-1] + said]
    assert window.faults == []


def test_who_does_not_know_the_token_sees_nothing(here):
    caller = Caller(here[2])
    other = caller.token[:-1] + ("A" if caller.token[-1] != "A" else "B")
    name = caller.headers["cookie"].partition("=")[0]
    own = f"/desk/es/{DOCUMENT}/leaflet/pdf"

    status, headers, _ = caller.get(f"{own}?token={caller.token}", cookie=None)
    assert (status, headers["location"]) == (303, own)
    assert set(headers["set-cookie"].lower().split("; ")) >= {"httponly", "samesite=strict"}
    refused = [
        caller.get(path, cookie=cookie)[0]
        for path in (
            "/",
            own,
            f"{own}?token={other}",
            "/faces.css",
            "/news?at=",
            f"/files/{DOCUMENT}/es/leaflet.pdf",
        )
        for cookie in (
            None,
            f"{name}=",
            f"{name}={other}",
            f"{name}={'é' * 32}".encode().decode("latin-1"),
        )
    ]
    assert set(refused) == {403}
    assert caller.post("/save/es", {}, cookie=None)[0] == 403
    assert caller.post(f"/save/es?token={caller.token}", {}, cookie=None)[0] == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": None},
        {"origin": "null"},
        {"origin": "http://evil.example"},
        {"origin": "http://127.0.0.1:1"},
        {"host": "evil.example"},
        {"host": "evil.example", "origin": "http://evil.example"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
    ],
)
def test_no_page_of_a_stranger_says_anything(here, headers):
    assert Caller(here[2]).post("/save/es", {}, **headers)[0] == 403


def test_what_is_no_word_of_a_desk_is_refused(here):
    caller = Caller(here[2])
    said = {"message": identity(DOCUMENT, TITLE), "texts": ["a"], "needs_work": 0, "version": 0}

    answers = [
        caller.post("/type/es", value)[0]
        for value in ("x", [1], [{}], [said | {"texts": 7}], [said | {"version": "x"}])
    ]
    assert answers == [400] * 5
    assert caller.post("/type/es", [said | {"texts": ["a", "b"]}])[1]["unknown"]
    assert caller.post("/type/es", [said | {"message": "m0"}])[1]["unknown"] == ["m0"]
    assert caller.get("/desk/es/prize/..%2f..%2flaureate.toml/pdf")[0] == 404


@pytest.mark.slow
def test_two_desks_an_editor_and_a_crash_lose_nothing(here):
    """Both desks write the same message; an editor saves meanwhile; one desk is killed; a catalog
    is broken for a while.
    """
    folder, _, address = here
    first = Caller(address, "fr")
    catalog = folder / CATALOG.format("fr")
    first.post("/prepare/fr", {})
    first.type("They came in *every* storm, by boat.", "Vinieron")
    with at_desk(folder, "-l", "fr") as (process, address):
        second = Caller(address, "fr")
        first.type(TITLE, "La persona premiada")
        second.type(TITLE, "Quien recibe el premio")
        second.type(GIVEN, WORDS[GIVEN])
        assert second.post("/save/fr", {})[1] == {"saved": 2, "torn": 0, "trouble": []}
        assert first.post("/save/fr", {})[1] == {"saved": 1, "torn": 1, "trouble": []}
        text = catalog.read_text(encoding="utf-8")
        assert "Quien recibe" in text and "La persona" not in text
        page = first.page()  # both are to be seen
        assert "La persona premiada" in page and "Quien recibe el premio" in page
        own = {"message": identity(DOCUMENT, TITLE), "texts": ["La persona premiada"]}
        first.post("/settle/fr", own)
        edited = text.replace("Vinieron", "Llegaron").replace("# Words", "# Mine\n# Words")
        catalog.write_text(edited, encoding="utf-8")
        assert first.post("/save/fr", {})[1]["saved"] == 1
        changed = edited.replace("Quien recibe el premio", "La persona premiada")
        assert catalog.read_text(encoding="utf-8") == changed
        second.type("Okinawa Prefecture", "Okinawa")
        process.send_signal(signal.SIGKILL)
        process.wait()
    with at_desk(folder, "-l", "fr") as (process, address):
        third = Caller(address, "fr")
        assert ">Okinawa</textarea>" in third.page()
        catalog.write_text(changed.replace('msgstr "Llegaron', "msgstr Llegaron"), "utf-8")
        time.sleep(1)  # so that it has followed
        page = third.page()
        line = changed[: changed.index('msgstr "Llegaron')].count("\n") + 1
        assert f"{CATALOG.format('fr')}:{line}" in page
        assert ">Okinawa</textarea>" in page and "La persona premiada" in page
        assert third.post("/save/fr", {})[1]["trouble"]
        catalog.write_text(changed, encoding="utf-8")
        assert third.post("/save/fr", {})[1]["saved"] == 1
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130
    assert 'msgid "Okinawa Prefecture"\nmsgstr "Okinawa"\n' in catalog.read_text(encoding="utf-8")


def test_it_ends_on_ctrl_c_without_a_trace(here):
    folder, process, _ = here
    for _ in range(2):
        process.send_signal(signal.SIGINT)
    said, wrong = process.communicate(timeout=10)

    assert process.returncode == 130
    assert "Traceback" not in wrong
    assert said == ""  # nothing was left unsaved
    assert {it.name for it in folder.iterdir()} <= {"laureate.toml", "locales", "templates", "dist"}

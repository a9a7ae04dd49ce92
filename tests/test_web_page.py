"""The web page in a browser: what a reader gets to see, and what axe-core and the Nu HTML checker say of it."""

import json
import re
import subprocess
import tomllib
from typing import NamedTuple

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import Page

from tests.conftest import DOCUMENT, LANGUAGES, ROOT

READERS = ROOT / "tests" / "readers" / "node_modules"
EVERY_RULE = "Object.fromEntries(axe.getRules().map(rule => [rule.ruleId, {enabled: true}]))"
SOURCE = (ROOT / f"templates/documents/{DOCUMENT}.txt").read_text(encoding="utf-8")
ADDRESS = [line for line in SOURCE.splitlines() if line.strip()][-3:]
FACTS = tomllib.loads((ROOT / f"templates/documents/{DOCUMENT}.toml").read_text(encoding="utf-8"))
TITLE = "The Laureate of the 8th Okinawa Peace Prize"
DESCRIPTION = "Okinawa Prefecture announces"
GLOSS = ("Peace and Regional Diplomacy", "1st floor (east side)")  # of the Japanese address: no Japanese page has it
FOLDERS = {"zh-Hans": "zh_Hans", "zh-Hant": "zh_Hant", "ja-simple": "ja@simple"}
# The text of an element without the readings over its words, and the brackets that stand in for them.
BASES = """it => {
  const copy = it.cloneNode(true);
  copy.querySelectorAll("rt, rp").forEach(reading => reading.remove());
  return copy.textContent;
}"""
DRAFT = "Draft translation, not yet reviewed"


class Opened(NamedTuple):
    language: str
    url: str
    page: Page
    requests: list[str]


@pytest.fixture(scope="module", params=LANGUAGES)
def opened(request, browser, dist):
    """The page of each language, opened once, its fonts at work."""
    url = (dist / request.param / "page.html").as_uri()
    with browser.new_context(bypass_csp=True) as context:
        page, requests = context.new_page(), []
        page.on("request", lambda asked: requests.append(asked.url))
        page.goto(url)
        page.evaluate("document.body.offsetHeight && document.fonts.ready.then(() => null)")
        yield Opened(request.param, url, page, requests)


def catalog(name, language):
    """The messages of a catalog by their English source; English itself has the template of the catalogs."""
    folder = "" if language == "en" else f"{FOLDERS.get(language, language)}/LC_MESSAGES/"
    path = ROOT / "locales" / f"{folder}{name}.po{'t' if language == 'en' else ''}"
    with path.open("rb") as file:
        return {message.id: message for message in read_po(file) if message.id}


def words(message):
    """What a message says on the page, the facts in their places, without the readings over its words."""
    return spaced(re.sub("《.*?》|｜", "", message.string or message.id).format_map(FACTS))


def spaced(text):
    return " ".join(text.split())


def drawn(page, elements):
    """The markup of each element that an XPath finds, and the fonts that the browser really drew its text in."""
    inspector = page.context.new_cdp_session(page)
    for command in ("DOM.enable", "CSS.enable", "DOM.getDocument"):
        inspector.send(command)
    search = inspector.send("DOM.performSearch", {"query": elements})
    part = {"searchId": search["searchId"], "fromIndex": 0, "toIndex": search["resultCount"]}
    for node in inspector.send("DOM.getSearchResults", part)["nodeIds"]:
        markup = inspector.send("DOM.getOuterHTML", {"nodeId": node})["outerHTML"]
        fonts = inspector.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        yield markup, {(font["familyName"], font["isCustomFont"]) for font in fonts}


def test_the_nu_html_checker_has_nothing_to_say(dist):
    pages = [dist / language / "page.html" for language in LANGUAGES]
    checker = [
        "java",
        "-jar",
        READERS / "vnu-jar/build/dist/vnu.jar",
        "--no-langdetect",
        "--format",
        "json",
        "--stdout",
    ]
    done = subprocess.run([*checker, *pages], capture_output=True, text=True, encoding="utf-8", timeout=120)
    assert (json.loads(done.stdout)["messages"], done.returncode) == ([], 0)


def test_axe_finds_no_violation_by_any_of_its_rules(opened):
    opened.page.evaluate((READERS / "axe-core/axe.min.js").read_text(encoding="utf-8"))
    result = opened.page.evaluate(f"axe.run(document, {{rules: {EVERY_RULE}}})")
    seen = [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in result["violations"]]
    assert result["passes"]
    assert seen == []


def test_the_address_reads_character_for_character_as_in_the_source(opened):
    address = opened.page.locator("address").inner_text()
    assert [line for line in address.split("\n") if line] == ADDRESS


def test_the_address_is_japanese_upright_and_left_to_right(opened):
    ask = "address => [address.lang, getComputedStyle(address).direction, getComputedStyle(address).fontStyle]"
    assert opened.page.locator("address").evaluate(ask) == ["ja", "ltr", "normal"]


def test_the_address_is_drawn_in_the_embedded_japanese_font_alone(opened):
    assert [fonts for _, fonts in drawn(opened.page, "//address/p")] == [{("BIZ UDPGothic", True)}] * len(ADDRESS)


def test_every_text_is_drawn_in_embedded_fonts_alone(opened):
    texts = list(drawn(opened.page, "//body//*[not(self::rp)][text()[normalize-space()]]"))
    assert texts
    assert [(markup, fonts) for markup, fonts in texts if {embedded for _, embedded in fonts} != {True}] == []


def test_the_page_asks_for_nothing_but_itself(opened):
    assert opened.requests == [opened.url]


def test_the_page_has_no_script(opened):
    assert opened.page.locator("script").count() == 0


def test_the_text_is_the_catalog_s(opened):
    text = spaced(opened.page.locator("body").evaluate(BASES))
    unseen = (DESCRIPTION, *GLOSS) if opened.language == "ja" else DESCRIPTION
    messages = catalog(DOCUMENT, opened.language)
    shown = [words(message) for source, message in messages.items() if not source.startswith(unseen)]
    assert shown
    assert [message for message in shown if message not in text] == []


def test_the_title_and_the_description_are_the_catalog_s(opened):
    messages = catalog(DOCUMENT, opened.language)
    description = next(message for source, message in messages.items() if source.startswith(DESCRIPTION))
    assert spaced(opened.page.title()) == words(messages[TITLE])
    assert opened.page.locator("meta[name=description]").get_attribute("content").split() == words(description).split()


def test_the_page_says_its_language_and_direction(opened):
    ask = "page => [page.lang, page.dir, getComputedStyle(page).direction]"
    direction = "rtl" if opened.language in ("ar", "fa", "ur", "ckb", "ps") else "ltr"
    assert opened.page.locator("html").evaluate(ask) == [opened.language, direction, direction]


def test_the_title_is_the_one_first_heading(opened):
    heading = opened.page.locator("h1")
    assert heading.count() == 1
    assert spaced(heading.evaluate(BASES)) == words(catalog(DOCUMENT, opened.language)[TITLE])


def test_a_draft_translation_says_so_and_the_original_does_not(opened):
    notice = words(catalog("interface", opened.language)[DRAFT])
    shown = [spaced(draft.evaluate(BASES)) for draft in opened.page.locator(".draft").all()]
    assert shown == ([] if opened.language == "en" else [notice])


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_overflows_a_screen_of_320_pixels(browser, dist, language):
    with browser.new_context(viewport={"width": 320, "height": 640}) as context:
        page = context.new_page()
        page.goto((dist / language / "page.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 320

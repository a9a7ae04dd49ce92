"""The markup of each page: what checkers say of it, its landmarks, headings, languages, links and
pictures.
"""

import json
import re
import subprocess
import tomllib
from functools import cache
from itertools import pairwise

import pytest

from tests.conftest import LANGUAGES, ROOT
from tests.outputs.web.pages import (
    ADDRESS,
    BASES,
    COMMON,
    FACTS,
    PAGES,
    RIGHT_TO_LEFT,
    TITLE,
    catalog,
    path,
    spaced,
    words,
)
from tests.readers import NODE_MODULES, axe

TOLD = ["violations", "incomplete"]  # of all others one element is told for each rule
EXPLAINED = tomllib.loads(
    (ROOT / "tests/outputs/web/incomplete.toml").read_text(encoding="utf-8")
).get("incomplete", [])


@cache
def checked(dist):
    """What the Nu HTML checker says of all pages, errors, warnings and remarks, and its exit code."""
    files = [path(dist, name) for name in PAGES]
    command = [
        "java",
        "-jar",
        NODE_MODULES / "vnu-jar/build/dist/vnu.jar",
        "--no-langdetect",
        "--format",
        "json",
        "--stdout",
    ]
    done = subprocess.run(
        [*command, *files], capture_output=True, text=True, encoding="utf-8", timeout=180
    )
    return json.loads(done.stdout)["messages"], done.returncode


@pytest.mark.java
@pytest.mark.slow
def test_the_nu_html_checker_has_nothing_to_say(dist, record_property):
    messages, code = checked(dist)
    for name in PAGES:
        own = [
            message
            for message in messages
            if message["url"].endswith(path(dist, name).as_uri().split("//")[1])
        ]
        record_property(f"nu {name}", len(own))
    assert (messages, code) == ([], 0)


SEEN = {}
LINKS = """() => [...document.querySelectorAll("a")].map(link => [link.textContent.replace(/\\s+/g, " ").trim(),
  link.getAttribute("aria-label") || "", link.href, link.hreflang])"""


def found_by_axe(name, page):
    """What axe-core says of a page by all its rules, asked once."""
    if name not in SEEN:
        page.evaluate(axe.program())
        SEEN[name] = page.evaluate(
            f"axe.run(document, {{rules: {axe.EVERY_RULE}, resultTypes: {TOLD}}})"
        )
    return SEEN[name]


def test_axe_finds_no_violation_by_any_of_its_rules(shown, record_property):
    result = found_by_axe(*shown)
    seen = [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in result["violations"]]
    record_property(f"axe {shown[0]}", len(seen))
    assert len(result["passes"]) > 10
    assert seen == []


def test_what_axe_cannot_decide_is_explained(shown):
    answer = {entry["rule"]: entry for entry in EXPLAINED}
    for rule in found_by_axe(*shown)["incomplete"]:
        assert rule["id"] in answer, [node["html"] for node in rule["nodes"]]
        for node in rule["nodes"]:
            assert re.search(answer[rule["id"]]["elements"], node["html"]), (
                rule["id"],
                node["html"],
            )


@pytest.mark.parametrize("entry", EXPLAINED, ids=lambda entry: entry["rule"])
def test_an_explanation_names_who_decided_and_why(entry):
    assert entry.keys() == {"rule", "elements", "why", "shown_by"}
    file, name = entry["shown_by"].split("::")
    assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8")


def test_landmarks_are_each_there_once(shown):
    name, page = shown
    counts = {tag: page.locator(selector).count() for tag, selector in
              {"banner": "body > header", "main": "main", "contentinfo": "body > footer"}.items()}  # fmt: skip
    assert counts == {"banner": 1, "main": 1, "contentinfo": 1}
    regions = page.evaluate(
        "[...document.querySelectorAll('nav')].map(nav => nav.getAttribute('aria-labelledby'))"
    )
    assert len(regions) == len(set(regions)) == {"index": 1, "accessibility": 0}.get(name, 2)
    assert all(page.locator(f"#{region}").inner_text().strip() for region in regions)


def test_headings_go_down_step_by_step(shown):
    name, page = shown
    headings = page.evaluate(
        "[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(it => [+it.tagName[1],"
        " it.textContent.trim()])"
    )
    levels = [level for level, _ in headings]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(level <= before + 1 for before, level in pairwise(levels))
    assert all(text for _, text in headings)
    if name not in COMMON:
        assert spaced(page.locator("h1").evaluate(BASES)) == words(
            catalog("okinawa-peace-prize-8", name)[TITLE]
        )


def test_the_page_says_its_language_and_direction(shown):
    name, page = shown
    ask = "page => [page.lang, page.dir, getComputedStyle(page).direction]"
    direction = "rtl" if name in RIGHT_TO_LEFT else "ltr"
    assert page.locator("html").evaluate(ask) == [
        "ja" if name in COMMON else name,
        direction,
        direction,
    ]


def test_every_part_says_its_language(shown):
    """Each letter of another script than the page's own stands in a part that names a language of
    that script.
    """
    from fontTools.unicodedata import script

    scripts = {
        "ja": {"Hani", "Hira", "Kana"},
        "zh": {"Hani"},
        "ko": {"Hang", "Hani"},
        "ar": {"Arab"},
        "fa": {"Arab"},
    }
    scripts |= {
        "ur": {"Arab"},
        "ckb": {"Arab"},
        "ps": {"Arab"},
        "am": {"Ethi"},
        "ti": {"Ethi"},
        "my": {"Mymr"},
    }
    scripts |= {
        "km": {"Khmr"},
        "lo": {"Laoo"},
        "th": {"Thai"},
        "ne": {"Deva"},
        "hi": {"Deva"},
        "bn": {"Beng"},
    }
    scripts |= {"si": {"Sinh"}, "ta": {"Taml"}, "ru": {"Cyrl"}, "uk": {"Cyrl"}}
    parts = shown[1].evaluate("""() => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), parts = [];
      while (walker.nextNode()) {
        const text = walker.currentNode;
        if (text.data.trim() && !text.parentElement.closest("script, style"))
          parts.push([text.data, text.parentElement.closest("[lang]").lang]);
      }
      return parts;
    }""")
    assert len(parts) > 20
    for text, language in parts:
        own = scripts.get(language.split("-")[0], {"Latn"})
        foreign = {
            letter for letter in text if script(letter) not in own | {"Zyyy", "Zinh", "Latn"}
        }
        assert not foreign, (text, language, foreign)


def test_every_link_says_where_it_leads(shown):
    """No two links of a page with one name lead to different places, and what is seen is part of
    what is heard.
    """
    links = shown[1].evaluate(LINKS)
    leads = {}
    for text, label, address, _ in links:
        assert text
        assert not label or text in label, "what is seen is said (WCAG 2.2, 2.5.3)"
        assert leads.setdefault(label or text, address) == address
    for text, _, address, language in links:
        if address.endswith(".pdf"):
            assert "PDF" in text and re.search(r"\(|（", text) and language == shown[0]


def test_the_address_is_an_address_and_its_telephone_a_link(shown):
    name, page = shown
    if name == "index":
        assert page.locator("address").count() == 0
        return
    for address in page.locator("address").all():
        lines = [line for line in address.inner_text().split("\n") if line]
        own = name == "ja-simple"  # with readings, in words of its reader's own
        assert own or lines == ADDRESS
        assert address.evaluate("it => [it.lang, it.dir, getComputedStyle(it).fontStyle]") == [
            "" if own else "ja",
            "" if own else "ltr",
            "normal",
        ]
        links = address.locator("a").evaluate_all(
            "links => links.map(link => [link.getAttribute('href'), link.textContent])"
        )
        assert links == [["tel:+81-98-894-2226", FACTS["telephone"]]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_date_is_one_for_machines_too(dist, language):
    text = path(dist, language).read_text(encoding="utf-8")
    assert '<time datetime="2024-01-11">2024年1月11日</time>' in text
    assert '"dateModified":"2024-01-11"' in text


def test_every_picture_is_ornament(shown):
    """The one picture is the woven band, in the style sheet; nothing to say instead of it. On a
    desktop it stands below the title.
    """
    name, page = shown
    assert page.locator("img, svg, canvas, picture, [role=img], input[type=image]").count() == 0
    painted = page.evaluate("""() => [...document.querySelectorAll("*")]
      .flatMap(it => ["", "::before", "::after"].map(part => [it, part, getComputedStyle(it, part)]))
      .filter(([it, part, style]) => style.backgroundImage !== "none")
      .map(([it, part, style]) => part ? [it.tagName + part, style.content] : [it.className, it.textContent])""")
    assert painted == [["band", ""], *([] if name in COMMON else [["HEADER::after", '""']])]


def test_the_page_holds_no_media_no_form_and_no_script(shown):
    page = shown[1]
    active = "audio, video, track, object, embed, iframe, form, input, button, select, textarea"
    active += ", [contenteditable], [accesskey]"
    assert page.locator(active).count() == 0
    assert page.locator("meta[http-equiv=refresh]").count() == 0
    assert page.locator("script").evaluate_all("all => all.map(it => it.type)") in (
        [],
        ["application/ld+json"],
    )
    handlers = page.evaluate(
        "[...document.querySelectorAll('*')].flatMap(it => it.getAttributeNames()).filter(it =>"
        " it.startsWith('on'))"
    )
    assert handlers == []

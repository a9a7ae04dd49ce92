"""The words of each page: the catalogs', message for message, as a browser shows and a screen
reader hears them.
"""

import json
import re

import pytest
from babel.dates import format_date

from tests.conftest import DOCUMENT, ROOT
from tests.outputs.web.pages import (
    BASES,
    DIGITS,
    DRAFT,
    FACTS,
    TITLE,
    catalog,
    each_language,
    path,
    spaced,
    words,
)
from tests.readers.tags import standard

DESCRIPTION = "Okinawa Prefecture announces"
GLOSS = (
    "Peace and Regional Diplomacy",
    "1st floor (east side)",
)  # of the Japanese address: no Japanese page has it
# The date in the calendar of the readers.
BESIDE = {"am": " (2 ጥር 2016)", "fa": " (۲۱ دی ۱۴۰۲)", "th": " (พ.ศ. 2567)", "ti": " (ጥሪ 2, 2016)"}
# Where public bodies date otherwise than CLDR.
WRITTEN = {"vi": "'ngày' d 'tháng' M 'năm' y"}
GOLDEN = ("en", "ja", "ar", "my", "ja-simple")


def messages(language):
    """The document's messages that a page shows, in the order in which the template asks for them."""
    unseen = (DESCRIPTION, FACTS["publisher_label"], FACTS["prize"])  # in the head, not in main
    unseen += GLOSS if language == "ja" else ()
    asked = [
        source
        for source in catalog(DOCUMENT, "en")
        if source not in unseen and not source.startswith((DESCRIPTION, *unseen[3:]))
    ]
    return [words(catalog(DOCUMENT, language)[source]) for source in asked]


pytestmark = each_language


@pytest.fixture
def nodes(shown):
    """The tree that a screen reader is given of a page."""
    session = shown[1].context.new_cdp_session(shown[1])
    found = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return found


def test_the_text_is_the_catalog_s_in_its_order(shown):
    """Every message, whole, in the order of the template; and on the main part of the page nothing
    but messages.
    """
    language, page = shown
    text = squeezed(page.locator("main").evaluate(BASES))
    place = 0
    for message in messages(language):
        place = text.index(squeezed(message), place) + len(squeezed(message))
    wording = [*catalog(DOCUMENT, language).values(), *catalog("interface", language).values()]
    known = [squeezed(filled(message, language)) for message in wording]
    known += [*map(squeezed, FACTS["address"]), "ページ番号1008380更新日2024年1月11日"]
    for words_of_ours in sorted(known, key=len, reverse=True):
        text = text.replace(words_of_ours, "")
    assert text == ""


def filled(message, language):
    """What a message says, the facts in their places, the date as the language writes it."""
    locale = "ja" if language == "ja-simple" else language.replace("-", "_")
    date = format_date(FACTS["date"], WRITTEN.get(language, "long"), locale=locale)
    date = date.translate(digits(language))
    date += BESIDE.get(language, "")
    number = FACTS["page_number"].translate(digits(language))
    facts = {**FACTS, "date": date, "page_number": number}
    text = re.sub("《.*?》|｜", "", message.string or message.id)
    return re.sub(r"\{(\w+)\}", lambda found: str(facts.get(found[1], found[0])), text)


def digits(language):
    """The table from ASCII digits to those that a language writes by default."""
    return {
        ord("0") + value: digit for value, digit in enumerate(DIGITS.get(language, "0123456789"))
    }


def test_the_text_is_that_of_the_pdfs(shown, dist):
    """The announcement in the browser is, letter for letter, what each PDF's tag tree says (ISO
    32000-1, 14.9.4).
    """
    language, page = shown
    body = squeezed(
        page.locator("section").first.evaluate(
            "it => it.textContent".replace("it.textContent", READINGS)
        )
    )
    for template in ("page", "leaflet"):
        assert body in squeezed(standard(dist / language / f"{template}.pdf"))


READINGS = (
    "(copy => (copy.querySelectorAll('rp').forEach(rp => rp.remove()),"
    " copy.textContent))(it.cloneNode(true))"
)


def squeezed(text):
    return re.sub(r"[\s\u200b\u200e\u200f\u2060\u2066-\u2069]+", "", text)


def uttered(nodes):
    """The texts of the accessibility tree, in its order; readings stand apart from what they are
    read over.
    """
    by_id = {node["nodeId"]: node for node in nodes}

    def below(node):
        if node["role"]["value"] in ("StaticText", "text"):
            yield node["name"]["value"]
        elif node["role"]["value"] not in ("rubyAnnotation", "RubyAnnotation", "InlineTextBox"):
            for child in node.get("childIds", ()):
                yield from below(by_id[child])

    return "".join(below(nodes[0]))


def test_the_accessibility_tree_says_every_message(shown, nodes):
    language, _ = shown
    wording = squeezed(uttered(nodes))
    shown = [
        *messages(language),
        *([words(catalog("interface", language)[DRAFT])] if language != "en" else []),
    ]
    assert [message for message in shown if squeezed(message) not in wording] == []
    if language == "ja-simple":  # its one address has readings, and is of messages
        assert wording.count("098-894-2226") == 1
    else:
        assert "".join(map(squeezed, FACTS["address"])) in wording


def outline(nodes):
    """The accessibility tree as indented text: role, name, level, where a link leads."""
    by_id, lines = {node["nodeId"]: node for node in nodes}, []

    def tell(node, depth):
        role = node["role"]["value"]
        if role == "InlineTextBox":
            return
        answer = not node.get("ignored") and role not in ("none", "generic")
        if answer:
            extra = {
                entry["name"]: entry["value"].get("value") for entry in node.get("properties", ())
            }
            level = f" {extra['level']}" if role == "heading" else ""
            name = node.get("name", {}).get("value", "")
            lines.append(
                f"{'  ' * depth}{role}{level}{f' “{spaced(name)}”' if name.strip() else ''}"
            )
        for child in node.get("childIds", ()):
            tell(by_id[child], depth + answer)

    tell(nodes[0], 0)
    return "".join(f"{line}\n" for line in lines)


def test_the_accessibility_tree_is_the_golden_one(shown, nodes, request):
    language, _ = shown
    if language not in GOLDEN:
        return
    golden = ROOT / f"tests/outputs/golden/page.{language}.accessibility.txt"
    seen = re.sub(
        r"\d+(?=\s([kK]B|كيلو))", "#", outline(nodes)
    )  # how heavy a PDF is, test_folder.py asks
    if request.config.getoption("--rewrite-golden"):
        golden.write_text(seen, encoding="utf-8")
    assert seen == golden.read_text(encoding="utf-8")


def test_the_title_and_the_description_are_the_catalog_s(shown):
    language, page = shown
    described = next(
        found
        for source, found in catalog(DOCUMENT, language).items()
        if source.startswith(DESCRIPTION)
    )
    title, description = words(catalog(DOCUMENT, language)[TITLE]), words(described)
    named = {name: spaced(page.locator(f'meta[{kind}="{name}"]').get_attribute("content")) for kind, name in
             (("name", "description"), ("property", "og:title"), ("property", "og:description"))}  # fmt: skip
    assert spaced(page.title()) == title
    assert named == {"description": description, "og:title": title, "og:description": description}


def test_a_draft_translation_says_so_first_and_the_original_does_not(shown):
    language, page = shown
    notice = words(catalog("interface", language)[DRAFT])
    shown = [
        spaced(draft.evaluate(BASES)) for draft in page.locator("main > p.draft:first-child").all()
    ]
    assert shown == ([] if language == "en" else [notice])


def test_machines_read_the_office_and_the_announcement(shown, dist):
    """JSON-LD by schema.org: the office with its postal address, and the announcement that it
    publishes.
    """
    language, page = shown
    data = json.loads(page.locator('script[type="application/ld+json"]').text_content())
    office, article = data["@graph"]
    place = office["address"]
    assert data["@context"] == "https://schema.org"
    assert (office["@type"], place["@type"], article["@type"]) == (
        "GovernmentOrganization",
        "PostalAddress",
        "Article",
    )
    assert office["name"] == FACTS["address"][0]
    answer = (
        f"〒{place['postalCode']}"
        f" {place['addressRegion']}{place['addressLocality']}{place['streetAddress']}"
    )
    assert answer == FACTS["address"][1], (
        "the parts are those of the address block, letter for letter"
    )
    assert (office["telephone"], office["faxNumber"]) == ("+81-98-894-2226", "+81-98-869-7018")
    assert spaced(article["headline"]) == words(catalog(DOCUMENT, language)[TITLE])
    assert (article["inLanguage"], article["dateModified"]) == (language, "2024-01-11")
    assert article["publisher"] == {"@id": office["@id"]}
    assert [
        path(dist, language).with_name(file["contentUrl"]).is_file()
        for file in article["associatedMedia"]
    ] == [True] * 2

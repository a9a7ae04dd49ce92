"""The web pages, as tests open them: each language's page, the list of languages, and the paper on
accessibility.
"""

import base64
import html
import re
from contextlib import contextmanager
from functools import cache
from io import BytesIO

import pytest
from babel.messages.pofile import read_po
from PIL import Image

from tests.editions import COMMON, DOCUMENT, FACTS, LANGUAGES, ROOT
from tests.selection import page_id

SCALE = 2  # device pixels to a CSS px: enough for a thin stroke to reach its full colour somewhere
PAGES = (*LANGUAGES, *COMMON)
# Scripts of thin strokes and thick ones, both directions, a draft and none, readings over words: for
# tests of what all pages take from the same style sheets. `make web-edition` looks at each page.
SAMPLE = ("ja-simple", "en", "zh-Hans", "ar", "ur", "my", "hi", "th", *COMMON)
# For tests that use `shown`: the pages of one language, without the common ones.
each_language = pytest.mark.parametrize("opened_page", LANGUAGES, indirect=True, ids=page_id)
RIGHT_TO_LEFT = ("ar", "fa", "ur", "ckb", "ps")
FOLDERS = {"zh-Hans": "zh_Hans", "zh-Hant": "zh_Hant", "ja-simple": "ja@simple"}
SOURCE = (ROOT / f"templates/documents/{DOCUMENT}.txt").read_text(encoding="utf-8")
ADDRESS = [line for line in SOURCE.splitlines() if line.strip()][-3:]
DIGITS = {
    "ckb": "٠١٢٣٤٥٦٧٨٩",
    "fa": "۰۱۲۳۴۵۶۷۸۹",
    "ps": "۰۱۲۳۴۵۶۷۸۹",
    "bn": "০১২৩৪৫৬৭৮৯",
    "ne": "०१२३४५६७८९",
    "my": "၀၁၂၃၄၅၆၇၈၉",
}
TITLE = "The Laureate of the 8th Okinawa Peace Prize"
DRAFT = "Draft translation, not yet reviewed"
# Waits until the fonts are at work and the text shows, which it does a tenth of a second later.
SHOWN = """() => document.body.offsetHeight && Promise.all(
  [document.fonts.ready, ...document.getAnimations().map(it => it.finished)]).then(() => null)"""
# The text of an element without the readings over its words, and the brackets that stand in for
# them.
BASES = """it => {
  const copy = it.cloneNode(true);
  copy.querySelectorAll("rt, rp").forEach(reading => reading.remove());
  return copy.textContent;
}"""


def path(dist, name):
    """The file of a page."""
    return dist / f"{name}.html" if name in COMMON else dist / name / "page.html"


@contextmanager
def opened(browser, dist, name, **options):
    """A page in a window of its own, its fonts at work."""
    with browser.new_context(**options) as context:
        page = context.new_page()
        page.goto(path(dist, name).as_uri())
        page.evaluate(SHOWN)
        yield page


def picture(page, left, top, width, height, beyond=False):
    """What a page paints within a box in CSS px, in device pixels; `beyond` the window, too.

    Asked of the browser itself: Playwright packs a picture twice as long as the browser takes to
    paint it.
    """
    clip = {"x": left, "y": top, "width": width, "height": height, "scale": SCALE}
    asked = {"format": "png", "optimizeForSpeed": True, "captureBeyondViewport": beyond}
    session = page.context.new_cdp_session(page)
    answer = session.send("Page.captureScreenshot", {**asked, "clip": clip})
    session.detach()
    return Image.open(BytesIO(base64.b64decode(answer["data"]))).convert("RGB")


@cache
def catalog(name, language):
    """The messages of a catalog by their English source; English itself has the template of the
    catalogs.
    """
    folder = "" if language == "en" else f"{FOLDERS.get(language, language)}/LC_MESSAGES/"
    with (ROOT / "locales" / f"{folder}{name}.po{'t' if language == 'en' else ''}").open(
        "rb"
    ) as file:
        return {message.id: message for message in read_po(file) if message.id}


def words(message):
    """What a message says on the page, the facts in their places, without the readings over its
    words.
    """
    return spaced(
        html.unescape(re.sub("《.*?》|｜", "", message.string or message.id).format_map(FACTS))
    )


def spaced(text):
    """A text with single spaces alone, and without the marks that only tell how text runs or
    breaks.
    """
    return " ".join(re.sub("[\u200b\u200e\u200f\u2060\u2066-\u2069]", "", text).split())

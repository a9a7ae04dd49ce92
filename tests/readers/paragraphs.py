"""The paragraphs of a web page as they stand in its markup, by Python's own parser."""

import unicodedata
from dataclasses import dataclass, field
from html.parser import HTMLParser

from tests.editions import FACTS
from tests.readers.positions import letters

BLOCKS = {"p", "h1", "h2", "h3", "li", "td", "th", "dt", "dd"}
VOID = {"meta", "link", "br", "img", "hr", "input", "wbr", "source"}
ISOLATES = {
    "ltr": "\u2066",
    "rtl": "\u2067",
    "auto": "\u2068",
}  # what `dir` on an inline element means (HTML, 15.3.6)
PDI = "\u2069"


@dataclass
class Paragraph:
    """A block of text: its tag, language and direction, and the tags round it; isolates where `dir`
    is.

    `ruby` has the readings: the numbers of the first letter and of the one after the last, and what
    is read.
    """

    tag: str
    language: str
    direction: str
    within: tuple[str, ...]
    text: str = ""
    ruby: list[tuple[int, int, str]] = field(default_factory=list)

    @property
    def plain(self):
        return "".join(letter for letter in self.text if letter not in "\u2066\u2067\u2068\u2069")


def paragraphs(path, edition="page"):
    """The paragraphs that are printed: without navigation and the link that skips it, and without
    readings. A leaflet has the number of the page in the publisher's site, and the date, at its
    end.
    """
    parser = _Parser()
    parser.feed(path.read_text(encoding="utf-8"))
    printed = [found for found in parser.found if "nav" not in found.within and found.text.strip()]
    for found in printed:
        found.text = " ".join(part for part in found.text.split(" ") if part).strip()
    if edition == "leaflet":
        printed.sort(key=lambda found: FACTS["page_number"] in plain_digits(found.text))
    return printed


def plain_digits(text):
    """A text in which all digits are those of Europe."""
    return "".join(str(unicodedata.digit(it)) if it.isdecimal() else it for it in text)


class _Parser(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []
        self._stack = []  # tag, language, direction, paragraph, what closes an isolate

    def handle_starttag(self, tag, attributes):
        if tag in VOID:
            return
        attributes = dict(attributes)
        _, language, direction, paragraph, _ = (
            self._stack[-1] if self._stack else ("", "", "ltr", None, "")
        )
        language, direction = attributes.get("lang") or language, attributes.get("dir") or direction
        closing = ""
        if tag in BLOCKS:
            within = tuple(above[0] for above in self._stack)
            paragraph = Paragraph(tag, language, direction, within)
            self.found.append(paragraph)
        elif paragraph and attributes.get("dir"):
            paragraph.text += ISOLATES[attributes["dir"]]
            closing = PDI
        elif paragraph and tag in ("ruby", "rt"):
            place = len(letters(paragraph.text))
            start = place if tag == "ruby" else paragraph.ruby.pop()[0]
            paragraph.ruby.append((start, place, ""))
        self._stack.append((tag, language, direction, paragraph, closing))

    def handle_endtag(self, tag):
        while tag not in VOID and self._stack:
            closed, _, _, paragraph, closing = self._stack.pop()
            if paragraph:
                paragraph.text += closing
            if closed == tag:
                return

    def handle_data(self, data):
        tag, _, _, paragraph, _ = self._stack[-1] if self._stack else ("", "", "", None, "")
        if paragraph and tag == "rt":
            start, end, reading = paragraph.ruby.pop()
            paragraph.ruby.append((start, end, reading + data))
        elif paragraph and tag != "rp":
            paragraph.text += data.replace("\n", " ")

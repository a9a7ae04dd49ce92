"""What an edition should say, from its catalogs, facts and web page; and where a reader's text
differs from it.
"""

import re
import unicodedata
from html.parser import HTMLParser
from itertools import takewhile

from babel.messages.pofile import read_po

from tests.editions import DOCUMENT, FACTS, ROOT
from tests.readers.paragraphs import plain_digits

RIGHT_TO_LEFT = ("ar", "fa", "ur", "ckb", "ps")

# Spaces, line ends, and what only tells where lines break or how they run: no letter of the text.
_UNWRITTEN = re.compile(r"[\s\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069]+")
_ENDS = re.compile(r"[\s\u0002\ufffe]+")
_INLINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "em",
    "i",
    "rb",
    "rp",
    "rt",
    "ruby",
    "span",
    "strong",
    "time",
    "wbr",
}
_VOID = {"br", "hr", "img", "input", "link", "meta", "wbr"}
_ELSEWHERE = {"head", "nav", "rp", "script", "style"}  # read by no PDF
_READING = re.compile("《[^《》]*》|｜")

# Embeddings round what runs the other way: poppler writes them of its own.
_EMBEDDINGS = re.compile("[\u202a-\u202c]")

# Messages that are no part of the text: properties of the file, labels, page artifacts, and what no
# Japanese page needs.
_UNPRINTED = (
    "Okinawa Prefecture announces",
    "Call {",
    "Skip to",
    "Other languages",
    "Page {number}",
    "E-mail: {",
    "Website: {",
    "Note {",
    "Back to note {",
    "Notes",
)
_UNPRINTED += (
    "PDF files",
    "This page",
    "Leaflet",
    "{name} (PDF",
    "Accessibility statement",
)  # on the web page alone
_UNPRINTED += ("Contents", "Typefaces: {", "Read this ", "QR code ")  # of a book, or of a site
_GLOSS = ("Peace and Regional Diplomacy", "1st floor", "Page number {", "Telephone: ", "Fax: ")
_DRAFT = "Draft translation"


class _Blocks(HTMLParser):
    """Collects the headings, paragraphs and lines of a page in reading order, without its links to
    other pages.
    """

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.blocks, self._open = [""], []

    def handle_starttag(self, tag, attributes):
        if tag not in _INLINE:
            self.blocks.append("")
        if tag not in _VOID:
            unread = tag in _ELSEWHERE or dict(attributes).get("class") in ("skip", "choose")
            unread = unread or (
                tag == "footer" and not any(name == "article" for name, _ in self._open)
            )
            self._open.append((tag, unread or bool(self._open and self._open[-1][1])))

    def handle_endtag(self, tag):
        if tag not in _INLINE:
            self.blocks.append("")
        while tag in [name for name, _ in self._open] and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if self._open and not self._open[-1][1]:
            self.blocks[-1] += data


def blocks(dist, language):
    """The headings, paragraphs and lines of an edition in reading order: the same in each of its
    templates.
    """
    reader = _Blocks()
    reader.feed((dist / language / "page.html").read_text(encoding="utf-8"))
    return [block for block in reader.blocks if block.strip()]


def catalog(name, language):
    """The messages of a catalog by their English source; English itself has the template of the
    catalogs.
    """
    if language == "en":
        path = ROOT / "locales" / f"{name}.pot"
    else:
        folder = language.replace("ja-simple", "ja@simple").replace("-", "_")
        path = ROOT / "locales" / folder / "LC_MESSAGES" / f"{name}.po"
    with path.open("rb") as file:
        return {message.id: message.string or message.id for message in read_po(file) if message.id}


# A day is told in the calendar of its readers, too, and the number of a page in their digits.
_IN_ANY_FORM = {"date": ".{4,60}", "page_number": r"\d+"}


def printed(language):
    """The messages that every edition of a language prints, as patterns: facts in their places, any
    form of a date.
    """
    left_out = (
        _UNPRINTED + (_GLOSS if language == "ja" else ()) + ((_DRAFT,) if language == "en" else ())
    )
    for name in (DOCUMENT, "interface"):
        for source, text in catalog(name, language).items():
            if not source.startswith(left_out):
                text = squeezed(re.sub("[《》｜]", "", text) if language == "ja-simple" else text)
                parts = re.split(r"\{(\w+)\}", text)
                for place in range(1, len(parts), 2):
                    key = parts[place]
                    parts[place] = _IN_ANY_FORM.get(key) or re.escape(FACTS[key])
                parts[::2] = map(re.escape, parts[::2])
                yield source, re.compile("".join(parts))


def squeezed(text):
    """A text in NFC without what is no letter of it; compatibility ideographs stay, for they are
    letters of names.
    """
    return _normalized(_UNWRITTEN.sub("", text))


def received(text, reader):
    """A text as a reader gives it, in NFC, without spaces and line ends: all else counts, marks of
    direction and what breaks lines, too.
    """
    text = _EMBEDDINGS.sub("", text) if reader == "poppler" else text
    return _normalized(_ENDS.sub("", text))


def _normalized(text):
    return re.sub(
        "[^\uf900-\ufaff\U0002f800-\U0002fa1f]+",
        lambda found: unicodedata.normalize("NFC", found[0]),
        text,
    )


def compared(written, language, template, reader, answer, page_artifacts=True):
    """What was written, block by block, and what a reader gives, both in the form in which they
    should be the same. A leaflet has the number of the page in the publisher's site at its end.
    """
    if template == "leaflet":
        written = sorted(written, key=lambda block: FACTS["page_number"] in plain_digits(block))
    given = (
        _without_furniture(answer, language, template, reader)
        if page_artifacts and reader != "standard"  # which knows them from text
        else received(answer, reader)
    )
    return list(map(squeezed, written)), given


def exact_blocks(written, answer):
    """How many blocks a reader gives letter for letter, in order: the most that can be found one
    behind the other.
    """
    ends = [0]  # for each number of blocks, how early the last of so many can end
    for block in written:
        for count in range(len(ends) - 1, -1, -1):
            place = answer.find(block, ends[count])
            if place >= 0:
                end = place + len(block)
                ends[count + 1 : count + 2] = [min([end, *ends[count + 1 : count + 2]])]
    return len(ends) - 1


def _without_furniture(text, language, template, reader):
    """A reader's text in one piece, each page without its number or running head, known by what
    they should say.
    """
    pages, kept = text.removesuffix("\f").split("\f"), []
    messages = catalog("interface", language)
    for number, page in enumerate(pages, 1):
        page, wording = received(page, reader), ""
        if template == "page":
            wording = messages["Page {number} of {total}"].format(number=number, total=len(pages))
        elif number > 1:
            wording = catalog(DOCUMENT, language)["Okinawa Peace Prize"]
        wording = squeezed(_READING.sub("", wording) if language == "ja-simple" else wording)
        if wording and _valued(page).endswith(_valued(wording)):
            page = page[: -len(wording)]
        elif wording and _valued(page).startswith(_valued(wording)):
            page = page[len(wording) :]
        kept.append(page)
    return "".join(kept)


def _valued(text):
    """A text with each digit by its value, for page numbers are written in the digits of their
    language.
    """
    return "".join(str(unicodedata.decimal(letter, letter)) for letter in text)


def difference(edition, reader, written, answer):
    """Where a text first differs from what was written; nothing if they are equal."""
    if answer == written:
        return ""
    alike = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(written, answer, strict=False))
    )
    found, wanted = _named(answer[alike : alike + 1]), _named(written[alike : alike + 1])
    place = f"after “{written[max(0, alike - 16) : alike]}” ({alike} of {len(written)} characters)"
    return f"{' '.join(edition)}, {reader}: {place} comes {found} where {wanted} was written"


def _named(letter):
    return (
        f"'{letter}' (U+{ord(letter):04X} {unicodedata.name(letter, 'unnamed')})"
        if letter
        else "nothing"
    )

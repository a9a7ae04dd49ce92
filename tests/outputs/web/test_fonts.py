"""The fonts inside each page: ours alone, cut to the glyphs that are drawn, drawn as the whole
faces draw them.
"""

import base64
import re
from functools import cache
from io import BytesIO

import pytest
import uharfbuzz
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from tests.conftest import LANGUAGES, ROOT
from tests.outputs.web.pages import ADDRESS, PAGES, path

RULE = re.compile(
    r'@font-face\{font-family:"([^"]+)";font-weight:(\d+);src:url\(data:font/woff2;base64,([^)]+)\)\}'
)
LIMITS = {
    "ja": 250_000,
    "ja-simple": 250_000,
    "zh-Hans": 250_000,
    "zh-Hant": 250_000,
    "ko": 250_000,
    "ur": 160_000,  # Nastaliq: how its letters join fills the tables of both weights
}
LATIN_AND_CYRILLIC = ("en", "vi", "id", "fil", "kmr", "tr", "sw", "fr", "es", "pt", "ru", "uk")
LIMITS |= dict.fromkeys(LATIN_AND_CYRILLIC, 61_000)


def limit(language):
    """How many bytes the page of a language may have."""
    return LIMITS.get(language, 120_000)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_light(dist, language, record_property):
    size = path(dist, language).stat().st_size
    record_property(f"bytes {language}", size)
    assert size <= limit(language)


def drawn(page, elements):
    """The markup of each element that an XPath finds, and the fonts that the browser really drew
    its text in.
    """
    inspector = page.context.new_cdp_session(page)
    for command in ("DOM.enable", "CSS.enable", "DOM.getDocument"):
        inspector.send(command)
    search = inspector.send("DOM.performSearch", {"query": elements})
    part = {"searchId": search["searchId"], "fromIndex": 0, "toIndex": search["resultCount"]}
    for node in inspector.send("DOM.getSearchResults", part)["nodeIds"]:
        markup = inspector.send("DOM.getOuterHTML", {"nodeId": node})["outerHTML"]
        fonts = inspector.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        yield markup, {(font["familyName"], font["isCustomFont"]) for font in fonts}


def test_every_text_is_drawn_in_embedded_fonts_alone(shown):
    texts = list(
        drawn(shown[1], "//body//*[not(self::rp) and not(self::script)][text()[normalize-space()]]")
    )
    assert texts
    assert [
        (markup, fonts) for markup, fonts in texts if {embedded for _, embedded in fonts} != {True}
    ] == []


def test_the_address_is_set_in_the_japanese_face(shown):
    for line in shown[1].locator("address p").all():
        assert line.evaluate("it => getComputedStyle(it).fontFamily").startswith('"BIZ UDPGothic"')


def embedded(html):
    """The fonts of a page by family and weight."""
    return {
        (family, int(weight)): base64.b64decode(data) for family, weight, data in RULE.findall(html)
    }


@pytest.mark.parametrize("name", PAGES)
def test_the_embedded_fonts_bear_no_reserved_name(dist, name):
    """A changed font may not carry the Reserved Font Name of its licence (OFL 1.1, clause 3)."""
    for data in embedded(path(dist, name).read_text(encoding="utf-8")).values():
        names = TTFont(BytesIO(data))["name"]
        assert [names.getDebugName(number) for number in (1, 3, 4, 6, 16)] == [None] * 5


@pytest.mark.parametrize("name", PAGES)
def test_the_embedded_fonts_have_every_character(dist, name):
    """Where the machine has no other face, a browser draws empty boxes and calls them the embedded
    font's.
    """
    html = path(dist, name).read_text(encoding="utf-8")
    covered = {}
    for (family, _), data in embedded(html).items():
        covered.setdefault(family, set()).update(TTFont(BytesIO(data)).getBestCmap())
    text = re.sub(r"<(title|style|script)\b.*?</\1>|<[^>]+>", "", html, flags=re.DOTALL)
    if name != "index":
        # In plain Japanese it stands with readings, and with brackets of their width.
        shown = set("".join(ADDRESS)) - set("():" if name == "ja-simple" else "")
        assert {letter for letter in shown if ord(letter) not in covered["BIZ UDPGothic"]} == set()
    every = set().union(*covered.values())
    assert {
        letter
        for letter in set(text) - set("\n\u200b\u200c\u200d\u00ad\u200e\u200f\u2066\u2069")
        if ord(letter) not in every
    } == set()


# For each language, where its face stands whole: what the page sets in it must look as if it were
# not cut.
FACES = {
    "my": "noto-sans-myanmar/NotoSansMyanmar", "km": "noto-sans-khmer/NotoSansKhmer", "lo": "noto-sans-lao/NotoSansLao",
    "th": "noto-sans-thai-looped/NotoSansThaiLooped", "ne": "noto-sans-devanagari/NotoSansDevanagari",
    "hi": "noto-sans-devanagari/NotoSansDevanagari", "bn": "noto-sans-bengali/NotoSansBengali",
    "si": "noto-sans-sinhala/NotoSansSinhala", "ta": "noto-sans-tamil/NotoSansTamil",
    "am": "noto-sans-ethiopic/NotoSansEthiopic",
    "ti": "noto-sans-ethiopic/NotoSansEthiopic", "ko": "noto-sans-kr/NotoSansKR", "zh-Hans": "noto-sans-sc/NotoSansSC",
    "zh-Hant": "noto-sans-tc/NotoSansTC", "ja": "biz-udpgothic/BIZUDPGothic", "ja-simple": "biz-udpgothic/BIZUDPGothic",
    **dict.fromkeys(("ar", "fa", "ckb", "ps"), "vazirmatn/Vazirmatn"),
    "ur": "noto-nastaliq-urdu/NotoNastaliqUrdu",
    **dict.fromkeys(LATIN_AND_CYRILLIC, "source-sans-3/SourceSans3"),
}  # fmt: skip
TITLES = {
    "my": "titles-myanmar-serif/TitlesMyanmarSerif", "km": "noto-serif-khmer/NotoSerifKhmer", "lo": "noto-serif-lao/NotoSerifLao",
    "th": "noto-serif-thai/NotoSerifThai", "si": "noto-serif-sinhala/NotoSerifSinhala", "ta": "noto-serif-tamil/NotoSerifTamil",
    **dict.fromkeys(("am", "ti"), "noto-serif-ethiopic/NotoSerifEthiopic"),
}  # fmt: skip


class Drawer:
    """A font that shapes a text and tells the outline and place of each glyph, in thousandths of
    the em.
    """

    def __init__(self, data):
        self._font = TTFont(BytesIO(data))
        self._font.flavor = None
        plain = BytesIO()
        self._font.save(plain)
        face = uharfbuzz.Face(plain.getvalue())
        self._shaper, self._scale, self._glyphs = (
            uharfbuzz.Font(face),
            1000 / face.upem,
            self._font.getGlyphSet(),
        )
        self.characters = set(self._font.getBestCmap())
        self._outlines = {}

    def draw(self, text, language):
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.language = language
        uharfbuzz.shape(self._shaper, buffer)
        places = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        return [self._glyph(info.codepoint, place) for info, place in places]

    def _glyph(self, number, place):
        if number not in self._outlines:
            self._outlines[number] = self._outline(number)
        return [
            round(it * self._scale) for it in (place.x_advance, place.x_offset, place.y_offset)
        ], self._outlines[number]

    def _outline(self, number):
        pen = DecomposingRecordingPen(self._glyphs)
        self._glyphs[self._font.getGlyphName(number)].draw(pen)
        return [
            round(value * self._scale)
            for _, points in pen.value
            for point in points
            if point
            for value in point
        ]


@cache
def whole(name):
    """A face as it stands in `fonts/`; several languages are set in one."""
    return Drawer((ROOT / "fonts" / f"{name}.ttf").read_bytes())


HEADINGS = re.compile(r"<h[1-3]\b[^>]*>.*?</h[1-3]>", re.DOTALL)


@pytest.mark.parametrize("language", LANGUAGES)
def test_cut_fonts_draw_as_whole_ones_do(dist, language):
    """Shaped by HarfBuzz: the same glyphs at the same places, with the same outlines."""
    body = path(dist, language).read_text(encoding="utf-8").partition("<body")[2]
    assert compared(dist, language, HEADINGS.sub("", body), 400, f"{FACES[language]}-Regular") > 20


@pytest.mark.parametrize("language", [*TITLES, "ur"])
def test_cut_fonts_draw_headings_as_whole_ones_do(dist, language):
    face = f"{TITLES[language]}-SemiBold" if language in TITLES else f"{FACES[language]}-Bold"
    body = path(dist, language).read_text(encoding="utf-8").partition("<body")[2]
    assert compared(dist, language, " ".join(HEADINGS.findall(body)), 700, face) > 5


def compared(dist, language, body, weight, file):
    """Compares a page's texts in a language's own face, cut and whole; gives how many there are."""
    fonts = embedded(path(dist, language).read_text(encoding="utf-8"))
    name = file.rpartition("/")[2].rpartition("-")[0]
    family = next(family for family, _ in fonts if squeezed(family) == squeezed(name))
    small, face = Drawer(fonts[family, weight]), whole(file)
    texts = {text for text in pieces(body) if text and {ord(it) for it in text} <= small.characters}
    for text in sorted(texts):
        assert alike(small.draw(text, language), face.draw(text, language)), text
    return len(texts)


def pieces(body):
    """The texts of a page, whole and by words."""
    for text in re.findall(r">([^<>]+)<", body):
        yield from (text.strip(), *text.split())


NAMES = {
    "ko": "한국어", "th": "ไทย", "lo": "ລາວ", "km": "ភាសាខ្មែរ", "my": "မြန်မာဘာသာ", "ne": "नेपाली", "hi": "हिन्दी", "bn": "বাংলা",
    "si": "සිංහල", "ta": "தமிழ்", "ar": "العربية", "ckb": "کوردیی ناوەندی", "ps": "پښتو", "am": "አማርኛ", "ti": "ትግርኛ",
    "zh-Hans": "简体中文",
}  # fmt: skip


@pytest.mark.parametrize("language", NAMES)
def test_the_merged_font_draws_names_as_their_own_faces_do(dist, language):
    name = NAMES[language]
    html = path(dist, "en").read_text(encoding="utf-8")
    assert f">{name}<" in html
    assert alike(
        Drawer(embedded(html)["Other scripts", 400]).draw(name, language),
        whole(f"{FACES[language]}-Regular").draw(name, language),
    )


def alike(ones, others):
    """Whether glyphs are the same but for the rounding of units, four thousandths of the em at
    most.
    """

    def near(numbers, more):
        return len(numbers) == len(more) and all(
            abs(a - b) <= 4 for a, b in zip(numbers, more, strict=True)
        )

    return len(ones) == len(others) and all(
        near(one[0], other[0]) and near(one[1], other[1])
        for one, other in zip(ones, others, strict=True)
    )


def squeezed(name):
    return name.replace(" ", "").casefold()

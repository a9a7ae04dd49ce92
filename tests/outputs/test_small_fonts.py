"""Web fonts that are scaled, merged and packed as bytes draw as the ones did that they were made
from, read back by fontTools and HarfBuzz.
"""

from io import BytesIO
from itertools import product

import pytest
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import flagOverlapSimple

from laureate_print.outputs.small_fonts import can_be_merged, merged, packed, read, scaled
from tests.outputs.web.test_fonts import Drawer, alike

NAMES = "abcdefgh"
MARKS = ("m", "n")
# Each kind of lookup; where features are off by default, under the name of one that is on.
RULES = """
languagesystem DFLT dflt;
languagesystem latn dflt;
languagesystem latn TRK;
lookup swap { sub d by e; sub a by f; } swap;
lookup low { pos [a d e f g] <0 -33 0 0>; } low;
feature ccmp { sub c by a m; } ccmp;
feature liga { sub a b by ab; lookupflag UseMarkFilteringSet [n]; sub b h by ba; } liga;
feature clig { sub g from [d e]; } clig;
feature calt {
  lookup one { sub d' lookup swap d h; sub d' lookup swap f g; sub a' lookup swap a b; } one;
  lookup two { BY_CLASSES_AROUND } two;
  lookup three { sub [g h] [a d]' lookup swap [e h]; } three;
} calt;
feature rlig {
  lookup four { sub d' lookup swap e' b'; sub d' lookup swap g' b'; sub a' lookup swap e' h'; } four;
  lookup five { BY_CLASSES } five;
  lookup six { sub [f h]' [a d]' lookup swap [a h]'; } six;
} rlig;
feature dist {
  pos h' g' lookup low;
  pos b [d e]' lookup low a;
} dist;
feature rclt { rsub e' h by g; } rclt;
feature kern {
  pos a d -50;
  pos f h <5 -7 20 0>;
  pos [e f] [a b] -31;
  pos h 40; pos [b g] <3 0 0 0>; pos c 77;
  lookupflag IgnoreMarks;
} kern;
feature curs { pos cursive f <anchor 12 24> <anchor 300 48>; } curs;
markClass m <anchor 103 505> @TOP;
markClass n <anchor 51 -9> @LOW;
feature mark {
  pos base [a d] <anchor 203 601> mark @TOP <anchor 207 -13> mark @LOW;
  pos ligature ab <anchor 90 611> mark @TOP ligComponent <anchor 391 613> mark @TOP;
} mark;
feature mkmk { markClass m <anchor 5 702> @AGAIN; pos mark m <anchor 99 777> mark @AGAIN; } mkmk;
"""
CLASSES = ("[e f]", "[b g]", "[h n]")
THREE = [*product(CLASSES, CLASSES, (*CLASSES, "c"))]  # so many that they are written by classes
RULES = RULES.replace(
    "BY_CLASSES_AROUND",
    "".join(f"sub {one} {two} [a d]' lookup swap {more};" for one, two, more in THREE),
).replace(
    "BY_CLASSES",
    "".join(f"sub {one}' [a d]' lookup swap {two}' {more}';" for one, two, more in THREE),
)


def drawn(pen, number, units):
    """An outline with steps of every size, and curves."""
    pen.moveTo((number * 7 + 40, 0))
    pen.lineTo((number * 7 + 40, units // 2 + number))
    pen.qCurveTo((units * 2, units), (units * 9, units - 3), (units // 3, -units * 5))
    pen.closePath()
    pen.moveTo((0, 0))
    pen.lineTo((33, 20 - number))
    pen.lineTo((300, 90))
    pen.closePath()


def made(first, units, rules=RULES):
    """A font whose letters and marks begin at a code point."""
    names = [".notdef", *NAMES, *MARKS, "ab", "ba"]
    builder = FontBuilder(units, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({first + place: name for place, name in enumerate((*NAMES, *MARKS))})
    glyphs = {}
    for number, name in enumerate(names):
        pen = TTGlyphPen(glyphs)
        if name == "ba":  # of parts, one of them turned
            pen.addComponent("b", (1, 0, 0, 1, 300, 7))
            pen.addComponent("a", (0, -1, 1, 0, -5, 4))
        elif name != ".notdef":
            drawn(pen, number, units)
        glyphs[name] = pen.glyph()
    glyphs["e"].flags[0] |= flagOverlapSimple
    builder.setupGlyf(glyphs)
    widths = {name: (0 if name in MARKS else units // 2 + 3 * len(name), 0) for name in names}
    edges = {name: getattr(builder.font["glyf"][name], "xMin", 0) for name in names}
    beside = {"d": -12, "ba": 5}  # a glyph stands where its side bearing says
    metrics = {it: (widths[it][0], edges[it] + beside.get(it, 0)) for it in names}
    builder.setupHorizontalMetrics(metrics)
    builder.setupHorizontalHeader(ascent=units, descent=-units // 4)
    builder.setupNameTable({})
    builder.setupOS2()
    builder.setupPost(keepGlyphNames=False)
    addOpenTypeFeaturesFromString(builder.font, rules)
    return saved(builder.font)


def saved(font):
    content = BytesIO()
    font.save(content)
    return content.getvalue()


def texts(first):
    """Every three of its letters and marks, and every four of some."""
    every = (*product(range(10), repeat=3), *product(map(NAMES.index, "abdfg"), repeat=4))
    return ["".join(chr(first + it) for it in places) for places in every]


LATIN, MORE = ord("a"), ord("q")


def test_merged_fonts_draw_as_each_by_itself():
    wholes = {LATIN: made(LATIN, 1000), MORE: made(MORE, 2000)}
    fonts = [scaled(read(content), 500) for content in wholes.values()]
    assert all(can_be_merged(font, 500) for font in fonts)
    one = Drawer(packed(merged(fonts)))
    for first, content in wholes.items():
        whole = Drawer(content)
        for text in texts(first):
            assert alike(one.draw(text, "tr"), whole.draw(text, "tr")), text


def test_a_packed_font_keeps_what_its_outlines_say():
    before = TTFont(BytesIO(made(LATIN, 500)))
    after = TTFont(BytesIO(packed(scaled(read(saved(before)), 500))))
    names = dict(zip(before.getGlyphOrder(), after.getGlyphOrder(), strict=True))
    for name, other in names.items():
        assert after["hmtx"][other] == before["hmtx"][name]
        one, more = before["glyf"][name], after["glyf"][other]
        assert one.numberOfContours == more.numberOfContours
        if one.numberOfContours > 0:
            assert one.getCoordinates(None)[0] == more.getCoordinates(None)[0]
            assert one.flags[0] & flagOverlapSimple == more.flags[0] & flagOverlapSimple


def test_what_is_not_known_stays_as_it_was():
    required = "feature liga { script latn; language TRK required; sub a b by ab; } liga;"
    fonts = [scaled(read(made(first, 1000, required)), 500) for first in (LATIN, MORE)]
    with pytest.raises(ValueError, match="requires a feature"):
        merged(fonts)
    # A coverage of one glyph, the second, has the bytes of this anchor.
    shared = (
        "markClass m <anchor 1 2> @TOP; feature mark { pos base b <anchor 9 9> mark @TOP; } mark;"
    )
    font = read(made(LATIN, 1000, shared))
    assert scaled(font, 500) is font
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "a"])
    builder.setupCharacterMap({LATIN: "a"})
    pen = T2CharStringPen(500, None)
    pen.moveTo((10, 10))
    pen.lineTo((200, 510))
    pen.closePath()
    outline = pen.getCharString()
    builder.setupCFF("A", {}, {".notdef": outline, "a": outline}, {})
    builder.setupHorizontalMetrics({".notdef": (500, 10), "a": (500, 10)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({})
    builder.setupOS2()
    builder.setupPost(keepGlyphNames=False)
    content = saved(builder.font)
    font = scaled(read(content), 500)
    assert not can_be_merged(font, 500)
    assert Drawer(packed(font)).draw("a", "en") == Drawer(content).draw("a", "en")

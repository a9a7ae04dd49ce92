"""The encodings of simple fonts that have a name, as texts by code (ISO 32000-1, annex D)."""

from __future__ import annotations

from functools import cache

from laureate_print.pdf_reader.font_programs import standard

# Runs of characters from a first code on. No library that we stand on has these three; PDFs that
# name them bring no table of their own. What Unicode has no character for is Adobe's private use.
_SYMBOL = {
    0x20: (
        " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧ\u2206ΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥς\u2126ΞΨΖ[∴]⊥_"
        "\uf8e5αβχδεφγηιϕκλ\u00b5νοπθρστυϖωξψζ{|}∼"
    ),
    0xA0: (
        "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…\uf8e6\uf8e7↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇\uf6da\uf6d9\uf6db∏"
        "√⋅¬∧∨⇔⇐⇑⇒⇓◊〈\uf8e8\uf8e9\uf8ea∑\uf8eb\uf8ec\uf8ed\uf8ee\uf8ef\uf8f0\uf8f1\uf8f2"
        "\uf8f3\uf8f4"
    ),
    0xF1: "〉∫⌠\uf8f5⌡\uf8f6\uf8f7\uf8f8\uf8f9\uf8fa\uf8fb\uf8fc\uf8fd\uf8fe",
}
_ZAPF_DINGBATS = {
    0x20: (
        " ✁✂✃✄☎✆✇✈✉☛☞✌✍✎✏✐✑✒✓✔✕✖✗✘✙✚✛✜✝✞✟✠✡✢✣✤✥✦✧★✩✪✫✬✭✮✯✰✱✲✳✴✵✶✷✸✹✺✻✼✽✾✿❀❁❂❃❄❅❆❇❈❉❊❋●❍■"
        "❏❐❑❒▲▼◆❖◗❘❙❚❛❜❝❞"
    ),
    0x80: "❨❩❪❫❬❭❮❯❰❱❲❳❴❵",
    0xA1: "❡❢❣❤❥❦❧♣♦♥♠①②③④⑤⑥⑦⑧⑨⑩❶❷❸❹❺❻❼❽❾❿➀➁➂➃➄➅➆➇➈➉➊➋➌➍➎➏➐➑➒➓➔→↔↕➘➙➚➛➜➝➞➟➠➡➢➣➤➥➦➧➨➩➪➫➬➭➮➯",
    0xF1: "➱➲➳➴➵➶➷➸➹➺➻➼➽➾",
}
_MAC_EXPERT = {
    0x20: (
        " \uf721\uf6f8\uf7a2\uf724\uf6e4\uf726\uf7b4⁽⁾‥․,-.⁄\uf730\uf731\uf732\uf733"
        "\uf734\uf735\uf736\uf737\uf738\uf739:;"
    ),
    0x3D: "\uf6de",
    0x3F: "\uf73f",
    0x44: "\uf7f0",
    0x47: "¼½¾⅛⅜⅝⅞⅓⅔",
    0x56: "ﬀﬁﬂﬃﬄ₍",
    0x5D: (
        "₎\uf6f6\uf6e5\uf760\uf761\uf762\uf763\uf764\uf765\uf766\uf767\uf768\uf769\uf76a"
        "\uf76b\uf76c\uf76d\uf76e\uf76f\uf770\uf771\uf772\uf773\uf774\uf775\uf776\uf777"
        "\uf778\uf779\uf77a₡\uf6dc\uf6dd\uf6fe"
    ),
    0x81: "\uf6e9\uf6e0",
    0x87: (
        "\uf7e1\uf7e0\uf7e2\uf7e4\uf7e3\uf7e5\uf7e7\uf7e9\uf7e8\uf7ea\uf7eb\uf7ed\uf7ec"
        "\uf7ee\uf7ef\uf7f1\uf7f3\uf7f2\uf7f4\uf7f6\uf7f5\uf7fa\uf7f9\uf7fb\uf7fc"
    ),
    0xA1: "⁸₄₃₆₈₇\uf6fd",
    0xA9: "\uf6df₂",
    0xAC: "\uf7a8",
    0xAE: "\uf6f5\uf6f0₅",
    0xB2: "\uf6e1\uf6e7\uf7fd",
    0xB6: "\uf6e3",
    0xB9: "\uf7fe",
    0xBB: "₉₀\uf6ff\uf7e6\uf7f8\uf7bf₁\uf6f9",
    0xC9: "\uf7b8",
    0xCF: "\uf6fa‒\uf6e6",
    0xD6: "\uf7a1",
    0xD8: "\uf7ff",
    0xDA: "¹²³⁴⁵⁶⁷⁹⁰",
    0xE4: "\uf6ec\uf6f1\uf6f3",
    0xE9: "\uf6ed\uf6f2\uf6eb",
    0xF1: "\uf6ee\uf6fb\uf6f4\uf7af\uf6eaⁿ\uf6ef\uf6e2\uf6e8\uf6f7\uf6fc",
}
_COLUMNS = {"MacRomanEncoding": 2, "WinAnsiEncoding": 3}  # of pdfminer's table of Latin letters
_RUNS = {"Symbol": _SYMBOL, "ZapfDingbats": _ZAPF_DINGBATS, "MacExpertEncoding": _MAC_EXPERT}
_BULLET = "•"  # what WinAnsiEncoding has where Windows has nothing


@cache
def encoding(name: str) -> dict[int, str]:
    """Gives the text of each code of a named encoding; StandardEncoding for a name that is none.

    Besides those of the standard, `Symbol` and `ZapfDingbats` are the encodings inside these fonts.
    """
    if name in _RUNS:
        runs = _RUNS[name].items()
        return {first + i: letter for first, run in runs for i, letter in enumerate(run)}
    if name not in _COLUMNS:
        return {code: of_glyph(glyph) for code, glyph in standard().items()}
    from pdfminer.latin_enc import ENCODING

    column = _COLUMNS[name]
    rows = ((row[column], row[0]) for row in ENCODING)
    texts = {code: of_glyph(glyph) for code, glyph in rows if isinstance(code, int)}
    if name == "WinAnsiEncoding":
        texts = dict.fromkeys(range(0x7F, 0x100), _BULLET) | texts | {0xA0: "\xa0", 0xAD: "-"}
    return texts


def of_glyph(name: str, *, dingbats: bool = False) -> str:
    """Gives the text of a glyph name by Adobe's list and rules; nothing where they give none."""
    from fontTools.agl import toUnicode

    return str(toUnicode(name, isZapfDingbats=dingbats))

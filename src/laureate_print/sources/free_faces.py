"""Which free faces (SIL Open Font License 1.1) have a character that no bundled face draws.

The names are those of the Noto families, which Google Fonts gives away by script, and of a few
others where these have gaps.
"""

from __future__ import annotations

from collections.abc import Iterable

WHERE = "fonts.google.com/noto"

# Scripts (ISO 15924) that have a family "Noto Sans" with the name that Unicode gives them; of those
# in the second row there is "Noto Serif" alone.
_SANS = (
    "Adlm Aghb Avst Bali Bamu Bass Batk Beng Bhks Brah Bugi Buhd Cakm Cari Cham Cher Chrs Copt"
    " Cpmn Cprt Deva Dsrt Dupl Elba Elym Ethi Geor Glag Gong Gonm Goth Gran Gujr Guru Hano Hatr"
    " Hebr Java Kali Kawi Khar Khmr Khoj Knda Kthi Laoo Lepc Limb Lina Linb Lyci Lydi Mahj Mand"
    " Mani Marc Medf Mlym Modi Mong Mroo Mult Mymr Nand Newa Nshu Ogam Orya Osge Osma Palm Pauc"
    " Phnx Rjng Rohg Runr Samr Saur Shaw Shrd Sidd Sind Sinh Sogd Sora Soyo Sund Sylo Syrc Tagb"
    " Takr Tale Talu Taml Tavt Telu Tfng Tglg Thaa Thai Tirh Tnsa Ugar Vaii Wara Wcho Zanb"
)
_SERIF = "Ahom Diak Dogr Kits Maka Ougr Tang Tibt Toto Vith Yezi"
_OTHERS = {
    "Arab": ("Noto Naskh Arabic", "Amiri", "Scheherazade New"),
    "Armi": ("Noto Sans Imperial Aramaic",),
    "Armn": ("Noto Sans Armenian", "Noto Serif Armenian"),
    "Bopo": ("Noto Sans TC",),
    "Cans": ("Noto Sans Canadian Aboriginal",),
    "Cyrl": ("Noto Sans", "Noto Serif"),
    "Egyp": ("Noto Sans Egyptian Hieroglyphs",),
    "Grek": ("Noto Sans", "Noto Serif"),
    "Hang": ("Noto Sans KR",),
    "Hira": ("Noto Sans JP", "Noto Serif Hentaigana"),
    "Hluw": ("Noto Sans Anatolian Hieroglyphs",),
    "Hmnp": ("Noto Serif NP Hmong",),
    "Hung": ("Noto Sans Old Hungarian",),
    "Kana": ("Noto Sans JP", "Noto Serif Hentaigana"),
    "Lana": ("Noto Sans Tai Tham",),
    "Latn": ("Noto Sans", "Noto Serif"),
    "Lisu": ("Noto Sans Lisu",),
    "Mend": ("Noto Sans Mende Kikakui",),
    "Mtei": ("Noto Sans Meetei Mayek",),
    "Nagm": ("Noto Sans Nag Mundari",),
    "Nkoo": ("Noto Sans NKo",),
    "Olck": ("Noto Sans Ol Chiki",),
    "Phag": ("Noto Sans PhagsPa",),
    "Plrd": ("Noto Sans Miao",),
    "Sgnw": ("Noto Sans SignWriting",),
    "Xsux": ("Noto Sans Cuneiform",),
    "Yiii": ("Noto Sans Yi",),
}
# What belongs to many scripts, by block: first and last code point.
_SYMBOLS = (
    (0x2100, 0x214F, ("Noto Sans Symbols", "Noto Sans Math")),
    (0x2190, 0x22FF, ("Noto Sans Math", "Noto Sans Symbols")),
    (0x2300, 0x24FF, ("Noto Sans Symbols", "Noto Sans Symbols 2")),
    (0x2500, 0x27BF, ("Noto Sans Symbols 2", "Noto Emoji")),
    (0x27C0, 0x2AFF, ("Noto Sans Math", "Noto Sans Symbols 2")),
    (0x2B00, 0x2BFF, ("Noto Sans Symbols 2",)),
    (0x1D000, 0x1D24F, ("Noto Music",)),
    (0x1D400, 0x1D7FF, ("Noto Sans Math",)),
    (0x1F000, 0x1F0FF, ("Noto Sans Symbols 2",)),
    (0x1F100, 0x1F1E5, ("Noto Sans Symbols",)),
    (0x1F1E6, 0x1FAFF, ("Noto Emoji",)),
)
_HAN = ("Noto Sans JP", "Noto Sans SC", "Noto Sans TC")
_VARIANTS = ("Hanazono Mincho A",)  # of ideographs: sequences beyond Adobe-Japan1 (UTS #37)
_RARE_HAN = ("Plangothic",)  # beyond U+FFFF the others have a part alone


def free_faces(character: str) -> tuple[str, ...]:
    """Gives families that have a character, with the variation selector behind it; nothing where
    none is known.
    """
    from fontTools.unicodedata import script, script_name

    if len(character) > 1:
        return _VARIANTS
    code, written = ord(character), script(character)
    if written == "Hani":
        return _RARE_HAN if code > 0xFFFF else _HAN
    if written in _OTHERS:
        return _OTHERS[written]
    name = str(script_name(written)).replace("_", " ")
    if written in _SANS:
        return (f"Noto Sans {name}",)
    if written in _SERIF:
        return (f"Noto Serif {name}",)
    return next((faces for first, last, faces in _SYMBOLS if first <= code <= last), ())


def advice(characters: Iterable[str]) -> str:
    """Gives the words that name free faces for characters, each once; nothing where none is
    known.
    """
    names = dict.fromkeys(name for character in characters for name in free_faces(character))
    if not names:
        return ""
    where = f" ({WHERE})" if any(name.startswith("Noto ") for name in names) else ""
    return f"free faces (OFL) that have them: {', '.join([*names][:6])}{where}"

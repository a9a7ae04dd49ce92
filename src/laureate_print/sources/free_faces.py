"""Which free faces (SIL Open Font License 1.1) have a character that no bundled face draws.

They are the Noto families as Google Fonts gave them away in 2026, by script, and a few others where
these have gaps.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote_plus

WHERE = "fonts.google.com/noto"
LICENCE = "SIL Open Font License 1.1"

# Scripts (ISO 15924) of which there is a "Noto Sans", or a "Noto Serif", with the name that Unicode
# gives them; with + it has a bold, too.
_SANS = (
    "Adlm+ Aghb Armi Armn+ Avst Bali+ Bamu+ Bass+ Batk Beng+ Bhks Brah Bugi Buhd Cakm Cans+ Cari"
    " Cham+ Cher+ Chrs Copt Cpmn Cprt Deva+ Dsrt Dupl+ Egyp Elba Elym Ethi+ Geor+ Glag Gong+ Gonm"
    " Goth Gran Gujr+ Guru+ Hano Hatr Hebr+ Hluw Hmng Hung Ital Java+ Kali+ Kawi+ Khar Khmr+ Khoj"
    " Knda+ Kthi Lana+ Laoo+ Lepc Limb Lina Linb Lisu+ Lyci Lydi Mahj Mand Mani Marc Medf+ Mend"
    " Mlym+ Modi Mong Mroo Mtei+ Mult Mymr+ Nagm+ Nand Narb Nbat Newa Nshu Ogam Olck+ Orkh Orya+"
    " Osge Osma Palm Pauc Perm Phli Phlp Phnx Plrd Prti Rjng Rohg+ Runr Samr Sarb Saur Sgnw Shaw"
    " Shrd Sidd Sind Sinh+ Sogd Sogo Sora+ Soyo Sund+ Sunu Sylo Syrc+ Tagb Takr Tale Talu+ Taml+"
    " Tavt Telu+ Tfng Tglg Thaa+ Thai+ Tirh Tnsa+ Ugar Vaii Vith+ Wara Wcho Xpeo Xsux Yiii Zanb"
)
_SERIF = (
    "Ahom Armn+ Bali Beng+ Deva+ Diak Dogr Ethi+ Geor+ Gran Gujr+ Guru+ Hebr+ Khmr+ Khoj+ Kits"
    " Knda+ Laoo+ Maka Mlym+ Mymr+ Orya+ Ougr Sinh+ Taml+ Tang Telu+ Thai+ Tibt+ Todr Toto+ Vith+"
    " Yezi+"
)
# Scripts whose families have other names, or that others draw as well.
_OTHERS = {
    "Arab": "Noto Naskh Arabic+, Amiri+, Scheherazade New+",
    "Bopo": "Noto Sans TC+",
    "Brai": "Noto Sans Symbols 2",
    "Cyrl": "Noto Sans+, Noto Serif+",
    "Grek": "Noto Sans+, Noto Serif+",
    "Hang": "Noto Sans KR+, Noto Serif KR+",
    "Hira": "Noto Sans JP+, Noto Serif Hentaigana+",
    "Hmnp": "Noto Serif NP Hmong+",
    "Kana": "Noto Sans JP+, Noto Serif Hentaigana+",
    "Latn": "Noto Sans+, Noto Serif+",
    "Merc": "Noto Sans Meroitic",
    "Mero": "Noto Sans Meroitic",
    "Nkoo": "Noto Sans NKo",
    "Phag": "Noto Sans PhagsPa",
}
# What belongs to many scripts, by block: first and last code point.
_SYMBOLS = (
    (0x2100, 0x214F, "Noto Sans Symbols+, Noto Sans Math"),
    (0x2190, 0x22FF, "Noto Sans Math, Noto Sans Symbols+"),
    (0x2300, 0x24FF, "Noto Sans Symbols+, Noto Sans Symbols 2"),
    (0x2500, 0x27BF, "Noto Sans Symbols 2, Noto Emoji+"),
    (0x27C0, 0x2AFF, "Noto Sans Math, Noto Sans Symbols 2"),
    (0x2B00, 0x2BFF, "Noto Sans Symbols 2"),
    (0x1D000, 0x1D24F, "Noto Music"),
    (0x1D400, 0x1D7FF, "Noto Sans Math"),
    (0x1F000, 0x1F0FF, "Noto Sans Symbols 2"),
    (0x1F100, 0x1F1E5, "Noto Sans Symbols+"),
    (0x1F1E6, 0x1FAFF, "Noto Emoji+"),
)
_HAN = "Noto Sans JP+, Noto Sans SC+, Noto Sans TC+"
_VARIANTS = "Hanazono Mincho A"  # of ideographs: sequences beyond Adobe-Japan1 (UTS #37)
_RARE_HAN = "Plangothic"  # beyond U+FFFF the others have a part alone
_ELSEWHERE = {  # what Google Fonts does not have
    "Hanazono Mincho A": "https://fonts.jp/hanazono/",
    "Plangothic": "https://github.com/Fitzgerald-Porthmouth-Koenigsegg/Plangothic_Project",
}


@dataclass(frozen=True, slots=True)
class FreeFace:
    """A family that anybody may use, as its makers give it away."""

    family: str
    has_bold: bool

    @property
    def address(self) -> str:
        """Where it is found."""
        kind = "noto/specimen" if self.family.startswith("Noto ") else "specimen"
        there = f"https://fonts.google.com/{kind}/{quote_plus(self.family)}"
        return _ELSEWHERE.get(self.family, there)

    @property
    def folder(self) -> str:
        """The folder of `fonts/` that it goes into."""
        return self.family.lower().replace(" ", "-")

    @property
    def files(self) -> dict[str, str]:
        """Its files by the keys of `fonts.toml`."""
        name = self.family.replace(" ", "")
        weights = ["Regular", "Bold"] if self.has_bold else ["Regular"]
        return {weight.lower(): f"{name}-{weight}.ttf" for weight in weights}


def free_faces(character: str) -> tuple[FreeFace, ...]:
    """Gives families that have a character, with the variation selector behind it; nothing where
    none is known.
    """
    from fontTools.unicodedata import script

    if len(character) > 1:
        return _named(_VARIANTS)
    code, written = ord(character), script(character)
    if written == "Hani":
        return _named(_RARE_HAN if code > 0xFFFF else _HAN)
    if found := _of_script(written):
        return found
    return next((_named(faces) for first, last, faces in _SYMBOLS if first <= code <= last), ())


@lru_cache
def _of_script(script: str) -> tuple[FreeFace, ...]:
    from fontTools.unicodedata import script_name

    if script in _OTHERS:
        return _named(_OTHERS[script])
    name = str(script_name(script)).replace("_", " ")
    return tuple(
        FreeFace(f"Noto {kind} {name}", it.endswith("+"))
        for kind, known in (("Sans", _SANS), ("Serif", _SERIF))
        for it in known.split()
        if it.removesuffix("+") == script
    )


def _named(families: str) -> tuple[FreeFace, ...]:
    return tuple(FreeFace(it.removesuffix("+"), it.endswith("+")) for it in families.split(", "))


def advice(characters: Iterable[str]) -> str:
    """Gives the words that name free faces for characters, each once; nothing where none is
    known.
    """
    faces = dict.fromkeys(face.family for it in characters for face in free_faces(it)[:3])
    if not faces:
        return ""
    where = f" ({WHERE})" if any(name.startswith("Noto ") for name in faces) else ""
    return f"free faces (OFL) that have them: {', '.join([*faces][:6])}{where}"

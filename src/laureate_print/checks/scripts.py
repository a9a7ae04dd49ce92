"""Which script each word of a text is written in; what in it is no word of a language: addresses,
codes, names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

# E-mails, URLs, paths, file names, telephones, versions, COVID-19: runs of ASCII with a sign or a
# digit inside that no word has.
CODE = re.compile(r"(?<![!-~])[!-~]*(?:[@\\_0-9]|:/|[A-Za-z][/.][A-Za-z])[!-~]*")
# A word with a letter before it, as most languages have borrowed it: e-mail, X-ray, e-Gov.
_LETTERED = re.compile(r"(?<!\w)[A-Za-z]-[A-Za-z]+(?!\w)")
LABEL = re.compile(r"[^\w:]*[^\W\d_]+\s*[:：]")  # one word before an address: mail:
UNWRITTEN = re.compile("◆[^◆]*◆")  # what an author still has to write, as `new` marks it
SHARED = {"Zyyy", "Zinh"}  # characters that belong to many scripts
WITH_CAPITALS = {"Latn", "Cyrl", "Grek", "Armn", "Glag", "Dsrt", "Adlm"}
_MARK = 3  # letters of a unit or of a label of a list
_PARTICLE = 3  # letters that a small word between names has at most: de, of, van, für
_LONG_NAME = 6  # words; what is longer is a title or a sentence

# Letters of Latin, Cyrillic, Greek and Armenian that look like one of another of these.
_ALIKE = set(
    "AaBCcEeHhIiJjKMOoPpQSsTXxYyÄäËëÏïÖö"
    "АаВСсЕеНһІіЈјКМОоРрԚЅѕТХхУуЁёЇї"
    "ΑΒΕΖΗΙΚΜΝΟοΡρΤΥΧνόΌΆΈΉΊΎ"
    "ՕօՍոսհցզգ"
)
_MIXED = {"Latn", "Cyrl", "Grek", "Armn"}
_WORD = 3  # letters; shorter ones with a Greek one are symbols: μm, kΩ, ΔT


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters of one script (ISO 15924) with their marks."""

    text: str
    script: str

    @property
    def is_acronym(self) -> bool:
        """Whether it is all in capitals, which may stand in any language: JAR, UNHCR."""
        return self.text.isupper()

    @property
    def is_name(self) -> bool:
        """Whether it has a capital, as names do: Amnesty, iPhone."""
        return self.script in WITH_CAPITALS and any(map(str.isupper, self.text))


def words(text: str) -> list[Word]:
    """Gives the words of a text by script; addresses, codes, borrowed words and what is still to be
    written aside. A mark belongs to its letter.
    """
    for aside in (UNWRITTEN, CODE, _LETTERED):
        text = aside.sub(" ", text)
    return [word for joined in joined_words(text) for word in joined]


def joined_words(text: str) -> Iterator[list[Word]]:
    """Gives each run of letters and marks, parted where the script changes."""
    found: list[Word] = []
    begin, before = 0, ""
    for place, character in enumerate(text):
        kind, script = _kind(character)
        own = script if kind == "L" else before if kind == "M" else ""
        if own in SHARED:
            own = before or own
        if own == before:
            continue
        if before:
            found.append(Word(text[begin:place], before))
        if found and not own:
            yield found
            found = []
        begin, before = place, own
    if before:
        yield [*found, Word(text[begin:], before)]


@lru_cache(maxsize=4096)
def _kind(character: str) -> tuple[str, str]:
    """Gives the first letter of a character's general category, and its script."""
    from fontTools.unicodedata import script

    return unicodedata.category(character)[0], script(character)


def script_name(code: str) -> str:
    """Gives the name of a script, by its code of ISO 15924."""
    from fontTools.unicodedata import script_name

    return str(script_name(code)).replace("_", " ")


def is_foreign_name(foreign: list[Word]) -> bool:
    """Says whether words are a name, such as `Médecins Sans Frontières (MSF)`, or a mark such as
    `b` or `kg`, and no sentence.

    WCAG 2.2, 3.1.2, asks for the language of passages, and leaves names out.
    """
    if sum(len(word.text) for word in foreign) <= _MARK:
        return True
    plain = [word for word in foreign if not word.is_name and len(word.text) > _PARTICLE]
    return any(word.is_name for word in foreign) and not plain and len(foreign) <= _LONG_NAME


def disguised(word: list[Word], own: str) -> bool:
    """Says whether a word holds letters of another script that look like its own: no search finds
    it.

    What is joined on purpose passes: an acronym or a foreign name with an ending in the reader's
    `own` script (VIPов, iPhoneа, JARнинг), and symbols (μm, kΩ, ΔT).
    """
    scripts = {part.script for part in word}
    if len(word) < 2 or not scripts <= _MIXED:
        return False
    if "Grek" in scripts and sum(len(part.text) for part in word) < _WORD:
        return False
    base, ending = word[0], word[-1]
    if len(word) == 2 and ending.script == own and ending.text.islower() and len(base.text) > 1:
        return not (base.is_acronym or not _ALIKE.issuperset(base.text))
    return len(scripts) < len(word) or any(_ALIKE.issuperset(part.text) for part in word)

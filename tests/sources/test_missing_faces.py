"""A language whose script no face draws is told so at once, with the face that does and all that
has to be done; and what is told works.
"""

import re
import shutil
import tomllib

import pytest

from laureate_print.sources import load
from laureate_print.sources.fonts import fonts
from laureate_print.sources.missing_faces import missing_faces
from tests.conftest import ROOT

# Of living scripts the one language that CLDR knows, and the family that draws it.
WORLD = {
    "bo": ("Tibetan", "Noto Serif Tibetan"),
    "ccp": ("Chakma", "Noto Sans Chakma"),
    "chr": ("Cherokee", "Noto Sans Cherokee"),
    "dv": ("Thaana", "Noto Sans Thaana"),
    "ff-Adlm": ("Adlam", "Noto Sans Adlam"),
    "gu": ("Gujarati", "Noto Sans Gujarati"),
    "hnj-Hmnp": ("Nyiakeng Puachue Hmong", "Noto Serif NP Hmong"),
    "ii": ("Yi", "Noto Sans Yi"),
    "iu": ("Unified Canadian Aboriginal Syllabics", "Noto Sans Canadian Aboriginal"),
    "jv-Java": ("Javanese", "Noto Sans Javanese"),
    "mn-Mong": ("Mongolian", "Noto Sans Mongolian"),
    "mni-Mtei": ("Meitei Mayek", "Noto Sans Meetei Mayek"),
    "nqo": ("N’Ko", "Noto Sans NKo"),
    "osa": ("Osage", "Noto Sans Osage"),
    "rhg-Rohg": ("Hanifi", "Noto Sans Hanifi Rohingya"),
    "sat": ("Ol Chiki", "Noto Sans Ol Chiki"),
    "su-Sund": ("Sundanese", "Noto Sans Sundanese"),
    "syr": ("Syriac", "Noto Sans Syriac"),
    "vai": ("Vai", "Noto Sans Vai"),
    "zgh": ("Tifinagh", "Noto Sans Tifinagh"),
}
SOURCES = load(ROOT)


@pytest.mark.parametrize("tag", WORLD)
def test_a_script_without_a_face_is_named_with_one_that_has_it(tag):
    script, family = WORLD[tag]

    told = "\n".join(missing_faces(SOURCES, tag))

    [first, *_] = told.splitlines()
    assert first.startswith(f"no face of '{tag}' draws {script}, in which it is written: '")
    assert f"https://fonts.google.com/noto/specimen/{family.replace(' ', '+')}\n" in told
    lines = tomllib.loads(lines_of(told))
    assert [*lines["faces"]] == [family]
    assert [it["text"] for it in lines["stacks"].values()] == [[family]]
    assert ("columns from top to bottom" in told) == (tag == "mn-Mong")


def test_what_is_drawn_needs_no_words():
    for tag in ("am", "ar", "el", "he", "hy", "ja", "ka", "km", "my", "th", "uk", "ur"):
        assert [*missing_faces(SOURCES, tag)] == []


def test_single_letters_get_a_face_behind_what_there_is():
    told = "\n".join(missing_faces(SOURCES, "sah"))

    assert "no face of 'sah' draws 2 of its letters: 'ҕ' (U+0495 " in told
    stack = tomllib.loads(lines_of(told))["stacks"]["sah"]["text"]
    assert (stack[0], stack[-1]) == ("Source Sans 3", "Noto Sans")


def test_the_lines_are_those_that_a_project_needs(project):
    told = "\n".join(missing_faces(load(project), "ff-Adlm"))
    lines = lines_of(told)
    [entry] = tomllib.loads(lines)["faces"].values()
    folder = project / "fonts" / entry["folder"]
    folder.mkdir(parents=True)
    other = ROOT / "fonts/noto-sans-georgian"  # a face whatever: what is looked at is the place
    for name in ("regular", "bold"):
        assert entry[name] in told.partition("[faces")[0]
        shutil.copy(next(other.glob("*.ttf")), folder / entry[name])
    shutil.copy(other / "OFL.txt", folder)
    (project / "fonts/fonts.toml").write_text(lines)

    assert fonts(load(project)).stack("ff-Adlm", "text")[0] == "Noto Sans Adlam"


def lines_of(told):
    """The lines for fonts.toml."""
    return re.search(r"\n(\[faces.*?\ntext = [^\n]*\n)", told, re.DOTALL)[1]

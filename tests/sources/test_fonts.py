"""The faces: licensed, embeddable, complete for the languages that they set, and cut without losing
shape.
"""

import json
import unicodedata
from functools import cache
from io import BytesIO

import pytest
import uharfbuzz
from fontTools.ttLib import TTFont

from laureate_print.sources import load
from laureate_print.sources.catalogs import INTERFACE, catalog
from laureate_print.sources.fonts import coverage, cut, declarations, fonts, undrawn
from laureate_print.sources.free_faces import free_faces
from laureate_print.sources.languages import alphabet
from tests.conftest import DOCUMENT, LANGUAGES, ROOT

PROJECT = load(ROOT)
BOOK = fonts(PROJECT)
# Main exemplar characters, punctuation and digits (CLDR); where from stands in the file.
EXEMPLARS = json.loads((ROOT / "tests" / "sources" / "exemplars.json").read_text(encoding="utf-8"))[
    "languages"
]
FACES = [face for family in BOOK.faces.values() for face in family]

each_face = pytest.mark.parametrize(
    "face", FACES, ids=lambda face: face.file.path.rpartition("/")[2]
)


@each_face
def test_embedding_is_permitted(face):
    assert TTFont(BytesIO(face.file.content), lazy=True)["OS/2"].fsType == 0


@each_face
def test_licence_stands_beside_the_face(face):
    assert "SIL Open Font License" in (ROOT / face.file.path).with_name("OFL.txt").read_text(
        encoding="utf-8"
    )


@each_face
def test_version_is_the_one_written_down(face):
    revision = TTFont(BytesIO(face.file.content), lazy=True)["head"].fontRevision

    assert float(face.version) == pytest.approx(revision, abs=0.002)


def test_every_font_file_is_in_the_list():
    assert {ROOT / face.file.path for face in FACES} == set((ROOT / "fonts").glob("*/*.ttf"))


@cache
def covered(families):
    """The code points that the first faces of some families draw."""
    return frozenset().union(*(coverage(BOOK.faces[family][0]) for family in families))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ["text", "display"])
def test_stack_draws_all_that_the_catalogs_say(language, role):
    drawn = covered(BOOK.stack(language, role))
    words = "".join(
        message.text
        for name in (DOCUMENT, INTERFACE)
        for message in catalog(PROJECT, name, language).messages.values()
    )

    assert {character for character in words if ord(character) not in drawn} == set()


def test_japanese_block_has_its_face_in_every_language():
    for language in LANGUAGES:
        assert BOOK.stack("ja", "text")[0] == "BIZ UDPGothic"
        assert "BIZ UDPGothic" in BOOK.families(language)


def test_what_is_regular_is_set_in_a_regular_weight():
    """The text's, where the face for display has none: no bold citation."""
    roles = {
        language: BOOK.regular(language) for language in ("ja", "en", "ar", "zh-Hans", "th", "ur")
    }
    assert roles == {"ja": "display", "en": "display", "ar": "display"} | {
        "zh-Hans": "text",
        "th": "text",
        "ur": "display",
    }
    assert declarations(BOOK, "th")["--display-regular"] == "var(--text)"


def test_nawa_of_okinawa_is_why_the_block_needs_a_japanese_face():
    assert ord("縄") not in coverage(BOOK.faces["Noto Sans TC"][0])
    assert ord("縄") in coverage(BOOK.faces["BIZ UDPGothic"][0])


def test_cut_face_keeps_glyphs_and_widths():
    face = BOOK.faces["BIZ UDPGothic"][0]
    whole, small = TTFont(BytesIO(face.file.content)), TTFont(BytesIO(cut(face, "沖縄県")))

    for character in "沖縄県":
        name, short = whole.getBestCmap()[ord(character)], small.getBestCmap()[ord(character)]
        assert whole["hmtx"][name] == small["hmtx"][short]
        assert whole["glyf"][name].numberOfContours == small["glyf"][short].numberOfContours
    assert len(cut(face, "沖縄県")) < len(face.file.content) / 50


@pytest.mark.parametrize("language", LANGUAGES)
def test_cut_faces_shape_text_as_whole_ones_do(language):
    words = [message.text for message in catalog(PROJECT, DOCUMENT, language).messages.values()]
    for family in (BOOK.stack(language, "text")[0], BOOK.stack(language, "display")[0]):
        for face in BOOK.faces[family]:
            small = cut(face, "".join(words))
            for text in words:
                assert shaped(small, text) == shaped(face.file.content, text)


def shaped(content, text):
    """Advance, offset and cluster of each glyph that HarfBuzz sets for a text."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(uharfbuzz.Font(uharfbuzz.Face(content)), buffer)
    places = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    return [
        (info.cluster, place.x_advance, place.x_offset, place.y_offset) for info, place in places
    ]


@pytest.mark.parametrize("role", ["text", "display"])
@pytest.mark.parametrize("kind", ["main", "punctuation", "digits"])
@pytest.mark.parametrize("language", EXEMPLARS)
def test_stack_draws_the_exemplar_characters_of_the_language(language, kind, role):
    drawn = covered(BOOK.stack(language, role))
    missing = [letter for letter in EXEMPLARS[language][kind] if ord(letter) not in drawn]

    assert [
        letter for letter in missing if unicodedata.category(letter) != "Cf"
    ] == []  # those draw nothing


def test_what_a_language_needs_at_least_is_known_before_it_has_words():
    for language in EXEMPLARS:
        assert undrawn(BOOK, language, alphabet(language)) == []
    javanese = undrawn(BOOK, "jv-Java", alphabet("jv-Java"))  # CLDR writes it in Latin letters
    assert javanese[0] == "ꦄ"
    assert [it.family for it in free_faces(javanese[0])] == ["Noto Sans Javanese"]
    missing = undrawn(BOOK, "dz", alphabet("dz"))
    assert {unicodedata.name(letter).split()[0] for letter in missing} == {"TIBETAN"}
    assert len(missing) > 40
    found = {letter: free_faces(letter) for letter in "ཀꯃ😀𠮷𝐀ۘ☎"}
    assert all(found.values())
    assert [found[it][0].family for it in "ཀꯃ"] == ["Noto Serif Tibetan", "Noto Sans Meetei Mayek"]


def test_a_stack_without_the_script_lacks_its_exemplar_characters():
    drawn = covered(BOOK.stack("en", "text"))

    assert {"el", "he", "hy", "ka", "yi"} == EXEMPLARS.keys() - set(LANGUAGES)
    assert len([letter for letter in EXEMPLARS["he"]["main"] if ord(letter) not in drawn]) == 27

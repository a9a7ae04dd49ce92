"""Font files as people have them: variable, in collections, with licences that forbid embedding."""

import re
import shutil
from io import BytesIO

import pytest
from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.tables.TupleVariation import TupleVariation

from laureate_print.errors import FontError
from laureate_print.model import SourceFile
from laureate_print.sources.font_files import opened
from tests.conftest import DOCUMENT, ROOT, run
from tests.pdf_engine.faces import with_bitmaps
from tests.readers.pdf import declared

ONE_MORE = ROOT / "tests" / "sources" / "one_more"
LETTERS = "אבגדהוזחטיכךלמםנןסעפףצץקרשת0123456789"
REGULAR, BOLD = (
    ROOT / f"fonts/noto-sans-hebrew/NotoSansHebrew-{name}.ttf" for name in ("Regular", "Bold")
)


def reduced(path, text=LETTERS):
    """A face with the outlines of some letters; those of the two weights fit each other."""
    font = TTFont(path)
    subsetter = subset.Subsetter(subset.Options(layout_features=[], glyph_names=True))
    subsetter.populate(text=text)
    subsetter.subset(font)
    return font


def saved(font):
    target = BytesIO()
    font.save(target)
    return target.getvalue()


def varying(axes=(("wght", 400, 400, 700, "Weight"),), text=LETTERS):
    """A variable face between the two weights, without the tables that make it quick."""
    light, heavy = reduced(REGULAR, text), reduced(BOLD, text)
    builder = FontBuilder(font=light)
    builder.setupFvar(list(axes), [])
    changes = {}
    for name in light.getGlyphOrder():
        here, there = (
            font["glyf"]._getCoordinatesAndControls(name, font["hmtx"].metrics)[0]
            for font in (light, heavy)
        )
        moved = [(x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in zip(here, there, strict=True)]
        changes[name] = [TupleVariation({axes[0][0]: (0, 1, 1)}, moved)]
    builder.setupGvar(changes)
    return saved(builder.font)


def collected(*paths):
    collection = TTCollection()
    collection.fonts = [TTFont(path) for path in paths]
    return saved(collection)


def file(content):
    return SourceFile("fonts/own/Own.ttf", content, "fonts/own/Own.ttf")


def drawn(content):
    """Outline and width of each letter."""
    font = TTFont(BytesIO(content))
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    found = {}
    for letter in LETTERS:
        pen = DecomposingRecordingPen(glyphs)
        glyphs[names[ord(letter)]].draw(pen)
        found[letter] = (pen.value, glyphs[names[ord(letter)]].width)
    return found


def test_a_variable_font_is_set_at_the_weight_that_is_asked_for():
    whole = file(varying())
    for weight, static in ((400, REGULAR), (700, BOLD), (900, BOLD)):
        instance = opened(whole, "", weight).content
        assert "fvar" not in TTFont(BytesIO(instance))
        assert drawn(instance) == drawn(static.read_bytes())
        assert opened(whole, "", weight).content == instance


def test_a_member_of_a_collection_is_found_by_name_and_by_place():
    whole = file(collected(REGULAR, BOLD))
    for member, static in (
        ("0", REGULAR),
        ("1", BOLD),
        ("NotoSansHebrew-Regular", REGULAR),
        ("NotoSansHebrew-Bold", BOLD),
    ):
        content = opened(whole, member, 400).content
        assert content[:4] == b"\0\1\0\0"
        assert drawn(content) == drawn(static.read_bytes())


def flagged(bits):
    font = TTFont(REGULAR)
    font["OS/2"].fsType = bits
    return saved(font)


def bitmaps():
    target = BytesIO()
    with_bitmaps(target, "ab")
    return target.getvalue()


def coloured():
    builder = FontBuilder(font=TTFont(REGULAR))
    layers = {name: [(name, 0)] for name in builder.font.getGlyphOrder()[1:2]}
    builder.setupCOLR(layers)
    builder.setupCPAL([[(1, 0, 0, 1)]])
    return saved(builder.font)


@pytest.mark.parametrize("bits", [0x0000, 0x0004, 0x0008, 0x0006])
def test_what_may_be_embedded_passes_as_it_is(bits):
    content = flagged(bits)
    assert opened(file(content), "", 400).content == content


@pytest.mark.parametrize(
    ("content", "member", "answer"),
    [
        (lambda: flagged(0x0002), "", "restricted license embedding, 0x0002.*SIL Open Font"),
        (lambda: flagged(0x0104), "", "no subsetting, 0x0100"),
        (lambda: flagged(0x0200), "", "bitmap embedding only, 0x0200"),
        (lambda: varying([("wdth", 100, 100, 125, "Width")]), "", "varies, but not in weight"),
        (lambda: collected(REGULAR, BOLD), "", "collection of 2 faces.*#NotoSansHebrew-Regular"),
        (lambda: collected(REGULAR, BOLD), "2", "collection of 2 faces; say which"),
        (lambda: collected(REGULAR)[:900], "0", "its tables cannot be read; take another copy"),
        (lambda: b"ttcf\0\1\0\0\0\0\0\0", "0", "its tables cannot be read; take another copy"),
        (bitmaps, "", r"no outlines, only bitmaps \(table EBDT\); .*Noto Emoji"),
        (coloured, "", r"pictures in colours \(table COLR\); .*Noto Emoji"),
        (REGULAR.read_bytes, "1", "is no collection: name it without '#1'"),
    ],
)
def test_what_cannot_be_embedded_is_refused_by_name(content, member, answer):
    with pytest.raises(FontError) as refused:
        opened(file(content()), member, 400)
    assert re.search(rf"^fonts/own/Own\.ttf .*{answer}", str(refused.value)) or re.search(
        rf"^fonts/own/Own\.ttf: {answer}", str(refused.value)
    )


@pytest.mark.java
def test_their_files_keep_all_that_they_declare(project, tmp_path):
    """Hebrew in a variable face, its titles in a member of a collection; veraPDF judges."""
    folder = project / "fonts" / "own"
    folder.mkdir(parents=True)
    (folder / "Varying.ttf").write_bytes(varying(text=LETTERS + " ().,-–—’"))
    (folder / "Both.ttc").write_bytes(collected(REGULAR, BOLD))
    (folder / "OFL.txt").write_bytes((ROOT / "fonts/noto-sans-hebrew/OFL.txt").read_bytes())
    (project / "fonts" / "fonts.toml").write_text(
        '[faces.Varying]\nfolder = "own"\nregular = "Varying.ttf"\nbold = "Varying.ttf"\n'
        '[faces.Collected]\nfolder = "own"\nbold = "Both.ttc#NotoSansHebrew-Bold"\n'
        '[stacks.Hebr]\ntext = ["Varying"]\ndisplay = ["Collected"]\n',
        encoding="utf-8",
    )
    shutil.copytree(ONE_MORE / "locales" / "he", project / "locales" / "he")
    done = run(
        "build", "-l", "he", "-t", "page", "-o", "pdf", "-o", "archive", "--out", tmp_path,
        project=project,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    files = sorted((tmp_path / DOCUMENT / "he").glob("*.pdf"))
    assert len(files) == 2
    for name, standards in declared(files).items():
        assert len(standards) > 1
        assert set(map(tuple, standards.values())) == {()}, name

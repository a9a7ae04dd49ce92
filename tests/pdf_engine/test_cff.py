"""Faces with CFF outlines, as Japanese print shops have them, are set as those with TrueType
outlines are: the same letters in every reader, the same picture.
"""

import re

import numpy as np
import pypdfium2
import pytest

from tests.conftest import ROOT
from tests.pdf_engine.faces import with_cff
from tests.pdf_engine.mended import page, set_pages
from tests.readers import pdf as readers

# A glyph each for U+0020 and U+00A0, for U+00C5 and U+212B: it stands for two texts.
LATIN = ROOT / "fonts/source-sans-3/SourceSans3-Regular.ttf", "tị Å\u212b tiếng\u00a0Việt", "vi"
# Marks above and below letters, which the engine raises.
ARABIC = ROOT / "fonts/vazirmatn/Vazirmatn-Regular.ttf", "السَّلامُ عَلَيْكُمْ", "ar"
KINDS = ("truetype", "cff", "cff keyed by CIDs")


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """A page of each text in each kind of face."""
    folder = tmp_path_factory.mktemp("faces")
    found = {}
    for source, text, language in (LATIN, ARABIC):
        for kind in KINDS:
            face = source if kind == "truetype" else folder / f"{language} {kind}"
            if kind != "truetype":
                with_cff(source, face, text, keyed=kind == KINDS[2])
            body = f"<p dir={'rtl' if language == 'ar' else 'ltr'}>{text}</p>"
            style = "p { font-size: 40px }"
            found[language, kind] = page(body, {"Face": face}, language, style)
    return found


@pytest.fixture(scope="module")
def made(tmp_path_factory, pages):
    return files(tmp_path_factory.mktemp("mended"), pages)


def files(folder, pages, mended=True):
    paths, errors = set_pages(folder, *pages.values(), mended=mended, pdf_variant="pdf/a-2a")
    assert errors == []
    return dict(zip(pages, paths, strict=True))


@pytest.mark.reader
@pytest.mark.parametrize("reader", readers.READERS)
@pytest.mark.parametrize("kind", KINDS[1:])
def test_a_glyph_that_stands_for_two_texts_is_read_as_each(made, kind, reader):
    read = reader(made["vi", kind]).strip()
    assert re.sub("\u00a0", " ", read) == re.sub("\u00a0", " ", LATIN[1])


@pytest.mark.reader
@pytest.mark.parametrize("kind", KINDS[1:])
@pytest.mark.parametrize("reader", readers.READERS)
def test_raised_marks_are_read_as_in_truetype(made, kind, reader):
    assert reader(made["ar", kind]) == reader(made["ar", "truetype"])


@pytest.mark.slow
@pytest.mark.parametrize("language", ["vi", "ar"])
@pytest.mark.parametrize("kind", KINDS[1:])
def test_the_picture_is_that_of_truetype(made, language, kind):
    drawn, expected = picture(made[language, kind]), picture(made[language, "truetype"])
    assert expected.min() < 50
    assert np.abs(drawn - expected).mean() < 0.05


@pytest.mark.java
def test_the_files_break_no_rule_that_the_raw_engine_keeps(made, pages, tmp_path):
    """veraPDF misses glyphs of some faces that are keyed by names, in files of the raw engine too;
    those that are keyed by CIDs it finds right in ours alone.
    """
    raw = files(tmp_path, pages, mended=False)
    _, broken = readers.verapdf([*made.values(), *raw.values()], "2a")

    for name, path in made.items():
        assert set(broken.get(str(path), ())) <= set(broken.get(str(raw[name]), ())), name
        assert name[1] == "cff" or str(path) not in broken
    assert str(raw["ar", KINDS[2]]) in broken


def picture(path):
    """The page in grey, at 144 dpi."""
    with pypdfium2.PdfDocument(path) as document:
        return document[0].render(scale=2, grayscale=True).to_numpy().astype(int).squeeze()

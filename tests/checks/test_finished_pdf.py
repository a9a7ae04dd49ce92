"""The checks that open the finished PDF again: a good file passes, the same file broken in one line
does not.
"""

import re
from io import BytesIO

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from laureate_print.build.render import finished as with_artifact
from laureate_print.checks import CHECKS, languages, pdf, text_layer, type_sizes
from tests.checks.conftest import findings_on, finished
from tests.editions import DOCUMENT_FILE
from tests.in_engine import page_of, written


@pytest.fixture(scope="module")
def good():
    return finished("pdf")


@pytest.fixture
def broken(good):
    """Breaks the file in one place; gives the findings of a check."""

    def break_it(check, mend):
        return findings_on(good, check, mend)

    return break_it


@pytest.mark.parametrize("check", CHECKS.artifact, ids=lambda check: check.__name__)
def test_a_good_file_passes(good, check):
    assert list(check(good)) == []


def elements(document, role):
    return [
        item
        for item in document.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == role
    ]


def fonts(document):
    return [
        item
        for item in document.objects
        if isinstance(item, pikepdf.Dictionary) and "/DescendantFonts" in item
    ]


def only(findings):
    [finding] = findings
    assert finding.severity == "error"
    return finding


def test_a_standard_that_is_not_declared_is_seen(broken):
    def mend(document):
        packet = document.Root.Metadata.read_bytes().replace(b"<pdfuaid:part>1</pdfuaid:part>", b"")
        document.Root.Metadata = document.make_stream(packet)

    assert "PDF/UA-1 is not declared" in only(broken(pdf.standards_are_declared, mend)).message


def test_a_wrong_language_is_seen(broken):
    def mend(document):
        document.Root.Lang = pikepdf.String("en")

    assert "its language is 'en'" in only(broken(pdf.standards_are_declared, mend)).message


def test_a_font_from_elsewhere_is_seen(broken):
    def mend(document):
        descriptor = fonts(document)[0].DescendantFonts[0].FontDescriptor
        font = TTFont(BytesIO(descriptor.FontFile2.read_bytes()))
        font["name"].setName("Arial", 6, 3, 1, 0x409)
        changed = BytesIO()
        font.save(changed)
        descriptor.FontFile2 = document.make_stream(changed.getvalue())

    assert "Arial" in only(broken(pdf.fonts_are_ours, mend)).message


def test_a_face_slanted_by_force_is_seen(broken):
    def mend(document):
        fonts(document)[0].BaseFont = pikepdf.Name(str(fonts(document)[0].BaseFont) + "-Oblique")

    assert "slanted by force" in only(broken(pdf.fonts_are_ours, mend)).message


def test_fonts_that_the_standards_do_not_permit_are_seen(broken):
    def mend(document):
        inner = [font.DescendantFonts[0] for font in fonts(document)]
        wider, forbidden, absent = inner[0], inner[1].FontDescriptor, inner[2].FontDescriptor
        place, widths = next(
            (i, item) for i, item in enumerate(wider.W) if isinstance(item, pikepdf.Array)
        )
        wider.W[place] = pikepdf.Array([int(width) + 5 for width in widths])
        program = TTFont(BytesIO(forbidden.FontFile2.read_bytes()))
        program["OS/2"].fsType = 2
        changed = BytesIO()
        program.save(changed)
        forbidden.FontFile2 = document.make_stream(changed.getvalue())
        del absent.FontFile2

    found = broken(pdf.fonts_keep_the_standards, mend)
    answer = "\n".join(finding.message for finding in found)
    assert "widths are not those of its program: the code" in answer
    assert "its licence flag forbids embedding (fsType 0x0002)" in answer
    assert "its program is not inside" in answer
    assert len(found) == 3


def test_a_glyph_without_text_is_seen(broken):
    def mend(document):
        font = next(font for font in fonts(document) if "BIZ" in str(font.BaseFont))
        lines = font.ToUnicode.read_bytes().split(b"\n")
        nawa = next(line for line in lines if line.endswith(b"<7e04>"))
        font.ToUnicode = document.make_stream(b"\n".join(line for line in lines if line != nawa))

    assert "1 glyphs of" in only(broken(pdf.every_glyph_has_text, mend)).message


def test_a_link_without_a_description_is_seen(broken):
    def mend(document):
        annotation = next(kid.Obj for kid in elements(document, "/Link")[0].K if "/Obj" in kid)
        annotation.Contents = pikepdf.String("")

    assert "has 1 annotations" in only(broken(pdf.links_are_described, mend)).message


def test_a_part_that_does_not_say_its_language_is_seen(broken, good):
    def mend(document):
        for element in elements(document, "/Div"):
            if "/Lang" in element:
                del element.Lang

    found = broken(languages.tagged_parts_say_their_language, mend)
    assert {finding.severity for finding in found} == {"error"}
    assert "but holds '沖縄県' in Han" in found[0].message
    assert found[0].where == f"dist/{good.job.path}"


def test_a_part_that_says_a_wrong_language_is_seen(broken):
    def mend(document):
        section = elements(document, "/Sect")[0]
        section.Lang = pikepdf.String("ja")

    assert (
        "says that it is 'ja'" in broken(languages.tagged_parts_say_their_language, mend)[0].message
    )


def actual_text(document, old, new):
    """Changes the text that a run of glyphs stands for."""
    for page in document.pages:
        instructions = list(pikepdf.parse_content_stream(page))
        for instruction in instructions:
            if str(instruction.operator) == "BDC" and old in str(
                instruction.operands[1].get("/ActualText", "")
            ):
                text = str(instruction.operands[1].ActualText).replace(old, new)
                instruction.operands[1].ActualText = pikepdf.String(text)
        page.Contents = document.make_stream(pikepdf.unparse_content_stream(instructions))


def test_type_that_is_too_small_is_seen(broken):
    """All letters made six tenths as large as they were, where they stand."""

    def mend(document):
        for page in document.pages:
            content = page.Contents.read_bytes()
            page.Contents.write(
                re.sub(
                    rb"(?<= )([\d.]+) Tf", lambda size: b"%.3f Tf" % (float(size[1]) * 0.6), content
                )
            )

    found = {it.message: it for it in broken(type_sizes.type_is_large_enough, mend)}
    assert {it.severity for it in found.values()} == {"error"}
    assert any(it.startswith("running text stands in 7.2 pt, and the floor is 8") for it in found)
    assert any(it.startswith("text that goes with the running text") for it in found)
    text = next(it for it in found.values() if it.message.startswith("running"))
    assert re.fullmatch(r"dist/.*page\.pdf: page 1, \d+ mm from the left, \d+ mm .*", text.where)
    assert "[smallest] text = " in text.hint


def test_an_address_that_does_not_read_back_is_seen(broken):
    finding = only(
        broken(
            pdf.address_reads_back, lambda document: actual_text(document, "沖縄県那覇市", "沖縄県")
        )
    )

    assert "〒900-8570" in finding.message
    assert finding.where == DOCUMENT_FILE


@pytest.mark.parametrize("check", [text_layer.text_reads_back, text_layer.tag_tree_gives_the_text])
def test_a_text_that_does_not_read_back_is_told_with_its_line_and_its_first_wrong_character(
    broken, good, check
):
    finding = only(
        broken(check, lambda document: actual_text(document, "Alto Comisionado", "Alto Comisario"))
    )

    message = next(
        message
        for message in good.catalogs[0].messages.values()
        if "Alto Comisionado" in message.text
    )
    assert finding.check == check.__name__
    assert finding.where == message.where
    assert "comes 'a' (U+0061) where 'i' (U+0069) was written" in finding.message


def test_a_phrase_that_no_search_finds_is_seen():
    context = page_of("page", "ckb", "pdf")
    [artifact] = written(context.page)
    good = with_artifact(context, artifact)

    found = findings_on(good, text_layer.phrases_are_found, lambda pdf: actual_text(pdf, " ", ""))

    assert list(text_layer.phrases_are_found(good)) == []
    assert list(text_layer.text_reads_back(good)) == []
    assert "a search for 'JAR بۆ' finds nothing" in "".join(each.message for each in found)
    assert any(each.where.startswith("locales/ckb/") for each in found)

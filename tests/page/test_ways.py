"""The way from paper to the web: where it leads, and the QR code that leads there."""

import dataclasses
import io
import random
import re

import pytest
import resvg_py
import zxingcpp
from PIL import Image

from laureate_print.build import jobs
from laureate_print.build.render import composed
from laureate_print.page.qr_code import qr_code
from laureate_print.sources import load
from tests.conftest import DOCUMENT, ROOT

SITE = "https://www.example.jp/prize"


def drawn(svg):
    """A code as pixels, ten for each module, by a renderer of others."""
    side = re.search(r'viewBox="0 0 (\d+)', svg)[1]
    told = re.sub(r'(width|height)="[^"]+"', rf'\1="{side}"', svg)
    picture = Image.open(io.BytesIO(resvg_py.svg_to_bytes(svg_string=told, zoom=10)))
    assert picture.size == (int(side) * 10, int(side) * 10)
    return picture


@pytest.mark.parametrize("length", [25, 84, 85, 300, 1000])
def test_a_code_of_any_length_is_read_and_no_module_gets_finer(length):
    address = f"{SITE}/{'x' * (length - len(SITE) - 1)}"
    svg = qr_code(address, 20)
    picture = drawn(svg).convert("L")
    [found] = zxingcpp.read_barcodes(picture)

    assert found.text == address and found.ec_level in ("M", "Q", "H")
    width, across = (
        float(re.search(it, svg)[1]) for it in (r'width="([\d.]+)', r'viewBox="0 0 (\d+)')
    )
    symbol = width * (across - 8) / across  # without its quiet zone
    assert symbol == pytest.approx(max(20, (across - 8) * 0.5), abs=0.01)
    assert svg.count("<path") == 2  # white, and all of its black
    quiet = picture.crop((0, 0, picture.width, round(picture.width * 3.9 / across)))
    assert quiet.getextrema() == (255, 255)


def test_the_outlines_are_those_of_the_modules_where_they_meet_at_corners_alone():
    import segno

    for seed in range(20):
        text = random.Random(seed).randbytes(9).hex()
        matrix = segno.make_qr(text, error="m").matrix
        side = len(matrix) + 8
        picture = drawn(qr_code(text, 20)).convert("L").resize((side, side), Image.Resampling.BOX)
        dark = [
            [picture.getpixel((x + 4, y + 4)) < 128 for x in range(side - 8)]
            for y in range(side - 8)
        ]
        assert dark == [[bool(it) for it in row] for row in matrix]


def composed_page(template="page", language="ja", output="pdf", **project):
    """A page of the announcement in a project with other settings, and what is said of it."""
    sources = load(ROOT)
    settings = dataclasses.replace(sources.project, **project)
    sources = dataclasses.replace(sources, project=settings, _remembered={})
    return composed(sources, jobs.job(sources, DOCUMENT, template, language, output))


def page(*asked, **project):
    return composed_page(*asked, **project)[0].page


def test_nothing_leads_anywhere_without_a_site_and_nothing_on_screens():
    assert 'class="way"' not in page().html
    assert 'class="way"' not in page("page", "ja", "html", site=SITE).html
    assert 'class="way"' not in page(site=SITE, templates={"page": ("pdf",)}).html


@pytest.mark.parametrize(
    ("project", "path", "call"),
    [
        ({}, "index.html", "あなたの言語で読めます"),
        ({"templates": {"page": ("html",)}}, "ja/page.html", "あなたの言語で読めます"),
        ({"languages": ("ja",)}, "ja/page.html", "ウェブで読めます"),
    ],
)
def test_a_sheet_leads_to_the_list_of_languages_or_to_the_page(project, path, call):
    made = page("leaflet", site=f"{SITE}/", **project)
    [code] = made.pictures

    address = f"{SITE}/{DOCUMENT}/{path}"
    assert zxingcpp.read_barcodes(drawn(code.content.decode()))[0].text == address
    assert f'<a href="{address}" dir="ltr">' in made.html
    assert call in made.html and 'alt="横に記したアドレスのQRコード"' in made.html
    assert made.html.count(address.removeprefix("https://")) == 2  # of the link and of its words


def test_an_address_in_other_letters_is_one_for_machines_and_one_for_people():
    made = page("leaflet", "ar", site="https://例え.jp/平和")
    [code] = made.pictures

    exact = f"https://xn--r8jz45g.jp/%E5%B9%B3%E5%92%8C/{DOCUMENT}/index.html"
    assert zxingcpp.read_barcodes(drawn(code.content.decode()))[0].text == exact
    assert f'<a href="{exact}" lang="ja" dir="ltr">' in made.html
    assert made.html.count(f"例え.jp/平和/{DOCUMENT}/index.html") == 1
    foreign = page("leaflet", "ar", site="https://пример.example", languages=("ja", "ar"))
    assert "пример" not in foreign.html and "xn--e1afmkfd.example" in foreign.html


def test_an_address_that_nobody_types_is_told():
    names = {
        length: [
            it.check for it in composed_page("leaflet", "en", site=f"{SITE}/{'x' * length}")[1]
        ]
        for length in (40, 80)
    }

    assert "printed_address_is_short" not in names[40]
    assert names[80].count("printed_address_is_short") == 1

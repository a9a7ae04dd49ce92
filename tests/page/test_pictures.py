"""Pictures in a page: each points to its own by number, with the width and height it is asked for."""

import base64
import re
from dataclasses import replace

from laureate_print.model import LeadPicture, SourceFile
from laureate_print.page.lead_pictures import lead
from laureate_print.page.pictures import placed
from laureate_print.sources import load
from laureate_print.sources.documents import document
from laureate_print.sources.loading import Layer
from tests.conftest import DOCUMENT, ROOT
from tests.sources import made_pictures as made

PHOTO = base64.b64encode(made.saved(made.photograph(60, 40), "PNG")).decode()
INLINE = """<svg viewBox="0 0 40 20" class="seal"><title>The seal &amp; its star</title>
<g><svg x="1" width="9" height="9"><circle r="3"/></svg></g><text y="9">words</text></svg>"""


def images(html, for_browsers=True):
    given, pictures = placed(load(ROOT), DOCUMENT, html, for_browsers)
    tags = re.findall(r"<img ([^>]+)>", given)
    return given, [dict(re.findall(r'([a-z-]+)="([^"]*)"', tag)) for tag in tags], pictures


def test_a_width_or_height_brings_the_other_side_with_it():
    asked = ("", ' width="320"', ' height="20mm"', ' width="1in" height="10"', ' width="50%"')
    html = "".join(f"<img src='data:image/png;base64,{PHOTO}' alt=\"a > b\"{it}>" for it in asked)
    _, found, pictures = images(html)

    assert [(it["src"], it["width"], it["height"]) for it in found[:4]] == [
        ("picture:0", "60", "40"),
        ("picture:1", "320", "213"),
        ("picture:2", "113", "76"),
        ("picture:3", "96", "10"),
    ]
    assert {it["alt"] for it in found} == {"a &gt; b"}
    assert [bool(it.trouble) for it in pictures] == [False] * 4 + [True]
    assert "'50%' is no width" in pictures[4].trouble
    engine, _, sized = images(html, for_browsers=False)
    assert sized == pictures and "width" not in engine and "height" not in engine


def test_a_picture_that_is_hidden_from_readers_has_an_empty_alt():
    told = ('aria-hidden="true"', 'role="presentation"', 'role="none" alt="wave"', 'role="img"')
    _, found, _ = images("".join(f"<img src='data:image/png;base64,{PHOTO}' {it}>" for it in told))

    assert [it.get("alt") for it in found] == ["", "", "", None]


def test_a_drawing_in_the_page_is_a_picture_too_and_its_title_is_what_is_read():
    ornament = INLINE.replace("class", 'aria-hidden="true" class')
    html, [seal, hidden, silent], pictures = images(
        f"<p>before {INLINE} after</p>{ornament}"
        '<svg width="9" height="9"/><svg width="9" height="9"></svg>'
    )

    assert seal["alt"] == "The seal &amp; its star"
    assert (seal["class"], seal["width"], seal["height"]) == ("seal", "40", "20")
    assert hidden["alt"] == "" and "alt" not in silent
    assert "words" not in html and "<svg width" in html  # one without content draws nothing
    assert [it.trouble for it in pictures] == [""] * 3


def test_a_picture_with_a_focus_fills_its_box_on_paper_and_is_whole_on_screens():
    html = f"<img src='data:image/png;base64,{PHOTO}' alt='x' data-focus='30% 40%'>"
    engine, _, [framed] = images(html, for_browsers=False)
    browser, _, [whole] = images(html)

    assert framed.framed and 'style="object-fit: cover; object-position: 30% 40%"' in engine
    assert not whole.framed and "style" not in browser and "focus" not in browser + engine


def leading(name, content, focus=(0.5, 0.3)):
    """The lead picture of a document that has this one."""
    path = f"templates/documents/{DOCUMENT}/{name}"
    sources = load(ROOT)
    own, *behind = sources.layers
    own = Layer({**own.files, path: SourceFile(path, content, path)})
    given = replace(
        document(sources, DOCUMENT), picture=LeadPicture(name, "What it shows", focus=focus)
    )
    return lead(replace(sources, layers=(own, *behind), _remembered={}), given)


def test_a_lead_picture_tells_its_shape_and_an_emblem_is_never_cut():
    photo = made.saved(made.photograph(600, 400), "JPEG")
    tall = made.saved(made.photograph(300, 400), "PNG")
    opaque = made.saved(made.photograph(400, 400).convert("RGBA"), "PNG")
    seal = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 40"><circle r="9"/></svg>'
    found = {
        name: leading(name, content)
        for name, content in (
            ("photo.jpg", photo),
            ("写真 100%#1.jpg", photo),
            ("tall.png", tall),
            ("opaque.png", opaque),
            ("clear.png", made.saved(made.see_through(), "PNG")),
            ("seal.svg", seal),
        )
    }

    assert {name: (it.shape, it.is_emblem) for name, it in found.items()} == {
        "photo.jpg": ("wide", False),
        "写真 100%#1.jpg": ("wide", False),
        "tall.png": ("tall", False),
        "opaque.png": ("square", False),
        "clear.png": ("wide", True),
        "seal.svg": ("wide", True),
    }
    assert found["photo.jpg"].position == "50% 30%"
    assert lead(load(ROOT), document(load(ROOT), DOCUMENT)) is None

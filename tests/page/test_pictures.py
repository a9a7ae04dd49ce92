"""Pictures in a page: each points to its own by number, with the width and height it is asked for."""

import base64
import re

from laureate_print.page.pictures import placed
from laureate_print.sources import load
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

"""Another body's colours and emblem need no CSS; what could not be read is told with what can."""

import colorsys
import re

import pytest

from laureate_print.build.jobs import job
from laureate_print.build.render import page_context
from laureate_print.errors import ProjectError
from laureate_print.sources import load
from laureate_print.sources.colours import contrast, nearest, parsed
from laureate_print.sources.theme import can_be_read, can_be_seen, theme
from tests.conftest import DOCUMENT, change

EMBLEM = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4" fill="#a3123a"/></svg>'
TINT = parsed("#f3f1ea")


def themed(project, text):
    """Gives the project another theme, and no ornament."""
    path = project / "laureate.toml"
    kept = re.sub(
        r"\[theme\].*?(?=\n# What your)", f"[theme]\n{text}\n", path.read_text("utf-8"), flags=re.S
    )
    path.write_text(kept, encoding="utf-8")
    (project / "emblem.svg").write_text(EMBLEM, encoding="utf-8")
    return load(project)


def html_of(sources, template, edition, output):
    return page_context(sources, job(sources, DOCUMENT, template, edition, output)).page.html


@pytest.mark.parametrize(
    ("one", "other", "ratio"),  # as the WebAIM contrast checker gives them
    [
        ("#777", "#fff", 4.48),
        ("#000", "#fff", 21),
        ("#ff0000", "#ffffff", 4.0),
        ("#14284b", "#f3f1ea", 12.95),
    ],
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert round(contrast(parsed(one), parsed(other)), 2) == pytest.approx(ratio, abs=0.02)


@pytest.mark.parametrize(
    "colour",
    ["#7fb2ff", "#e60012", "#00a040", "#ffd700", "#ff00aa", "#00ffff", "#888888", "#ffffff"],
)
def test_the_nearest_colour_passes_keeps_its_hue_and_is_the_nearest_of_it(colour):
    asked = parsed(colour)
    found = nearest(asked, can_be_read)
    hue = [colorsys.rgb_to_hls(*it)[0] for it in (asked, found)]
    assert can_be_read(found)
    assert contrast(found, TINT) < 7.4  # no darker than it has to be
    assert min(abs(hue[0] - hue[1]), 1 - abs(hue[0] - hue[1])) < 0.06
    assert can_be_seen(nearest(asked, can_be_seen))


def test_all_that_is_wrong_with_a_theme_is_told_at_once_with_the_nearest_colour(project):
    (project / "photo.svg").write_bytes(b"\x89PNG")
    (project / "bad.svg").write_text(EMBLEM.replace("<circle", "<script>x</script><circle"))
    sources = themed(
        project,
        'colour = "#7fb2ff"\naccent = "#ffd700"\nemblem = "none.svg"\nicon = "photo.svg"\n'
        'ornament = "bad.svg"\npublisher = ""\nfont = "Comic Sans"',
    )
    with pytest.raises(ProjectError) as refused:
        theme(sources)
    lines = [
        line.removeprefix("laureate.toml: [theme]: ") for line in str(refused.value).split("\n")
    ]
    told = {
        re.match(r"\w+", line)[0]: line for line in lines if not line.startswith(("unknown", "'"))
    }
    near = re.search(r'colour = "(#\w{6})"$', told["colour"])[1]

    assert "a contrast of 1.9:1 on #f3f1ea; words need 7:1" in told["colour"]
    assert can_be_read(parsed(near))
    assert "lines need 3:1" in told["accent"]
    assert "there is no such file beside laureate.toml" in told["emblem"]
    assert "is no SVG" in told["icon"]
    assert "a script" in told["ornament"]
    assert any("unknown key 'font'; the keys are colour, accent, emblem" in line for line in lines)
    assert any("'publisher' should be words" in line for line in lines)

    change(project / "laureate.toml", "#7fb2ff", near)
    with pytest.raises(ProjectError) as refused:
        theme(load(project))
    assert 'colour "' not in str(refused.value)


@pytest.mark.parametrize("colour", ["red", "#12", "rgb(1,2,3)", "14284b"])
def test_what_is_no_colour_is_told_how_to_write_one(project, colour):
    with pytest.raises(ProjectError, match="write a colour as #rrggbb"):
        theme(themed(project, f'colour = "{colour}"'))


def test_every_page_has_the_colours_and_the_emblem_in_what_it_is_for(project):
    sources = themed(project, 'colour = "#0b5d3b"\naccent = "#c4572a"\nemblem = "emblem.svg"')
    web = html_of(sources, "page", "ar", "html")
    screen, press = (html_of(sources, "leaflet", "my", output) for output in ("pdf", "print"))

    assert web.count('class="emblem"') == screen.count('class="emblem"') == 1
    assert "%23a3123a" in web[: web.index("<style>")]  # the icon
    light, dark = re.findall(r"prefers-color-scheme: dark\).*?\{ :root \{(.*?)\}", web)[-2:]
    assert "--title: #0b5d3b" in light
    assert "--rule: #c4572a" in light
    link = {
        name: re.search(r"--link: (#\w+)", rules)[1]
        for name, rules in (("light", light), ("dark", dark))
    }
    assert contrast(parsed(link["light"]), TINT) >= 7
    assert contrast(parsed(link["dark"]), parsed("#1b2231")) >= 7
    assert screen.rindex("--indigo: #0b5d3b") > screen.rindex("--indigo: #14284b")
    inks = re.findall(r"--indigo: device-cmyk\(([^)]*)\)", press)[-1]
    assert 1.5 < sum(map(float, inks.split())) <= 2.61  # 40 % below what the shop bears
    assert "theme:ornament" not in web + screen + press
    assert "minsa" not in web


@pytest.mark.parametrize(
    ("key", "colour", "ratio", "least"), [("colour", "#444444", 6.2, 7), ("accent", "#44aa00", 2.7, 3)]
)  # fmt: skip
def test_what_prints_too_pale_is_told_with_a_colour_that_does_not(
    project, key, colour, ratio, least
):
    """Ink on paper is neither as black nor as green as a screen."""
    sources = themed(project, f'{key} = "{colour}"')
    assert colour in html_of(sources, "page", "ja", "html")
    with pytest.raises(ProjectError) as refused:
        html_of(sources, "leaflet", "ja", "print")
    told = str(refused.value)
    assert f'{key} "{colour}" has a contrast of {ratio}:1 on paper, printed by FOGRA39' in told
    assert f"it needs {least}:1" in told

    change(project / "laureate.toml", colour, re.search(r'= "(#\w{6})"$', told)[1])
    assert "device-cmyk" in html_of(load(project), "leaflet", "ja", "print")


PALE = {"colour": "#777777", "accent": "#ffee88"}


def test_the_nearest_colour_of_a_project_that_prints_passes_in_print_too(project):
    with pytest.raises(ProjectError) as refused:
        html_of(themed(project, 'colour = "#777777"\naccent = "#ffee88"'), "page", "ja", "html")
    for key, near in re.findall(r'(colour|accent) = "(#\w{6})"', str(refused.value)):
        change(project / "laureate.toml", f'{key} = "{PALE[key]}"', f'{key} = "{near}"')
    assert "device-cmyk" in html_of(load(project), "leaflet", "ja", "print")


def test_the_publisher_of_the_theme_speaks_where_a_document_does_not_say_who(project):
    path = project / "templates" / "documents" / f"{DOCUMENT}.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"^publisher.*\n", "", text, flags=re.MULTILINE), encoding="utf-8")
    sources = themed(project, 'publisher = "Example City"')
    page = html_of(sources, "page", "en", "html")
    assert '<meta name="author" content="Example City">' in page

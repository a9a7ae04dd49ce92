"""The folder as a web server serves it: every link leads somewhere, PDFs are what their links say."""

import gzip
import re
import shutil
from html import unescape
from html.parser import HTMLParser
from itertools import groupby

import pikepdf
import pytest
from babel.units import format_unit

from tests.conftest import DOCUMENT, LANGUAGES, change, run
from tests.outputs.web.pages import (
    DIGITS,
    PAGES,
    RIGHT_TO_LEFT,
    TITLE,
    catalog,
    path,
    spaced,
    words,
)

SITE = "https://example.org/peace/prize"


class Links(HTMLParser):
    """The links of a page, with what they say, and the other parts that point somewhere."""

    def __init__(self, html):
        super().__init__()
        self.found, self.ids, self.heads, self._open, self._reading = [], set(), [], False, False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.ids.add(attributes.get("id"))
        self._reading = tag in ("rt", "rp")
        if tag == "a":
            self.found.append([attributes, ""])
            self._open = True
        elif tag in ("link", "meta"):
            self.heads.append(attributes)

    def handle_endtag(self, tag):
        self._open, self._reading = self._open and tag != "a", False

    def handle_data(self, data):
        if self._open and not self._reading:
            self.found[-1][1] += data


def links(dist, name):
    return Links(path(dist, name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.editions(*PAGES)  # which link to each other
def test_every_link_leads_somewhere(dist, name):
    page = links(dist, name)
    assert page.found
    for attributes, text in page.found:
        address = attributes["href"]
        if address.startswith("#"):
            assert address[1:] in page.ids, address
        elif not address.startswith("tel:"):
            target = (path(dist, name).parent / address).resolve()
            assert target.is_file() and target.is_relative_to(dist.resolve()), (address, text)


def test_every_page_is_reached_from_every_other(dist):
    for name in LANGUAGES:
        leads = {attributes["href"] for attributes, _ in links(dist, name).found}
        assert {f"../{other}/page.html" for other in LANGUAGES if other != name} <= leads
        assert "../accessibility.html" in leads
    assert {f"{language}/page.html" for language in LANGUAGES} <= {
        it["href"] for it, _ in links(dist, "index").found
    }
    assert "accessibility.html" in {
        attributes["href"] for attributes, _ in links(dist, "index").found
    }


def test_languages_stand_in_their_own_names_in_the_order_of_the_project(dist):
    named = {}
    for name in (*LANGUAGES, "index"):
        others = [
            (it["hreflang"], text, it)
            for it, text in links(dist, name).found
            if it["href"].endswith("/page.html")
        ]
        assert [tag for tag, _, _ in others] == [tag for tag in LANGUAGES if tag != name]
        if name != "index":  # its own name stands among them, marked and no link
            listed = path(dist, name).read_text(encoding="utf-8").partition('id="languages"')[2]
            tiles = re.findall(r"<li><(?:a [^>]*|span aria-current=\"page\")>([^<]+)</", listed)
            current = re.findall(r"<span aria-current=\"page\">([^<]+)</span>", listed)
            assert [tiles.index(it) for it in current] == [LANGUAGES.index(name)]
        for tag, text, attributes in others:
            assert named.setdefault(tag, text) == text
            turned = (
                tag in RIGHT_TO_LEFT if (tag in RIGHT_TO_LEFT) != (name in RIGHT_TO_LEFT) else None
            )
            direction = {True: "rtl", False: "ltr", None: None}[turned]
            assert (attributes["lang"], attributes.get("dir")) == (tag, direction)
    expected = {
        "ja": "日本語",
        "ja-simple": "やさしい日本語",
        "my": "မြန်မာဘာသာ",
        "id": "Bahasa Indonesia",
        "ar": "العربية",
        "fr": "Français",
        "uk": "Українська",
    }
    assert expected.items() <= named.items()


def test_navigation_is_the_same_on_every_page(dist):
    """The links of two pages are the same in the same order, but for the language that each is in,
    and for the telephone of a gloss, which Japanese needs none of.
    """
    shapes = set()
    for name in LANGUAGES:
        addresses = [
            re.sub(r"\.\./[\w-]+/page", "../LANG/page", it["href"])
            for it, _ in links(dist, name).found
        ]
        shapes.add(tuple(address for address, _ in groupby(addresses)))
    assert len(shapes) == 1, shapes


@pytest.mark.parametrize("language", LANGUAGES)
def test_pdf_links_tell_size_pages_and_language(dist, language):
    found = [(it, text) for it, text in links(dist, language).found if it["href"].endswith(".pdf")]
    assert [it["href"] for it, _ in found] == ["page.pdf", "leaflet.pdf"]
    for attributes, text in found:
        file = path(dist, language).with_name(attributes["href"])
        with pikepdf.open(file) as pdf:
            pages = len(pdf.pages)
        digits = {
            ord("0") + value: digit
            for value, digit in enumerate(DIGITS.get(language, "0123456789"))
        }
        name = words(
            catalog("interface", language)["This page" if file.stem == "page" else "Leaflet"]
        )
        size = round(file.stat().st_size / 1000)
        text = spaced(text)
        assert name in unescape(text) and "PDF" in text
        assert f"{pages}".translate(digits) in text and f"{size}".translate(digits) in text
        assert (attributes["hreflang"], attributes["type"]) == (language, "application/pdf")
        assert OWN_NAMES.get(language, "") in text


OWN_NAMES = {
    "ja": "日本語",
    "en": "English",
    "my": "မြန်မာဘာသာ",
    "ar": "العربية",
    "ko": "한국어",
    "ru": "Русский",
}


def test_sizes_are_written_as_the_language_does(dist):
    kilobytes = round((dist / "en" / "leaflet.pdf").stat().st_size / 1000)
    shown = format_unit(kilobytes, "digital-kilobyte", "short", locale="en")
    assert any(shown in text for _, text in links(dist, "en").found)


def test_without_a_site_nothing_says_where_the_page_is(dist):
    for name in PAGES:
        assert [
            it for it in links(dist, name).heads if it.get("rel") in ("canonical", "alternate")
        ] == []
        assert "og:url" not in path(dist, name).read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_site_gives_every_page_its_address_and_those_of_the_others(project, tmp_path):
    text = (project / "laureate.toml").read_text(encoding="utf-8")
    (project / "laureate.toml").write_text(f'site = "{SITE}/"\n{text}', encoding="utf-8")
    chosen = ("ja", "ar", "ru", "uk", "vi", "en")
    for named in ([part for tag in chosen for part in ("-l", tag)], ["-t", "index"]):
        done = run("build", "-o", "html", *named, "--out", tmp_path, project=project)
        assert done.returncode == 0, done.stdout
    made = tmp_path / DOCUMENT
    for name in (*chosen, "index"):
        heads = links(made, name).heads
        canonical = [it["href"] for it in heads if it.get("rel") == "canonical"]
        alternate = {it["hreflang"]: it["href"] for it in heads if it.get("rel") == "alternate"}
        assert canonical == [
            f"{SITE}/{DOCUMENT}/" + ("index.html" if name == "index" else f"{name}/page.html")
        ]
        assert alternate.pop("x-default") == f"{SITE}/{DOCUMENT}/index.html"
        assert alternate == {tag: f"{SITE}/{DOCUMENT}/{tag}/page.html" for tag in LANGUAGES}
        assert (
            name == "index"
            or [it["content"] for it in heads if it.get("property") == "og:url"] == canonical
        )


def test_the_addresses_of_all_languages_cost_each_page_little(project, tmp_path):
    """The limit is that of a page without them; they are all alike, and packed on their way."""
    pages = []
    for setting in ("", f'site = "{SITE}/"\n'):
        text = (project / "laureate.toml").read_text(encoding="utf-8")
        (project / "laureate.toml").write_text(setting + text, encoding="utf-8")
        run("build", "-l", "en", "-o", "html", "--out", tmp_path, project=project)
        pages.append(path(tmp_path / DOCUMENT, "en").read_bytes())
    plain, packed = [[len(it) for it in kind] for kind in (pages, map(gzip.compress, pages))]
    assert len(LANGUAGES) * len(SITE) < plain[1] - plain[0] < len(LANGUAGES) * (len(SITE) + 100)
    assert packed[1] - packed[0] < 800


@pytest.mark.parametrize(
    "site",
    ["example.org", "ftp://example.org", "https://example.org/?a=1", "https://", 'https://a.b/"'],
)
def test_a_site_that_is_no_address_is_told(project, site):
    text = (project / "laureate.toml").read_text(encoding="utf-8")
    (project / "laureate.toml").write_text(f"site = '{site}'\n{text}", encoding="utf-8")
    done = run("list", project=project)
    assert done.returncode == 3
    assert "'site' should be the address of the output folder" in done.stderr


@pytest.mark.slow
def test_a_page_links_to_the_pdfs_that_stand_beside_it(project):
    """First alone, then beside a leaflet; then the page is built by itself and the leaflet is not
    forgotten.
    """
    page = path(project / "dist" / DOCUMENT, "en")
    run("build", "-l", "en", "-o", "html", project=project)
    assert 'type="application/pdf"' not in page.read_text(encoding="utf-8")
    run("build", "-l", "en", "-t", "leaflet", project=project)
    run("build", "-l", "en", "-o", "html", project=project)
    assert re.findall(r'href="(\w+\.pdf)"', page.read_text(encoding="utf-8")) == ["leaflet.pdf"]
    run("build", "-o", "html", "-o", "pdf", "-l", "en", project=project)
    assert re.findall(r'href="(\w+\.pdf)"', page.read_text(encoding="utf-8")) == [
        "page.pdf",
        "leaflet.pdf",
    ]


def test_a_pdf_beside_the_page_that_cannot_be_read_is_told(project):
    folder = project / "dist" / DOCUMENT / "en"
    folder.mkdir(parents=True)
    (folder / "leaflet.pdf").write_bytes(b"no PDF")
    done = run("build", "-l", "en", "-o", "html", project=project)
    assert done.returncode == 3
    assert "leaflet.pdf" in done.stderr and "remove it or build it again" in done.stderr


@pytest.mark.slow
def test_a_refused_pdf_is_not_linked(project):
    change(project / "templates/leaflet/template.toml", "sizes = [10, 16]", "sizes = [40, 40]")
    done = run("build", "-o", "html", "-o", "pdf", "-l", "en", project=project)
    text = path(project / "dist" / DOCUMENT, "en").read_text(encoding="utf-8")
    assert done.returncode == 1
    assert re.findall(r'href="(\w+\.pdf)"', text) == ["page.pdf"]


def test_the_list_of_languages_names_the_announcement(dist):
    text = spaced(
        unescape(
            re.sub(
                r"<[^>]+>",
                " ",
                re.sub("<wbr[^>]*>", "", path(dist, "index").read_text("utf-8")).partition("<body")[
                    2
                ],
            )
        )
    )
    for language in ("ja", "en"):
        assert words(catalog(DOCUMENT, language)[TITLE]) in text


@pytest.mark.slow
def test_common_pages_are_built_where_no_language_is_named(project, tmp_path):
    assert (
        run(
            "build", "-l", "en", "-o", "html", "--out", tmp_path / "one", project=project
        ).returncode
        == 0
    )
    assert not list((tmp_path / "one" / DOCUMENT).glob("*.html"))
    assert run("build", "-t", "index", "--out", tmp_path / "two", project=project).returncode == 0
    assert [file.name for file in (tmp_path / "two" / DOCUMENT).iterdir()] == ["index.html"]


def test_a_project_without_the_paper_has_no_dead_link(project, tmp_path):
    change(project / "laureate.toml", 'accessibility = ["html"]\n', "")
    shutil.rmtree(project / "templates" / "accessibility")
    assert (
        run("build", "-l", "en", "-o", "html", "--out", tmp_path, project=project).returncode == 0
    )
    assert "accessibility.html" not in path(tmp_path / DOCUMENT, "en").read_text(encoding="utf-8")

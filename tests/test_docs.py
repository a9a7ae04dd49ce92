"""Every link in what people read leads to a file, and to a heading, that is there; every library that
the program needs earns its place in a line.
"""

import re
import tomllib

import pytest

from tests.conftest import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("tests/*.md")])
LINK = re.compile(r"\]\((?!https?://)([^)#\s]*)(?:#([^)\s]+))?\)")

CODE = re.compile(r"(`+).*?\1", re.DOTALL)  # shows what others write


def headings(page):
    """The anchors of a page's headings, as GitHub makes them."""
    found = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page):
    lost = []
    for path, heading in LINK.findall(CODE.sub("", page.read_text(encoding="utf-8"))):
        target = page.parent / path if path else page
        if not target.exists() or (heading and heading not in headings(target)):
            lost.append(f"{path}#{heading}")
    assert lost == []


def test_each_checkpoint_names_what_is_there():
    """Rows 01 to 31 of the Matterhorn table, and the tests and checks that they name."""
    text = (ROOT / "docs/matterhorn.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| (\d\d) ", text, flags=re.MULTILINE) == [
        f"{number:02}" for number in range(1, 32)
    ]
    sources = [
        path.read_text(encoding="utf-8")
        for path in [*ROOT.glob("tests/**/*.py"), *ROOT.glob("src/laureate_print/checks/*.py")]
    ]
    named = {name for name in re.findall("`([a-z_]+)`", text) if "_" in name}
    defined = {name for source in sources for name in re.findall(r"^def (\w+)\(", source, re.M)}
    assert len(named) > 40
    assert named <= defined


def test_the_pages_are_all_there():
    names = {page.relative_to(ROOT).as_posix() for page in PAGES}
    assert {"README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"} <= names


def test_each_dependency_says_why_it_is_there():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.match(r"[\w.-]+", line)[0].lower() for line in project["dependencies"]}
    table = (
        (ROOT / "docs/architecture.md").read_text(encoding="utf-8").partition("## Dependencies")[2]
    )
    named = {
        name.lower()
        for row in re.findall(r"^\| (.+?) \|", table, re.M)
        for name in re.findall(r"[\w.-]+", row)
    }
    assert needed - named == set()

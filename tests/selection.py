"""Which tests run, where, and what is built for them.

`--quick` keeps the tests that need nothing but Python packages and the libraries of a build, hides
all other programs from them, and looks at a few editions where a test looks at each. `dist` builds
the editions that the tests of this run look at and no more. With several workers, what shares
something dear stays on one of them.
"""

import os
import shutil
from pathlib import Path

import pytest

from tests.editions import COMMON, LANGUAGES, NEEDED

NOT_QUICK = ("browser", "java", "node", "reader", "slow")
QUICK_EDITIONS = ("ja", "en", "ar", "my")  # four scripts, two directions, words without spaces
# What a machine has that only built something; a quick test that starts another program fails.
HIDDEN = (
    *("java", "node", "npm", "chromium", "chromium-browser", "google-chrome"),
    *("pdftotext", "pdftoppm", "pdfinfo", "pdfdetach", "mutool", "qpdf", "faketime", "unzip"),
)


def pytest_addoption(parser):
    parser.addoption(
        "--quick",
        action="store_true",
        help="only tests that need no Java, Node, browser or reader, on a few editions",
    )


def pytest_configure(config):
    if config.option.quick and not hasattr(config, "workerinput"):
        os.environ["PATH"] = str(_programs(config))


def _programs(config):
    """A folder with a link to each program of this machine but those that are hidden."""
    folder = Path(config.cache.mkdir("programs"))
    shutil.rmtree(folder)
    folder.mkdir()
    for place in reversed(os.environ["PATH"].split(os.pathsep)):
        for path in Path(place).iterdir() if Path(place).is_dir() else ():
            if path.name not in HIDDEN:
                (folder / path.name).unlink(missing_ok=True)
                (folder / path.name).symlink_to(path)
    return folder


def looked_at(item):
    """The editions and common pages of `dist` at which a test looks.

    They are its parameters; where they tell nothing, its marker `editions`, or else all.
    """
    if "dist" not in item.fixturenames:
        return set()
    called = getattr(item, "callspec", None)
    values = [str(value) for value in called.params.values()] if called else []
    named = {value for value in values if value in (*LANGUAGES, *COMMON)}
    markers = list(item.iter_markers("editions"))
    named |= {tag for marker in markers for tag in marker.args}
    return named if named or markers else {*LANGUAGES, *COMMON}


def quick(item):
    """Whether a test belongs to a quick run."""
    return not any(map(item.get_closest_marker, NOT_QUICK)) and looked_at(item) <= {*QUICK_EDITIONS}


def group(item):
    """What a test shares with others, so that one worker runs them: a page in a browser, the parts
    of a module. A slow test shares nothing.
    """
    if "opened_page" in item.fixturenames:
        return f"page {item.callspec.params['opened_page']}"
    return item.nodeid if item.get_closest_marker("slow") else item.nodeid.partition("::")[0]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    for item in items:
        if "browser" in item.fixturenames:
            item.add_marker("browser")
    if config.option.quick:
        left = [item for item in items if not quick(item)]
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if quick(item)]
    items.sort(key=lambda item: not item.get_closest_marker("slow"))  # so that none is the last
    for item in items:
        if not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(group(item)))


def pytest_collection_finish(session):
    """Notes what the tests that are left, after `-k` too, look at."""
    session.config.stash[NEEDED] = set().union(*map(looked_at, session.items))

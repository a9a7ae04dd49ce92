"""Which tests run, where, and what is built for them.

`--quick` keeps the tests that need nothing but Python packages and the libraries of a build, hides
all other programs from them, and looks at a few editions where a test looks at each. `dist` builds
the editions that the tests of this run look at and no more. With several workers, what shares
something dear stays on one of them.
"""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.editions import COMMON, LANGUAGES, NEEDED

# What a fixture gives marks the tests that use it.
MARKED = {"browser": "browser", "english_bag": "java", "printed": "slow", "editions": "slow"}
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
    if config.option.quick and not config.option.collectonly and not hasattr(config, "workerinput"):
        folder = TemporaryDirectory(prefix="quick-")
        config.add_cleanup(folder.cleanup)
        os.environ["PATH"] = _programs(Path(folder.name))
        os.environ["READERS_OF_NODE"] = str(Path(folder.name) / "none")


def _programs(folder):
    """Fills a folder with a link to each program of this machine but those that are hidden."""
    for place in reversed(os.environ["PATH"].split(os.pathsep)):
        for path in Path(place).iterdir() if Path(place).is_dir() else ():
            if path.name not in HIDDEN:
                (folder / path.name).unlink(missing_ok=True)
                (folder / path.name).symlink_to(path)
    return str(folder)


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


def quick(items):
    """The tests of a quick run: none that needs more than Python packages, none that looks at
    further editions; and where each case of a test is a build of its own, the first case.
    """
    built = set()
    for item in items:
        if any(map(item.get_closest_marker, NOT_QUICK)) or not looked_at(item) <= {*QUICK_EDITIONS}:
            continue
        name = item.nodeid.partition("[")[0]
        if "project" not in item.fixturenames or name not in built:
            built.add(name)
            yield item


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    for item in items:
        for fixture, marker in MARKED.items():
            if fixture in item.fixturenames:
                item.add_marker(marker)
    if config.option.quick:
        kept = list(quick(items))
        names = {item.nodeid for item in kept}
        config.hook.pytest_deselected(items=[item for item in items if item.nodeid not in names])
        items[:] = kept
    items.sort(key=lambda item: not item.get_closest_marker("slow"))  # so that none is the last


def pytest_collection_finish(session):
    """Notes what the tests that are left, after `-k` too, look at."""
    session.config.stash[NEEDED] = set().union(*map(looked_at, session.items))


def group(nodeid):
    """What a test shares with others, so that one worker runs them: a page in the browser, or the
    parts of a module.
    """
    module, _, name = nodeid.partition("::")
    longest_first = sorted((*LANGUAGES, *COMMON), key=len, reverse=True)
    return next((page for page in longest_first if page_id(page) in name), module)


def page_id(page):
    """How the tests of a page in the browser bear its name."""
    return f"page={page}"


@pytest.hookimpl(optionalhook=True)  # of pytest-xdist
def pytest_xdist_make_scheduler(config, log):
    """Shares out groups of tests, in their order.

    Not by `--dist loadgroup`: pytest-xdist 3.8 marks groups in a way that pytest 9.2 does not see.
    """
    from xdist.scheduler import LoadScopeScheduling

    class Groups(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            return group(nodeid)

    config.option.loadscopereorder = False
    return Groups(config, log)

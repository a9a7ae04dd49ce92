"""What the tests of the web edition share."""

from contextlib import contextmanager

import pytest

from tests.outputs.web.pages import PAGES, SAMPLE, SCALE, opened
from tests.selection import page_id

AS_IT_WAS = dict.fromkeys(("color_scheme", "forced_colors", "reduced_motion", "contrast"), "null")


def pytest_generate_tests(metafunc):
    """Opens each page for a test; for one marked `sampled` some, where it is not for the record."""
    marks = metafunc.definition.iter_markers("parametrize")
    if "opened_page" in metafunc.fixturenames and not any(
        it.args[0] == "opened_page" for it in marks
    ):
        sampled = metafunc.definition.get_closest_marker("sampled")
        pages = SAMPLE if sampled and not metafunc.config.getoption("record") else PAGES
        metafunc.parametrize("opened_page", pages, indirect=True, ids=page_id, scope="session")


@pytest.fixture(scope="session")
def opened_page(request, browser, dist):
    """Each page, opened once, with its name."""
    with opened(browser, dist, request.param, bypass_csp=True, device_scale_factor=SCALE) as page:
        yield request.param, page


@pytest.fixture
def shown(opened_page):
    """Each page with its name, in the window and with the settings in which it was opened."""
    _, page = opened_page
    page.set_viewport_size({"width": 1280, "height": 720})
    page.emulate_media(**AS_IT_WAS)
    return opened_page


@pytest.fixture
def seen(shown):
    """Gives a page as a reader has set the browser: window, colours, motion, styles
    of their own.
    """
    _, page = shown

    @contextmanager
    def seen(width=800, height=800, style="", **media):
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(**media)
        sheet = page.add_style_tag(content=style) if style else None
        yield page
        if sheet:
            sheet.evaluate("it => it.remove()")
        page.emulate_media(**AS_IT_WAS)

    return seen

"""What the tests of the web edition share."""

from contextlib import contextmanager

import pytest

from tests.outputs.web.pages import PAGES, opened


@pytest.fixture(scope="module", params=PAGES)
def shown(request, browser, dist):
    """Each page, opened once for a module, with its name."""
    with opened(browser, dist, request.param, bypass_csp=True, device_scale_factor=2) as page:
        yield request.param, page


@pytest.fixture
def seen(shown):
    """Gives the page of a module as a reader has set the browser: window, colours, motion, styles
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
        page.emulate_media(
            color_scheme="null", forced_colors="null", reduced_motion="null", contrast="null"
        )

    return seen

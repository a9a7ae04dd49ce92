"""What the tests of the web edition share."""

import pytest

from tests.web.pages import PAGES, opened


@pytest.fixture(scope="module", params=PAGES)
def shown(request, browser, dist):
    """Each page, opened once for a module, with its name."""
    with opened(browser, dist, request.param, bypass_csp=True) as page:
        yield request.param, page

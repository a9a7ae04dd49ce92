"""Nothing of one announcement stands in what serves all: code, shared templates, labels, samples."""

import re

import pytest

from tests.conftest import ROOT

# The body, the prize and the laureate of the first announcement, its weaving, its telephone.
OF_ONE = re.compile(
    r"okinawa|沖縄|minsa|ミンサー|那覇|\bnaha\b|peace prize|平和賞|\\+81|894-2226|1008380",
    re.IGNORECASE,
)
# What belongs to that project alone stands beside it in this repository.
ITS_OWN = ("templates/documents/", "templates/accessibility/")
PLACES = {
    "code": ("src/laureate_print/**/*.py",),
    "samples": ("src/laureate_print/start/samples/**/*.*",),
    "templates": ("templates/**/*.*",),
    "labels": (
        "locales/*.pot",
        "locales/*/LC_MESSAGES/interface.po",
        "locales/*/LC_MESSAGES/index.po",
    ),
    "settings": ("fonts/*.toml", "pyproject.toml"),
}


@pytest.mark.parametrize("place", PLACES)
def test_nothing_of_one_announcement_stands_in_what_serves_all(place):
    files = [path for pattern in PLACES[place] for path in sorted(ROOT.glob(pattern))]
    shared = [
        path for path in files
        if not path.relative_to(ROOT).as_posix().startswith(ITS_OWN)
        and not (path.suffix == ".pot" and path.stem not in ("interface", "index"))
    ]  # fmt: skip
    assert shared
    found = [
        f"{path.relative_to(ROOT)}:{number}: {row.strip()[:90]}"
        for path in shared
        for number, row in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
        if OF_ONE.search(row)
    ]
    assert found == []

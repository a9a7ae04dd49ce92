"""Same job, same bytes: on another day, in another process, hash seed, time zone, locale, folder,
with more workers.
"""

import os
import re
from io import BytesIO

import pikepdf
import pytest

from laureate_print.package.differences import difference
from tests.conftest import elsewhere, run

EDITIONS = ("ja-simple", "en", "ar", "my")
# One of each kind: scripts, directions, furigana; what serves the whole document comes where no
# language is named.
CHOSEN = (
    [part for tag in EDITIONS for part in ("-l", tag)],
    ["-t", "index", "-t", "accessibility"],
)


@pytest.mark.slow
@pytest.mark.reader  # faketime sets another day
@pytest.mark.editions(*EDITIONS, "index", "accessibility")
def test_same_job_same_bytes(dist, tmp_path):
    for chosen in CHOSEN:
        command = [
            "build",
            "-o",
            "html",
            "-o",
            "pdf",
            "-o",
            "archive",
            "--out",
            tmp_path / "again",
            "--jobs",
            "1",
        ]
        done = run(*command, *chosen, **elsewhere(tmp_path))
        assert done.returncode == 0, done.stdout + done.stderr

    made = list((tmp_path / "again" / dist.name).rglob("*.*"))
    assert len(made) == 4 * len(EDITIONS) + 2
    for path in made:
        before = (dist / path.relative_to(tmp_path / "again" / dist.name)).read_bytes()
        assert difference(before, path.read_bytes()) == "", path


def test_a_difference_is_named_by_its_object():
    """What differs is told by object in a PDF, by byte in any other file."""
    made = []
    for title in ("One", "Two"):
        pdf = pikepdf.new()
        pdf.add_blank_page()
        pdf.Root.Kind = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Thing, Title=title))
        made.append(BytesIO())
        pdf.save(made[-1])
    one, other = (content.getvalue() for content in made)

    assert re.fullmatch(r"object \d+ \(/Thing\)", difference(one, other))
    assert difference(b"same", b"some") == "byte 1 of 4"
    assert difference(one, one) == ""


def test_source_date_epoch_is_honoured(tmp_path):
    run(
        "build",
        "-l",
        "en",
        "-t",
        "page",
        "-o",
        "pdf",
        "--out",
        tmp_path,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1800000000"},
    )
    with pikepdf.open(next(tmp_path.rglob("page.pdf"))) as pdf:
        assert str(pdf.docinfo.CreationDate).startswith("D:20270115")

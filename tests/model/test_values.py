"""Where artifacts stand, how sheets fold, what a file's digest is, and that values can travel."""

import pickle

import pytest

from laureate_print.model import Book, Job, Pair, Panel, Single, SourceFile, Whole, folded
from laureate_print.outputs import OUTPUTS


@pytest.mark.parametrize(
    ("edition", "path"),
    [
        (Single("ja-simple"), "prize/ja-simple/page.pdf"),
        (Pair("ja", "ar"), "prize/ja+ar/page.pdf"),
        (Book(("my", "hi", "th")), "prize/my+hi+th/page.pdf"),
        (Whole(("ja", "en")), "prize/page.pdf"),
    ],
)
def test_each_edition_has_its_place_and_comes_whole_to_a_worker(edition, path):
    job = Job("prize", "page", edition, OUTPUTS["pdf"])

    assert job.path == path
    assert pickle.loads(pickle.dumps(job)) == job  # noqa: S301


def test_a_sheet_from_right_to_left_is_folded_the_other_way():
    front = (Panel(4, 97), Panel(5, 100), Panel(0, 100))

    assert folded((front,), "ltr") == (front,)
    assert [panel.page for panel in folded((front,), "rtl")[0]] == [0, 5, 4]


def test_a_file_knows_its_digest():
    file = SourceFile("a.md", b"abc", "a.md")  # the example of FIPS 180-4

    assert file.digest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

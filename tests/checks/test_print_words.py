"""A print file has the words of its page: one that lost some of them, or all, is seen."""

import pikepdf
import pytest

from laureate_print.build.render import finished as with_artifact
from laureate_print.checks.prepress import words_are_in_the_print_file
from tests.checks.conftest import findings_on
from tests.in_engine import page_of, written

SHOWING = {"Tj", "TJ", "'", '"'}


@pytest.fixture(scope="module")
def good():
    context = page_of("leaflet", "es", "print")
    [artifact] = written(context.page)
    return with_artifact(context, artifact)


def without(count):
    """Gives what takes the first `count` pieces of text out of each page, or all of them; a page of
    a print file is a form on its sheet.
    """

    def mend(document):
        for form in (page.Resources.XObject.Page0 for page in document.pages):
            kept, left = [], count
            for step in pikepdf.parse_content_stream(form):
                if str(step.operator) in SHOWING and left != 0:
                    left -= 1
                else:
                    kept.append(step)
            form.write(pikepdf.unparse_content_stream(kept))

    return mend


def test_a_print_file_with_its_words_passes(good):
    assert list(words_are_in_the_print_file(good)) == []


def test_a_print_file_without_some_or_all_of_its_words_is_seen(good):
    [some] = findings_on(good, words_are_in_the_print_file, without(2))
    assert "letters are not in the print file" in some.message
    [all_of_them] = findings_on(good, words_are_in_the_print_file, without(-1))
    lost, _, written, *_ = all_of_them.message.split()
    assert lost == written

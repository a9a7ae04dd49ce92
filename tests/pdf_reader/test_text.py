"""Texts of readers in the forms in which they are compared."""

from hypothesis import given
from hypothesis import strategies as some

from laureate_print.pdf_reader.text import simplified, squeezed, without_artifacts


@given(some.text())
def test_a_squeezed_text_is_squeezed_once_for_all(text):
    assert squeezed(squeezed(text)) == squeezed(text)


def test_a_text_is_normalized_but_for_the_letters_of_names():
    assert (
        squeezed("e\u0301 神\ufa19福\ufa1b 𠮷\U0002f83a\u212b") == "é神\ufa19福\ufa1b𠮷\U0002f83aÅ"
    )
    assert simplified("ﬁ \ufa19") == "fi\ufa19"


def test_spaces_and_marks_that_order_are_no_letters():
    assert squeezed("e\u0301 \u200fa\n\u2068b\u2069\u200b") == "éab"


def test_the_heads_of_a_page_are_taken_off_before_and_behind_its_text():
    assert without_artifacts(["Prize", "Page1"], "PrizewordsPage1") == "words"
    assert without_artifacts(["Prize", "Page1"], "wordsPrizePage1") == "words"


def test_what_is_no_head_stays():
    assert without_artifacts(["Prize"], "Priceless words") == "Priceless words"

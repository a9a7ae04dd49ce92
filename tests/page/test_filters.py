"""What a template does with values: numbers stay whole, telephones can be called, styles stay closed."""

import pytest
from hypothesis import given
from hypothesis import strategies as some
from tinycss2 import parse_component_value_list

from laureate_print.page.filters import for_language
from laureate_print.sources.languages import language

FILTERS = for_language(language("ar"))


def test_a_number_within_a_text_keeps_its_order():
    assert FILTERS["whole"]("هاتف 098-894-2226 <", "098-894-2226") == (
        'هاتف <span dir="ltr">098-894-2226</span> &lt;'
    )


def test_a_telephone_number_is_a_link_that_calls_it_from_anywhere():
    assert FILTERS["call"]("Tel: 098-894-2226", "098-894-2226", "Call us") == (
        'Tel: <a href="tel:+81-98-894-2226" dir="ltr" aria-label="Call us">098-894-2226</a>'
    )


def test_a_text_without_the_number_is_left_as_it_is():
    assert FILTERS["call"]("Tel: <none>", "098-894-2226") == "Tel: &lt;none&gt;"


def test_a_title_has_no_markup_and_no_readings():
    ruby = "<ruby>縄<rp>（</rp><rt>なわ</rt><rp>）</rp></ruby>"
    assert FILTERS["plain"](f"<em>{ruby}</em> &amp; x") == "縄 &amp; x"


@pytest.mark.parametrize(
    ("tag", "written"),
    [("en", "11 kB"), ("fr", "11\u202fko"), ("my", "၁၁ kB"), ("ckb", "\u2066١١ kB\u2069")],
)
def test_a_size_is_written_in_the_digits_of_the_reader(tag, written):
    reader = language(tag)
    assert for_language(reader)["file_size"]({"language": reader}, 11_200) == written


# A message has no line ends: the checks of the words refuse them.
@given(some.text(some.characters(exclude_characters="&{")))
def test_a_message_in_a_style_sheet_is_one_string_whatever_it_holds(text):
    """Style sheets close no string early (CSS Syntax Level 3, 4.3.5) and no element `style`."""
    written = str(FILTERS["css_string"](text))
    kinds = [token.type for token in parse_component_value_list(written)]

    assert kinds in ([], ["string"])
    assert "<" not in written

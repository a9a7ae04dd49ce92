"""What a template does with values: numbers stay whole, telephones can be called, styles stay closed."""

import pytest
from hypothesis import given
from hypothesis import strategies as some
from tinycss2 import parse_component_value_list

from laureate_print.model import Contact
from laureate_print.page.filters import for_language
from laureate_print.sources.languages import language

FILTERS = for_language(language("ar"))


def office(country="JP", **facts):
    """Gives a contact with these facts."""
    return Contact("ja", ("県",), (), country, facts)


@pytest.mark.parametrize(
    ("line", "contact", "written"),
    [
        ("هاتف 098-894 <", office(fax="098-894"), 'هاتف <span dir="ltr">098-894</span> &lt;'),
        (
            "電話:098-894-2226",
            office(telephone="098-894-2226"),
            '電話:<a href="tel:+81-98-894-2226" dir="ltr">098-894-2226</a>',
        ),
        (
            "Call +1 808-555-0142",
            office(telephone="+1 808-555-0142"),
            'Call <a href="tel:+1-808-555-0142" dir="ltr">+1 808-555-0142</a>',
        ),
        (
            "Call (808) 555-0142",
            office("US", telephone="(808) 555-0142"),
            'Call <a href="tel:+1-808-555-0142" dir="ltr">(808) 555-0142</a>',
        ),
        (
            "peace@e.jp, www.e.jp",
            office(email="peace@e.jp", web="www.e.jp"),
            '<a href="mailto:peace@e.jp" dir="ltr">peace@e.jp</a>, '
            '<a href="https://www.e.jp" dir="ltr">www.e.jp</a>',
        ),
        (
            "e.jp & info@e.jp 119",  # what holds another is meant, and a short number has no country
            office(email="info@e.jp", web="e.jp", telephone="119", fax="119"),
            '<a href="https://e.jp" dir="ltr">e.jp</a> &amp; '
            '<a href="mailto:info@e.jp" dir="ltr">info@e.jp</a> '
            '<a href="tel:119" dir="ltr">119</a>',
        ),
        ("Tel: <none>", office(telephone="098-894-2226"), "Tel: &lt;none&gt;"),
    ],
)
def test_what_reaches_an_office_is_a_link_and_stays_whole(line, contact, written):
    assert FILTERS["linked"](line, contact) == written


def test_a_telephone_link_has_a_name_where_it_is_given_one():
    assert FILTERS["call"]("Tel: 098-894-2226", "098-894-2226", "JP", "Call us") == (
        'Tel: <a href="tel:+81-98-894-2226" dir="ltr" aria-label="Call us">098-894-2226</a>'
    )


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


def test_languages_begin_with_the_letter_that_a_title_has():
    assert [language(tag).name for tag in ("ka", "fr", "ar")] == ["ქართული", "Français", "العربية"]

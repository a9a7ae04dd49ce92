"""What is known of languages beforehand is what CLDR says."""

from laureate_print.sources.languages import language
from tests.sources import cldr


def test_table_is_that_of_cldr():
    """`python -m tests.sources.cldr` writes it."""
    assert cldr.HERE.read_text(encoding="utf-8") == cldr.table()


def test_languages_are_called_as_their_readers_do():
    """Not by the name of a country or a people, and with the capitals of their own."""
    called = {
        "id": "Bahasa Indonesia",
        "id-ID": "Bahasa Indonesia",
        "ms": "Bahasa Melayu",
        "ms-Arab": "بهاس ملايو",
        "my": "မြန်မာဘာသာ",
        "km": "ភាសាខ្មែរ",
        "az": "Azərbaycanca",
        "zu": "isiZulu",
        "fi": "Suomi",
        "vi": "Tiếng Việt",
        "ja-simple": "やさしい日本語",
    }
    assert {tag: language(tag).name for tag in called} == called

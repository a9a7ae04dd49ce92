"""What is known of languages beforehand is what CLDR says."""

from tests.sources import cldr


def test_table_is_that_of_cldr():
    """`python -m tests.sources.cldr` writes it."""
    assert cldr.HERE.read_text(encoding="utf-8") == cldr.table()

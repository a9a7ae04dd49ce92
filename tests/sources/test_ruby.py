"""Readings over Japanese words: which base each has, and brackets that are none of a reading."""

import pytest

from laureate_print.sources.ruby import markup, pieces, strays, without_readings


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("一ヶ月《いっかげつ》", "一ヶ月"),
        ("この𠮟《しか》る", "𠮟"),
        ("人々《ひとびと》", "人々"),
        ("〆切《しめきり》", "〆切"),
        ("葛\U000e0100城《かつらぎ》市", "葛\U000e0100城"),
        ("｜第8回《だいはっかい》", "第8回"),
        ("のヶ所《かしょ》", "ヶ所"),
    ],
)
def test_the_base_of_a_reading(text, base):
    assert [found for found, reading in pieces(text) if reading] == [base]
    assert list(strays(text)) == []


def test_brackets_that_are_escaped_are_printed():
    text = "｜《海《うみ》の橋《はし》》と｜《平和｜》賞《しょう》"
    assert without_readings(text) == "《海の橋》と《平和》賞"
    assert "《<ruby>海<rp>" in markup(text)
    assert markup("｜《海の橋》") == "《海の橋》"
    assert list(strays(text)) == []


@pytest.mark.parametrize("text", ["《海の橋》", "海》", "｜海", "難民《》"])
def test_brackets_that_are_nothing_are_told(text):
    assert {mark for mark, _ in strays(text)} == {mark for mark in text if mark in "｜《》"}
    assert without_readings(text) == text

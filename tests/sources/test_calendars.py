"""Dates in the calendars of readers, against days that everybody knows."""

from datetime import date

import pytest

from laureate_print.sources.calendars import date_of_reader
from laureate_print.sources.languages import language


@pytest.mark.parametrize(
    ("tag", "day", "written"),
    [
        ("fa", date(2024, 3, 20), "۲۰ مارس ۲۰۲۴ (۱ فروردین ۱۴۰۳)"),  # Nowruz of a leap year
        ("fa", date(2021, 3, 21), "۲۱ مارس ۲۰۲۱ (۱ فروردین ۱۴۰۰)"),
        ("fa", date(2021, 3, 20), "۲۰ مارس ۲۰۲۱ (۳۰ اسفند ۱۳۹۹)"),
        ("am", date(2007, 9, 12), "12 ሴፕቴምበር 2007 (1 መስከረም 2000)"),  # the Ethiopian millennium
        ("am", date(2007, 9, 11), "11 ሴፕቴምበር 2007 (6 ጳጉሜን 1999)"),  # its day of the leap year
        ("ti", date(2024, 9, 11), "መስከረም 11, 2024 (መስከረም 1, 2017)"),
        ("th", date(2024, 1, 11), "11 มกราคม ค.ศ. 2024 (พ.ศ. 2567)"),
        ("my", date(2024, 1, 11), "၂၀၂၄ ဇန်နဝါရီ ၁၁"),
        ("ja", date(2024, 1, 11), "2024年1月11日"),
        ("vi", date(2024, 1, 11), "ngày 11 tháng 1 năm 2024"),  # Decree 30/2020/NĐ-CP
    ],
)
def test_a_date_is_beside_that_of_the_readers_calendar(tag, day, written):
    assert date_of_reader(day, language(tag)) == written

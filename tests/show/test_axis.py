"""Days on a line of columns: where they stand, and what is written above and below."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idlibtl.show.signs import UNICODE
from idlibtl.show.axis import Counts, Scale, counts, headers, scaled

JAN_2019, JAN_2020 = 2019 * 12, 2020 * 12

YEAR = Scale(JAN_2019, 12, 2, 1)


@pytest.mark.parametrize(
    ("first", "last", "width", "scale"),
    [
        # thirteen months: two columns each of 26, one each of 25, none of 12
        (date(2019, 1, 31), date(2020, 1, 1), 26, Scale(JAN_2019, 13, 2, 1)),
        (date(2019, 1, 31), date(2020, 1, 1), 25, Scale(JAN_2019, 13, 1, 1)),
        (date(2019, 1, 31), date(2020, 1, 1), 12, Scale(JAN_2019, 15, 2, 3)),
        # a day: a month of a column a day, but no more
        (date(2019, 1, 9), date(2019, 1, 9), 30, Scale(JAN_2019, 1, 30, 1)),
        (date(2019, 1, 9), date(2019, 1, 9), 99, Scale(JAN_2019, 1, 31, 1)),
        # quarters begin where the calendar's do: February 2019 to May 2020 are six of them
        (date(2019, 2, 1), date(2020, 5, 1), 7, Scale(JAN_2019, 18, 1, 3)),
        # 1911 to 2021: 23 stretches of five years from 1910 on, two columns each
        (date(1911, 3, 1), date(2021, 4, 1), 53, Scale(1910 * 12, 115 * 12, 2, 60)),
        (date.min, date.max, 28, Scale(0, 10_000 * 12, 1, 6000)),
        (date.min, date.max, 16, Scale(0, 10_000 * 12, 1, 12000)),
    ],
)
def test_months_get_what_room_there_is(first: date, last: date, width: int, scale: Scale) -> None:
    assert scaled(first, last, width) == scale


def test_a_day_stands_in_its_part_of_its_month() -> None:
    assert YEAR.width == 24
    # the month's half: the 15th of 30 days is in the first column, the 16th in the second
    assert [YEAR.at(date(2019, 4, day)) for day in (1, 15, 16, 30)] == [6, 6, 7, 7]
    # before and behind
    assert [YEAR.at(date(2018, 12, 31)), YEAR.at(date(2020, 1, 1))] == [0, 23]


def test_a_day_stands_in_its_stretch_of_months() -> None:
    quarters = Scale(JAN_2019, 12, 1, 3)
    assert [quarters.at(date(2019, month, 28)) for month in (1, 3, 4, 12)] == [0, 0, 1, 3]
    # two columns for five years: 30 months each
    assert [Scale(0, 120, 2, 60).at(date(year, 6, 30)) for year in (1, 2, 5, 9)] == [0, 0 + 29 // 30, 2, 3]


def test_months_by_their_letters_and_years_below() -> None:
    # there is room for one year, and most of the months are the later one's
    assert headers(scaled(date(2019, 11, 1), date(2020, 2, 1), 8)) == ["N D J F", "    2020"]
    assert headers(scaled(date(2019, 9, 1), date(2020, 2, 1), 12)) == ["S O N D J F", "2019    2020"]
    # a year that would reach beyond the scale ends with it
    assert headers(scaled(date(2019, 9, 1), date(2020, 2, 1), 6)) == ["SONDJF", "  2020"]
    assert headers(scaled(date(2019, 11, 1), date(2020, 1, 1), 12)) == ["Nov Dec Jan", "2019    2020"]


def test_a_month_with_room_has_days() -> None:
    # a column a day: the 8th stands in the eighth
    assert headers(scaled(date(2019, 1, 9), date(2019, 1, 9), 31)) == ["Jan    8      15     22", "2019"]


def test_years_alone_where_months_have_no_column() -> None:
    # four columns a year are too few for each to be named
    assert headers(Scale(2011 * 12, 60, 1, 3)) == ["    2012    2014"]
    assert headers(Scale(2011 * 12, 72, 1, 6)) == ["2011    2015"]
    assert headers(Scale(0, 10_000 * 12, 1, 6000)) == ["1         5000"]


def test_counts_of_each_month() -> None:
    days = [date(2019, 1, 1), date(2019, 1, 31), date(2019, 12, 9)]
    assert counts(days, YEAR, UNICODE) == Counts("2 · · · · · · · · · · 1", "each month")
    assert counts(days, Scale(JAN_2019, 12, 1, 1), UNICODE) == Counts("2··········1", "each month")


def test_counts_that_are_too_wide_are_of_more_months() -> None:
    days = [date(2019, 1, 1)] * 10 + [date(2019, 4, 30)]
    # ten and a space need three columns: a month has two, a quarter six
    assert counts(days, YEAR, UNICODE) == Counts("10    1     ·     ·", "each quarter")
    # three columns a quarter are enough too
    assert counts(days, Scale(JAN_2019, 12, 1, 1), UNICODE) == Counts("10 1  ·  ·", "each quarter")
    assert counts(days * 10, Scale(JAN_2019, 12, 1, 1), UNICODE) == Counts("110   ·", "each half year")
    # nor may the last one reach beyond the scale, but it needs no space after it
    assert counts([date(2019, 12, 1)] * 100, YEAR, UNICODE) == Counts("·     ·     ·     100", "each quarter")
    assert counts([date(2019, 12, 1)] * 10, YEAR, UNICODE) == Counts("· · · · · · · · · · · 10", "each month")


def test_where_one_stretch_is_left_all_are_counted_together() -> None:
    # three columns, a month each: no room for ten, and December and January lie in two of every longer stretch
    scale = scaled(date(2019, 12, 1), date(2020, 2, 1), 3)
    assert counts([date(2019, 12, 1)] * 10 + [date(2020, 1, 1)], scale, UNICODE) == Counts("11", "in all")
    assert counts([date(2020, 1, 1)], scaled(date(2020, 1, 1), date(2020, 1, 1), 31), UNICODE) == Counts("1", "in all")


def test_counts_of_years() -> None:
    scale = Scale(0, 10_000 * 12, 1, 6000)
    assert counts([date.min, date.max], scale, UNICODE) == Counts("1" + "·" * 18 + "1", "every 500 years")
    # the longest stretches have two columns each, which have no room for twenty and a space
    assert counts([date.min] * 20, scale, UNICODE) == Counts("20", "in all")
    assert counts([date(2019, 1, 1)] * 10, Scale(JAN_2019, 72, 1, 3), UNICODE) == Counts(
        "10  ·   ·   ·   ·   ·", "each year"
    )


@given(st.lists(st.dates(), min_size=1, max_size=200), st.integers(16, 150))
def test_every_day_has_a_column_and_is_counted(days: list[date], width: int) -> None:
    scale = scaled(min(days), max(days), width)
    assert scale.width <= width
    columns = [scale.at(day) for day in sorted(days)]
    assert columns == sorted(columns)
    assert columns[0] >= 0
    assert columns[-1] < scale.width
    line = counts(days, scale, UNICODE).line
    assert len(line) <= scale.width
    assert all(len(header) <= scale.width for header in headers(scale))

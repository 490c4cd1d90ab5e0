"""Where days are on an axis, in percent or in columns, worked out by hand; the names of months and years above it."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idlibtl.show.axis import Axis, Tick, axis, counts, headers, scaled, ticks, years
from idlibtl.show.signs import UNICODE

# In percent


def test_days_of_a_year_and_a_month() -> None:
    # January 2019 to January 2020 are 13 months; 26 April comes after 25 of 30 days of the fourth
    line = axis([date(2019, 1, 5), date(2020, 1, 26)])
    assert line.at(date(2019, 1, 1)) == 0
    assert line.at(date(2019, 4, 26)) == pytest.approx(100 * (3 + 25 / 30) / 13)
    assert line.after(date(2019, 4, 27)) == pytest.approx(100 * (3 + 27 / 30) / 13)
    assert line.middle(date(2019, 4, 26), date(2019, 4, 27)) == pytest.approx(100 * (3 + 26 / 30) / 13)
    assert line.after(date(2020, 1, 31)) == 100
    assert line.at(date(2018, 5, 1)) == 0
    assert line.after(date(2021, 5, 1)) == 100
    assert line.has(date(2020, 1, 31))
    assert not line.has(date(2020, 2, 1))


def test_a_leap_month() -> None:
    # the 29 days of February 2020
    line = axis([date(2020, 2, 29)])
    assert line.at(date(2020, 2, 29)) == pytest.approx(100 * 28 / 29)


def test_the_last_day_of_all() -> None:
    line = axis([date.max])
    assert line.after(date.max) == 100
    assert line.months == range(9999 * 12 + 11, 9999 * 12 + 12)


def test_it_reaches_to_the_days_asked_about_but_not_far_beyond_its_own() -> None:
    june = [date(2019, 6, 3), date(2019, 6, 9)]
    assert len(axis(june, [date(2019, 5, 1), date(2019, 8, 31)]).months) == 4
    # up to 24 months in all
    assert len(axis(june, [date(2017, 7, 1)]).months) == 24
    assert len(axis(june, [date(2017, 6, 30)]).months) == 1
    # an end that is far away does not take the other one with it
    assert len(axis(june, [date(1900, 1, 1), date(2019, 7, 31)]).months) == 2
    # or up to four times their own: 10 months and 40
    long = [date(2019, 1, 1), date(2019, 10, 1)]
    assert len(axis(long, [date(2022, 4, 30)]).months) == 40
    assert len(axis(long, [date(2022, 5, 1)]).months) == 10


def named(line: Axis) -> str:
    return " ".join(tick.name for tick in ticks(line))


def test_the_names_of_months_quarters_and_half_years() -> None:
    assert named(axis([date(2019, 1, 1), date(2020, 1, 1)])) == "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec Jan"
    assert len(ticks(axis([date(2019, 1, 1), date(2020, 6, 1)]))) == 18
    # 19 months are named by their quarters, 55 by their half years
    assert named(axis([date(2019, 2, 1), date(2020, 8, 1)])) == "Apr Jul Oct Jan Apr Jul"
    assert named(axis([date(2019, 1, 1), date(2023, 7, 1)])) == "Jan Jul " * 4 + "Jan Jul"


def test_the_weeks_of_up_to_two_months() -> None:
    line = axis([date(2019, 2, 1), date(2019, 3, 1)])
    assert named(line) == "Feb 8 15 22 Mar 8 15 22"
    # the 22nd comes after 21 of 28 days of the first half
    assert [tick.at for tick in ticks(line)][3:5] == [50 * 21 / 28, 50]
    assert named(axis([date(2019, 2, 1), date(2019, 4, 1)])) == "Feb Mar Apr"


def test_the_names_of_years() -> None:
    line = axis([date(2019, 1, 1), date(2020, 1, 1)])
    # the second begins after 12 of 13 months; on a narrow screen there is no room, so its name ends with the axis
    assert years(line) == [Tick(0, "2019"), Tick(100 * 12 / 13, "2020", at_end=True)]
    line = axis([date(2019, 1, 1), date(2020, 2, 1)])
    assert years(line)[1] == Tick(100 * 12 / 14, "2020")
    # of what begins in the middle of a year, that year too
    assert [year.name for year in years(axis([date(2019, 4, 1), date(2020, 9, 1)]))] == ["2019", "2020"]
    # unless the next is too close: December is one of 13 months
    assert [year.name for year in years(axis([date(2019, 12, 1), date(2020, 12, 1)]))] == ["2020"]
    assert [year.name for year in years(axis([date(2019, 4, 1), date(2019, 9, 1)]))] == ["2019"]


def test_a_year_that_begins_at_the_right_end_has_its_name_there() -> None:
    # the last of 20 months is about 5 percent of them
    line = axis([date(2018, 6, 1), date(2020, 1, 1)])
    assert [(year.name, year.at_end) for year in years(line)] == [("2018", False), ("2019", False), ("2020", True)]
    # and none if it would reach into the one before: 2018 begins at 84.7, and a name takes 10.5
    line = axis([date(2012, 1, 1), date(2019, 1, 1)])
    assert [year.name for year in years(line)] == [str(year) for year in range(2012, 2019)]


def test_many_years() -> None:
    assert named(axis([date(1990, 1, 1), date(2019, 1, 1)])).strip() == ""
    assert [year.name for year in years(axis([date(1990, 1, 1), date(2019, 6, 1)]))] == [
        *("1990", "1995", "2000", "2005", "2010", "2015"),
    ]
    assert [year.name for year in years(axis([date.min, date.max]))] == ["1", "2000", "4000", "6000", "8000"]
    # a name takes 10.5 percent: of 800 years a hundred are 12.5, of 1,000 two hundred are 20
    assert [year.name for year in years(axis([date(1200, 1, 1), date(1999, 1, 1)]))] == [
        *("1200", "1300", "1400", "1500", "1600", "1700", "1800", "1900"),
    ]
    assert [year.name for year in years(axis([date(1000, 1, 1), date(1999, 1, 1)]))] == [
        *("1000", "1200", "1400", "1600", "1800"),
    ]


days = st.dates(date(1, 1, 1), date(9999, 12, 31))


@given(st.lists(days, min_size=1, max_size=4), st.lists(days, max_size=2))
def test_every_day_has_its_place_and_no_name_covers_another(message: list[date], asked: list[date]) -> None:
    line = axis(message, asked)
    for day in message:
        assert line.has(day)
        assert 0 <= line.at(day) < line.after(day) <= 100
    result = ticks(line)
    assert all(one.at < other.at for one, other in pairwise(result))
    # a name of one letter takes ten pixels on a screen of 320, a year thirty
    assert all(other.at - one.at > 3 for one, other in pairwise([tick for tick in result if tick.name]))
    boxes = [(89.5, 100) if year.at_end else (year.at, year.at + 10.5) for year in years(line)]
    assert all(before[1] <= after[0] + 0.1 for before, after in pairwise(boxes))
    assert boxes[-1][1] <= 100.1


# In columns

JAN_2019 = 2019 * 12


def months(first: int, number: int, width: int) -> Axis:
    """Months from the first on, in this many columns."""
    return Axis(range(first, first + number), width)


YEAR = months(JAN_2019, 12, 24)


@pytest.mark.parametrize(
    ("first", "last", "width", "expected"),
    [
        # thirteen months: two columns each of 26, one each of 25, none of 12
        (date(2019, 1, 31), date(2020, 1, 1), 26, months(JAN_2019, 13, 26)),
        (date(2019, 1, 31), date(2020, 1, 1), 25, months(JAN_2019, 13, 13)),
        (date(2019, 1, 31), date(2020, 1, 1), 12, months(JAN_2019, 15, 10)),
        # a day: a month of a column a day, but no more
        (date(2019, 1, 9), date(2019, 1, 9), 30, months(JAN_2019, 1, 30)),
        (date(2019, 1, 9), date(2019, 1, 9), 99, months(JAN_2019, 1, 31)),
        # quarters begin where the calendar's do: February 2019 to May 2020 are six of them
        (date(2019, 2, 1), date(2020, 5, 1), 7, months(JAN_2019, 18, 6)),
        # 1911 to 2021: 23 stretches of five years from 1910 on, two columns each
        (date(1911, 3, 1), date(2021, 4, 1), 53, months(1910 * 12, 115 * 12, 46)),
        (date.min, date.max, 28, Axis(range(10_000 * 12), 20)),
        (date.min, date.max, 16, Axis(range(10_000 * 12), 10)),
    ],
)
def test_months_get_what_room_there_is(first: date, last: date, width: int, expected: Axis) -> None:
    assert scaled(first, last, width) == expected


def test_a_day_is_in_its_part_of_its_month() -> None:
    assert YEAR.width == 24
    # the month's half: the 15th of 30 days is in the first column, the 16th in the second
    assert [YEAR.column(date(2019, 4, day)) for day in (1, 15, 16, 30)] == [6, 6, 7, 7]
    # before and after
    assert [YEAR.column(date(2018, 12, 31)), YEAR.column(date(2020, 1, 1))] == [0, 23]


def test_a_day_is_in_its_group_of_months() -> None:
    quarters = months(JAN_2019, 12, 4)
    assert [quarters.column(date(2019, month, 28)) for month in (1, 3, 4, 12)] == [0, 0, 1, 3]
    # two columns for five years: 30 months each
    assert [Axis(range(120), 4).column(date(year, 6, 30)) for year in (1, 2, 5, 9)] == [0, 0 + 29 // 30, 2, 3]


def test_months_by_their_letters_and_years_below() -> None:
    # there is room for one year, and most of the months are the later one's
    assert headers(scaled(date(2019, 11, 1), date(2020, 2, 1), 8)) == ["N D J F", "    2020"]
    assert headers(scaled(date(2019, 9, 1), date(2020, 2, 1), 12)) == ["S O N D J F", "2019    2020"]
    # a year that would reach beyond the axis ends with it
    assert headers(scaled(date(2019, 9, 1), date(2020, 2, 1), 6)) == ["SONDJF", "  2020"]
    assert headers(scaled(date(2019, 11, 1), date(2020, 1, 1), 12)) == ["Nov Dec Jan", "2019    2020"]


def test_a_month_with_room_has_days() -> None:
    # a column a day: the 8th is in the eighth
    assert headers(scaled(date(2019, 1, 9), date(2019, 1, 9), 31)) == ["Jan    8      15     22", "2019"]


def test_years_alone_where_months_have_no_column() -> None:
    # four columns a year are too few for each to be named
    assert headers(months(2011 * 12, 60, 20)) == ["    2012    2014"]
    assert headers(months(2011 * 12, 72, 12)) == ["2011    2015"]
    assert headers(Axis(range(10_000 * 12), 20)) == ["1         5000"]


def test_counts_of_each_month() -> None:
    days = [date(2019, 1, 1), date(2019, 1, 31), date(2019, 12, 9)]
    assert counts(days, YEAR, UNICODE) == ("2 · · · · · · · · · · 1", "each month")
    # numbers side by side would look like one
    assert counts(days, months(JAN_2019, 12, 12), UNICODE) == ("2  ·  ·  1", "each quarter")


def test_counts_that_are_too_wide_are_of_more_months() -> None:
    days = [date(2019, 1, 1)] * 10 + [date(2019, 4, 30)]
    # ten and a space need three columns: a month has two, a quarter six
    assert counts(days, YEAR, UNICODE) == ("10    1     ·     ·", "each quarter")
    # three columns a quarter are enough too
    assert counts(days, months(JAN_2019, 12, 12), UNICODE) == ("10 1  ·  ·", "each quarter")
    assert counts(days * 10, months(JAN_2019, 12, 12), UNICODE) == ("110   ·", "each half year")
    # nor may the last one reach beyond the axis, but it needs no space after it
    assert counts([date(2019, 12, 1)] * 100, YEAR, UNICODE) == ("·     ·     ·     100", "each quarter")
    assert counts([date(2019, 12, 1)] * 10, YEAR, UNICODE) == ("· · · · · · · · · · · 10", "each month")


def test_counts_of_years_that_have_fewer_months() -> None:
    # February 2019 to January 2020 are one year's months in two years; 10000 and a space need six columns of twelve
    days = [date(2019, 2, 1)] * 10_000 + [date(2020, 1, 1)] * 10_000
    assert counts(days, months(JAN_2019 + 1, 12, 12), UNICODE) == ("10000  10000", "each year")


def test_if_one_group_of_months_is_left_all_are_counted_together() -> None:
    # three columns, a month each: no room for ten, and December and January are in two of every longer group of months
    line = scaled(date(2019, 12, 1), date(2020, 2, 1), 3)
    assert counts([date(2019, 12, 1)] * 10 + [date(2020, 1, 1)], line, UNICODE) == ("11", "in all")
    assert counts([date(2020, 1, 1)], scaled(date(2020, 1, 1), date(2020, 1, 1), 31), UNICODE) == ("1", "in all")


def test_no_count_is_of_more_months_than_there_are() -> None:
    # December has no room for a number and a space, in whatever it is counted
    days = [date(2018, 12, 1), *[date(2019, 2, 1)] * 4]
    assert counts(days, months(JAN_2019 - 1, 14, 14), UNICODE) == ("5", "in all")


def test_counts_of_years() -> None:
    line = Axis(range(10_000 * 12), 20)
    assert counts([date.min, date.max], line, UNICODE) == ("1" + " ·" * 8 + " 1", "every 1,000 years")
    # the longest stretches have two columns each, which have no room for twenty and a space
    assert counts([date.min] * 20, line, UNICODE) == ("20", "in all")
    assert counts([date(2019, 1, 1)] * 10, months(JAN_2019, 72, 24), UNICODE) == (
        "10  ·   ·   ·   ·   ·",
        "each year",
    )


@given(st.lists(st.dates(), min_size=1, max_size=200), st.integers(16, 150))
def test_every_day_has_a_column_and_is_counted(days: list[date], width: int) -> None:
    line = scaled(min(days), max(days), width)
    assert line.width <= width
    columns = [line.column(day) for day in sorted(days)]
    assert columns == sorted(columns)
    assert columns[0] >= 0
    assert columns[-1] < line.width
    counted, _ = counts(days, line, UNICODE)
    assert len(counted) <= line.width
    assert all(len(header) <= line.width for header in headers(line))

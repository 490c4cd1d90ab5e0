"""Where days stand on the page's timeline, worked out by hand; the names of months and years above it."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idlibtl.show.page.axis import Axis, Year, axis, ticks, years


def test_days_of_a_year_and_a_month() -> None:
    # January 2019 to January 2020 has 365 + 31 = 396 days; 26 April is the 116th
    line = axis([date(2019, 1, 5), date(2020, 1, 26)])
    assert line.at(date(2019, 1, 1)) == 0
    assert line.at(date(2019, 4, 26)) == pytest.approx(100 * 115 / 396)
    assert line.after(date(2019, 4, 27)) == pytest.approx(100 * 117 / 396)
    assert line.middle(date(2019, 4, 26), date(2019, 4, 27)) == pytest.approx(100 * 116 / 396)
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
    # 59 days in all
    assert [tick.at for tick in ticks(line)][3:5] == [pytest.approx(100 * 21 / 59), pytest.approx(100 * 28 / 59)]
    assert named(axis([date(2019, 2, 1), date(2019, 4, 1)])) == "Feb Mar Apr"


def test_the_names_of_years() -> None:
    line = axis([date(2019, 1, 1), date(2020, 1, 1)])
    # the second begins after 365 of 396 days; on a narrow screen there is no room, so its name ends with the axis
    assert years(line) == [Year(0, "2019"), Year(100 * 365 / 396, "2020", at_end=True)]
    line = axis([date(2019, 1, 1), date(2020, 2, 1)])
    assert years(line)[1] == Year(100 * 365 / 425, "2020")
    # of what begins in the middle of a year, that year too
    assert [year.name for year in years(axis([date(2019, 4, 1), date(2020, 9, 1)]))] == ["2019", "2020"]
    # unless the next is too close: December is 31 of 31 + 366 days
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


days = st.dates(date(1, 1, 1), date(9999, 12, 31))


@given(st.lists(days, min_size=1, max_size=4), st.lists(days, max_size=2))
def test_every_day_has_its_place_and_no_name_stands_on_another(told: list[date], asked: list[date]) -> None:
    line = axis(told, asked)
    assert line.begin <= min(told).toordinal() <= max(told).toordinal() < line.end
    first, last = date.fromordinal(line.begin), date.fromordinal(line.end - 1)
    assert first.day == 1
    assert last == date.max or (last + timedelta(days=1)).day == 1
    for day in told:
        assert 0 <= line.at(day) < line.after(day) <= 100
    found = ticks(line)
    assert all(one.at < other.at for one, other in pairwise(found))
    # a name of one letter takes ten pixels on a screen of 320, a year thirty
    assert all(other.at - one.at > 3 for one, other in pairwise([tick for tick in found if tick.name]))
    boxes = [(89.5, 100) if year.at_end else (year.at, year.at + 10.5) for year in years(line)]
    assert all(before[1] <= after[0] + 0.1 for before, after in pairwise(boxes))
    assert boxes[-1][1] <= 100.1

"""Events counted by the month or the years in which they begin."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from idlibtl.show.calendar_chart import draw_counts
from idlibtl.show.signs import ASCII, UNICODE

TWO_YEARS = [date(2011, 1, 31)] * 12 + [date(2011, 3, 1)] * 2 + [date(2013, 12, 1)] * 100


def test_a_row_a_year_and_a_column_a_month() -> None:
    assert list(draw_counts(TWO_YEARS, 80, UNICODE)) == [
        "Events by the month in which they begin",
        "      Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec  Year",
        "2011   12   ·   2   ·   ·   ·   ·   ·   ·   ·   ·   ·    14",
        "2012    ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·     0",
        "2013    ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   · 100   100",
    ]


def test_years_alone_where_months_have_no_room() -> None:
    assert len(list(draw_counts(TWO_YEARS, 59, ASCII))[1]) == 59  # there is just room for months
    assert list(draw_counts(TWO_YEARS, 58, ASCII))[1:] == ["       Year", "2011     14", "2012      0", "2013    100"]
    assert list(draw_counts(TWO_YEARS, 26, UNICODE)) == [
        "Events by the year in",
        "which they begin",
        "       Year",
        "2011     14",
        "2012      0",
        "2013    100",
    ]


def test_over_more_than_forty_years_a_column_is_a_year() -> None:
    days = [date(1980, 1, 1), date(2020, 12, 31)]
    assert list(draw_counts(days, 80, UNICODE)) == [
        "Events by the year in which they begin",
        "            +0  +1  +2  +3  +4  +5  +6  +7  +8  +9  All",
        "1980–1989    1   ·   ·   ·   ·   ·   ·   ·   ·   ·    1",
        "1990–1999    ·   ·   ·   ·   ·   ·   ·   ·   ·   ·    0",
        "2000–2009    ·   ·   ·   ·   ·   ·   ·   ·   ·   ·    0",
        "2010–2019    ·   ·   ·   ·   ·   ·   ·   ·   ·   ·    0",
        "2020–2029    1                                        1",
    ]
    assert list(draw_counts(days, 40, ASCII))[0:4] == [
        "Events by the ten years in which they",
        "begin",
        "            All",
        "1980-1989     1",
    ]
    # forty years exactly
    assert len(list(draw_counts([date(1981, 1, 1), date(2020, 1, 1)], 80, UNICODE))) == 42


def test_all_of_time() -> None:
    lines = list(draw_counts([date.min, date(1066, 10, 14), date.max], 80, UNICODE))
    assert lines[0] == "Events by the year in which they begin"
    assert lines[2] == "      1–9        1" + "   ·" * 8 + "    1"
    assert lines[-1] == "9990–9999 " + "   ·" * 9 + "   1" + "    1"
    assert len(lines) == 2 + 1000


def test_large_counts_widen_the_columns() -> None:
    lines = list(draw_counts([date(2020, 5, 1)] * 12_345, 120, UNICODE))
    assert lines[2] == "2020 " + " " * 7 * 4 + " 12,345" + " " * 7 * 7 + "  12,345"


def test_outside_the_days_of_the_data_there_is_nothing() -> None:
    days = [date(2011, 3, 31), date(2011, 5, 1), date(2012, 2, 29)]
    assert list(draw_counts(days, 80, UNICODE))[2:] == [
        "2011            1   ·   1   ·   ·   ·   ·   ·   ·   ·     2",
        "2012    ·   1                                             1",
    ]


@given(st.lists(st.dates(), min_size=1, max_size=60), st.integers(40, 200))
def test_counts_fit_the_width_and_add_up(days: list[date], width: int) -> None:
    lines = list(draw_counts(days, width, ASCII))
    assert all(len(line) <= width for line in lines)
    sums = [int(line.split()[-1]) for line in lines if line.strip()[:1].isdigit()]
    assert sum(sums) == len(days)
